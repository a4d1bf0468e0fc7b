"""Every other channel, through Apprise (the extra `apprise`): e-mail, ntfy, WhatsApp gateways and many more."""

import asyncio
import logging
import time
from collections.abc import Callable

import sqlalchemy as sa
from apprise import Apprise, NotifyFormat
from pydantic import SecretStr

from power_usage.outlets.channel import ChannelRefused, Unreached
from power_usage.outlets.chats import plain
from power_usage.outlets.lease import LeasedOutlet
from power_usage.outlets.pace import Pace
from power_usage.outlets.sender import Sender

PACE = Pace()
SETTING = "POWER_USAGE_APPRISE_URLS"


def is_known(url: SecretStr) -> bool:
    """Whether Apprise can read the address."""
    return Apprise().add(url.get_secret_value())


class OtherChannel:
    """One address of Apprise's. It holds passwords and tokens, so it is named by its number in the setting."""

    def __init__(self, name: str, number: int, url: SecretStr, pace: Pace = PACE) -> None:
        logging.getLogger("apprise").setLevel(logging.CRITICAL)
        self.name = name
        self.addresses: tuple[str, ...] = (str(number),)
        self._url, self._pace = url, pace

    async def send(self, address: str, html: str) -> None:
        """Send the text without its markup. Apprise says only whether it was taken."""
        target = Apprise()
        if not target.add(self._url.get_secret_value()):
            raise ChannelRefused(f"Apprise cannot read address {address} of {SETTING}")
        text = plain(html)
        sending = target.async_notify(body=text, title=text.split("\n", maxsplit=1)[0], body_format=NotifyFormat.TEXT)
        try:
            taken = bool(await asyncio.wait_for(sending, self._pace.answer_s))
        except TimeoutError:
            taken = False
        if not taken:
            raise Unreached(f"Address {address} of {SETTING} took nothing")


def sending(
    engine: sa.Engine,
    channel: OtherChannel,
    quiet: tuple[int, int] | None,
    *,
    clock: Callable[[], float] = time.time,
    pace: Pace = PACE,
) -> LeasedOutlet:
    """The sender of what waits for that channel."""
    sender = Sender(engine, channel, quiet=quiet, clock=clock, pace=pace)
    return LeasedOutlet(engine, channel.name, sender.send_next, pace)
