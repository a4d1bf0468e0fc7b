"""Fake ELNET, collector and web as real processes: what is true there is on the page here, whatever is killed."""

import json
import os
import random
import signal
import sqlite3
import subprocess
import sys
import threading
import time
from itertools import pairwise
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import Request, urlopen

import pytest

from contents import contents
from power_usage.bootstrap import open_database
from processes import command, environment, fake_elnet, fetch, free_port, tracker, until
from recorded import recorded

pytestmark = pytest.mark.slow

KILLS = int(os.environ.get("KILLS", "5"))


def served(port: int) -> str:
    return f"http://127.0.0.1:{port}/api/v1"


def test_what_happens_at_the_meter_is_soon_on_the_page_and_in_the_sums(tmp_path: Path) -> None:
    port = free_port()
    database = str(tmp_path / "home.db")
    with fake_elnet() as elnet:
        elnet.control(source="eb", load_w=60_000)  # a load that shows in seconds
        with tracker(tmp_path, "run", "--port", str(port), **elnet.environment(database)) as run:
            until(lambda: fetch(served(port) + "/status").get("freshness") == "fresh")
            assert fetch(served(port) + "/status")["source"] == "eb"
            elnet.control(move=50_000)
            until(lambda: fetch(served(port) + "/movements")["items"])
            elnet.control(source="dg")
            until(lambda: fetch(served(port) + "/status")["source"] == "dg")
            time.sleep(6)
            elnet.control(source="eb")
            until(lambda: fetch(served(port) + "/status")["source"] == "eb")
            (moved,) = fetch(served(port) + "/movements")["items"]
            assert (moved["kind"], moved["amount"]) == ("recharge", 500.0)
            run.send_signal(signal.SIGTERM)
            assert run.wait(20) == 0
    assert_sums(database)
    assert "Traceback" not in (tmp_path / "stderr.txt").read_text()


def assert_sums(database: str) -> None:
    """Last register less first, and opening balance with movements less cost, to the watt-hour and the paisa."""
    with sqlite3.connect(database) as conn:
        rows = conn.execute(
            "SELECT eb_wh, dg_wh, balance_paise, total_eb_wh, total_dg_wh, total_eb_paise + total_dg_paise"
            " FROM reading ORDER BY at"
        ).fetchall()
        moved = conn.execute(
            "SELECT coalesce(sum(CASE kind WHEN 'recharge' THEN amount_paise ELSE -amount_paise END), 0) FROM movement"
        ).fetchone()[0]
    first, last = rows[0], rows[-1]
    assert len(rows) > 3
    assert (last[3], last[4]) == (last[0] - first[0], last[1] - first[1])
    assert first[2] + moved - last[5] == last[2]


def test_killed_at_random_points_the_collector_loses_nothing(tmp_path: Path) -> None:
    database = str(tmp_path / "home.db")
    chance = random.Random(1)  # noqa: S311
    with fake_elnet() as elnet:
        elnet.control(load_w=60_000)
        for _ in range(KILLS):
            with tracker(tmp_path, "collect", **elnet.environment(database)) as collector:
                time.sleep(chance.uniform(2.0, 5.0))
                collector.kill()
                assert collector.wait() == -signal.SIGKILL
        elnet.control(move=-4_500)
        with tracker(tmp_path, "collect", **elnet.environment(database)) as collector:
            time.sleep(8)
    assert_sums(database)
    assert collector.returncode == 0
    again = command(tmp_path, "rederive", "--json", POWER_USAGE_DATABASE=database)
    assert json.loads(again.stdout)["Home"]["changed"] == {}


def test_a_replay_killed_at_random_points_and_begun_again_is_the_replay_in_one_go(tmp_path: Path) -> None:
    file = str(recorded(20).write(tmp_path / "flat.jsonl"))
    whole, killed = str(tmp_path / "whole.db"), str(tmp_path / "killed.db")
    assert command(tmp_path, "replay", file, POWER_USAGE_DATABASE=whole).returncode == 0
    chance = random.Random(2)  # noqa: S311
    kills = 0
    for _ in range(6):
        process = subprocess.Popen(
            [sys.executable, "-m", "power_usage", "replay", file],
            env=environment(tmp_path, POWER_USAGE_DATABASE=killed),
            cwd=tmp_path,
            stdout=subprocess.DEVNULL,
        )
        try:
            process.wait(chance.uniform(0.8, 2.2))
        except subprocess.TimeoutExpired:
            process.kill()
            kills += process.wait() == -signal.SIGKILL
    assert kills
    assert command(tmp_path, "replay", file, POWER_USAGE_DATABASE=killed).returncode == 0
    assert command(tmp_path, "replay", file, POWER_USAGE_DATABASE=killed).returncode == 0
    assert contents(open_database(killed)) == contents(open_database(whole))


