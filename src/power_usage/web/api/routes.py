"""The routes of the API: parameters in, one read model asked, columns or items out."""

from collections.abc import Iterable
from dataclasses import asdict
from datetime import UTC, date, datetime, timedelta
from typing import Any

import orjson
import sqlalchemy as sa
from flask import Response, current_app, request
from flask_openapi import APIBlueprint

from power_usage.domain.calendar import Buckets, Group, TooManyBuckets, buckets, local_day, zone
from power_usage.readmodels import history, movements, now, refused, sessions
from power_usage.readmodels.meters import MeterView, meters
from power_usage.web.api import queries as q
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
    return _answer({"items": [{k: v for k, v in asdict(m).items() if k not in ("demo", "revision")} for m in found]})


@api.get("/status", summary="The meter now")
def status(query: q.MeterQuery) -> Response:
    """The newest reading, the source in use, and how fresh that is."""
    with served().engine.connect() as conn:
        found = now.status(conn, (meter := _meter(conn, query.meter)).id, served().clock())
    return _answer(
        {
            "meter": found.meter,
            "source": found.source,
            "source_since": _time(found.source_since, meter),
            "load_kw": _milli(found.load_w),
            "balance": _rupees(found.balance_paise),
            "eb_register_kwh": _milli(found.eb_register_wh),
            "dg_register_kwh": _milli(found.dg_register_wh),
            "read_at": _time(found.read_at, meter),
            "received_at": _time(found.received_at, meter),
            "freshness": found.freshness,
            "sanctioned_eb_kw": _milli(found.sanctioned_eb_w),
            "sanctioned_dg_kw": _milli(found.sanctioned_dg_w),
            "refused": found.refused,
            "silence": found.silence,
            "silent_since": _time(found.silent_since, meter),
        }
    )


@api.get("/spent", summary="Today and this month")
def spent(query: q.MeterQuery) -> Response:
    """Usage by source since local midnight, and since the month began; null where nothing is known of it."""
    with served().engine.connect() as conn:
        found = now.spent(conn, _meter(conn, query.meter).id, served().clock())
    return _answer({"today": _use(found.today), "month": _use(found.month)})


@api.get("/usage", summary="Usage by groups of time")
def usage(query: q.UsageQuery) -> Response:
    """Columns of one length; null where nothing is known."""
    with served().engine.connect() as conn:
        meter = _meter(conn, query.meter)
        asked = _asked(query, meter, served().clock())
        body = served().kept.get(
            (meter.id, meter.revision, asked.group, asked.edges[0], asked.edges[-1]),
            lambda: orjson.dumps(columns(history.usage(conn, meter.id, asked))),
            keep=meter.revision is not None,
        )
    return _conditional(body)


@api.get("/days", summary="Usage by local days")
def days(query: q.DaysQuery) -> Response:
    """Each local day from start to end, both included."""
    with served().engine.connect() as conn:
        meter = _meter(conn, query.meter)
        last = query.end or local_day(served().clock(), zone(meter.timezone))
        first = query.start or last - timedelta(days=30)
        _ordered(first, last)
        if (last - first).days > 20 * 366:
            raise Refusal("must be at most twenty years before end", "start")
        found = history.days(conn, meter.id, first, last)
    return _answer(
        {
            "items": [
                {
                    "day": day.day,
                    "eb_kwh": _milli(day.eb_wh),
                    "dg_kwh": _milli(day.dg_wh),
                    "eb_cost": _rupees(day.eb_paise),
                    "dg_cost": _rupees(day.dg_paise),
                    "eb_seconds": day.eb_s,
                    "dg_seconds": day.dg_s,
                    "coverage": round(day.observed_s / day.seconds, 4),
                }
                for day in found
            ]
        }
    )


@api.get("/sessions", summary="Times on each source")
def list_sessions(query: q.SessionsQuery) -> Response:
    """Sessions, newest first; the running one has no end."""
    _ordered(query.start, query.end)
    with served().engine.connect() as conn:
        meter = _meter(conn, query.meter)
        found = sessions.sessions(
            conn, meter.id, source=query.source, start=query.start, end=query.end, limit=query.limit
        )
    return _items(
        {
            "source": s.source,
            "start": _time(s.start_at, meter),
            "end": _time(s.end_at, meter),
            "kwh": _milli(s.wh),
            "cost": _rupees(s.paise),
            "mean_kw": _milli(s.mean_w),
            "start_uncertainty_seconds": s.start_uncertainty_s,
            "end_uncertainty_seconds": s.end_uncertainty_s,
        }
        for s in found
    )


@api.get("/movements", summary="Money paid in and taken off")
def list_movements(query: q.MovementsQuery) -> Response:
    """Recharges and deductions, newest first."""
    _ordered(query.start, query.end)
    with served().engine.connect() as conn:
        meter = _meter(conn, query.meter)
        found = movements.movements(
            conn, meter.id, kind=query.kind, start=query.start, end=query.end, limit=query.limit
        )
    return _items(
        {
            "at": _time(m.at, meter),
            "kind": m.kind,
            "amount": _rupees(m.amount_paise),
            "balance_after": _rupees(m.balance_paise),
        }
        for m in found
    )


@api.get("/refused", summary="Answers that were not believed")
def list_refused(query: q.MeterQuery) -> Response:
    """Refused readings by reason."""
    with served().engine.connect() as conn:
        meter = _meter(conn, query.meter)
        found = refused.refused(conn, meter.id)
    return _items({"reason": r.reason, "count": r.count, "last_at": _time(r.last_at, meter)} for r in found)


def _meter(conn: sa.Connection, asked: str | None) -> MeterView:
    known = meters(conn)
    if asked is not None:
        for meter in known:
            if asked in (meter.name, str(meter.id)):
                return meter
        raise Refusal("there is no such meter", "meter")
    if not known:
        raise Refusal("There is no meter yet: the collector adds it with its first poll.", status=404)
    if len(known) > 1:
        raise Refusal("must be given, since there are several meters", "meter")
    return known[0]


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


def _ordered(start: int | date | None, end: int | date | None) -> None:
    if start is not None and end is not None and start > end:  # type: ignore[operator]
        raise Refusal("must not be after end", "start")


def _use(use: now.Use | None) -> dict[str, float | int | None] | None:
    if use is None:
        return None
    return {
        "eb_kwh": _milli(use.eb_wh),
        "dg_kwh": _milli(use.dg_wh),
        "eb_cost": _rupees(use.eb_paise),
        "dg_cost": _rupees(use.dg_paise),
        "eb_seconds": use.eb_s,
        "dg_seconds": use.dg_s,
    }


def _milli(number: int | None) -> float | None:
    return None if number is None else number / 1000


def _rupees(paise: int | None) -> float | None:
    return None if paise is None else paise / 100


def _time(at: int | None, meter: MeterView) -> str | None:
    return None if at is None else datetime.fromtimestamp(at, UTC).astimezone(zone(meter.timezone)).isoformat()


def _items(items: Iterable[dict[str, Any]]) -> Response:
    return _answer({"items": list(items)})


def _answer(body: dict[str, Any]) -> Response:
    return _conditional(orjson.dumps(body))


def _conditional(body: bytes) -> Response:
    response = Response(body, mimetype="application/json")
    response.cache_control.no_cache = True
    response.add_etag()
    response.make_conditional(request)
    return response
