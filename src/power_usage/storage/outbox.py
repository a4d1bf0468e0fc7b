"""The outbox: alerts are written in the transaction of their cause, and marked when they were delivered."""

import json
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from zoneinfo import ZoneInfo

import sqlalchemy as sa
from pydantic import TypeAdapter

from power_usage.domain.alerts import REMEMBERED, Alert, AlertKind, AlertRules, Told, alerts
from power_usage.domain.balance import MovementKind
from power_usage.domain.events import Event
from power_usage.domain.meter import State
from power_usage.domain.outages import Change
from power_usage.domain.reading import Observation
from power_usage.storage import tables as t
from power_usage.storage.upsert import upsert

TOLD = TypeAdapter(Told)
TELEGRAM = "telegram"


@dataclass(frozen=True, slots=True)
class Telling:
    """What to tell, and through which outlets."""

    rules: AlertRules
    outlets: tuple[str, ...] = (TELEGRAM,)


@dataclass(slots=True)
class Outbox:
    """One meter's new alerts for some outlets, gathered until their transaction writes them."""

    outlets: Sequence[str]
    meter_id: int
    tz: ZoneInfo
    rules: AlertRules
    before: Told
    told: Told
    new: list[Alert] = field(default_factory=list)

    @classmethod
    def read(cls, conn: sa.Connection, meter_id: int, tz: ZoneInfo, telling: "Telling") -> "Outbox":
        """As it stands: what was told before."""
        body = conn.execute(sa.select(t.told.c.body).where(t.told.c.meter_id == meter_id)).scalar()
        told = Told() if body is None else TOLD.validate_json(body)
        remembering = _remembering(conn, meter_id, told) if told.since is None else told
        return cls(telling.outlets, meter_id, tz, telling.rules, told, remembering)

    def add(
        self, state: State, observation: Observation, found: Sequence[Event], changes: Sequence[Change] = ()
    ) -> None:
        """Take up one step, and the outages that began and ended by it."""
        self.told, new = alerts(self.told, state, observation, found, changes, rules=self.rules, tz=self.tz)
        self.new += new

    def write(self, conn: sa.Connection) -> None:
        """Write what is new; the caller's transaction decides."""
        if self.told is not self.before:
            upsert(conn, t.told, [{"meter_id": self.meter_id, "body": TOLD.dump_json(self.told).decode()}])
        put(conn, self.meter_id, self.new, self.outlets)


def put(conn: sa.Connection, meter_id: int, new: Sequence[Alert], outlets: Sequence[str]) -> None:
    """Have alerts of a meter sent by each outlet; the caller's transaction decides."""
    rows = [
        {"meter_id": meter_id, "kind": a.kind.value, "at": a.at, "facts": json.dumps(a.facts), "outlet": outlet}
        for a in new
        for outlet in outlets
    ]
    if rows:
        conn.execute(sa.insert(t.alert), rows)


def _remembering(conn: sa.Connection, meter_id: int, told: Told) -> Told:
    """With the movements of a history that is older than the memory of what was told."""
    first = conn.execute(sa.select(sa.func.min(t.reading.c.at)).where(t.reading.c.meter_id == meter_id)).scalar()
    m = t.movement.c
    newest = sa.select(m.at, m.kind, m.amount_paise).where(m.meter_id == meter_id).order_by(m.at.desc())
    rows = conn.execute(newest.limit(REMEMBERED)).all()
    signs = {MovementKind.RECHARGE.value: 1, MovementKind.DEDUCTION.value: -1}
    return replace(told, since=first, moved=tuple((at, signs[kind] * paise) for at, kind, paise in reversed(rows)))


@dataclass(frozen=True, slots=True)
class Waiting:
    """An alert that is not delivered yet."""

    id: int
    meter_id: int
    alert: Alert


def waiting(conn: sa.Connection, outlet: str = TELEGRAM, limit: int = 50) -> list[Waiting]:
    """What an outlet has still to send, the oldest first."""
    mine = sa.and_(t.alert.c.outlet == outlet, t.alert.c.sent_at.is_(None))
    query = sa.select(t.alert).where(mine).order_by(t.alert.c.id).limit(limit)
    return [
        Waiting(row.id, row.meter_id, Alert(AlertKind(row.kind), row.at, json.loads(row.facts)))
        for row in conn.execute(query)
    ]


def mute(conn: sa.Connection, outlet: str, until: int) -> None:
    """Hold what is not urgent until then (UTC epoch seconds)."""
    upsert(conn, t.outlet, [{"name": outlet, "muted_until": until}])


def muted_until(conn: sa.Connection, outlet: str) -> int:
    """Until when it is muted; 0 if it never was."""
    return conn.execute(sa.select(t.outlet.c.muted_until).where(t.outlet.c.name == outlet)).scalar() or 0


def delivered(conn: sa.Connection, ids: Sequence[int], at: int, refused: str | None = None) -> None:
    """Those need not be sent again; `refused` says why not everybody got them."""
    conn.execute(sa.update(t.alert).where(t.alert.c.id.in_(ids)).values(sent_at=at, failure=refused))


def failed(conn: sa.Connection, ids: Sequence[int], why: str) -> None:
    """They go on waiting, and it is seen why."""
    conn.execute(sa.update(t.alert).where(t.alert.c.id.in_(ids)).values(failure=why))


def give_up(conn: sa.Connection, outlets: Sequence[str], at: int) -> None:
    """What waits for an outlet that is no longer configured will not be sent."""
    forsaken = sa.and_(t.alert.c.sent_at.is_(None), t.alert.c.outlet.not_in(outlets))
    conn.execute(sa.update(t.alert).where(forsaken).values(sent_at=at, failure=None))
