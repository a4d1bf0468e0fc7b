"""What part of the balance's movement is usage, and when that can be said.

The balance need not move with every reading: some servers charge in steps of many minutes, and some disagree with
each other by paise. So the books are closed only when the balance has moved as the energy since the last closing
explains; until then nothing is booked. Opening balance + movements - cost is the balance at every closing.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace

from power_usage.domain.balance import RUPEE, ExpectedCost, moved
from power_usage.domain.bill import unmetered_cost
from power_usage.domain.reading import Reading
from power_usage.domain.witnesses import Interval, Rates

Yardstick = Callable[[Interval], ExpectedCost]
"""What the energy of an interval can have cost."""
TELLING_PAISE = 3
"""A balance that stands still although the usage should have cost so much says nothing of the source."""


@dataclass(frozen=True, slots=True)
class Booked:
    """One reading's entry. `closed` is the reading at which the books are closed now.

    `amount` is signed paise that are no usage, `cost` what the usage cost. `telling`: the cost is that of the newest
    interval, so that it is a witness of the source. If not, it may be that of a longer stretch, whose EB and DG
    energy is `owed` (Wh).
    """

    closed: Reading
    amount: int
    cost: int
    telling: bool
    owed: tuple[int, int] | None = None


def booked(closed: Reading, last: Reading, reading: Reading, cost_of: Yardstick) -> Booked:
    """The entry for `reading`, which follows `last`, when the books were closed at `closed`."""
    stretch = _stretch(closed, last, reading)
    expected = cost_of(stretch)
    change = reading.balance_paise - closed.balance_paise
    if change == 0:
        return Booked(closed, 0, 0, telling=expected.low <= 0 and expected.likely < TELLING_PAISE)
    if 0 < change < RUPEE and expected.low < RUPEE:  # nobody pays in less than a rupee
        return Booked(closed, 0, 0, telling=False)
    amount = moved(change, expected)
    waited = closed.at != last.at and _waited(closed, last, reading, cost_of)
    if waited and amount and change % RUPEE == 0:  # money moved, the usage still waits
        return Booked(replace(closed, balance_paise=reading.balance_paise), change, 0, telling=False)
    owed = (stretch.eb_wh, stretch.dg_wh) if waited else None
    return Booked(reading, amount, amount - change, telling=amount == 0 and not waited, owed=owed)


def booked_unmetered(closed: Reading, last: Reading, reading: Reading, rates: Rates) -> Booked:
    """The entry across a meter swap, where the registers say nothing."""
    change = reading.balance_paise - closed.balance_paise
    amount = moved(change, unmetered_cost(Interval.between(last, reading), rates))
    return Booked(reading, amount, amount - change, telling=False)


def _stretch(closed: Reading, last: Reading, reading: Reading) -> Interval:
    stretch = Interval.between(closed, reading)
    # The loads at both ends say nothing of what lay between them when there were other readings.
    return stretch if closed.at == last.at else replace(stretch, load_w=None, load_change_w=0)


def _waited(closed: Reading, last: Reading, reading: Reading, cost_of: Yardstick) -> bool:
    """Whether usage from before the newest interval was certainly not booked yet."""
    if last.balance_paise != closed.balance_paise:
        return True
    if last.balance_paise - reading.balance_paise > cost_of(Interval.between(last, reading)).high:
        return True
    return cost_of(replace(Interval.between(closed, last), load_w=None)).low > 0
