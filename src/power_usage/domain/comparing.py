"""What a stretch of time is compared with: for each of its buckets the windows of the past that it is held against."""

from collections.abc import Sequence
from datetime import date
from enum import StrEnum
from itertools import pairwise
from zoneinfo import ZoneInfo

from power_usage.domain.calendar import Buckets, day_start, days_before, local_day, next_month

Window = tuple[int, int]
DAY_S = 86_400


class Against(StrEnum):
    """With what a stretch can be compared."""

    BEFORE = "before"  # the stretch of the same length before it
    WEEK = "week"  # the same days of the week before
    MONTH = "month"
    YEAR = "year"
    AVERAGE = "average"  # a usual day: the average of the days before it


def windows(buckets: Buckets, against: Against, days: int, tz: ZoneInfo) -> list[list[Window]]:
    """The windows each bucket is held against: one, or `days` of them for the average, or none where there is none.

    Times of day are those of the local clock. The 31st has no window in a month of 30 days. For the average each
    bucket is held against the same time of each of the days before the first day of the stretch.
    """
    edges = buckets.edges
    pairs = list(pairwise(edges))
    if against is Against.AVERAGE:
        return _usual(edges, days, tz)
    if against is Against.MONTH:
        return [_months_before(pair, 1, buckets, tz) for pair in pairs]
    if against is Against.YEAR:
        return [_months_before(pair, 12, buckets, tz) for pair in pairs]
    if against is Against.WEEK:
        return [[_days_before(pair, 7, tz)] for pair in pairs]
    return _the_period_before(pairs, buckets, tz)


def _the_period_before(pairs: list[Window], buckets: Buckets, tz: ZoneInfo) -> list[list[Window]]:
    start, end = pairs[0][0], pairs[-1][1]
    if buckets.group == "month":
        return [_months_before(pair, len(pairs), buckets, tz) for pair in pairs]
    # Midnight to midnight may be 23 or 25 hours where clocks change: such days are counted, not measured.
    whole = round((end - start) / DAY_S)
    if whole and days_before(end, whole, tz) == start:
        return [[_days_before(pair, whole, tz)] for pair in pairs]
    return [[(a - (end - start), b - (end - start))] for a, b in pairs]


def _days_before(pair: Window, days: int, tz: ZoneInfo) -> Window:
    return days_before(pair[0], days, tz), days_before(pair[1], days, tz)


def _months_before(pair: Window, months: int, buckets: Buckets, tz: ZoneInfo) -> list[Window]:
    day = local_day(pair[0], tz)
    month = next_month(day, -months)
    try:
        then = date(month.year, month.month, day.day)
    except ValueError:
        return []
    if buckets.group == "month":
        return [(day_start(then, tz), day_start(next_month(then), tz))]
    return [_days_before(pair, (day - then).days, tz)]


def _usual(edges: Sequence[int], days: int, tz: ZoneInfo) -> list[list[Window]]:
    """Each bucket by the clock of each of the days before the first one."""
    first = local_day(edges[0], tz)
    # An edge belongs to two buckets, of which the earlier one may begin on another day.
    found = []
    known: dict[tuple[int, int], int] = {}

    def before(at: int, count: int) -> int:
        if (at, count) not in known:
            known[at, count] = days_before(at, count, tz)
        return known[at, count]

    for start, end in pairwise(edges):
        into = (local_day(start, tz) - first).days
        found.append([(before(start, into + n), before(end, into + n)) for n in range(1, days + 1)])
    return found
