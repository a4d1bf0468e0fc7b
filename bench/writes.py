"""What a day writes: an SD card wears out by bytes, not by rows."""

import os
from pathlib import Path

from bench.measure import tell
from bench.years import DAY
from power_usage.bootstrap import open_database
from power_usage.collector.translate import observation
from power_usage.demo.flat import Flat
from power_usage.demo.history import history
from power_usage.demo.server import FakeElnet
from power_usage.elnet.recording import RecordedLine
from power_usage.storage.backup import back_up
from power_usage.storage.ledger import Ledger

START = 1_772_389_800


def writes(folder: Path, kept: Path) -> None:
    """A day of polls as they come, each a transaction of its own; then a backup of `kept`, a database of 400 days."""
    if _written() is None:
        return
    elnet = FakeElnet(Flat(seed=7, at=START), token="demo", input_type="demo")  # noqa: S106
    ledger = Ledger(open_database(str(folder / "day.db")))
    meter = ledger.ensure_meter("Home", "Asia/Kolkata")
    lines = list(history(elnet, START, START + DAY))
    polls = [RecordedLine(line.received_at + late, *_rest(line)) for line in lines for late in (0, 30)]
    before = _written() or 0
    for line in polls:
        seen = observation(line)
        if seen is not None:
            ledger.observe(meter, [seen])
    ledger.engine.dispose()
    polled = (_written() or 0) - before
    tell(
        "MB written by a day of polls",
        f"{polled / 1e6:.1f} ({len(polls):,} polls, {polled / len(polls) / 1000:.1f} kB each)",
        "the fewer the better",
        good=True,
    )
    before = _written() or 0
    size = back_up(kept, folder / "backups", START).bytes
    backed_up = (_written() or 0) - before
    tell(
        "MB written by a nightly backup and its trial",
        f"{backed_up / 1e6:.1f} (of {size / 1e6:.1f} MB)",
        "twice its size",
        good=backed_up < 2.2 * size,
    )
    tell("GB a year, both", f"{(polled + backed_up) * 365 / 1e9:.0f}", "a card bears some thousands", good=True)


def _rest(line: RecordedLine) -> tuple[str, int | None, object, str | None]:
    return line.endpoint, line.status, line.body, line.error


def _written() -> int | None:
    """Bytes that this process gave to files so far, as Linux counts them."""
    counts = Path("/proc/self/io")
    if os.name != "posix" or not counts.exists():
        return None
    return int(next(line.split()[1] for line in counts.read_text().splitlines() if line.startswith("wchar")))
