"""The routes that check the meter: the audit of its charges, the rates that are measured, the sealed statement."""

from datetime import date, timedelta
from typing import Any

from flask import Response

from power_usage.domain.audit import Check
from power_usage.domain.calendar import local_day, next_month, zone
from power_usage.domain.chain import as_csv, as_json
from power_usage.domain.tariff import Rate
from power_usage.readmodels.audit import audit
from power_usage.readmodels.handed import finding_fields, handed_statement
from power_usage.readmodels.meters import MeterView
from power_usage.readmodels.rates import SourceRates, evidence
from power_usage.web.api import queries as q
from power_usage.web.api.answers import answer, asked_meter, conditional, ordered, time
from power_usage.web.api.routes import api
from power_usage.web.problems import Refusal
from power_usage.web.served import served

MOST_DAYS = 400
PER_RUPEE = 100_000
"""Paise per MWh in a rupee per kWh."""


@api.get("/audit", summary="Did the meter charge correctly?")
def check_days(query: q.AuditQuery) -> Response:
    """Each local day and all together: registers x measured rate against the balance, and what was found."""
    with served().engine.connect() as conn:
        meter = asked_meter(conn, query.meter)
        first, last = _days(query, meter)
        found = audit(conn, meter, first, last, served().clock(), setting=served().set_rates)
    return answer(
        {
            "verdict": found.verdict,
            "checked_days": found.checked,
            "total": None if found.total is None else _check(found.total, meter),
            "days": [{"day": day.day, "whole": day.whole, **_check(day.check, meter)} for day in found.days],
            "findings": [finding_fields(one, zone(meter.timezone)) for one in found.findings],
        }
    )


@api.get("/rates", summary="What a unit costs, and how sure that is")
def list_rates(query: q.RatesQuery) -> Response:
    """By source: the rates measured over time, ELNET's own, and the one in the settings. Rupees per kWh."""
    with served().engine.connect() as conn:
        meter = asked_meter(conn, query.meter)
        last = query.end or local_day(served().clock(), zone(meter.timezone))
        first = query.start or last - timedelta(days=30)
        _bounded(first, last)
        found = evidence(conn, meter, first, last, served().set_rates)
    return answer(
        {"billed_by": "kvah" if found.kvah else "kwh", "items": [_rates(one, meter) for one in (found.eb, found.dg)]}
    )


@api.get("/statement", summary="A month's statement, sealed")
def statement(query: q.StatementQuery) -> Response:
    """The days of the month which are over, in a chain of SHA-256; `power-usage verify` checks the file."""
    with served().engine.connect() as conn:
        meter = asked_meter(conn, query.meter)
        found = handed_statement(conn, meter, query.month, served().clock(), setting=served().set_rates)
    if found is None:
        raise Refusal("No day of this month is known and over.", status=404)
    if query.format == "json":
        return conditional(as_json(found).encode())
    response = Response(as_csv(found), mimetype="text/csv")
    response.headers["Content-Disposition"] = f"attachment; filename=statement-{query.month:%Y-%m}.csv"
    return response


def _days(query: q.AuditQuery, meter: MeterView) -> tuple[date, date]:
    if query.month is not None:
        if query.start or query.end:
            raise Refusal("cannot be given together with start or end", "month")
        return query.month, next_month(query.month) - timedelta(days=1)
    last = query.end or local_day(served().clock(), zone(meter.timezone))
    first = query.start or last.replace(day=1)
    _bounded(first, last)
    return first, last


def _bounded(first: date, last: date) -> None:
    ordered(first, last)
    if (last - first).days >= MOST_DAYS:
        raise Refusal(f"must be less than {MOST_DAYS} days before end", "start")


def _check(one: Check, meter: MeterView) -> dict[str, Any]:
    return {
        "verdict": one.verdict,
        "reason": one.lack,
        "from": time(one.start, meter),
        "until": time(one.end, meter),
        "opening": one.opening_paise / 100,
        "paid_in": one.paid_paise / 100,
        "taken_off": one.taken_paise / 100,
        "eb_kwh": one.eb_wh / 1000,
        "eb_cost": one.eb_paise / 100,
        "dg_kwh": one.dg_wh / 1000,
        "dg_cost": one.dg_paise / 100,
        "closing": one.closing_paise / 100,
        "residual": one.residual_paise / 100,
        "bound": one.bound_paise / 100,
    }


def _rates(one: SourceRates, meter: MeterView) -> dict[str, Any]:
    return {
        "source": one.source,
        "best": None if one.best is None else _interval(one.best),
        "setting": None if one.setting is None else one.setting / PER_RUPEE,
        "setting_differs": one.differs,
        "elnet": None if one.elnet is None else _interval(one.elnet),
        "measured": [
            {
                "since": time(period.since, meter),
                **_interval(period.rate),
                "votes": period.votes,
                "kwh": period.wh / 1000,
            }
            for period in one.measured
        ],
    }


def _interval(rate: Rate) -> dict[str, float]:
    middle, doubt = rate.paise_per_mwh, rate.uncertainty
    return {
        "rupees_per_kwh": middle / PER_RUPEE,
        "low": (middle - doubt) / PER_RUPEE,
        "high": (middle + doubt) / PER_RUPEE,
    }
