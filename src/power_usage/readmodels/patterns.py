"""When is how much used: by hour and weekday, by day of the year, and how often which load?"""

from dataclasses import dataclass
from datetime import date, datetime

import sqlalchemy as sa

from power_usage.domain.calendar import Buckets, day_start, zone
from power_usage.readmodels.history import usage
from power_usage.readmodels.meters import MeterView

SEEN_PERCENT = 50
PERCENTS = range(101)


@dataclass(frozen=True, slots=True)
class Cell:
    """An hour of a weekday: Wh and paise of an average one, and how many hours were seen."""

    wh: int
    paise: int
    count: int


@dataclass(frozen=True, slots=True)
class Patterns:
    """Of the local days from `first` to `last`.

    `hours[weekday][hour]`, Monday first; None where no such hour was seen. `duration`: the load in W, as the mean of
    an hour, that was reached or passed in 0, 1, ... 100 percent of the hours seen; empty if there were none.
    """

    first: date
    last: date
    hours: list[list[Cell | None]]
    duration: list[int]


def patterns(conn: sa.Connection, meter: MeterView, first: date, last: date) -> Patterns:
    """From the hours of those days, of which at least half must have been observed."""
    tz = zone(meter.timezone)
    start, end = day_start(first, tz), day_start(date.fromordinal(last.toordinal() + 1), tz)
    # Hours that are whole by the local clock, also where it is half an hour off UTC.
    edges = tuple(range(start, end + 1, 3600))
    found = usage(conn, meter.id, Buckets(edges if edges[-1] == end else (*edges, end), 60))
    sums: dict[tuple[int, int], list[int]] = {}
    loads = []
    for n, at in enumerate(found.at):
        seen, load = found.observed_s[n], found.mean_w[n]
        # Of the first and the newest hour only a part is known: it is none to take an average of.
        known = found.elapsed_s[n] == found.seconds[n]
        if not known or seen is None or load is None or seen * 100 < SEEN_PERCENT * found.seconds[n]:
            continue
        loads.append(load)
        local = datetime.fromtimestamp(at, tz)
        cell = sums.setdefault((local.weekday(), local.hour), [0, 0, 0])
        cell[0] += (found.eb_wh[n] or 0) + (found.dg_wh[n] or 0)
        cell[1] += (found.eb_paise[n] or 0) + (found.dg_paise[n] or 0)
        cell[2] += 1
    loads.sort(reverse=True)
    return Patterns(
        first,
        last,
        [[_cell(sums.get((weekday, hour))) for hour in range(24)] for weekday in range(7)],
        [loads[(len(loads) - 1) * percent // 100] for percent in PERCENTS] if loads else [],
    )


def _cell(sums: list[int] | None) -> Cell | None:
    if sums is None:
        return None
    wh, paise, count = sums
    return Cell((2 * wh + count) // (2 * count), (2 * paise + count) // (2 * count), count)
