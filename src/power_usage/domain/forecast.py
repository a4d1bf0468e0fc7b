"""How long a balance lasts: the household's course of cost, and the deductions that come back each month."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from power_usage.domain.deductions import Charge
from power_usage.domain.habits import HORIZON_DAYS, Course, Series, course, habit

LAST_DAYS = 30
"""A recharge is reckoned to last so long unless it is said how long."""
ROUND_PAISE = 10_000
DAY_S = 86_400
WEEK = 7
Due = list[tuple[float, int]]
SURE = 2
"""A deduction that came so often is expected in any case; one that came once may have been the only one."""


@dataclass(frozen=True, slots=True)
class When:
    """When something happens, in local days since midnight of today: 1.5 is noon of tomorrow. None: later than known.

    In four of five cases it happens between `early` and `late`.
    """

    early: float | None
    likely: float | None
    late: float | None


@dataclass(frozen=True, slots=True)
class Recharge:
    """At least `paise`, at the latest on the day `by`, to last until the end of `until` in nine cases of ten.

    `likely_paise` would do in every other case.
    """

    paise: int
    likely_paise: int
    by: date
    until: date


@dataclass(frozen=True, slots=True)
class Outlook:
    """What becomes of the balance. `daily_paise`: the mean of the coming week; `rests_on`: days it was made of.

    `empty` and `low`: when it is used up, and when it passes the threshold (None where there is none). `charge`: the
    next deduction that is expected until then.
    """

    daily_paise: int
    rests_on: int
    empty: When
    low: When | None
    charge: Charge | None
    recharge: Recharge | None


def outlook(
    balance_paise: int,
    today: date,
    left_today: float,
    costs: Series,
    charges: Sequence[Charge],
    *,
    low_paise: int | None = None,
    until: date | None = None,
) -> Outlook | None:
    """From the cost of past days and the charges to come; `left_today` is the part of today that is to come.

    `until`: how long a recharge shall last, at most HORIZON_DAYS from today. None while no whole day is known.
    """
    expected = habit(costs, today)
    if expected is None:
        return None
    ahead = course(expected, left_today)
    due = sorted((charge for charge in charges if charge.day >= today), key=lambda one: (one.day, one.second))
    empty = when(balance_paise, ahead, due, today)
    horizon = HORIZON_DAYS if empty.late is None else int(empty.late)
    return Outlook(
        daily_paise=round(sum(expected.days[1 : 1 + WEEK]) / WEEK),
        rests_on=expected.rests_on,
        empty=empty,
        low=None if low_paise is None else when(balance_paise - low_paise, ahead, due, today),
        charge=next((one for one in due if (one.day - today).days <= horizon), None),
        recharge=_recharge(
            balance_paise, ahead, due, empty.early, today=today, until=until or today + timedelta(LAST_DAYS)
        ),
    )


def when(available_paise: int, ahead: Course, charges: Sequence[Charge], today: date) -> When:
    """When so much money is gone. Charges in order."""
    most = _crossing(available_paise, ahead.high, ahead.left, _due(charges, today, ahead.left, _most))
    likely = _crossing(available_paise, ahead.likely, ahead.left, _due(charges, today, ahead.left, _likely))
    least = _crossing(available_paise, ahead.low, ahead.left, _due(charges, today, ahead.left, _least))
    return When(most, likely, least)


def vendor_days(balance_paise: int, month_paise: int) -> int | None:
    """ELNET's own rule, for comparison: the balance by a thirtieth of an average month's cost, rounded down.

    `month_paise` is that average. It knows of no deductions.
    """
    return None if month_paise <= 0 else max(0, balance_paise * 30 // month_paise)


def month_paise(costs: Series) -> int:
    """An average month's cost: of the calendar months that are known whole, else thirty days like those known."""
    months: dict[date, list[int]] = {}
    for day, paise in costs:
        months.setdefault(day.replace(day=1), []).append(paise)
    whole = [days for days in months.values() if len(days) >= 28]
    if whole:
        return sum(map(sum, whole)) // len(whole)
    return 30 * sum(paise for _, paise in costs) // len(costs) if costs else 0


def _most(charge: Charge) -> int:
    return max(charge.paise, charge.most_paise)


def _likely(charge: Charge) -> int:
    return charge.paise


def _least(charge: Charge) -> int:
    return 0 if charge.seen < SURE else min(charge.paise, charge.least_paise or charge.paise)


def _due(charges: Sequence[Charge], today: date, left: float, amount: Callable[[Charge], int]) -> Due:
    """When each is taken, in days since midnight of today and not before now, and how much."""
    return [(max(1 - left, (one.day - today).days + one.second / DAY_S), amount(one)) for one in charges]


def _crossing(available: int, sums: Sequence[float], left: float, due: Due) -> float | None:
    """When the running sums and what is due have taken what is available; within a day use is taken to be even."""
    begin, before, taken, place = 1 - left, 0.0, 0, 0
    if available <= 0:
        return begin
    for number, after in enumerate(sums):
        end, rate = number + 1.0, (after - before) / max(number + 1.0 - begin, 1e-9)
        while place < len(due) and due[place][0] < end:
            at, paise = due[place]
            if before + rate * (at - begin) + taken >= available:
                break
            taken, place = taken + paise, place + 1
            if before + rate * (at - begin) + taken >= available:
                return at
        if after + taken >= available:
            return min(end, begin + max(0.0, available - taken - before) / rate) if rate > 0 else begin
        begin, before = end, after
    return None


def _recharge(
    balance: int, ahead: Course, due: Sequence[Charge], early: float | None, *, today: date, until: date
) -> Recharge | None:
    """What must be paid in before the early end of the band, to last until the end of a day."""
    last = (until - today).days
    if early is None or not 0 <= last <= HORIZON_DAYS or int(early) > last:
        return None
    within = [charge for charge in due if charge.day <= until]
    # A paisa more than is used, since a balance of nothing is used up.
    sure = ahead.high[last] + sum(map(_most, within)) - balance + 1
    likely = ahead.likely[last] + sum(map(_likely, within)) - balance + 1
    by = today + timedelta(max(0, int(early) - 1))
    return Recharge(_rounded(sure), max(0, _rounded(likely)), by, until)


def _rounded(paise: float) -> int:
    """Up to whole hundreds of rupees."""
    return -(int(-paise) // ROUND_PAISE) * ROUND_PAISE
