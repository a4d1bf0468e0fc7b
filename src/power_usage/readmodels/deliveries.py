"""Does what people should be told reach them?"""

from dataclasses import dataclass

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


@dataclass(frozen=True, slots=True)
class OutletView:
    """One outlet: messages that wait, how many of them failed before; the last one sent, UTC epoch seconds."""

    name: str
    waiting: int
    failing: int
    sent_at: int | None


def outlets(conn: sa.Connection) -> list[OutletView]:
    """Each that ever had a message. Asks for what waits and for the newest: what was sent long ago costs nothing."""
    # A loose scan: SELECT DISTINCT would read every message that ever was.
    first = sa.select(sa.func.min(alert.c.outlet).label("name")).cte("names", recursive=True)
    later = sa.select(sa.func.min(alert.c.outlet)).where(alert.c.outlet > first.c.name).scalar_subquery()
    names = first.union_all(sa.select(later).where(first.c.name.is_not(None)))
    found = []
    for name in conn.scalars(sa.select(names.c.name).where(names.c.name.is_not(None))).all():
        mine = alert.c.outlet == name
        waits = sa.select(sa.func.count(), sa.func.count(alert.c.failure)).where(mine, alert.c.sent_at.is_(None))
        waiting, failing = conn.execute(waits).one()
        found.append(
            OutletView(name, waiting, failing, conn.scalar(sa.select(sa.func.max(alert.c.sent_at)).where(mine)))
        )
    return found
