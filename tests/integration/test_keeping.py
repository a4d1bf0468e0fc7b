"""The commands and the collector keep the data: in real processes, with sentences and exit codes."""

import json
import shutil
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

import pytest

from older import OLDER, older
from power_usage import bootstrap, settings
from power_usage.collector import chores
from processes import command, environment, fake_elnet, fetch, free_port, tracker, until
from recorded import recorded

pytestmark = pytest.mark.slow


def said(done: subprocess.CompletedProcess[str], code: int, *words: str) -> None:
    both = done.stdout + done.stderr
    assert done.returncode == code, both
    assert "Traceback" not in both
    for word in words:
        assert word in both


def rows(file: Path, query: str) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(file)) as conn:
        return conn.execute(query).fetchall()


def spoil(file: Path) -> None:
    with file.open("r+b") as raw:
        for page in range(4, 30):
            raw.seek(page * 4096)
            raw.write(b"\xff" * 3000)


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A database of a day."""
    file = str(recorded(1).write(tmp_path / "flat.jsonl"))
    said(command(tmp_path, "replay", file, POWER_USAGE_DATABASE="home.db"), 0)
    return tmp_path / "home.db"


def test_backup_and_restore_in_words_and_in_json(tmp_path: Path, home: Path) -> None:
    database = {"POWER_USAGE_DATABASE": "home.db"}
    said(command(tmp_path, "backup", **database), 0, "readings; every page was read, and restoring it was tried")
    (made,) = (tmp_path / "backups").iterdir()
    count = rows(home, "SELECT count(*) FROM reading")
    assert rows(home, "SELECT words FROM upkeep WHERE name = 'backup' AND good_at > 0") == [(None,)]
    home.unlink()
    said(command(tmp_path, "restore", str(made), **database), 0, "is restored", "Start the tracker again")
    assert rows(home, "SELECT count(*) FROM reading") == count
    said(command(tmp_path, "rederive", **database), 0, "nothing changed")
    answer = json.loads(command(tmp_path, "restore", "--json", str(made), **database).stdout)
    assert answer["rows"]["reading"] == count[0][0]
    assert Path(tmp_path / answer["aside"]).exists()
    answer = json.loads(command(tmp_path, "backup", "--json", "--rotate", "stick", **database).stdout)
    assert Path(tmp_path / answer["file"]).parent == tmp_path / "stick"


def test_what_cannot_be_backed_up_or_restored_is_said(tmp_path: Path) -> None:
    database = {"POWER_USAGE_DATABASE": "home.db"}
    said(command(tmp_path, "backup", **database), 1, "There is no database home.db")
    assert not (tmp_path / "home.db").exists()
    said(command(tmp_path, "restore", "nowhere.db", **database), 2, "does not exist")
    (tmp_path / "photo.db").write_bytes(b"holiday photos" * 1000)
    said(command(tmp_path, "restore", "photo.db", **database), 1, "photo.db is not a database")
    server = {"POWER_USAGE_DATABASE": "postgresql://u:opensesame@127.0.0.1/home"}
    done = command(tmp_path, "backup", **server)
    said(done, 1, "pg_dump")
    assert "opensesame" not in done.stdout + done.stderr
    (tmp_path / ".env").write_text("POWER_USAGE_BACKUP_DIR=\n")
    said(command(tmp_path, "backup", **database), 2, "POWER_USAGE_BACKUP_DIR is empty")


def test_a_running_tracker_is_backed_up_but_not_replaced(tmp_path: Path, home: Path) -> None:
    port = free_port()
    with fake_elnet() as elnet:
        known = elnet.environment(str(home))
        with tracker(tmp_path, "run", "--port", str(port), **known):
            until(lambda: fetch(f"http://127.0.0.1:{port}/api/v1/status").get("freshness") == "fresh")
            said(command(tmp_path, "backup", **known), 0)
            (made,) = (tmp_path / "backups").iterdir()
            said(command(tmp_path, "restore", str(made), **known), 1, "Stop the tracker")
            assert fetch(f"http://127.0.0.1:{port}/api/v1/status")["freshness"] == "fresh"
        said(command(tmp_path, "restore", str(made), **known), 0)
    assert "Traceback" not in (tmp_path / "stderr.txt").read_text()


def test_after_damage_the_collector_goes_on_says_so_and_the_last_backup_comes_back(tmp_path: Path, home: Path) -> None:
    port = free_port()
    count = rows(home, "SELECT count(*) FROM reading")
    said(command(tmp_path, "backup", POWER_USAGE_DATABASE=str(home)), 0)
    spoil(home)
    raw = home.read_bytes()
    words = tmp_path / "stderr.txt"
    with fake_elnet() as elnet:
        known = elnet.environment(str(home))
        with tracker(tmp_path, "run", "--port", str(port), **known):
            until(lambda: fetch(f"http://127.0.0.1:{port}/api/v1/status").get("freshness") == "fresh")
        (aside,) = tmp_path.glob("home-damaged-*.db")
        assert aside.read_bytes() == raw
        (line,) = [line for line in words.read_text().splitlines() if "is damaged" in line]
        restoring = line.split("type 'power-usage ")[1].split("'")[0].split()
        said(command(tmp_path, *restoring, **known), 0)
    assert rows(home, "SELECT count(*) FROM reading") == count
    assert "Traceback" not in words.read_text()


def test_the_collector_makes_the_daily_backup_beside_its_polls(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(chores, "FIRST_LOOK_S", 2.0)
    monkeypatch.chdir(tmp_path)
    with fake_elnet() as elnet:
        for name, value in elnet.environment(str(tmp_path / "home.db")).items():
            monkeypatch.setenv(name, value)
        with bootstrap.collecting(settings.load()):
            (made,) = until(lambda: list((tmp_path / "backups").glob("home-*.db")))
            until(lambda: rows(tmp_path / "home.db", "SELECT 1 FROM upkeep WHERE good_at > 0"))
    assert rows(made, "SELECT count(*) > 0 FROM reading") == [(1,)]
    assert rows(tmp_path / "home.db", "SELECT count(*) FROM lease") == [(0,)]


def test_a_backup_killed_at_random_points_leaves_whole_backups_only(tmp_path: Path, home: Path) -> None:
    for number in range(6):
        process = subprocess.Popen(
            [sys.executable, "-m", "power_usage", "backup"],
            cwd=tmp_path,
            env=environment(tmp_path, POWER_USAGE_DATABASE="home.db"),
            stdout=subprocess.DEVNULL,
        )
        time.sleep(0.4 + number * 0.12)
        process.kill()
        process.wait()
    said(command(tmp_path, "backup", POWER_USAGE_DATABASE="home.db"), 0)
    assert list((tmp_path / "backups").glob(".*")) == []
    for made in (tmp_path / "backups").iterdir():
        assert rows(made, "PRAGMA integrity_check") == [("ok",)]
        assert rows(made, "SELECT * FROM reading") == rows(home, "SELECT * FROM reading")
    shutil.rmtree(tmp_path / "backups")


def test_an_export_is_shown_or_written_whole(tmp_path: Path, home: Path) -> None:
    database = {"POWER_USAGE_DATABASE": "home.db"}
    shown = command(tmp_path, "export", "readings", "--end", "2026-03-02T06:00:00+05:30", **database)
    said(shown, 0, "meter,at,received_at,eb_register_kwh", "Home,2026-03-02T05:59")
    assert "Home,2026-03-02T06:00" not in shown.stdout
    said(command(tmp_path, "export", "usage", "--group", "day", "-o", "days.json", **database), 0, "days.json: 1 rows")
    (day,) = json.loads((tmp_path / "days.json").read_text())
    (total,) = rows(home, "SELECT max(total_eb_wh) FROM reading")
    assert day["eb_kwh"] * 1000 == total[0]
    said(command(tmp_path, "export", "readings", "-o", "all.parquet", **database), 0)
    assert (tmp_path / "all.parquet").read_bytes().startswith(b"PAR1")
    assert sorted(file.name for file in tmp_path.iterdir() if "unfinished" in file.name) == []


def test_what_cannot_be_exported_is_said(tmp_path: Path, home: Path) -> None:
    database = {"POWER_USAGE_DATABASE": "home.db"}
    for arguments, words in (
        (("usage", "--group", "1441"), "neither minutes from 1 to 1440"),
        (("days", "--group", "30"), "--group is for usage only"),
        (("days", "--start", "yesterday"), "is no day like 2026-03-01"),
        (("days", "--start", "2026-03-01T00:00:00"), "needs an offset"),
        (("days", "--meter", "Shop"), "There is no meter Shop: there are Home"),
        (("days", "--format", "parquet"), "name a file with -o"),
        (("secrets",), "readings"),
    ):
        said(command(tmp_path, "export", *arguments, **database), 2, words)
    said(command(tmp_path, "export", "days", POWER_USAGE_DATABASE="away.db"), 1, "There is no database away.db")
    assert not (tmp_path / "away.db").exists()
    said(
        command(tmp_path, "export", "days", "-o", "no/such/folder/days.csv", **database), 1, "No such file or directory"
    )


def test_an_export_that_nobody_reads_to_the_end_ends_quietly(tmp_path: Path, home: Path) -> None:
    asking = f"{sys.executable} -m power_usage export readings | head -n 2"
    done = subprocess.run(
        ["sh", "-c", asking],
        cwd=tmp_path,
        env=environment(tmp_path, POWER_USAGE_DATABASE="home.db"),
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.stdout.count("\n"), done.stderr) == (2, "")


EARLIER = (
    "CREATE TABLE power_usage (id INTEGER PRIMARY KEY, timestamp DATETIME, balance FLOAT, present_load FLOAT,"
    " amount_used FLOAT, recharge_amount FLOAT)"
)


def another(file: Path, *statements: str) -> bytes:
    """A file of another program."""
    with closing(sqlite3.connect(file)) as conn:
        for statement in statements:
            conn.execute(statement)
        conn.commit()
    return file.read_bytes()


@pytest.mark.parametrize("asked", ["run", "collect", "web", "migrate", "rederive", "check"])
def test_the_earlier_trackers_file_of_the_same_name_is_left_as_it_is(tmp_path: Path, asked: str) -> None:
    raw = another(
        tmp_path / "power_usage_index.db",
        EARLIER,
        "INSERT INTO power_usage VALUES (1, '2025-07-25 10:26:59.000000', 1787.42, 0.58, 0.0, 0.0)",
    )
    with fake_elnet() as elnet:
        known = elnet.environment("power_usage_index.db")
        done = command(tmp_path, asked, **known)
    said(done, 1, "holds the readings of an earlier tracker", "type: power-usage import power_usage_index.db")
    assert (tmp_path / "power_usage_index.db").read_bytes() == raw
    assert {file.name for file in tmp_path.iterdir()} <= {
        "power_usage_index.db", "power_usage_index.db-wal", "power_usage_index.db-shm",
    }  # fmt: skip


def test_another_programs_file_gets_no_tables_of_ours(tmp_path: Path) -> None:
    raw = another(tmp_path / "home.db", "CREATE TABLE recipe (name TEXT)")
    said(command(tmp_path, "migrate", POWER_USAGE_DATABASE="home.db"), 1, "another program", "the table recipe")
    assert (tmp_path / "home.db").read_bytes() == raw


def test_before_an_upgrade_of_the_tables_there_is_a_backup(
    tmp_path: Path, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    older(home)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("POWER_USAGE_DATABASE", str(home))
    for _ in range(2):
        bootstrap.open_to_collect(settings.read(settings.StoreSettings)).dispose()
    (made,) = (tmp_path / "backups").iterdir()
    assert rows(made, "SELECT version_num FROM alembic_version") == [(OLDER,)]
    assert rows(home, "SELECT version_num FROM alembic_version") != [(OLDER,)]
    said(command(tmp_path, "rederive", POWER_USAGE_DATABASE=str(home)), 0, "nothing changed")


@pytest.mark.parametrize("asked", ["check", "migrate", "token list"])
def test_whichever_command_comes_first_after_an_upgrade_there_is_a_backup(
    tmp_path: Path, home: Path, asked: str
) -> None:
    older(home)
    said(command(tmp_path, *asked.split(), POWER_USAGE_DATABASE="home.db"), 0)
    (made,) = (tmp_path / "backups").iterdir()
    said(command(tmp_path, "backup", "--rotate", POWER_USAGE_DATABASE="home.db"), 0)
    assert rows(made, "SELECT version_num FROM alembic_version") == [(OLDER,)]


def test_an_older_program_leaves_a_newer_database_alone_and_goes_back_to_the_backup(tmp_path: Path, home: Path) -> None:
    database = {"POWER_USAGE_DATABASE": "home.db"}
    said(command(tmp_path, "backup", **database), 0)
    (made,) = (tmp_path / "backups").iterdir()
    raw = another(home, "UPDATE alembic_version SET version_num = '9999'", "CREATE TABLE of_the_future (x INTEGER)")
    for asked in ("check", "migrate", "web", "rederive", "backup", "export days", "token list"):
        done = command(tmp_path, *asked.split(), **database)
        said(done, 1, "upgraded by a newer version", "power-usage restore FILE")
        assert "There is no backup" not in done.stderr
    assert home.read_bytes() == raw
    said(command(tmp_path, "restore", str(made), **database), 0)
    (aside,) = tmp_path.glob("home-before-restore-*.db")
    assert rows(aside, "SELECT version_num FROM alembic_version") == [("9999",)]
    said(command(tmp_path, "rederive", **database), 0, "nothing changed")


def test_check_says_how_it_stands_with_the_backup(tmp_path: Path, home: Path) -> None:
    database = {"POWER_USAGE_DATABASE": "home.db"}
    said(command(tmp_path, "check", **database), 0, "ok     Backup: none yet")
    said(command(tmp_path, "backup", **database), 0)
    said(command(tmp_path, "check", **database), 0, "ok     Backup: the last good one is of 20")
    another(home, "UPDATE upkeep SET good_at = good_at - 300000, words = 'The disk is full.'")
    said(command(tmp_path, "check", **database), 1, "WRONG  Backup", "The disk is full.")
