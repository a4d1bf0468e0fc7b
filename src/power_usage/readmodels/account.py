"""What does ELNET's own account say: payments and deductions to the second, its estimate, the password's age?"""

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

import sqlalchemy as sa

from power_usage.domain.balance import MovementKind
from power_usage.domain.credit import CLOCKS_S, Entry
from power_usage.storage.tables import account, movement, reading, vendor_entry, vendor_estimate


class Credited(StrEnum):
    """Whether what is listed was found in the balance."""

    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"  # from before the first reading, or so new that no reading could show it
    FAILED = "failed"  # by its status there, no money is to move


@dataclass(frozen=True, slots=True)
class EntryView:
    """An entry of ELNET's list; `moved_at` is the reading that showed it. Signed paise, UTC epoch seconds."""

    at: int
    amount_paise: int
    status: str
    credited: Credited
    moved_at: int | None


@dataclass(frozen=True, slots=True)
class UnlistedView:
    """A movement of the balance that ELNET's list, which reaches back that far, does not have."""

    at: int
    kind: MovementKind
    amount_paise: int


@dataclass(frozen=True, slots=True)
class EstimateView:
    """The vendor's newest: paise, and Wh and paise of an average month."""

    received_at: int
    balance_paise: int
    month_wh: int
    month_paise: int
    days_left: int | None


@dataclass(frozen=True, slots=True)
class PasswordView:
    """As far as ELNET says so."""

    received_at: int
    expired: bool
    days: int | None


def entries(conn: sa.Connection, meter_id: int, limit: int = 100) -> list[EntryView]:
    """ELNET's list, newest first."""
    mine = reading.c.meter_id == meter_id
    first = conn.execute(sa.select(sa.func.min(reading.c.at)).where(mine)).scalar()
    newest = conn.execute(sa.select(sa.func.max(reading.c.at)).where(mine)).scalar()
    query = sa.select(vendor_entry).where(vendor_entry.c.meter_id == meter_id)
    query = query.order_by(vendor_entry.c.at.desc(), vendor_entry.c.number).limit(limit)
    found = []
    for row in conn.execute(query):
        credited = _credited(row, first, newest)
        found.append(EntryView(row.at, row.amount_paise, row.status, credited, row.moved_at))
    return found


def _credited(row: sa.Row[Any], first: int | None, newest: int | None) -> Credited:
    if row.moved_at is not None:
        return Credited.YES
    if not Entry(row.at, row.amount_paise, row.status).valid:
        return Credited.FAILED
    known = first is not None and newest is not None and first < row.at <= newest - CLOCKS_S
    return Credited.NO if known or row.told_at is not None else Credited.UNKNOWN


def unlisted(conn: sa.Connection, meter_id: int, limit: int = 100) -> list[UnlistedView]:
    """What moved the balance since the first own reading and is not listed, newest first."""
    mine = vendor_entry.c.meter_id == meter_id
    own = sa.select(sa.func.min(reading.c.at)).where(reading.c.meter_id == meter_id).scalar_subquery()
    since = conn.execute(sa.select(sa.func.min(vendor_entry.c.at)).where(mine)).scalar()
    if since is None:
        return []
    listed = sa.select(vendor_entry.c.moved_at).where(mine, vendor_entry.c.moved_at.is_not(None))
    query = sa.select(movement.c.at, movement.c.kind, movement.c.amount_paise).where(
        movement.c.meter_id == meter_id,
        movement.c.after_at > since,
        movement.c.after_at >= own,
        movement.c.at.not_in(listed),
    )
    rows = conn.execute(query.order_by(movement.c.at.desc()).limit(limit))
    return [UnlistedView(at, MovementKind(kind), paise) for at, kind, paise in rows]


def estimate(conn: sa.Connection, meter_id: int) -> EstimateView | None:
    """The vendor's newest estimate."""
    columns = (vendor_estimate.c[name] for name in EstimateView.__slots__)
    query = sa.select(*columns).where(vendor_estimate.c.meter_id == meter_id)
    row = conn.execute(query.order_by(vendor_estimate.c.day_at.desc()).limit(1)).first()
    return None if row is None else EstimateView(*row)


def password(conn: sa.Connection, meter_id: int) -> PasswordView | None:
    """What is known of the password's age."""
    columns = (account.c.received_at, account.c.password_expired, account.c.password_days)
    row = conn.execute(sa.select(*columns).where(account.c.meter_id == meter_id)).first()
    return None if row is None else PasswordView(*row)
