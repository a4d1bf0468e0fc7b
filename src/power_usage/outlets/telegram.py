"""Telegram: a household's bot, which sends what there is to tell and answers what is asked."""

import asyncio
import logging
import time
from collections.abc import Callable
from dataclasses import dataclass

import sqlalchemy as sa
from pydantic import SecretStr
from telegram import Bot
from telegram.constants import ChatAction
from telegram.error import BadRequest, ChatMigrated, Forbidden, InvalidToken, TelegramError
from telegram.request import HTTPXRequest

from power_usage.outlets.chats import Chats
from power_usage.outlets.lease import LeasedOutlet
from power_usage.outlets.listener import Listener
from power_usage.outlets.pace import Pace
from power_usage.outlets.sender import Sender
from power_usage.storage.outbox import TELEGRAM

PACE = Pace()


@dataclass(frozen=True, slots=True)
class TelegramSettings:
    """Who speaks to whom, and through which server. `quiet`: from and to in minutes of the local day."""

    token: SecretStr
    chats: tuple[str, ...]
    base_url: str | None = None
    quiet: tuple[int, int] | None = None


def bot(settings: TelegramSettings, pace: Pace = PACE) -> Bot:
    """The bot of those settings."""
    # The library logs each request with its address, and the address holds the token.
    for name in ("httpx", "httpcore", "telegram"):
        logging.getLogger(name).setLevel(logging.ERROR)
    wait = pace.answer_s
    request = HTTPXRequest(connect_timeout=wait, read_timeout=wait, write_timeout=wait, media_write_timeout=wait)
    server = (settings.base_url or "https://api.telegram.org").rstrip("/")
    return Bot(settings.token.get_secret_value(), base_url=f"{server}/bot", request=request)


async def answers(settings: TelegramSettings) -> tuple[bool, str]:
    """Whether Telegram knows the bot, and lets it write to the chats, in words."""
    ours = bot(settings)
    try:
        me = await ours.get_me()
        for chat in settings.chats:
            if why := await _refusal(ours, chat):
                return False, f"@{me.username} may not write to {chat} of TELEGRAM_CHAT_ID: {why}"
    except (InvalidToken, Forbidden):
        return False, "it refuses TELEGRAM_BOT_TOKEN: copy the token anew from BotFather"
    except TelegramError as error:
        return False, f"it cannot be asked: {error.message}"
    return True, f"messages go out as @{me.username}"


async def _refusal(ours: Bot, chat: str) -> str | None:
    """Why a chat cannot be written to, asked by what leaves no message."""
    try:
        await ours.send_chat_action(chat, ChatAction.TYPING)
    except ChatMigrated as error:
        return f"the group's number is now {error.new_chat_id}"
    except Forbidden as error:
        return f"{error.message}. Open the bot and press Start"
    except BadRequest as error:
        return f"{error.message}. Correct the number, or open the bot and press Start"
    return None


class Telegram:
    """The bot on one database."""

    def __init__(
        self,
        engine: sa.Engine,
        settings: TelegramSettings,
        *,
        clock: Callable[[], float] = time.time,
        pace: Pace = PACE,
    ) -> None:
        ours = bot(settings, pace)
        sender = Sender(engine, Chats(ours, settings.chats), quiet=settings.quiet, clock=clock, pace=pace)
        self._outlet = LeasedOutlet(engine, TELEGRAM, sender.send_next, pace)
        self._listener = Listener(engine, ours, settings.chats, clock=clock, pace=pace)

    async def run(self, stop: asyncio.Event) -> None:
        """Send and answer until `stop` is set; of several processes only one does."""
        listening = asyncio.create_task(self._listener.run(self._outlet.ours))
        try:
            await self._outlet.run(stop)
        finally:
            listening.cancel()
            await asyncio.gather(listening, return_exceptions=True)
