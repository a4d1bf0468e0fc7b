"""What does a unit cost, how sure is that, and since when? By registers and balance; ELNET's figures beside."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import pairwise

import sqlalchemy as sa

from power_usage.domain.audit import Priced
from power_usage.domain.calendar import day_start, day_starts, local_day, next_month, zone
from power_usage.domain.marks import Mark, grid_vote, turning_point
from power_usage.domain.reading import Source
from power_usage.domain.spans import NOTHING_KNOWN, Period, Point, Span, Vote, allowed, periods
from power_usage.domain.tariff import Rate
from power_usage.domain.tariffs import NOTHING_SET, SetRates
from power_usage.readmodels.marks import marks
from power_usage.readmodels.meters import MeterView
from power_usage.readmodels.rows import plain_rows
from power_usage.readmodels.totals import known
from power_usage.storage.tables import home, reading, session

GRID_S = 600
BEFORE, AFTER = timedelta(days=15), timedelta(days=3)
"""Days around those in question that may vote too: a rate is believed when several days agree."""
LEAST_SESSION_WH = 30
TELLING_PERCENT = 5
"""A span as wide as that part of its rate says nothing yet."""


@dataclass(frozen=True, slots=True)
class MarkedDay:
    """A local day, whole or as far as it is known: [start, end), with a mark every ten minutes, both ends included."""

    day: date
    start: int
    end: int
    whole: bool
    marks: tuple[Mark, ...]


@dataclass(frozen=True, slots=True)
class RatePeriod:
    """A rate and from when it held (None: since before all that was looked at). `days`: votes that agree (for the
    generator: sessions), over `wh` of usage. None in both where ELNET's own figures are all there is."""

    since: int | None
    rate: Rate
    votes: int
    wh: int


@dataclass(frozen=True, slots=True)
class SourceRates:
    """One source's rate over time, the newest last; ELNET's own; and the one in the settings (paise per MWh)."""

    source: Source
    measured: list[RatePeriod]
    elnet: Rate | None
    setting: int | None

    @property
    def differs(self) -> bool:
        """Whether the setting is not what is measured."""
        if self.setting is None or not self.measured:
            return False
        rate = self.measured[-1].rate
        slack = rate.uncertainty + rate.paise_per_mwh // 1000
        return abs(rate.paise_per_mwh - self.setting) > slack

    @property
    def best(self) -> Rate | None:
        """The newest rate as it is known best: ELNET's own where it agrees with what was measured and is surer."""
        if not self.measured:
            return self.elnet
        rate = self.measured[-1].rate
        surer = self.elnet is not None and self.elnet.agrees(rate) and self.elnet.uncertainty < rate.uncertainty
        return self.elnet if surer else rate

    def in_force(self, *, least: int = 1) -> list[tuple[int, Rate | None]]:
        """What to reckon with, and since when: the setting, else what `least` votes agree on, else ELNET's."""
        if self.setting is not None:
            return [(0, Rate(self.setting, 0))]
        believed = [(p.since or 0, p.rate) for p in self.measured if p.votes >= least]
        return [*believed] or [(0, self.elnet if least == 1 else None)]


@dataclass(frozen=True, slots=True)
class Evidence:
    """The days looked at, in order, and the rates that they give. `kvah`: ELNET says that it charges by kVAh;
    a rate for a kWh is none then."""

    days: list[MarkedDay]
    eb: SourceRates
    dg: SourceRates
    kvah: bool

    @property
    def prices(self) -> list[Priced]:
        """The rates in force over time, those of the grid only where days confirm each other."""
        eb, dg = self.eb.in_force(least=2), self.dg.in_force()
        instants = sorted({since for since, _ in (*eb, *dg)})
        return [Priced(at, _at(eb, at), _at(dg, at)) for at in instants]


def _at(rates: list[tuple[int, Rate | None]], at: int) -> Rate | None:
    return [rate for since, rate in rates if since <= at or since == rates[0][0]][-1]


def evidence(
    conn: sa.Connection, meter: MeterView, first: date, last: date, setting: SetRates = NOTHING_SET
) -> Evidence:
    """What the local days from `first` to `last`, and those around them, say of the rates."""
    days = marked_days(conn, meter, first - BEFORE, last + AFTER)
    start, end = (days[0].start, days[-1].end) if days else (0, 0)
    if billed_by_kvah(conn, meter.id, end):
        no_eb, no_dg = (SourceRates(source, [], None, setting.of(source)) for source in Source)
        return Evidence(days, no_eb, no_dg, kvah=True)
    votes = [grid_vote(day.start, day.end, day.marks) for day in days]
    grid = periods(votes)
    eb = _periods_of_grid(days, grid)
    # What was charged on a day that the grid's price does not explain says nothing of the generator's either.
    odd = {vote.start for vote in votes} - {vote.start for one in grid for vote in one.votes}
    sessions = _session_votes(conn, meter.id, start, end)
    sound = [vote for vote in sessions if max(day.start for day in days if day.start <= vote.start) not in odd]
    dg = [_period(one, since=one.start) for one in periods(sound)]
    own = [_elnet(conn, meter, source, days) for source in (Source.EB, Source.DG)]
    return Evidence(
        days,
        SourceRates(Source.EB, _begun_before(eb), own[0], setting.eb),
        SourceRates(Source.DG, _begun_before(dg), own[1], setting.dg),
        kvah=False,
    )


