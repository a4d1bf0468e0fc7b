"""Several processes may have the same outlet configured: only one of them uses it at a time."""

import asyncio
import logging
import time
from collections.abc import Awaitable, Callable

import sqlalchemy as sa

from power_usage.outlets.pace import Pace
from power_usage.storage.engine import problem_of
from power_usage.storage.lease import acquire, own_name, release

log = logging.getLogger(__name__)

LEASE_S = 60


class LeasedOutlet:
    """Sends for as long as the outlet is ours; `ours` tells others when it is.

    `let_go` is called whenever it is not ours (any more), and at the end. `clock` is the one that leases end by: epoch
    seconds. When to renew goes by one that nobody sets.
    """

    def __init__(
        self,
        engine: sa.Engine,
        name: str,
        send_next: Callable[[], Awaitable[float]],
        pace: Pace,
        let_go: Callable[[], Awaitable[None]] | None = None,
        *,
        clock: Callable[[], float] = time.time,
    ) -> None:
        self.ours = asyncio.Event()
        self._engine, self._send_next, self._pace = engine, send_next, pace
        self._name, self._lease = name, f"outlet:{name}"
        self._let_go, self._clock = let_go, clock
        self._holder = own_name()
        self._renew_at: float | None = None
        self._failing_since: float | None = None

    async def run(self, stop: asyncio.Event) -> None:
        """Send until `stop` is set."""
        try:
            while not stop.is_set():
                await _set_within(stop, await self._once())
        finally:
            await self._leave()
            await asyncio.to_thread(self._give_back)

    async def _once(self) -> float:
        """Send the next message, if there is one and it is ours to send; how long to wait then."""
        try:
            return await self._sent_if_ours()
        except Exception:  # a fault of ours must not end the messages
            log.exception("Sending failed in a way that is not foreseen; it goes on")
            return self._pace.longest_pause_s

    async def _sent_if_ours(self) -> float:
        wait = self._pace.look_s
        try:
            if await asyncio.to_thread(self._is_ours):
                self.ours.set()
                wait = await self._send_next()
            else:
                await self._leave()
            self._failing_since = None
        except sa.exc.DBAPIError as error:
            await self._fails(error)
        return wait

    async def _fails(self, error: sa.exc.DBAPIError) -> None:
        """Once the lease has run out it may be another's, and what was told is no longer of this moment."""
        log.debug("The outbox could not be used: %s", error)
        now = time.monotonic()
        if self._failing_since is None:
            self._failing_since = now
        if self.ours.is_set() and now - self._failing_since >= LEASE_S - _renewal_s():
            why = problem_of(error, str(self._engine.url))
            log.warning("Nothing goes out to %s while the database cannot be used: %s", self._name, why)
            await self._leave()

    async def _leave(self) -> None:
        self.ours.clear()
        self._renew_at = None
        if self._let_go:
            await self._let_go()

    def _is_ours(self) -> bool:
        if self._renew_at is not None and time.monotonic() < self._renew_at:
            return True
        asked_at = time.monotonic()
        with self._engine.begin() as conn:
            ours = acquire(conn, self._lease, self._holder, int(self._clock()), LEASE_S)
        self._renew_at = asked_at + _renewal_s() if ours else None
        return ours

    def _give_back(self) -> None:
        try:
            with self._engine.begin() as conn:
                release(conn, self._lease, self._holder)
        except sa.exc.DBAPIError as error:
            log.debug("The lease of the outbox runs out by itself: %s", error)


def _renewal_s() -> float:
    return LEASE_S / 3  # a write every twenty seconds, not every look


async def _set_within(event: asyncio.Event, seconds: float) -> None:
    try:
        await asyncio.wait_for(event.wait(), seconds)
    except TimeoutError:
        return
