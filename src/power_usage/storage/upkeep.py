"""Work on the database itself, as it is remembered: when it was last done well, and what is wrong."""

from dataclasses import dataclass

import sqlalchemy as sa

from power_usage.storage.tables import upkeep
from power_usage.storage.upsert import upsert

BACKUP, DAMAGE = "backup", "damage"


@dataclass(frozen=True, slots=True)
class Upkeep:
    """One kind of work. UTC epoch seconds; `words` say what is wrong, None while all is well."""

    name: str
    since_at: int
    tried_at: int | None = None
    good_at: int | None = None
    words: str | None = None
    told_at: int | None = None

    @property
    def good_or_since(self) -> int:
        """When it was last good, or since when it is awaited."""
        return self.since_at if self.good_at is None else self.good_at


def read_upkeep(conn: sa.Connection, name: str) -> Upkeep | None:
    """What is remembered of one kind; None where it is not wanted, or never was."""
    row = conn.execute(sa.select(upkeep).where(upkeep.c.name == name)).first()
    return None if row is None else Upkeep(**row._mapping)


def write_upkeep(conn: sa.Connection, work: Upkeep) -> None:
    """Remember it."""
    columns = ("name", "since_at", "tried_at", "good_at", "words", "told_at")
    upsert(conn, upkeep, [{column: getattr(work, column) for column in columns}])


def forget_upkeep(conn: sa.Connection, name: str) -> None:
    """It is not wanted any more."""
    conn.execute(sa.delete(upkeep).where(upkeep.c.name == name))
