"""What a step finds out, in the past tense. Instants are UTC epoch seconds, energy Wh, money paise."""

from dataclasses import dataclass

from power_usage.domain.balance import MovementKind
from power_usage.domain.reading import HomeFigures, Reading, Silence, Source
from power_usage.domain.validation import Verdict


@dataclass(frozen=True, slots=True)
class Totals:
    """Running totals since the meter's first reading. They only rise."""

    eb_wh: int = 0
    dg_wh: int = 0
    eb_paise: int = 0
    dg_paise: int = 0
    dg_s: int = 0
    observed_s: int = 0
    recovered_wh: int = 0


@dataclass(frozen=True, slots=True)
class Accepted:
    """A reading became part of history; its load is None where it was not believed."""

    reading: Reading
    totals: Totals


@dataclass(frozen=True, slots=True)
class Revised:
    """A switch was placed before readings already written: their split by source is now known better."""

    at: int
    totals: Totals


@dataclass(frozen=True, slots=True)
class Repeated:
    """The server gave its last answer again."""

    reading: Reading


@dataclass(frozen=True, slots=True)
class Refused:
    """A reading was not believed (LOAD_SPIKE: only its load, BALANCE_ZERO: only its balance)."""

    reading: Reading
    reason: Verdict


@dataclass(frozen=True, slots=True)
class Believed:
    """A reading refused before was the first sign of a new meter and is accepted after all."""

    reading: Reading


@dataclass(frozen=True, slots=True)
class MeterSwapped:
    """The meter was replaced: a new base, no usage."""

    at: int


@dataclass(frozen=True, slots=True)
class SessionStarted:
    """A source took over at `at`, give or take `uncertainty_s`; totals are the source's where its session begins."""

    source: Source
    at: int
    uncertainty_s: int
    total_wh: int
    total_paise: int
    seen_at: int


@dataclass(frozen=True, slots=True)
class SessionEnded:
    """The session that began at `started_at` ended."""

    source: Source
    started_at: int
    at: int
    uncertainty_s: int
    total_wh: int
    total_paise: int
    seen_at: int


@dataclass(frozen=True, slots=True)
class SessionSettled:
    """The balance was charged for a session only after its end: the source's running paise there, anew."""

    source: Source
    started_at: int
    total_paise: int


@dataclass(frozen=True, slots=True)
class BalanceMoved:
    """Money that is no usage moved between two readings."""

    kind: MovementKind
    after_at: int
    at: int
    amount_paise: int
    balance_paise: int


@dataclass(frozen=True, slots=True)
class RateMeasured:
    """A rate is known, or known better; or it changed at `at` from `before` (paise per MWh), and stayed so."""

    source: Source
    at: int
    paise_per_mwh: int
    uncertainty: int
    before: int | None = None


@dataclass(frozen=True, slots=True)
class FiguresReceived:
    """ELNET's own figures changed."""

    figures: HomeFigures


@dataclass(frozen=True, slots=True)
class Missed:
    """A poll brought no reading."""

    silence: Silence


Event = (
    Accepted
    | Revised
    | Repeated
    | Refused
    | Believed
    | MeterSwapped
    | SessionStarted
    | SessionEnded
    | SessionSettled
    | BalanceMoved
    | RateMeasured
    | FiguresReceived
    | Missed
)
