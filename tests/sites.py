"""Dashboards to visit: the demo as it runs, and databases with a recording in them."""

import fcntl
import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

import pytest

from house import IST
from processes import command, fetch, free_port, tracker, until
from recorded import recorded

PLACE = Path(os.environ.get("POWER_USAGE_RECORDINGS", "../shared/recordings"))
DAY_S = 86_400


@contextmanager
def demo(folder: Path) -> Iterator[str]:
    """`power-usage demo` with its month made up and live since; gives its address."""
    port = free_port()
    with tracker(folder, "demo", "--port", str(port)):
        url = f"http://127.0.0.1:{port}"
        until(lambda: fetch(url + "/api/v1/status").get("freshness") == "fresh", 120)
        yield url


@contextmanager
def web(folder: Path, database: Path, port: int = 0) -> Iterator[str]:
    """`power-usage web` on a database that nobody writes to: its figures stand still."""
    port = port or free_port()
    with tracker(folder, "web", "--port", str(port), POWER_USAGE_DATABASE=str(database)):
        url = f"http://127.0.0.1:{port}"
        until(lambda: fetch(url + "/api/v1/status").get("read_at"))
        yield url


def made_once(factory: pytest.TempPathFactory, name: str, make: Callable[[Path], None]) -> Path:
    """A file that takes long to make, made by the first of the test processes that needs it."""
    base = factory.getbasetemp()
    folder = base.parent if "PYTEST_XDIST_WORKER" in os.environ else base
    path = folder / name
    with (folder / f"{name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not path.exists():
            make(path)
    return path


def replayed(database: Path, recording: Path) -> None:
    """Fill a database from a recording."""
    unfinished = database.with_suffix(".unfinished")
    done = command(database.parent, "replay", str(recording.resolve()), POWER_USAGE_DATABASE=str(unfinished))
    assert done.returncode == 0, done.stderr
    unfinished.rename(database)


def flat(database: Path) -> None:
    """Twenty days of March 2026 of the simulated flat."""
    replayed(database, recorded(20).write(database.with_suffix(".jsonl")))


def recent(database: Path) -> None:
    """The flat's last thirty-five days, until a while ago."""
    today = datetime.now(IST).replace(hour=0, minute=0, second=0, microsecond=0)
    began = int(today.timestamp()) - 35 * DAY_S
    lines = recorded((time.time() - 600 - began) / DAY_S, began=began)
    replayed(database, lines.write(database.with_suffix(".jsonl")))
