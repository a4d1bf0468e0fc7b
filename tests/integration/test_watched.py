"""What machines are told that watch the tracker, and what happens when its collector hangs."""

import json
import logging
import re
import shutil
import socket
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from prometheus_client.parser import text_string_to_metric_families

from documents import rows
from house import DG, House
from power_usage.collector.watchdog import Watchdog
from power_usage.domain.reading import Silence, SilenceReason
from power_usage.logs import JsonLines
from power_usage.readmodels.deliveries import OutletView, outlets
from power_usage.storage.ledger import Ledger
from power_usage.storage.rebuild import rederive
from power_usage.storage.tables import alert
from power_usage.web.app import create_app
from processes import command, environment, fake_elnet, tracker

ROOT = Path(__file__).parents[2]
PROMTOOL = shutil.which("promtool")
needs_promtool = pytest.mark.skipif(PROMTOOL is None, reason="there is no promtool (Debian: prometheus)")


@pytest.fixture
def house(engine: sa.Engine) -> House:
    """Ten readings on the grid and ten on the generator; one is repeated, one falls, two polls fail."""
    ledger = Ledger(engine)
    meter = ledger.ensure_meter('Flat "7"', "Asia/Kolkata")
    house = House(load_w=6000)
    readings = house.readings(10)
    ledger.observe(meter, [*readings, readings[-1]])
    low = house.reading(at=house.at + 60, received_at=house.at + 70, eb_wh=1000, dg_wh=1000)
    ledger.observe(meter, [low])
    ledger.observe(meter, [Silence(house.at + 80 + after, SilenceReason.TIMEOUT) for after in (0, 30)])
    house.live(120)
    ledger.observe(meter, house.readings(10, source=DG))
    return house


def page(reader: sa.Engine, now: int) -> str:
    return create_app(reader, clock=lambda: now).test_client().get("/metrics").get_data(as_text=True)


def samples(text: str) -> dict[tuple[str, ...], float]:
    """By name and the labels' values."""
    found = {}
    for family in text_string_to_metric_families(text):
        for sample in family.samples:
            labels = (value for name, value in sample.labels.items() if name != "meter")
            found[sample.name.removeprefix("power_usage_"), *labels] = sample.value
    return found


def test_the_figures_are_those_of_the_house(house: House, engine: sa.Engine, reader: sa.Engine) -> None:
    found = samples(page(reader, house.at + 20))
    reading = house.reading()
    assert found["balance_rupees",] == reading.balance_paise / 100
    assert found["load_watts",] == 6000
    assert found["on_generator",] == 1
    assert found["fresh",] == 1
    assert found["reading_age_seconds",] == 20
    assert found["last_reading_timestamp_seconds",] == house.at
    assert found["register_joules", "eb"] == reading.eb_wh * 3600
    assert found["register_joules", "dg"] == reading.dg_wh * 3600
    assert found["energy_joules_total", "dg"] == pytest.approx(1000 * 3600, abs=200 * 3600)
    assert found["polls_total", "accepted", ""] == 20
    assert found["polls_total", "repeated", ""] == 1
    assert found["polls_total", "silent", "timeout"] == 2
    assert sum(value for key, value in found.items() if key[:2] == ("polls_total", "refused")) == 1
    assert found["database_bytes",] > 10_000
    again = samples(page(reader, house.at + 3600))
    assert (again["fresh",], again["reading_age_seconds",]) == (0, 3600)


def test_deriving_again_counts_no_poll_twice(house: House, engine: sa.Engine, reader: sa.Engine) -> None:
    before = samples(page(reader, house.at))
    rederive(engine, 1, lambda _: None)
    after = samples(page(reader, house.at))
    assert {key: value for key, value in before.items() if key[0] == "polls_total"} == {
        key: value for key, value in after.items() if key[0] == "polls_total"
    }


def test_each_outlet_says_what_waits(engine: sa.Engine) -> None:
    ledger = Ledger(engine)
    meter = ledger.ensure_meter("Home", "Asia/Kolkata")
    with engine.begin() as conn:
        assert outlets(conn) == []
        for outlet, sent, failure in (
            ("telegram", 100, None),
            ("telegram", None, "Telegram is away."),
            ("telegram", None, None),
            ("apprise:1", 50, None),
        ):
            values = {"meter_id": meter, "kind": "dg_on", "at": 1, "facts": "{}", "outlet": outlet}
            conn.execute(sa.insert(alert).values(sent_at=sent, failure=failure, **values))
        assert outlets(conn) == [OutletView("apprise:1", 0, 0, 50), OutletView("telegram", 2, 1, 100)]


@needs_promtool
@pytest.mark.usefixtures("house")
def test_prometheus_finds_nothing_to_say_against_the_figures(reader: sa.Engine) -> None:
    checked = subprocess.run(
        [str(PROMTOOL), "check", "metrics"], input=page(reader, 0), capture_output=True, text=True, check=False
    )
    assert (checked.returncode, checked.stderr) == (0, "")


