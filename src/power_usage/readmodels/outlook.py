"""How long will the balance last, what must be paid in until when, and what will the month come to?"""

from dataclasses import dataclass, replace
from datetime import date, timedelta

import sqlalchemy as sa

from power_usage.domain.calendar import Buckets, day_start, local_day, next_month, zone
from power_usage.domain.deductions import Charge, coming, month_known, recurring
from power_usage.domain.forecast import LAST_DAYS, Recharge, When, month_paise, outlook, vendor_days
from power_usage.domain.habits import HALF_LIFE, HORIZON_DAYS, course, habit
from power_usage.readmodels.history import usage
from power_usage.readmodels.meters import MeterView
from power_usage.readmodels.past import Figure, moves, past_days
from power_usage.readmodels.totals import known, known_at_all

CUTS_HALF_LIFE = 30.0
"""Days; the grid fails by chance, so that a week says little of the next."""


@dataclass(frozen=True, slots=True)
class Moment:
    """An instant (UTC epoch seconds) and its local day."""

    at: int
    day: date


@dataclass(frozen=True, slots=True)
class Span:
    """When something happens; in four of five cases between `early` and `late`. None: later than HORIZON_DAYS."""

    early: Moment | None
    likely: Moment | None
    late: Moment | None


@dataclass(frozen=True, slots=True)
class BalanceOutlook:
    """What becomes of the balance. `daily_paise`: a day's cost in the coming week; `rests_on`: days it was made of.

    `low`: when it passes the threshold, None without one. `charges`: the deductions expected in the next two months;
    `charges_known`: whether the tracker saw a whole month of them. `vendor_days`: what ELNET's own rule says.
    """

    daily_paise: int
    rests_on: int
    empty: Span
    low: Span | None
    charge: Charge | None
    charges: list[Charge]
    charges_known: bool
    recharge: Recharge | None
    vendor_days: int | None


@dataclass(frozen=True, slots=True)
class Range:
    """A figure that is expected; in four of five cases it comes out between `low` and `high`."""

    low: int
    likely: int
    high: int


@dataclass(frozen=True, slots=True)
class MonthEnd:
    """What the local month that begins on `month` will come to: Wh and paise. What was used so far is in it.

    `whole`: the tracker knows the month from its first day on.
    """

    month: date
    whole: bool
    eb_wh: Range
    dg_wh: Range
    eb_paise: Range
    dg_paise: Range


@dataclass(frozen=True, slots=True)
class _Now:
    """The local day at `at`, its midnights, and the part of it (0 to 1) that is to come."""

    at: int
    today: date
    midnight: int
    tomorrow: int

    @property
    def left(self) -> float:
        return (self.tomorrow - self.at) / (self.tomorrow - self.midnight)


def balance_outlook(
    conn: sa.Connection,
    meter: MeterView,
    balance_paise: int | None,
    now: int,
    *,
    low_paise: int | None = None,
    until: date | None = None,
) -> BalanceOutlook | None:
    """From the household's days and deductions; None while there is no whole day to go by.

    `until`: the local day until whose end a recharge shall last; the 30th from today if left out.
    """
    there, ever = known(conn, meter.id), known_at_all(conn, meter.id)
    if there is None or ever is None or balance_paise is None:
        return None
    # The balance is that of the last reading: what was used since then is not known yet, but has to be foreseen.
    tz, here = zone(meter.timezone), _now(meter, min(now, there.last))
    today = local_day(now, tz)
    costs = past_days(conn, meter, here.today).series("eb_paise", "dg_paise")
    since = local_day(ever.first, tz)
    found = recurring(moves(conn, meter, here.today), here.today, since)
    charges = coming(found, here.today, here.today + timedelta(HORIZON_DAYS))
    until = until or today + timedelta(LAST_DAYS)
    ahead = outlook(balance_paise, here.today, here.left, costs, charges, low_paise=low_paise, until=until)
    if ahead is None:
        return None
    recharge = ahead.recharge and replace(ahead.recharge, by=max(today, ahead.recharge.by))
    return BalanceOutlook(
        daily_paise=ahead.daily_paise,
        rests_on=ahead.rests_on,
        empty=_span(ahead.empty, here, meter, now),
        low=None if ahead.low is None else _span(ahead.low, here, meter, now),
        charge=ahead.charge,
        charges=charges,
        charges_known=month_known(since, here.today),
        recharge=recharge,
        vendor_days=vendor_days(balance_paise, month_paise(costs)),
    )


def month_end(conn: sa.Connection, meter: MeterView, now: int) -> MonthEnd | None:
    """What the month of the last reading will come to; None while there is no whole day to go by."""
    there = known(conn, meter.id)
    here = None if there is None else _now(meter, min(now, there.last))
    past = None if here is None else past_days(conn, meter, here.today)
    if there is None or here is None or past is None or not past.days:
        return None
    first = here.today.replace(day=1)
    start = day_start(first, zone(meter.timezone))
    so_far = usage(conn, meter.id, Buckets((start, max(here.at, start + 1)), "month"))
    last = (next_month(first) - timedelta(1) - here.today).days

    def figure(name: Figure) -> Range:
        half_life = CUTS_HALF_LIFE if name.startswith("dg") else HALF_LIFE
        expected = habit(past.series(name), here.today, half_life)
        assert expected is not None  # noqa: S101 - there is a past day
        ahead, used = course(expected, here.left), so_far.total(name)
        return Range(*(used + round(sums[last]) for sums in (ahead.low, ahead.likely, ahead.high)))

    whole = there.first <= start
    return MonthEnd(first, whole, figure("eb_wh"), figure("dg_wh"), figure("eb_paise"), figure("dg_paise"))


def _now(meter: MeterView, now: int) -> _Now:
    tz = zone(meter.timezone)
    today = local_day(now, tz)
    return _Now(now, today, day_start(today, tz), day_start(today + timedelta(1), tz))


def _span(found: When, here: _Now, meter: MeterView, now: int) -> Span:
    return Span(*(_moment(place, here, meter, now) for place in (found.early, found.likely, found.late)))


def _moment(place: float | None, here: _Now, meter: MeterView, now: int) -> Moment | None:
    """The instant of a place in local days since midnight of that day; what should have happened happens now."""
    if place is None:
        return None
    tz, day = zone(meter.timezone), here.today + timedelta(int(place))
    start, end = day_start(day, tz), day_start(day + timedelta(1), tz)
    at = max(now, start + round((place - int(place)) * (end - start)))
    return Moment(at, local_day(at, tz))
