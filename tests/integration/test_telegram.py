"""Each message arrives once and in order, whatever Telegram does meanwhile."""

import asyncio
import os
import random
import sqlite3
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa
from pydantic import SecretStr

from bot_api import TOKEN, BotApi, bot_api
from house import DG, EB, House
from power_usage.domain.alerts import AlertRules
from power_usage.outlets import lease
from power_usage.outlets.pace import Pace
from power_usage.outlets.telegram import Telegram, TelegramSettings
from power_usage.storage.ledger import Ledger
from power_usage.storage.outbox import TELEGRAM, Telling, delivered, mute, muted_until, waiting
from power_usage.storage.tables import alert
from power_usage.web.app import create_app
from processes import command, fake_elnet, fetch, free_port, tracker, until
from told import ToldStory

HOURS = 3600
BRISK = Pace(look_s=0.05, answer_s=1.0, first_pause_s=0.1, longest_pause_s=0.3)


@pytest.fixture
def api() -> Iterator[BotApi]:
    with bot_api() as running:
        yield running


def told(engine: sa.Engine) -> House:
    """A household with four things to tell."""
    ledger = Ledger(engine, tell=Telling(AlertRules()))
    meter = ledger.ensure_meter("Home", "Asia/Kolkata")
    house = House()
    readings = [house.reading(), *house.readings(30), *house.readings(10, 900, DG), *house.readings(5, 900, EB)]
    house.move(50_000)
    readings += house.readings(2)
    house.move(-4_500)
    ledger.observe(meter, [*readings, *house.readings(2)])
    return house


def sent(
    engine: sa.Engine,
    api: BotApi,
    at: int,
    messages: int,
    *,
    token: str = TOKEN,
    chats: tuple[str, ...] = ("42",),
    seconds: float = 20,
) -> None:
    """Let the sender work until so many messages have arrived and nothing waits, or the time is over."""

    async def work() -> None:
        settings = TelegramSettings(SecretStr(token), chats, api.url)
        sender, stop = Telegram(engine, settings, clock=lambda: at, pace=BRISK), asyncio.Event()
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


def test_21_of_several_workers_one_sends(engine: sa.Engine, api: BotApi, monkeypatch: pytest.MonkeyPatch) -> None:
    house = told(engine)
    names = iter(["host-a/1/x", "host-b/2/y", "host-c/3/z"])
    monkeypatch.setattr(lease, "own_name", lambda: next(names))

    async def work() -> None:
        stop = asyncio.Event()
        settings = TelegramSettings(SecretStr(TOKEN), ("42",), api.url)
        senders = [Telegram(engine, settings, clock=lambda: house.at) for _ in range(3)]
        running = [asyncio.create_task(sender.run(stop)) for sender in senders]
        await asyncio.sleep(3)
        stop.set()
        await asyncio.gather(*running)

    asyncio.run(work())
    assert len(api.arrived) == 4


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
    assert "Messages wait. Telegram refuses TELEGRAM_BOT_TOKEN" in page
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


def spoken(engine: sa.Engine, api: BotApi, at: int, answers: int, *asked: tuple[int, str]) -> list[tuple[str, str]]:
    """What the bot says to that."""
    for chat, text in asked:
        api.write(chat, text)

    async def work() -> None:
        sender = Telegram(engine, TelegramSettings(SecretStr(TOKEN), ("42",), api.url), clock=lambda: at, pace=BRISK)
        stop = asyncio.Event()
        running = asyncio.create_task(sender.run(stop))
        end = time.monotonic() + 15
        while time.monotonic() < end and len(api.arrived) < answers:  # noqa: ASYNC110 - a thread fills it
            await asyncio.sleep(0.05)
        await asyncio.sleep(0.3)
        stop.set()
        await running

    asyncio.run(work())
    return api.arrived


