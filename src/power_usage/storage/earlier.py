"""The file of the earlier tracker, row by row. It is only read: nothing of it changes, not even its journal."""

import math
import sqlite3
from collections import Counter
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple
from urllib.parse import quote

from power_usage.storage.engine import DatabaseProblem

TABLE = "power_usage"
"""Its one table. The file has our default name: power_usage_index.db."""
ASIDE = "earlier"
"""Why such a file has another name, once it made place for the tracker's own."""
NEEDED = ("id", "timestamp", "balance")
WANTED = ("present_load", "amount_used", "recharge_amount")
BUSY_S = 15
EARLIEST_AT = 946_684_800
LEAD_S = 86_400
"""A time further ahead of ours than that is none."""
MOST_RUPEES = 1_000_000_000
MILLISECONDS_FROM = 100_000_000_000
WAL_VERSION = 2
IMMUTABLE = "&immutable=1"


class EarlierRow(NamedTuple):
    """One row as it was: `number` is its id there, `at` UTC epoch seconds; paise and W, None where nothing is known."""

    at: int
    number: int
    balance_paise: int
    load_w: int | None
    used_paise: int | None
    recharged_paise: int | None


@dataclass(slots=True)
class EarlierFile:
    """An open file. `left_out` counts by reason the rows that cannot be used, when its rows were gone through."""

    path: Path
    connection: sqlite3.Connection
    still: bool
    """Nothing of it can change, as SQLite was told: the connection sees no later row."""
    left_out: Counter[str] = field(default_factory=Counter)

    def rows(self) -> Iterator[EarlierRow]:
        """In order of time, each once; rows of one time in the order of their ids. Memory does not grow with them."""
        self.left_out.clear()
        before = None
        for at, number, balance, load, used, recharged in self.connection.execute(self._query()):
            paise = _thousandth(balance, 100)
            if at is None:
                self.left_out["without a time that can be read"] += 1
            elif paise is None:
                self.left_out["without a balance that is a number"] += 1
            elif not isinstance(number, int):
                self.left_out["without a number"] += 1
            elif (at, number) == before:
                self.left_out["there twice"] += 1
            else:
                before = (at, number)
                parts = _thousandth(load, 1000), _thousandth(used, 100), _thousandth(recharged, 100)
                yield EarlierRow(at, number, paise, *parts)

    def greatest(self) -> int | None:
        """The greatest id of its rows as they stand."""
        return self.connection.execute(_GREATEST).fetchone()[0]  # type: ignore[no-any-return]

    def came_since(self, greatest: int | None, now_at: Path) -> int | None:
        """How many rows have a greater id by now; None: that cannot be told. The file may have another name since.

        It ends the moment that the rows are of.
        """
        try:
            if not self.still:
                self.connection.execute("COMMIT")
                return _came(self.connection, greatest)
            with closing(sqlite3.connect(_address(now_at), uri=True, timeout=BUSY_S)) as again:
                return _came(again, greatest)
        except sqlite3.Error:
            return None

    def _query(self) -> str:
        there = {name.lower() for (name,) in self.connection.execute(_COLUMNS, (TABLE,))}
        wanted = ", ".join(name if name in there else "NULL" for name in WANTED)
        return f"SELECT instant(timestamp) AS at, id, balance, {wanted} FROM {TABLE} ORDER BY at, id"  # noqa: S608 - names above


@contextmanager
def opened_earlier(path: Path, now: int) -> Iterator[EarlierFile]:
    """The file as it stands at this moment. Raises DatabaseProblem where it is not the earlier tracker's."""
    try:
        address = _address(path)
        with closing(sqlite3.connect(address, uri=True, isolation_level=None, timeout=BUSY_S)) as connection:
            connection.create_function("instant", 1, lambda value: instant(value, now + LEAD_S), deterministic=True)
            connection.execute("BEGIN")
            _refuse_others(path, connection)
            yield EarlierFile(path, connection, address.endswith(IMMUTABLE))
    except sqlite3.Error as error:
        raise _problem(path, error) from error


