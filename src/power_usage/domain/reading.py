"""What a poll can bring: a reading, ELNET's own day and month figures, or nothing; and that polling begins."""

from dataclasses import dataclass
from enum import StrEnum


class Source(StrEnum):
    """Where the electricity comes from."""

    EB = "eb"  # Electricity Board: the grid
    DG = "dg"  # the community's diesel generator


class SilenceReason(StrEnum):
    """Why a poll brought no reading."""

    UNREACHABLE = "unreachable"
    TIMEOUT = "timeout"
    REFUSED_TOKEN = "token_refused"  # noqa: S105 - the name of a reason, not a secret
    REFUSED_LOGIN = "login_refused"  # user name or password; nobody tries them again soon
    NO_DATA = "no_data"  # the server answered and said that it has none
    NOT_ELNET = "not_elnet"  # an error page, an empty or a cut-off body


@dataclass(frozen=True, slots=True)
class Reading:
    """One answer of the meter in our units.

    `at` is the meter's clock, `received_at` ours; both are UTC epoch seconds and are never mixed.
    Registers are cumulative Wh, the balance is paise, loads are W. `supply` is what the meter's flag
    says, None where it says nothing; the flag may lag the truth by minutes.
    """

    at: int
    received_at: int
    eb_wh: int
    dg_wh: int
    balance_paise: int
    load_w: int | None
    supply: Source | None
    sanctioned_eb_w: int | None = None
    sanctioned_dg_w: int | None = None


@dataclass(frozen=True, slots=True)
class HomeFigures:
    """ELNET's own totals of the local day and month: a second opinion, and the first source of rates.

    Energy in Wh, money in paise. All may be zero while the meter is fine. `kvah`: money is for kVAh, not for kWh;
    None where nothing is said of it.
    """

    received_at: int
    serial: str | None
    balance_paise: int
    day_eb_wh: int
    day_dg_wh: int
    day_eb_paise: int
    day_dg_paise: int
    month_eb_wh: int
    month_dg_wh: int
    month_eb_paise: int
    month_dg_paise: int
    relay: str | None = None
    kvah: bool | None = None


@dataclass(frozen=True, slots=True)
class Silence:
    """A poll that brought no reading. `at` is our clock, UTC epoch seconds."""

    at: int
    reason: SilenceReason


@dataclass(frozen=True, slots=True)
class Started:
    """The tracker begins to poll, every `interval_s`. `at` is our clock, UTC epoch seconds."""

    at: int
    interval_s: int


NOTICEABLE_S = 30
"""A clock that moves by less was not set."""


@dataclass(frozen=True, slots=True)
class ClockSet:
    """Our clock was set by so many seconds while the tracker ran, and now says `at`, UTC epoch seconds."""

    at: int
    by_s: int


Observation = Reading | HomeFigures | Silence | Started | ClockSet
