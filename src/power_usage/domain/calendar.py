"""Local days, months and buckets. The only place that knows of time zones; SQL never computes a local date."""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import lru_cache
from itertools import pairwise
from typing import Literal
from zoneinfo import ZoneInfo

Group = int | Literal["day", "month"]
MOST_BUCKETS = 50_000
DAY_MINUTES = 1440
DAY_S = 86_400


class TooManyBuckets(ValueError):
    """The range is too long for so short a group."""


@dataclass(frozen=True, slots=True)
class Buckets:
    """Half-open buckets [edges[i], edges[i+1]), UTC epoch seconds, and the group they were made with."""

    edges: tuple[int, ...]
    group: Group


@lru_cache
def zone(name: str) -> ZoneInfo:
    """The zone of that IANA name."""
    return ZoneInfo(name)


def day_start(day: date, tz: ZoneInfo) -> int:
    """The instant at which a local day begins."""
    return int(datetime(day.year, day.month, day.day, tzinfo=tz).timestamp())


def local_day(at: int, tz: ZoneInfo) -> date:
    """The local day of an instant."""
    return datetime.fromtimestamp(at, tz).date()


def month_start(at: int, tz: ZoneInfo) -> int:
    """The instant at which the local month of `at` begins."""
    return day_start(local_day(at, tz).replace(day=1), tz)


def next_month(month: date, count: int = 1) -> date:
    """The first day of the month so many months after that of `month`; negative counts lie before."""
    number = month.year * 12 + month.month - 1 + count
    return date(number // 12, number % 12 + 1, 1)


def days_before(at: int, days: int, tz: ZoneInfo) -> int:
    """The same time of the local clock so many days earlier."""
    same = at - days * DAY_S
    local = datetime.fromtimestamp(at, tz)
    if local.utcoffset() == datetime.fromtimestamp(same, tz).utcoffset():
        return same  # mostly: clocks change twice a year, if at all
    return int((local.replace(tzinfo=None) - timedelta(days=days)).replace(tzinfo=tz, fold=local.fold).timestamp())


@lru_cache(maxsize=32)
def day_starts(first: date, last: date, tz: ZoneInfo) -> tuple[int, ...]:
    """The starts of the days from `first` to the day after `last`."""
    count = (last - first).days + 2
    return tuple(day_start(first + timedelta(days=number), tz) for number in range(count))


def buckets(start: int, end: int, group: Group, tz: ZoneInfo) -> Buckets:
    """Whole groups that cover [start, end), aligned to local midnight.

    `group` is minutes, "day" or "month". Minutes that do not divide a day begin anew at each midnight.
    Raises TooManyBuckets.
    """
    first, last = local_day(start, tz), local_day(max(start, end - 1), tz)
    edges: Sequence[int]
    if group == "month":
        edges = _months(first, last, tz)
    else:
        days = day_starts(first, last, tz)
        edges = days if group in ("day", DAY_MINUTES) else _within(days, int(group) * 60, start, end)
    if len(edges) - 1 > MOST_BUCKETS:
        raise TooManyBuckets(f"{len(edges) - 1:,} groups are more than {MOST_BUCKETS:,}: choose a longer group")
    low = max(0, bisect_right(edges, start) - 1)
    high = bisect_right(edges, max(start, end - 1))
    return Buckets(tuple(edges[low : high + 1]), group)


def _months(first: date, last: date, tz: ZoneInfo) -> list[int]:
    edges, day = [], first.replace(day=1)
    while day <= last:
        edges.append(day_start(day, tz))
        day = (day + timedelta(days=32)).replace(day=1)
    return [*edges, day_start(day, tz)]


def _within(days: tuple[int, ...], seconds: int, start: int, end: int) -> list[int]:
    if (end - start) // seconds > MOST_BUCKETS:
        raise TooManyBuckets(f"More than {MOST_BUCKETS:,} groups: choose a longer group or a shorter range")
    edges: list[int] = []
    for midnight, following in pairwise(days):
        edges += range(midnight, following, seconds)
    return [*edges, days[-1]]