def instant(value: object, latest: int) -> int | None:
    """UTC epoch seconds of a stored time: ISO 8601 (naive is UTC), epoch seconds or milliseconds. None: it is none."""
    try:
        if isinstance(value, str):
            seconds = _of_text(value.strip())
        elif isinstance(value, int | float):
            seconds = float(value)
        else:
            return None
        if seconds >= MILLISECONDS_FROM:
            seconds /= 1000
        at = math.floor(seconds)
    except (ValueError, OverflowError):
        return None
    return at if EARLIEST_AT <= at <= latest else None


def _of_text(text: str) -> float:
    try:
        at = datetime.fromisoformat(text)
    except ValueError:
        return float(text)
    return (at.replace(tzinfo=UTC) if at.tzinfo is None else at).timestamp()


def _thousandth(value: object, units: int) -> int | None:
    """A decimal number in whole units of a hundredth or thousandth; None where it is no number that can be meant."""
    if isinstance(value, str):
        try:
            value = float(value)
        except ValueError:
            return None
    if not isinstance(value, float | int):
        return None
    return round(value * units) if -MOST_RUPEES < value < MOST_RUPEES else None


def _address(path: Path) -> str:
    """Of a file with a write-ahead log's mode and no log, SQLite would make one: unless nothing of it can change."""
    with path.open("rb") as file:
        head = file.read(20)
    still = head[18:19] == bytes([WAL_VERSION]) and not path.with_name(path.name + "-wal").exists()
    return f"file:{quote(str(path))}?mode=ro{IMMUTABLE if still else ''}"


def _refuse_others(path: Path, connection: sqlite3.Connection) -> None:
    tables = {name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    if {"alembic_version", "meter", "reading"} <= tables:
        kept = sorted(path.parent.glob(f"{path.stem}-{ASIDE}-*{path.suffix}"))
        where = f" That one is kept as {kept[-1]}." if kept else ""
        raise DatabaseProblem(f"{path} is a database of this tracker, not of the earlier one.{where}", OTHER_FILE)
    if TABLE not in tables:
        holds = f"it holds the table {min(tables)}" if tables else "it holds no table"
        raise DatabaseProblem(f"{path} is not the earlier tracker's: {holds}, and none is called {TABLE}.", OTHER_FILE)
    there = {name.lower() for (name,) in connection.execute(_COLUMNS, (TABLE,))}
    if lacking := [name for name in NEEDED if name not in there]:
        raise DatabaseProblem(
            f"{path} is not the earlier tracker's: its table {TABLE} has no column {' and no '.join(lacking)}.",
            OTHER_FILE,
        )


def _came(connection: sqlite3.Connection, greatest: int | None) -> int:
    return connection.execute(_NEWER, (greatest,)).fetchone()[0]  # type: ignore[no-any-return]


_GREATEST = f"SELECT max(id) FROM {TABLE}"  # noqa: S608 - the name above
_NEWER = f"SELECT count(*) FROM {TABLE} WHERE id > ?"  # noqa: S608 - the name above
_COLUMNS = "SELECT name FROM pragma_table_info(?)"
OTHER_FILE = "Name the earlier tracker's file, which is called power_usage_index.db as a rule. Nothing was changed."


def _problem(path: Path, error: sqlite3.Error) -> DatabaseProblem:
    code = getattr(error, "sqlite_errorcode", 0) & 0xFF
    if code in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
        return DatabaseProblem(
            f"Another program is writing into {path}.", "Stop the earlier tracker, then try again. Nothing was changed."
        )
    if code == sqlite3.SQLITE_NOTADB:
        return DatabaseProblem(f"{path} is no SQLite database.", OTHER_FILE)
    if code == sqlite3.SQLITE_CORRUPT:
        return DatabaseProblem(
            f"{path} is damaged.",
            f"Let SQLite save what it can (sqlite3 {path.name} .recover | sqlite3 saved.db), and import that. Nothing"
            " was changed.",
        )
    if code in (sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_READONLY):
        return DatabaseProblem(
            f"{path} cannot be read as it stands: a program that wrote into it was cut off, and left a log beside it.",
            f"Copy {path.name} and all files whose names begin so into a folder of yours, and import the copy. Nothing"
            " was changed.",
        )
    return DatabaseProblem(f"{path} cannot be read: {error}.", "Check the disk, or import a copy. Nothing was changed.")
