"""Takes alerts from the outbox, in order, and tries until they are delivered.

At least once: an alert is marked after Telegram's answer. Twice only where the process dies between the two.
"""

import asyncio
import logging
import re
from collections.abc import Callable, Sequence
from datetime import datetime
from html import unescape

import sqlalchemy as sa
from telegram import Bot
from telegram.error import BadRequest, Forbidden, InvalidToken, NetworkError, RetryAfter, TelegramError

from power_usage.domain.alerts import URGENT
from power_usage.domain.calendar import zone
from power_usage.outlets.background import background
from power_usage.outlets.keyboard import TOLD
from power_usage.outlets.messages import caught_up, text
from power_usage.outlets.pace import Pace
from power_usage.readmodels.meters import meters
from power_usage.storage.outbox import Waiting, delivered, failed, muted_until, waiting

log = logging.getLogger(__name__)

OUTLET = "telegram"
NEWS_S = 1800
"""What is older by then is no news: it is folded into one message."""


class Sender:
    """The sender of one database's outbox to some chats."""

    def __init__(
        self,
        engine: sa.Engine,
        bot: Bot,
        chats: Sequence[str],
        quiet: tuple[int, int] | None,
        *,
        clock: Callable[[], float],
        pace: Pace,
    ) -> None:
        self._engine, self._bot, self._chats, self._quiet = engine, bot, chats, quiet
        self._clock, self._pace = clock, pace
        self._pause = pace.first_pause_s
        self._ill = False
        self._reached: set[str] = set()

    async def send_next(self) -> float:
        """Send the next message, if there is one; how long to wait before the one after it."""
        found = await asyncio.to_thread(self._look)
        return await self._deliver(*found) if found else self._pace.look_s

    async def _deliver(self, ids: Sequence[int], words: str) -> float:
        """One message to every chat that takes it. A chat that refuses keeps it from no other."""
        refused = None
        try:
            for chat in self._chats:
                if chat in self._reached:
                    continue
                try:
                    await self._send(chat, words)
                    self._reached.add(chat)
                except (BadRequest, Forbidden) as error:
                    refused = f"Telegram refuses a chat of TELEGRAM_CHAT_ID: {error.message}"
        except RetryAfter as error:
            after = error.retry_after
            return float(after if isinstance(after, int) else after.total_seconds())
        except InvalidToken as error:
            return await self._trouble(ids, f"Telegram refuses TELEGRAM_BOT_TOKEN: {error.message}", retry=False)
        except NetworkError as error:
            return await self._trouble(ids, f"Telegram cannot be reached: {error.message}", retry=True)
        except TelegramError as error:
            return await self._trouble(ids, f"Telegram: {error.message}", retry=False)
        if refused and not self._reached:
            return await self._trouble(ids, refused, retry=False)
        await asyncio.to_thread(self._mark, ids, refused)
        self._pause = self._pace.first_pause_s
        self._reached.clear()
        if self._ill:
            self._ill = False
            log.warning("Telegram takes messages again.")
        return 0.0

    async def _send(self, chat: str, words: str) -> None:
        try:
            await self._bot.send_message(chat, words, parse_mode="HTML", reply_markup=TOLD)
        except BadRequest as error:
            if "parse" not in error.message:
                raise
            await self._bot.send_message(chat, unescape(re.sub(r"</?[a-z]+>", "", words)), reply_markup=TOLD)
        except (ValueError, KeyError, TypeError, OverflowError) as error:
            # It was taken, only the answer was odd: to send it again would be worse.
            log.debug("Telegram's answer was not understood: %s", type(error).__name__)

    async def _trouble(self, ids: Sequence[int], why: str, *, retry: bool) -> float:
        if not self._ill:
            self._ill = True
            log.warning("%s Messages wait; sending goes on by itself.", why if why.endswith(".") else f"{why}.")
        await asyncio.to_thread(self._note, ids, why)
        if not retry:
            return self._pace.longest_pause_s
        wait, self._pause = self._pause, min(self._pause * 2, self._pace.longest_pause_s)
        return wait

    def _look(self) -> tuple[Sequence[int], str] | None:
        """The next message: the alerts that it tells, and its text."""
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

    def _mark(self, ids: Sequence[int], refused: str | None) -> None:
        with self._engine.begin() as conn:
            delivered(conn, ids, int(self._clock()), refused)

    def _note(self, ids: Sequence[int], why: str) -> None:
        with self._engine.begin() as conn:
            failed(conn, ids, why)


def _is_old(one: Waiting, now: int) -> bool:
    return now - one.alert.at > NEWS_S
