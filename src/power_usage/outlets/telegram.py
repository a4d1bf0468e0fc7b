"""Telegram: takes alerts from the outbox, in order, and tries until they are delivered.

At least once: an alert is marked after Telegram's answer. Twice only where the process dies between the two.
"""

import asyncio
import logging
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa
from pydantic import SecretStr
from telegram import Bot
from telegram.error import BadRequest, Forbidden, InvalidToken, NetworkError, RetryAfter, TelegramError
from telegram.request import HTTPXRequest

from power_usage.domain.alerts import URGENT
from power_usage.domain.calendar import zone
from power_usage.outlets.background import background
from power_usage.outlets.messages import caught_up, text
from power_usage.outlets.replies import reply
from power_usage.readmodels.meters import meters
from power_usage.storage.lease import acquire, own_name, release
from power_usage.storage.outbox import Waiting, delivered, failed, mute, muted_until, waiting

log = logging.getLogger(__name__)

LOOK_EVERY_S = 2.0
FIRST_PAUSE_S, LONGEST_PAUSE_S = 2.0, 300.0
NEWS_S = 1800
"""What is older by then is no news: it is folded into one message."""
ANSWER_WITHIN_S = 15.0
LISTEN_S = 20
OUTLET = "telegram"
LEASE, LEASE_S = "outlet:telegram", 60


@dataclass(frozen=True, slots=True)
class TelegramSettings:
    """Who speaks to whom, and through which server. `quiet`: from and to in minutes of the local day."""

    token: SecretStr
    chats: tuple[str, ...]
    base_url: str | None = None
    quiet: tuple[int, int] | None = None


