"""The highest load of each bucket: the one figure that is no difference of totals."""

from bisect import bisect_right

import sqlalchemy as sa

from power_usage.domain.calendar import DAY_MINUTES, Buckets
from power_usage.readmodels.rows import plain_rows
from power_usage.storage.tables import peak, reading
from power_usage.storage.thinning import thinned_until

SLOT_S = 900
DAY_S = 86_400


def peaks(conn: sa.Connection, meter_id: int, buckets: Buckets) -> list[int | None]:
    """By the rollups where buckets are made of whole slots or local days, else by the readings themselves."""
    edges = buckets.edges
    if buckets.group in ("day", "month", DAY_MINUTES):
        rows = _rolled(conn, meter_id, edges, DAY_S)
    elif all(edge % SLOT_S == 0 for edge in edges):
        rows = _rolled(conn, meter_id, edges, SLOT_S)
    else:
        rows = _read(conn, meter_id, edges)
    highest: list[int | None] = [None] * (len(edges) - 1)
    place = 0
    for at, load in rows:
        if at >= edges[place + 1]:
            place = bisect_right(edges, at, place) - 1
        before = highest[place]
        if before is None or load > before:
            highest[place] = load
    return highest


def _rolled(conn: sa.Connection, meter_id: int, edges: tuple[int, ...], span: int) -> list[tuple[int, ...]]:
    return plain_rows(
        conn,
        sa.select(peak.c.start_at, peak.c.load_w)
        .where(
            peak.c.meter_id == meter_id,
            peak.c.span_s == span,
            peak.c.start_at >= edges[0],
            peak.c.start_at < edges[-1],
        )
        .order_by(peak.c.start_at),
    )


def _read(conn: sa.Connection, meter_id: int, edges: tuple[int, ...]) -> list[tuple[int, ...]]:
    """Where readings were thinned the highest is not among them: it is not known for parts of a slot."""
    start = max(edges[0], thinned_until(conn, meter_id) or 0)
    return plain_rows(
        conn,
        sa.select(reading.c.at, reading.c.load_w)
        .where(
            reading.c.meter_id == meter_id,
            reading.c.at >= start,
            reading.c.at < edges[-1],
            reading.c.load_w.is_not(None),
        )
        .order_by(reading.c.at),
    )
