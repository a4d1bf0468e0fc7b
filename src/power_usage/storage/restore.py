"""A backup in the place of the database."""

from dataclasses import dataclass
from pathlib import Path

from power_usage.storage import aside, lease
from power_usage.storage.copying import (
    Contents,
    Damaged,
    compare,
    contents,
    copy,
    is_ours,
    opened,
    sound,
    up_to_date,
)
from power_usage.storage.engine import DatabaseProblem


@dataclass(frozen=True, slots=True)
class Restored:
    """What is now in place, and the name of what was there before; None where there was nothing."""

    contents: Contents
    aside: Path | None


def restore(file: Path, database: Path, at: int) -> Restored:
    """Prove the file, then put a copy of it into the database's place. Raises DatabaseProblem or OSError.

    Until the last step nothing is changed. The backup itself stays as it is.
    """
    if file.resolve() == database.resolve():
        raise DatabaseProblem(f"{file} is the database itself.", "Name a backup.")
    if not is_ours(file):
        raise DatabaseProblem(
            f"{file} is no database of the tracker.", "Name a backup: 'power-usage backup' makes them."
        )
    if database.exists():
        _refuse_if_collecting(database, at)
        aside.refuse_if_open(database)
    there = database.exists()
    with aside.in_place_of(database, "before-restore", at) as (part, before):
        said = _copied(file, part)
        _forget_what_passed(part, at)
    return Restored(said, before if there else None)


def _copied(file: Path, part: Path) -> Contents:
    said = copy(file, part)
    sound(part, named=file)
    up_to_date(part)
    with opened(part, "ro") as connection:
        compare(contents(connection), said, file)
    return said


def _refuse_if_collecting(database: Path, at: int) -> None:
    """A collector in between two polls may have nothing open; its lease says that it goes on."""
    try:
        with opened(database, "rw") as connection:
            if connection.execute("SELECT 1 FROM sqlite_master WHERE name = 'lease'").fetchone() is None:
                return
            held = connection.execute(_POLLING, (at,)).fetchall()
    except Damaged:
        return
    if any(not lease.has_ended(holder, lease.own_name()) for (holder,) in held):
        raise DatabaseProblem(
            f"A collector fills the database {database}.",
            "Stop the tracker, then restore again (one that ended without a word is given up within a minute). Nothing"
            " was changed.",
        )


_POLLING = "SELECT holder FROM lease WHERE name LIKE 'meter:%' AND expires_at > ?"


def _forget_what_passed(part: Path, at: int) -> None:
    """Messages that waited when the backup was made are no news now; its leases and chores are of then."""
    with opened(part, "rw") as connection:
        connection.execute("BEGIN")
        connection.execute("UPDATE alert SET sent_at = ? WHERE sent_at IS NULL", (at,))
        connection.execute("DELETE FROM lease")
        connection.execute("DELETE FROM upkeep WHERE name = 'damage'")
        connection.execute("COMMIT")
