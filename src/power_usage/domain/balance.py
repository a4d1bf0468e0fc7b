"""What moved the balance between two readings: usage, and beside it a recharge or a deduction.

movement = balance change + cost of the energy used. The cost is known within the steps of the registers, and
for neighbouring readings much better from load x time. What is left inside those bounds is nothing.
"""

from dataclasses import dataclass
from enum import StrEnum

RUPEE = 100


class MovementKind(StrEnum):
    """Money that is not energy."""

    RECHARGE = "recharge"
    DEDUCTION = "deduction"


@dataclass(frozen=True, slots=True)
class ExpectedCost:
    """Paise that the energy of an interval can have cost: from `low` to `high`, most likely `likely`."""

    low: int
    high: int
    likely: int

    def narrowed(self, other: "ExpectedCost") -> "ExpectedCost":
        """What both allow; where they contradict each other, this one."""
        low, high = max(self.low, other.low), min(self.high, other.high)
        return self if low > high else ExpectedCost(low, high, min(max(other.likely, low), high))


def moved(balance_change: int, expected: ExpectedCost) -> int:
    """Signed paise that are no usage: positive a recharge, negative a deduction, 0 nothing.

    A whole number of rupees that the expected cost allows is taken as the amount: nobody recharges 499.83. What
    is left of the change is the cost of the usage, so that nothing is lost and no cost is negative.
    """
    low, high = balance_change + expected.low, balance_change + expected.high
    if balance_change <= 0 and low - RUPEE // 2 <= 0 <= high + RUPEE // 2:
        return 0
    likely = balance_change + expected.likely
    whole = (likely + RUPEE // 2) // RUPEE * RUPEE
    amount = whole if low <= whole <= high and whole else likely
    return max(amount, balance_change)
