"""What takes seconds to step through is stored once a process, and copied into each test's own database."""

from collections.abc import Callable, Hashable
from copy import deepcopy
from typing import Any, TypeVar

import sqlalchemy as sa

from power_usage.storage import tables as t

Told = TypeVar("Told")

_kept: dict[Hashable, tuple[Any, dict[sa.Table, list[dict[str, Any]]]]] = {}


def stored(engine: sa.Engine, key: Hashable, fill: Callable[[sa.Engine], Told]) -> Told:
    """Have what `fill` stores in a database, and what it tells. `key` stands for all that it depends on."""
    with engine.connect() as conn:
        if conn.execute(sa.select(t.meter.c.id)).first():  # what is stored beside something may depend on that
            return fill(engine)
    if key not in _kept:
        told = fill(engine)
        with engine.connect() as conn:
            rows = {table: [dict(row) for row in conn.execute(sa.select(table)).mappings()] for table in _TABLES}
        _kept[key] = deepcopy(told), rows
        return told
    told, rows = _kept[key]
    with engine.begin() as conn:
        for table in _TABLES:
            if rows[table]:
                conn.execute(sa.insert(table), rows[table])
                _count_on(conn, table)
    return deepcopy(told)


_TABLES = t.metadata.sorted_tables


def _count_on(conn: sa.Connection, table: sa.Table) -> None:
    """PostgreSQL's counters know nothing of numbers that were given."""
    number = table.autoincrement_column
    if conn.dialect.name == "postgresql" and number is not None and number.name == "id":
        conn.execute(
            sa.text(f"SELECT setval(pg_get_serial_sequence('{table.name}', 'id'), max(id)) FROM {table.name}")  # noqa: S608
        )
