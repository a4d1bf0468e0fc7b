"""What takes seconds to step through is stored once a process, and copied into each test's own database."""

import sqlite3
from collections.abc import Callable, Hashable
from contextlib import closing
from copy import deepcopy
from typing import Any, TypeVar

import sqlalchemy as sa

from power_usage.storage import tables as t

Told = TypeVar("Told")
Put = Callable[[sa.Engine], None]

_kept: dict[Hashable, tuple[Any, Put]] = {}


def stored(engine: sa.Engine, key: Hashable, fill: Callable[[sa.Engine], Told]) -> Told:
    """Have what `fill` stores in a database, and what it tells. `key` stands for all that it depends on."""
    with engine.connect() as conn:
        if conn.execute(sa.select(t.meter.c.id)).first():  # what is stored beside something may depend on that
            return fill(engine)
    kind = engine.dialect.name
    if (kind, key) not in _kept:
        told = fill(engine)
        _kept[kind, key] = deepcopy(told), (_pages if kind == "sqlite" else _rows)(engine)
        return told
    told, put = _kept[kind, key]
    put(engine)
    return deepcopy(told)


def _pages(engine: sa.Engine) -> Put:
    """The file's pages as they are."""
    kept = sqlite3.connect(":memory:", check_same_thread=False)
    with closing(sqlite3.connect(str(engine.url.database))) as conn:
        conn.backup(kept)

    def put(empty: sa.Engine) -> None:
        with closing(sqlite3.connect(str(empty.url.database))) as conn:
            kept.backup(conn)

    return put


def _rows(engine: sa.Engine) -> Put:
    tables = t.metadata.sorted_tables
    with engine.connect() as conn:
        rows = {table: [dict(row) for row in conn.execute(sa.select(table)).mappings()] for table in tables}

    def put(empty: sa.Engine) -> None:
        with empty.begin() as conn:
            for table in tables:
                if rows[table]:
                    conn.execute(sa.insert(table), rows[table])
                    _count_on(conn, table)

    return put


def _count_on(conn: sa.Connection, table: sa.Table) -> None:
    """PostgreSQL's counters know nothing of numbers that were given."""
    if table.autoincrement_column is not None and table.autoincrement_column.name == "id":
        counter = sa.text(f"SELECT setval(pg_get_serial_sequence('{table.name}', 'id'), max(id)) FROM {table.name}")  # noqa: S608
        conn.execute(counter)
