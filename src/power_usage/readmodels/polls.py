"""When was any meter last polled, and how did its polls end?"""

import json

import sqlalchemy as sa

from power_usage.storage.tables import poll


def polled_at(conn: sa.Connection) -> int | None:
    """Our clock at the newest poll of any meter, UTC epoch seconds; None before the first."""
    return conn.execute(sa.select(sa.func.max(poll.c.polled_at))).scalar()


def counts(conn: sa.Connection, meter_id: int) -> dict[str, int]:
    """How many polls ended how: accepted, repeated, refused:REASON, or a SilenceReason; since they are counted."""
    body = conn.execute(sa.select(poll.c.counts).where(poll.c.meter_id == meter_id)).scalar()
    found: dict[str, int] = json.loads(body or "{}")
    return found


def last_poll(conn: sa.Connection, meter_id: int) -> int | None:
    """Our clock at that meter's newest poll, UTC epoch seconds; None before the first."""
    return conn.execute(sa.select(poll.c.polled_at).where(poll.c.meter_id == meter_id)).scalar()
