"""The bot against a Bot API server that is not ours: messages, commands, buttons and pictures."""

import asyncio
import io
from collections.abc import Awaitable, Callable, Iterator

import pytest
import sqlalchemy as sa
from PIL import Image
from pydantic import SecretStr

from bot_api import TOKEN
from emulated import Emulator, emulator
from house import DG, EB, House
from power_usage.domain.alerts import AlertRules
from power_usage.outlets.pace import Pace
from power_usage.outlets.telegram import Telegram, TelegramSettings
from power_usage.storage.ledger import Ledger
from power_usage.storage.outbox import Telling, waiting
from processes import until

pytestmark = pytest.mark.slow
BRISK = Pace(look_s=0.05, answer_s=5.0, first_pause_s=0.1, longest_pause_s=0.3)
OURS, ANOTHER = 42, 43


@pytest.fixture(scope="module")
def server() -> Iterator[Emulator]:
    with emulator() as running:
        yield running


@pytest.fixture
def house(engine: sa.Engine) -> House:
    """Half an hour of grid, ten minutes of generator, and the grid again."""
    ledger = Ledger(engine, tell=Telling(AlertRules()))
    meter = ledger.ensure_meter("Home", "Asia/Kolkata")
    house = House()
    readings = [house.reading(), *house.readings(30), *house.readings(10, 900, DG), *house.readings(5, 900, EB)]
    house.move(50_000)
    ledger.observe(meter, [*readings, *house.readings(2)])
    return house


def working(engine: sa.Engine, server: Emulator, at: int, during: Callable[[], Awaitable[None]]) -> None:
    """Let the bot work while something happens."""

    async def work() -> None:
        settings = TelegramSettings(SecretStr(TOKEN), (str(OURS),), server.url)
        stop = asyncio.Event()
        running = asyncio.create_task(Telegram(engine, settings, clock=lambda: at, pace=BRISK).run(stop))
        try:
            await during()
        finally:
            stop.set()
            await running

    asyncio.run(work())


def test_messages_commands_buttons_and_pictures(engine: sa.Engine, house: House, server: Emulator) -> None:
    said = len(server.texts)

    async def news() -> list[str]:
        return await asyncio.to_thread(lambda: until(lambda: server.texts[said:]))

    async def happens() -> None:
        nonlocal said

        def all_sent() -> bool:
            with engine.connect() as conn:
                return not waiting(conn)

        await asyncio.to_thread(until, all_sent)
        assert [text.split("</b>")[0].split("<b>")[1] for text in server.texts[said:]] == [
            "Generator (DG)",
            "Grid (EB)",
            "Paid in",
        ]
        for ask, word in ((server.write, "/status"), (server.press, "today")):
            said = len(server.texts)
            await asyncio.to_thread(ask, ANOTHER, word)
            await asyncio.to_thread(ask, OURS, word)
            (answer,) = await news()
            assert "Grid" in answer
        pictures = len(server.pictures)
        await asyncio.to_thread(server.write, OURS, "/graph 2")
        (drawn,) = await asyncio.to_thread(lambda: until(lambda: server.pictures[pictures:]))
        assert Image.open(io.BytesIO(drawn)).size == (1200, 720)
        said = len(server.texts)
        await asyncio.to_thread(server.write, OURS, "/graph 0")
        (answer,) = await news()
        assert "1 to 720" in answer

    working(engine, server, house.at, happens)
    assert {message["chat_id"] for message in server.messages} <= {str(OURS), OURS}
    buttons = [b for row in server.messages[-1]["reply_markup"]["inline_keyboard"] for b in row]
    assert {b["callback_data"] for b in buttons} == {"status", "today", "month", "graph", "dg", "recharges"}
