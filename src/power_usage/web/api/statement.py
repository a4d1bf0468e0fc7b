"""A month's statement, sealed, to be handed on."""

from datetime import date
from typing import Literal

from typing_extensions import TypedDict

from power_usage.domain.audit import Verdict
from power_usage.domain.chain import as_csv, as_json
from power_usage.domain.reading import Source
from power_usage.readmodels.handed import handed_statement
from power_usage.web.api import queries as q
from power_usage.web.api.answers import Answer, asked_meter, written
from power_usage.web.api.audit import Finding, From
from power_usage.web.api.blueprint import api
from power_usage.web.api.lists import MovementSeen
from power_usage.web.api.shapes import KWh, LocalMonth, Rupees, RupeesPerKWh, Time
from power_usage.web.problems import Refusal
from power_usage.web.served import served


class SealedRate(TypedDict):
    """A rate that was reckoned with."""

    source: Source
    since: Time | None
    rupees_per_kwh: RupeesPerKWh
    uncertainty: RupeesPerKWh


class SealedDay(TypedDict):
    """A day's line."""

    day: date
    opening: Rupees
    paid_in: Rupees
    taken_off: Rupees
    eb_kwh: KWh
    eb_rate: RupeesPerKWh | None
    """Of a day with two rates, the later."""
    eb_cost: Rupees
    dg_kwh: KWh
    dg_rate: RupeesPerKWh | None
    dg_cost: Rupees
    residual: Rupees
    bound: Rupees
    closing: Rupees
    verdict: Verdict
    hash: str
    """SHA-256 of this line and of the hash before it."""


class SealedStatement(From):
    """The days of the month which are over, in a chain of SHA-256."""

    format: Literal["power-usage-statement/1"]
    meter: str
    serial: str | None
    timezone: str
    month: LocalMonth
    until: Time
    verdict: Verdict
    opening: Rupees
    paid_in: Rupees
    taken_off: Rupees
    eb_kwh: KWh
    eb_cost: Rupees
    dg_kwh: KWh
    dg_cost: Rupees
    residual: Rupees
    closing: Rupees
    rates: list[SealedRate]
    movements: list[MovementSeen]
    findings: list[Finding]
    days: list[SealedDay]
    seal: str
    """The last hash, which depends on every figure."""


@api.read("/statement", "A month's statement, sealed", also={"text/csv": str})
def statement(query: q.StatementQuery) -> Answer[SealedStatement]:
    """The days of the month which are over, in a chain of SHA-256; `power-usage verify` checks the file."""
    with served().engine.connect() as conn:
        meter = asked_meter(conn, query.meter)
        found = handed_statement(conn, meter, query.month, served().clock(), setting=served().set_rates)
    if found is None:
        raise Refusal("No day of this month is known and over.", status=404)
    if query.format == "json":
        return written(as_json(found).encode())
    response: Answer[SealedStatement] = written(as_csv(found).encode(), "text/csv")
    response.headers["Content-Disposition"] = f"attachment; filename=statement-{query.month:%Y-%m}.csv"
    return response