def test_21_of_two_collectors_one_polls_and_the_other_takes_over(tmp_path: Path) -> None:
    database = str(tmp_path / "home.db")
    with fake_elnet() as elnet:
        settings = elnet.environment(database)
        words = tmp_path / "stderr.txt"
        with tracker(tmp_path, "collect", **settings):
            until(lambda: Path(database).exists() and "Collecting" in words.read_text())
            time.sleep(1)
            with tracker(tmp_path, "collect", **settings) as second:
                until(lambda: "Another collector polls Home" in words.read_text())
                assert second.poll() is None


def test_one_meters_trouble_never_delays_another(tmp_path: Path) -> None:
    port = free_port()
    with fake_elnet() as well, fake_elnet() as ill:
        entry = (
            '[[meter]]\nname = "{0}"\ninput_type = "demo"\nbearer_token = "demo"\n'
            'live_updates_api_url = "{1}/api/Dashboard/GetLiveUpdates"\n'
            'home_data_api_url = "{1}/api/Dashboard/HomeData"\n'
        )
        (tmp_path / "meters.toml").write_text(entry.format("Well", well.url) + entry.format("Ill", ill.url))
        ill.control(quirk="hang")
        settings = {"POWER_USAGE_FETCH_INTERVAL_SECONDS": "1", "POWER_USAGE_DATABASE": str(tmp_path / "home.db")}
        with tracker(tmp_path, "run", "--port", str(port), **settings):
            until(lambda: fetch(served(port) + "/status?meter=Well").get("freshness") == "fresh")
            time.sleep(12)
            assert fetch(served(port) + "/status?meter=Ill")["freshness"] == "never"
    with sqlite3.connect(tmp_path / "home.db") as conn:
        times = [at for (at,) in conn.execute("SELECT at FROM reading ORDER BY at")]
    assert len(times) >= 6
    assert max(late - early for early, late in pairwise(times)) <= 4  # a snapshot every 2 s


def test_22_when_elnet_hangs_the_pages_are_as_fast_and_say_so(tmp_path: Path) -> None:
    port = free_port()
    with (
        fake_elnet() as elnet,
        tracker(tmp_path, "run", "--port", str(port), **elnet.environment(str(tmp_path / "home.db"))),
    ):
        until(lambda: fetch(served(port) + "/status").get("freshness") == "fresh")
        elnet.control(quirk="hang")
        time.sleep(2)
        began = time.monotonic()
        for _ in range(20):
            assert "balance" in fetch(served(port) + "/status")
        assert time.monotonic() - began < 10  # ELNET's time-out alone is ten seconds
        until(lambda: fetch(served(port) + "/status")["silence"] == "timeout", 60)
        elnet.control(quirk="html")
        until(lambda: fetch(served(port) + "/status")["silence"] == "not_elnet", 60)
        elnet.control(quirk=None)
        until(lambda: fetch(served(port) + "/status")["silence"] is None, 60)


def test_23_no_reading_is_lost_while_eight_clients_read_the_heaviest_view(tmp_path: Path) -> None:
    port = free_port()
    database = str(tmp_path / "home.db")
    file = str(recorded(30).write(tmp_path / "flat.jsonl"))
    assert command(tmp_path, "replay", file, POWER_USAGE_DATABASE=database).returncode == 0
    reading = threading.Event()
    failures: list[str] = []
    heaviest = served(port) + "/usage?start=2026-03-02T00:00:00Z&end=2026-03-31T00:00:00Z&group=1"

    def read() -> None:
        while not reading.is_set():
            try:
                with urlopen(heaviest, timeout=60) as answer:
                    answer.read()
            except OSError as error:
                failures.append(str(error))

    def accepted() -> int:
        with sqlite3.connect(database) as conn:
            return int(conn.execute("SELECT count(*) FROM reading WHERE at > 1775000000").fetchone()[0])

    with fake_elnet() as elnet, tracker(tmp_path, "run", "--port", str(port), **elnet.environment(database)):
        until(lambda: accepted() > 1)
        readers = [threading.Thread(target=read) for _ in range(8)]
        for reader in readers:
            reader.start()
        before, began = accepted(), time.monotonic()
        time.sleep(20)
        found, seconds = accepted() - before, time.monotonic() - began
        reading.set()
        for reader in readers:
            reader.join()
    print(f"{found} readings in {seconds:.0f} s; the server takes one every 2 s")
    assert not failures
    assert found >= seconds / 2 - 2
    assert "database takes no readings" not in (tmp_path / "stderr.txt").read_text()