def bot(settings: TelegramSettings) -> Bot:
    """The bot of those settings."""
    # The library logs each request with its address, and the address holds the token.
    for name in ("httpx", "httpcore", "telegram"):
        logging.getLogger(name).setLevel(logging.ERROR)
    request = HTTPXRequest(connect_timeout=ANSWER_WITHIN_S, read_timeout=ANSWER_WITHIN_S, write_timeout=ANSWER_WITHIN_S)
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
    """The sender of one database's outbox."""

    def __init__(
        self, engine: sa.Engine, settings: TelegramSettings, *, clock: Callable[[], float] = time.time
    ) -> None:
        self._engine, self._chats, self._quiet, self._clock = engine, settings.chats, settings.quiet, clock
        self._bot = bot(settings)
        self._pause = FIRST_PAUSE_S
        self._ill = False
        self._reached: set[str] = set()
        self._ours = asyncio.Event()
        self._holder = own_name()
        self._renew_at = 0.0

    async def run(self, stop: asyncio.Event) -> None:
        """Send and answer until `stop` is set; of several processes only one does."""
        listening = asyncio.create_task(self._listen())
        try:
            while not stop.is_set():
                wait = LOOK_EVERY_S
                try:
                    if await asyncio.to_thread(self._is_ours):
                        self._ours.set()
                        found = await asyncio.to_thread(self._look)
                        wait = await self._deliver(found) if found else wait
                    else:
                        self._ours.clear()
                except sa.exc.DBAPIError as error:
                    log.debug("The outbox could not be used: %s", error)
                await _set_within(stop, wait)
        finally:
            listening.cancel()
            await asyncio.gather(listening, return_exceptions=True)
            await asyncio.to_thread(self._give_back)

    async def _deliver(self, found: tuple[Sequence[int], str]) -> float:
        """One message to every chat; how long to wait before the next."""
        ids, words = found
        try:
            for chat in self._chats:
                if chat not in self._reached:
                    await self._bot.send_message(chat, words, parse_mode="HTML")
                    self._reached.add(chat)
        except RetryAfter as error:
            after = error.retry_after
            return float(after if isinstance(after, int) else after.total_seconds())
        except (BadRequest, Forbidden, InvalidToken) as error:
            return await self._trouble(ids, f"Telegram refuses the message: {error.message}", LONGEST_PAUSE_S)
        except NetworkError as error:
            wait, self._pause = self._pause, min(self._pause * 2, LONGEST_PAUSE_S)
            return await self._trouble(ids, f"Telegram cannot be reached: {error.message}", wait)
        except TelegramError as error:
            return await self._trouble(ids, f"Telegram: {error.message}", LONGEST_PAUSE_S)
        await asyncio.to_thread(self._mark, ids)
        self._pause = FIRST_PAUSE_S
        self._reached.clear()
        if self._ill:
            self._ill = False
            log.warning("Telegram takes messages again.")
        return 0.0

    async def _trouble(self, ids: Sequence[int], why: str, wait: float) -> float:
        if not self._ill:
            self._ill = True
            log.warning("%s They wait, and sending goes on.", why if why.endswith(".") else f"{why}.")
        await asyncio.to_thread(self._note, ids, why)
        return wait

    async def _listen(self) -> None:
        """Answer the chats that are told; nobody else hears anything."""
        offset: int | None = None
        while await self._ours.wait():
            try:
                updates = await self._bot.get_updates(
                    offset, timeout=LISTEN_S, allowed_updates=["message"], read_timeout=LISTEN_S + ANSWER_WITHIN_S
                )
                for update in updates:
                    offset = update.update_id + 1
                    message = update.message
                    if message is not None and message.text and str(message.chat.id) in self._chats:
                        answer = await asyncio.to_thread(self._answer, message.text)
                        await self._bot.send_message(message.chat.id, answer, parse_mode="HTML")
                if not updates:
                    await asyncio.sleep(LOOK_EVERY_S / 10)
            except (TelegramError, sa.exc.DBAPIError) as error:
                log.debug("Telegram gave nothing to answer: %s", type(error).__name__)
                await asyncio.sleep(LONGEST_PAUSE_S / 10)

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

    def _answer(self, asked: str) -> str:
        now = int(self._clock())
        with self._engine.connect() as conn:
            found = reply(conn, asked, now)
        if found.mute_s is not None:
            with self._engine.begin() as conn:
                mute(conn, OUTLET, now + found.mute_s)
        return found.text

    def _look(self) -> tuple[Sequence[int], str] | None:
        """The next message, and the alerts that it tells."""
        now = int(self._clock())
        with self._engine.connect() as conn:
            held = muted_until(conn, OUTLET) > now
            found = [
                one for one in waiting(conn) if one.alert.kind in URGENT or not (held or self._is_quiet(conn, one, now))
            ]
            if not found:
                return None
            first = found[0]
            known = background(conn, first.meter_id, first.alert, now)
        old = [one for one in found if one.meter_id == first.meter_id and _is_old(one, now)]
        if len(old) > 1 and old[0] is first:
            return [one.id for one in old], caught_up([one.alert for one in old], known)
        return [first.id], text(first.alert, known)

    def _is_quiet(self, conn: sa.Connection, one: Waiting, now: int) -> bool:
        if self._quiet is None:
            return False
        name = next(m.timezone for m in meters(conn) if m.id == one.meter_id)
        local = datetime.fromtimestamp(now, zone(name))
        minute, (start, end) = local.hour * 60 + local.minute, self._quiet
        return start <= minute < end if start <= end else minute >= start or minute < end

    def _mark(self, ids: Sequence[int]) -> None:
        with self._engine.begin() as conn:
            delivered(conn, ids, int(self._clock()))

    def _note(self, ids: Sequence[int], why: str) -> None:
        with self._engine.begin() as conn:
            failed(conn, ids, why)


def _is_old(one: Waiting, now: int) -> bool:
    return now - one.alert.at > NEWS_S


async def _set_within(event: asyncio.Event, seconds: float) -> None:
    try:
        await asyncio.wait_for(event.wait(), seconds)
    except TimeoutError:
        return
