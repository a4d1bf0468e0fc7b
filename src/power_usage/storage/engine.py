"""Opening the database: SQLite by default, PostgreSQL by URL; writers and readers have different manners."""

import sqlite3
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlalchemy import event, exc

BUSY_S = 15


class DatabaseProblem(Exception):
    """The database cannot be used. `what` happened and the `remedy`, each a sentence for a person."""

    def __init__(self, what: str, remedy: str) -> None:
        super().__init__(f"{what} {remedy}")
        self.what = what
        self.remedy = remedy


def database_url(setting: str) -> str:
    """The SQLAlchemy URL of a setting, which is a file name or already a URL."""
    if "://" in setting:
        for bare in ("postgresql://", "postgres://"):
            if setting.startswith(bare):
                return "postgresql+psycopg://" + setting.removeprefix(bare)
        return setting
    return sa.URL.create("sqlite", database=str(Path(setting).expanduser())).render_as_string()


def sqlite_file(setting: str) -> Path | None:
    """The file of a setting's database; None where it is another kind of database, or kept in memory."""
    try:
        url = sa.make_url(database_url(setting))
    except exc.ArgumentError:
        return None
    if not url.drivername.startswith("sqlite") or url.database in (None, "", ":memory:"):
        return None
    return Path(str(url.database))


def open_engine(url: str, *, readonly: bool = False) -> sa.Engine:
    """An engine whose transactions suit their use: a writer locks at once, a reader cannot write at all."""
    if not url.startswith("sqlite"):
        options = {"options": "-c default_transaction_read_only=on"} if readonly else {}
        return sa.create_engine(url, pool_pre_ping=True, connect_args=options)
    engine = sa.create_engine(url, connect_args={"timeout": BUSY_S, "check_same_thread": False})

    @event.listens_for(engine, "connect")
    def _connected(connection: sqlite3.Connection, _record: Any) -> None:
        # The driver's own BEGIN is deferred and skips DDL; ours is issued below.
        connection.isolation_level = None
        cursor = connection.cursor()
        cursor.execute(f"PRAGMA busy_timeout={BUSY_S * 1000}")
        if readonly:
            cursor.execute("PRAGMA query_only=ON")
        else:
            cursor.execute("PRAGMA journal_mode=WAL")
            cursor.execute("PRAGMA synchronous=NORMAL")
        cursor.execute("PRAGMA foreign_keys=ON")
        cursor.close()

    @event.listens_for(engine, "begin")
    def _begin(connection: sa.Connection) -> None:
        # A read that turns into a write under a plain BEGIN fails "locked" in spite of the busy timeout.
        connection.exec_driver_sql("BEGIN" if readonly else "BEGIN IMMEDIATE")

    return engine


def problem_of(error: exc.DBAPIError, url: str) -> DatabaseProblem:
    """What a database error means for a person. The URL is named without its password."""
    return problem_at(error.orig, sa.make_url(url).render_as_string(hide_password=True).removeprefix("sqlite:///"))


def problem_at(error: BaseException | None, where: object) -> DatabaseProblem:
    """What a driver's error means for a person; `where` is the file, or an address without its password."""
    text = str(error).lower()
    for sign, what, remedy in _SIGNS:
        if sign in text:
            return DatabaseProblem(what.format(where=where), remedy)
    return DatabaseProblem(f"The database {where} answered: {error}.", "Run 'power-usage check' and see the log.")


_SIGNS = (
    (
        "locked",
        "The database {where} is locked by another program.",
        "Close programs that have it open for writing, then try again. Nothing was lost.",
    ),
    (
        "disk is full",
        "The disk of the database {where} is full.",
        "Free some space; what was already stored is safe, and collecting goes on by itself.",
    ),
    (
        "disk i/o error",
        "The disk of the database {where} failed while reading or writing.",
        "Check the disk (an SD card may be worn out) and restore the last backup if it goes on.",
    ),
    (
        "readonly database",
        "The database {where} cannot be written: the file or its folder is read-only.",
        "Give this user write permission to the file and its folder.",
    ),
    (
        "unable to open database file",
        "The database {where} cannot be opened.",
        "Check that its folder exists, and that the disk and the folder can be written by this user.",
    ),
    (
        "not a database",
        "The file {where} is not a database, or its beginning is damaged.",
        "Move it aside (do not delete it) and restore a backup, or name another file in POWER_USAGE_DATABASE.",
    ),
    (
        "malformed",
        "The database {where} is damaged.",
        "Move it aside (do not delete it) and restore a backup, or start with a new file.",
    ),
    (
        "no such table",
        "The database {where} does not have this version's tables.",
        "Run 'power-usage migrate'.",
    ),
    (
        "connection refused",
        "The database server of {where} does not answer.",
        "Start it, or correct POWER_USAGE_DATABASE.",
    ),
    (
        "password authentication failed",
        "The database server of {where} refused the user name or password.",
        "Correct POWER_USAGE_DATABASE.",
    ),
)
