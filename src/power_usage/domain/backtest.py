"""How good the forecast would have been: made anew at each past midnight, and compared with what came.

A trial gives it exactly the money that the household went on to need for the next `horizon` days, deductions
included, so that the truth is known: it is gone after that many days.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from math import ceil
from statistics import median

from power_usage.domain.deductions import SAME_DAY, Moved, coming, recurring
from power_usage.domain.forecast import When, month_paise, vendor_days, when
from power_usage.domain.habits import HORIZON_DAYS, Course, Series, course, habit

HORIZONS = (3, 7, 14)
FIRST = 7
"""No trial is made with fewer days known."""


@dataclass(frozen=True, slots=True)
class Trial:
    """One forecast beside the truth, in days.

    `charged`: a deduction came in between; `surprised`: one that had not been seen to come each month.
    """

    day: date
    horizon: int
    found: When
    vendor: int
    charged: bool
    surprised: bool

    @property
    def error(self) -> float:
        """Of the middle; beyond what is forecast it counts as that far."""
        return abs((HORIZON_DAYS if self.found.likely is None else self.found.likely) - self.horizon)

    @property
    def vendor_error(self) -> int:
        """Of the vendor's rule."""
        return abs(self.vendor - self.horizon)

    @property
    def held(self) -> bool:
        """Whether the truth lay in the band."""
        early, late = self.found.early, self.found.late
        return early is not None and early <= self.horizon and (late is None or self.horizon <= late)

    @property
    def held_by_date(self) -> bool:
        """Whether it lay in the band as people are told it: in whole days."""
        early, late = self.found.early, self.found.late
        return early is not None and int(early) <= self.horizon and (late is None or self.horizon <= ceil(late))


@dataclass(frozen=True, slots=True)
class Score:
    """Of many trials: median errors in days, the parts (0 to 1) of them that the band held, its median width."""

    trials: int
    error: float
    vendor_error: float
    held: float
    held_by_date: float
    width: float


def trials(
    costs: Series, moves: Sequence[Moved], horizons: Sequence[int] = HORIZONS, *, first: int = FIRST, every: int = 1
) -> list[Trial]:
    """A trial for each horizon at every so-manieth midnight with at least `first` days known before it."""
    found = []
    for known in range(first, len(costs), every):
        today = costs[known][0]
        past = [one for one in moves if one.day < today]
        charges = coming(recurring(past, today, costs[0][0]), today, today + timedelta(HORIZON_DAYS))
        ahead, month = _ahead(costs[:known], today), month_paise(costs[:known])
        for horizon in horizons:
            end = today + timedelta(horizon)
            if known + horizon > len(costs) or costs[known + horizon - 1][0] != end - timedelta(1):
                continue  # days are missing in between: the truth is not known
            taken = [one for one in moves if one.paise < 0 and today <= one.day < end]
            needed = sum(paise for _, paise in costs[known : known + horizon]) - sum(one.paise for one in taken)
            surprised = any(all(abs(one.day - due.day) > timedelta(SAME_DAY) for due in charges) for one in taken)
            expected = when(needed, ahead, charges, today)
            found.append(Trial(today, horizon, expected, vendor_days(needed, month) or 0, bool(taken), surprised))
    return found


def score(made: Sequence[Trial]) -> Score:
    """What many trials say together; there must be one."""
    widths = [(HORIZON_DAYS if one.found.late is None else one.found.late) - (one.found.early or 0.0) for one in made]
    return Score(
        trials=len(made),
        error=median(one.error for one in made),
        vendor_error=median(one.vendor_error for one in made),
        held=sum(one.held for one in made) / len(made),
        held_by_date=sum(one.held_by_date for one in made) / len(made),
        width=median(widths),
    )


def _ahead(costs: Series, today: date) -> Course:
    expected = habit(costs, today)
    if expected is None:
        raise ValueError("A trial needs a past: at least one day must be known")
    return course(expected, 1.0)
