"""How long a balance lasts: a usual day's cost taken off day by day, and the charges that come back each month."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from power_usage.domain.calendar import next_month

HORIZON_DAYS = 60
LAST_DAYS = 30
"""A recharge is reckoned to last so long."""
ROUND_PAISE = 10_000
SMALLEST_PAISE = 5_000
"""Smaller deductions are no charge to plan for."""
SAME_DAY = 3
AMOUNT_PERCENT = 50


@dataclass(frozen=True, slots=True)
class Charge:
    """An amount taken off beside usage, on a local day. `seen`: in how many months it was seen."""

    day: date
    paise: int
    seen: int = 1


@dataclass(frozen=True, slots=True)
class Recharge:
    """At least `paise`, at the latest on the day `by`, to last until `until`."""

    paise: int
    by: date
    until: date


@dataclass(frozen=True, slots=True)
class Outlook:
    """What becomes of the balance. `empty_on`: the day on which it is used up, None beyond HORIZON_DAYS.

    `charge`: the next one that is expected until then.
    """

    daily_paise: int
    rests_on: int
    empty_on: date | None
    charge: Charge | None
    recharge: Recharge | None


def outlook(
    balance_paise: int, today: date, left_today: float, days_paise: Sequence[int], charges: Sequence[Charge]
) -> Outlook | None:
    """From the cost of the last days and the charges to come; `left_today` is the part of today that is to come.

    None while no whole day is known.
    """
    if not days_paise:
        return None
    daily = (2 * sum(days_paise) + len(days_paise)) // (2 * len(days_paise))
    coming = sorted((charge for charge in charges if charge.day >= today), key=lambda charge: charge.day)

    def left(day: date) -> int:
        """The balance at the end of that day."""
        taken = sum(charge.paise for charge in coming if charge.day <= day)
        return balance_paise - round(daily * (left_today + (day - today).days)) - taken

    empty = next((day for day in (today + timedelta(n) for n in range(HORIZON_DAYS + 1)) if left(day) < 0), None)
    until = today + timedelta(LAST_DAYS)
    recharge = None
    if empty is not None and empty <= until:
        paise = -(left(until) // ROUND_PAISE) * ROUND_PAISE
        recharge = Recharge(paise, max(today, empty - timedelta(1)), until)
    horizon = empty or today + timedelta(HORIZON_DAYS)
    return Outlook(daily, len(days_paise), empty, next((c for c in coming if c.day <= horizon), None), recharge)


def coming_charges(past: Sequence[Charge], today: date, known_since: date) -> list[Charge]:
    """The charges of the past month, expected again in the next two.

    Where the month before that is known as well, only what was taken then too, on about the same day.
    """
    found = []
    for charge in past:
        if charge.paise < SMALLEST_PAISE or not today - timedelta(35) < charge.day <= today:
            continue
        after = _on(next_month(charge.day), charge.day.day)
        if any(_alike(one, charge, after) for one in past):
            continue  # it came again already: the newer one says when and how much
        before = _on(next_month(charge.day, -1), charge.day.day)
        seen = [one for one in past if _alike(one, charge, before)]
        if not seen and known_since < before - timedelta(SAME_DAY):
            continue
        for months in (1, 2):
            day = _on(next_month(charge.day, months), charge.day.day)
            if day > today:
                found.append(Charge(day, charge.paise, 1 + len(seen)))
    return found


def _alike(one: Charge, other: Charge, around: date) -> bool:
    return abs((one.day - around).days) <= SAME_DAY and abs(one.paise - other.paise) * 100 <= AMOUNT_PERCENT * max(
        one.paise, other.paise
    )


def _on(month: date, day: int) -> date:
    last = next_month(month) - timedelta(1)
    return last.replace(day=min(day, last.day))