def test_commands_are_answered_to_the_chats_that_are_told_and_to_nobody_else(engine: sa.Engine, api: BotApi) -> None:
    house = told(engine)
    with engine.begin() as conn:
        delivered(conn, [one.id for one in waiting(conn)], house.at)
    words = ["/status", "/today", "/month@meter_bot", "/recharges", "/dg", "/help", "hello"]
    found = spoken(engine, api, house.at + 30, 7, (7, "/status"), *((42, word) for word in words))
    assert [chat for chat, _ in found] == ["42"] * 7
    status, today, month, recharges, dg, helped, other = (text for _, text in found)
    assert status.startswith("<b>Grid (EB)</b> for 9 min\nLoad 0.90 kW, balance ₹")
    assert "Generator 0.15 kWh, ₹3." in today
    assert today == month
    assert recharges.splitlines()[0].endswith("−₹45.00")
    assert recharges.splitlines()[1].endswith("₹500.00")
    assert "This month 1 time, ₹3." in dg
    assert helped == other


def test_muted_messages_wait_but_urgent_ones_do_not(engine: sa.Engine, api: BotApi) -> None:
    house = told(engine)
    with engine.begin() as conn:
        mute(conn, TELEGRAM, house.at + HOURS)
        facts = '{"balance_paise": 1200, "low_paise": 50000}'
        conn.execute(sa.insert(alert).values(meter_id=1, kind="very_low_balance", at=house.at, facts=facts))
    sent(engine, api, house.at, 1, seconds=1.5)
    (text,) = api.texts
    assert "very low" in text
    sent(engine, api, house.at + HOURS + 1, 2)
    assert len(api.arrived) == 2


def test_mute_is_understood_and_kept(engine: sa.Engine, api: BotApi) -> None:
    Ledger(engine).ensure_meter("Home", "Asia/Kolkata")
    found = spoken(engine, api, 1_000, 3, (42, "/mute 2h"), (42, "/mute"), (42, "/mute 90m"))
    assert [text.split(".")[0] for _, text in found] == [
        "No messages for 2 h, but urgent ones",
        "For how long? /mute 2h",
        "No messages for 1 h 30 min, but urgent ones",
    ]
    with engine.connect() as conn:
        assert muted_until(conn, TELEGRAM) == 1_000 + 5_400


@pytest.mark.parametrize(("hour", "messages"), [(23, 0), (3, 0), (12, 4)])
def test_quiet_hours_hold_what_is_not_urgent(engine: sa.Engine, api: BotApi, hour: int, messages: int) -> None:
    house = told(engine)
    midnight = house.at - (house.at + 19_800) % 86_400
    at = midnight + hour * 3600

    async def work() -> None:
        settings = TelegramSettings(SecretStr(TOKEN), ("42",), api.url, quiet=(22 * 60, 7 * 60))
        sender, stop = Telegram(engine, settings, clock=lambda: at, pace=BRISK), asyncio.Event()
        running = asyncio.create_task(sender.run(stop))
        await asyncio.sleep(1.5)
        stop.set()
        await running

    asyncio.run(work())
    assert len(api.arrived) == messages


@pytest.mark.slow
def test_killed_at_random_points_no_message_is_lost_and_hardly_one_is_said_twice(tmp_path: Path) -> None:
    kills = int(os.environ.get("KILLS", "12"))
    database = str(tmp_path / "home.db")
    house, story = House(), ToldStory()
    readings = [house.reading()]
    for number in range(kills):
        readings += house.readings(9, 900, EB) + house.readings(8, 900, DG)  # 17 min: no text comes twice
        house.move(50_000 + number)
    readings += house.readings(8, 900, EB)
    expected = story.told(*readings).kinds
    work = tmp_path / "work.py"
    work.write_text(WORK)
    chance = random.Random(3)  # noqa: S311
    with bot_api() as api:
        for number in range(kills + 40):
            until_at = readings[min((number + 1) * 17, len(readings) - 1)].at
            arguments = [sys.executable, str(work), database, api.url, str(kills), str(until_at)]
            process = subprocess.Popen(
                arguments, cwd=tmp_path, env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
            )
            last = number >= kills
            try:
                process.wait(60 if last else chance.uniform(0.8, 1.6))
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
            if last and process.returncode == 0:
                break
        said = Counter(api.texts)
    with sqlite3.connect(database) as conn:
        rows = conn.execute("SELECT kind, sent_at FROM alert ORDER BY id").fetchall()
    assert [kind for kind, _ in rows] == expected
    assert all(sent_at for _, sent_at in rows)
    twice = sum(count - 1 for count in said.values())
    print(f"{kills} kills, {len(expected)} messages, {twice} of them said twice")
    assert len(said) == len(expected)
    assert twice <= kills


