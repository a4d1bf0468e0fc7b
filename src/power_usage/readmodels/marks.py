"""Marks of a meter at given instants: for each, the reading at which the balance then in force was first seen."""

from collections.abc import Sequence

import sqlalchemy as sa

from power_usage.domain.balance import MovementKind
from power_usage.domain.marks import Mark
from power_usage.readmodels.rows import plain_rows
from power_usage.storage.tables import movement

_QUERY = """
SELECT q.at, q.balance_paise, q.total_eb_wh, q.total_dg_wh, q.total_dg_s, q.eb_wh, q.dg_wh,
 e.at, e.total_eb_wh + e.total_dg_wh - q.total_eb_wh - q.total_dg_wh FROM {edges}
JOIN reading e ON e.meter_id = :meter
 AND e.at = (SELECT max(at) FROM reading WHERE meter_id = :meter AND at <= x.edge)
JOIN reading q ON q.meter_id = :meter
 AND q.at = (SELECT min(at) FROM reading WHERE meter_id = :meter AND at > coalesce(
  (SELECT at FROM reading WHERE meter_id = :meter AND at < e.at AND balance_paise <> e.balance_paise
   ORDER BY at DESC LIMIT 1), -1))
ORDER BY x.edge"""
_SQLITE = sa.text(_QUERY.format(edges="(SELECT value AS edge FROM json_each(:edges)) x"))
_POSTGRESQL = sa.text(
    _QUERY.format(edges="(SELECT value::bigint AS edge FROM json_array_elements_text(CAST(:edges AS json))) x")
)


def marks(conn: sa.Connection, meter_id: int, instants: Sequence[int]) -> list[Mark]:
    """A mark for each instant, in order; instants must not lie before the first reading."""
    if not instants:
        return []
    statement = _POSTGRESQL if conn.dialect.name == "postgresql" else _SQLITE
    edges = "[" + ",".join(map(str, instants)) + "]"
    rows = plain_rows(conn, statement, {"meter": meter_id, "edges": edges})
    moved = _moved(conn, meter_id, rows[0][0], rows[-1][0])
    found, number = [], 0
    for at, balance, eb, dg, dg_s, eb_register, dg_register, seen_at, waiting in rows:
        while number < len(moved) - 1 and moved[number + 1][0] <= at:
            number += 1
        _, paid, taken = moved[number]
        base = (eb_register - eb, dg_register - dg)
        found.append(Mark(at, balance, eb, dg, dg_s, paid, taken, number, base, seen_at, waiting))
    return found


def _moved(conn: sa.Connection, meter_id: int, start: int, end: int) -> list[tuple[int, int, int]]:
    """At `start` and at each movement after it: the instant, and what was paid in and taken off from `start` on."""
    query = (
        sa.select(movement.c.at, movement.c.kind, movement.c.amount_paise)
        .where(movement.c.meter_id == meter_id, movement.c.at > start, movement.c.at <= end)
        .order_by(movement.c.at)
    )
    found = [(start, 0, 0)]
    for at, kind, amount in plain_rows(conn, query):
        _, paid, taken = found[-1]
        recharge = kind == MovementKind.RECHARGE.value
        found.append((at, paid + amount, taken) if recharge else (at, paid, taken + amount))
    return found
