"""When did each source feed the house, what did it give, and what did it cost?"""

from collections.abc import Iterator
from dataclasses import dataclass

import sqlalchemy as sa

from power_usage.domain.reading import Source
from power_usage.storage.tables import reading, session

CHUNK = 5_000


@dataclass(frozen=True, slots=True)
class SessionView:
    """A time on one source; `end_at` and its uncertainty are None while it runs. Wh, paise, W, UTC epoch seconds."""

    source: Source
    start_at: int
    end_at: int | None
    wh: int
    paise: int
    mean_w: int | None
    start_uncertainty_s: int
    end_uncertainty_s: int | None


def sessions(
    conn: sa.Connection,
    meter_id: int,
    *,
    source: Source | None = None,
    start: int | None = None,
    end: int | None = None,
    limit: int = 100,
) -> list[SessionView]:
    """The sessions that overlap [start, end), newest first."""
    query = _overlapping(meter_id, start, end)
    if source is not None:
        query = query.where(session.c.source == source.value)
    rows = conn.execute(query.order_by(session.c.start_at.desc()).limit(limit)).all()
    if not rows:
        return []
    newest = _newest(conn, meter_id)
    return [_view(row, newest) for row in rows]


def each_session(
    conn: sa.Connection, meter_id: int, *, start: int | None = None, end: int | None = None
) -> Iterator[SessionView]:
    """All sessions that overlap [start, end), the oldest first, one by one."""
    query = _overlapping(meter_id, start, end).order_by(session.c.start_at)
    rows = conn.execute(query, execution_options={"yield_per": CHUNK})
    newest = None
    for row in rows:
        newest = newest or _newest(conn, meter_id)
        yield _view(row, newest)


def _overlapping(meter_id: int, start: int | None, end: int | None) -> "sa.Select[tuple[object, ...]]":
    query = sa.select(session).where(session.c.meter_id == meter_id)
    if start is not None:
        query = query.where(sa.or_(session.c.end_at.is_(None), session.c.end_at > start))
    return query if end is None else query.where(session.c.start_at < end)


def _newest(conn: sa.Connection, meter_id: int) -> sa.Row[tuple[object, ...]]:
    query = sa.select(reading).where(reading.c.meter_id == meter_id).order_by(reading.c.at.desc()).limit(1)
    return conn.execute(query).one()


def _view(row: sa.Row[tuple[object, ...]], newest: sa.Row[tuple[object, ...]]) -> SessionView:
    source = Source(row.source)
    if row.end_at is None:  # a running session has what its source's totals gained so far
        until, wh, paise = newest.at, newest._mapping[f"total_{source}_wh"], newest._mapping[f"total_{source}_paise"]
    else:
        until, wh, paise = row.end_at, row.end_wh, row.end_paise
    used, seconds = wh - row.start_wh, until - row.start_at
    return SessionView(
        source=source,
        start_at=row.start_at,
        end_at=row.end_at,
        wh=used,
        paise=paise - row.start_paise,
        mean_w=used * 3600 // seconds if seconds > 0 else None,
        start_uncertainty_s=row.start_uncertainty_s,
        end_uncertainty_s=row.end_uncertainty_s,
    )
