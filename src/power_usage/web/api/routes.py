"""The routes of the API: parameters in, one read model asked, columns or items out."""

from dataclasses import asdict
from datetime import timedelta

import orjson
from flask import Response, current_app, request
from flask_openapi import APIBlueprint

from power_usage.domain.calendar import Buckets, Group, TooManyBuckets, buckets, local_day, zone
from power_usage.readmodels import history, movements, now, refused, sessions
from power_usage.readmodels.meters import MeterView, meters
from power_usage.web.api import queries as q
from power_usage.web.api.answers import answer, asked_meter, conditional, items, milli, ordered, rupees, time
from power_usage.web.api.columns import columns
from power_usage.web.problems import MEDIA_TYPE, Refusal, parameters_problem
from power_usage.web.served import served

# Without a password, this machine needs no token.
api = APIBlueprint(
    "api",
    __name__,
    url_prefix="/api/v1",
    abp_security=[{}, {"token": []}],
    abp_responses={401: {"description": "A password or a token is needed", "content": {MEDIA_TYPE: {}}}},
)


@api.before_request
def only_known_parameters() -> Response | None:
    """A parameter that is misspelt must not be silently without effect."""
    view = current_app.view_functions.get(request.endpoint or "")
    model = getattr(view, "__annotations__", {}).get("query")
    known = set(model.model_fields) if model else set()
    wrong = [(name, "is not known here") for name in request.args if name not in known]
    wrong += [(name, "is given twice") for name, values in request.args.lists() if len(values) > 1]
    return parameters_problem(wrong) if wrong else None


@api.get("/meters", summary="The meters")
def list_meters() -> Response:
    """Id, name, serial number and time zone of each meter."""
    with served().engine.connect() as conn:
        found = meters(conn)
    return answer({"items": [{k: v for k, v in asdict(m).items() if k not in ("demo", "revision")} for m in found]})


@api.get("/status", summary="The meter now")
def status(query: q.MeterQuery) -> Response:
    """The newest reading, the source in use, and how fresh that is."""
    with served().engine.connect() as conn:
        found = now.status(conn, (meter := asked_meter(conn, query.meter)).id, served().clock())
    return answer(
        {
            "meter": found.meter,
            "source": found.source,
            "source_since": time(found.source_since, meter),
            "load_kw": milli(found.load_w),
            "balance": rupees(found.balance_paise),
            "eb_register_kwh": milli(found.eb_register_wh),
            "dg_register_kwh": milli(found.dg_register_wh),
            "read_at": time(found.read_at, meter),
            "received_at": time(found.received_at, meter),
            "freshness": found.freshness,
            "sanctioned_eb_kw": milli(found.sanctioned_eb_w),
            "sanctioned_dg_kw": milli(found.sanctioned_dg_w),
            "refused": found.refused,
            "silence": found.silence,
            "silent_since": time(found.silent_since, meter),
            "outages": [{"kind": o.kind, "start": time(o.start_at, meter)} for o in found.outages.running],
        }
    )


@api.get("/spent", summary="Today and this month")
def spent(query: q.MeterQuery) -> Response:
    """Usage by source since local midnight, and since the month began; null where nothing is known of it."""
    with served().engine.connect() as conn:
        found = now.spent(conn, asked_meter(conn, query.meter).id, served().clock())
    return answer({"today": _use(found.today), "month": _use(found.month)})


@api.get("/usage", summary="Usage by groups of time")
def usage(query: q.UsageQuery) -> Response:
    """Columns of one length; null where nothing is known. With columns of their own for what was imported, if any."""
    with served().engine.connect() as conn:
        meter = asked_meter(conn, query.meter)
        asked = _asked(query, meter, served().clock())
        body = served().kept.get(
            (meter.id, meter.revision, asked.group, asked.edges[0], asked.edges[-1]),
            lambda: orjson.dumps(columns(history.usage(conn, meter.id, asked))),
            keep=meter.revision is not None,
        )
    return conditional(body)


@api.get("/days", summary="Usage by local days")
def days(query: q.DaysQuery) -> Response:
    """Each local day from start to end, both included."""
    with served().engine.connect() as conn:
        meter = asked_meter(conn, query.meter)
        last = query.end or local_day(served().clock(), zone(meter.timezone))
        first = query.start or last - timedelta(days=30)
        ordered(first, last)
        if (last - first).days > 20 * 366:
            raise Refusal("must be at most twenty years before end", "start")
        found = history.days(conn, meter.id, first, last)
    return answer(
        {
            "items": [
                {
                    "day": day.day,
                    "eb_kwh": milli(day.eb_wh),
                    "dg_kwh": milli(day.dg_wh),
                    "eb_cost": rupees(day.eb_paise),
                    "dg_cost": rupees(day.dg_paise),
                    "eb_seconds": day.eb_s,
                    "dg_seconds": day.dg_s,
                    "coverage": round(day.observed_s / day.seconds, 4),
                    "imported_kwh": milli(day.imported_wh),
                    "imported_cost": rupees(day.imported_paise),
                }
                for day in found
            ]
        }
    )


@api.get("/sessions", summary="Times on each source")
def list_sessions(query: q.SessionsQuery) -> Response:
    """Sessions, newest first; the running one has no end."""
    ordered(query.start, query.end)
    with served().engine.connect() as conn:
        meter = asked_meter(conn, query.meter)
        found = sessions.sessions(
            conn, meter.id, source=query.source, start=query.start, end=query.end, limit=query.limit
        )
    return items(
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
    )


@api.get("/movements", summary="Money paid in and taken off")
def list_movements(query: q.MovementsQuery) -> Response:
    """Recharges and deductions, newest first."""
    ordered(query.start, query.end)
    with served().engine.connect() as conn:
        meter = asked_meter(conn, query.meter)
        found = movements.movements(
            conn, meter.id, kind=query.kind, start=query.start, end=query.end, limit=query.limit
        )
    return items(
        {
            "at": time(m.at, meter),
            "kind": m.kind,
            "amount": rupees(m.amount_paise),
            "balance_after": rupees(m.balance_paise),
            "imported": m.imported,
        }
        for m in found
    )


@api.get("/refused", summary="Answers that were not believed")
def list_refused(query: q.MeterQuery) -> Response:
    """Refused readings by reason."""
    with served().engine.connect() as conn:
        meter = asked_meter(conn, query.meter)
        found = refused.refused(conn, meter.id)
    return items({"reason": r.reason, "count": r.count, "last_at": time(r.last_at, meter)} for r in found)


def _asked(query: q.UsageQuery, meter: MeterView, at: int) -> Buckets:
    if query.hours is not None and query.start is not None:
        raise Refusal("cannot be given together with start", "hours")
    end = at if query.end is None else query.end
    start = end - (query.hours or 24) * 3600 if query.start is None else query.start
    if start >= end:
        raise Refusal("must be before end", "start")
    group: Group = query.group
    try:
        return buckets(start, end, group, zone(meter.timezone))
    except TooManyBuckets as error:
        raise Refusal(str(error), "group") from error


def _use(use: now.Use | None) -> dict[str, float | int | None] | None:
    if use is None:
        return None
    return {
        "eb_kwh": milli(use.eb_wh),
        "dg_kwh": milli(use.dg_wh),
        "eb_cost": rupees(use.eb_paise),
        "dg_cost": rupees(use.dg_paise),
        "eb_seconds": use.eb_s,
        "dg_seconds": use.dg_s,
    }
