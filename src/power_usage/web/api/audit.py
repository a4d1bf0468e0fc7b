"""Did the meter charge correctly? The account of each day, the rates that are measured, and what was found."""

from collections.abc import Callable, Hashable
from datetime import date, timedelta
from typing import Annotated, Literal, cast

from pydantic import Field
from typing_extensions import TypedDict

from power_usage.domain import audit as account
from power_usage.domain.audit import FindingKind, Lack, Verdict
from power_usage.domain.calendar import local_day, next_month, zone
from power_usage.domain.reading import Source
from power_usage.domain.tariff import Rate
from power_usage.readmodels import audit as readmodel
from power_usage.readmodels.handed import finding_fields
from power_usage.readmodels.meters import MeterView
from power_usage.readmodels.rates import SourceRates, evidence
from power_usage.web.api import queries as q
from power_usage.web.api.answers import Answer, Shape, asked_meter, milli, ordered, remembered, rupees, time
from power_usage.web.api.blueprint import api
from power_usage.web.api.shapes import Count, KWh, Rupees, RupeesPerKWh, Time
from power_usage.web.problems import Refusal
from power_usage.web.served import served

MOST_DAYS = 400
PER_RUPEE = 100_000
"""Paise per MWh in a rupee per kWh."""

From = TypedDict("From", {"from": Time})


class Check(From):
    """The account of a stretch between two readings: opening + paid in - taken off - costs + residual = closing."""

    verdict: Verdict
    reason: Annotated[Lack | None, Field(description="Why nothing can be said.")]
    until: Time
    opening: Rupees
    paid_in: Rupees
    taken_off: Rupees
    eb_kwh: KWh
    eb_cost: Rupees
    dg_kwh: KWh
    dg_cost: Rupees
    closing: Rupees
    residual: Annotated[Rupees, Field(description="What the account leaves unexplained.")]
    bound: Annotated[Rupees, Field(description="How much of it rounding explains.")]


class CheckedDay(Check):
    """The account of a local day."""

    day: date
    whole: bool
    """Whether readings cover it from midnight to midnight."""


class Finding(TypedDict):
    """What does not fit, or is worth knowing."""

    kind: FindingKind
    day: date
    at: Time | None
    source: Source | None
    amount: Rupees | None
    kwh: KWh | None
    expected: float | None
    """By kind: kWh of `elnet_energy`, rupees of `elnet_money`, else rupees per kWh. So is `found`."""
    found: float | None
    of_month: bool
    """Whether both are those of the month until that day."""


class Audit(TypedDict):
    """Each day, all together, and what was found."""

    verdict: Verdict
    checked_days: Count
    total: Check | None
    """Of all the days that are over."""
    days: list[CheckedDay]
    findings: list[Finding]


class Price(TypedDict):
    """What a unit costs, and how sure that is."""

    rupees_per_kwh: RupeesPerKWh
    low: RupeesPerKWh
    high: RupeesPerKWh


class Measured(Price):
    """A rate that was measured."""

    since: Time | None
    """Null: from before all that was looked at."""
    votes: Count
    """Days (of the generator: sessions) that agree."""
    kwh: KWh
    """The usage that it rests on."""


class SourcePrices(TypedDict):
    """One source's rates."""

    source: Source
    best: Price | None
    """The newest as it is known best."""
    setting: RupeesPerKWh | None
    setting_differs: bool
    """Whether it is not what is measured."""
    elnet: Price | None
    """By ELNET's own month figures."""
    measured: list[Measured]
    """The newest last."""


class Rates(TypedDict):
    """By source."""

    billed_by: Literal["kwh", "kvah"]
    items: list[SourcePrices]


@api.read("/audit", "Did the meter charge correctly?")
def check_days(query: q.AuditQuery) -> Answer[Audit]:
    """Each local day and all together: registers x measured rate against the balance, and what was found."""
    with served().engine.connect() as conn:
        meter = asked_meter(conn, query.meter)
        first, last = _days(query, meter)
        at = served().clock()

        def made() -> Audit:
            return _audit(readmodel.audit(conn, meter, first, last, at, setting=served().set_rates), meter)

        # Which days are over is known from the day that it is.
        return _remembered(meter, ("audit", first, last, local_day(at, zone(meter.timezone))), made)


@api.read("/rates", "What a unit costs, and how sure that is")
def list_rates(query: q.RatesQuery) -> Answer[Rates]:
    """By source: the rates measured over time, ELNET's own, and the one in the settings. Rupees per kWh."""
    with served().engine.connect() as conn:
        meter = asked_meter(conn, query.meter)
        last = query.end or local_day(served().clock(), zone(meter.timezone))
        first = query.start or last - timedelta(days=30)
        _bounded(first, last)

        def made() -> Rates:
            found = evidence(conn, meter, first, last, served().set_rates)
            items = [_rates(one, meter) for one in (found.eb, found.dg)]
            return {"billed_by": "kvah" if found.kvah else "kwh", "items": items}

        return _remembered(meter, ("rates", first, last), made)


def _remembered(meter: MeterView, asked: tuple[Hashable, ...], make: Callable[[], Shape]) -> Answer[Shape]:
    """While the history stays as it is: a year of days takes a second."""
    return remembered((*asked, meter.id, meter.revision), make, keep=meter.revision is not None)


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


def _audit(found: readmodel.Audit, meter: MeterView) -> Audit:
    return {
        "verdict": found.verdict,
        "checked_days": found.checked,
        "total": None if found.total is None else _check(found.total, meter),
        "days": [{"day": day.day, "whole": day.whole, **_check(day.check, meter)} for day in found.days],
        "findings": [cast("Finding", finding_fields(one, zone(meter.timezone))) for one in found.findings],
    }


def _check(one: account.Check, meter: MeterView) -> Check:
    return {
        "verdict": one.verdict,
        "reason": one.lack,
        "from": time(one.start, meter),
        "until": time(one.end, meter),
        "opening": rupees(one.opening_paise),
        "paid_in": rupees(one.paid_paise),
        "taken_off": rupees(one.taken_paise),
        "eb_kwh": milli(one.eb_wh),
        "eb_cost": rupees(one.eb_paise),
        "dg_kwh": milli(one.dg_wh),
        "dg_cost": rupees(one.dg_paise),
        "closing": rupees(one.closing_paise),
        "residual": rupees(one.residual_paise),
        "bound": rupees(one.bound_paise),
    }


def _rates(one: SourceRates, meter: MeterView) -> SourcePrices:
    return {
        "source": one.source,
        "best": None if one.best is None else _price(one.best),
        "setting": None if one.setting is None else one.setting / PER_RUPEE,
        "setting_differs": one.differs,
        "elnet": None if one.elnet is None else _price(one.elnet),
        "measured": [
            {
                "since": time(period.since, meter),
                **_price(period.rate),
                "votes": period.votes,
                "kwh": milli(period.wh),
            }
            for period in one.measured
        ],
    }


def _price(rate: Rate) -> Price:
    middle, doubt = rate.paise_per_mwh, rate.uncertainty
    return {
        "rupees_per_kwh": middle / PER_RUPEE,
        "low": (middle - doubt) / PER_RUPEE,
        "high": (middle + doubt) / PER_RUPEE,
    }
