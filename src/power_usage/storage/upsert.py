"""INSERT ... ON CONFLICT, which both databases know and the common language does not."""

from collections.abc import Callable, Mapping
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite

Row = Mapping[str, Any]
Insert = postgresql.Insert | sqlite.Insert


def upsert(
    conn: sa.Connection,
    table: sa.Table,
    rows: list[Row],
    merge: Callable[[Insert, sa.Table], dict[str, Any]] | None = None,
) -> None:
    """Write rows; where the key is there already, replace the other columns, or set what `merge` says."""
    if not rows:
        return
    insert: Insert = postgresql.insert(table) if conn.dialect.name == "postgresql" else sqlite.insert(table)
    keys = [column.name for column in table.primary_key]
    values = (
        merge(insert, table)
        if merge
        else {c.name: insert.excluded[c.name] for c in table.columns if c.name in rows[0] and c.name not in keys}
    )
    conn.execute(insert.on_conflict_do_update(index_elements=keys, set_=values), rows)
