"""The collector: one asyncio loop for all meters.

Each meter has two runs of polls of its own (GetLiveUpdates, HomeData), so nothing that happens to one meter
delays another. Writing goes through one thread beside the loop. A meter is polled only while its lease is
ours.
"""

import asyncio
import logging
import time
from collections.abc import Awaitable, Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import Protocol, TypeVar

from power_usage.collector import schedule
from power_usage.collector.account import HISTORY_EVERY, OTHERS_EVERY, SLOWEST_S, listed, others
from power_usage.collector.clock import ClockWatch
from power_usage.collector.cycle import PolledMeter, poll_home, poll_live
from power_usage.collector.pending import Pending, Writer
from power_usage.collector.waiting import set_within
from power_usage.domain.account import News
from power_usage.domain.outages import relay_is_off
from power_usage.domain.reading import ClockSet, HomeFigures, Observation, Silence, SilenceReason, Started
from power_usage.elnet.errors import SENTENCES
from power_usage.elnet.login import Account

log = logging.getLogger(__name__)

Result = TypeVar("Result")

LEASE_S = 45
RENEW_EVERY_S = 10.0
TOLD_BY_CLIENT = frozenset({SilenceReason.UNREACHABLE, SilenceReason.TIMEOUT})
"""The client says these once for the whole server."""
GRACE_S = 15.0
"""How long a poll under way may take when the collector is asked to stop."""


class LeaseKeeper(Protocol):
    """Who may poll a meter. `take` answers until when (epoch seconds), or None."""

    def take(self, meter_id: int, now: int) -> int | None: ...
    def give_back(self, meter_id: int) -> None: ...


class Book(Protocol):
    """Where news of a meter's account goes."""

    def take(self, meter_id: int, news: News) -> None: ...


@dataclass(slots=True)
class _Watch:
    """One meter while the collector runs."""

    meter: PolledMeter
    offset_s: float
    pending: Pending
    clock: ClockWatch
    ours: asyncio.Event = field(default_factory=asyncio.Event)
    waiting: bool = False
    held_until: float = 0.0
    useless: SilenceReason | None = None


