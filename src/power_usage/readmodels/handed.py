"""The statement of a month that can be handed to the association: the audit's account day by day, sealed."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import sqlalchemy as sa

from power_usage.domain.audit import Check, Finding, Lack
from power_usage.domain.calendar import next_month, zone
from power_usage.domain.chain import Document, sealed
from power_usage.domain.reading import Source
from power_usage.domain.tariffs import NOTHING_SET, SetRates
from power_usage.readmodels.audit import Audit, AuditDay, audit
from power_usage.readmodels.meters import MeterView
from power_usage.readmodels.movements import MovementView, movements
from power_usage.readmodels.rates import SourceRates

MOST_MOVEMENTS = 10_000


def handed_statement(
    conn: sa.Connection, meter: MeterView, month: date, now: int, *, setting: SetRates = NOTHING_SET
) -> Document | None:
    """The sealed document of the days of that month which are over; None where there is none. Rupees and kWh."""
    last = next_month(month) - timedelta(days=1)
    found = audit(conn, meter, month, last, now, setting=setting)
    days = [day for day in found.days if day.check.lack is not Lack.RUNNING]
    return document(conn, meter, month, found, days) if days else None


def document(conn: sa.Connection, meter: MeterView, month: date, found: Audit, days: list[AuditDay]) -> Document:
    """The sealed document of an audit that was made."""
    tz = zone(meter.timezone)
    checks = [day.check for day in days]
    first, last = checks[0], checks[-1]
    moved = movements(conn, meter.id, start=first.start, end=last.end + 1, limit=MOST_MOVEMENTS)
    head = {
        "meter": meter.name,
        "serial": meter.serial,
        "timezone": meter.timezone,
        "month": f"{month:%Y-%m}",
        "from": _time(first.start, tz),
        "until": _time(last.end, tz),
        "verdict": found.verdict.value,
        "opening": _rupees(first.opening_paise),
        "paid_in": _rupees(sum(one.paid_paise for one in checks)),
        "taken_off": _rupees(sum(one.taken_paise for one in checks)),
        "eb_kwh": sum(one.eb_wh for one in checks) / 1000,
        "eb_cost": _rupees(sum(one.eb_paise for one in checks)),
        "dg_kwh": sum(one.dg_wh for one in checks) / 1000,
        "dg_cost": _rupees(sum(one.dg_paise for one in checks)),
        "residual": _rupees(sum(one.residual_paise for one in checks)),
        "closing": _rupees(last.closing_paise),
        "rates": [*_rates(found.rates.eb, tz), *_rates(found.rates.dg, tz)],
        "movements": [_movement(one, tz) for one in reversed(moved) if one.at > first.start],
        "findings": [finding_fields(one, tz) for one in found.findings if one.day <= days[-1].day],
    }
    return sealed(head, [_line(day) for day in days])


def finding_fields(one: Finding, tz: ZoneInfo) -> Document:
    """A finding in the units of the outside: rupees, kWh, rupees per kWh."""
    return {
        "kind": one.kind.value,
        "day": one.day.isoformat(),
        "at": None if one.at is None else _time(one.at, tz),
        "source": one.source.value if one.source else None,
        "amount": None if one.amount_paise is None else _rupees(one.amount_paise),
        "kwh": None if one.wh is None else one.wh / 1000,
        "expected": _figure(one, one.expected),
        "found": _figure(one, one.found),
        "of_month": one.month,
    }


def _figure(one: Finding, number: int | None) -> float | None:
    return None if number is None else number / one.kind.unit


def _line(day: AuditDay) -> Document:
    one = day.check
    return {
        "day": day.day.isoformat(),
        "opening": _rupees(one.opening_paise),
        "paid_in": _rupees(one.paid_paise),
        "taken_off": _rupees(one.taken_paise),
        "eb_kwh": one.eb_wh / 1000,
        "eb_rate": _effective(one, Source.EB),
        "eb_cost": _rupees(one.eb_paise),
        "dg_kwh": one.dg_wh / 1000,
        "dg_rate": _effective(one, Source.DG),
        "dg_cost": _rupees(one.dg_paise),
        "residual": _rupees(one.residual_paise),
        "bound": _rupees(one.bound_paise),
        "closing": _rupees(one.closing_paise),
        "verdict": one.verdict.value,
    }


def _effective(one: Check, source: Source) -> float | None:
    """Rupees per kWh reckoned with; of a day with two rates, the later."""
    price = one.prices[-1]
    rate = price.eb if source is Source.EB else price.dg
    return None if rate is None else rate.paise_per_mwh / 100_000


def _rates(rates: SourceRates, tz: ZoneInfo) -> list[Document]:
    return [
        {
            "source": rates.source.value,
            "since": None if one.since is None else _time(one.since, tz),
            "rupees_per_kwh": one.rate.paise_per_mwh / 100_000,
            "uncertainty": one.rate.uncertainty / 100_000,
        }
        for one in rates.measured
    ]


def _movement(one: MovementView, tz: ZoneInfo) -> Document:
    return {
        "at": _time(one.at, tz),
        "kind": one.kind.value,
        "amount": _rupees(one.amount_paise),
        "balance_after": _rupees(one.balance_paise),
    }


def _rupees(paise: int) -> float:
    return paise / 100


def _time(at: int, tz: ZoneInfo) -> str:
    return datetime.fromtimestamp(at, UTC).astimezone(tz).isoformat()
