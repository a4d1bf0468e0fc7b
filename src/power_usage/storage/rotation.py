"""Which backups are kept when there are many: the last of each day, week and month."""

from collections.abc import Iterable
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from power_usage.domain.calendar import local_day


@dataclass(frozen=True, slots=True)
class Keep:
    """So many days, weeks and months of which the last backup is kept; those without any do not count."""

    days: int = 7
    weeks: int = 4
    months: int = 12


def kept(instants: Iterable[int], keep: Keep, tz: ZoneInfo) -> set[int]:
    """Of backups made at those instants (UTC epoch seconds), the ones to keep; the newest is always among them."""
    newest_first = sorted(set(instants), reverse=True)
    wanted = set(newest_first[:1])
    for spans, most in ((_days, keep.days), (_weeks, keep.weeks), (_months, keep.months)):
        last_of: dict[tuple[int, ...], int] = {}
        for at in newest_first:
            last_of.setdefault(spans(at, tz), at)
        wanted |= set(list(last_of.values())[:most])
    return wanted


def _days(at: int, tz: ZoneInfo) -> tuple[int, ...]:
    return (local_day(at, tz).toordinal(),)


def _weeks(at: int, tz: ZoneInfo) -> tuple[int, ...]:
    return local_day(at, tz).isocalendar()[:2]


def _months(at: int, tz: ZoneInfo) -> tuple[int, ...]:
    day = local_day(at, tz)
    return day.year, day.month
