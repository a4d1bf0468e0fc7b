"""Would the generator trip if it started now, and for how long was more used than it may give?"""

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

import sqlalchemy as sa

from power_usage.domain.limits import NOT_SET_W, would_trip
from power_usage.domain.reading import Source
from power_usage.readmodels.now import Freshness, Status
from power_usage.readmodels.peaks import SLOT_S
from power_usage.readmodels.sessions import sessions
from power_usage.storage.tables import peak, reading

MOST_SESSIONS = 10_000
HOLDS_S = 300
"""A load is taken to last until the next reading, but no longer than this."""


@dataclass(frozen=True, slots=True)
class Headroom:
    """The load beside the generator's limit, W; None where not known or not set.

    `trips`: whether the generator would trip if it started now; None on the generator, without a limit, or while the
    readings are old.
    """

    limit_w: int | None
    load_w: int | None
    trips: bool | None


@dataclass(frozen=True, slots=True)
class AboveLimit:
    """Seconds with more load than the generator may give: on the grid, and on the generator itself. Highest load, W."""

    eb_s: int
    dg_s: int
    highest_w: int | None


def headroom(status: Status) -> Headroom:
    """How things stand now."""
    limit = status.sanctioned_dg_w
    if limit is not None and limit >= NOT_SET_W:
        limit = None
    says = status.source is Source.EB and status.freshness is Freshness.FRESH and None not in (limit, status.load_w)
    return Headroom(limit, status.load_w, would_trip(status.load_w, limit) if says else None)


def above_limit(conn: sa.Connection, meter_id: int, start: int, end: int, limit_w: int) -> AboveLimit:
    """Of [start, end), UTC epoch seconds. Only the quarters of an hour whose highest load was above it are read."""
    on_dg = [
        (one.start_at, one.end_at or end)
        for one in reversed(sessions(conn, meter_id, source=Source.DG, start=start, end=end, limit=MOST_SESSIONS))
    ]
    begins = [begin for begin, _ in on_dg]
    seconds = {Source.EB: 0, Source.DG: 0}
    highest = None
    for first, last in _stretches(conn, meter_id, start, end, limit_w):
        for (at, load), (following, _) in pairwise(_readings(conn, meter_id, first, last)):
            if load is None or load <= limit_w or not max(start, first) <= at < min(end, last):
                continue
            place = bisect_right(begins, at) - 1
            source = Source.DG if place >= 0 and at < on_dg[place][1] else Source.EB
            seconds[source] += min(following - at, HOLDS_S)
            highest = max(highest or 0, load)
    return AboveLimit(seconds[Source.EB], seconds[Source.DG], highest)


def _stretches(conn: sa.Connection, meter_id: int, start: int, end: int, limit_w: int) -> Iterator[tuple[int, int]]:
    """Runs of quarters of an hour with a load above the limit, as [first, last)."""
    query = (
        sa.select(peak.c.start_at)
        .where(
            peak.c.meter_id == meter_id,
            peak.c.span_s == SLOT_S,
            peak.c.start_at > start - SLOT_S,
            peak.c.start_at < end,
            peak.c.load_w > limit_w,
        )
        .order_by(peak.c.start_at)
    )
    run: tuple[int, int] | None = None
    for slot in conn.execute(query).scalars().all():
        if run is not None and run[1] == slot:
            run = (run[0], slot + SLOT_S)
            continue
        if run is not None:
            yield run
        run = (slot, slot + SLOT_S)
    if run is not None:
        yield run


def _readings(conn: sa.Connection, meter_id: int, first: int, last: int) -> list[tuple[int, int | None]]:
    """Instants and loads from `first` on, the next one after `last` included; beyond the newest there is nothing."""
    query = (
        sa.select(reading.c.at, reading.c.load_w)
        .where(reading.c.meter_id == meter_id, reading.c.at >= first, reading.c.at < last + HOLDS_S)
        .order_by(reading.c.at)
    )
    return [(at, load) for at, load in conn.execute(query)]
