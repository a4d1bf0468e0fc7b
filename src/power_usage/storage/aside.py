"""A database that makes place for another: nothing of it is deleted, and no log of it comes near the other."""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from power_usage.storage.copying import Damaged, kept_safe, opened
from power_usage.storage.engine import DatabaseProblem
from power_usage.storage.unfinished import remove, unfinished

LOG = "-wal"
INDEX = "-shm"
STOP_ALL = "Stop the tracker (collector and pages) and whatever else has it open, then try again. Nothing was changed."


def name_aside(database: Path, why: str, at: int) -> Path:
    """What a database is called from then on, beside its old place: its name, why, and when (UTC)."""
    when = datetime.fromtimestamp(at, UTC)
    return database.with_name(f"{database.stem}-{why}-{when:%Y-%m-%dT%H%M%SZ}{database.suffix}")


def set_aside(database: Path, aside: Path, instead: Path | None = None) -> None:
    """Give the database its name aside, and its place to `instead` at once, where there is one.

    Nobody may have it open. Its log goes with it first: a log in the place of another's would be taken for that one's.
    """
    log, index = (database.with_name(database.name + suffix) for suffix in (LOG, INDEX))
    if log.exists():
        log.replace(aside.with_name(aside.name + LOG))
    index.unlink(missing_ok=True)
    if instead is None:
        database.replace(aside)
    else:
        if database.exists():
            _second_name(database, aside)
        instead.replace(database)
    kept_safe(database.parent)


@contextmanager
def in_place_of(database: Path, why: str, at: int) -> Iterator[tuple[Path, Path]]:
    """A file to fill, which takes the database's place when all went well; and what the database is called then.

    Until then nothing of it changes. Another process that does the same fills a file of its own.
    """
    part = unfinished(database.parent, f".{database.stem}-{why}-")
    before = _number(database)
    aside = name_aside(database, why, at)
    try:
        yield part, aside
        with opened(part, "rw") as connection:
            connection.execute("PRAGMA journal_mode=DELETE")
        kept_safe(part)
        if _number(database) != before or aside.exists():
            raise DatabaseProblem(
                f"Another program put a file in the place of {database} meanwhile.",
                "Look at what is there now, then try again if it is needed. This command changed nothing.",
            )
        set_aside(database, aside, part)
    finally:
        remove(part)


def _number(file: Path) -> int | None:
    """What tells a file from another that has its name later."""
    return file.stat().st_ino if file.exists() else None


def _second_name(database: Path, aside: Path) -> None:
    """Two names for one file, so that at no time there is none; some file systems of cards know no such thing."""
    try:
        os.link(database, aside)
    except FileExistsError:  # nothing that was kept is written over
        raise
    except OSError:
        database.replace(aside)


def refuse_if_open(database: Path) -> None:
    """Raise DatabaseProblem if any program has the database open; else its log is written into it, if it is sound."""
    try:
        with opened(database, "rw") as connection:
            connection.execute("PRAGMA busy_timeout=1000")
            # Asks for the lock before anything is read, so that the answer is known of a damaged one too.
            connection.execute("PRAGMA locking_mode=EXCLUSIVE")
            connection.execute("BEGIN EXCLUSIVE")
            connection.execute("COMMIT")
            connection.execute("PRAGMA journal_mode=DELETE")
    except Damaged:
        return
    except DatabaseProblem as problem:
        cause = problem.__cause__
        if isinstance(cause, sqlite3.OperationalError) and "locked" in str(cause):
            raise DatabaseProblem(f"Another program has the database {database} open.", STOP_ALL) from problem
        raise
