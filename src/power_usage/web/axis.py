"""The marks of a graph's axes: round figures, and times as a clock or a calendar shows them."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import count
from math import ceil, floor, log10
from zoneinfo import ZoneInfo

from power_usage.domain.calendar import day_start, local_day, next_month
from power_usage.web import wording

MOST_TIMES = 6
FIGURES = 4
HOURS = (1, 3, 6, 12)
DAYS = (1, 2, 7, 14)
MONTHS = (1, 3, 6, 12, 60)
MARGIN = 0.04
"""A mark so near the end of the axis (as a share of it) would be cut off."""


@dataclass(frozen=True, slots=True)
class Mark:
    """A place on an axis, in percent of its length, and what stands there."""

    percent: float
    text: str


def figures(highest: float) -> tuple[float, list[Mark]]:
    """The top of an axis from 0 that holds `highest`, and its marks: 1, 2, 2.5 or 5 times a power of ten apart."""
    if highest <= 0:
        return 1.0, [Mark(0, "0"), Mark(100, "1")]
    rough = highest / FIGURES
    power = 10.0 ** floor(log10(rough))
    step = next(factor * power for factor in (1, 2, 2.5, 5, 10) if factor * power >= rough * 0.999)
    steps = max(1, ceil(highest / step * 0.999))
    return steps * step, [Mark(100 * number / steps, f"{round(number * step, 6):,g}") for number in range(steps + 1)]


def times(start: int, end: int, tz: ZoneInfo) -> list[Mark]:
    """Local times between two instants (UTC epoch seconds), few enough to be read on a phone."""
    for candidates in _candidates(start, tz):
        found = []
        for at, text in candidates:
            if at >= end:
                break
            share = (at - start) / (end - start)
            if MARGIN <= share <= 1 - MARGIN:
                found.append(Mark(100 * share, text))
            if len(found) > MOST_TIMES:
                break
        if len(found) <= MOST_TIMES:
            return found
    return []


def _candidates(start: int, tz: ZoneInfo) -> Iterator[Iterator[tuple[int, str]]]:
    first = local_day(start, tz)
    yield from (_hours(start, hours, tz) for hours in HOURS)
    for days in DAYS:
        every = (first + timedelta(n * days) for n in count())
        yield ((day_start(day, tz), wording.day_of_month(day)) for day in every)
    for months in MONTHS:
        begin = first.replace(month=(first.month - 1) // min(months, 12) * min(months, 12) + 1, day=1)
        every = (next_month(begin, n * months) for n in count())
        yield ((day_start(day, tz), str(day.year) if months >= 12 else wording.short_month(day)) for day in every)


def _hours(start: int, hours: int, tz: ZoneInfo) -> Iterator[tuple[int, str]]:
    midnight = day_start(local_day(start, tz), tz)
    for number in count():
        local = datetime.fromtimestamp(midnight + number * hours * 3600, tz)
        text = wording.day_of_month(local.date()) if local.hour == 0 else f"{local:%H:%M}"
        yield int(local.timestamp()), text
