"""Money taken off beside usage, understood."""

from datetime import date

from typing_extensions import TypedDict

from power_usage.readmodels import deductions
from power_usage.web.api import queries as q
from power_usage.web.api.answers import Answer, answer, asked_meter, rupees, time, time_of_day
from power_usage.web.api.blueprint import api
from power_usage.web.api.shapes import Count, LocalTime, Rupees, Time
from power_usage.web.served import served


class Monthly(TypedDict):
    """A deduction of each month."""

    amount: Rupees
    """The last."""
    least: Rupees
    """Of the last three."""
    most: Rupees
    """Of the last three."""
    previous_amount: Rupees | None
    """The one before the last, where that differs."""
    day_of_month: int
    time: LocalTime
    times: Count
    months: Count
    first: date
    last: date
    next: date | None
    """Null if it has ended."""


class Once(TypedDict):
    """A deduction that came only once so far."""

    at: Time
    amount: Rupees


class Correction(TypedDict):
    """A movement that undoes another, or a refund of a few rupees."""

    at: Time
    amount: Rupees
    """Signed: positive was given back."""
    undoes: Time | None
    """The movement that it takes back."""


class Deductions(TypedDict):
    """Of the last fourteen months."""

    monthly: list[Monthly]
    once: list[Once]
    corrections: list[Correction]
    charges_known: bool
    """False until a whole month was seen."""


@api.read("/deductions", "Money taken off beside usage, understood")
def list_deductions(query: q.MeterQuery) -> Answer[Deductions]:
    """What is taken off each month, what came once, and what was a correction (signed: positive was given back).

    Of the last fourteen months. `charges_known` is false until a whole month was seen.
    """
    with served().engine.connect() as conn:
        meter = asked_meter(conn, query.meter)
        found = deductions.deductions(conn, meter, served().clock())
    return answer(
        {
            "monthly": [_monthly(one) for one in found.monthly],
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


def _monthly(one: deductions.Monthly) -> Monthly:
    return {
        "amount": rupees(one.of.paise),
        "least": rupees(one.of.least_paise),
        "most": rupees(one.of.most_paise),
        "previous_amount": rupees(one.of.before_paise),
        "day_of_month": one.of.day_of_month,
        "time": time_of_day(one.of.second),
        "times": one.of.times,
        "months": one.of.months,
        "first": one.of.first,
        "last": one.of.last,
        "next": one.next_on,
    }
