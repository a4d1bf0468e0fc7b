"""Other channels through Apprise: the same texts, without markup, to a real web server of ours."""

import asyncio
import json
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
import sqlalchemy as sa
from pydantic import SecretStr

from house import DG, EB, House
from power_usage.domain.alerts import AlertRules
from power_usage.outlets.others import OtherChannel, sending
from power_usage.outlets.pace import Pace
from power_usage.readmodels import deliveries
from power_usage.storage.ledger import Ledger
from power_usage.storage.outbox import TELEGRAM, Telling, give_up, waiting
from processes import command

BRISK = Pace(look_s=0.05, answer_s=2.0, first_pause_s=0.1, longest_pause_s=0.3)


class Hook:
    """A web server that takes messages, after it refused some."""

    def __init__(self) -> None:
        self.texts: list[str] = []
        self.refusals = 0
        hook = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                said = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
                if hook.refusals:
                    hook.refusals -= 1
                    self.send_response(503)
                else:
                    hook.texts.append(said["message"])
                    self.send_response(200)
                self.end_headers()

            def log_message(self, *_: object) -> None:
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.address = f"json://127.0.0.1:{self.server.server_address[1]}/"


@pytest.fixture
def hook() -> Iterator[Hook]:
    found = Hook()
    threading.Thread(target=found.server.serve_forever, daemon=True).start()
    yield found
    found.server.shutdown()
    found.server.server_close()


def test_other_channels_get_the_same_texts_once_and_in_order(engine: sa.Engine, hook: Hook) -> None:
    ledger = Ledger(engine, tell=Telling(AlertRules(), (TELEGRAM, "apprise:1", "apprise:2")))
    meter = ledger.ensure_meter("Home", "Asia/Kolkata")
    house = House()
    readings = [house.reading(), *house.readings(30), *house.readings(10, 900, DG), *house.readings(5, 900, EB)]
    house.move(50_000)
    ledger.observe(meter, [*readings, *house.readings(2)])
    hook.refusals = 2

    async def work() -> None:
        stop = asyncio.Event()
        away = sending(
            engine,
            OtherChannel("apprise:1", 1, SecretStr("json://127.0.0.1:9/"), BRISK),
            None,
            clock=lambda: house.at,
            pace=BRISK,
        )
        there = sending(
            engine,
            OtherChannel("apprise:2", 2, SecretStr(hook.address), BRISK),
            None,
            clock=lambda: house.at,
            pace=BRISK,
        )
        running = asyncio.gather(away.run(stop), there.run(stop))
        end = time.monotonic() + 20
        while time.monotonic() < end:
            await asyncio.sleep(0.05)
            with engine.connect() as conn:
                if not waiting(conn, "apprise:2"):
                    break
        stop.set()
        await running

    asyncio.run(work())
    assert [text.split(" since")[0].split(" again")[0].split(" ₹")[0] for text in hook.texts] == [
        "⚡ Generator (DG)",
        "🔌 Grid (EB)",
        "Paid in",
    ]
    with engine.begin() as conn:
        assert len(waiting(conn, TELEGRAM)) == 3
        assert len(waiting(conn, "apprise:1")) == 3
        assert deliveries.trouble(conn) == deliveries.Trouble(
            waiting=True, why="Address 1 of POWER_USAGE_APPRISE_URLS took nothing"
        )
        give_up(conn, [TELEGRAM, "apprise:2"], house.at)
        assert waiting(conn, "apprise:1") == []
        assert deliveries.trouble(conn) is None


def test_check_names_an_address_that_is_none_without_showing_it(tmp_path: Path) -> None:
    done = command(
        tmp_path,
        "check",
        POWER_USAGE_APPRISE_URLS="json://127.0.0.1/ nosuch://opensesame",
        LIVE_UPDATES_API_URL="http://127.0.0.1:9/live",
        HOME_DATA_API_URL="http://127.0.0.1:9/home",
        POWER_USAGE_BEARER_TOKEN="token",
        POWER_USAGE_INPUT_TYPE="type",
    )
    assert "cannot read address 2 of POWER_USAGE_APPRISE_URLS" in done.stdout
    assert "opensesame" not in done.stdout + done.stderr
