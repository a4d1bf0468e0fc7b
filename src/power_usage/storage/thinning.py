"""Old readings become fewer: of each local hour the first and the last stay.

Nothing that is summed changes. Every reading carries the running totals, so what an hour, a day or a month used, cost
or was observed is the difference of readings that stay; sessions, movements, rates and peak loads have rows of their
own. Only how an hour went within itself is given up.
"""

import secrets
from dataclasses import dataclass
from datetime import timedelta
from zoneinfo import ZoneInfo

import sqlalchemy as sa

from power_usage.domain.calendar import day_start, local_day, zone
from power_usage.storage.engine import DatabaseProblem
from power_usage.storage.tables import meter, meter_state, reading, thinned
from power_usage.storage.upsert import upsert

HOUR_S = 3600


@dataclass(frozen=True, slots=True)
class ThinnedDay:
    """A local day that was gone through: its end (UTC epoch seconds), and how many readings went."""

    end: int
    gone: int


def thin_a_day(engine: sa.Engine, meter_id: int, before: int) -> ThinnedDay | None:
    """Thin the oldest local day that is not thinned yet and ends at `before` at the latest; None where there is none.

    One short transaction: whoever polls waits for it no longer than for another poll.
    """
    with engine.begin() as conn:
        name = conn.execute(sa.select(meter.c.timezone).where(meter.c.id == meter_id).with_for_update()).scalar_one()
        oldest = _oldest(conn, meter_id)
        if oldest is None:
            return None
        tz = zone(name)
        start, end = _day_around(oldest, tz)
        if end > before:
            return None
        gone = _thin(conn, meter_id, start, end)
        upsert(conn, thinned, [{"meter_id": meter_id, "until_at": end}])
        # Whoever keeps figures by revision has to fetch those of parts of an hour again.
        conn.execute(
            sa.update(meter_state).where(meter_state.c.meter_id == meter_id).values(revision=secrets.randbits(53))
        )
        return ThinnedDay(end, gone)


def newest_at(engine: sa.Engine, meter_id: int) -> int | None:
    """The newest reading by the meter's clock; None before the first."""
    with engine.connect() as conn:
        return conn.execute(sa.select(sa.func.max(reading.c.at)).where(reading.c.meter_id == meter_id)).scalar()


def thinned_until(conn: sa.Connection, meter_id: int) -> int | None:
    """Before when only the first and last reading of each hour are kept; None where all are."""
    return conn.execute(sa.select(thinned.c.until_at).where(thinned.c.meter_id == meter_id)).scalar()


def refuse_if_thinned(conn: sa.Connection, meter_id: int) -> None:
    """Raise DatabaseProblem where what was derived cannot be derived anew, since its readings are not all there."""
    until = thinned_until(conn, meter_id)
    if until is None:
        return
    name, timezone = conn.execute(sa.select(meter.c.name, meter.c.timezone).where(meter.c.id == meter_id)).one()
    raise DatabaseProblem(
        f"{name}: the readings before {local_day(until, zone(timezone))} are thinned, so its history cannot be derived"
        " anew. Nothing was changed, and its figures are good as they are.",
        "To be able to derive everything anew, keep all readings from the start: POWER_USAGE_KEEP_READINGS_DAYS=0.",
    )


def _oldest(conn: sa.Connection, meter_id: int) -> int | None:
    """The oldest reading that was not gone through."""
    until = thinned_until(conn, meter_id) or 0
    mine = sa.and_(reading.c.meter_id == meter_id, reading.c.at >= until)
    return conn.execute(sa.select(sa.func.min(reading.c.at)).where(mine)).scalar()


def _day_around(at: int, tz: ZoneInfo) -> tuple[int, int]:
    day = local_day(at, tz)
    return day_start(day, tz), day_start(day + timedelta(days=1), tz)


def _thin(conn: sa.Connection, meter_id: int, start: int, end: int) -> int:
    """Hours are counted from local midnight: the edges of days, and of hours of any zone, keep their readings."""
    mine = sa.and_(reading.c.meter_id == meter_id, reading.c.at >= start, reading.c.at < end)
    rows = conn.execute(
        sa.select(reading.c.at, reading.c.sanctioned_eb_w, reading.c.sanctioned_dg_w).where(mine).order_by(reading.c.at)
    ).all()
    first: dict[int, int] = {}
    last: dict[int, int] = {}
    kept = set()
    for at, sanctioned_eb, sanctioned_dg in rows:
        hour = (at - start) // HOUR_S
        first.setdefault(hour, at)
        last[hour] = at
        if sanctioned_eb is not None or sanctioned_dg is not None:  # told once, in force until told anew
            kept.add(at)
    kept |= {*first.values(), *last.values()}
    gone = [{"gone_meter": meter_id, "gone_at": at} for at, *_ in rows if at not in kept]
    if gone:
        conn.execute(_DELETE, gone)
    return len(gone)


_DELETE = sa.delete(reading).where(
    reading.c.meter_id == sa.bindparam("gone_meter"), reading.c.at == sa.bindparam("gone_at")
)
