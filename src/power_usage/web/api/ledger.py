"""What ELNET's own account says. Empty without a login."""

from typing_extensions import TypedDict

from power_usage.domain.balance import MovementKind
from power_usage.readmodels import account
from power_usage.readmodels.account import Credited
from power_usage.web.api import queries as q
from power_usage.web.api.answers import Answer, answer, asked_meter, milli, rupees, time
from power_usage.web.api.blueprint import api
from power_usage.web.api.shapes import KWh, Rupees, Time
from power_usage.web.served import served


class LedgerQuery(q.MeterQuery):
    """How much of the list."""

    limit: q.Limit = 100


class Entry(TypedDict):
    """A line of ELNET's own list."""

    at: Time
    kind: MovementKind
    amount: Rupees
    """Always positive."""
    status: str
    """ELNET's word."""
    credited: Credited
    """Whether it was found in the balance. Unknown: too old or too new to be seen there; failed: nothing is to move."""
    seen_at: Time | None
    """The reading that showed it."""


class Unlisted(TypedDict):
    """A movement of the balance that the list lacks."""

    at: Time
    kind: MovementKind
    amount: Rupees


class Ledger(TypedDict):
    """Both newest first."""

    items: list[Entry]
    unlisted: list[Unlisted]


class Estimate(TypedDict):
    """The vendor's own estimate. It ignores deductions that are to come."""

    received_at: Time
    balance: Rupees
    average_month_kwh: KWh
    average_month_cost: Rupees
    days_left: int | None


class Password(TypedDict):
    """The password of the resident's account at ELNET."""

    received_at: Time
    expired: bool
    days: int | None
    """Until it expires, as far as ELNET says."""


class Account(TypedDict):
    """Null where nothing is known of it."""

    estimate: Estimate | None
    password: Password | None


@api.read("/ledger", "ELNET's own list of payments and deductions, held against the balance")
def ledger(query: LedgerQuery) -> Answer[Ledger]:
    """The list, newest first, to the second; and movements of the balance that it lacks."""
    with served().engine.connect() as conn:
        meter = asked_meter(conn, query.meter)
        entries = account.entries(conn, meter.id, query.limit)
        unlisted = account.unlisted(conn, meter.id, query.limit)
    return answer(
        {
            "items": [
                {
                    "at": time(e.at, meter),
                    "kind": MovementKind.RECHARGE if e.amount_paise > 0 else MovementKind.DEDUCTION,
                    "amount": rupees(abs(e.amount_paise)),
                    "status": e.status,
                    "credited": e.credited,
                    "seen_at": time(e.moved_at, meter),
                }
                for e in entries
            ],
            "unlisted": [{"at": time(u.at, meter), "kind": u.kind, "amount": rupees(u.amount_paise)} for u in unlisted],
        }
    )


@api.read("/account", "The vendor's estimate, and the age of the password")
def show_account(query: q.MeterQuery) -> Answer[Account]:
    """Null where nothing is known of it. The vendor's days ignore deductions that are to come."""
    with served().engine.connect() as conn:
        meter = asked_meter(conn, query.meter)
        estimate, password = account.estimate(conn, meter.id), account.password(conn, meter.id)
    return answer(
        {
            "estimate": None
            if estimate is None
            else {
                "received_at": time(estimate.received_at, meter),
                "balance": rupees(estimate.balance_paise),
                "average_month_kwh": milli(estimate.month_wh),
                "average_month_cost": rupees(estimate.month_paise),
                "days_left": estimate.days_left,
            },
            "password": None
            if password is None
            else {
                "received_at": time(password.received_at, meter),
                "expired": password.expired,
                "days": password.days,
            },
        }
    )
