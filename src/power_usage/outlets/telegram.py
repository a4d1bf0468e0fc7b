"""Telegram: a household's bot, which sends what there is to tell and answers what is asked."""

import asyncio
import logging
import time
from collections.abc import Callable
from dataclasses import dataclass

import sqlalchemy as sa
from pydantic import SecretStr
from telegram import Bot
from telegram.error import Forbidden, InvalidToken, TelegramError
from telegram.request import HTTPXRequest

from power_usage.outlets.listener import Listener
from power_usage.outlets.pace import Pace
from power_usage.outlets.sender import Sender
from power_usage.storage.lease import acquire, own_name, release

log = logging.getLogger(__name__)

LEASE, LEASE_S = "outlet:telegram", 60
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
    """Whether Telegram knows the bot, in words."""
    try:
        me = await bot(settings).get_me()
    except (InvalidToken, Forbidden):
        return False, "it refuses TELEGRAM_BOT_TOKEN: copy the token anew from BotFather"
    except TelegramError as error:
        return False, f"it cannot be asked: {error.message}"
    return True, f"messages go out as @{me.username}"


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
        self._engine, self._pace = engine, pace
        ours = bot(settings, pace)
        self._sender = Sender(engine, ours, settings.chats, settings.quiet, clock=clock, pace=pace)
        self._listener = Listener(engine, ours, settings.chats, clock=clock, pace=pace)
        self._ours = asyncio.Event()
        self._holder = own_name()
        self._renew_at = 0.0

    async def run(self, stop: asyncio.Event) -> None:
        """Send and answer until `stop` is set; of several processes only one does."""
        listening = asyncio.create_task(self._listener.run(self._ours))
        try:
            while not stop.is_set():
                await _set_within(stop, await self._once())
        finally:
            listening.cancel()
            await asyncio.gather(listening, return_exceptions=True)
            await asyncio.to_thread(self._give_back)

    async def _once(self) -> float:
        """Send the next message, if there is one and it is ours to send; how long to wait then."""
        try:
            if not await asyncio.to_thread(self._is_ours):
                self._ours.clear()
                return self._pace.look_s
            self._ours.set()
            return await self._sender.send_next()
        except sa.exc.DBAPIError as error:
            log.debug("The outbox could not be used: %s", error)
        except Exception:  # a fault of ours must not end the messages
            log.exception("Sending failed in a way that is not foreseen; it goes on")
        return self._pace.longest_pause_s

    def _is_ours(self) -> bool:
        now = time.time()
        if now < self._renew_at:
            return True
        with self._engine.begin() as conn:
            ours = acquire(conn, LEASE, self._holder, int(now), LEASE_S)
        self._renew_at = now + LEASE_S / 3 if ours else 0.0  # a write every twenty seconds, not every look
        return ours

    def _give_back(self) -> None:
        try:
            with self._engine.begin() as conn:
                release(conn, LEASE, self._holder)
        except sa.exc.DBAPIError as error:
            log.debug("The lease of the outbox runs out by itself: %s", error)


async def _set_within(event: asyncio.Event, seconds: float) -> None:
    try:
        await asyncio.wait_for(event.wait(), seconds)
    except TimeoutError:
        return
