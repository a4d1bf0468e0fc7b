"""Killed at any moment of a backup, restore, export, thinning, migration, import: the database is sound, nothing lost.

`KILLS=20 pytest -s tests/integration/test_killed.py` kills each of them 20 times, and prints what was met.
"""

import hashlib
import os
import random
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Sequence
from contextlib import closing
from pathlib import Path

import pytest
import sqlalchemy as sa

import earlier
from older import OLDER, RAW, older
from power_usage.collector.replay import ReplayCounts, replay_lines
from power_usage.domain.calendar import buckets, zone
from power_usage.readmodels.history import Usage, usage
from power_usage.storage.backup import back_up
from power_usage.storage.engine import database_url, open_engine
from power_usage.storage.ledger import Ledger
from power_usage.storage.migrate import migrate
from power_usage.storage.restore import restore
from processes import command, environment
from recorded import BEGAN, recorded

pytestmark = pytest.mark.slow

KILLS = int(os.environ.get("KILLS", "3"))
LONGEST_S = 0.6
NOW = 1_774_000_000
HISTORY = ("meter", "reading", "refused", "home", "session", "movement", "rate", "peak")

BACK_UP = """
from power_usage.storage.backup import back_up
for number in range(1000):
    back_up(Path("home.db"), Path("backups"), {now} + number)
"""
RESTORE = """
from power_usage.storage.restore import restore
for number in range(1000):
    restore(Path("backup.db"), Path("home.db"), {now} + number)
"""
EXPORT = """
from power_usage import bootstrap, exporting
for number in range(1000):
    with bootstrap.one_moment("home.db") as conn, exporting.whole_file(Path("out.csv")) as to:
        found = exporting.lines(conn, "readings", (), start=None, end=None, group=30)
        exporting.write_csv(to, exporting.columns("readings"), found)
"""
THIN = """
from power_usage.storage.engine import database_url, open_engine
from power_usage.storage.thinning import thin_a_day
engine = open_engine(database_url("home.db"))
while thin_a_day(engine, 1, {now}):
    pass
"""
MIGRATE = """
from power_usage.storage.engine import database_url, open_engine
from power_usage.storage.migrate import migrate
migrate(open_engine(database_url("home.db")))
"""
IMPORT = """
import sys
sys.argv = ["power-usage", "import", "power_usage_index.db"]
from power_usage.cli import main
main()
"""
IMPORTED = (
    "from pathlib import Path\nimport power_usage.exporting, power_usage.bootstrap, power_usage.storage.migrate\n"
)


