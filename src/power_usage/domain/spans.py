"""Which rates the registers and the balance allow, and since when another one holds.

A register that shows 10 Wh steps is never ahead of the truth and less than a step behind it; the bill (what the
balance lost, movements left out) is known to a paisa. So any two points of a run without other usage bound the
rate: cost / (energy + step) <= rate <= cost / (energy - step). All pairs together leave a span that holds the rate
for certain, far narrower than two ends alone. Spans of different days must overlap; where one day does not agree
with those around it, that day is odd; where the following days agree with it, the rate has changed.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from power_usage.domain.tariff import PER_MWH, WHOLE_PAISA_PER_KWH, Rate

STEP_WH = 10
ROUNDING_PAISE = 2
"""Two balances, each rounded to a paisa in a way that is not known."""
MOST_POINTS = 40
TOLERANCE_PERMILLE = 1
"""Spans that miss each other by less agree still: a server that charges a second late is no other tariff."""
APART_S = 20 * 3_600
"""Votes that begin so far apart are of two days."""
HIGHEST = 100_000_000
"""Paise per MWh that no rate reaches (1,000 Rs/kWh): the upper bound before anything is known."""


@dataclass(frozen=True, slots=True)
class Point:
    """A running energy as its register shows it (Wh), and the running bill for it (paise)."""

    wh: int
    paise: int


@dataclass(frozen=True, slots=True)
class Span:
    """Rates from `low` to `high`, paise per MWh. With `low` above `high` no rate explains the run."""

    low: int = 0
    high: int = HIGHEST

    @property
    def possible(self) -> bool:
        """Whether any rate is left."""
        return self.low <= self.high

    def meets(self, other: "Span") -> "Span":
        """What both allow."""
        return Span(max(self.low, other.low), min(self.high, other.high))

    def agrees(self, other: "Span") -> bool:
        """Whether one rate can explain both, a thousandth given or taken."""
        slack = min(self.low, other.low) * TOLERANCE_PERMILLE // 1000
        return self.low <= other.high + slack and other.low <= self.high + slack

    @property
    def rate(self) -> Rate:
        """The middle; or the one whole paisa inside, as tariffs are set. The uncertainty covers the span."""
        middle = (self.low + self.high) // 2
        whole = -(-self.low // WHOLE_PAISA_PER_KWH) * WHOLE_PAISA_PER_KWH
        if whole <= self.high < whole + WHOLE_PAISA_PER_KWH:
            middle = whole
        return Rate(middle, max(middle - self.low, self.high - middle))


NOTHING_KNOWN = Span()


def allowed(points: Sequence[Point]) -> Span:
    """The rates that explain every point of a run, in order of time; NOTHING_KNOWN where it is too short to say."""
    chosen = _thinned(points)
    low, high = 0, HIGHEST
    for number, early in enumerate(chosen):
        for late in chosen[number + 1 :]:
            wh, paise = late.wh - early.wh, late.paise - early.paise
            least = (paise - ROUNDING_PAISE) * PER_MWH // (wh + STEP_WH)
            low = max(low, least)
            if wh > STEP_WH:
                most = -(-(paise + ROUNDING_PAISE) * PER_MWH // (wh - STEP_WH))
                high = min(high, most)
    return Span(low, high)


def _thinned(points: Sequence[Point]) -> Sequence[Point]:
    if len(points) <= MOST_POINTS:
        return points
    last = len(points) - 1
    return [points[number * last // (MOST_POINTS - 1)] for number in range(MOST_POINTS)]


@dataclass(frozen=True, slots=True)
class Vote:
    """What a stretch [start, end) says of a rate by itself, and by how much usage (Wh)."""

    start: int
    end: int
    wh: int
    span: Span


@dataclass(frozen=True, slots=True)
class Period:
    """A time in which one rate held: its votes in order of time, and what they allow together."""

    votes: tuple[Vote, ...]
    span: Span

    @property
    def start(self) -> int:
        """Of the first vote."""
        return self.votes[0].start

    @property
    def end(self) -> int:
        """Of the last vote."""
        return self.votes[-1].end

    @property
    def wh(self) -> int:
        """The usage that it rests on."""
        return sum(vote.wh for vote in self.votes)

    @property
    def confirmed(self) -> bool:
        """Whether votes of two days agree: one that was charged wrongly is no tariff, however often it votes."""
        return self.votes[-1].start - self.votes[0].start >= APART_S

    def agrees(self, vote: Vote) -> bool:
        """Whether the vote fits."""
        return self.span.agrees(vote.span)

    def certainly_before(self, rival: "Period") -> "Period":
        """Without its last votes that may as well be of the rival: they must not narrow the rate before."""
        last = max((n for n, vote in enumerate(self.votes) if not rival.agrees(vote)), default=len(self.votes) - 1)
        kept = Period(self.votes[:1], self.votes[0].span)
        for vote in self.votes[1 : last + 1]:
            kept = kept.joined(vote)
        return kept

    def joined(self, vote: Vote) -> "Period":
        """With one more vote, which agrees."""
        both = self.span.meets(vote.span)
        return replace(self, votes=(*self.votes, vote), span=both if both.possible else self.span)


def periods(votes: Sequence[Vote]) -> list[Period]:
    """The times of one rate. A vote that stands alone against its neighbours belongs to none of them.

    Votes of two days against the rate so far, and none for it between them, are another one. While there are fewer in
    all, the best known is taken.
    """
    found: list[Period] = []
    current: Period | None = None
    rival: Period | None = None
    for vote in votes:
        if not vote.span.possible:
            continue
        alone = Period((vote,), vote.span)
        if current is None:
            current = alone
        elif current.agrees(vote):
            if rival and rival.agrees(vote):
                continue  # it may be of either
            current, rival = current.joined(vote), None
        else:
            rival = rival.joined(vote) if rival and rival.agrees(vote) else alone
            if rival.confirmed:
                current = current.certainly_before(rival)
                if current.confirmed:
                    found.append(current)
                current, rival = rival, None
    return found if current is None else [*found, current]
