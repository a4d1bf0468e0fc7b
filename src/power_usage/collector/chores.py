"""Work on the database itself, beside the polls and never before them: in a thread of its own, now and then."""

import asyncio
import logging
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Protocol

from power_usage.collector.waiting import set_within

log = logging.getLogger(__name__)

FIRST_LOOK_S = 60.0
"""The first readings come first; and who starts again and again does nothing else."""
LOOK_EVERY_S = 600.0

Chore = Callable[[int, Callable[[], bool]], None]
"""Called with our clock (UTC epoch seconds) and a question: are we to end? Does what is due then, if anything."""


class ChoreLease(Protocol):
    """Of several collectors on one database one does the chores. `take` answers whether it is this one."""

    def take(self, now: int) -> bool: ...
    def give_back(self) -> None: ...


class Chores:
    """Does them until it is told to stop; one that fails keeps none from its turn."""

    def __init__(
        self,
        chores: Sequence[Chore],
        lease: ChoreLease,
        clock: Callable[[], float],
    ) -> None:
        self._chores, self._lease, self._clock = chores, lease, clock

    async def run(self, stop: asyncio.Event) -> None:
        """Look at what is due every few minutes."""
        wait = FIRST_LOOK_S
        with ThreadPoolExecutor(1, thread_name_prefix="chores") as thread:
            while not await set_within(stop, wait):
                await asyncio.get_running_loop().run_in_executor(thread, self._look, stop)
                wait = LOOK_EVERY_S
            await asyncio.get_running_loop().run_in_executor(thread, self._end)

    def _look(self, stop: asyncio.Event) -> None:
        for chore in self._chores:
            if stop.is_set():
                return
            try:
                now = int(self._clock())
                if self._lease.take(now):
                    chore(now, stop.is_set)
            except Exception as error:  # a chore is never worth the polls
                if not stop.is_set():
                    log.warning("A chore could not be done and is tried again later: %s", error)
                    log.debug("The chore %r failed", chore, exc_info=True)

    def _end(self) -> None:
        try:
            self._lease.give_back()
        except Exception as error:  # noqa: BLE001 - it then runs out by itself
            log.debug("The lease of the chores was not given back: %s", error)
