"""What became of the money of a local month? Opening balance + movements - cost of usage = closing balance."""

from dataclasses import dataclass
from datetime import date

import sqlalchemy as sa

from power_usage.domain.balance import MovementKind
from power_usage.domain.calendar import Buckets, day_start, day_starts, local_day, next_month, zone
from power_usage.readmodels.history import usage
from power_usage.readmodels.meters import MeterView
from power_usage.readmodels.movements import MovementView, movements
from power_usage.readmodels.totals import IMPORTED, OWN, known, known_at_all, totals_at
from power_usage.storage.tables import imported_total, reading

MOST_MOVEMENTS = 10_000


@dataclass(frozen=True, slots=True)
class Statement:
    """A month, or as much of it as is known: [start, end) in UTC epoch seconds. Wh and paise.

    The imported figures are an earlier tracker's, until `imported_until`, at the latest the first own reading; their
    energy is an estimate.
    `waiting_paise`: what the balance moved and the books have not explained yet; less than a rupee, mostly nothing.
    """

    month: date
    start: int
    end: int
    whole: bool
    opening_paise: int
    recharged_paise: int
    deducted_paise: int
    eb_wh: int
    dg_wh: int
    eb_paise: int
    dg_paise: int
    closing_paise: int
    movements: list[MovementView]
    imported_wh: int = 0
    imported_paise: int = 0
    imported_until: int | None = None

    @property
    def is_imported(self) -> bool:
        """Whether all of it is an earlier tracker's."""
        return self.imported_until == self.end

    @property
    def waiting_paise(self) -> int:
        """What is left when the movements and the usage are taken from the balances."""
        used = self.eb_paise + self.dg_paise + self.imported_paise
        return self.closing_paise - (self.opening_paise + self.recharged_paise - self.deducted_paise - used)


@dataclass(frozen=True, slots=True)
class DayLine:
    """A local day of a statement: what was used and moved in it, and the balance after it. Paise."""

    day: date
    eb_paise: int
    dg_paise: int
    moved_paise: int
    balance_paise: int
    imported_paise: int = 0


def day_lines(conn: sa.Connection, meter: MeterView, of: Statement) -> list[DayLine]:
    """The statement day by day: each balance is that of the day before, with what moved and less what was used."""
    tz = zone(meter.timezone)
    midnights = day_starts(local_day(of.start, tz), local_day(of.end - 1, tz), tz)
    edges = (of.start, *midnights[1:-1], of.end)
    used = usage(conn, meter.id, Buckets(edges, "day"))
    moved: dict[date, int] = {}
    for one in of.movements:
        sign = 1 if one.kind is MovementKind.RECHARGE else -1
        # A reading of midnight itself ends the day before it.
        day = local_day(one.at - 1, tz)
        moved[day] = moved.get(day, 0) + sign * one.amount_paise
    lines, balance = [], of.opening_paise
    columns = (used.eb_paise, used.dg_paise, used.imported_paise or [None] * len(used.at))
    for at, *figures in zip(used.at, *columns, strict=True):
        day = local_day(at, tz)
        eb, dg, imported = (paise or 0 for paise in figures)
        balance += moved.get(day, 0) - eb - dg - imported
        lines.append(DayLine(day, eb, dg, moved.get(day, 0), balance, imported))
    return lines


def statement(conn: sa.Connection, meter: MeterView, month: date) -> Statement | None:
    """The statement of the month that begins on `month`; None where nothing is known of it."""
    there = known_at_all(conn, meter.id)
    if there is None:
        return None
    tz = zone(meter.timezone)
    first, last = day_start(month, tz), day_start(next_month(month), tz)
    start, end = max(first, there.first), min(last, there.last)
    if start >= end:
        return None
    found = [m for m in movements(conn, meter.id, start=start, end=end + 1, limit=MOST_MOVEMENTS) if m.at > start]
    used = usage(conn, meter.id, Buckets((start, end), "month"))
    opening, closing = (_balance_at(conn, meter.id, at) for at in (start, end))
    return Statement(
        month=month,
        start=start,
        end=end,
        whole=(start, end) == (first, last),
        opening_paise=opening,
        recharged_paise=_sum(found, MovementKind.RECHARGE),
        deducted_paise=_sum(found, MovementKind.DEDUCTION),
        eb_wh=used.total("eb_wh"),
        dg_wh=used.total("dg_wh"),
        eb_paise=used.total("eb_paise"),
        dg_paise=used.total("dg_paise"),
        closing_paise=closing,
        movements=found,
        imported_wh=used.total("imported_wh"),
        imported_paise=used.total("imported_paise"),
        imported_until=_imported_until(conn, meter.id, start, end),
    )


def _imported_until(conn: sa.Connection, meter_id: int, start: int, end: int) -> int | None:
    own = known(conn, meter_id)
    if own is None:
        return end
    return min(end, own.first) if start < own.first else None


def _sum(found: list[MovementView], kind: MovementKind) -> int:
    return sum(m.amount_paise for m in found if m.kind is kind)


def _balance_at(conn: sa.Connection, meter_id: int, at: int) -> int:
    """The balance of the reading before, less what was used since: a movement counts from the reading that shows it."""
    own = known(conn, meter_id)
    if own is not None and own.first <= at:
        table, cost, of = reading, reading.c.total_eb_paise + reading.c.total_dg_paise, OWN
    else:
        table, cost, of = imported_total, imported_total.c.total_paise, IMPORTED
    before = sa.select(table.c.balance_paise, cost).where(table.c.meter_id == meter_id, table.c.at <= at)
    balance, then = conn.execute(before.order_by(table.c.at.desc()).limit(1)).one()
    names = [column.name for column in of.columns]
    totals = (column[0] for column in totals_at(conn, meter_id, [at], of))
    return int(balance) + int(then) - sum(paise for name, paise in zip(names, totals, strict=True) if "paise" in name)
