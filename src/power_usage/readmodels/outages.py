"""What kept readings away, or the supply: now, and before? The four causes are told apart (domain/outages.py)."""

from dataclasses import dataclass

import sqlalchemy as sa

from power_usage.domain.outages import LONGEST_PAUSE_S, OutageKind, Watch
from power_usage.storage.lease import held, lease_name
from power_usage.storage.outages import WATCH
from power_usage.storage.tables import outage, poll, watch

UNHELD_S = 30
"""Without a collector that holds the meter's lease, after so long nobody is about to take it."""
LOOKED_BACK_S = 6 * 3600
WORTH_A_WORD_S = 60
NEWEST = 20
"""So many rows are looked at for the last that ended: they follow each other, but for the relay's."""


@dataclass(frozen=True, slots=True)
class OutageView:
    """An outage; `end_at` is None while it runs. `reason` is the server's or the meter's. UTC epoch seconds."""

    kind: OutageKind
    start_at: int
    end_at: int | None
    reason: str | None


@dataclass(frozen=True, slots=True)
class OutagesNow:
    """What is wrong at this moment, and the last thing that was."""

    tracker: OutageView | None = None
    data: OutageView | None = None  # why the server gives no new readings
    relay: OutageView | None = None
    before: OutageView | None = None  # ended in the last hours, and lasted a minute or more

    @property
    def running(self) -> list[OutageView]:
        """All that is wrong now."""
        return [view for view in (self.tracker, self.data, self.relay) if view is not None]


def outages_now(conn: sa.Connection, meter_id: int, now: int) -> OutagesNow:
    """How it stands at `now`. While the tracker is off, nothing is known of the server."""
    body = conn.execute(sa.select(watch.c.body).where(watch.c.meter_id == meter_id)).scalar()
    watched = Watch() if body is None else WATCH.validate_json(body)
    running = {one.kind: OutageView(one.kind, one.start_at, None, one.reason) for one in watched.running}
    tracker = _tracker_off(conn, meter_id, now)
    causes = (running.get(kind) for kind in (OutageKind.SERVER, OutageKind.NO_READING, OutageKind.OLD))
    return OutagesNow(
        tracker=tracker,
        data=None if tracker else next((cause for cause in causes if cause), None),
        relay=running.get(OutageKind.RELAY),
        before=_before(conn, meter_id, now),
    )


def _before(conn: sa.Connection, meter_id: int, now: int) -> OutageView | None:
    query = sa.select(outage).where(outage.c.meter_id == meter_id).order_by(outage.c.start_at.desc()).limit(NEWEST)
    ended = [
        view
        for view in map(_view, conn.execute(query))
        if view.end_at and view.end_at > now - LOOKED_BACK_S and view.end_at - view.start_at >= WORTH_A_WORD_S
    ]
    return max(ended, key=lambda view: view.end_at or 0, default=None)


def outages(
    conn: sa.Connection,
    meter_id: int,
    now: int,
    *,
    kind: OutageKind | None = None,
    start: int | None = None,
    end: int | None = None,
    limit: int = 100,
) -> list[OutageView]:
    """The outages that overlap [start, end), newest first; the tracker's own, if it is off now, among them."""
    query = sa.select(outage).where(outage.c.meter_id == meter_id)
    if kind is not None:
        query = query.where(outage.c.kind == kind.value)
    if start is not None:
        query = query.where(sa.or_(outage.c.end_at.is_(None), outage.c.end_at > start))
    if end is not None:
        query = query.where(outage.c.start_at < end)
    query = query.order_by(outage.c.start_at.desc(), outage.c.kind).limit(limit)
    found = [_view(row) for row in conn.execute(query)]
    off = _tracker_off(conn, meter_id, now) if kind in (None, OutageKind.TRACKER) else None
    if off is None or (end is not None and off.start_at >= end):
        return found
    # What is running of the server's ended, as far as anybody knows, with the last poll.
    known = [_until(view, off.start_at) for view in found]
    return sorted([off, *known], key=lambda view: view.start_at, reverse=True)[:limit]


def _until(view: OutageView, at: int) -> OutageView:
    if view.end_at is not None or view.kind is OutageKind.RELAY:
        return view
    return OutageView(view.kind, view.start_at, max(at, view.start_at), view.reason)


def _tracker_off(conn: sa.Connection, meter_id: int, now: int) -> OutageView | None:
    """Our own tracker, while it is off: nobody holds the meter's lease, or who does has not polled for long."""
    polled_at = conn.execute(sa.select(poll.c.polled_at).where(poll.c.meter_id == meter_id)).scalar()
    if polled_at is None:
        return None
    lease = held(conn, lease_name(meter_id))
    patience = LONGEST_PAUSE_S if lease is not None and lease.expires_at > now else UNHELD_S
    return OutageView(OutageKind.TRACKER, polled_at, None, None) if now - polled_at > patience else None


def _view(row: sa.Row[tuple[object, ...]]) -> OutageView:
    return OutageView(OutageKind(row.kind), row.start_at, row.end_at, row.reason)
