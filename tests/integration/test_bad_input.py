"""Whatever goes wrong outside: a sentence that says what to do, a proper exit code, nothing lost, no traceback."""

import json
import sqlite3
import subprocess
from pathlib import Path

import pytest

from disks import disk
from house import House
from power_usage.bootstrap import open_database
from power_usage.collector.pending import Pending
from power_usage.storage.engine import database_url, open_engine
from power_usage.storage.ledger import Ledger
from processes import command, fake_elnet, free_port, tracker, until
from recorded import recorded

pytestmark = pytest.mark.slow

METER = {
    "LIVE_UPDATES_API_URL": "http://127.0.0.1:9/api/Dashboard/GetLiveUpdates",
    "HOME_DATA_API_URL": "http://127.0.0.1:9/api/Dashboard/HomeData",
    "POWER_USAGE_BEARER_TOKEN": "opensesame",
    "POWER_USAGE_INPUT_TYPE": "verysecret",
}


def said(done: subprocess.CompletedProcess[str], code: int, *words: str) -> None:
    both = done.stdout + done.stderr
    assert done.returncode == code, both
    assert "Traceback" not in both
    assert "opensesame" not in both
    assert "verysecret" not in both
    for word in words:
        assert word in both


def test_a_wrong_setting_is_named(tmp_path: Path) -> None:
    wrong = {**METER, "POWER_USAGE_FETCH_INTERVAL_SECONDS": "soon"}
    said(command(tmp_path, "run", **wrong), 2, "POWER_USAGE_FETCH_INTERVAL_SECONDS must be a whole number")


def test_collect_without_a_meter_says_what_to_do(tmp_path: Path) -> None:
    said(command(tmp_path, "collect"), 2, "No meter is configured", ".env.example")


def test_an_unknown_command_is_wrong_usage(tmp_path: Path) -> None:
    said(command(tmp_path, "rum"), 2, "No such command")


def test_check_says_that_elnet_cannot_be_reached(tmp_path: Path) -> None:
    said(command(tmp_path, "check", **METER), 1, "ok     Database", "WRONG  Home, live", "cannot be reached")


@pytest.mark.parametrize(
    ("quirk", "words"),
    [
        ("401", "token"),
        ("html", "not an ELNET answer"),
        ("no_data", "no data"),
        ("empty", "not an ELNET answer"),
        ("500", "500"),
    ],
)
def test_check_says_what_elnet_answers(tmp_path: Path, quirk: str, words: str) -> None:
    with fake_elnet() as elnet:
        elnet.control(quirk=quirk)
        done = command(tmp_path, "check", **elnet.environment(str(tmp_path / "home.db")))
    said(done, 1, "WRONG  Home, live", words)


def test_check_is_content_with_a_good_meter(tmp_path: Path) -> None:
    with fake_elnet() as elnet:
        done = command(tmp_path, "check", **elnet.environment(str(tmp_path / "home.db")))
    said(done, 0, "ok     Home, live: balance", "ok     Home, home")


def test_a_database_in_a_folder_that_is_not_there(tmp_path: Path) -> None:
    said(command(tmp_path, "migrate", POWER_USAGE_DATABASE="/nowhere/home.db"), 1, "cannot be opened", "folder exists")


def test_a_file_that_is_no_database(tmp_path: Path) -> None:
    (tmp_path / "home.db").write_bytes(b"these are holiday photos" * 500)
    done = command(tmp_path, "migrate", POWER_USAGE_DATABASE="home.db")
    said(done, 1, "is not a database", "Move it aside (do not delete it)")
    assert (tmp_path / "home.db").read_bytes().startswith(b"these are holiday")


def test_a_database_that_is_damaged(tmp_path: Path) -> None:
    file = str(recorded(3).write(tmp_path / "flat.jsonl"))
    database = tmp_path / "home.db"
    assert command(tmp_path, "replay", file, POWER_USAGE_DATABASE=str(database)).returncode == 0
    with database.open("r+b") as raw:
        for page in range(2, 40):
            raw.seek(page * 4096)
            raw.write(b"\xff" * 3000)
    said(command(tmp_path, "rederive", POWER_USAGE_DATABASE=str(database)), 1, "damaged", "backup")


