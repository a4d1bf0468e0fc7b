"""What the earlier tracker's rows tell: certain is only the money, and the energy is estimated from it.

A row has time, balance and load, and was written when the balance had moved. Between two rows at which it moved,
cost - recharges + deductions = the balance's fall, to the paisa. How much of it was usage is told by load x time,
between the grid's price and the generator's; over a gap, by anything from nothing to the highest load ever seen.
"""

import math
from dataclasses import dataclass, field, replace

from power_usage.domain.balance import RUPEE, ExpectedCost, moved
from power_usage.domain.bill import ROUNDING_PAISE
from power_usage.domain.reading import Source
from power_usage.domain.rules import Rules
from power_usage.domain.tariff import PER_MWH
from power_usage.domain.witnesses import Rates

WS_PER_WH = 3600
WS_PER_KWH = 1000 * WS_PER_WH
LOAD_DOUBT_PERCENT = 5
TELLING_WS = 5 * WS_PER_WH
"""So much energy tells by its cost which of the two prices was paid."""
REMEMBERED_WS = 100 * WS_PER_KWH
"""Of more than that the older half counts half: a price may change."""


@dataclass(frozen=True, slots=True)
class ImportedRow:
    """One row: `at` in UTC epoch seconds, paise, W; a load that is not known or not believed is None."""

    at: int
    balance_paise: int
    load_w: int | None


@dataclass(frozen=True, slots=True)
class Point:
    """An instant at which the books are closed: the balance, and running cost (paise) and energy (Wh) until then."""

    at: int
    balance_paise: int
    paise: int = 0
    wh: int = 0


@dataclass(frozen=True, slots=True)
class Moved:
    """Signed paise that are no usage, between the rows of `after_at` and `at`; the balance after it."""

    after_at: int
    at: int
    paise: int
    balance_paise: int


@dataclass(slots=True)
class Stretch:
    """What the loads say of the time since the books were closed: energy in Ws, and the seconds of gaps."""

    low_ws: int = 0
    high_ws: int = 0
    ws: int = 0
    gap_s: int = 0

    def add(self, seconds: int, early_w: int | None, late_w: int | None, rules: Rules) -> None:
        """One more step from row to row."""
        if seconds > rules.gap_s or early_w is None or late_w is None:
            self.gap_s += seconds
            return
        self.ws += (early_w + late_w) * seconds // 2
        self.low_ws += min(early_w, late_w) * seconds * (100 - LOAD_DOUBT_PERCENT) // 100
        self.high_ws += max(early_w, late_w) * seconds * (100 + LOAD_DOUBT_PERCENT) // 100


@dataclass(slots=True)
class Paid:
    """What the rows themselves tell of a source's price: cost against load x time, from 1 kWh on."""

    unknown: int
    paise: int = 0
    ws: int = 0

    def add(self, paise: int, ws: int) -> None:
        """One more stretch."""
        self.paise, self.ws = self.paise + paise, self.ws + ws
        if self.ws > REMEMBERED_WS:
            self.paise, self.ws = self.paise // 2, self.ws // 2

    @property
    def price(self) -> int:
        """Paise per MWh."""
        known = self.ws >= WS_PER_KWH and self.paise > 0
        return self.paise * PER_MWH * WS_PER_WH // self.ws if known else self.unknown


@dataclass(slots=True)
class Seen:
    """All stretches without a gap and without a movement: what a gap may have been like."""

    seconds: int = 0
    paise: int = 0
    mwh: int = 0


