"""Did the meter charge correctly? Each day and the whole stretch, by registers x measured rate against the balance."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from itertools import pairwise

import sqlalchemy as sa

from power_usage.domain.audit import Check, Finding, FindingKind, Lack, Priced, Verdict, check, joint
from power_usage.domain.balance import MovementKind
from power_usage.domain.calendar import local_day, zone
from power_usage.domain.reading import Source
from power_usage.domain.tariff import PER_MWH
from power_usage.domain.tariffs import NOTHING_SET, SetRates
from power_usage.readmodels.meters import MeterView
from power_usage.readmodels.movements import movements
from power_usage.readmodels.rates import Evidence, MarkedDay, SourceRates, evidence
from power_usage.readmodels.second_opinion import differences, opinions
from power_usage.storage.tables import reading

MOST_MOVEMENTS = 10_000
AT_ONCE_PERCENT = 60
"""So much of a residual in one interval is a jump, not a trickle."""


@dataclass(frozen=True, slots=True)
class AuditDay:
    """A local day's account, and whether readings cover it from midnight to midnight."""

    day: date
    whole: bool
    check: Check


@dataclass(frozen=True, slots=True)
class Audit:
    """The account of each day, that of all the days that are over (None while there is none), and what was found."""

    days: list[AuditDay]
    total: Check | None
    findings: list[Finding]
    rates: Evidence

    @property
    def verdict(self) -> Verdict:
        """Of all: unexplained if anything is, and matches only if something was checked."""
        if self.questions or (self.total and self.total.verdict is Verdict.UNEXPLAINED):
            return Verdict.UNEXPLAINED
        return Verdict.MATCHES if self.checked else Verdict.NOT_ENOUGH

    @property
    def questions(self) -> list[Finding]:
        """What wants to be asked about: everything but deductions, which are seen for what they are."""
        return [one for one in self.findings if one.kind is not FindingKind.DEDUCTION]

    @property
    def widest(self) -> Check | None:
        """The day whose residual is the largest."""
        checks = [day.check for day in self.days if day.check.verdict is not Verdict.NOT_ENOUGH]
        return max(checks, key=lambda one: abs(one.residual_paise), default=None)

    @property
    def checked(self) -> int:
        """Days of which something can be said."""
        return sum(day.check.verdict is not Verdict.NOT_ENOUGH for day in self.days)


def audit(
    conn: sa.Connection, meter: MeterView, first: date, last: date, now: int, *, setting: SetRates = NOTHING_SET
) -> Audit:
    """The local days from `first` to `last`, both included. `now`: our clock; `setting`: rates that were told."""
    known = evidence(conn, meter, first, last, setting)
    prices = known.prices
    asked = [day for day in known.days if first <= day.day <= last]
    days = [AuditDay(day.day, day.whole, check(day.marks, prices, _lack(day, known, now))) for day in asked]
    over = [day for day, one in zip(asked, days, strict=True) if one.check.lack not in (Lack.RUNNING, Lack.NO_READINGS)]
    total = check([mark for day in over for mark in day.marks], prices, _lack(over[-1], known, now)) if over else None
    named = [
        _named(conn, meter.id, day, one.check, prices)
        for day, one in zip(asked, days, strict=True)
        if one.check.verdict is Verdict.UNEXPLAINED
    ]
    found = [
        *_deductions(conn, meter, asked),
        *_rate_findings(known, asked),
        *named,
        *([] if known.kvah else _second_opinion(conn, meter, asked, prices, named)),
    ]
    return Audit(days, total, sorted(found, key=lambda one: (one.day, one.kind)), known)


def _second_opinion(
    conn: sa.Connection, meter: MeterView, asked: list[MarkedDay], prices: list[Priced], named: list[Finding]
) -> Iterator[Finding]:
    """ELNET's figures that differ. Where a register slipped, they must: that is one finding, not three."""
    slips = [one for one in named if one.kind is FindingKind.REGISTER_SLIP]
    for one in differences(opinions(conn, meter, asked), prices):
        begun = one.day.replace(day=1) if one.month else one.day
        if not any(slip.source is one.source and begun <= slip.day <= one.day for slip in slips):
            yield one


