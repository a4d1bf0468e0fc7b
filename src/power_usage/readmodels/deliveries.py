"""Does what people should be told reach them?"""

import sqlalchemy as sa

from power_usage.storage.tables import alert


def trouble(conn: sa.Connection) -> str | None:
    """A sentence on what keeps messages from people; None while all is well."""
    waiting = sa.select(alert.c.failure).where(alert.c.sent_at.is_(None)).order_by(alert.c.id).limit(1)
    if why := conn.execute(waiting).scalar():
        return f"Messages wait. {why}"
    newest = sa.select(alert.c.failure).where(alert.c.sent_at.is_not(None)).order_by(alert.c.id.desc()).limit(1)
    why = conn.execute(newest).scalar()
    return f"Not everybody gets the messages. {why}" if why else None
