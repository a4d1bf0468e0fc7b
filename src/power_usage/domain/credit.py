"""What ELNET's own list of recharges and deductions says, held against what was found from the balance.

The list has the exact time and amount; the balance has what really arrived. An entry and a movement are the same money
when the entry's time lies between the two readings that show the movement and the amounts agree; several entries
between two readings are one movement of their sum. What is credited late is matched afterwards, by its amount.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations

from power_usage.domain.balance import RUPEE

CLOCKS_S = 120
"""The list and the meter's snapshots come of one server, whose parts may differ a little."""
LATE_S = 7 * 86_400
"""After a week nobody can say any more that it was that money."""
MOST_TOGETHER = 6
FAILED = ("fail", "cancel", "revers", "reject", "declin")


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry of the list: when (UTC epoch seconds), signed paise (below zero: taken off), and its status there.

    `number` tells twins apart: entries of the same time and amount.
    """

    at: int
    amount_paise: int
    status: str
    number: int = 0

    @property
    def valid(self) -> bool:
        """Whether money is to move by it. No status but success was ever seen."""
        return not any(word in self.status.lower() for word in FAILED)


@dataclass(frozen=True, slots=True)
class Moved:
    """A movement found from the balance between two readings, at `after_at` and `at`; signed paise."""

    after_at: int
    at: int
    amount_paise: int


def matches(entries: Sequence[Entry], moved: Sequence[Moved]) -> dict[Entry, Moved]:
    """Which movement is which entry's. An entry that is missing was not found; neither was a movement's."""
    found: dict[Entry, Moved] = {}
    left: list[Moved] = []
    for movement in sorted(moved, key=lambda one: one.at):
        open_ones = [entry for entry in entries if entry.valid and entry not in found]
        inside = [
            entry
            for entry in open_ones
            if entry.at - movement.after_at >= -CLOCKS_S and entry.at <= movement.at + CLOCKS_S
        ]
        together = _together(inside, movement.amount_paise)
        if together:
            found.update(dict.fromkeys(together, movement))
        else:
            left.append(movement)
    for movement in left:
        late = [
            entry
            for entry in entries
            if entry.valid and entry not in found and 0 < movement.at - entry.at <= LATE_S
            and abs(entry.amount_paise - movement.amount_paise) < RUPEE
        ]  # fmt: skip
        if late:
            found[min(late, key=lambda entry: entry.at)] = movement
    return found


def not_credited(
    entries: Sequence[Entry], found: dict[Entry, Moved], *, first_at: int, newest_at: int, wait_s: int
) -> list[Entry]:
    """Money paid that did not arrive within `wait_s`, as far as readings from `first_at` to `newest_at` can tell."""
    return [
        entry
        for entry in entries
        if entry.valid and entry.amount_paise > 0 and entry not in found
        and first_at < entry.at and wait_s <= newest_at - entry.at <= LATE_S
    ]  # fmt: skip


def _together(inside: Sequence[Entry], amount: int) -> tuple[Entry, ...]:
    """The fewest entries whose sum is the amount, within a rupee: what is measured has the steps of the registers."""
    for count in range(1, min(len(inside), MOST_TOGETHER) + 1):
        fitting = [
            some for some in combinations(inside, count) if abs(sum(e.amount_paise for e in some) - amount) < RUPEE
        ]
        if fitting:
            return min(fitting, key=lambda some: abs(sum(e.amount_paise for e in some) - amount))
    return ()