@dataclass(slots=True)
class Books:
    """Takes rows in order of time and closes the books whenever the balance has moved.

    `most_w` is the highest load that was ever seen: the most that a gap can have used. `disbelieved` counts balances
    of 0.00 that were passed over.
    """

    rates: Rates
    most_w: int
    rules: Rules
    last: ImportedRow | None = None
    closed: Point | None = None
    disbelieved: int = 0
    _stretch: Stretch = field(default_factory=Stretch)
    _seen: Seen = field(default_factory=Seen)
    _paid: dict[Source, Paid] = field(init=False)
    _source: Source = Source.EB
    _zeros: int = 0
    _mwh: int = 0  # a paisa is a fraction of a Wh: thousandths are summed up

    def __post_init__(self) -> None:
        self._paid = {source: Paid(self.rates.of(source).paise_per_mwh) for source in Source}

    def take(self, row: ImportedRow) -> tuple[Point | None, Moved | None]:
        """The next row, later than the one before: the point at which it closes the books, and what moved."""
        last, closed = self.last, self.closed
        if last is None or closed is None:
            self.last, self.closed = row, Point(row.at, row.balance_paise)
            return self.closed, None
        if self._is_no_balance(row, closed):
            return None, None
        self.last = row
        self._stretch.add(row.at - last.at, last.load_w, row.load_w, self.rules)
        change = row.balance_paise - closed.balance_paise
        if 0 <= change < RUPEE:  # nobody pays in less than a rupee
            return None, None
        return self._close(row, closed, moved(change, self._expected()))

    def end(self) -> Point | None:
        """The last row's point, where the balance stands still since the books were closed."""
        last, closed = self.last, self.closed
        if last is None or closed is None or last.at == closed.at or last.balance_paise != closed.balance_paise:
            return None
        return replace(closed, at=last.at)

    def _is_no_balance(self, row: ImportedRow, closed: Point) -> bool:
        """A balance of 0.00 out of nothing, until it was read often enough."""
        if row.balance_paise != 0 or abs(closed.balance_paise) <= RUPEE:
            self._zeros = 0
            return False
        self._zeros += 1
        if self._zeros < self.rules.zero_readings:
            self.disbelieved += 1
            return True
        self.disbelieved -= self._zeros - 1
        return False

    def _expected(self) -> ExpectedCost:
        eb, dg, of = self.rates.eb, self.rates.dg, self._stretch
        low = _cost(eb.paise_per_mwh - eb.uncertainty, of.low_ws) - ROUNDING_PAISE
        high = _cost(dg.paise_per_mwh + dg.uncertainty, of.high_ws + self.most_w * of.gap_s) + ROUNDING_PAISE
        likely = _cost(self._paid[self._source].price, of.ws)
        if of.gap_s and self._seen.seconds:
            likely += self._seen.paise * of.gap_s // self._seen.seconds
        return ExpectedCost(max(0, low), high, min(max(likely, low, 0), high))

    def _close(self, row: ImportedRow, closed: Point, amount: int) -> tuple[Point, Moved | None]:
        of, seen = self._stretch, self._seen
        cost = amount - (row.balance_paise - closed.balance_paise)
        mwh = self._mwh_of_gap(cost) if of.gap_s else self._mwh_of(cost, of.ws)
        if not of.gap_s and not amount:
            self._seen = Seen(seen.seconds + row.at - closed.at, seen.paise + cost, seen.mwh + mwh)
            self._paid[self._source].add(cost, of.ws)
        self._mwh += mwh
        self.closed = Point(row.at, row.balance_paise, closed.paise + cost, self._mwh // 1000)
        self._stretch = Stretch()
        return self.closed, Moved(closed.at, row.at, amount, row.balance_paise) if amount else None

    def _mwh_of(self, cost: int, ws: int) -> int:
        """By the price of the source whose price comes nearer to load x time."""
        eb, dg = (self._paid[source].price for source in (Source.EB, Source.DG))
        if ws >= TELLING_WS:
            dear = cost * PER_MWH * WS_PER_WH > math.isqrt(eb * dg) * ws
            self._source = Source.DG if dear else Source.EB
        return cost * PER_MWH * 1000 // self._paid[self._source].price

    def _mwh_of_gap(self, cost: int) -> int:
        """At what a kWh cost on average until then."""
        seen = self._seen
        if seen.paise and seen.mwh:
            return cost * seen.mwh // seen.paise
        return cost * PER_MWH * 1000 // self.rates.eb.paise_per_mwh


def _cost(paise_per_mwh: int, ws: int) -> int:
    return paise_per_mwh * ws // (PER_MWH * WS_PER_WH)
