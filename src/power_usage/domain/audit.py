"""Does the balance agree with the registers? Opening + paid in - taken off - energy x rate = closing.

The bookkeeping of each reading adds up by construction, since there the balance itself says what usage cost. Here the
cost is what the registers counted, times a rate measured over many days. What is then left is the residual; what
rounding explains of it is the bound; the rest is a finding.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from itertools import pairwise

from power_usage.domain.marks import Mark, Marks
from power_usage.domain.reading import Source
from power_usage.domain.spans import STEP_WH
from power_usage.domain.tariff import Rate

BALANCE_STEPS_PAISE = 2
"""Opening and closing balance, each within a paisa."""
MOVE_ROUNDING_PAISE = 4
MOST_WAITING_WH = 100
"""A balance that has not moved for more than that is behind."""


class Verdict(StrEnum):
    """What can be said of a stretch."""

    MATCHES = "matches"
    UNEXPLAINED = "unexplained"
    NOT_ENOUGH = "not_enough_data"


class Lack(StrEnum):
    """Why nothing can be said."""

    RUNNING = "running"  # the day is not over
    NO_READINGS = "no_readings"
    BALANCE_STANDS = "balance_stands"  # energy was used and not charged yet
    NEW_METER = "new_meter"
    RATE_UNKNOWN = "rate_unknown"  # fewer than two days agree on one
    BILLED_BY_KVAH = "billed_by_kvah"  # the registers count kWh, the balance pays for kVAh


class FindingKind(StrEnum):
    """What was found. All but a deduction want a question to be asked."""

    OVERCHARGE = "overcharge"
    UNDERCHARGE = "undercharge"
    REGISTER_SLIP = "register_slip"
    RATE_CHANGE = "rate_change"
    DEDUCTION = "deduction"
    ELNET_ENERGY = "elnet_energy"
    ELNET_MONEY = "elnet_money"
    OTHER_RATE = "other_rate"

    @property
    def unit(self) -> int:
        """What `expected` and `found` are divided by for kWh, rupees or rupees per kWh."""
        return {FindingKind.ELNET_ENERGY: 1_000, FindingKind.ELNET_MONEY: 100}.get(self, 100_000)


@dataclass(frozen=True, slots=True)
class Finding:
    """Something a resident should know: on that local day, at `at` where that is known.

    Paise and Wh. `expected` and `found` are rates (paise per MWh), or our figures and ELNET's (Wh or paise), which with
    `month` are those of the month until that day.
    """

    kind: FindingKind
    day: date
    at: int | None = None
    amount_paise: int | None = None
    wh: int | None = None
    source: Source | None = None
    expected: int | None = None
    found: int | None = None
    month: bool = False


@dataclass(frozen=True, slots=True)
class Priced:
    """The rates in force from `since` on; None is not known."""

    since: int
    eb: Rate | None
    dg: Rate | None


@dataclass(frozen=True, slots=True)
class Check:
    """The account of a stretch between two readings. Wh and paise; residual = closing - what was expected of it.

    `prices`: the rates reckoned with, in order of time.
    """

    start: int
    end: int
    opening_paise: int
    closing_paise: int
    paid_paise: int
    taken_paise: int
    eb_wh: int
    dg_wh: int
    eb_paise: int
    dg_paise: int
    residual_paise: int
    bound_paise: int
    prices: tuple[Priced, ...]
    verdict: Verdict
    lack: Lack | None = None


def check(marks: Marks, prices: Sequence[Priced], lack: Lack | None = None) -> Check:
    """The account from the first mark to the last. `prices` in order of time, the first holding from the beginning."""
    first, last = marks[0], marks[-1]
    parts = _parts(marks, prices)
    eb, dg = last.eb_wh - first.eb_wh, last.dg_wh - first.dg_wh
    on_dg = dg > 0 or last.dg_s > first.dg_s
    lack = lack or _lack(first, last, parts, on_dg=on_dg)
    eb_paise = sum(price.eb.cost(b.eb_wh - a.eb_wh) for a, b, price in parts if price.eb)
    dg_paise = sum(price.dg.cost(b.dg_wh - a.dg_wh) for a, b, price in parts if price.dg)
    residual = eb_paise + dg_paise - (last.bill_paise - first.bill_paise)
    bound = _bound(parts, last.moves - first.moves)
    verdict = Verdict.MATCHES if abs(residual) <= bound else Verdict.UNEXPLAINED
    return Check(
        start=first.at,
        end=last.at,
        opening_paise=first.balance_paise,
        closing_paise=last.balance_paise,
        paid_paise=last.paid_paise - first.paid_paise,
        taken_paise=last.taken_paise - first.taken_paise,
        eb_wh=eb,
        dg_wh=dg,
        eb_paise=eb_paise,
        dg_paise=dg_paise,
        residual_paise=residual,
        bound_paise=bound,
        prices=tuple(price for _, _, price in parts),
        verdict=Verdict.NOT_ENOUGH if lack else verdict,
        lack=lack,
    )


Part = tuple[Mark, Mark, Priced]


def _parts(marks: Marks, prices: Sequence[Priced]) -> list[Part]:
    """The stretch cut where the rates change, at the last mark before."""
    first, last = marks[0], marks[-1]
    parts: list[Part] = []
    price = prices[0]
    for following in prices[1:]:
        if following.since > first.at and following.since < last.at:
            cut = max((mark for mark in marks if mark.at <= following.since), key=lambda mark: mark.at)
            parts.append((first, cut, price))
            first = cut
        if following.since < last.at:
            price = following
    return [*parts, (first, last, price)]


def _lack(first: Mark, last: Mark, parts: list[Part], *, on_dg: bool) -> Lack | None:
    if first.base != last.base:
        return Lack.NEW_METER
    if last.seen_at <= first.seen_at:
        return Lack.NO_READINGS
    if last.at <= first.at and last.waiting_wh > MOST_WAITING_WH:
        return Lack.BALANCE_STANDS
    if any(price.eb is None or (on_dg and price.dg is None) for _, _, price in parts):
        return Lack.RATE_UNKNOWN
    return None


def _bound(parts: list[Part], moves: int) -> int:
    """What may be left for rounding: a register step at each rate, the balance's, the rates' doubt.

    A step of the generator is allowed on every day, since so little of it may pass unseen. A movement's amount was told
    from the usage beside it, with steps of its own. Where a rate changes, the usage near may have cost either.
    """
    doubt = BALANCE_STEPS_PAISE
    step = move = 0
    for early, late, price in parts:
        eb, dg = price.eb or Rate(0, 0), price.dg or Rate(0, 0)
        step = max(step, eb.cost(STEP_WH) + dg.cost(STEP_WH))
        move = max(move, 2 * eb.cost(STEP_WH) + dg.cost(STEP_WH) + MOVE_ROUNDING_PAISE)
        doubt += eb.doubt(late.eb_wh - early.eb_wh) + dg.doubt(late.dg_wh - early.dg_wh) + 1
    for before, after in pairwise(parts):
        doubt += _turn_doubt(before, after)
    return doubt + step * len(parts) + move * moves


TURN_WH = 1_000
"""A change of rate is placed to within so much use."""


def _turn_doubt(before: Part, after: Part) -> int:
    doubt = 0
    for old, new in ((before[2].eb, after[2].eb), (before[2].dg, after[2].dg)):
        if old and new:
            doubt += abs(old.paise_per_mwh - new.paise_per_mwh) * TURN_WH // 1_000_000
    return doubt


def joint(marks: Marks, prices: Sequence[Priced]) -> tuple[int, int, int]:
    """Where most of the residual arose: the numbers of the marks around it, and the paise that arose there."""
    most = (0, 1, 0)
    for number in range(len(marks) - 1):
        residual = check(marks[number : number + 2], prices).residual_paise
        if abs(residual) > abs(most[2]):
            most = (number, number + 1, residual)
    return most
