"""Takes alerts from the outbox, in order, and tries until they are delivered.

At least once: an alert is marked after the channel's answer. Twice only where the process dies between the two.
"""

import asyncio
import logging
from collections.abc import Callable, Sequence
from datetime import datetime

import sqlalchemy as sa

from power_usage.domain.alerts import URGENT
from power_usage.domain.calendar import zone
from power_usage.outlets.background import background
from power_usage.outlets.channel import AddressRefused, Channel, ChannelRefused, Unreached
from power_usage.outlets.messages import caught_up, text
from power_usage.outlets.pace import Pace
from power_usage.readmodels.meters import meters
from power_usage.storage.outbox import Waiting, delivered, failed, muted_until, waiting

log = logging.getLogger(__name__)

NEWS_S = 1800
"""What is older by then is no news: it is folded into one message."""


class Sender:
    """The sender of one database's outbox through one channel."""

    def __init__(
        self,
        engine: sa.Engine,
        channel: Channel,
        *,
        quiet: tuple[int, int] | None,
        clock: Callable[[], float],
        pace: Pace,
    ) -> None:
        self._engine, self._channel, self._quiet = engine, channel, quiet
        self._clock, self._pace = clock, pace
        self._pause = pace.first_pause_s
        self._ill = False
        self._reached: set[str] = set()
        self._telling: tuple[int, ...] = ()

    async def send_next(self) -> float:
        """Send the next message, if there is one; how long to wait before the one after it."""
        found = await asyncio.to_thread(self._look)
        return await self._deliver(*found) if found else self._pace.look_s

    async def _deliver(self, ids: Sequence[int], words: str) -> float:
        """One message to every address that takes it. One that refuses keeps it from no other."""
        if self._telling != tuple(ids):  # another message now: nobody has it yet
            self._telling = tuple(ids)
            self._reached.clear()
        refused = None
        try:
            for address in self._channel.addresses:
                if address in self._reached:
                    continue
                try:
                    await self._channel.send(address, words)
                    self._reached.add(address)
                except AddressRefused as error:
                    refused = str(error)
        except ChannelRefused as error:
            return await self._trouble(ids, str(error), retry=False)
        except Unreached as error:
            if error.wait_s is not None:
                return error.wait_s
            return await self._trouble(ids, str(error), retry=True)
        if refused and not self._reached:
            return await self._trouble(ids, refused, retry=False)
        await asyncio.to_thread(self._mark, ids, refused)
        self._pause = self._pace.first_pause_s
        self._reached.clear()
        if self._ill:
            self._ill = False
            log.warning("Messages arrive again (%s).", self._channel.name)
        return 0.0

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
            held = muted_until(conn, self._channel.name) > now
            found = [
                one
                for one in waiting(conn, self._channel.name)
                if one.alert.kind in URGENT or not (held or self._is_quiet(conn, one, now))
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
