"""Outages on their way into the database: the watch over a meter's polls, and the rows that begin and end."""

from collections.abc import Sequence
from dataclasses import dataclass, field

import sqlalchemy as sa
from pydantic import TypeAdapter

from power_usage.domain.events import Event
from power_usage.domain.outages import Began, Change, Watch, followed
from power_usage.domain.reading import Observation, Reading
from power_usage.storage import tables as t
from power_usage.storage.upsert import Row, upsert

WATCH = TypeAdapter(Watch)


@dataclass(slots=True)
class Outages:
    """One meter's watch, gathered until its transaction writes it."""

    meter_id: int
    before: Watch
    watch: Watch
    rows: dict[tuple[int, str], Row] = field(default_factory=dict)

    @classmethod
    def read(cls, conn: sa.Connection, meter_id: int) -> "Outages":
        """As it stands."""
        body = conn.execute(sa.select(t.watch.c.body).where(t.watch.c.meter_id == meter_id)).scalar()
        watch = Watch() if body is None else WATCH.validate_json(body)
        return cls(meter_id, watch, watch)

    def add(
        self, observation: Observation, found: Sequence[Event], *, last: Reading | None, polled_at: int | None
    ) -> list[Change]:
        """Take up one observation; what began and ended by it."""
        self.watch, changes = followed(self.watch, observation, found, last=last, polled_at=polled_at)
        for change in changes:
            outage = change.outage
            self.rows[outage.start_at, outage.kind.value] = {
                "meter_id": self.meter_id,
                "start_at": outage.start_at,
                "kind": outage.kind.value,
                "end_at": None if isinstance(change, Began) else change.at,
                "reason": outage.reason,
            }
        return changes

    def write(self, conn: sa.Connection) -> None:
        """Write what changed; the caller's transaction decides."""
        if self.watch != self.before:
            upsert(conn, t.watch, [{"meter_id": self.meter_id, "body": WATCH.dump_json(self.watch).decode()}])
        upsert(conn, t.outage, list(self.rows.values()))
