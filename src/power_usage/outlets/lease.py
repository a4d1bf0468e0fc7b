"""Several processes may have the same outlet configured: only one of them uses it at a time."""

import asyncio
import logging
import time
from collections.abc import Awaitable, Callable

import sqlalchemy as sa

from power_usage.outlets.pace import Pace
from power_usage.storage.lease import acquire, own_name, release

log = logging.getLogger(__name__)

LEASE_S = 60


class LeasedOutlet:
    """Sends for as long as the outlet is ours; `ours` tells others when it is.

    `let_go` is called whenever it is not ours (any more), and at the end.
    """

    def __init__(
        self,
        engine: sa.Engine,
        name: str,
        send_next: Callable[[], Awaitable[float]],
        pace: Pace,
        let_go: Callable[[], Awaitable[None]] | None = None,
    ) -> None:
        self.ours = asyncio.Event()
        self._engine, self._lease, self._send_next, self._pace = engine, f"outlet:{name}", send_next, pace
        self._let_go = let_go
        self._holder = own_name()
        self._renew_at = 0.0

    async def run(self, stop: asyncio.Event) -> None:
        """Send until `stop` is set."""
        try:
            while not stop.is_set():
                await _set_within(stop, await self._once())
        finally:
            if self._let_go:
                await self._let_go()
            await asyncio.to_thread(self._give_back)

    async def _once(self) -> float:
        """Send the next message, if there is one and it is ours to send; how long to wait then."""
        try:
            if not await asyncio.to_thread(self._is_ours):
                self.ours.clear()
                if self._let_go:
                    await self._let_go()
                return self._pace.look_s
            self.ours.set()
            return await self._send_next()
        except sa.exc.DBAPIError as error:
            log.debug("The outbox could not be used: %s", error)
            return self._pace.look_s
        except Exception:  # a fault of ours must not end the messages
            log.exception("Sending failed in a way that is not foreseen; it goes on")
            return self._pace.longest_pause_s

    def _is_ours(self) -> bool:
        now = time.time()
        if now < self._renew_at:
            return True
        with self._engine.begin() as conn:
            ours = acquire(conn, self._lease, self._holder, int(now), LEASE_S)
        self._renew_at = now + LEASE_S / 3 if ours else 0.0  # a write every twenty seconds, not every look
        return ours

    def _give_back(self) -> None:
        try:
            with self._engine.begin() as conn:
                release(conn, self._lease, self._holder)
        except sa.exc.DBAPIError as error:
            log.debug("The lease of the outbox runs out by itself: %s", error)


async def _set_within(event: asyncio.Event, seconds: float) -> None:
    try:
        await asyncio.wait_for(event.wait(), seconds)
    except TimeoutError:
        return
