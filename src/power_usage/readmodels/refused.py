"""Which answers of the server were not believed, and why?"""

from dataclasses import dataclass

import sqlalchemy as sa

from power_usage.storage.tables import refused as table


@dataclass(frozen=True, slots=True)
class RefusedView:
    """Refusals of one reason; `last_at` is our clock, UTC epoch seconds."""

    reason: str
    count: int
    last_at: int


def refused(conn: sa.Connection, meter_id: int, *, since: int | None = None) -> list[RefusedView]:
    """Refusals by reason, the most frequent first; those received from `since` (UTC epoch seconds) on."""
    count = sa.func.count().label("count")
    query = (
        sa.select(table.c.reason, count, sa.func.max(table.c.received_at))
        .where(table.c.meter_id == meter_id)
        .group_by(table.c.reason)
        .order_by(count.desc(), table.c.reason)
    )
    if since is not None:
        query = query.where(table.c.received_at >= since)
    return [RefusedView(*row) for row in conn.execute(query)]
