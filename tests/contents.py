"""All that a database holds, to compare two of them."""

from typing import Any

import sqlalchemy as sa

from power_usage.storage import tables as t

HISTORY = (
    t.meter,
    t.reading,
    t.refused,
    t.home,
    t.session,
    t.movement,
    t.rate,
    t.peak,
    t.meter_state,
    t.poll,
    t.silence,
    t.imported,
    t.imported_total,
)


def contents(engine: sa.Engine) -> dict[str, list[tuple[Any, ...]]]:
    """The rows of every table of a household's history, by table."""
    with engine.connect() as conn:
        return {
            table.name: [
                tuple(row)
                for row in conn.execute(
                    # A revision only says that something is new.
                    sa.select(*(c for c in table.c if c.name != "revision")).order_by(*table.primary_key.columns)
                )
            ]
            for table in HISTORY
        }
