"""The computer's clock jumps while the collector runs: no reading is lost, no figure is wrong, no outage is made up.

The clock is moved by libfaketime (Debian's faketime), for the collector alone; the meter's clock goes on.
"""

import json
import sqlite3
import time
from contextlib import closing
from pathlib import Path

import pytest

from processes import Elnet, command, fake_elnet, tracker, until

FAKETIME = next(iter(sorted(Path("/usr/lib").glob("*/faketime/libfaketimeMT.so.1"))), None)

pytestmark = [pytest.mark.slow, pytest.mark.skipif(FAKETIME is None, reason="needs Debian's faketime")]


class Clock:
    """The collector's clock: `jump("+3h")` moves it away from the true time, `jump("+0")` sets it right."""

    def __init__(self, folder: Path) -> None:
        self._file = folder / "clock"
        self.jump("+0")

    def jump(self, offset: str) -> None:
        """From the next look at the clock."""
        new = self._file.with_suffix(".new")
        new.write_text(offset + "\n")
        new.replace(self._file)

    @property
    def environment(self) -> dict[str, str]:
        """What puts a process under this clock; what it waits for and its files keep the true time."""
        return {
            "LD_PRELOAD": str(FAKETIME),
            "FAKETIME_TIMESTAMP_FILE": str(self._file),
            "FAKETIME_NO_CACHE": "1",
            "FAKETIME_DONT_FAKE_MONOTONIC": "1",
            "DONT_FAKE_MONOTONIC": "1",
            "NO_FAKE_STAT": "1",
        }


class Home:
    """A collector under such a clock, and what it has stored."""

    def __init__(self, folder: Path, elnet: Elnet) -> None:
        self.folder, self.clock = folder, Clock(folder)
        self.settings = {**elnet.environment(str(folder / "home.db")), **self.clock.environment}
        assert command(folder, "migrate", POWER_USAGE_DATABASE=str(folder / "home.db")).returncode == 0

    def asked(self, query: str) -> list[tuple[int | str, ...]]:
        """Of the database, however it is written to meanwhile."""
        with closing(sqlite3.connect(self.folder / "home.db")) as conn:
            return conn.execute(query).fetchall()

    def newest(self) -> int:
        """The meter's clock at the newest reading."""
        return int(self.asked("SELECT coalesce(max(at), 0) FROM reading")[0][0])

    def polls(self) -> int:
        """So many answers were judged."""
        (found,) = self.asked("SELECT counts FROM poll")[0]
        return sum(json.loads(str(found)).values())


@pytest.mark.parametrize("offset", ["+3h", "-1d", "+3y", "-3y"])
def test_a_jump_there_and_back(tmp_path: Path, offset: str) -> None:
    with fake_elnet() as elnet:
        elnet.control(load_w=60_000)
        home = Home(tmp_path, elnet)
        with tracker(tmp_path, "collect", **home.settings) as collector:
            until(lambda: len(home.asked("SELECT 1 FROM reading")) > 3)
            home.clock.jump(offset)
            seen = home.polls()
            until(lambda: home.polls() > seen + 3)
            home.clock.jump("+0")
            right = time.time()
            until(lambda: home.newest() > right + 4)
        assert collector.returncode == 0
    rows = home.asked("SELECT eb_wh, balance_paise, total_eb_wh, total_eb_paise, received_at FROM reading ORDER BY at")
    first, last = rows[0], rows[-1]
    print(rows, home.asked("SELECT received_at, at, reason FROM refused"))
    assert int(last[2]) == int(last[0]) - int(first[0])
    assert int(first[1]) - int(last[3]) == int(last[1])
    assert home.asked("SELECT * FROM movement") == []
    assert home.asked("SELECT kind, start_at, end_at FROM outage") == []
    again = command(tmp_path, "rederive", "--json", POWER_USAGE_DATABASE=str(tmp_path / "home.db"))
    assert json.loads(again.stdout)["Home"]["changed"] == {}
    words = (tmp_path / "stderr.txt").read_text()
    assert "Traceback" not in words
