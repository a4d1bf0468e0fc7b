"""The routes that say what kept readings away, on the API's blueprint."""

from flask import Response

from power_usage.domain.outages import OutageKind
from power_usage.readmodels.outages import outages
from power_usage.web.api import queries as q
from power_usage.web.api.answers import asked_meter, items, ordered, time
from power_usage.web.api.routes import api
from power_usage.web.served import served


class OutagesQuery(q.MeterQuery):
    """Outages that overlap a stretch of time."""

    kind: OutageKind | None = None
    start: q.Instant | None = None
    end: q.Instant | None = None
    limit: q.Limit = 100


@api.get("/outages", summary="When readings, or the supply, were missing, and why")
def list_outages(query: OutagesQuery) -> Response:
    """Outages, newest first; a running one has no end. Times are our clock's."""
    ordered(query.start, query.end)
    with served().engine.connect() as conn:
        meter = asked_meter(conn, query.meter)
        now = served().clock()
        found = outages(conn, meter.id, now, kind=query.kind, start=query.start, end=query.end, limit=query.limit)
    return items(
        {
            "kind": o.kind,
            "start": time(o.start_at, meter),
            "end": time(o.end_at, meter),
            "seconds": (now if o.end_at is None else o.end_at) - o.start_at,
            "reason": o.reason,
        }
        for o in found
    )
