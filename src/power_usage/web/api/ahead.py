"""Routes of the API that say what is to come and what it was for: forecast, deductions, generator."""

from datetime import date, timedelta
from typing import Any

import sqlalchemy as sa
from flask import Response

from power_usage.domain.calendar import day_start, local_day, next_month, zone
from power_usage.domain.habits import HORIZON_DAYS
from power_usage.readmodels import generator as g
from power_usage.readmodels.deductions import deductions
from power_usage.readmodels.limits import above_limit, headroom
from power_usage.readmodels.meters import MeterView
from power_usage.readmodels.now import status
from power_usage.readmodels.outlook import BalanceOutlook, MonthEnd, Range, Span, balance_outlook, month_end
from power_usage.readmodels.statement import statement
from power_usage.web.api import queries as q
from power_usage.web.api.answers import answer, asked_meter, milli, rupees, time
from power_usage.web.api.routes import api
from power_usage.web.problems import Refusal
from power_usage.web.served import served

MINUTE = 60


@api.get("/forecast", summary="How long the balance lasts")
def forecast(query: q.ForecastQuery) -> Response:
    """When it is used up and when it passes the threshold, what to recharge, and what the month will come to.

    In four of five cases it happens between `early` and `late`; null lies beyond two months. `balance_lasts` is null
    until a whole day is known.
    """
    with served().engine.connect() as conn:
        meter, at = asked_meter(conn, query.meter), served().clock()
        today = local_day(at, zone(meter.timezone))
        if query.until is not None and not today <= query.until <= today + timedelta(HORIZON_DAYS):
            raise Refusal(f"must lie within {HORIZON_DAYS} days from today", "until")
        now = status(conn, meter.id, at)
        low = served().low_balance_paise
        found = balance_outlook(conn, meter, now.balance_paise, at, low_paise=low, until=query.until)
        month = month_end(conn, meter, at)
    return answer(
        {
            "read_at": time(now.read_at, meter),
            "balance": rupees(now.balance_paise),
            "threshold": rupees(low),
            "balance_lasts": None if found is None else _lasts(found, meter),
            "month_end": None if month is None else _month_end(month),
        }
    )


@api.get("/deductions", summary="Money taken off beside usage, understood")
def list_deductions(query: q.MeterQuery) -> Response:
    """What is taken off each month, what came once, and what was a correction (signed: positive was given back).

    Of the last fourteen months. `charges_known` is false until a whole month was seen.
    """
    with served().engine.connect() as conn:
        meter = asked_meter(conn, query.meter)
        found = deductions(conn, meter, served().clock())
    return answer(
        {
            "monthly": [
                {
                    "amount": rupees(one.of.paise),
                    "least": rupees(one.of.least_paise),
                    "most": rupees(one.of.most_paise),
                    "previous_amount": rupees(one.of.before_paise),
                    "day_of_month": one.of.day_of_month,
                    "time": _clock(one.of.second),
                    "times": one.of.times,
                    "months": one.of.months,
                    "first": one.of.first,
                    "last": one.of.last,
                    "next": one.next_on,
                }
                for one in found.monthly
            ],
            "once": [{"at": time(one.at, meter), "amount": rupees(one.amount)} for one in found.once],
            "corrections": [
                {
                    "at": time(one.moved.at, meter),
                    "amount": rupees(one.moved.paise),
                    "undoes": time(one.undoes.at if one.undoes else None, meter),
                }
                for one in found.corrections
            ],
            "charges_known": found.charges_known,
        }
    )


@api.get("/generator", summary="What the generator cost above the grid")
def generator(query: q.GeneratorQuery) -> Response:
    """By session of a month, or by month of a year; and whether it would trip if it started now.

    `above_grid_cost` is what its energy cost more than the grid would have asked. Null where the grid's price, a
    limit or a load is not known.
    """
    if query.month is not None and query.year is not None:
        raise Refusal("cannot be given together with month", "year")
    with served().engine.connect() as conn:
        meter, at = asked_meter(conn, query.meter), served().clock()
        month = query.month or local_day(at, zone(meter.timezone)).replace(day=1)
        if query.year is None:
            first, after, body = month, next_month(month), _month(conn, meter, month)
        else:
            first = date(query.year, 1, 1)
            after, body = next_month(first, 12), _year(conn, meter, first)
        body |= _limit(conn, meter, first, after, at)
    return answer(body)


