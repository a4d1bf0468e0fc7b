"""Does what people should be told reach them?"""

import sqlalchemy as sa

from power_usage.storage.tables import alert


def trouble(conn: sa.Connection) -> str | None:
    """Why the oldest alert that waits could not be delivered so far; None while all is well."""
    query = sa.select(alert.c.failure).where(alert.c.sent_at.is_(None)).order_by(alert.c.id).limit(1)
    return conn.execute(query).scalar()