def test_a_locked_database(tmp_path: Path) -> None:
    database = str(tmp_path / "home.db")
    assert command(tmp_path, "migrate", POWER_USAGE_DATABASE=database).returncode == 0
    file = str(recorded(0.1).write(tmp_path / "flat.jsonl"))
    holder = sqlite3.connect(database, isolation_level=None)
    holder.execute("BEGIN IMMEDIATE")
    try:
        said(
            command(tmp_path, "replay", file, POWER_USAGE_DATABASE=database),
            1,
            "locked by another program",
            "Nothing was lost",
        )
    finally:
        holder.close()
    assert command(tmp_path, "replay", file, POWER_USAGE_DATABASE=database).returncode == 0


def test_a_collector_whose_database_is_held_says_so_in_a_sentence_and_loses_nothing(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    engine = open_database(str(tmp_path / "home.db"))
    house, ledger = House(), Ledger(engine)
    pending = Pending(ledger.ensure_meter("Home", "Asia/Kolkata"), "Home", ledger)
    reader = open_engine(database_url(str(tmp_path / "home.db")), readonly=True)
    ledger.engine = reader  # takes nothing, at once
    pending.add(house.reading())
    ledger.engine = engine
    pending.add(house.readings(1)[0])
    held, free = caplog.messages
    assert held == (
        f"Home: the database takes no readings (The database {tmp_path}/home.db cannot be written: the file or its"
        " folder is read-only. Give this user write permission to the file and its folder.); they wait in memory"
    )
    assert free == "Home: the database takes readings again; nothing was lost"
    with engine.connect() as conn:
        assert conn.exec_driver_sql("SELECT count(*) FROM reading").scalar_one() == 2


def test_a_full_disk_loses_nothing_that_was_stored(tmp_path: Path) -> None:
    with disk(tmp_path, "700k") as place:
        database = str(place / "home.db")
        file = str(recorded(20).write(tmp_path / "flat.jsonl"))
        said(command(tmp_path, "replay", file, POWER_USAGE_DATABASE=database), 1, "is full", "already stored is safe")
        subprocess.run(["mount", "-o", "remount,size=40m", str(place)], check=True)
        said(command(tmp_path, "replay", file, POWER_USAGE_DATABASE=database), 0)
        said(command(tmp_path, "rederive", POWER_USAGE_DATABASE=database), 0, "nothing changed")


def test_a_disk_that_became_read_only(tmp_path: Path) -> None:
    with disk(tmp_path, "10m") as place:
        database = str(place / "home.db")
        assert command(tmp_path, "migrate", POWER_USAGE_DATABASE=database).returncode == 0
        subprocess.run(["mount", "-o", "remount,ro", str(place)], check=True)
        said(command(tmp_path, "rederive", POWER_USAGE_DATABASE=database), 1, "can be written by this user")


@pytest.mark.parametrize("kind", ["jsonl", "jsonl.gz"])
def test_a_recording_cut_off_in_the_middle_keeps_what_was_whole(tmp_path: Path, kind: str) -> None:
    file = recorded(1).write(tmp_path / f"flat.{kind}")
    data = file.read_bytes()
    file.write_bytes(data[: len(data) * 2 // 3])
    done = command(tmp_path, "replay", str(file), POWER_USAGE_DATABASE="home.db")
    said(done, 1, "is cut off", "Everything before it was taken", "readings")
    with sqlite3.connect(tmp_path / "home.db") as conn:
        assert conn.execute("SELECT count(*) FROM reading").fetchone()[0] > 500


def test_a_file_that_is_no_recording(tmp_path: Path) -> None:
    (tmp_path / "photo.jsonl").write_bytes(b"\x89PNG\r\n\x1a\n" * 20 + b"\n")
    said(
        command(tmp_path, "replay", "photo.jsonl", POWER_USAGE_DATABASE="home.db"),
        1,
        "Line 1",
        "no line of a recording",
    )


@pytest.mark.parametrize(
    "line",
    [
        '{"received_at": "2026-02-28T18:30:05Z", "endpoint": "GetLiveUpdates", "error": 5}',
        '{"received_at": "2026-02-28T18:30:05Z", "endpoint": 7, "status": 200, "body": {}}',
        "[" * 200_000,
    ],
)
def test_a_line_that_is_none_of_a_recording(tmp_path: Path, line: str) -> None:
    (tmp_path / "odd.jsonl").write_text(line + "\n")
    said(command(tmp_path, "replay", "odd.jsonl", POWER_USAGE_DATABASE="home.db"), 1, "Line 1")


def test_a_meter_that_lives_in_the_year_one_is_refused(tmp_path: Path) -> None:
    data = {"EB": 1.0, "DG": 1.0, "Balance": 1.0, "UpdatedOn": "01-01-0001 00:00:00"}
    body = {"Status": "Success", "Data": data}
    line = {"received_at": "2026-02-28T18:30:05Z", "endpoint": "GetLiveUpdates", "status": 200, "body": body}
    (tmp_path / "odd.jsonl").write_text(json.dumps(line) + "\n")
    said(command(tmp_path, "replay", "odd.jsonl", POWER_USAGE_DATABASE="home.db"), 0, "1 without answer")


@pytest.mark.parametrize("database", ["postgresql://u:p@h:notaport/db", "nosuch://x"])
def test_a_database_address_that_is_none(tmp_path: Path, database: str) -> None:
    said(command(tmp_path, "migrate", POWER_USAGE_DATABASE=database), 1, "POWER_USAGE_DATABASE")


@pytest.mark.parametrize("address", ["http://a..b/x", "http://user:pw@host/x"])
def test_an_address_of_elnet_that_is_none(tmp_path: Path, address: str) -> None:
    said(command(tmp_path, "check", **{**METER, "LIVE_UPDATES_API_URL": address}), 2, "LIVE_UPDATES_API_URL must be")


def test_a_host_that_is_not_of_this_machine(tmp_path: Path) -> None:
    done = command(tmp_path, "web", "--host", "no.such.host.invalid", POWER_USAGE_DATABASE="home.db")
    said(done, 1, "Cannot listen on no.such.host.invalid")


def test_a_port_that_is_taken(tmp_path: Path) -> None:
    port = free_port()
    with tracker(tmp_path, "web", "--port", str(port), POWER_USAGE_DATABASE="home.db"):
        until(lambda: "The dashboard is at" in (tmp_path / "stderr.txt").read_text())
        done = command(tmp_path, "web", "--port", str(port), POWER_USAGE_DATABASE="home.db")
    said(done, 1, f"Cannot listen on 127.0.0.1:{port}", "--port")


def test_the_log_of_a_refused_token_is_one_line_and_names_no_secret(tmp_path: Path) -> None:
    words = tmp_path / "stderr.txt"
    with fake_elnet() as elnet:
        settings = {**elnet.environment(str(tmp_path / "home.db")), "POWER_USAGE_BEARER_TOKEN": "opensesame"}
        with tracker(tmp_path, "collect", **settings):
            until(lambda: "token" in words.read_text(), 20)
    assert "opensesame" not in words.read_text()
    assert words.read_text().count("token") == 1


def test_a_meters_file_that_is_named_must_be_there(tmp_path: Path) -> None:
    said(command(tmp_path, "check", POWER_USAGE_METERS_FILE="flats.toml"), 2, "flats.toml", "no such file")


def test_a_replay_goes_to_the_meter_that_is_configured(tmp_path: Path) -> None:
    file = str(recorded(0.1).write(tmp_path / "flat.jsonl"))
    database = {"POWER_USAGE_DATABASE": str(tmp_path / "home.db")}
    meters = tmp_path / "meters.toml"
    meters.write_text('[[meter]]\nname = "B-402"\ninput_type = "x"\n')
    assert command(tmp_path, "replay", file, **database).returncode == 0
    with sqlite3.connect(tmp_path / "home.db") as conn:
        assert conn.execute("SELECT name FROM meter").fetchall() == [("B-402",)]
    meters.write_text(meters.read_text() + '[[meter]]\nname = "B-403"\ninput_type = "x"\n')
    said(command(tmp_path, "replay", file, **database), 2, "--meter", "B-402, B-403")


def test_the_dashboard_starts_while_another_program_writes(tmp_path: Path) -> None:
    database = str(tmp_path / "home.db")
    assert command(tmp_path, "migrate", POWER_USAGE_DATABASE=database).returncode == 0
    holder = sqlite3.connect(database, isolation_level=None)
    holder.execute("BEGIN IMMEDIATE")
    try:
        assert command(tmp_path, "migrate", POWER_USAGE_DATABASE=database).returncode == 0
    finally:
        holder.close()
