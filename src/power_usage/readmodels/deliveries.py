"""Does what people should be told reach them?"""

import sqlalchemy as sa

from power_usage.storage.tables import alert


def trouble(conn: sa.Connection) -> str | None:
    """A sentence on what keeps messages from people; None while all is well."""
    waiting = (
        sa.select(alert.c.failure)
        .where(alert.c.sent_at.is_(None), alert.c.failure.is_not(None))
        .order_by(alert.c.id)
        .limit(1)
    )
    if why := conn.execute(waiting).scalar():
        return f"Messages wait. {why}"
    newest = sa.select(sa.func.max(alert.c.id)).where(alert.c.sent_at.is_not(None)).group_by(alert.c.outlet)
    found = sa.select(alert.c.failure).where(alert.c.id.in_(newest), alert.c.failure.is_not(None)).limit(1)
    why = conn.execute(found).scalar()
    return f"Not everybody gets the messages. {why}" if why else None
