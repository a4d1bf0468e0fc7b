"""What a sender needs of a channel: to take a text to an address, and to say in one of three ways that it did not."""

from typing import Protocol


class ChannelProblem(Exception):
    """The text did not arrive; a sentence says why."""


class AddressRefused(ChannelProblem):
    """This address takes nothing; others may."""


class ChannelRefused(ChannelProblem):
    """Nothing will arrive until a person changes something."""


class Unreached(ChannelProblem):
    """It may arrive later. `wait_s`: when the channel itself said so."""

    def __init__(self, why: str, wait_s: float | None = None) -> None:
        super().__init__(why)
        self.wait_s = wait_s


class Channel(Protocol):
    """A way to people."""

    name: str
    addresses: tuple[str, ...]

    async def send(self, address: str, html: str) -> None:
        """Take a text there. Raises a ChannelProblem."""
        ...