class Collector:
    """Polls meters until it is told to stop."""

    def __init__(
        self,
        ledger: Writer,
        leases: LeaseKeeper,
        meters: Sequence[PolledMeter],
        *,
        interval_s: int,
        book: Book | None = None,
        clock: Callable[[], float] = time.time,
        alive: Callable[[], None] = lambda: None,
    ) -> None:
        self._leases, self._book, self._clock = leases, book, clock
        self._interval_s, self._alive = interval_s, alive
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="ledger")
        self._watches = [
            _Watch(
                meter,
                schedule.offset(number, len(meters), interval_s),
                Pending(meter.id, meter.name, ledger),
                ClockWatch(clock),
            )
            for number, meter in enumerate(meters)
        ]

    async def run(self, stop: asyncio.Event) -> None:
        """Poll until `stop` is set; then finish the polls under way and give the leases back."""
        await self._renew()
        runs = [asyncio.create_task(self._keep_leases(stop))]
        for watch in self._watches:
            runs.append(asyncio.create_task(self._follow_live(watch, stop)))
            runs.append(asyncio.create_task(self._follow_home(watch, stop)))
            if watch.meter.account is not None and self._book is not None:
                follow = self._follow_account(watch, watch.meter.account, self._book, stop)
                runs.append(asyncio.create_task(follow))
        await stop.wait()
        _, late = await asyncio.wait(runs, timeout=GRACE_S)
        for run in late:
            run.cancel()
        await asyncio.gather(*runs, return_exceptions=True)
        await self._hand_over()

    async def _follow_live(self, watch: _Watch, stop: asyncio.Event) -> None:
        refused = 0
        due = self._clock()
        while await self._wait_until(due, watch, stop):
            observation = await self._poll(poll_live(watch.meter, self._now))
            if observation is not None:
                self._say_what_changed(watch, observation)
                refused = refused + 1 if _is_refusal(observation) else 0
                await self._keep(watch, observation)
            due = schedule.next_poll(self._clock(), self._interval_s, watch.offset_s, refused)

    async def _follow_home(self, watch: _Watch, stop: asyncio.Event) -> None:
        due = self._clock()
        while await self._wait_until(due, watch, stop):
            observation = await self._poll(poll_home(watch.meter))
            if observation is not None:
                await self._keep(watch, observation)
            due = schedule.next_home(self._clock(), watch.meter.tz)
            if isinstance(observation, HomeFigures) and relay_is_off(observation):
                due = min(due, schedule.next_poll(self._clock(), self._interval_s, watch.offset_s))

    async def _follow_account(self, watch: _Watch, account: Account, book: Book, stop: asyncio.Event) -> None:
        due, looks = self._clock(), 0
        while await self._wait_until(due, watch, stop):
            try:
                news = [await listed(account), *(await others(account) if looks % OTHERS_EVERY == 0 else [])]
                for piece in news:
                    if piece is not None:
                        await self._in_thread(book.take, watch.meter.id, piece)
            except Exception as error:  # noqa: BLE001 - a second opinion: the next look brings the same again
                log.warning("%s: what the account says was not kept (%s)", watch.meter.name, type(error).__name__)
            looks += 1
            due = schedule.next_poll(self._clock(), min(HISTORY_EVERY * self._interval_s, SLOWEST_S), watch.offset_s)

    async def _poll(self, asking: Awaitable[Observation | None]) -> Observation | None:
        try:
            return await asking
        except Exception:  # a fault of ours must not end the meter's polls
            log.exception("A poll failed in a way that is not foreseen; polling goes on")
            return None

    def _say_what_changed(self, watch: _Watch, observation: Observation) -> None:
        """One line when a meter's answers become useless, one when they are of use again."""
        reason = observation.reason if isinstance(observation, Silence) else None
        if reason is watch.useless or reason in TOLD_BY_CLIENT:
            return
        watch.useless = reason
        if reason is None:
            log.warning("%s: ELNET gives readings again.", watch.meter.name)
        else:
            log.warning("%s: %s Asking goes on.", watch.meter.name, SENTENCES[reason])

    async def _keep(self, watch: _Watch, observation: Observation) -> None:
        if by_s := watch.clock.set_by():
            log.warning("%s: this computer's clock was set; what was measured stays as it is.", watch.meter.name)
            await self._in_thread(watch.pending.add, ClockSet(self._now(), by_s))
        await self._in_thread(watch.pending.add, observation)

    async def _wait_until(self, due: float, watch: _Watch, stop: asyncio.Event) -> bool:
        """Wait until `due` and until the lease is ours. False when the collector stops."""
        if await set_within(stop, due - self._clock()):
            return False
        while self._clock() >= watch.held_until:
            watch.ours.clear()
            ours = asyncio.create_task(watch.ours.wait())
            stopped = asyncio.create_task(stop.wait())
            _, rest = await asyncio.wait({ours, stopped}, return_when=asyncio.FIRST_COMPLETED)
            for task in rest:
                task.cancel()
            if stop.is_set():
                return False
        return not stop.is_set()

    async def _keep_leases(self, stop: asyncio.Event) -> None:
        while not await set_within(stop, RENEW_EVERY_S):
            await self._renew()

    async def _renew(self) -> None:
        for watch in self._watches:
            try:
                until = await self._in_thread(self._leases.take, watch.meter.id, self._now())
            except Exception as error:  # noqa: BLE001 - whatever the database says, nobody else can take it now
                log.debug("The lease of %s was not renewed: %s", watch.meter.name, error)
                until = self._now() + LEASE_S if watch.held_until else None
            if until is not None and not watch.held_until:
                await self._keep(watch, Started(self._now(), self._interval_s))
            self._note(watch, until)
        self._alive()

    def _note(self, watch: _Watch, until: int | None) -> None:
        if until is None:
            watch.held_until = 0.0
            if not watch.waiting:
                watch.waiting = True
                log.warning("Another collector polls %s; this one waits and takes over when it ends", watch.meter.name)
            return
        if watch.waiting:
            watch.waiting = False
            log.info("This collector now polls %s", watch.meter.name)
        watch.held_until = until
        watch.ours.set()

    async def _hand_over(self) -> None:
        for watch in self._watches:
            await self._in_thread(watch.pending.write)
            if lost := len(watch.pending):
                log.error(
                    "%s: the database took no readings to the end; the last %s answers are lost", watch.meter.name, lost
                )
            if watch.held_until:
                try:
                    await self._in_thread(self._leases.give_back, watch.meter.id)
                except Exception as error:  # noqa: BLE001 - the lease then runs out by itself
                    log.debug("The lease of %s was not given back: %s", watch.meter.name, error)
        self._thread.shutdown()

    def _now(self) -> int:
        return int(self._clock())

    async def _in_thread(self, work: Callable[..., Result], *args: object) -> Result:
        return await asyncio.get_running_loop().run_in_executor(self._thread, work, *args)


def _is_refusal(observation: Observation) -> bool:
    return isinstance(observation, Silence) and observation.reason is SilenceReason.REFUSED_TOKEN
