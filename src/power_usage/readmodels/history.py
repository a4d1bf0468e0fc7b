"""What was used, when, from which source, and what did it cost?"""

from dataclasses import dataclass
from datetime import date

import sqlalchemy as sa

from power_usage.domain.calendar import Buckets, day_starts, zone
from power_usage.domain.usage import differences
from power_usage.readmodels.peaks import peaks
from power_usage.readmodels.totals import known, totals_at
from power_usage.storage.tables import meter

Figures = list[int | None]


@dataclass(frozen=True, slots=True)
class Usage:
    """Columns of one length, a place a bucket; None where nothing is known. Wh, paise, seconds, W.

    `elapsed_s` is the part of the bucket between the first and the last reading; of it `observed_s` was covered
    by readings, and the energy of the rest is known in sum only (`recovered_wh`).
    """

    at: list[int]
    seconds: list[int]
    eb_wh: Figures
    dg_wh: Figures
    eb_paise: Figures
    dg_paise: Figures
    dg_s: Figures
    observed_s: Figures
    recovered_wh: Figures
    elapsed_s: Figures
    mean_w: Figures
    max_w: Figures

    def total(self, column: str) -> int:
        """The sum of a column over what is known."""
        return sum(figure for figure in getattr(self, column) if figure is not None)


@dataclass(frozen=True, slots=True)
class DayView:
    """A local day. Wh, paise, seconds; `seconds` is the day's length."""

    day: date
    seconds: int
    eb_wh: int | None
    dg_wh: int | None
    eb_paise: int | None
    dg_paise: int | None
    eb_s: int | None
    dg_s: int | None
    observed_s: int


def usage(conn: sa.Connection, meter_id: int, buckets: Buckets) -> Usage:
    """The usage of each bucket."""
    edges = buckets.edges
    count = len(edges) - 1
    lengths = differences(edges)
    span = known(conn, meter_id)
    if span is None or span.first >= span.last or edges[-1] <= span.first or edges[0] >= span.last:
        none: list[Figures] = [[None] * count for _ in range(10)]
        return Usage(list(edges[:-1]), lengths, *none)
    inside = [min(max(edge, span.first), span.last) for edge in edges]
    elapsed = differences(inside)
    columns = [differences(column) for column in totals_at(conn, meter_id, inside)]
    highest = peaks(conn, meter_id, buckets)
    mean: Figures = [
        (eb + dg) * 3600 // passed if observed else None
        for eb, dg, observed, passed in zip(columns[0], columns[1], columns[5], elapsed, strict=True)
    ]
    # Nothing is known of a bucket wholly before the first or after the last reading.
    low = next(i for i, passed in enumerate(elapsed) if passed)
    high = count - next(i for i, passed in enumerate(reversed(elapsed)) if passed)

    def framed(column: list[int] | Figures) -> Figures:
        return [None] * low + list(column[low:high]) + [None] * (count - high)

    every: list[list[int] | Figures] = [*columns, elapsed, mean, highest]
    figures = [framed(column) for column in every]
    return Usage(list(edges[:-1]), lengths, *figures)


def days(conn: sa.Connection, meter_id: int, first: date, last: date) -> list[DayView]:
    """The local days from `first` to `last`, both included."""
    name = conn.execute(sa.select(meter.c.timezone).where(meter.c.id == meter_id)).scalar_one()
    tz = zone(name)
    found = usage(conn, meter_id, Buckets(day_starts(first, last, tz), "day"))
    return [
        DayView(
            day=date.fromordinal(first.toordinal() + number),
            seconds=found.seconds[number],
            eb_wh=found.eb_wh[number],
            dg_wh=found.dg_wh[number],
            eb_paise=found.eb_paise[number],
            dg_paise=found.dg_paise[number],
            eb_s=None if (dg := found.dg_s[number]) is None else (found.elapsed_s[number] or 0) - dg,
            dg_s=found.dg_s[number],
            observed_s=found.observed_s[number] or 0,
        )
        for number in range(len(found.at))
    ]
