"""A lease: only its holder polls a meter, whatever is started beside it.

It is a row with an end. Who holds it renews it well before that end; who stops without a word loses it then.
"""

import os
import socket
import uuid
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite

from power_usage.storage.tables import lease

FROM_ANOTHER_CLOCK_S = 600
"""A lease that ends so much later than ours would was taken under a clock that was set back since."""


@dataclass(frozen=True, slots=True)
class Lease:
    """Who holds it, and until when (epoch seconds)."""

    holder: str
    expires_at: int


def own_name() -> str:
    """A holder's name for this process: host, process and a part that no later process shares."""
    return f"{socket.gethostname()}/{os.getpid()}/{uuid.uuid4().hex[:8]}"


def acquire(conn: sa.Connection, name: str, holder: str, now: int, seconds: int) -> bool:
    """Take or renew the lease until `now + seconds`. False when another holds it."""
    insert = postgresql.insert(lease) if conn.dialect.name == "postgresql" else sqlite.insert(lease)
    wanted = insert.values(name=name, holder=holder, expires_at=now + seconds)
    another_clock = lease.c.expires_at > now + seconds + FROM_ANOTHER_CLOCK_S
    free = sa.or_(lease.c.holder == holder, lease.c.expires_at <= now, another_clock)
    # One statement: whether the row is free is decided where it is written.
    taken = wanted.on_conflict_do_update(
        index_elements=[lease.c.name],
        set_={"holder": wanted.excluded.holder, "expires_at": wanted.excluded.expires_at},
        where=free,
    ).returning(lease.c.holder)
    if conn.execute(taken).first() is not None:
        return True
    current = held(conn, name)
    if current is None or not has_ended(current.holder, holder):
        return False
    stale = sa.and_(lease.c.name == name, lease.c.holder == current.holder)
    changed = conn.execute(sa.update(lease).where(stale).values(holder=holder, expires_at=now + seconds))
    return changed.rowcount == 1


def release(conn: sa.Connection, name: str, holder: str) -> None:
    """Give the lease back. Nothing happens when another holds it."""
    conn.execute(sa.delete(lease).where(lease.c.name == name, lease.c.holder == holder))


def held(conn: sa.Connection, name: str) -> Lease | None:
    """The lease as it stands, run out or not; None when nobody has it."""
    row = conn.execute(sa.select(lease.c.holder, lease.c.expires_at).where(lease.c.name == name)).first()
    return None if row is None else Lease(row.holder, row.expires_at)


def has_ended(holder: str, asking: str) -> bool:
    """Whether the holder was a process of this host that is gone: then nobody waits for its lease to run out.

    The same process number with another last part is a process before this one: in a container it is
    always 1.
    """
    host, _, rest = holder.rpartition("/")[0].rpartition("/")
    own_host, _, own_process = asking.rpartition("/")[0].rpartition("/")
    if os.name != "posix" or host != own_host or not rest.isdecimal():
        return False
    if rest == own_process:
        return True
    try:
        os.kill(int(rest), 0)
    except ProcessLookupError:
        return True
    except OSError:
        return False
    return False


class Leases:
    """The meters' leases of one process, each change a transaction of its own."""

    def __init__(self, engine: sa.Engine, holder: str, seconds: int) -> None:
        self._engine, self._holder, self._seconds = engine, holder, seconds

    def take(self, meter_id: int, now: int) -> int | None:
        """Take or renew a meter's lease; until when it holds (epoch seconds), None when another has it."""
        with self._engine.begin() as conn:
            if acquire(conn, lease_name(meter_id), self._holder, now, self._seconds):
                return now + self._seconds
        return None

    def give_back(self, meter_id: int) -> None:
        """Let the next collector begin at once."""
        with self._engine.begin() as conn:
            release(conn, lease_name(meter_id), self._holder)


class ChoresLease:
    """The lease on the chores of one database, for one process."""

    NAME = "chores"

    def __init__(self, engine: sa.Engine, holder: str, seconds: int) -> None:
        self._engine, self._holder, self._seconds = engine, holder, seconds

    def take(self, now: int) -> bool:
        """Take or renew it; False when another process does the chores."""
        with self._engine.begin() as conn:
            return acquire(conn, self.NAME, self._holder, now, self._seconds)

    def give_back(self) -> None:
        """Let the next process do them."""
        with self._engine.begin() as conn:
            release(conn, self.NAME, self._holder)


def lease_name(meter_id: int) -> str:
    """What a meter's lease is called in the table."""
    return f"meter:{meter_id}"
