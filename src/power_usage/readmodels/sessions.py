"""When did each source feed the house, what did it give, and what did it cost?"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from power_usage.domain.reading import Source
from power_usage.readmodels.totals import COLUMNS, totals_at
from power_usage.storage.tables import reading, session

CHUNK = 5_000
Row = sa.Row[Any]
MOST = 10_000


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


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a session begins or ends: its source's running totals there; `known`: whether it ends there at all."""

    at: int
    wh: int
    paise: int
    uncertainty_s: int | None
    known: bool = True


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
    rows = _rows(conn, meter_id, source, start, end, limit=limit)
    newest = _newest(conn, meter_id) if rows else None
    return [_view(row.source, _begun(row), _ended(row, newest)) for row in rows]


def sessions_within(conn: sa.Connection, meter_id: int, source: Source, start: int, end: int) -> list[SessionView]:
    """Those of one source, newest first, cut at `start` and `end`: so they add up to what was used in between."""
    rows = _rows(conn, meter_id, source, start, end, limit=MOST)
    newest = _newest(conn, meter_id) if rows else None
    found = []
    for row in rows:
        begun, ended = _begun(row), _ended(row, newest)
        if ended.at <= start:  # it runs on, but nothing was heard of it since
            continue
        if begun.at < start:
            begun = _at(conn, meter_id, source, start)
        if ended.at > end:
            ended = _at(conn, meter_id, source, end)
        found.append(_view(source, begun, ended))
    return found


def each_session(
    conn: sa.Connection, meter_id: int, *, start: int | None = None, end: int | None = None
) -> Iterator[SessionView]:
    """All sessions that overlap [start, end), the oldest first, one by one."""
    query = _overlapping(meter_id, None, start, end).order_by(session.c.start_at)
    newest = None
    for row in conn.execute(query, execution_options={"yield_per": CHUNK}):
        newest = newest or _newest(conn, meter_id)
        yield _view(row.source, _begun(row), _ended(row, newest))


def _rows(
    conn: sa.Connection, meter_id: int, source: Source | None, start: int | None, end: int | None, *, limit: int
) -> Sequence[Row]:
    query = _overlapping(meter_id, source, start, end)
    return conn.execute(query.order_by(session.c.start_at.desc()).limit(limit)).all()


def _overlapping(
    meter_id: int, source: Source | None, start: int | None, end: int | None
) -> "sa.Select[tuple[object, ...]]":
    query = sa.select(session).where(session.c.meter_id == meter_id)
    if source is not None:
        query = query.where(session.c.source == source.value)
    if start is not None:
        query = query.where(sa.or_(session.c.end_at.is_(None), session.c.end_at > start))
    return query if end is None else query.where(session.c.start_at < end)


def _newest(conn: sa.Connection, meter_id: int) -> Row:
    query = sa.select(reading).where(reading.c.meter_id == meter_id)
    return conn.execute(query.order_by(reading.c.at.desc()).limit(1)).one()


def _begun(row: Row) -> _Place:
    return _Place(row.start_at, row.start_wh, row.start_paise, row.start_uncertainty_s)


def _ended(row: Row, newest: Row | None) -> _Place:
    if row.end_at is not None or newest is None:
        return _Place(row.end_at, row.end_wh, row.end_paise, row.end_uncertainty_s)
    # A running session has what its source's totals gained so far.
    wh, paise = (newest._mapping[f"total_{row.source}_{unit}"] for unit in ("wh", "paise"))
    return _Place(newest.at, wh, paise, None, known=False)


def _at(conn: sa.Connection, meter_id: int, source: Source, edge: int) -> _Place:
    columns = zip(COLUMNS, totals_at(conn, meter_id, [edge]), strict=True)
    totals = {column.name: values[0] for column, values in columns}
    return _Place(edge, totals[f"total_{source}_wh"], totals[f"total_{source}_paise"], 0)


def _view(source: str, begun: _Place, ended: _Place) -> SessionView:
    used, seconds = ended.wh - begun.wh, ended.at - begun.at
    return SessionView(
        source=Source(source),
        start_at=begun.at,
        end_at=ended.at if ended.known else None,
        wh=used,
        paise=ended.paise - begun.paise,
        mean_w=used * 3600 // seconds if seconds > 0 else None,
        start_uncertainty_s=begun.uncertainty_s or 0,
        end_uncertainty_s=ended.uncertainty_s,
    )