def _lasts(found: BalanceOutlook, meter: MeterView) -> dict[str, Any]:
    pay = found.recharge
    return {
        "empty": _span(found.empty, meter),
        "below_threshold": None if found.low is None else _span(found.low, meter),
        "recharge": None
        if pay is None
        else {
            "amount": rupees(pay.paise),
            "likely_amount": rupees(pay.likely_paise),
            "by": pay.by,
            "until": pay.until,
        },
        "charges": [
            {
                "day": one.day,
                "time": _clock(one.second),
                "amount": rupees(one.paise),
                "least": rupees(one.least_paise),
                "most": rupees(one.most_paise),
                "times_seen": one.seen,
            }
            for one in found.charges
        ],
        "charges_known": found.charges_known,
        "daily_cost": rupees(found.daily_paise),
        "days_known": found.rests_on,
        "vendor_days": found.vendor_days,
    }


def _span(found: Span, meter: MeterView) -> dict[str, str | None]:
    return {name: time(getattr(found, name) and getattr(found, name).at, meter) for name in ("early", "likely", "late")}


def _month_end(month: MonthEnd) -> dict[str, Any]:
    def spread(found: Range, per: int) -> dict[str, float]:
        return {"low": found.low / per, "likely": found.likely / per, "high": found.high / per}

    return {
        "month": f"{month.month:%Y-%m}",
        "whole": month.whole,
        "eb_kwh": spread(month.eb_wh, 1000),
        "dg_kwh": spread(month.dg_wh, 1000),
        "eb_cost": spread(month.eb_paise, 100),
        "dg_cost": spread(month.dg_paise, 100),
    }


def _month(conn: sa.Connection, meter: MeterView, month: date) -> dict[str, Any]:
    money = statement(conn, meter, month)
    found = g.generator_month(conn, meter, month, money) if money else None
    return {
        "month": f"{month:%Y-%m}",
        "seconds": found.seconds if found else 0,
        "kwh": milli(found.wh if found else 0),
        "cost": rupees(found.paise if found else 0),
        "above_grid_cost": rupees(found.above_paise) if found else None,
        "seconds_by_hour": found.hours if found else [0] * 24,
        "sessions": [
            {
                "start": time(one.start_at, meter),
                "end": time(one.end_at, meter),
                "kwh": milli(one.wh),
                "cost": rupees(one.paise),
                "above_grid_cost": rupees(found.above(one)),
                "mean_kw": milli(one.mean_w),
            }
            for one in found.sessions
        ]
        if found
        else [],
    }


def _year(conn: sa.Connection, meter: MeterView, first: date) -> dict[str, Any]:
    months = g.generator_year(conn, meter, next_month(first, 11))
    above = [one.above_paise for one in months if one.above_paise is not None]
    return {
        "year": first.year,
        "seconds": sum(one.seconds for one in months),
        "kwh": milli(sum(one.wh for one in months)),
        "cost": rupees(sum(one.paise for one in months)),
        "above_grid_cost": rupees(sum(above)) if above else None,
        "months": [
            {
                "month": f"{one.month:%Y-%m}",
                "seconds": one.seconds,
                "kwh": milli(one.wh),
                "cost": rupees(one.paise),
                "above_grid_cost": rupees(one.above_paise),
            }
            for one in months
        ],
    }


def _limit(conn: sa.Connection, meter: MeterView, first: date, after: date, at: int) -> dict[str, Any]:
    tz, room = zone(meter.timezone), headroom(status(conn, meter.id, at))
    above = None
    if room.limit_w is not None:
        above = above_limit(conn, meter.id, day_start(first, tz), day_start(after, tz), room.limit_w)
    return {
        "limit_kw": milli(room.limit_w),
        "load_kw": milli(room.load_w),
        "would_trip": room.trips,
        "above_limit": None
        if above is None
        else {"eb_seconds": above.eb_s, "dg_seconds": above.dg_s, "highest_kw": milli(above.highest_w)},
    }


def _clock(second: int) -> str:
    """The local time of day: 01:10."""
    return f"{second // MINUTE // 60:02d}:{second // MINUTE % 60:02d}"
