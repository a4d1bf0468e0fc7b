"""Does what people should be told reach them?"""

from dataclasses import dataclass

import sqlalchemy as sa

from power_usage.storage.tables import alert


@dataclass(frozen=True, slots=True)
class Trouble:
    """What keeps messages from people: all of an outlet's (`waiting`), or those of one chat. `why` is its own words."""

    waiting: bool
    why: str


def trouble(conn: sa.Connection) -> Trouble | None:
    """None while all is well. Asks for what waits and for the newest: what was sent long ago costs nothing."""
    names = _names(conn)
    for name in names:
        waiting = sa.select(alert.c.failure).where(
            alert.c.outlet == name, alert.c.sent_at.is_(None), alert.c.failure.is_not(None)
        )
        if why := conn.scalar(waiting.order_by(alert.c.id).limit(1)):
            return Trouble(waiting=True, why=why)
    for name in names:
        sent = sa.select(alert.c.failure).where(alert.c.outlet == name, alert.c.sent_at.is_not(None))
        if why := conn.scalar(sent.order_by(alert.c.sent_at.desc(), alert.c.id.desc()).limit(1)):
            return Trouble(waiting=False, why=why)
    return None


@dataclass(frozen=True, slots=True)
class OutletView:
    """One outlet: messages that wait, how many of them failed before; the last one sent, UTC epoch seconds."""

    name: str
    waiting: int
    failing: int
    sent_at: int | None


def outlets(conn: sa.Connection) -> list[OutletView]:
    """Each that ever had a message."""
    found = []
    for name in _names(conn):
        mine = alert.c.outlet == name
        waits = sa.select(sa.func.count(), sa.func.count(alert.c.failure)).where(mine, alert.c.sent_at.is_(None))
        waiting, failing = conn.execute(waits).one()
        found.append(
            OutletView(name, waiting, failing, conn.scalar(sa.select(sa.func.max(alert.c.sent_at)).where(mine)))
        )
    return found


def _names(conn: sa.Connection) -> list[str]:
    # A loose scan: SELECT DISTINCT would read every message that ever was.
    first = sa.select(sa.func.min(alert.c.outlet).label("name")).cte("names", recursive=True)
    later = sa.select(sa.func.min(alert.c.outlet)).where(alert.c.outlet > first.c.name).scalar_subquery()
    names = first.union_all(sa.select(later).where(first.c.name.is_not(None)))
    return list(conn.scalars(sa.select(names.c.name).where(names.c.name.is_not(None))))
