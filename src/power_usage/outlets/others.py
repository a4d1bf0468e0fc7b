"""Every other channel, through Apprise (the extra `apprise`): e-mail, ntfy, WhatsApp gateways and many more."""

import asyncio
import logging
import time
from collections.abc import Callable, Sequence

import sqlalchemy as sa
from apprise import Apprise, NotifyFormat
from pydantic import SecretStr

from power_usage.outlets.channel import AddressRefused, Unreached
from power_usage.outlets.chats import plain
from power_usage.outlets.lease import LeasedOutlet
from power_usage.outlets.pace import Pace
from power_usage.outlets.sender import Sender

APPRISE = "apprise"
PACE = Pace()


def unknown(urls: Sequence[SecretStr]) -> list[int]:
    """Which of the addresses, counted from one, Apprise cannot read."""
    return [number for number, url in enumerate(urls, 1) if not Apprise().add(url.get_secret_value())]


class Others:
    """Addresses as Apprise writes them. They hold passwords and tokens, and are never shown."""

    name = APPRISE

    def __init__(self, urls: Sequence[SecretStr], pace: Pace) -> None:
        logging.getLogger("apprise").setLevel(logging.CRITICAL)
        self.addresses = tuple(url.get_secret_value() for url in urls)
        self._pace = pace

    async def send(self, address: str, html: str) -> None:
        """Send to one address. Apprise says only whether it was taken."""
        target = Apprise()
        number = self.addresses.index(address) + 1
        if not target.add(address):
            raise AddressRefused(f"Address {number} of POWER_USAGE_APPRISE_URLS is none that Apprise knows")
        text = plain(html)
        sending = target.async_notify(body=text, title=text.split("\n", maxsplit=1)[0], body_format=NotifyFormat.TEXT)
        try:
            taken = bool(await asyncio.wait_for(sending, self._pace.answer_s))
        except TimeoutError:
            taken = False
        if not taken:
            raise Unreached(f"Address {number} of POWER_USAGE_APPRISE_URLS took nothing")


class OtherChannels:
    """The sender of what Apprise takes."""

    def __init__(
        self,
        engine: sa.Engine,
        urls: Sequence[SecretStr],
        quiet: tuple[int, int] | None,
        *,
        clock: Callable[[], float] = time.time,
        pace: Pace = PACE,
    ) -> None:
        sender = Sender(engine, Others(urls, pace), quiet=quiet, clock=clock, pace=pace)
        self._outlet = LeasedOutlet(engine, APPRISE, sender.send_next, pace)

    async def run(self, stop: asyncio.Event) -> None:
        """Send until `stop` is set; of several processes only one does."""
        await self._outlet.run(stop)
