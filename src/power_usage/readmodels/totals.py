"""Running totals at given instants: two index seeks an instant, all in one statement, or one range scan."""

from collections.abc import Sequence
from dataclasses import dataclass

import sqlalchemy as sa

from power_usage.domain.usage import at_edges, between
from power_usage.readmodels.rows import plain_rows
from power_usage.storage.tables import reading

COLUMNS = (
    reading.c.total_eb_wh,
    reading.c.total_dg_wh,
    reading.c.total_eb_paise,
    reading.c.total_dg_paise,
    reading.c.total_dg_s,
    reading.c.total_observed_s,
    reading.c.total_recovered_wh,
)
TYPICAL_SPACING_S = 60
_EARLY = ", ".join(f"e.{column.name}" for column in COLUMNS)
_LATE = ", ".join(f"l.{column.name}" for column in COLUMNS)
_SEEK = f"""
SELECT x.edge, e.at, {_EARLY}, l.at, {_LATE} FROM {{edges}}
LEFT JOIN reading e ON e.meter_id = :meter
 AND e.at = (SELECT max(at) FROM reading WHERE meter_id = :meter AND at <= x.edge)
LEFT JOIN reading l ON l.meter_id = :meter
 AND l.at = (SELECT min(at) FROM reading WHERE meter_id = :meter AND at > x.edge)
ORDER BY x.edge"""  # noqa: S608 - names of our own columns
_SQLITE = sa.text(_SEEK.format(edges="(SELECT value AS edge FROM json_each(:edges)) x"))
_POSTGRESQL = sa.text(
    _SEEK.format(edges="(SELECT value::bigint AS edge FROM json_array_elements_text(CAST(:edges AS json))) x")
)


@dataclass(frozen=True, slots=True)
class Known:
    """The stretch of time of which anything is known: first and last accepted reading, meter's clock."""

    first: int
    last: int


def known(conn: sa.Connection, meter_id: int) -> Known | None:
    """First and last reading, or None where there is none."""
    row = conn.execute(_KNOWN, {"meter": meter_id}).one()
    return None if row[0] is None else Known(row[0], row[1])


_KNOWN = sa.text(
    "SELECT (SELECT min(at) FROM reading WHERE meter_id = :meter),"
    " (SELECT max(at) FROM reading WHERE meter_id = :meter)"
)


def totals_at(conn: sa.Connection, meter_id: int, instants: Sequence[int]) -> list[list[int]]:
    """A list for each of COLUMNS, with its value at each instant; instants must lie within what is known, in order."""
    if len(instants) > 1 and (instants[-1] - instants[0]) / (len(instants) - 1) < 4 * TYPICAL_SPACING_S:
        return _scanned(conn, meter_id, instants)
    rows = [between(*sought) for sought in around(conn, meter_id, instants)]
    return [list(column) for column in zip(*rows, strict=True)]


def around(
    conn: sa.Connection, meter_id: int, instants: Sequence[int]
) -> list[tuple[int, tuple[int, ...], tuple[int, ...]]]:
    """Each instant with (at, totals...) of the reading at or before it, and of the one after it, or the last again."""
    statement = _POSTGRESQL if conn.dialect.name == "postgresql" else _SQLITE
    edges = "[" + ",".join(map(str, instants)) + "]"
    width = len(COLUMNS) + 1
    found = []
    for row in plain_rows(conn, statement, {"meter": meter_id, "edges": edges}):
        early, late = row[1 : 1 + width], row[1 + width :]
        found.append((row[0], early, early if late[0] is None else late))
    return found


def _scanned(conn: sa.Connection, meter_id: int, instants: Sequence[int]) -> list[list[int]]:
    mine = reading.c.meter_id == meter_id
    low = sa.select(sa.func.max(reading.c.at)).where(mine, reading.c.at <= instants[0]).scalar_subquery()
    high = sa.select(sa.func.min(reading.c.at)).where(mine, reading.c.at >= instants[-1]).scalar_subquery()
    query = sa.select(reading.c.at, *COLUMNS).where(mine, reading.c.at.between(low, high)).order_by(reading.c.at)
    at, *columns = zip(*plain_rows(conn, query), strict=True)
    return at_edges(instants, at, columns)
