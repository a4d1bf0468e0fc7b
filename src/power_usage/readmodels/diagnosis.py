"""How the tracker and its database are, for whoever is asked for help: nothing personal, no figure of a household."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import sqlalchemy as sa
from alembic.runtime.migration import MigrationContext

from power_usage.readmodels.deliveries import outlets
from power_usage.readmodels.health import DAY_S, DAYS, database_bytes, free_bytes, health
from power_usage.readmodels.meters import MeterView, meters
from power_usage.readmodels.now import status
from power_usage.readmodels.polls import counts
from power_usage.readmodels.refused import refused
from power_usage.storage.migrate import newest_revision
from power_usage.storage.tables import alert, imported, lease, metadata, outage, poll, upkeep

Found = dict[str, Any]
Words = Callable[[str | None], str | None]
"""Takes out of a sentence of the database what may be personal."""


def database(conn: sa.Connection) -> Found:
    """Its size, its tables and whether it is sound."""
    found: Found = {
        "kind": conn.dialect.name,
        "server": ".".join(str(part) for part in conn.dialect.server_version_info or ()),
        "revision": MigrationContext.configure(conn).get_current_revision(),
        "revision_of_this_version": newest_revision(),
        "bytes": database_bytes(conn),
        "free_bytes": free_bytes(conn),
    }
    if conn.dialect.name == "sqlite":
        found["journal"] = conn.exec_driver_sql("PRAGMA journal_mode").scalar()
        found["sound"] = conn.exec_driver_sql("PRAGMA quick_check(1)").scalar() == "ok"
    return found


def rows(conn: sa.Connection) -> Found:
    """How many rows each table of ours has; None where it is not there."""
    there = set(sa.inspect(conn).get_table_names())
    return {
        name: conn.execute(sa.select(sa.func.count()).select_from(table)).scalar_one() if name in there else None
        for name, table in sorted(metadata.tables.items())
    }


def work(conn: sa.Connection, words: Words) -> Found:
    """Backups and damage as they are remembered."""
    return {
        row.name: {
            "since": _time(row.since_at),
            "tried": _time(row.tried_at),
            "good": _time(row.good_at),
            "words": words(row.words),
        }
        for row in conn.execute(sa.select(upkeep).order_by(upkeep.c.name))
    }


def messages(conn: sa.Connection) -> list[Found]:
    """The outlets by their kind. Of an error only what is said in our own words, before the first colon."""
    found = []
    for one in outlets(conn):
        mine = sa.and_(alert.c.outlet == one.name, alert.c.failure.is_not(None))
        why = conn.scalar(sa.select(alert.c.failure).where(mine).order_by(alert.c.id.desc()).limit(1))
        found.append(
            {
                "kind": one.name.partition(":")[0],
                "waiting": one.waiting,
                "failing": one.failing,
                "sent": _time(one.sent_at),
                "last_error": why and why.partition(":")[0],
            }
        )
    return found


def collectors(conn: sa.Connection, now: int) -> list[Found]:
    """Who may poll or send, without their names: the kind, and how many seconds are left."""
    found = conn.execute(sa.select(lease.c.name, lease.c.expires_at).order_by(lease.c.name))
    return [{"kind": name.partition(":")[0], "seconds_left": until - now} for name, until in found]


def each_meter(conn: sa.Connection, now: int) -> list[Found]:
    """Every meter by its number; no name, no serial, and no figure of what it used or costs."""
    return [_meter(conn, meter, now) for meter in meters(conn)]


def _meter(conn: sa.Connection, meter: MeterView, now: int) -> Found:
    stands, well = status(conn, meter.id, now), health(conn, meter, now)
    asked = conn.execute(sa.select(poll).where(poll.c.meter_id == meter.id)).first()
    brought = sa.select(sa.func.count()).select_from(imported).where(imported.c.meter_id == meter.id)
    return {
        "number": meter.id,
        "demo": meter.demo,
        "timezone": meter.timezone,
        "freshness": stands.freshness.value,
        "source_is_known": stands.source is not None,
        "first_reading": _time(well.known.first) if well.known else None,
        "last_reading": _time(stands.read_at),
        "last_answer": _time(stands.received_at),
        "last_poll": _time(asked.polled_at) if asked else None,
        "last_outcome": asked.outcome if asked else None,
        "silent_since": _time(stands.silent_since),
        "polls": counts(conn, meter.id),
        "refused": [{"reason": r.reason, "count": r.count, "last": _time(r.last_at)} for r in refused(conn, meter.id)],
        "observed_seconds_of_30_days": well.observed_s,
        "missing_seconds_of_30_days": sum(gap.missing_s for gap in well.gaps),
        "outages_of_30_days": _outages(conn, meter.id, now),
        "thinned_until": _time(well.kept.thinned_until),
        "imported_rows": conn.execute(brought).scalar_one(),
    }


def _outages(conn: sa.Connection, meter_id: int, now: int) -> Found:
    lately = sa.and_(outage.c.meter_id == meter_id, sa.func.coalesce(outage.c.end_at, now) >= now - DAYS * DAY_S)
    query = sa.select(outage.c.kind, sa.func.count()).where(lately).group_by(outage.c.kind).order_by(outage.c.kind)
    return {row[0]: row[1] for row in conn.execute(query)}


def _time(at: int | None) -> str | None:
    return None if at is None else datetime.fromtimestamp(at, UTC).isoformat()
