"""Running totals at given instants: two index seeks an instant, all in one statement, or one range scan."""

from collections.abc import Sequence
from dataclasses import dataclass

import sqlalchemy as sa

from power_usage.domain.usage import at_edges, between
from power_usage.readmodels.rows import plain_rows
from power_usage.storage.tables import imported_total, reading

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


class Running:
    """A table with running totals, and the columns that are meant."""

    def __init__(self, table: sa.Table, *columns: sa.Column[int]) -> None:
        self.table, self.columns = table, columns
        early, late = (", ".join(f"{row}.{column.name}" for column in columns) for row in ("e", "l"))
        seek = f"""
SELECT x.edge, e.at, {early}, l.at, {late} FROM {{edges}}
LEFT JOIN {table.name} e ON e.meter_id = :meter
 AND e.at = (SELECT max(at) FROM {table.name} WHERE meter_id = :meter AND at <= x.edge)
LEFT JOIN {table.name} l ON l.meter_id = :meter
 AND l.at = (SELECT min(at) FROM {table.name} WHERE meter_id = :meter AND at > x.edge)
ORDER BY x.edge"""  # noqa: S608 - names of our own tables and columns
        sqlite = "(SELECT value AS edge FROM json_each(:edges)) x"
        postgresql = "(SELECT value::bigint AS edge FROM json_array_elements_text(CAST(:edges AS json))) x"
        self.seek = {
            "sqlite": sa.text(seek.format(edges=sqlite)),
            "postgresql": sa.text(seek.format(edges=postgresql)),
        }
        self.ends = sa.text(
            f"SELECT (SELECT min(at) FROM {table.name} WHERE meter_id = :meter),"  # noqa: S608 - as above
            f" (SELECT max(at) FROM {table.name} WHERE meter_id = :meter)"
        )


OWN = Running(reading, *COLUMNS)
IMPORTED = Running(imported_total, imported_total.c.total_wh, imported_total.c.total_paise)
"""Of an earlier tracker's rows: they end where the own ones begin. The energy is an estimate, and has no source."""


@dataclass(frozen=True, slots=True)
class Known:
    """The stretch of time of which anything is known: first and last accepted reading, meter's clock."""

    first: int
    last: int


def known(conn: sa.Connection, meter_id: int, of: Running = OWN) -> Known | None:
    """First and last reading, or None where there is none."""
    row = conn.execute(of.ends, {"meter": meter_id}).one()
    return None if row[0] is None else Known(row[0], row[1])


def known_at_all(conn: sa.Connection, meter_id: int) -> Known | None:
    """The same with what was imported, which lies before the own readings."""
    spans = [span for span in (known(conn, meter_id, IMPORTED), known(conn, meter_id)) if span]
    return Known(spans[0].first, spans[-1].last) if spans else None


def totals_at(conn: sa.Connection, meter_id: int, instants: Sequence[int], of: Running = OWN) -> list[list[int]]:
    """A list for each column, with its value at each instant; instants must lie within what is known, in order."""
    if len(instants) > 1 and (instants[-1] - instants[0]) / (len(instants) - 1) < 4 * TYPICAL_SPACING_S:
        return _scanned(conn, meter_id, instants, of)
    rows = [between(*sought) for sought in around(conn, meter_id, instants, of)]
    return [list(column) for column in zip(*rows, strict=True)]


def around(
    conn: sa.Connection, meter_id: int, instants: Sequence[int], of: Running = OWN
) -> list[tuple[int, tuple[int, ...], tuple[int, ...]]]:
    """Each instant with (at, totals...) of the reading at or before it, and of the one after it, or the last again."""
    edges = "[" + ",".join(map(str, instants)) + "]"
    width = len(of.columns) + 1
    found = []
    for row in plain_rows(conn, of.seek[conn.dialect.name], {"meter": meter_id, "edges": edges}):
        early, late = row[1 : 1 + width], row[1 + width :]
        found.append((row[0], early, early if late[0] is None else late))
    return found


def _scanned(conn: sa.Connection, meter_id: int, instants: Sequence[int], of: Running) -> list[list[int]]:
    at, mine = of.table.c.at, of.table.c.meter_id == meter_id
    low = sa.select(sa.func.max(at)).where(mine, at <= instants[0]).scalar_subquery()
    high = sa.select(sa.func.min(at)).where(mine, at >= instants[-1]).scalar_subquery()
    query = sa.select(at, *of.columns).where(mine, at.between(low, high)).order_by(at)
    places, *columns = zip(*plain_rows(conn, query), strict=True)
    return at_edges(instants, places, columns)