def test_15_a_host_in_another_time_zone_changes_no_figure(tmp_path: Path) -> None:
    file = str(recorded(2).write(tmp_path / "flat.jsonl"))
    found = []
    for zone in ("America/New_York", "Asia/Kolkata"):
        database = str(tmp_path / f"{zone.replace('/', '')}.db")
        settings = {"TZ": zone, "POWER_USAGE_DATABASE": database}
        assert command(tmp_path, "replay", file, **settings).returncode == 0
        port = free_port()
        with tracker(tmp_path, "web", "--port", str(port), **settings):
            days = until(lambda port=port: fetch(served(port) + "/days?start=2026-03-01&end=2026-03-04"))  # type: ignore[misc]
            found.append((days, fetch(served(port) + "/sessions"), fetch(served(port) + "/status")["read_at"]))
    assert found[0] == found[1]
    assert [day["eb_kwh"] is None for day in found[0][0]["items"]] == [True, False, False, True]


def test_a_proxy_on_the_same_machine_opens_no_door_and_tokens_do(tmp_path: Path) -> None:
    port = free_port()
    settings = {"POWER_USAGE_DATABASE": str(tmp_path / "home.db")}

    def status(**headers: str) -> int:
        asked = Request(f"http://127.0.0.1:{port}/api/v1/meters", headers=headers)
        try:
            with urlopen(asked, timeout=10) as answer:
                return int(answer.status)
        except HTTPError as error:
            return error.code

    with tracker(tmp_path, "web", "--port", str(port), **settings):
        until(lambda: status() == 200)
        assert status(**{"X-Forwarded-For": "127.0.0.1"}) == 401
        assert status(Host="evil.example") == 401
    with tracker(tmp_path, "web", "--port", str(port), POWER_USAGE_PASSWORD="correct horse", **settings):
        until(lambda: status() == 401)
        token = command(tmp_path, "token", "add", "Grafana", **settings).stdout.strip()
        assert status(Authorization=f"Bearer {token}") == 200
        (known,) = json.loads(command(tmp_path, "token", "list", "--json", **settings).stdout)
        assert (known["kind"], known["name"]) == ("api", "Grafana")
        assert command(tmp_path, "token", "revoke", str(known["id"]), **settings).returncode == 0
        assert status(Authorization=f"Bearer {token}") == 401
        assert command(tmp_path, "token", "revoke", "99", **settings).returncode == 1
        link = command(tmp_path, "token", "add", "Asha", "--guest", **settings).stdout.strip()
        assert link.startswith("/guest/")
    words = (tmp_path / "stderr.txt").read_text()
    assert not any(secret in words for secret in (token, link, "correct horse"))


def test_the_demo_is_what_flask_run_shows_without_a_meter(tmp_path: Path) -> None:
    port = free_port()
    root = Path(__file__).parents[2]
    words = (tmp_path / "words.txt").open("w")
    process = subprocess.Popen(
        [sys.executable, "-m", "flask", "--app", str(root / "wsgi.py"), "run", "--port", str(port)],
        cwd=tmp_path,
        env=environment(tmp_path),
        stderr=words,
        stdout=words,
    )
    try:
        until(lambda: fetch(served(port) + "/status").get("freshness") == "fresh", 60)
        with urlopen(f"http://127.0.0.1:{port}/", timeout=10) as answer:
            assert "Demo: a simulated flat" in answer.read().decode()
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(20)
        words.close()
    assert "Traceback" not in (tmp_path / "words.txt").read_text()
