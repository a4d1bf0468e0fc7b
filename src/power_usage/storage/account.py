"""The writer of what ELNET's account says: each piece in one transaction, with what people are told of it."""

from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa

from power_usage.domain.account import Estimate, Listed, News, Password, is_worth_a_warning
from power_usage.domain.alerts import Alert, AlertKind
from power_usage.domain.calendar import day_start, local_day, zone
from power_usage.domain.credit import CLOCKS_S, Entry, Moved, matches, not_credited
from power_usage.storage import tables as t
from power_usage.storage.outbox import Telling, put
from power_usage.storage.upsert import Insert, upsert

SIGN = {"recharge": 1, "deduction": -1}


class AccountBook:
    """Takes news of meters' accounts into a database. Money not credited after `wait_s` is told."""

    def __init__(self, engine: sa.Engine, *, wait_s: int, tell: Telling | None = None) -> None:
        self._engine, self._wait_s, self._tell = engine, wait_s, tell

    def take(self, meter_id: int, news: News) -> None:
        """Keep it, and tell what is to be told, or nothing at all if that fails."""
        with self._engine.begin() as conn:
            match news:
                case Listed():
                    self._listed(conn, meter_id, news)
                case Estimate():
                    _estimate(conn, meter_id, news)
                case Password():
                    self._password(conn, meter_id, news)

    def _listed(self, conn: sa.Connection, meter_id: int, news: Listed) -> None:
        if not news.entries:
            return
        upsert(conn, t.vendor_entry, [_row(meter_id, entry) for entry in news.entries], _status)
        entries = _known(conn, meter_id, min(entry.at for entry in news.entries))
        found = matches(list(entries), _moved(conn, meter_id, min(entry.at for entry in entries)))
        for entry, row in entries.items():
            moved_at = found[entry].at if entry in found else None
            if moved_at != row.moved_at:
                conn.execute(_one(meter_id, entry).values(moved_at=moved_at))
        span = conn.execute(_SPAN, {"meter": meter_id}).one()
        if span.first is None:
            return
        late = not_credited(list(entries), found, first_at=span.first, newest_at=span.newest, wait_s=self._wait_s)
        for entry in late:
            if entries[entry].told_at is None:
                facts = {
                    "amount_paise": entry.amount_paise,
                    "paid_at": entry.at,
                    "waited_s": span.newest - entry.at,
                    "balance_paise": _balance(conn, meter_id, span.newest),
                }
                self._say(conn, meter_id, Alert(AlertKind.NOT_CREDITED, news.received_at, {**facts}))
                conn.execute(_one(meter_id, entry).values(told_at=news.received_at))

    def _password(self, conn: sa.Connection, meter_id: int, news: Password) -> None:
        mine = sa.select(t.account.c.password_told).where(t.account.c.meter_id == meter_id)
        told, warn = bool(conn.execute(mine).scalar()), is_worth_a_warning(news)
        if warn and not told:
            days = None if news.expired else news.days
            self._say(conn, meter_id, Alert(AlertKind.PASSWORD, news.received_at, {"days": days}))
        row = {
            "meter_id": meter_id,
            "received_at": news.received_at,
            "password_expired": news.expired,
            "password_days": news.days,
            "password_told": warn,
        }
        upsert(conn, t.account, [row])

    def _say(self, conn: sa.Connection, meter_id: int, alert: Alert) -> None:
        if self._tell and alert.kind not in self._tell.rules.untold:
            put(conn, meter_id, [alert], self._tell.outlets)


def _estimate(conn: sa.Connection, meter_id: int, news: Estimate) -> None:
    tz = zone(conn.execute(sa.select(t.meter.c.timezone).where(t.meter.c.id == meter_id)).scalar_one())
    row = {
        "meter_id": meter_id,
        "day_at": day_start(local_day(news.received_at, tz), tz),
        "received_at": news.received_at,
        "balance_paise": news.balance_paise,
        "month_wh": news.month_wh,
        "month_paise": news.month_paise,
        "days_left": news.days_left,
    }
    upsert(conn, t.vendor_estimate, [row])


def _row(meter_id: int, entry: Entry) -> dict[str, Any]:
    return {
        "meter_id": meter_id,
        "at": entry.at,
        "amount_paise": entry.amount_paise,
        "number": entry.number,
        "status": entry.status,
    }


def _status(insert: Insert, _table: sa.Table) -> dict[str, Any]:
    return {"status": insert.excluded.status}


def _known(conn: sa.Connection, meter_id: int, since: int) -> dict[Entry, sa.Row[Any]]:
    """The entries from `since` on. One that left the list stays: ELNET keeps the newest only."""
    mine = sa.and_(t.vendor_entry.c.meter_id == meter_id, t.vendor_entry.c.at >= since)
    rows = conn.execute(sa.select(t.vendor_entry).where(mine).order_by(t.vendor_entry.c.at))
    return {Entry(row.at, row.amount_paise, row.status, row.number): row for row in rows}


def _moved(conn: sa.Connection, meter_id: int, since: int) -> Sequence[Moved]:
    mine = sa.and_(t.movement.c.meter_id == meter_id, t.movement.c.at >= since - CLOCKS_S)
    rows = conn.execute(sa.select(t.movement).where(mine).order_by(t.movement.c.at))
    return [Moved(row.after_at, row.at, SIGN[row.kind] * row.amount_paise) for row in rows]


def _one(meter_id: int, entry: Entry) -> sa.Update:
    table = t.vendor_entry.c
    key = (table.meter_id, table.at, table.amount_paise, table.number)
    values = (meter_id, entry.at, entry.amount_paise, entry.number)
    return sa.update(t.vendor_entry).where(*(column == value for column, value in zip(key, values, strict=True)))


def _balance(conn: sa.Connection, meter_id: int, at: int) -> int | None:
    mine = sa.and_(t.reading.c.meter_id == meter_id, t.reading.c.at == at)
    return conn.execute(sa.select(t.reading.c.balance_paise).where(mine)).scalar()


_METER = sa.bindparam("meter", type_=sa.Integer)
_SPAN = sa.select(
    sa.select(sa.func.min(t.reading.c.at)).where(t.reading.c.meter_id == _METER).scalar_subquery().label("first"),
    sa.select(sa.func.max(t.reading.c.at)).where(t.reading.c.meter_id == _METER).scalar_subquery().label("newest"),
)
