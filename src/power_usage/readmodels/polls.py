"""When was any meter last polled?"""

import sqlalchemy as sa

from power_usage.storage.tables import poll


def polled_at(conn: sa.Connection) -> int | None:
    """Our clock at the newest poll of any meter, UTC epoch seconds; None before the first."""
    return conn.execute(sa.select(sa.func.max(poll.c.polled_at))).scalar()
