"""The routes that say what ELNET's own account says, on the API's blueprint. Empty without a login."""

from typing import Any

from flask import Response

from power_usage.readmodels import account
from power_usage.web.api import queries as q
from power_usage.web.api.answers import answer, asked_meter, milli, rupees, time
from power_usage.web.api.routes import api
from power_usage.web.served import served


class LedgerQuery(q.MeterQuery):
    """How much of the list."""

    limit: q.Limit = 100


@api.get("/ledger", summary="ELNET's own list of payments and deductions, held against the balance")
def ledger(query: LedgerQuery) -> Response:
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
                    "kind": "recharge" if e.amount_paise > 0 else "deduction",
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


@api.get("/account", summary="The vendor's estimate, and the age of the password")
def show_account(query: q.MeterQuery) -> Response:
    """Null where nothing is known of it. The vendor's days ignore deductions that are to come."""
    with served().engine.connect() as conn:
        meter = asked_meter(conn, query.meter)
        estimate, password = account.estimate(conn, meter.id), account.password(conn, meter.id)
    body: dict[str, Any] = {"estimate": None, "password": None}
    if estimate:
        body["estimate"] = {
            "received_at": time(estimate.received_at, meter),
            "balance": rupees(estimate.balance_paise),
            "average_month_kwh": milli(estimate.month_wh),
            "average_month_cost": rupees(estimate.month_paise),
            "days_left": estimate.days_left,
        }
    if password:
        received = time(password.received_at, meter)
        body["password"] = {"received_at": received, "expired": password.expired, "days": password.days}
    return answer(body)