def _lack(day: MarkedDay, known: Evidence, now: int) -> Lack | None:
    if now < day.end:
        return Lack.RUNNING
    if known.kvah:
        return Lack.BILLED_BY_KVAH
    return Lack.NO_READINGS if day.marks[-1].seen_at <= day.start else None


def _deductions(conn: sa.Connection, meter: MeterView, asked: list[MarkedDay]) -> Iterator[Finding]:
    if not asked:
        return
    start, end = asked[0].start, asked[-1].end
    found = movements(conn, meter.id, kind=MovementKind.DEDUCTION, start=start + 1, end=end + 1, limit=MOST_MOVEMENTS)
    for one in found:
        # A reading of midnight itself ends the day before it.
        day = local_day(one.at - 1, zone(meter.timezone))
        yield Finding(FindingKind.DEDUCTION, day, one.at, one.amount_paise)


def _rate_findings(known: Evidence, asked: list[MarkedDay]) -> Iterator[Finding]:
    if not asked or known.kvah:
        return
    for rates in (known.eb, known.dg):
        yield from _changes(rates, asked)
        if rates.differs:
            measured = rates.measured[-1].rate.paise_per_mwh
            day = asked[-1].day
            yield Finding(FindingKind.OTHER_RATE, day, source=rates.source, expected=rates.setting, found=measured)


def _changes(rates: SourceRates, asked: list[MarkedDay]) -> Iterator[Finding]:
    for before, after in pairwise(rates.measured):
        at = after.since or 0
        day = next((day.day for day in asked if day.start <= at < day.end), None)
        if day is not None:
            old, new = before.rate.paise_per_mwh, after.rate.paise_per_mwh
            yield Finding(FindingKind.RATE_CHANGE, day, at, source=rates.source, expected=old, found=new)


def _named(conn: sa.Connection, meter_id: int, day: MarkedDay, one: Check, prices: list[Priced]) -> Finding:
    """What the residual of a day can be: taken off in a trickle, or registers that gained what nobody paid."""
    amount = abs(one.residual_paise)
    if one.residual_paise < 0:
        return Finding(FindingKind.OVERCHARGE, day.day, amount_paise=amount)
    slip = _slip(conn, meter_id, day, one, prices)
    return slip or Finding(FindingKind.UNDERCHARGE, day.day, amount_paise=amount)


def _slip(conn: sa.Connection, meter_id: int, day: MarkedDay, one: Check, prices: list[Priced]) -> Finding | None:
    """Most of it arose at once, where a register gained more than the load can have used."""
    early, late, paise = joint(day.marks, prices)
    if paise * 100 < AT_ONCE_PERCENT * one.residual_paise:
        return None
    start, end = day.marks[early].at, day.marks[late].at
    columns = (reading.c.at, reading.c.eb_wh, reading.c.dg_wh, reading.c.load_w)
    query = sa.select(*columns).where(reading.c.meter_id == meter_id, reading.c.at.between(start, end))
    rows = conn.execute(query.order_by(reading.c.at)).all()
    best = Finding(FindingKind.REGISTER_SLIP, day.day, wh=0, amount_paise=one.residual_paise)
    for before, after in pairwise(rows):
        load = max(before.load_w or 0, after.load_w or 0) * (after.at - before.at) // 3600
        for source in Source:
            excess = getattr(after, f"{source.value}_wh") - getattr(before, f"{source.value}_wh") - load
            if excess > (best.wh or 0):
                best = replace(best, at=after.at, wh=excess, source=source)
    price = next((price for price in reversed(prices) if price.since <= start), prices[0])
    rate = price.eb if best.source is Source.EB else price.dg
    if best.source is None or rate is None:
        return None
    needed = paise * PER_MWH // rate.paise_per_mwh
    return best if (best.wh or 0) * 100 >= AT_ONCE_PERCENT * needed else None