@pytest.fixture(scope="module")
def household(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The file of a household of some days."""
    file = tmp_path_factory.mktemp("household") / "home.db"
    engine = open_engine(database_url(str(file)))
    migrate(engine)
    ledger = Ledger(engine)
    replay_lines(ledger, ledger.ensure_meter("Home", "Asia/Kolkata"), recorded(4).lines, lambda _: None, ReplayCounts())
    engine.dispose()
    return file


@pytest.fixture
def home(tmp_path: Path, household: Path) -> Path:
    """The same, for one test."""
    return Path(shutil.copy(household, tmp_path / "home.db"))


def kill_in_the_midst(folder: Path, work: str, chance: random.Random, longest_s: float = LONGEST_S) -> bool:
    """Begin the work in a process of its own and kill that at a random moment; False where it had ended by itself."""
    code = f"{IMPORTED}print('go', flush=True)\n{work.format(now=NOW)}"
    process = subprocess.Popen(
        [sys.executable, "-c", code], cwd=folder, env=environment(folder), stdout=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "go\n"
    time.sleep(chance.uniform(0, longest_s))
    process.kill()
    process.stdout.close()
    return process.wait() == -signal.SIGKILL


def asked(file: Path, query: str) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(file)) as conn:
        return conn.execute(query).fetchall()


def digest(file: Path, tables: Sequence[str] = HISTORY) -> str:
    """Of all of a household's history, after every page was found sound."""
    assert asked(file, "PRAGMA integrity_check") == [("ok",)]
    found = hashlib.sha256()
    for table in tables:
        found.update(repr(asked(file, f"SELECT * FROM {table} ORDER BY 1, 2")).encode())  # noqa: S608 - names above
    return found.hexdigest()


def many(met: Callable[[int], str], what: str) -> None:
    """Kill so many times, and say how often what was met."""
    print(f"{what}: {dict(Counter(met(number) for number in range(KILLS)))}")


def test_a_backup(home: Path, tmp_path: Path) -> None:
    before, chance, folder = digest(home), random.Random(1), tmp_path / "backups"  # noqa: S311

    def met(_: int) -> str:
        assert kill_in_the_midst(tmp_path, BACK_UP, chance)
        assert digest(home) == before
        whole = list(folder.glob("home-*.db")) if folder.exists() else []
        for file in whole:
            assert digest(file) == before
            file.unlink()
        left = list(folder.glob(".*")) if folder.exists() else []
        return f"{'unfinished files' if left else 'none unfinished'}, {'some' if whole else 'no'} whole backup"

    many(met, "backup")
    back_up(home, folder, NOW)
    assert len(list(folder.iterdir())) == 1, "what was unfinished is swept"


def test_a_restore(home: Path, tmp_path: Path) -> None:
    chance = random.Random(2)  # noqa: S311
    shutil.copy(home, tmp_path / "backup.db")
    with closing(sqlite3.connect(home)) as conn:
        conn.execute("DELETE FROM session")
        conn.commit()
    old, new = digest(home), digest(tmp_path / "backup.db")
    original = home.read_bytes()

    def met(_: int) -> str:
        for file in tmp_path.glob("home*"):
            file.unlink()
        home.write_bytes(original)
        assert kill_in_the_midst(tmp_path, RESTORE, chance)
        found = digest(home)
        assert found in (old, new)
        kept = [digest(file) for file in tmp_path.glob("home-before-restore-*.db")]
        assert found == old or old in kept
        return "restored" if found == new else "as it was"

    many(met, "restore")
    restore(tmp_path / "backup.db", home, NOW + 5000)
    assert digest(home) == new
    assert list(tmp_path.glob(".*")) == []


def test_an_export(home: Path, tmp_path: Path) -> None:
    before, chance = digest(home), random.Random(3)  # noqa: S311
    out = tmp_path / "out.csv"
    count = asked(home, "SELECT count(*) FROM reading")[0][0]
    sizes = set()

    def met(_: int) -> str:
        assert kill_in_the_midst(tmp_path, EXPORT, chance)
        assert digest(home) == before
        if not out.exists():
            return "no file"
        lines = out.read_text("utf-8").splitlines()
        assert len(lines) == int(str(count)) + 1
        sizes.add(out.stat().st_size)
        out.unlink()
        return "a whole file"

    many(met, "export")
    assert len(sizes) <= 1


def by_hours(file: Path) -> Usage:
    engine = open_engine(database_url(str(file)), readonly=True)
    with engine.connect() as conn:
        found = usage(conn, 1, buckets(BEGAN, BEGAN + 5 * 86_400, 60, zone("Asia/Kolkata")))
    engine.dispose()
    return found


def test_thinning(home: Path, tmp_path: Path, household: Path) -> None:
    before, chance = by_hours(home), random.Random(4)  # noqa: S311
    rows = set(asked(home, "SELECT * FROM reading"))

    def met(_: int) -> str:
        for suffix in ("", "-wal", "-shm"):
            home.with_name(home.name + suffix).unlink(missing_ok=True)
        shutil.copy(household, home)
        kill_in_the_midst(tmp_path, THIN, chance, 0.3)
        assert asked(home, "PRAGMA integrity_check") == [("ok",)]
        assert by_hours(home) == before
        left = asked(home, "SELECT * FROM reading")
        assert set(left) <= rows
        until = int(str((asked(home, "SELECT until_at FROM thinned") or [(0,)])[0][0]))
        # A day was thinned wholly, and it is remembered, or not at all.
        assert {row for row in left if int(str(row[1])) >= until} == {row for row in rows if int(str(row[1])) >= until}
        return f"{sum(1 for start in range(BEGAN, until, 86_400))} days thinned"

    many(met, "thinning")


def test_a_migration(home: Path, tmp_path: Path) -> None:
    chance = random.Random(5)  # noqa: S311
    older(home)
    raw = {f"(SELECT {names} FROM {table})" for table, names in RAW.items()}  # noqa: S608 - names above
    before, original = digest(home, sorted(raw)), home.read_bytes()

    def met(_: int) -> str:
        for suffix in ("", "-wal", "-shm"):
            home.with_name(home.name + suffix).unlink(missing_ok=True)
        home.write_bytes(original)
        kill_in_the_midst(tmp_path, MIGRATE, chance, 0.1)
        assert digest(home, sorted(raw)) == before
        (version,) = asked(home, "SELECT version_num FROM alembic_version")
        tables = {str(name) for (name,) in asked(home, "SELECT name FROM sqlite_master WHERE type = 'table'")}
        assert ({"upkeep", "outage", "token", "imported"} <= tables) is (version != (OLDER,))
        assert (not {"upkeep", "outage", "token", "imported"} & tables) is (version == (OLDER,))
        engine = open_engine(database_url(str(home)))
        migrate(engine)
        with engine.connect() as conn:
            assert conn.execute(sa.text("SELECT count(*) FROM upkeep")).scalar_one() == 0
        engine.dispose()
        assert digest(home, sorted(raw)) == before
        return f"at {version[0]}"

    many(met, "migration")


def test_an_import(tmp_path: Path) -> None:
    chance = random.Random(6)  # noqa: S311
    old = earlier.write(tmp_path / "power_usage_index.db", earlier.rows_of(recorded(10).lines))
    raw = old.read_bytes()
    (in_one_go,) = command(tmp_path, "import", old.name).stdout.splitlines()[-1:]
    assert "is kept as" in in_one_go
    whole = imported(old)

    def met(_: int) -> str:
        for file in (*tmp_path.glob("*.db*"), *tmp_path.glob(".*")):
            file.unlink()
        old.write_bytes(raw)
        ended = not kill_in_the_midst(tmp_path, IMPORT, chance, 1.2)
        found = "all" if ended or old.read_bytes() != raw else "nothing"
        if found == "nothing":
            assert command(tmp_path, "import", old.name).returncode == 0
        assert imported(old) == whole
        (aside,) = tmp_path.glob("power_usage_index-earlier-*.db")
        assert aside.read_bytes() == raw
        # Another import, into what is there now, is killed as well.
        with closing(sqlite3.connect(old)) as conn:
            conn.execute("DELETE FROM imported WHERE number > 1000")
            conn.commit()
        part = imported(old)
        kill_in_the_midst(tmp_path, IMPORT.replace("power_usage_index.db", aside.name), chance, 1.2)
        assert imported(old) in (part, whole)
        assert command(tmp_path, "import", aside.name).returncode == 0
        assert imported(old) == whole
        assert not list(tmp_path.glob(".*"))
        return found

    many(met, "import")


def imported(file: Path) -> str:
    """A digest of what was imported and derived from it, after every page was found sound."""
    return digest(file, ("meter", "imported", "imported_total", "movement"))
