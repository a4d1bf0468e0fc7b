"""What ELNET's account says beside the meter: its list of payments, its estimate, the age of the password."""

from dataclasses import dataclass

from power_usage.domain.credit import Entry


@dataclass(frozen=True, slots=True)
class Listed:
    """The list of recharges and deductions as it is. `received_at` is our clock, UTC epoch seconds."""

    received_at: int
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class Estimate:
    """The vendor's own: paise, and Wh and paise of an average month. It ignores deductions that are to come."""

    received_at: int
    balance_paise: int
    month_wh: int
    month_paise: int
    days_left: int | None


@dataclass(frozen=True, slots=True)
class Password:
    """Whether the account's password has expired, and in how many days it does, as far as is known."""

    received_at: int
    expired: bool
    days: int | None


News = Listed | Estimate | Password

WARN_DAYS = 14


def is_worth_a_warning(password: Password) -> bool:
    """Whether the resident should be told to change it."""
    return password.expired or (password.days is not None and password.days <= WARN_DAYS)
