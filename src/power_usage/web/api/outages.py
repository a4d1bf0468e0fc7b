"""What kept readings away, or the supply."""

from pydantic import Field
from typing_extensions import TypedDict

from power_usage.domain.outages import OutageKind
from power_usage.readmodels import outages
from power_usage.web.api import queries as q
from power_usage.web.api.answers import Answer, answer, asked_meter, ordered, time
from power_usage.web.api.blueprint import api
from power_usage.web.api.shapes import Seconds, Time
from power_usage.web.served import served


class OutagesQuery(q.MeterQuery):
    """Outages that overlap a stretch of time."""

    kind: OutageKind | None = Field(None, description="those of one kind only")
    start: q.Instant | None = Field(None, description=q.FROM)
    end: q.Instant | None = Field(None, description=q.UNTIL)
    limit: q.Limit = 100


class Outage(TypedDict):
    """A stretch without new readings, or without supply, and its cause."""

    kind: OutageKind
    start: Time
    end: Time | None
    """Null while it lasts."""
    seconds: Seconds
    """So far, while it lasts."""
    reason: str | None
    """The server's or the meter's."""


class Outages(TypedDict):
    """Newest first."""

    items: list[Outage]


@api.read("/outages", "When readings, or the supply, were missing, and why")
def list_outages(query: OutagesQuery) -> Answer[Outages]:
    """Outages, newest first; a running one has no end. Times are our clock's."""
    ordered(query.start, query.end)
    with served().engine.connect() as conn:
        meter = asked_meter(conn, query.meter)
        now = served().clock()
        found = outages.outages(
            conn, meter.id, now, kind=query.kind, start=query.start, end=query.end, limit=query.limit
        )
    return answer(
        {
            "items": [
                {
                    "kind": o.kind,
                    "start": time(o.start_at, meter),
                    "end": time(o.end_at, meter),
                    "seconds": (now if o.end_at is None else o.end_at) - o.start_at,
                    "reason": o.reason,
                }
                for o in found
            ]
        }
    )
