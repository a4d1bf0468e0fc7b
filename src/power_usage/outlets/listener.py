"""Answers what the household's chats ask; nobody else hears anything."""

import asyncio
import logging
from collections.abc import Callable, Sequence

import sqlalchemy as sa
from telegram import Bot, Update
from telegram.error import TelegramError

from power_usage.outlets.keyboard import ANSWERED
from power_usage.outlets.pace import Pace
from power_usage.outlets.replies import COMMANDS, Reply, reply
from power_usage.storage.outbox import TELEGRAM, mute

log = logging.getLogger(__name__)


class Listener:
    """The ear of one bot."""

    def __init__(
        self, engine: sa.Engine, bot: Bot, chats: Sequence[str], *, clock: Callable[[], float], pace: Pace
    ) -> None:
        self._engine, self._bot, self._chats = engine, bot, chats
        self._clock, self._pace = clock, pace

    async def run(self, ours: asyncio.Event) -> None:
        """Listen and answer for as long as `ours` is set; two listeners would take each other's questions."""
        offset: int | None = None
        await ours.wait()
        await self._show_commands()
        while await ours.wait():
            try:
                updates = await self._bot.get_updates(
                    offset,
                    timeout=self._pace.listen_s,
                    allowed_updates=["message", "callback_query"],
                    read_timeout=self._pace.listen_s + self._pace.answer_s,
                )
                for update in updates:
                    offset = update.update_id + 1
                    await self._answer(update)
                if not updates:
                    await asyncio.sleep(self._pace.look_s / 10)
            except TelegramError as error:
                log.debug("Telegram gave nothing to answer: %s", error.message)
                await asyncio.sleep(self._pace.longest_pause_s / 10)
            except Exception:  # a fault of ours must not end the answers
                log.exception("An answer failed in a way that is not foreseen; listening goes on")
                await asyncio.sleep(self._pace.longest_pause_s / 10)

    async def _show_commands(self) -> None:
        """In Telegram's own menu. Whoever does not see them there finds them under /help."""
        try:
            await self._bot.set_my_commands(list(COMMANDS.items()))
        except TelegramError as error:
            log.debug("Telegram does not show the commands: %s", error.message)

    async def _answer(self, update: Update) -> None:
        pressed, message = update.callback_query, update.message
        asked = pressed.data if pressed else message.text if message else None
        place = pressed.message if pressed else message
        if not asked or place is None or str(place.chat.id) not in self._chats:
            return
        if pressed:
            await self._bot.answer_callback_query(pressed.id)
        found = await asyncio.to_thread(self._found, asked)
        if found.pictures:
            for drawn in found.pictures:
                await self._bot.send_photo(place.chat.id, drawn, reply_markup=ANSWERED)
        else:
            await self._bot.send_message(place.chat.id, found.text, parse_mode="HTML", reply_markup=ANSWERED)

    def _found(self, asked: str) -> Reply:
        now = int(self._clock())
        with self._engine.connect() as conn:
            found = reply(conn, asked, now)
        if found.mute_s is not None:
            with self._engine.begin() as conn:
                mute(conn, TELEGRAM, now + found.mute_s)
        return found
