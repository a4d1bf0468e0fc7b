"""What was used, when, from which source, and what did it cost?"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

import sqlalchemy as sa

from power_usage.domain.calendar import Buckets, day_starts, zone
from power_usage.domain.usage import differences
from power_usage.readmodels.peaks import peaks
from power_usage.readmodels.totals import IMPORTED, Known, known, totals_at
from power_usage.storage.tables import meter

Figures = list[int | None]


@dataclass(frozen=True, slots=True)
class Usage:
    """Columns of one length, a place a bucket; None where nothing is known. Wh, paise, seconds, W.

    `elapsed_s` is the part of the bucket between the first and the last reading; of it `observed_s` was covered
    by readings, and the energy of the rest is known in sum only (`recovered_wh`). The imported columns are those of an
    earlier tracker, energy by estimate and of no source; they are empty where it says nothing of the whole stretch.
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
    imported_wh: Figures = field(default_factory=list)
    imported_paise: Figures = field(default_factory=list)

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
    imported_wh: int | None = None
    imported_paise: int | None = None


def usage(conn: sa.Connection, meter_id: int, buckets: Buckets) -> Usage:
    """The usage of each bucket."""
    edges = buckets.edges
    span = known(conn, meter_id)
    own = _own(conn, meter_id, buckets, span)
    imported: list[Figures] = [] if span and edges[0] >= span.first else _imported(conn, meter_id, edges)
    return Usage(list(edges[:-1]), differences(edges), *own, *imported)


def _own(conn: sa.Connection, meter_id: int, buckets: Buckets, span: Known | None) -> list[Figures]:
    edges = buckets.edges
    if span is None or _is_apart(span, edges):
        return [[None] * (len(edges) - 1) for _ in range(10)]
    inside = _within(span, edges)
    elapsed = differences(inside)
    columns = [differences(column) for column in totals_at(conn, meter_id, inside)]
    highest = peaks(conn, meter_id, buckets)
    mean: Figures = [
        (eb + dg) * 3600 // passed if observed else None
        for eb, dg, observed, passed in zip(columns[0], columns[1], columns[5], elapsed, strict=True)
    ]
    return _framed([*columns, elapsed, mean, highest], elapsed)


def _imported(conn: sa.Connection, meter_id: int, edges: Sequence[int]) -> list[Figures]:
    span = known(conn, meter_id, IMPORTED)
    if span is None or _is_apart(span, edges):
        return []
    inside = _within(span, edges)
    columns = [differences(column) for column in totals_at(conn, meter_id, inside, IMPORTED)]
    return _framed([*columns], differences(inside))


def _is_apart(span: Known, edges: Sequence[int]) -> bool:
    return span.first >= span.last or edges[-1] <= span.first or edges[0] >= span.last


def _within(span: Known, edges: Sequence[int]) -> list[int]:
    return [min(max(edge, span.first), span.last) for edge in edges]


def _framed(columns: list[list[int] | Figures], elapsed: list[int]) -> list[Figures]:
    """Nothing is known of a bucket wholly before the first or after the last reading."""
    count = len(elapsed)
    low = next(i for i, passed in enumerate(elapsed) if passed)
    high = count - next(i for i, passed in enumerate(reversed(elapsed)) if passed)
    return [[None] * low + list(column[low:high]) + [None] * (count - high) for column in columns]


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
            imported_wh=found.imported_wh[number] if found.imported_wh else None,
            imported_paise=found.imported_paise[number] if found.imported_paise else None,
        )
        for number in range(len(found.at))
    ]
