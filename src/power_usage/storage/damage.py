"""A database that is damaged when the collector starts: kept aside, and said."""

from dataclasses import dataclass
from pathlib import Path

from power_usage.storage.aside import is_damage, name_aside, refuse_if_open, set_aside
from power_usage.storage.copying import opened
from power_usage.storage.engine import DatabaseProblem

DATABASES = frozenset({".db", ".sqlite", ".sqlite3"})


@dataclass(frozen=True, slots=True)
class Damage:
    """What is wrong, in a sentence, and the name under which the file is kept."""

    what: str
    aside: Path


def set_aside_if_damaged(database: Path, at: int) -> Damage | None:
    """Look at every page; a damaged file makes place for a new one.

    Raises DatabaseProblem where that cannot be: another program has it open, or the file was never a database.
    """
    if not database.exists() or database.stat().st_size == 0:
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


def damage_of(database: Path) -> str | None:
    """What is wrong with the pages of a database, in a sentence; None where they are sound."""
    try:
        with opened(database, "rw") as connection:
            answer = str(connection.execute("PRAGMA quick_check(1)").fetchone()[0])
    except DatabaseProblem as problem:
        if is_damage(problem):
            return problem.what
        raise
    return None if answer == "ok" else f"The database {database} is damaged ({' '.join(answer.split())})."
