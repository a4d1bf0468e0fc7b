"""Telegram's chats as a channel."""

import logging
from html import unescape
from re import sub

from telegram import Bot
from telegram.error import BadRequest, ChatMigrated, Forbidden, InvalidToken, NetworkError, RetryAfter, TelegramError

from power_usage.outlets.channel import AddressRefused, ChannelRefused, Unreached
from power_usage.outlets.keyboard import TOLD
from power_usage.storage.outbox import TELEGRAM

log = logging.getLogger(__name__)


def plain(html: str) -> str:
    """The text without its markup."""
    return unescape(sub(r"</?[a-z]+>", "", html))


class Chats:
    """The chats that a bot tells."""

    name = TELEGRAM

    def __init__(self, bot: Bot, chats: tuple[str, ...]) -> None:
        self._bot, self.addresses = bot, chats

    async def send(self, address: str, html: str) -> None:
        """Send to a chat; plainly, where Telegram cannot read the markup."""
        try:
            await self._send(address, html)
        except (BadRequest, Forbidden) as error:
            raise AddressRefused(f"Telegram refuses a chat of TELEGRAM_CHAT_ID: {error.message}") from error
        except ChatMigrated as error:
            new = f"the group's number is now {error.new_chat_id}, instead of {address}"
            raise AddressRefused(f"Telegram refuses a chat of TELEGRAM_CHAT_ID: {new}") from error
        except RetryAfter as error:
            after = error.retry_after
            wait = float(after if isinstance(after, int) else after.total_seconds())
            raise Unreached("Telegram asks to wait", wait) from error
        except InvalidToken as error:
            raise ChannelRefused(f"Telegram refuses TELEGRAM_BOT_TOKEN: {error.message}") from error
        except NetworkError as error:
            raise Unreached(f"Telegram cannot be reached: {error.message}") from error
        except TelegramError as error:
            raise ChannelRefused(f"Telegram: {error.message}") from error
        except (ValueError, KeyError, TypeError, OverflowError) as error:
            # It was taken, only the answer was odd: to send it again would be worse.
            log.debug("Telegram's answer was not understood: %s", type(error).__name__)

    async def _send(self, chat: str, html: str) -> None:
        try:
            await self._bot.send_message(chat, html, parse_mode="HTML", reply_markup=TOLD)
        except BadRequest as error:
            if "parse" not in error.message:
                raise
            await self._bot.send_message(chat, plain(html), reply_markup=TOLD)
