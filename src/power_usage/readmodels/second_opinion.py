"""Do ELNET's own day and month figures agree with the registers and the rates? Each difference is a finding."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

import sqlalchemy as sa

from power_usage.domain.audit import Finding, FindingKind, Priced
from power_usage.domain.calendar import day_start, zone
from power_usage.domain.reading import Source
from power_usage.domain.spans import STEP_WH
from power_usage.domain.tariff import Rate
from power_usage.readmodels.meters import MeterView
from power_usage.readmodels.rates import MarkedDay
from power_usage.readmodels.totals import around, known
from power_usage.storage.tables import home

LAG_S = 180
"""ELNET's figures may be those of a snapshot or two before, and its day may begin with one."""
STEPS_WH = 2 * STEP_WH
"""Our difference of two registers, and theirs."""
ROUNDING_PAISE = 2
Figures = dict[str, int]


@dataclass(frozen=True, slots=True)
class Opinion:
    """ELNET's figures of a stretch [start, at) by source, and what our readings allow: Wh and paise."""

    day: date
    month: bool
    start: int
    at: int
    wh: dict[Source, int]
    paise: dict[Source, int]
    least_wh: dict[Source, int]
    most_wh: dict[Source, int]

    @property
    def silent(self) -> bool:
        """All zero, which ELNET says at times while the meter is fine."""
        return not any((*self.wh.values(), *self.paise.values()))


def opinions(conn: sa.Connection, meter: MeterView, days: Sequence[MarkedDay]) -> list[Opinion]:
    """ELNET's last figures of each day, and of each month in the last of its days, where we know its whole stretch."""
    there = known(conn, meter.id)
    if there is None:
        return []
    tz = zone(meter.timezone)
    found = []
    for number, day in enumerate(days):
        said = _last(conn, meter.id, day)
        if said is None:
            continue
        ends_month = number == len(days) - 1 or days[number + 1].day.month != day.day.month
        for span, start in (("day", day.start), ("month", day_start(day.day.replace(day=1), tz))):
            if start >= there.first and (span == "day" or ends_month) and not _swapped(days, day.day, start):
                found.append(_opinion(conn, meter.id, said, _Stretch(day.day, span, start, there.first)))
    return found


def _swapped(days: Sequence[MarkedDay], last: date, start: int) -> bool:
    """Whether the meter was replaced in the stretch: its figures and ours then begin at different places."""
    bases = [mark.base for day in days if day.day <= last and day.end > start for mark in (day.marks[0], day.marks[-1])]
    return len(set(bases)) > 1


def differences(found: Iterable[Opinion], prices: Sequence[Priced]) -> Iterator[Finding]:
    """Energy that the registers did not count, and rupees that are not that energy at the measured rate."""
    for one in found:
        if one.silent:
            continue
        for source in Source:
            told = Finding(FindingKind.ELNET_ENERGY, one.day, source=source, month=one.month)
            if not one.least_wh[source] - STEPS_WH <= one.wh[source] <= one.most_wh[source] + STEPS_WH:
                ours = (one.least_wh[source] + one.most_wh[source]) // 2
                yield replace(told, expected=ours, found=one.wh[source])
            rate = _only_rate(one, source, prices)
            if rate is None:
                continue
            cost = rate.cost(one.wh[source])
            if abs(cost - one.paise[source]) > rate.cost(STEP_WH) + rate.doubt(one.wh[source]) + ROUNDING_PAISE:
                yield replace(told, kind=FindingKind.ELNET_MONEY, expected=cost, found=one.paise[source])


def _only_rate(one: Opinion, source: Source, prices: Sequence[Priced]) -> Rate | None:
    """The rate of the whole stretch; None where it changed within, or is not known."""
    begun = [price for price in prices if price.since <= one.start][-1:] or prices[:1]
    later = [price for price in prices if one.start < price.since <= one.at]
    rates = {price.eb if source is Source.EB else price.dg for price in (*begun, *later)}
    return rates.pop() if len(rates) == 1 else None


def _last(conn: sa.Connection, meter_id: int, day: MarkedDay) -> Figures | None:
    query = (
        sa.select(home)
        .where(home.c.meter_id == meter_id, home.c.received_at >= day.start + LAG_S, home.c.received_at < day.end)
        .order_by(home.c.received_at.desc())
        .limit(1)
    )
    row = conn.execute(query).mappings().first()
    return None if row is None else {name: int(row[name]) for name in _FIGURES}


_FIGURES = ("received_at", *(f"{s}_{o.value}_{u}" for s in ("day", "month") for o in Source for u in ("wh", "paise")))


@dataclass(frozen=True, slots=True)
class _Stretch:
    """A day, or its month until then, and when that began; readings are known from `known_from` on."""

    day: date
    span: str
    start: int
    known_from: int


def _opinion(conn: sa.Connection, meter_id: int, said: Figures, of: _Stretch) -> Opinion:
    at = said["received_at"]
    before = max(of.start - LAG_S, of.known_from)
    edges = around(conn, meter_id, [before, of.start + LAG_S, at - LAG_S, at + LAG_S])
    (_, begun, _), (_, _, begun_late), (_, ended, _), (_, _, ended_late) = edges
    return Opinion(
        day=of.day,
        month=of.span == "month",
        start=of.start,
        at=at,
        wh={source: said[f"{of.span}_{source.value}_wh"] for source in Source},
        paise={source: said[f"{of.span}_{source.value}_paise"] for source in Source},
        least_wh={Source.EB: ended[1] - begun_late[1], Source.DG: ended[2] - begun_late[2]},
        most_wh={Source.EB: ended_late[1] - begun[1], Source.DG: ended_late[2] - begun[2]},
    )
