"""Who was to blame: kept as a row an outage, told apart on the page, by the API and in messages."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any
from urllib.request import urlopen

import pytest
import sqlalchemy as sa
from flask.testing import FlaskClient

from bot_api import TOKEN, BotApi, bot_api
from house import IST, House
from household import Household
from power_usage.domain.reading import HomeFigures, Reading, Silence, SilenceReason, Started
from power_usage.outlets.replies import reply
from power_usage.storage.lease import Leases
from power_usage.storage.ledger import Ledger
from power_usage.storage.rebuild import rederive
from power_usage.storage.tables import outage, watch
from power_usage.web.app import create_app
from processes import Elnet, fake_elnet, fetch, free_port, tracker, until

TWO = int(datetime(2026, 3, 2, 14, 0, tzinfo=IST).timestamp())


class Home:
    """A meter with its ledger, its pages and our clock."""

    def __init__(self, engine: sa.Engine, reader: sa.Engine) -> None:
        self.house, self.engine = House(at=TWO), engine
        self.ledger = Ledger(engine)
        self.id = self.ledger.ensure_meter("Home", "Asia/Kolkata")
        self.leases = Leases(engine, "host/1/a", 45)
        self.client: FlaskClient = create_app(reader, clock=lambda: self.house.at + 20).test_client()
        self.start()

    def start(self) -> None:
        """The tracker starts, and polls for five minutes."""
        self.ledger.observe(self.id, [Started(self.house.at, 30)])
        for reading in self.house.readings(5):
            self.poll(reading)

    def poll(self, observation: Reading | Silence | HomeFigures) -> None:
        self.leases.take(self.id, self.house.at)
        self.ledger.observe(self.id, [observation])

    def silence(self, minutes: int, reason: SilenceReason = SilenceReason.UNREACHABLE) -> None:
        for _ in range(minutes):
            self.house.live(60)
            self.poll(Silence(self.house.at, reason))

    @property
    def sentence(self) -> str:
        page = self.client.get("/live").get_data(as_text=True)
        return page.partition('id="updated"')[2].partition(">")[2].partition("</p>")[0].replace("&#39;", "'")

    def outages(self, query: str = "") -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = self.client.get("/api/v1/outages" + query).get_json()["items"]
        return found


@pytest.fixture
def home(engine: sa.Engine, reader: sa.Engine) -> Home:
    return Home(engine, reader)


def test_a_tracker_that_is_off_now_is_said_to_be_and_afterwards_when_it_was(home: Home) -> None:
    assert home.sentence == "updated 20 s ago"
    home.leases.give_back(home.id)
    home.house.live(60)
    assert home.sentence.startswith("The tracker is off since 14:05: nobody reads the meter.")
    home.house.live(74 * 60)
    assert home.sentence.startswith("The tracker is off since 14:05")
    (now,) = home.outages()
    assert (now["kind"], now["start"][11:16], now["end"], now["reason"]) == ("tracker_off", "14:05", None, None)
    home.start()
    assert home.sentence == "updated 20 s ago. The tracker was off from 14:05 to 15:20."
    (was,) = home.outages()
    assert (was["kind"], was["start"][11:16], was["end"][11:16]) == ("tracker_off", "14:05", "15:20")


def test_a_tracker_that_was_killed_is_missed_when_its_lease_runs_out(home: Home) -> None:
    home.house.live(10)
    assert home.outages() == []
    home.house.live(60)
    assert [found["kind"] for found in home.outages()] == ["tracker_off"]


def test_a_server_that_is_away_is_said_to_be_from_the_third_poll_in_vain_on(home: Home) -> None:
    home.silence(2)
    assert home.sentence == "updated 2 min ago"
    home.silence(1)
    assert home.sentence == "updated 3 min ago. The ELNET server cannot be reached."
    home.silence(30)
    assert home.sentence == "Offline since 14:05. The ELNET server cannot be reached."
    (found,) = home.outages()
    assert (found["kind"], found["reason"], found["end"]) == ("server_unreachable", "unreachable", None)
    assert found["start"][11:16] == "14:06"
    home.start()
    assert home.sentence == "updated 20 s ago. The ELNET server was away from 14:06 to 14:39."
    assert home.outages()[0]["seconds"] == 33 * 60 + home.house.lag_s


def test_old_data_is_called_old(home: Home) -> None:
    old = home.house.reading()
    for _ in range(10):
        home.house.live(60)
        home.poll(House.reading(home.house, **{name: getattr(old, name) for name in SHOWN}))
    assert home.sentence.startswith("Stale since 14:05. ELNET answers, but with nothing new.")
    (found,) = home.outages()
    assert (found["kind"], found["start"][11:16], found["end"]) == ("old_data", "14:05", None)
    home.start()
    assert home.sentence == "updated 20 s ago. ELNET gave only old data from 14:05 to 14:16."


SHOWN = ("at", "eb_wh", "dg_wh", "balance_paise", "load_w")


def test_a_relay_that_is_off_is_said_before_all_else(home: Home) -> None:
    home.poll(relay(home.house, "OFF"))
    assert home.sentence == "The supply is cut off: the meter's relay is off since 14:05. Updated 20 s ago"
    (found,) = home.outages()
    assert (found["kind"], found["reason"], found["end"]) == ("relay_off", "OFF", None)
    home.start()
    home.poll(relay(home.house, "ON"))
    assert home.sentence == "updated 20 s ago. The supply was cut off by the meter's relay from 14:05 to 14:10."


def relay(house: House, word: str) -> HomeFigures:
    return HomeFigures(house.at, None, 12_300, 0, 0, 0, 0, 0, 0, 0, 0, relay=word)


def test_while_the_tracker_is_off_nothing_is_said_of_the_server(home: Home) -> None:
    home.silence(30)
    home.leases.give_back(home.id)
    home.house.live(3600)
    assert home.sentence.startswith("The tracker is off since 14:35")
    status = home.client.get("/api/v1/status").get_json()
    assert [(one["kind"], one["start"][11:16]) for one in status["outages"]] == [("tracker_off", "14:35")]
    assert [(found["kind"], found["end"] and found["end"][11:16]) for found in home.outages()] == [
        ("tracker_off", None),
        ("server_unreachable", "14:35"),
    ]


def test_who_asks_by_message_is_told_the_cause_too(home: Home, engine: sa.Engine) -> None:
    def status() -> str:
        with engine.connect() as conn:
            return reply(conn, "/status", home.house.at + 20).text

    assert "away" not in status()
    home.silence(10)
    assert status().endswith("The ELNET server is away")
    home.poll(relay(home.house, "OFF"))
    assert status().startswith("<b>The supply is cut off:</b> the meter's relay is off\n")


def test_outages_are_asked_for_by_kind_and_time(home: Home) -> None:
    home.silence(30)
    home.start()
    home.house.live(3600)
    home.start()
    assert [found["kind"] for found in home.outages()] == ["tracker_off", "server_unreachable"]
    assert [found["kind"] for found in home.outages("?kind=server_unreachable")] == ["server_unreachable"]
    late = "2026-03-02T14:50:00%2B05:30"
    assert [found["kind"] for found in home.outages(f"?start={late}")] == ["tracker_off"]
    assert home.outages(f"?end={late}&limit=1")[0]["kind"] == "tracker_off"
    assert home.client.get("/api/v1/outages?kind=rain").status_code == 422


def test_an_outage_is_one_row_however_long_and_is_no_part_of_what_is_derived(home: Home, engine: sa.Engine) -> None:
    home.silence(400)
    home.start()
    with engine.connect() as conn:
        rows = [tuple(row) for row in conn.execute(sa.select(outage))]
        watched = conn.execute(sa.select(watch)).all()
    assert (len(rows), len(watched)) == (1, 1)
    rederive(engine, home.id, lambda _: None)
    with engine.connect() as conn:
        assert [tuple(row) for row in conn.execute(sa.select(outage))] == rows


class Watched:
    """A tracker in two processes, the web and a collector that is stopped and started, with Telegram."""

    def __init__(self, folder: Path, elnet: Elnet, api: BotApi) -> None:
        self.folder, self.api, self.port = folder, api, free_port()
        self.settings = {
            **elnet.environment(str(folder / "home.db")),
            "TELEGRAM_BOT_TOKEN": TOKEN,
            "TELEGRAM_CHAT_ID": "42",
            "TELEGRAM_API_BASE_URL": api.url,
            "POWER_USAGE_OUTAGE_MINUTES": "0",
        }

    def page_says(self, words: str) -> bool:
        with urlopen(f"http://127.0.0.1:{self.port}/live", timeout=10) as answer:
            return words in answer.read().decode().replace("&#39;", "'")

    def told(self, words: str) -> bool:
        return any(words in text for text in self.api.texts)

    def outages(self) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = fetch(f"http://127.0.0.1:{self.port}/api/v1/outages").get("items", [])
        return found

    def sees(self, kind: str, page: str, message: str, seconds: float = 60) -> None:
        """By the API, on the page, in a message."""
        until(lambda: any(o["kind"] == kind for o in self.outages()), seconds)
        until(lambda: self.page_says(page), seconds)
        until(lambda: self.told(message), seconds)


def ended(watched: Watched, kind: str) -> Callable[[], bool]:
    return lambda: any(o["kind"] == kind and o["end"] for o in watched.outages())


@pytest.mark.slow
def test_a_stopped_tracker_and_a_stopped_server_are_told_apart(tmp_path: Path) -> None:
    with bot_api() as api, fake_elnet() as elnet:
        watched = Watched(tmp_path, elnet, api)
        with tracker(tmp_path, "web", "--port", str(watched.port), **watched.settings):
            with tracker(tmp_path, "collect", **watched.settings):
                until(lambda: watched.page_says(" s ago"))
                assert watched.outages() == []
            until(lambda: watched.page_says("The tracker is off since"), 60)
            assert [(o["kind"], o["end"]) for o in watched.outages()] == [("tracker_off", None)]
            until(lambda: watched.outages()[0]["seconds"] > 61, 60)
            with tracker(tmp_path, "collect", **watched.settings):
                watched.sees("tracker_off", "The tracker was off from", "<b>The tracker was off</b> from")
                assert [(o["kind"], bool(o["end"])) for o in watched.outages()] == [("tracker_off", True)]
                assert not watched.told("ELNET server")
                elnet.stop()
                watched.sees(
                    "server_unreachable", "The ELNET server cannot be reached.", "The ELNET server</b> is away"
                )
                kinds = [o["kind"] for o in watched.outages()]
                assert kinds == ["server_unreachable", "tracker_off"]
    assert "Traceback" not in (tmp_path / "stderr.txt").read_text()


@pytest.mark.slow
def test_a_server_with_old_data_and_a_relay_that_is_off_are_told_apart(tmp_path: Path) -> None:
    with bot_api() as api, fake_elnet(past_s=3600) as elnet:
        elnet.control(quirk="stale")
        watched = Watched(tmp_path, elnet, api)
        with tracker(tmp_path, "web", "--port", str(watched.port), **watched.settings):
            with tracker(tmp_path, "collect", **watched.settings):
                watched.sees("old_data", "Stale since", "<b>ELNET answers with old data</b>")
                assert [(o["kind"], o["end"]) for o in watched.outages()] == [("old_data", None)]
                elnet.control(quirk=None)
                until(ended(watched, "old_data"))
                until(lambda: watched.page_says("ELNET gave only old data from"))
                until(lambda: watched.told("ELNET answered with old data from"))
            elnet.control(quirk="relay_off")
            with tracker(tmp_path, "collect", **watched.settings):
                watched.sees("relay_off", "The supply is cut off: the meter's relay is off", "<b>The supply is cut off")
                elnet.control(quirk=None)
                until(ended(watched, "relay_off"))
                until(lambda: watched.told("<b>The supply is back:</b>"))
    assert "Traceback" not in (tmp_path / "stderr.txt").read_text()


def test_a_screen_reader_is_told_of_trouble_and_not_every_few_seconds_how_old_good_figures_are(
    engine: sa.Engine, reader: sa.Engine
) -> None:
    home = Household.since(2026, 3, 2).live(1, 1200)
    home.store(engine)
    fresh = home.pages(reader, home.now + 20).get("/live").get_data(as_text=True)
    assert "updated 20 s ago" in fresh
    assert 'role="status"' not in fresh
    assert 'role="status">The tracker is off since' in home.pages(reader, home.now + 3600).get("/live").get_data(
        as_text=True
    )
