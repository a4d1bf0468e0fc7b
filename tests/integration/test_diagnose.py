"""What is gathered for a report of a fault holds nothing private, whatever is private; and it always comes."""

import json
import sqlite3
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from earlier import TABLE
from power_usage.diagnosing import LEFT_OUT, problem_kind, redacted
from power_usage.settings import names
from power_usage.settings.described import HARMLESS
from processes import command
from recorded import recorded

pytestmark = pytest.mark.slow

PLAIN = {
    "ELNET_CREDIT_MINUTES": "31",
    "LOW_BALANCE_THRESHOLD": "250",
    "POWER_USAGE_ALERTS_OFF": "recharge",
    "POWER_USAGE_BACKUP_KEEP": "5,3,2",
    "POWER_USAGE_DG_RATE": "22",
    "POWER_USAGE_EB_RATE": "8.33",
    "POWER_USAGE_FETCH_INTERVAL_SECONDS": "33",
    "POWER_USAGE_KEEP_READINGS_DAYS": "500",
    "POWER_USAGE_LOG_FORMAT": "json",
    "POWER_USAGE_OUTAGE_MINUTES": "45",
    "POWER_USAGE_PORT": "5055",
    "POWER_USAGE_TIMEZONE": "Asia/Kolkata",
}
PRIVATE = {
    "ELNET_AES_IV": "markivmarkivmark",
    "ELNET_AES_KEY": "markkeymarkkeymarkkeymarkkeymark",
    "ELNET_BASE_URL": "http://203.0.113.71:8071/markbase",
    "ELNET_PASSWORD": "mark of a password",
    "ELNET_USERNAME": "markuser454",
    "HOME_DATA_API_URL": "http://203.0.113.72:8072/markhome",
    "LIVE_UPDATES_API_URL": "http://markhost.example:8073/marklive",
    "POWER_USAGE_APPRISE_URLS": "ntfys://markntfy:markntfypass@markntfyhost/marktopic mailto://markmail:mp@mark.example",
    "POWER_USAGE_BACKUP_DIR": "markbackups",
    "POWER_USAGE_BEARER_TOKEN": "markbearer",
    "POWER_USAGE_DATABASE": "markfolder/markhome.db",
    "POWER_USAGE_HOME_INPUT_TYPE": "markhomeinput==",
    "POWER_USAGE_HOST": "203.0.113.73",
    "POWER_USAGE_INPUT_TYPE": "markinput==",
    "POWER_USAGE_METERS_FILE": "markmeters.toml",
    "POWER_USAGE_METER_NAME": "Markflat of Mr Mark",
    "POWER_USAGE_MQTT_CA_FILE": "markca.pem",
    "POWER_USAGE_MQTT_DISCOVERY_PREFIX": "markprefix",
    "POWER_USAGE_MQTT_PASSWORD": "markmqttpassword",
    "POWER_USAGE_MQTT_URL": "mqtts://markmqttuser:markmqttsecret@markbroker.example:8883",
    "POWER_USAGE_MQTT_USERNAME": "markmqttname",
    "POWER_USAGE_PASSWORD": "markpagepassword",
    "POWER_USAGE_QUIET_HOURS": "22:31-06:29",
    "POWER_USAGE_TRUSTED_PROXIES": "203.0.113.74",
    "TELEGRAM_API_BASE_URL": "http://203.0.113.75:8074",
    "TELEGRAM_BOT_TOKEN": "1234500:marktelegram",
    "TELEGRAM_CHAT_ID": "99887766",
}
PERSONAL = {"Name": "MarkName", "Mobile": "9876501234", "Email": "mark@mark.example", "Address": "Flat 454, Marktower"}
MARKS = ("mark", "203.0.113", "99887766", "1234500", "22:31", "9876501234", "454", "7654321", "ntfy", "mailto")
METERS = (
    '[[meter]]\nname = "Markmeter"\ninput_type = "markinput2"\n[[meter]]\nname = "Markother"\nusername = "markuser2"\n'
)


def gathered(folder: Path, **settings: str) -> tuple[str, dict[str, Any]]:
    done = command(folder, "diagnose", **settings)
    assert done.returncode == 0, done.stderr
    assert "Traceback" not in done.stdout + done.stderr
    found: dict[str, Any] = json.loads(done.stdout)
    return done.stdout + done.stderr, found


