"""Money taken off that is no usage: what comes back each month, what is new or changed, and what was a mistake.

A deduction is expected again where about the same amount (within half of it) was taken on about the same day (give
or take three) of the month before. Money that undoes an earlier movement, or is too little for anybody to have paid
it in, is a correction and kept apart. ELNET gives no reasons, so what cannot be told apart stays what it looks like.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from itertools import takewhile
from statistics import median_low
from zoneinfo import ZoneInfo

from power_usage.domain.balance import RUPEE
from power_usage.domain.calendar import day_start, local_day, next_month

SMALLEST_PAISE = 5_000
"""Smaller deductions are no charge to plan for, and nobody recharges so little."""
SAME_DAY = 3
AMOUNT_PERCENT = 50
SAME_PERCENT = 1
UNDONE_DAYS = 7
ROUND_PAISE = 10_000
"""Whole hundreds of rupees are what people pay in: such an amount undoes nothing."""
MOST_MONTHS = 24
LAST_AMOUNTS = 3
DAY_S, TIME_S = 86_400, 300
"""A deduction is seen a minute or two late, so its time of day is told to five minutes."""


@dataclass(frozen=True, slots=True)
class Moved:
    """A movement of the balance: signed paise, negative where taken off. `second`: of its local day."""

    at: int
    day: date
    second: int
    paise: int

    @property
    def amount(self) -> int:
        """Without its sign."""
        return abs(self.paise)


@dataclass(frozen=True, slots=True)
class Correction:
    """A movement that is neither recharge nor charge. `undoes`: the one it takes back; None for a small refund."""

    moved: Moved
    undoes: Moved | None


@dataclass(frozen=True, slots=True)
class Recurring:
    """A deduction of each month. Paise: the last one, and the least and the most of the last three.

    It was seen `times` times within `months` months, mostly on `day_of_month` at `second` of the day. `before_paise`:
    the one before the last, where that differs; `moves`: all of them, newest first. One that was seen only once is
    among them while too little is known to say that it does not come back.
    """

    paise: int
    least_paise: int
    most_paise: int
    day_of_month: int
    second: int
    times: int
    months: int
    first: date
    last: date
    before_paise: int | None
    moves: tuple[Moved, ...]


@dataclass(frozen=True, slots=True)
class Charge:
    """A deduction that is expected on a local day, at `second` of it. `seen`: how many times it came before."""

    day: date
    paise: int
    seen: int = 1
    second: int = 0
    least_paise: int = 0
    most_paise: int = 0


class Verdict(StrEnum):
    """What a new deduction is, against those before it."""

    USUAL = "usual"
    CHANGED = "changed"
    NEW = "new"
    UNKNOWN = "unknown"  # too little is known of the month before


def moved(at: int, paise: int, tz: ZoneInfo) -> Moved:
    """A movement at `at` (UTC epoch seconds) by the local clock."""
    day = local_day(at, tz)
    return Moved(at, day, at - day_start(day, tz), paise)


def corrections(moves: Sequence[Moved]) -> list[Correction]:
    """Those of the movements that undo another within a week, and refunds of a few rupees. Oldest first."""
    ordered = sorted(moves, key=lambda one: one.at)
    found: list[Correction] = []
    undone: set[int] = set()
    for number, one in enumerate(ordered):
        before = next((n for n in _lately(ordered, number) if n not in undone and _undoes(one, ordered[n])), None)
        if before is not None:
            undone |= {before, number}
            found.append(Correction(one, ordered[before]))
        elif 0 < one.paise < SMALLEST_PAISE:
            found.append(Correction(one, None))
    return found


def recurring(moves: Sequence[Moved], today: date, known_since: date) -> list[Recurring]:
    """The monthly deductions among the movements, the largest first; corrections count for nothing."""
    left = charges(moves)
    found = []
    while left:
        chain = _chain(left)
        left = [one for one in left if one not in chain]
        last = chain[0]
        if len(chain) == 1:
            before, after = _on(next_month(last.day, -1), last.day.day), _on(next_month(last.day), last.day.day)
            # It did not come the month before, or should have come again: it happened once.
            if known_since <= before - timedelta(SAME_DAY) or after < today - timedelta(SAME_DAY):
                continue
        found.append(_recurring(chain))
    return sorted(found, key=lambda one: -one.paise)


def coming(found: Sequence[Recurring], today: date, until: date) -> list[Charge]:
    """When they are expected until then, in order. One that is up to three days late is expected any moment."""
    expected = []
    for one in found:
        if _expected(one, 2) < today - timedelta(SAME_DAY):
            continue  # it failed to come twice: it has ended
        for months in range(1, 2 + (until.year - one.last.year) * 12 + until.month - one.last.month):
            day = _expected(one, months)
            if today - timedelta(SAME_DAY) <= day and max(day, today) <= until:
                second = one.second if day >= today else 0
                amounts = (one.paise, one.times, second, one.least_paise, one.most_paise)
                expected.append(Charge(max(day, today), *amounts))
    return sorted(expected, key=lambda one: (one.day, one.second))


def _expected(one: Recurring, months: int) -> date:
    """Its day so many months after it came last."""
    return _on(next_month(one.last, months), one.day_of_month)


def month_known(known_since: date, today: date) -> bool:
    """Whether every monthly deduction should have been seen by now."""
    return known_since <= today - timedelta(31 + SAME_DAY)


def judged(before: Sequence[Moved], new: Moved, known_since: date) -> tuple[Verdict, int | None]:
    """What a new deduction is, and the amount (paise) it had the last time."""
    if new.amount < SMALLEST_PAISE or any(_undoes(new, one) for one in before):
        return Verdict.UNKNOWN, None
    _, *chain = _chain([new, *(one for one in charges(before) if one.at < new.at)])
    if not chain:
        month_before = _on(next_month(new.day, -1), new.day.day) - timedelta(SAME_DAY)
        return (Verdict.NEW if known_since <= month_before else Verdict.UNKNOWN), None
    amounts = [one.amount for one in chain[:LAST_AMOUNTS]]
    least, most = min(amounts), max(amounts)
    # What differs each month is not news each month: only what leaves its range by as much again.
    margin = max(RUPEE, most * SAME_PERCENT // 100, most - least)
    if least - margin <= new.amount <= most + margin:
        return Verdict.USUAL, chain[0].amount
    return Verdict.CHANGED, chain[0].amount


def charges(moves: Sequence[Moved]) -> list[Moved]:
    """The deductions that are no corrections and were not undone, newest first."""
    mistakes = corrections(moves)
    gone = {one.moved for one in mistakes} | {one.undoes for one in mistakes}
    taken = [one for one in moves if one.paise <= -SMALLEST_PAISE and one not in gone]
    return sorted(taken, key=lambda one: -one.at)


def _lately(ordered: Sequence[Moved], number: int) -> Iterator[int]:
    """The places of those within a week before that one, the newest first."""
    first = ordered[number].day - timedelta(UNDONE_DAYS)
    return takewhile(lambda n: ordered[n].day >= first, range(number - 1, -1, -1))


def _undoes(one: Moved, earlier: Moved) -> bool:
    return (
        one.paise * earlier.paise < 0
        and abs(one.paise + earlier.paise) <= RUPEE // 2  # amounts that are no whole rupees are known so well
        and one.amount >= RUPEE
        and one.amount % ROUND_PAISE != 0
        and one.day - earlier.day <= timedelta(UNDONE_DAYS)
    )


def _chain(left: Sequence[Moved]) -> list[Moved]:
    """The newest of them, and those of the months before that it repeats; two months without one end it."""
    chain, missed = [left[0]], 0
    for months in range(1, MOST_MONTHS):
        around = _on(next_month(left[0].day, -months), left[0].day.day)
        alike = [one for one in left if abs(one.day - around) <= timedelta(SAME_DAY) and _alike(one, chain[-1])]
        if alike:
            chain.append(min(alike, key=lambda one: abs(one.amount - chain[-1].amount)))
            missed = 0
        elif (missed := missed + 1) == 2:
            break
    return chain


def _alike(one: Moved, other: Moved) -> bool:
    return abs(one.amount - other.amount) * 100 <= AMOUNT_PERCENT * max(one.amount, other.amount)


def _recurring(chain: Sequence[Moved]) -> Recurring:
    amounts, days = [one.amount for one in chain], [one.day.day for one in chain]
    last, first = chain[0].day, chain[-1].day
    differs = len(amounts) > 1 and abs(amounts[0] - amounts[1]) > max(RUPEE, amounts[1] * SAME_PERCENT // 100)
    return Recurring(
        paise=amounts[0],
        least_paise=min(amounts[:LAST_AMOUNTS]),
        most_paise=max(amounts[:LAST_AMOUNTS]),
        day_of_month=last.day if max(days) - min(days) > 2 * SAME_DAY else median_low(days),
        second=min(DAY_S - TIME_S, (2 * median_low(one.second for one in chain) + TIME_S) // (2 * TIME_S) * TIME_S),
        times=len(chain),
        months=(last.year - first.year) * 12 + last.month - first.month + 1,
        first=first,
        last=last,
        before_paise=amounts[1] if differs else None,
        moves=tuple(chain),
    )


def _on(month: date, day: int) -> date:
    last = next_month(month) - timedelta(1)
    return last.replace(day=min(day, last.day))
