"""A database of years, written row by row in the shape that the ledger leaves behind."""

import sqlite3
from collections.abc import Iterator
from pathlib import Path

from power_usage.bootstrap import open_database
from power_usage.domain.meter import State
from power_usage.storage.ledger import STATE, Ledger

DAY = 86_400
SPACING_S = 30
IST_S = 19_800


def write(path: Path, days: int, end: int) -> int:
    """Readings every 30 s for so many days until `end`; how many there are."""
    engine = open_database(str(path))
    meter = Ledger(engine).ensure_meter("Home", "Asia/Kolkata")
    engine.dispose()
    start = end - days * DAY
    with sqlite3.connect(path) as conn:
        columns = [row[1] for row in conn.execute("PRAGMA table_info(reading)")]
        marks = ",".join("?" * len(columns))
        conn.executemany(f"INSERT INTO reading ({','.join(columns)}) VALUES ({marks})", _readings(meter, start, end))  # noqa: S608
        conn.executemany("INSERT INTO peak VALUES (?,?,?,?)", _peaks(meter, start, end))
        conn.executemany("INSERT INTO session VALUES (?,?,?,?,?,?,?,?,?,?)", _sessions(meter, start, end))
        conn.execute(
            "INSERT INTO poll (meter_id, polled_at, answered_at, outcome, silent_since) VALUES (?,?,?,?,?)",
            (meter, end, end, "accepted", None),
        )
        conn.execute("INSERT INTO meter_state VALUES (?,?,1)", (meter, STATE.dump_json(State()).decode()))
        conn.execute("ANALYZE")
        count = int(conn.execute("SELECT count(*) FROM reading").fetchone()[0])
    conn.close()
    return count


def _load(at: int) -> int:
    return 150 + (at // 900 * 7919) % 1700


def _readings(meter: int, start: int, end: int) -> Iterator[tuple[object, ...]]:
    eb_ws = dg_ws = dg_s = 0
    for at in range(start, end + 1, SPACING_S):
        load = _load(at)
        on_dg = at % DAY < 2400
        if at > start:
            eb_ws, dg_ws = (eb_ws, dg_ws + load * SPACING_S) if on_dg else (eb_ws + load * SPACING_S, dg_ws)
            dg_s += SPACING_S * on_dg
        eb, dg = eb_ws // 36_000 * 10, dg_ws // 36_000 * 10
        paise = eb * 833 // 1000 + dg * 22 // 10
        yield (
            meter, at, at + 12, 48_808_720 + eb, 477_240 + dg, 10_000_000 - paise, load, int(on_dg), None, None,
            eb, dg, eb * 833 // 1000, dg * 22 // 10, dg_s, at - start, 0,
        )  # fmt: skip


def _peaks(meter: int, start: int, end: int) -> Iterator[tuple[int, int, int, int]]:
    for at in range(start - start % 900, end, 900):
        yield meter, 900, at, _load(at)
    first = start - (start + IST_S) % DAY
    for at in range(first, end, DAY):
        yield meter, DAY, at, 1849


def _sessions(meter: int, start: int, end: int) -> Iterator[tuple[object, ...]]:
    for day in range(start - start % DAY + DAY, end, DAY):
        yield meter, day, "dg", day + 2400, 30, 30, 0, 0, 0, 0
        yield meter, day + 2400, "eb", None if day + DAY >= end else day + DAY, 30, 30, 0, 0, 0, 0