WORK = """
import asyncio, sys
from pydantic import SecretStr
from house import DG, EB, House
from power_usage.bootstrap import open_database
from power_usage.domain.alerts import AlertRules
from power_usage.outlets import telegram
from power_usage.outlets.pace import Pace
from power_usage.storage.ledger import Ledger
from power_usage.storage.outbox import TELEGRAM, Telling, delivered, mute, muted_until, waiting
from power_usage.storage.tables import alert

database, url, kills, until_at = sys.argv[1], sys.argv[2], int(sys.argv[3]), int(sys.argv[4])
house = House()
readings = [house.reading()]
for number in range(kills):
    readings += house.readings(9, 900, EB) + house.readings(8, 900, DG)  # 17 min: no text comes twice
    house.move(50_000 + number)
readings += house.readings(8, 900, EB)
engine = open_database(database)
ledger = Ledger(engine, tell=Telling(AlertRules()))
meter = ledger.ensure_meter("Home", "Asia/Kolkata")

async def main():
    stop = asyncio.Event()
    settings = telegram.TelegramSettings(SecretStr("123:abc"), ("42",), url)
    clock = lambda: house_at[0]
    state = ledger.state(meter)
    known = state.last.at if state.last else 0
    house_at = [known]
    running = asyncio.create_task(telegram.Telegram(engine, settings, clock=clock, pace=Pace(look_s=0.02)).run(stop))
    for reading in readings:
        if known < reading.at <= until_at:
            house_at[0] = reading.at
            await asyncio.to_thread(ledger.observe, meter, [reading])
            await asyncio.sleep(0.01)
    while True:
        with engine.connect() as conn:
            if not waiting(conn):
                break
        await asyncio.sleep(0.02)
    stop.set()
    await running

asyncio.run(main())
"""


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
        api.refused = {"42": (400, "Bad Request: chat not found")}
        done = command(tmp_path, "check", **settings)
        assert "WRONG  Telegram: @meter_bot may not write to 42 of TELEGRAM_CHAT_ID: Chat not found" in done.stdout


def test_a_chat_that_refuses_keeps_messages_from_no_other(engine: sa.Engine, reader: sa.Engine, api: BotApi) -> None:
    house = told(engine)
    api.refused = {"43": (403, "Forbidden: bot was blocked by the user")}
    sent(engine, api, house.at, 4, chats=("43", "42"))
    assert [chat for chat, _ in api.arrived] == ["42"] * 4
    page = create_app(reader, clock=lambda: house.at).test_client().get("/live").get_data(as_text=True)
    assert "Not everybody gets the messages. Telegram refuses a chat of TELEGRAM_CHAT_ID" in page


def test_a_group_that_became_a_supergroup_keeps_messages_from_no_other(engine: sa.Engine, api: BotApi) -> None:
    house = told(engine)
    api.moved = {"-43": -10043}
    sent(engine, api, house.at, 4, chats=("-43", "42"))
    assert [chat for chat, _ in api.arrived] == ["42"] * 4
    with engine.connect() as conn:
        (said,) = set(conn.scalars(sa.select(alert.c.failure)))
    assert "the group's number is now -10043, instead of -43" in str(said)


def test_a_message_that_telegram_cannot_parse_is_sent_plainly(engine: sa.Engine, api: BotApi) -> None:
    house = told(engine)
    api.refused = {"HTML": (400, "Bad Request: can't parse entities: Unsupported start tag")}
    sent(engine, api, house.at, 4)
    assert len(api.texts) == 4
    assert "<b>" not in "".join(api.texts)
    assert api.texts[0].startswith("⚡ Generator (DG) since")
