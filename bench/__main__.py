"""`make bench`: every figure in one run, each with p50 and p95. It prints; it judges nothing but its own aims."""

import os
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import orjson

from bench.asking import Asking, serving
from bench.forecast import forecast
from bench.measure import Times, against, in_turns, tell, timed
from bench.pages import pages
from bench.years import DAY, write
from power_usage.bootstrap import open_database
from power_usage.collector.replay import ReplayCounts, replay_lines
from power_usage.demo.flat import Flat
from power_usage.demo.history import history
from power_usage.demo.server import FakeElnet
from power_usage.elnet.recording import RecordedLine, read_recording
from power_usage.storage.ledger import Ledger

FIVE_YEARS, YEAR, MONTH = 1826, 365, 31
ROUNDS = 60
VIEWS = {
    "24 h at 30 min": "hours=24&group=30",
    "720 h at 60 min": "hours=720&group=60",
    "a year by day": "hours=8760&group=day",
    "five years by day": "hours=43800&group=day",
}


def main() -> None:
    """Everything, one after the other; with `forecast` only how good the forecast is."""
    if sys.argv[1:2] == ["forecast"]:
        forecast(rivals="rivals" in sys.argv)
        return
    with tempfile.TemporaryDirectory(prefix="power-usage-bench-") as name:
        folder = Path(name)
        end = int(time.time()) // 60 * 60
        print("Writing databases of a month, a year and five years ...", flush=True)
        sizes = {days: write(folder / f"{days}.db", days, end) for days in (MONTH, YEAR, FIVE_YEARS)}
        print(f"{sizes[FIVE_YEARS]:,} readings in five years\n")
        replays(folder)
        size(folder)
        views(folder)
        pages(folder / f"{FIVE_YEARS}.db", folder / f"{MONTH}.db")
        heaviest(folder, end)
        memory_and_start(folder)
    print()
    forecast()


def replays(folder: Path) -> None:
    """Answers a second, whole steps and transactions on SQLite."""
    start = 1_772_389_800
    elnet = FakeElnet(Flat(seed=7, at=start), token="demo", input_type="demo")  # noqa: S106
    lines = list(history(elnet, start, start + 14 * DAY))
    # As real polling brings them: every answer twice, since polls come twice as often as snapshots.
    doubled = [RecordedLine(line.received_at + late, *_rest(line)) for line in lines for late in (0, 30)]
    seconds = []
    for number in range(5):
        ledger = Ledger(open_database(str(folder / f"replay{number}.db")))
        meter = ledger.ensure_meter("Home", "Asia/Kolkata")
        seconds.append(
            timed(lambda ledger=ledger, meter=meter: replay_lines(ledger, meter, doubled, _nothing, ReplayCounts()))
        )  # type: ignore[misc]
        ledger.engine.dispose()
    times = Times(seconds)
    rate, slow = len(doubled) / times.p50, len(doubled) / times.p95
    tell(
        "replay of a simulated flat, answers a second",
        f"p50 {rate:,.0f}, p95 {slow:,.0f}",
        "at least 10,000",
        slow >= 10_000,
    )
    recordings = Path(os.environ.get("POWER_USAGE_RECORDINGS", "../shared/recordings"))
    for path in sorted(recordings.glob("*.jsonl.gz")):
        counts = ReplayCounts()
        database = folder / f"{path.name}.db"
        ledger = Ledger(open_database(str(database)))
        meter = ledger.ensure_meter("Home", "Asia/Kolkata")
        took = timed(lambda: replay_lines(ledger, meter, read_recording(path), _nothing, counts))  # noqa: B023
        ledger.engine.dispose()
        tell(
            f"replay of {path.name}, answers a second",
            f"{counts.lines / took:,.0f}",
            "at least 10,000",
            counts.lines / took >= 10_000,
        )


def _rest(line: RecordedLine) -> tuple[str, int | None, object, str | None]:
    return line.endpoint, line.status, line.body, line.error


def _nothing(_: int) -> None:
    """Progress is not shown."""


def size(folder: Path) -> None:
    """Bytes a stored reading, everything that belongs to it included."""
    path = folder / "replay0.db"
    with sqlite3.connect(path) as conn:
        conn.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        conn.execute("VACUUM")
        count = conn.execute("SELECT count(*) FROM reading").fetchone()[0]
    conn.close()
    tell("bytes a stored reading, all tables", f"{path.stat().st_size / count:.1f}", "the fewer the better", True)


