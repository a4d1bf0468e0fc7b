"""Each message arrives once and in order, whatever Telegram does meanwhile."""

import asyncio
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa
from pydantic import SecretStr

from bot_api import TOKEN, BotApi, bot_api
from house import DG, EB, House
from power_usage.domain.alerts import AlertRules
from power_usage.outlets import telegram
from power_usage.outlets.telegram import Telegram, TelegramSettings
from power_usage.storage.ledger import Ledger
from power_usage.storage.outbox import waiting
from power_usage.web.app import create_app
from processes import command, fake_elnet, fetch, free_port, tracker, until

HOURS = 3600


@pytest.fixture
def api(monkeypatch: pytest.MonkeyPatch) -> Iterator[BotApi]:
    monkeypatch.setattr(telegram, "LOOK_EVERY_S", 0.05)
    monkeypatch.setattr(telegram, "FIRST_PAUSE_S", 0.1)
    monkeypatch.setattr(telegram, "LONGEST_PAUSE_S", 0.3)
    monkeypatch.setattr(telegram, "ANSWER_WITHIN_S", 1.0)
    with bot_api() as running:
        yield running


def told(engine: sa.Engine) -> House:
    """A household with four things to tell."""
    ledger = Ledger(engine, tell=AlertRules())
    meter = ledger.ensure_meter("Home", "Asia/Kolkata")
    house = House()
    readings = [house.reading(), *house.readings(30), *house.readings(10, 900, DG), *house.readings(5, 900, EB)]
    house.move(50_000)
    readings += house.readings(2)
    house.move(-4_500)
    ledger.observe(meter, [*readings, *house.readings(2)])
    return house


def sent(engine: sa.Engine, api: BotApi, at: int, messages: int, *, token: str = TOKEN, seconds: float = 20) -> None:
    """Let the sender work until so many messages have arrived and nothing waits, or the time is over."""

    async def work() -> None:
        settings = TelegramSettings(SecretStr(token), ("42",), api.url)
        sender, stop = Telegram(engine, settings, clock=lambda: at), asyncio.Event()
        running = asyncio.create_task(sender.run(stop))
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            await asyncio.sleep(0.05)
            with engine.connect() as conn:
                if len(api.arrived) >= messages and not waiting(conn):
                    break
        stop.set()
        await running

    asyncio.run(work())


def test_messages_arrive_once_and_in_order(engine: sa.Engine, api: BotApi) -> None:
    house = told(engine)
    sent(engine, api, house.at, 4)
    sent(engine, api, house.at, 4, seconds=0.5)
    assert [text.split("</b>")[0].split("<b>")[1] for text in api.texts] == [
        "Generator (DG)",
        "Grid (EB)",
        "Paid in",
        "Taken off",
    ]
    assert {chat for chat, _ in api.arrived} == {"42"}


@pytest.mark.parametrize("fault", [429, 500, 502, "hang", "cut"])
def test_20_what_telegram_does_not_take_is_sent_again(engine: sa.Engine, api: BotApi, fault: int | str) -> None:
    house = told(engine)
    api.faults.extend([fault, fault])
    sent(engine, api, house.at, 4)
    assert len(api.arrived) == 4
    assert len(set(api.texts)) == 4


def test_what_telegram_refuses_waits_and_it_is_seen_why(engine: sa.Engine, reader: sa.Engine, api: BotApi) -> None:
    house = told(engine)
    sent(engine, api, house.at, 1, token="9:wrong", seconds=1)
    with engine.connect() as conn:
        why = conn.exec_driver_sql("SELECT failure FROM alert ORDER BY id").scalar()
        assert len(waiting(conn)) == 4
    assert why is not None
    assert "refuses" in why
    assert "wrong" not in why
    page = create_app(reader, clock=lambda: house.at).test_client().get("/live").get_data(as_text=True)
    assert "Messages wait: Telegram refuses the message" in page
    sent(engine, api, house.at, 4)
    assert len(api.arrived) == 4
    page = create_app(reader, clock=lambda: house.at).test_client().get("/live").get_data(as_text=True)
    assert "Messages wait" not in page


def test_what_is_no_news_any_more_comes_in_one_message(engine: sa.Engine, api: BotApi) -> None:
    house = told(engine)
    sent(engine, api, house.at + 2 * HOURS, 1)
    (text,) = api.texts
    assert "While messages could not be sent" in text
    assert text.count("\n") == 4


def test_a_replay_tells_nothing(engine: sa.Engine) -> None:
    ledger = Ledger(engine)
    house = House()
    ledger.observe(ledger.ensure_meter("Home", "Asia/Kolkata"), [house.reading(), *house.readings(30, 900, DG)])
    with engine.connect() as conn:
        assert waiting(conn) == []


@pytest.mark.slow
def test_20_while_telegram_hangs_polling_goes_on_and_the_message_comes_later(tmp_path: Path) -> None:
    port = free_port()
    with bot_api() as api, fake_elnet() as elnet:
        api.faults.extend(["hang"] * 3)
        elnet.control(source="eb", load_w=60_000)
        settings = {
            **elnet.environment(str(tmp_path / "home.db")),
            "TELEGRAM_BOT_TOKEN": TOKEN,
            "TELEGRAM_CHAT_ID": "42",
            "TELEGRAM_API_BASE_URL": api.url,
        }
        with tracker(tmp_path, "run", "--port", str(port), **settings):
            url = f"http://127.0.0.1:{port}/api/v1/status"
            until(lambda: fetch(url).get("freshness") == "fresh")
            elnet.control(source="dg")
            until(lambda: fetch(url)["source"] == "dg")
            assert api.texts == []
            first = fetch(url)["read_at"]
            until(lambda: fetch(url)["read_at"] != first, 10)
            until(lambda: any("Generator (DG)" in text for text in api.texts), 60)
            elnet.control(source="eb")
            until(lambda: any("Grid (EB)" in text for text in api.texts), 60)
        assert TOKEN not in (tmp_path / "stderr.txt").read_text()
        done = command(tmp_path, "check", **settings)
        assert "Telegram: messages go out as @meter_bot" in done.stdout
        done = command(tmp_path, "check", **{**settings, "TELEGRAM_BOT_TOKEN": "9:wrong"})
        assert "WRONG  Telegram: it refuses TELEGRAM_BOT_TOKEN" in done.stdout
        assert done.returncode == 1