def marked_days(conn: sa.Connection, meter: MeterView, first: date, last: date) -> list[MarkedDay]:
    """The days of which anything is known."""
    there = known(conn, meter.id)
    if there is None:
        return []
    tz = zone(meter.timezone)
    first, last = max(first, local_day(there.first, tz)), min(last, local_day(there.last, tz))
    if first > last:
        return []
    starts = day_starts(first, last, tz)
    grids = [
        sorted({min(max(at, there.first), there.last) for at in (*range(start, end, GRID_S), end)})
        for start, end in pairwise(starts)
    ]
    # The last instant of a day is the first of the next: one query, each instant once.
    instants = sorted({at for grid in grids for at in grid})
    found = dict(zip(instants, marks(conn, meter.id, instants), strict=True))
    return [
        MarkedDay(
            first + timedelta(days=number),
            starts[number],
            starts[number + 1],
            there.first <= starts[number] and starts[number + 1] <= there.last,
            tuple(found[at] for at in grid),
        )
        for number, grid in enumerate(grids)
    ]


def _periods_of_grid(days: Sequence[MarkedDay], found: list[Period]) -> list[RatePeriod]:
    rates = []
    before: Period | None = None
    for one in found:
        since = one.start if before is None else _turned(days, before, one)
        rates.append(_period(one, since=since))
        before = one
    return [one for one in rates if _telling(one.rate)]


def _turned(days: Sequence[MarkedDay], before: Period, after: Period) -> int:
    """The instant of the mark at which the rate turned, between the last day of the one and the first of the other."""
    start, end = before.votes[-1].start, after.votes[0].end
    between = [mark for day in days if start <= day.start < end for mark in day.marks]
    old, new = before.span.rate, after.span.rate
    return turning_point(between, old.cost, new.cost)


def _period(one: Period, *, since: int) -> RatePeriod:
    return RatePeriod(since, one.span.rate, len(one.votes), one.wh)


def _begun_before(found: list[RatePeriod]) -> list[RatePeriod]:
    """The first rate held before the first day that was looked at, as far as can be known."""
    told = [one for one in found if _telling(one.rate)]
    return [replace(told[0], since=None), *told[1:]] if told else []


def _telling(rate: Rate) -> bool:
    return rate.uncertainty * 100 <= rate.paise_per_mwh * TELLING_PERCENT


def _session_votes(conn: sa.Connection, meter_id: int, start: int, end: int) -> list[Vote]:
    query = (
        sa.select(session.c.start_at, session.c.end_at, session.c.end_wh - session.c.start_wh)
        .where(session.c.meter_id == meter_id, session.c.source == Source.DG.value)
        .where(
            session.c.start_at >= start,
            session.c.start_at < end,
            session.c.end_wh >= session.c.start_wh + LEAST_SESSION_WH,
        )
        .order_by(session.c.start_at)
    )
    return [
        Vote(since, until, wh, _in_session(conn, meter_id, since, until))
        for since, until, wh in plain_rows(conn, query)
    ]


def _in_session(conn: sa.Connection, meter_id: int, start: int, end: int) -> Span:
    """What the readings say between which the grid's register stood still."""
    query = (
        sa.select(reading.c.eb_wh, reading.c.dg_wh, reading.c.balance_paise)
        .where(reading.c.meter_id == meter_id, reading.c.at.between(start, end))
        .order_by(reading.c.at)
    )
    runs: dict[int, list[Point]] = {}
    before = None
    for eb, dg, balance in plain_rows(conn, query):
        if before is not None and balance > before:
            return NOTHING_KNOWN  # money was paid in meanwhile
        before = balance
        runs.setdefault(eb, []).append(Point(dg, -balance))
    longest = max(runs.values(), key=lambda run: run[-1].wh - run[0].wh, default=[])
    return allowed(longest[1:-1])


def _elnet(conn: sa.Connection, meter: MeterView, source: Source, days: Sequence[MarkedDay]) -> Rate | None:
    """What ELNET's month figures give for the month of the last of the days."""
    if not days:
        return None
    tz = zone(meter.timezone)
    month = days[-1].day.replace(day=1)
    start, end = day_start(month, tz), day_start(next_month(month), tz)
    wh, paise = (home.c[f"month_{source.value}_{unit}"] for unit in ("wh", "paise"))
    query = (
        sa.select(wh, sa.func.min(paise), sa.func.max(paise))
        .where(home.c.meter_id == meter.id, home.c.received_at >= start, home.c.received_at < end, wh > 0)
        .group_by(wh)
        .order_by(wh)
    )
    points = [
        Point(int(row[0]), int(cost)) for row in plain_rows(conn, query) for cost in dict.fromkeys((row[1], row[2]))
    ]
    span = allowed(points)
    return span.rate if span.possible and _telling(span.rate) else None


def billed_by_kvah(conn: sa.Connection, meter_id: int, at: int) -> bool:
    """Whether ELNET's newest answer before `at` says that it charges by kVAh."""
    query = (
        sa.select(home.c.kvah)
        .where(home.c.meter_id == meter_id, home.c.received_at < at + GRID_S)
        .order_by(home.c.received_at.desc())
        .limit(1)
    )
    return bool(conn.execute(query).scalar())
