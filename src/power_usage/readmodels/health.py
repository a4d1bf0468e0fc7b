"""Does the tracker itself work: readings that are missing, answers not believed, messages, and its database?"""

import shutil
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import sqlalchemy as sa

from power_usage.domain.calendar import Buckets
from power_usage.domain.chores import backup_is_old
from power_usage.readmodels.deliveries import Trouble, outlets, trouble
from power_usage.readmodels.history import usage
from power_usage.readmodels.meters import MeterView
from power_usage.readmodels.refused import RefusedView, refused
from power_usage.readmodels.totals import Known, known
from power_usage.storage.thinning import thinned_until
from power_usage.storage.upkeep import BACKUP, DAMAGE, Upkeep, read_upkeep

DAY_S = 86_400
DAYS = 30
STEP_S = 1800
LEAST_MISSING_S = 300


@dataclass(frozen=True, slots=True)
class Gap:
    """Whole half hours, [start, end), of which `missing_s` were not observed. UTC epoch seconds."""

    start: int
    end: int
    missing_s: int


@dataclass(frozen=True, slots=True)
class Deliveries:
    """Messages that wait, when the last was sent (UTC epoch seconds), and what keeps them from people, if anything."""

    waiting: int
    sent_at: int | None
    trouble: Trouble | None


@dataclass(frozen=True, slots=True)
class Health:
    """Of the last DAYS days; `known` is the time from the first reading to the last, bytes are the database's."""

    known: Known | None
    gaps: list[Gap]
    observed_s: int
    elapsed_s: int
    refused: list[RefusedView]
    deliveries: Deliveries
    bytes: int | None
    kept: "Kept"


@dataclass(frozen=True, slots=True)
class Kept:
    """How safe the database is. UTC epoch seconds; None where it is not wanted, not known, or all is well.

    `backup` says when the last good backup was made and what is wrong, `backup_is_old` that people should worry;
    `damage` what was found in the last DAYS days; `free_bytes` is the room on its disk; before `thinned_until` only the
    first and the last reading of each hour are kept.
    """

    backup: Upkeep | None
    backup_is_old: bool
    damage: Upkeep | None
    free_bytes: int | None
    thinned_until: int | None


def health(conn: sa.Connection, meter: MeterView, now: int) -> Health:
    """How it stands at `now`."""
    start = now - now % STEP_S - DAYS * DAY_S
    steps = usage(conn, meter.id, Buckets(tuple(range(start, now + STEP_S, STEP_S)), STEP_S // 60))
    return Health(
        known=known(conn, meter.id),
        gaps=_gaps([*steps.at, steps.at[-1] + STEP_S], steps.elapsed_s, steps.observed_s),
        observed_s=steps.total("observed_s"),
        elapsed_s=steps.total("elapsed_s"),
        refused=refused(conn, meter.id, since=start),
        deliveries=_deliveries(conn),
        bytes=database_bytes(conn),
        kept=_kept(conn, meter.id, now),
    )


def _gaps(edges: list[int], elapsed: list[int | None], observed: list[int | None]) -> list[Gap]:
    """Newest first; half hours that lie together are one gap."""
    gaps: list[Gap] = []
    for (start, end), passed, seen in zip(pairwise(edges), elapsed, observed, strict=True):
        missing = (passed or 0) - (seen or 0)
        if missing <= 0:
            continue
        if gaps and gaps[-1].end == start:
            gaps[-1] = Gap(gaps[-1].start, end, gaps[-1].missing_s + missing)
        else:
            gaps.append(Gap(start, end, missing))
    return [gap for gap in reversed(gaps) if gap.missing_s >= LEAST_MISSING_S]


def _deliveries(conn: sa.Connection) -> Deliveries:
    every = outlets(conn)
    sent = max((one.sent_at for one in every if one.sent_at is not None), default=None)
    return Deliveries(sum(one.waiting for one in every), sent, trouble(conn))


def _kept(conn: sa.Connection, meter_id: int, now: int) -> Kept:
    backup, damage = read_upkeep(conn, BACKUP), read_upkeep(conn, DAMAGE)
    return Kept(
        backup=backup,
        backup_is_old=backup is not None and backup_is_old(now, backup.good_or_since),
        damage=damage if damage and now - damage.since_at < DAYS * DAY_S else None,
        free_bytes=free_bytes(conn),
        thinned_until=thinned_until(conn, meter_id),
    )


def free_bytes(conn: sa.Connection) -> int | None:
    """The room on the database's disk; None where it is another machine's."""
    name = conn.engine.url.database
    if conn.dialect.name == "postgresql" or not name:
        return None
    return shutil.disk_usage(Path(name).parent).free


def database_bytes(conn: sa.Connection) -> int | None:
    """What the database takes on its disk; None where it has none."""
    if conn.dialect.name == "postgresql":
        return int(conn.execute(sa.text("SELECT pg_database_size(current_database())")).scalar_one())
    name = conn.engine.url.database
    if not name:
        return None
    files = (Path(name + suffix) for suffix in ("", "-wal"))
    return sum(file.stat().st_size for file in files if file.exists())
