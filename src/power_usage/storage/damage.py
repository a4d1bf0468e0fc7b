"""A database that is damaged when the collector starts: kept aside, and said."""

from dataclasses import dataclass
from pathlib import Path

from power_usage.storage.aside import LOG, name_aside, refuse_if_open, set_aside
from power_usage.storage.copying import Damaged, opened
from power_usage.storage.engine import DatabaseProblem

SMALL = 32 * 1024 * 1024
"""Bytes of which every page is looked at within half a second."""
DATABASES = frozenset({".db", ".sqlite", ".sqlite3"})


@dataclass(frozen=True, slots=True)
class Damage:
    """What is wrong, in a sentence, and the name under which the file is kept."""

    what: str
    aside: Path


def set_aside_if_damaged(database: Path, at: int) -> Damage | None:
    """Look at every page, unless it is a large file that gives no reason to; a damaged one makes place for a new one.

    Raises DatabaseProblem where that cannot be: another program has it open, or the file was never a database.
    """
    if not database.exists() or database.stat().st_size == 0:
        return None
    if _gives_no_reason(database):
        return None
    seen = database.stat().st_ino
    what = damage_of(database)
    if what is None:
        return None
    if database.suffix not in DATABASES:
        raise DatabaseProblem(what, "Move it aside (do not delete it), or name another file in POWER_USAGE_DATABASE.")
    refuse_if_open(database)
    if database.stat().st_ino != seen:  # another collector that starts just now was quicker
        return None
    aside = name_aside(database, "damaged", at)
    set_aside(database, aside)
    return Damage(what, aside)


def _gives_no_reason(database: Path) -> bool:
    """A large file that was closed well, has its whole length, and whose last backup, which read all of it, was good.

    The first page is to be up in two seconds, also with years behind it.
    """
    log = database.with_name(database.name + LOG)
    if database.stat().st_size <= SMALL or (log.exists() and log.stat().st_size):
        return False
    try:
        with opened(database, "ro") as connection:
            pages, size = (connection.execute(f"PRAGMA {name}").fetchone()[0] for name in ("page_count", "page_size"))
            reason = connection.execute(_REASON).fetchone()
    except DatabaseProblem:
        return False
    return pages * size == database.stat().st_size and reason is None


_REASON = (
    "SELECT 1 FROM upkeep WHERE (name = 'backup' AND words IS NOT NULL) OR (name = 'damage' AND since_at >"
    " coalesce((SELECT good_at FROM upkeep WHERE name = 'backup'), 0))"
)


def damage_of(database: Path) -> str | None:
    """What is wrong with the pages of a database, in a sentence; None where they are sound."""
    try:
        with opened(database, "rw") as connection:
            answer = str(connection.execute("PRAGMA quick_check(1)").fetchone()[0])
    except Damaged as problem:
        return problem.what
    return None if answer == "ok" else f"The database {database} is damaged ({' '.join(answer.split())})."
