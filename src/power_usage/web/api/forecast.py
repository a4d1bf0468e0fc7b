"""How long the balance lasts, what to recharge, and what the month will come to."""

from datetime import date, timedelta

from typing_extensions import TypedDict

from power_usage.domain.calendar import local_day, zone
from power_usage.domain.deductions import Charge
from power_usage.domain.forecast import Recharge
from power_usage.domain.habits import HORIZON_DAYS
from power_usage.readmodels.meters import MeterView
from power_usage.readmodels.now import status
from power_usage.readmodels.outlook import BalanceOutlook, Moment, MonthEnd, Range, Span, balance_outlook, month_end
from power_usage.web.api import queries as q
from power_usage.web.api.answers import Answer, answer, asked_meter, rupees, time, time_of_day
from power_usage.web.api.blueprint import api
from power_usage.web.api.shapes import Count, KWh, LocalMonth, LocalTime, Rupees, Time
from power_usage.web.problems import Refusal
from power_usage.web.served import served


class When(TypedDict):
    """In four of five cases between `early` and `late`; null lies beyond two months."""

    early: Time | None
    likely: Time | None
    late: Time | None


class Payment(TypedDict):
    """What to pay in, so that it lasts until the end of the day `until`."""

    amount: Rupees
    """Lasts in nine of ten cases."""
    likely_amount: Rupees
    """Lasts in every other case."""
    by: date
    until: date


class ExpectedCharge(TypedDict):
    """A deduction that is expected."""

    day: date
    time: LocalTime
    amount: Rupees
    least: Rupees
    most: Rupees
    times_seen: Count


class Lasts(TypedDict):
    """What becomes of the balance."""

    empty: When
    below_threshold: When | None
    """Null without a threshold in the settings."""
    recharge: Payment | None
    """Null while none is needed."""
    charges: list[ExpectedCharge]
    charges_known: bool
    """False until a whole month was seen."""
    daily_cost: Rupees
    """Of a day of the coming week."""
    days_known: Count
    vendor_days: int | None
    """What ELNET's own rule says, which ignores deductions."""


class Energy(TypedDict):
    """In four of five cases between `low` and `high`."""

    low: KWh
    likely: KWh
    high: KWh


class Cost(TypedDict):
    """In four of five cases between `low` and `high`."""

    low: Rupees
    likely: Rupees
    high: Rupees


class ExpectedMonth(TypedDict):
    """What the running local month will come to; what was used so far is in it."""

    month: LocalMonth
    whole: bool
    """Whether the tracker knows the month from its first day on."""
    eb_kwh: Energy
    dg_kwh: Energy
    eb_cost: Cost
    dg_cost: Cost


class Forecast(TypedDict):
    """From the household's days and deductions."""

    read_at: Time | None
    balance: Rupees | None
    threshold: Rupees | None
    balance_lasts: Lasts | None
    """Null until a whole day is known."""
    month_end: ExpectedMonth | None


@api.read("/forecast", "How long the balance lasts")
def forecast(query: q.ForecastQuery) -> Answer[Forecast]:
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


def _lasts(found: BalanceOutlook, meter: MeterView) -> Lasts:
    return {
        "empty": _when(found.empty, meter),
        "below_threshold": None if found.low is None else _when(found.low, meter),
        "recharge": None if found.recharge is None else _payment(found.recharge),
        "charges": [_charge(one) for one in found.charges],
        "charges_known": found.charges_known,
        "daily_cost": rupees(found.daily_paise),
        "days_known": found.rests_on,
        "vendor_days": found.vendor_days,
    }


def _payment(pay: Recharge) -> Payment:
    return {
        "amount": rupees(pay.paise),
        "likely_amount": rupees(pay.likely_paise),
        "by": pay.by,
        "until": pay.until,
    }


def _charge(one: Charge) -> ExpectedCharge:
    return {
        "day": one.day,
        "time": time_of_day(one.second),
        "amount": rupees(one.paise),
        "least": rupees(one.least_paise),
        "most": rupees(one.most_paise),
        "times_seen": one.seen,
    }


def _when(found: Span, meter: MeterView) -> When:
    def at(moment: Moment | None) -> str | None:
        return None if moment is None else time(moment.at, meter)

    return {"early": at(found.early), "likely": at(found.likely), "late": at(found.late)}


def _month_end(month: MonthEnd) -> ExpectedMonth:
    def energy(found: Range) -> Energy:
        return {"low": found.low / 1000, "likely": found.likely / 1000, "high": found.high / 1000}

    def cost(found: Range) -> Cost:
        return {"low": rupees(found.low), "likely": rupees(found.likely), "high": rupees(found.high)}

    return {
        "month": f"{month.month:%Y-%m}",
        "whole": month.whole,
        "eb_kwh": energy(month.eb_wh),
        "dg_kwh": energy(month.dg_wh),
        "eb_cost": cost(month.eb_paise),
        "dg_cost": cost(month.dg_paise),
    }
