"""How do things stand: source, balance, load, and how sure is that? What has today and this month used?"""

import json
from dataclasses import dataclass
from enum import StrEnum
from zoneinfo import ZoneInfo

import sqlalchemy as sa

from power_usage.domain.calendar import Buckets, day_start, local_day, month_start, zone
from power_usage.domain.reading import Source
from power_usage.readmodels.history import usage
from power_usage.readmodels.outages import OutagesNow, outages_now
from power_usage.storage.tables import meter, meter_state, poll, reading, session

FRESH_S = 300
"""ELNET takes a snapshot every 45 to 75 s; without a new one for five minutes, figures are old."""
REFUSED = "refused:"
"""How the outcome of a poll begins whose answer was not believed; its reason follows."""


class Freshness(StrEnum):
    """How far the figures can be trusted to be of this moment."""

    FRESH = "fresh"
    STALE = "stale"  # ELNET answers, but always the same
    OFFLINE = "offline"  # ELNET gives no answer, or nobody asks
    NEVER = "never"  # no reading yet


@dataclass(frozen=True, slots=True)
class Status:
    """The newest reading of a meter and what is known beside it. W, paise, Wh, UTC epoch seconds."""

    meter: str
    source: Source | None
    source_since: int | None
    load_w: int | None
    balance_paise: int | None
    eb_register_wh: int | None
    dg_register_wh: int | None
    read_at: int | None
    received_at: int | None
    freshness: Freshness
    sanctioned_eb_w: int | None
    sanctioned_dg_w: int | None
    refused: str | None  # why the last answer was not believed
    silence: str | None
    silent_since: int | None
    outages: OutagesNow


@dataclass(frozen=True, slots=True)
class Use:
    """Usage by source: Wh, paise, seconds."""

    eb_wh: int
    dg_wh: int
    eb_paise: int
    dg_paise: int
    eb_s: int
    dg_s: int


@dataclass(frozen=True, slots=True)
class Spent:
    """Usage since local midnight, and since the first of the local month; None where nothing is known of it."""

    today: Use | None
    month: Use | None


def status(conn: sa.Connection, meter_id: int, now: int) -> Status:
    """How the meter stands at `now`."""
    row = conn.execute(_NEWEST, {"meter": meter_id}).one()
    limits = _sanctioned(conn, meter_id)
    return Status(
        meter=row.name,
        source=None if row.source is None else Source(row.source),
        source_since=row.start_at,
        load_w=row.load_w,
        balance_paise=row.balance_paise,
        eb_register_wh=row.eb_wh,
        dg_register_wh=row.dg_wh,
        read_at=row.at,
        received_at=row.answered_at,
        freshness=_freshness(row.at, row.answered_at, now),
        sanctioned_eb_w=limits[0],
        sanctioned_dg_w=limits[1],
        refused=_refused(row.outcome),
        silence=None if row.silent_since is None else row.outcome,
        silent_since=row.silent_since,
        outages=outages_now(conn, meter_id, now),
    )


_MINE = sa.bindparam("meter", type_=sa.Integer)
_LAST = sa.select(sa.func.max(reading.c.at)).where(reading.c.meter_id == _MINE).scalar_subquery()
_RUNNING = (
    sa.select(sa.func.max(session.c.start_at))
    .where(session.c.meter_id == _MINE, session.c.end_at.is_(None))
    .scalar_subquery()
)
_NEWEST = (
    sa.select(
        meter.c.name,
        *(reading.c[name] for name in ("at", "load_w", "balance_paise", "eb_wh", "dg_wh")),
        *(poll.c[name] for name in ("answered_at", "outcome", "silent_since")),
        *(session.c[name] for name in ("source", "start_at")),
    )
    .select_from(
        meter.outerjoin(reading, sa.and_(reading.c.meter_id == meter.c.id, reading.c.at == _LAST))
        .outerjoin(poll, poll.c.meter_id == meter.c.id)
        .outerjoin(session, sa.and_(session.c.meter_id == meter.c.id, session.c.start_at == _RUNNING))
    )
    .where(meter.c.id == _MINE)
)


def _sanctioned(conn: sa.Connection, meter_id: int) -> tuple[int | None, int | None]:
    """The limits in force. Readings keep them only where they change, so the meter's state is asked."""
    body = conn.execute(sa.select(meter_state.c.body).where(meter_state.c.meter_id == meter_id)).scalar()
    if body is None:
        return None, None
    state = json.loads(body)
    return state["sanctioned_eb_w"], state["sanctioned_dg_w"]


def _refused(outcome: str | None) -> str | None:
    return outcome.removeprefix(REFUSED) if outcome and outcome.startswith(REFUSED) else None


def _freshness(read_at: int | None, answered_at: int | None, now: int) -> Freshness:
    if read_at is None:
        return Freshness.NEVER
    # What seems to come from the future was received, or read, under another clock: it is no younger than what is old.
    if answered_at is None or abs(now - answered_at) > FRESH_S:
        return Freshness.OFFLINE
    return Freshness.FRESH if abs(now - read_at) <= FRESH_S else Freshness.STALE


def spent(conn: sa.Connection, meter_id: int, now: int) -> Spent:
    """What was used since local midnight and since the month began."""
    tz = _zone(conn, meter_id)
    return Spent(today(conn, meter_id, now), _use(conn, meter_id, month_start(now, tz), now))


def today(conn: sa.Connection, meter_id: int, now: int) -> Use | None:
    """What was used since local midnight."""
    tz = _zone(conn, meter_id)
    return _use(conn, meter_id, day_start(local_day(now, tz), tz), now)


def _zone(conn: sa.Connection, meter_id: int) -> ZoneInfo:
    return zone(conn.execute(sa.select(meter.c.timezone).where(meter.c.id == meter_id)).scalar_one())


def _use(conn: sa.Connection, meter_id: int, start: int, end: int) -> Use | None:
    if end <= start:
        return None
    used = usage(conn, meter_id, Buckets((start, end), "day"))
    if used.eb_wh[0] is None:
        return None
    total = {name: used.total(name) for name in ("eb_wh", "dg_wh", "eb_paise", "dg_paise", "dg_s")}
    return Use(**total, eb_s=used.total("elapsed_s") - total["dg_s"])
