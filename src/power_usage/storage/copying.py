"""A true copy of an SQLite database while others go on writing, and the proof that it is one."""

import os
import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from power_usage.storage.engine import DatabaseProblem, database_url, open_engine, problem_at
from power_usage.storage.migrate import migrate

PAGES = 1024
PAUSE_S = 0.01
"""Between the steps of a copy, so that a slow card has time for the collector's writes."""
INSTRUCTIONS = 200_000
BUSY_S = 15
LEAST_FREE = 16 * 1024 * 1024
"""Bytes that a copy leaves to the disk, so that collecting goes on."""
NEEDED_TABLES = frozenset({"alembic_version", "meter", "reading", "meter_state"})


class Damaged(DatabaseProblem):
    """The contents of the file are at fault, not its disk nor who uses it."""


class Stopped(Exception):
    """The process is to end before the copy is whole."""


Stop = Callable[[], bool]


def never() -> bool:
    """Nobody asks to stop."""
    return False


@dataclass(frozen=True, slots=True)
class Contents:
    """What tells that a copy is whole: rows by table, and the newest reading of each meter with its totals."""

    rows: dict[str, int]
    newest: tuple[tuple[object, ...], ...]

    @property
    def readings(self) -> int:
        """How many readings there are."""
        return self.rows.get("reading", 0)


@contextmanager
def opened(file: Path, mode: str, stop: Stop = never, *, named: Path | None = None) -> Iterator[sqlite3.Connection]:
    """The file, which is "ro" only read, "rw" not made if it is not there, or "rwc".

    Raises DatabaseProblem on the file, or on `named` where people know it by that, and Stopped.
    """
    try:
        uri = f"file:{quote(str(file))}?mode={mode}"
        with closing(sqlite3.connect(uri, uri=True, isolation_level=None, timeout=BUSY_S)) as connection:
            connection.set_progress_handler(stop, INSTRUCTIONS)
            yield connection
    except sqlite3.Error as error:
        if stop():
            raise Stopped from error
        problem = problem_at(error, named or file)
        if getattr(error, "sqlite_errorcode", 0) & 0xFF in (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB):
            problem = Damaged(problem.what, problem.remedy)
        raise problem from error


def contents(connection: sqlite3.Connection) -> Contents:
    """Counted within the connection's transaction."""
    tables = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'")
    names = sorted(name for (name,) in tables)
    counts = {name: connection.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0] for name in names}  # noqa: S608 - a name of a table
    newest = connection.execute(_NEWEST).fetchall() if "reading" in counts else []
    return Contents(counts, tuple(newest))


_NEWEST = (
    "SELECT meter_id, max(at), eb_wh, dg_wh, balance_paise, total_eb_wh, total_dg_wh, total_eb_paise, total_dg_paise,"
    " total_dg_s, total_observed_s, total_recovered_wh FROM reading GROUP BY meter_id ORDER BY meter_id"
)


def copy(source: Path, target: Path, stop: Stop = never) -> Contents:
    """Copy the source as it stands at one moment, and say what it held. Writers of the source are never held up.

    The copy is one file: it needs no write-ahead log beside it.
    """

    def pause(*_: int) -> None:
        if stop():
            raise Stopped
        time.sleep(PAUSE_S)

    with (
        opened(source, "rw" if _has_log(source) else "ro", stop) as live,
        opened(target, "rwc", stop, named=source) as made,
    ):
        live.execute("PRAGMA query_only=ON")
        # Within one transaction of the source the copy and what is said of it are of the same moment, and no write
        # makes the copy begin anew.
        live.execute("BEGIN")
        said = contents(live)
        live.backup(made, pages=PAGES, progress=pause)
        made.execute("PRAGMA journal_mode=DELETE")
    return said


def prove(file: Path, said: Contents, source: Path, stop: Stop = never) -> None:
    """Read every page of a copy of `source`, then restore it beside itself and compare. Raises DatabaseProblem."""
    sound(file, stop, named=source)
    scratch = file.with_name(f"{file.name}.tried")
    try:
        copy(file, scratch, stop)
        up_to_date(scratch)
        with opened(scratch, "ro", stop) as connection:
            found = contents(connection)
    finally:
        scratch.unlink(missing_ok=True)
    compare(found, said, source)


def compare(found: Contents, said: Contents, source: Path) -> None:
    """Raise DatabaseProblem where a copy of `source` does not hold all that it `said`; newer tables are no fault."""
    counts = {name: found.rows.get(name) for name in said.rows}
    if found.newest != said.newest or counts != said.rows:
        raise DatabaseProblem(
            f"The copy of {source} does not hold what was copied.",
            "Check the disk, then try again: nothing was changed.",
        )


def sound(file: Path, stop: Stop = never, *, named: Path | None = None) -> None:
    """Have SQLite look at every page and index. Raises DatabaseProblem on the file `named`."""
    with opened(file, "rw" if _has_log(file) else "ro", stop, named=named) as connection:
        answer = [row[0] for row in connection.execute("PRAGMA integrity_check(3)")]
        orphans = connection.execute("PRAGMA foreign_key_check").fetchone()
    if answer != ["ok"] or orphans is not None:
        raise Damaged(
            f"The database {named or file} is damaged ({answer[0] if answer != ['ok'] else 'rows of no meter'}).",
            "Keep the file, and restore the last good backup.",
        )


def is_ours(file: Path) -> bool:
    """Whether the file is a database of the tracker. Raises DatabaseProblem where it is none at all."""
    with opened(file, "ro") as connection:
        tables = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
        return {name for (name,) in tables} >= NEEDED_TABLES


def up_to_date(file: Path) -> None:
    """Bring a copy's schema up to date, and make it one file again. Raises DatabaseProblem."""
    engine = open_engine(database_url(str(file)))
    try:
        migrate(engine)
    finally:
        engine.dispose()
    with opened(file, "rw") as connection:
        connection.execute("PRAGMA journal_mode=DELETE")


def kept_safe(file: Path) -> None:
    """Have the disk keep a file, or the names of a folder, also if the power goes now."""
    if os.name != "posix" and file.is_dir():
        return
    number = os.open(file, os.O_RDONLY if file.is_dir() else os.O_RDWR)
    try:
        os.fsync(number)
    finally:
        os.close(number)


def _has_log(file: Path) -> bool:
    """A write-ahead log beside the file: reading it may need files that are made for it."""
    return file.with_name(file.name + "-wal").exists()
