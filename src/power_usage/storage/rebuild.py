"""Deriving everything again from what the meter said, and saying what came out differently."""

import heapq
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Any

import sqlalchemy as sa

from power_usage.domain.reading import HomeFigures, Observation, Reading
from power_usage.storage import tables as t
from power_usage.storage.engine import open_engine
from power_usage.storage.imported import derive
from power_usage.storage.ledger import read_state, take
from power_usage.storage.rows import SUPPLY
from power_usage.storage.thinning import refuse_if_thinned

CHUNK = 5_000
RAW_TABLES = (t.reading, t.refused, t.home)
DERIVED_TABLES = (t.session, t.movement, t.rate, t.peak, t.meter_state, t.imported_total)
COMPARED = (t.reading, t.refused, t.session, t.movement, t.rate, t.peak, t.imported_total)


@dataclass(frozen=True, slots=True)
class RederiveReport:
    """Answers gone through, and by table the rows that are new, gone or different."""

    answers: int
    changed: dict[str, int]


def rederive(engine: sa.Engine, meter_id: int, progress: Callable[[int], None]) -> RederiveReport:
    """Step through all stored answers of a meter in one transaction; `progress` hears how many are done.

    Whoever reads meanwhile sees the old figures; if it fails, they stay. Raises DatabaseProblem where readings were
    thinned: from fewer readings other figures would come.
    """
    source = open_engine(engine.url.render_as_string(hide_password=False), readonly=True)
    try:
        with source.connect() as old, engine.begin() as new:
            new.execute(sa.select(t.meter.c.id).where(t.meter.c.id == meter_id).with_for_update())
            refuse_if_thinned(new, meter_id)
            observations = raw_observations(old, meter_id)
            first = list(islice(observations, CHUNK))
            poll = new.execute(sa.select(t.poll).where(t.poll.c.meter_id == meter_id)).mappings().first()
            for table in (*DERIVED_TABLES, *RAW_TABLES, t.poll):
                new.execute(sa.delete(table).where(table.c.meter_id == meter_id))
            done, chunk = 0, first
            while chunk:
                take(new, meter_id, chunk, watching=False)
                done += len(chunk)
                progress(done)
                chunk = list(islice(observations, CHUNK))
            if read_state(new, meter_id).last is None:
                derive(new, meter_id)  # else the first reading has it done
            new.execute(sa.delete(t.poll).where(t.poll.c.meter_id == meter_id))
            if poll:
                new.execute(sa.insert(t.poll).values(dict(poll)))
            changed = {table.name: _differences(old, new, table, meter_id) for table in COMPARED}
        return RederiveReport(done, {name: count for name, count in changed.items() if count})
    finally:
        source.dispose()


def raw_observations(conn: sa.Connection, meter_id: int) -> Iterator[Observation]:
    """Everything the meter said, in the order in which it was received.

    Accepted readings keep the order of the meter's clock, whatever ours said: one that was received under a clock that
    was ahead counts as received no later than those after it.
    """
    streams = (
        ((row.received_at, 0, row) for row in _stream(conn, _refused(meter_id))),
        ((row.received_no_later, 1, row) for row in _stream(conn, _accepted(meter_id))),
        ((row.received_at, 2, row) for row in _stream(conn, _home(meter_id))),
    )
    for _, rank, row in heapq.merge(*streams, key=lambda item: item[:2]):
        if rank == 2:
            yield HomeFigures(**{k: v for k, v in row._mapping.items() if k != "meter_id"})
        else:
            yield _reading(row)


def _accepted(meter_id: int) -> sa.Select[Any]:
    """Each answer as it was: one that was believed only in part left two rows, and the refused one has it whole."""
    raw = ("eb_wh", "dg_wh", "balance_paise", "load_w", "supply", "sanctioned_eb_w", "sanctioned_dg_w")
    mine = t.reading.c.meter_id == meter_id
    return (
        sa.select(
            t.reading.c.at,
            t.reading.c.received_at,
            *(
                sa.case((t.refused.c.at.is_not(None), t.refused.c[name]), else_=t.reading.c[name]).label(name)
                for name in raw
            ),
            sa.func.min(t.reading.c.received_at)
            .over(order_by=t.reading.c.at.desc(), rows=(None, 0))
            .label("received_no_later"),
        )
        .select_from(t.reading.outerjoin(t.refused, _TWINS))
        .where(mine)
        .order_by(t.reading.c.at)
    )


_TWINS = sa.and_(
    t.refused.c.meter_id == t.reading.c.meter_id,
    t.refused.c.received_at == t.reading.c.received_at,
    t.refused.c.at == t.reading.c.at,
)


def _refused(meter_id: int) -> sa.Select[Any]:
    """Answers that were not believed at all."""
    twin = sa.exists().where(_TWINS).correlate(t.refused)
    return sa.select(t.refused).where(t.refused.c.meter_id == meter_id, ~twin).order_by(t.refused.c.received_at)


def _home(meter_id: int) -> sa.Select[Any]:
    return sa.select(t.home).where(t.home.c.meter_id == meter_id).order_by(t.home.c.received_at)


def _stream(conn: sa.Connection, query: sa.Select[Any]) -> Iterator[sa.Row[Any]]:
    return iter(conn.execution_options(yield_per=CHUNK).execute(query))


def _reading(row: sa.Row[Any]) -> Reading:
    return Reading(
        row.at,
        row.received_at,
        row.eb_wh,
        row.dg_wh,
        row.balance_paise,
        row.load_w,
        SUPPLY[row.supply],
        row.sanctioned_eb_w,
        row.sanctioned_dg_w,
    )


def _differences(old: sa.Connection, new: sa.Connection, table: sa.Table, meter_id: int) -> int:
    query = sa.select(table).where(table.c.meter_id == meter_id).order_by(*table.primary_key)
    keys = len(table.primary_key)
    columns = [table.c[c.name] for c in table.primary_key] + [c for c in table.c if not c.primary_key]
    query = query.with_only_columns(*columns)
    rows = [map(tuple, c.execution_options(yield_per=CHUNK).execute(query)) for c in (old, new)]
    merged = heapq.merge(*rows, key=lambda row: row[:keys])
    differing, held = 0, None
    for row in merged:
        if held is not None and held[:keys] == row[:keys]:
            differing += held != row
            held = None
            continue
        differing += held is not None
        held = row
    return differing + (held is not None)