def test_there_is_a_mark_for_every_setting() -> None:
    assert set(PLAIN) == HARMLESS
    assert set(PLAIN) | set(PRIVATE) == names()


@pytest.fixture
def household(tmp_path: Path) -> Path:
    """A folder with all of it: a database whose meter, answers and messages name people."""
    (tmp_path / "markfolder").mkdir()
    (tmp_path / "markmeters.toml").write_text(METERS, "utf-8")
    month = recorded(1)
    lines = [
        replace(
            line, body={**line.body, **PERSONAL, "Message": "Dear MarkName", "Data": {**line.body["Data"], **PERSONAL}}
        )
        if isinstance(line.body, dict) and isinstance(line.body.get("Data"), dict)
        else line
        for line in month.lines
    ]
    file = replace(month, lines=lines).write(tmp_path / "flat.jsonl")
    done = command(tmp_path, "replay", str(file), "--meter", "Markflat of Mr Mark", **{**PLAIN, **PRIVATE})
    assert done.returncode == 0, done.stderr
    done = command(tmp_path, "backup", **{**PLAIN, **PRIVATE})
    assert done.returncode == 0, done.stderr
    with closing(sqlite3.connect(tmp_path / PRIVATE["POWER_USAGE_DATABASE"])) as conn:
        conn.execute("UPDATE meter SET serial = 'MARK7654321'")
        for outlet, why in (
            ("telegram", "Telegram refuses a chat of TELEGRAM_CHAT_ID: Forbidden for 99887766, MarkName"),
            ("apprise:0a1b2c3d", "Address 1 of POWER_USAGE_APPRISE_URLS took nothing"),
        ):
            conn.execute(
                "INSERT INTO alert (meter_id, kind, at, facts, failure, outlet) VALUES (1, 'daily', 1, ?, ?, ?)",
                (json.dumps(PERSONAL), why, outlet),
            )
        words = "The disk of /home/mark/markbackups has 3 MB free (markhome.db on 203.0.113.9)."
        conn.execute("UPDATE upkeep SET words = ? WHERE name = 'backup'", (words,))
        conn.execute("INSERT INTO token (kind, name, digest, made_at) VALUES ('api', 'Marktoken', 'markdigest', 1)")
        conn.execute("INSERT INTO lease VALUES ('meter:1', 'markmachine/1/2', 99)")
        conn.commit()
    return tmp_path


def test_nothing_private_is_in_it(household: Path) -> None:
    text, found = gathered(household, **{**PLAIN, **PRIVATE})
    lowered = text.lower()
    assert {mark for mark in MARKS if mark in lowered} == set()
    assert {name: found["settings"][name] for name in PLAIN} == PLAIN
    assert {found["settings"][name] for name in PRIVATE} <= {
        "set",
        "set, http",
        "another address",
        "a file",
        "set, but wrong",
    }
    assert [name for name in PRIVATE if found["settings"][name] == "set, but wrong"] == ["POWER_USAGE_MQTT_CA_FILE"]
    assert found["meters_file"] == [["input_type", "name"], ["name", "username"]]


def test_it_tells_what_a_fault_is_found_by(household: Path) -> None:
    _, found = gathered(household, **{**PLAIN, **PRIVATE})
    assert found["database"]["sound"] is True
    assert found["database"]["revision"] == found["database"]["revision_of_this_version"]
    assert found["rows"]["reading"] > 1000
    (meter,) = found["meters"]
    assert meter["polls"]["accepted"] == found["rows"]["reading"]
    assert meter["freshness"] == "offline"
    assert [one["kind"] for one in found["messages"]] == ["apprise", "telegram"]
    assert found["upkeep"]["backup"]["words"] == "MB free"
    assert found["messages"][1]["last_error"] == "Telegram refuses a chat of TELEGRAM_CHAT_ID"
    assert len(found["backups"]) == 1
    assert found["versions"]["sqlalchemy"]
    figures = {"balance", "load", "kwh", "paise", "register", "serial", "name"}
    assert {key for key in meter if any(word in key for word in figures)} == set()


