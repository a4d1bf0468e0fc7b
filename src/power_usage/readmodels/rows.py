"""Many rows at once. SQLAlchemy's rows cost more than reading them does; where there are 86,400, that is felt."""

from typing import Any

import sqlalchemy as sa


def plain_rows(
    conn: sa.Connection, query: sa.Executable, parameters: dict[str, Any] | None = None
) -> list[tuple[Any, ...]]:
    """The result as the driver's own tuples, in the order of the query's columns."""
    result = conn.execute(query, parameters)
    cursor = result.cursor
    if cursor is None:
        raise ValueError("the query gives no rows")
    found: list[tuple[Any, ...]] = list(cursor.fetchall())
    result.close()
    return found