def views(folder: Path) -> None:
    """What people look at, against the emptiest answer of the same server; five years against a month."""
    five, month = folder / f"{FIVE_YEARS}.db", folder / f"{MONTH}.db"
    with serving(folder, five) as (many, *_), serving(folder, month) as (few, *_):
        big, small = Asking(many), Asking(few)
        works: dict[str, Callable[[], object]] = {"healthz": big.work("/healthz")}
        for name, query in VIEWS.items():
            works[name] = big.work(f"/api/v1/usage?{query}")
            works[f"{name}, first time"] = big.fresh(f"/api/v1/usage?{query}")
            if "year" not in name:
                works[f"{name}, a month"] = small.work(f"/api/v1/usage?{query}")
                works[f"{name}, a month, first time"] = small.fresh(f"/api/v1/usage?{query}")
        works["the page"] = big.work("/")
        works["status"] = big.work("/api/v1/status")
        times = in_turns(works, ROUNDS)
    floor = times["healthz"]
    tell("GET /healthz", f"p50 {floor.p50 * 1000:.2f} ms, p95 {floor.p95 * 1000:.2f} ms", "", good=True)
    for name in VIEWS:
        against(f"{name}, five years, against /healthz", times[name], floor, 5)
    for name in (*(f"{name}, first time" for name in VIEWS), "the page", "status"):
        against(f"{name}, five years, against /healthz", times[name], floor, None)
    for name in VIEWS:
        for again in ("", ", first time"):
            if f"{name}, a month{again}" in times:
                label = f"{name}{again}, five years against a month"
                against(label, times[name + again], times[f"{name}, a month{again}"], 1.5)


def heaviest(folder: Path, end: int) -> None:
    """720 h by the minute, against one range scan of the same rows, summed and dumped."""
    database = folder / f"{FIVE_YEARS}.db"
    start = end - 720 * 3600
    conn = sqlite3.connect(database)

    def scan() -> bytes:
        rows = conn.execute(
            "SELECT at, load_w, total_eb_wh, total_dg_wh, total_eb_paise, total_dg_paise, total_dg_s, total_observed_s,"
            " total_recovered_wh FROM reading WHERE meter_id = 1 AND at BETWEEN ? AND ? ORDER BY at",
            (start, end),
        ).fetchall()
        sums: dict[int, list[int]] = {}
        for at, load, *totals in rows:
            bucket = sums.setdefault(at // 60, [0] * 8)
            bucket[0] = max(bucket[0], load)
            bucket[1:] = totals
        return orjson.dumps(list(sums.values()))

    with serving(folder, database) as (url, *_):
        asking = Asking(url)
        works: dict[str, Callable[[], object]] = {"floor": scan, "view": asking.work("/api/v1/usage?hours=720&group=1")}
        times = in_turns(works, 12)
    conn.close()
    against("720 h by the minute (43,200 groups), against the floor", times["view"], times["floor"], 2)


def memory_and_start(folder: Path) -> None:
    """`power-usage run` with a year of data."""
    elnet = subprocess.Popen([sys.executable, "-m", "power_usage.demo"], stdout=subprocess.PIPE, text=True)
    assert elnet.stdout is not None
    try:
        url = elnet.stdout.readline().strip()
        meter = {
            "LIVE_UPDATES_API_URL": url + "/api/Dashboard/GetLiveUpdates",
            "HOME_DATA_API_URL": url + "/api/Dashboard/HomeData",
            "POWER_USAGE_BEARER_TOKEN": "demo",
            "POWER_USAGE_INPUT_TYPE": "demo",
        }
        starts, usual, heavy = [], float("nan"), float("nan")
        for number in range(5):
            with serving(folder, folder / f"{YEAR}.db", command="run", **meter) as (served, process, seconds):
                starts.append(seconds)
                if number < 4:
                    continue
                asking = Asking(served)
                for _ in range(5):
                    for path in ("/", *(f"/api/v1/usage?{query}" for query in VIEWS.values())):
                        asking.get(path)
                usual = _resident_mb(process.pid)
                asking.get("/api/v1/usage?hours=720&group=1")
                heavy = _resident_mb(process.pid)
    finally:
        elnet.kill()
        elnet.wait()
    times = Times(starts)
    tell(
        "seconds from `run` to the first page, a year of data",
        f"p50 {times.p50:.2f}, p95 {times.p95:.2f}",
        "below 2",
        times.p95 < 2,
    )
    tell(
        "memory of `run`, a year of data, MB",
        f"{usual:.0f} (after 720 h by the minute {heavy:.0f})",
        "below 110",
        usual < 110,
    )


def _resident_mb(pid: int) -> float:
    status = Path(f"/proc/{pid}/status")
    if not status.exists():
        return float("nan")
    kilobytes = next(line.split()[1] for line in status.read_text().splitlines() if line.startswith("VmRSS"))
    return int(kilobytes) * 1024 / 1e6


main()