def test_no_hole_tells_which_words_are_private(tmp_path: Path) -> None:
    _, plain = gathered(tmp_path)
    private = {"POWER_USAGE_BACKUP_DIR": "/srv/diag", "POWER_USAGE_MQTT_URL": "mqtt://paho:release@127.0.0.1"}
    text, found = gathered(tmp_path, **private)
    assert LEFT_OUT not in text
    assert (found["about"], found["versions"]) == (plain["about"], plain["versions"])


def test_of_what_came_from_elsewhere_all_goes_that_holds_a_private_word() -> None:
    found = {"Rao": ["Dear Mr Rao", "Dear all"], "count": 3}
    assert redacted(found, frozenset({"Rao"})) == {"Rao": [LEFT_OUT, "Dear all"], "count": 3}
    assert redacted(found, frozenset({"Iyer"})) == found


@pytest.mark.parametrize(
    ("sentence", "kind"),
    [
        ("The disk of /home/anita/My Backups has 3 MB free; a backup and its trial need 90 MB.", "MB free"),
        ("The database server of [fe80::1]:5432 does not answer.", "another problem"),
        ("rao-pi.local went away", "another problem"),
        ("Permission denied: /srv/Rao", "Permission denied"),
        ("The database /srv/Rao's.db is damaged (Page 7: never used).", "is damaged"),
        (None, None),
    ],
)
def test_of_a_problem_only_its_kind_is_told(sentence: str | None, kind: str | None) -> None:
    assert problem_kind(sentence) == kind


def test_it_changes_nothing_and_says_where_it_is(household: Path) -> None:
    file = household / PRIVATE["POWER_USAGE_DATABASE"]
    before = file.read_bytes()
    done = command(household, "diagnose", "-o", "report.json", **{**PLAIN, **PRIVATE})
    assert (done.returncode, done.stdout) == (0, "")
    assert "report.json is written" in done.stderr
    assert json.loads((household / "report.json").read_text("utf-8"))["about"]
    assert file.read_bytes() == before
    assert command(household, "diagnose", "-o", "nowhere/report.json").returncode == 1


def test_it_never_writes_over_a_file(household: Path) -> None:
    database = PRIVATE["POWER_USAGE_DATABASE"]
    (household / "letter.txt").write_text("kept")
    for name, words in (
        (database, "is a file of the tracker itself"),
        (f"{database}-wal", "is a file of the tracker itself"),
        (".env", "is a file of the tracker itself"),
        ("letter.txt", "exists already"),
    ):
        before = (household / name).read_bytes() if (household / name).exists() else None
        done = command(household, "diagnose", "-o", name, **{**PLAIN, **PRIVATE})
        assert (done.returncode, words in done.stderr) == (2, True), done.stderr
        assert ((household / name).read_bytes() if (household / name).exists() else None) == before


@pytest.mark.parametrize("name", sorted({*PLAIN, *PRIVATE}))
def test_a_setting_that_is_wrong_is_named_and_not_shown(tmp_path: Path, name: str) -> None:
    text, found = gathered(tmp_path, **{name: "mark \x07 http://mark:mark"})
    assert "mark" not in text.lower().replace(name.lower(), "")
    assert found["settings"][name] != "not set"


def test_it_comes_also_where_nothing_works(tmp_path: Path) -> None:
    _, found = gathered(tmp_path)
    assert found["database"] == {"error": "There is no database yet."}
    (tmp_path / "photo.db").write_bytes(b"holiday photos" * 1000)
    _, found = gathered(tmp_path, POWER_USAGE_DATABASE="photo.db")
    assert found["database"]["error"] == "DatabaseError SQLITE_NOTADB"
    with closing(sqlite3.connect(tmp_path / "old.db")) as conn:
        conn.execute(TABLE)
    _, found = gathered(tmp_path, POWER_USAGE_DATABASE="old.db")
    assert found["database"]["revision"] is None
    assert found["rows"]["reading"] is None
    _, found = gathered(tmp_path, POWER_USAGE_DATABASE="postgresql://markuser:markpassword@127.0.0.1:1/mark")
    assert found["settings"]["POWER_USAGE_DATABASE"] == "PostgreSQL"
    assert "error" in found["database"]
    (tmp_path / ".env").write_bytes(b"POWER_USAGE_PASSWORD=\xff\xfemark")
    text, found = gathered(tmp_path)
    assert "mark" not in text
    assert found["wrong_settings"] == [".env"]
