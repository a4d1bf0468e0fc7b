"""What happened, newest first: sessions, movements of money, answers that were not believed."""

from typing_extensions import TypedDict

from power_usage.domain.balance import MovementKind
from power_usage.domain.reading import Source
from power_usage.readmodels import movements, refused, sessions
from power_usage.web.api import queries as q
from power_usage.web.api.answers import Answer, answer, asked_meter, milli, ordered, rupees, time
from power_usage.web.api.blueprint import api
from power_usage.web.api.shapes import KW, Count, KWh, Rupees, Seconds, Time
from power_usage.web.served import served


class Session(TypedDict):
    """A time on one source."""

    source: Source
    start: Time
    end: Time | None
    """Null while it runs."""
    kwh: KWh
    cost: Rupees
    mean_kw: KW | None
    start_uncertainty_seconds: Seconds
    """By how much the start may be off."""
    end_uncertainty_seconds: Seconds | None


class Sessions(TypedDict):
    """Newest first."""

    items: list[Session]


class MovementSeen(TypedDict):
    """Money that is no usage."""

    at: Time
    """The reading that showed it."""
    kind: MovementKind
    amount: Rupees
    """Always positive."""
    balance_after: Rupees


class Movement(MovementSeen):
    """Money that is no usage, whoever saw it."""

    imported: bool
    """It was seen by an earlier tracker."""


class Movements(TypedDict):
    """Newest first."""

    items: list[Movement]


class Refused(TypedDict):
    """Answers of ELNET that were not believed for one reason."""

    reason: str
    count: Count
    last_at: Time


class Refusals(TypedDict):
    """The most frequent reason first."""

    items: list[Refused]


@api.read("/sessions", "Times on each source")
def list_sessions(query: q.SessionsQuery) -> Answer[Sessions]:
    """Sessions, newest first; the running one has no end."""
    ordered(query.start, query.end)
    with served().engine.connect() as conn:
        meter = asked_meter(conn, query.meter)
        found = sessions.sessions(
            conn, meter.id, source=query.source, start=query.start, end=query.end, limit=query.limit
        )
    return answer(
        {
            "items": [
                {
                    "source": s.source,
                    "start": time(s.start_at, meter),
                    "end": time(s.end_at, meter),
                    "kwh": milli(s.wh),
                    "cost": rupees(s.paise),
                    "mean_kw": milli(s.mean_w),
                    "start_uncertainty_seconds": s.start_uncertainty_s,
                    "end_uncertainty_seconds": s.end_uncertainty_s,
                }
                for s in found
            ]
        }
    )


@api.read("/movements", "Money paid in and taken off")
def list_movements(query: q.MovementsQuery) -> Answer[Movements]:
    """Recharges and deductions, newest first."""
    ordered(query.start, query.end)
    with served().engine.connect() as conn:
        meter = asked_meter(conn, query.meter)
        found = movements.movements(
            conn, meter.id, kind=query.kind, start=query.start, end=query.end, limit=query.limit
        )
    return answer(
        {
            "items": [
                {
                    "at": time(m.at, meter),
                    "kind": m.kind,
                    "amount": rupees(m.amount_paise),
                    "balance_after": rupees(m.balance_paise),
                    "imported": m.imported,
                }
                for m in found
            ]
        }
    )


@api.read("/refused", "Answers that were not believed")
def list_refused(query: q.MeterQuery) -> Answer[Refusals]:
    """Refused readings by reason."""
    with served().engine.connect() as conn:
        meter = asked_meter(conn, query.meter)
        found = refused.refused(conn, meter.id)
    return answer({"items": [{"reason": r.reason, "count": r.count, "last_at": time(r.last_at, meter)} for r in found]})
