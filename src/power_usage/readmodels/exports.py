"""Everything that is kept, row by row, to be taken elsewhere. Nothing is gathered: a range may be of any length."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from enum import Enum
from itertools import pairwise
from typing import Any
from zoneinfo import ZoneInfo

import sqlalchemy as sa

from power_usage.domain.calendar import Group, buckets, day_start, local_day, next_month, zone
from power_usage.readmodels.history import days, usage
from power_usage.readmodels.meters import MeterView
from power_usage.readmodels.sessions import each_session
from power_usage.readmodels.totals import Known, known_at_all
from power_usage.storage.rows import SUPPLY
from power_usage.storage.tables import movement, reading

CHUNK = 5_000


class Kind(Enum):
    """What the number of a column is inside, and so how people are to get it."""

    TEXT = "text"
    DAY = "a local day"
    TIME = "UTC epoch seconds"
    WH = "Wh"
    W = "W"
    PAISE = "paise"
    SECONDS = "seconds"
    SHARE = "parts of 10,000"


Value = int | str | date | None
Row = tuple[Value, ...]
Rows = Callable[[sa.Connection, MeterView, "Range"], Iterator[Row]]


@dataclass(frozen=True, slots=True)
class Column:
    """A column's name outside, and its kind."""

    name: str
    kind: Kind


@dataclass(frozen=True, slots=True)
class Range:
    """From `start` until before `end`, UTC epoch seconds, None where it is open; usage is divided by `group`."""

    start: int | None = None
    end: int | None = None
    group: Group = 30

    def within(self, span: Known) -> tuple[int, int]:
        """Its part of what is known."""
        start = span.first if self.start is None else max(self.start, span.first)
        end = span.last if self.end is None else min(self.end, span.last)
        return start, end


@dataclass(frozen=True, slots=True)
class Export:
    """A table as it is given away: its columns after the meter's name, and its rows in order of time."""

    columns: tuple[Column, ...]
    rows: Rows


_BY_LAST_WORD = {
    "at": Kind.TIME, "start": Kind.TIME, "end": Kind.TIME, "day": Kind.DAY, "kwh": Kind.WH, "kw": Kind.W,
    "balance": Kind.PAISE, "cost": Kind.PAISE, "amount": Kind.PAISE, "after": Kind.PAISE, "seconds": Kind.SECONDS,
    "coverage": Kind.SHARE, "supply": Kind.TEXT, "source": Kind.TEXT, "kind": Kind.TEXT,
}  # fmt: skip


def _columns(names: str) -> tuple[Column, ...]:
    """Each name says by its last word what its figure is."""
    return tuple(Column(name, _BY_LAST_WORD[name.rpartition("_")[2]]) for name in names.split())


def _readings(conn: sa.Connection, meter: MeterView, asked: Range) -> Iterator[Row]:
    query = sa.select(*_READING).where(reading.c.meter_id == meter.id)
    for row in _streamed(conn, query, reading.c.at, asked):
        flag = SUPPLY[row[6]]
        yield (*row[:6], None if flag is None else flag.value, *row[7:])


_READING = (
    reading.c.at, reading.c.received_at, reading.c.eb_wh, reading.c.dg_wh, reading.c.balance_paise, reading.c.load_w,
    reading.c.supply, reading.c.total_eb_wh, reading.c.total_dg_wh, reading.c.total_eb_paise, reading.c.total_dg_paise,
    reading.c.total_dg_s, reading.c.total_observed_s, reading.c.total_recovered_wh,
)  # fmt: skip


def _usage(conn: sa.Connection, meter: MeterView, asked: Range) -> Iterator[Row]:
    span, tz = known_at_all(conn, meter.id), zone(meter.timezone)
    if span is None:
        return
    start, end = asked.within(span)
    for low, high in _months(start, end, tz):
        edges = buckets(low, high, asked.group, tz)
        found = usage(conn, meter.id, edges)
        for number, (begin, finish) in enumerate(pairwise(edges.edges)):
            seen = found.observed_s[number]
            yield (
                begin,
                finish,
                found.eb_wh[number],
                found.dg_wh[number],
                found.eb_paise[number],
                found.dg_paise[number],
                found.dg_s[number],
                found.mean_w[number],
                found.max_w[number],
                found.recovered_wh[number],
                (seen or 0) * 10_000 // (finish - begin),
                found.imported_wh[number] if found.imported_wh else None,
                found.imported_paise[number] if found.imported_paise else None,
            )


def _months(start: int, end: int, tz: ZoneInfo) -> Iterator[tuple[int, int]]:
    """The range in parts that end with local months: groups of any length begin anew there."""
    while start < end:
        following = day_start(next_month(local_day(start, tz)), tz)
        yield start, min(end, following)
        start = following


def _days(conn: sa.Connection, meter: MeterView, asked: Range) -> Iterator[Row]:
    span, tz = known_at_all(conn, meter.id), zone(meter.timezone)
    if span is None:
        return
    start, end = asked.within(span)
    for low, high in _months(start, end, tz):
        for day in days(conn, meter.id, local_day(low, tz), local_day(high - 1, tz)):
            share = day.observed_s * 10_000 // day.seconds
            own = (day.eb_wh, day.dg_wh, day.eb_paise, day.dg_paise, day.eb_s, day.dg_s, share)
            yield day.day, *own, day.imported_wh, day.imported_paise


def _sessions(conn: sa.Connection, meter: MeterView, asked: Range) -> Iterator[Row]:
    for one in each_session(conn, meter.id, start=asked.start, end=asked.end):
        yield (
            one.source.value,
            one.start_at,
            one.end_at,
            one.wh,
            one.paise,
            one.mean_w,
            one.start_uncertainty_s,
            one.end_uncertainty_s,
        )


def _movements(conn: sa.Connection, meter: MeterView, asked: Range) -> Iterator[Row]:
    columns = (movement.c.at, movement.c.kind, movement.c.amount_paise, movement.c.balance_paise)
    return _streamed(conn, sa.select(*columns).where(movement.c.meter_id == meter.id), movement.c.at, asked)


def _streamed(
    conn: sa.Connection, query: "sa.Select[tuple[object, ...]]", at: sa.ColumnElement[int], asked: Range
) -> Iterator[tuple[Any, ...]]:
    if asked.start is not None:
        query = query.where(at >= asked.start)
    if asked.end is not None:
        query = query.where(at < asked.end)
    rows = conn.execute(query.order_by(at), execution_options={"yield_per": CHUNK})
    return (tuple(row) for row in rows)


EXPORTS: dict[str, Export] = {
    "readings": Export(
        _columns(
            "at received_at eb_register_kwh dg_register_kwh balance load_kw supply total_eb_kwh total_dg_kwh"
            " total_eb_cost total_dg_cost total_dg_seconds total_observed_seconds total_recovered_kwh"
        ),
        _readings,
    ),
    "usage": Export(
        _columns(
            "start end eb_kwh dg_kwh eb_cost dg_cost dg_seconds mean_kw max_kw recovered_kwh coverage"
            " imported_kwh imported_cost"
        ),
        _usage,
    ),
    "days": Export(
        _columns("day eb_kwh dg_kwh eb_cost dg_cost eb_seconds dg_seconds coverage imported_kwh imported_cost"), _days
    ),
    "sessions": Export(
        _columns("source start end kwh cost mean_kw start_uncertainty_seconds end_uncertainty_seconds"), _sessions
    ),
    "movements": Export(_columns("at kind amount balance_after"), _movements),
}