@needs_promtool
def test_the_alert_rules_are_good_and_ring_when_they_should() -> None:
    for words in ("check rules alerts.yml", "test rules alerts.test.yml"):
        done = subprocess.run(
            [str(PROMTOOL), *words.split()],
            cwd=ROOT / "contrib/prometheus",
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.usefixtures("house")
def test_every_figure_is_documented_and_what_is_used_exists(reader: sa.Engine, engine: sa.Engine) -> None:
    with engine.begin() as conn:
        sent = {"kind": "dg_on", "at": 1, "facts": "{}", "outlet": "telegram", "sent_at": 1}
        conn.execute(sa.insert(alert).values(meter_id=1, **sent))
    there = {
        "power_usage_" + family.name.removeprefix("power_usage_") + ("_total" if family.type == "counter" else ""): (
            family.type,
            {label for sample in family.samples for label in sample.labels},
        )
        for family in text_string_to_metric_families(page(reader, 0))
    }
    table = [cells for cells in rows(ROOT / "docs/metrics.md") if cells[0].startswith("`power_usage_")]
    documented = {metric.strip("`"): (kind, set(labels.split(", ")) - {""}) for metric, kind, labels, _ in table}
    assert documented == there
    for name in ("contrib/prometheus/alerts.yml", "contrib/grafana/dashboard.json"):
        used = set(re.findall(r"power_usage_\w+", (ROOT / name).read_text()))
        assert used <= set(there), name


def test_a_log_for_programs_is_a_json_object_a_line() -> None:
    with pytest.raises(ValueError, match="base 10") as caught:
        int("a\nmistake")
    fault = (caught.type, caught.value, caught.tb)
    record = logging.LogRecord("power_usage.x", logging.ERROR, "", 0, "%s failed\nbadly", ("it",), fault)
    line = JsonLines().format(record)
    found = json.loads(line)
    assert "\n" not in line
    assert (found["level"], found["logger"], found["message"]) == ("error", "power_usage.x", "it failed\nbadly")
    assert found["exception"].endswith("invalid literal for int() with base 10: 'a\\nmistake'")
    assert found["time"].endswith("+00:00")


def test_the_setting_makes_the_log_json_and_a_wrong_word_is_named(tmp_path: Path) -> None:
    done = command(tmp_path, "collect", POWER_USAGE_LOG_FORMAT="xml")
    assert done.returncode == 2
    assert "POWER_USAGE_LOG_FORMAT must be 'text' or 'json'" in done.stderr


# --- Watchdog


def test_a_collector_is_hung_only_after_it_lived_and_stopped() -> None:
    now = 0.0
    dog = Watchdog(lambda: None, limit_s=120, clock=lambda: now)
    now = 1000.0
    assert not dog.is_hung()  # it has not begun
    dog.beat()
    now = 1120.0
    assert not dog.is_hung()
    now = 1121.0
    assert dog.is_hung()
    dog.beat()
    assert not dog.is_hung()


HANGS_ONCE = """
import os, time
from pathlib import Path
from power_usage import bootstrap

bootstrap.configure_logging()
with bootstrap.watched(limit_s=0.5, every_s=0.1) as alive:
    alive()
    with Path("starts.txt").open("a") as file:
        print(os.getpid(), file=file)
    if len(Path("starts.txt").read_text().split()) == 1:
        time.sleep(3600)  # what hangs
"""


def test_a_program_whose_collector_hangs_starts_itself_again_in_its_own_place(tmp_path: Path) -> None:
    (tmp_path / "hangs.py").write_text(HANGS_ONCE)
    done = subprocess.run(
        [sys.executable, "hangs.py"],
        cwd=tmp_path,
        env=environment(tmp_path),
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    first, second = (tmp_path / "starts.txt").read_text().split()
    assert first == second  # so that a service manager sees one program
    assert "no sign of life" in done.stderr
    assert "line 12 in <module>" in done.stderr  # where it hung


@pytest.mark.slow
def test_systemd_is_told_that_it_is_up_lives_and_ends(tmp_path: Path) -> None:
    place = tmp_path / "notify"
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as manager, fake_elnet() as elnet:
        manager.bind(str(place))
        manager.settimeout(40)
        settings = elnet.environment(str(tmp_path / "home.db"))
        with tracker(tmp_path, "collect", NOTIFY_SOCKET=str(place), POWER_USAGE_LOG_FORMAT="json", **settings):
            assert manager.recv(100) == b"READY=1"
            assert manager.recv(100) == b"WATCHDOG=1"
        heard: list[Any] = [manager.recv(100)]
        while heard[-1] == b"WATCHDOG=1":
            heard.append(manager.recv(100))
        assert heard[-1] == b"STOPPING=1"
    lines = (tmp_path / "stderr.txt").read_text().splitlines()
    assert any(json.loads(line)["message"].startswith("Collecting from") for line in lines)


def test_signs_of_life_come_from_the_loop_and_its_database(tmp_path: Path) -> None:
    import asyncio

    from pydantic import SecretStr

    from power_usage import bootstrap
    from power_usage.settings import MeterSettings

    word = SecretStr("x")
    nowhere = "http://127.0.0.1:9/x"
    meter = MeterSettings("Home", "Asia/Kolkata", nowhere, nowhere, word, word, word)
    engine = bootstrap.open_database(str(tmp_path / "home.db"))
    signs: list[int] = []

    async def run() -> None:
        stop = asyncio.Event()
        stop.set()
        await bootstrap.collect(engine, [meter], 30, stop, alive=lambda: signs.append(1))

    with ThreadPoolExecutor(1) as beside:  # a browser test before may have left a loop in this thread
        beside.submit(lambda: asyncio.run(run())).result()
    assert signs
