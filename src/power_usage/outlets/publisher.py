"""Keeps Home Assistant informed: looks how the meters stand, and publishes what is news.

Everything is published anew on each connection and when Home Assistant says that it has started; else what changed.
A broker that is away holds up nothing: what is missed is not kept, the next connection brings how things stand then.
"""

import asyncio
import logging
import random
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import sqlalchemy as sa

from power_usage.outlets.broker import DISCOVERY_PREFIX, Broker
from power_usage.outlets.homeassistant import (
    OFFLINE,
    ONLINE,
    Figures,
    Identity,
    Topics,
    announced,
    announced_at,
    announcement,
    meter_id,
    states,
    status_topic,
)
from power_usage.outlets.lease import LeasedOutlet
from power_usage.outlets.mqtt import BrokerProblem, Connection, own_id
from power_usage.outlets.pace import Pace
from power_usage.outlets.standing import Standing

log = logging.getLogger(__name__)

MQTT = "mqtt"
"""The outlet's name."""


@dataclass(frozen=True, slots=True)
class PublishingPace(Pace):
    """`birth_delay_s`: so long at most until Home Assistant's start is answered, not by everybody at once."""

    look_s: float = 1.0
    answer_s: float = 10.0
    longest_pause_s: float = 60.0
    refused_pause_s: float = 300.0
    birth_delay_s: float = 5.0


PACE = PublishingPace()


def publishing(
    engine: sa.Engine,
    broker: Broker,
    meter_ids: Sequence[int],
    *,
    forget: bool = False,
    clock: Callable[[], float] = time.time,
    pace: PublishingPace = PACE,
) -> LeasedOutlet:
    """What publishes these meters. With `forget`, nothing of them stays at the broker when it ends: the demo."""
    publisher = Publisher(engine, broker, meter_ids, forget=forget, clock=clock, pace=pace)
    return LeasedOutlet(engine, MQTT, publisher.publish_next, pace, publisher.let_go)


class Publisher:
    """The meters of one collector at one broker."""

    def __init__(
        self,
        engine: sa.Engine,
        broker: Broker,
        meter_ids: Sequence[int],
        *,
        forget: bool,
        clock: Callable[[], float],
        pace: PublishingPace,
    ) -> None:
        self._broker, self._forget, self._clock, self._pace = broker, forget, clock, pace
        self._standing = Standing(engine, meter_ids, began=int(clock()))
        self._connection: Connection | None = None
        self._own_id = own_id()  # not the meter's: two trackers of one meter would throw each other out
        self._status = ""
        self._published: Topics = {}
        self._born, self._called_gone = threading.Event(), threading.Event()
        self._by_name: set[str] = set()
        self._said: set[str] = set()
        self._pause = pace.first_pause_s

    async def publish_next(self) -> float:
        """Publish what is news; how long to wait before the next look."""
        stand = await asyncio.to_thread(self._standing.look, int(self._clock()))
        if not stand:
            return self._pace.look_s
        try:
            connection = await asyncio.to_thread(self._connected, stand[0][0])
        except BrokerProblem as problem:
            return self._wait_after(problem)
        if self._born.is_set():
            self._born.clear()
            await asyncio.sleep(random.uniform(0, self._pace.birth_delay_s))  # noqa: S311 - no secret
            self._published.clear()
        if self._called_gone.is_set():  # by the will of another connection, which the broker gave up only now
            self._called_gone.clear()
            self._published.pop(self._status, None)
        self._publish(connection, stand)
        return self._pace.look_s

    async def let_go(self) -> None:
        """Say that we are gone, and go."""
        connection, self._connection = self._connection, None
        if connection is None:
            return
        if not connection.lost:
            last = dict.fromkeys(self._published, "") if self._forget else {self._status: OFFLINE}
            await asyncio.to_thread(connection.say_last, last.items())
        await asyncio.to_thread(connection.close)
        self._published.clear()

    def _connected(self, first: Identity) -> Connection:
        """The connection, which is opened where there is none. Raises BrokerProblem."""
        if self._connection is not None and not self._connection.lost:
            return self._connection
        if self._connection is not None:
            self._connection.close()
            self._connection = None
            self._say(BrokerProblem(f"The MQTT broker at {self._broker.shown} ended the connection."))
        self._status = status_topic(first)
        self._born.clear()
        self._called_gone.clear()
        opened = Connection(
            self._broker, own=self._own_id, will=self._status, heard=self._hear, answer_s=self._pace.answer_s
        )
        opened.open()
        # Home Assistant says so at its own topic, whatever prefix it was given.
        births = {f"{DISCOVERY_PREFIX}/status", f"{self._broker.discovery_prefix}/status"}
        opened.subscribe(self._status, *births)
        self._connection, self._pause = opened, self._pace.first_pause_s
        self._published.clear()
        level, again = (logging.WARNING, " again") if self._said else (logging.INFO, "")
        log.log(level, "Home Assistant is told%s, by the MQTT broker at %s.", again, self._broker.shown)
        self._said.clear()
        return opened

    def _hear(self, topic: str, payload: str, kept: bool) -> None:
        if kept:  # it was said before we came
            for one in announced({topic: payload} if topic in self._by_name else {}):
                log.warning(
                    "Home Assistant also has the meter of before its serial number was known:"
                    " 'power-usage homeassistant --remove %s' takes it out.",
                    one.id,
                )
        elif topic == self._status:
            if payload == OFFLINE:
                self._called_gone.set()
        elif payload == ONLINE:
            self._born.set()

    def _publish(self, connection: Connection, stand: Sequence[tuple[Identity, Figures]]) -> None:
        wanted: Topics = {}
        for identity, figures in stand:
            wanted |= announcement(identity, self._broker.discovery_prefix, self._status) | states(identity, figures)
        wanted[self._status] = ONLINE
        news = {topic: payload for topic, payload in wanted.items() if self._published.get(topic) != payload}
        connection.publish(news.items())
        self._published |= news
        self._ask_for_those_by_name(connection, [identity for identity, _ in stand])

    def _ask_for_those_by_name(self, connection: Connection, meters: Sequence[Identity]) -> None:
        """Once each: whether the broker still has a meter by its name that goes by its serial number now."""
        ids = {meter_id(None, one.name) for one in meters} - {one.id for one in meters}
        new = {announced_at(one, self._broker.discovery_prefix) for one in ids} - self._by_name
        if new:
            self._by_name |= new
            connection.subscribe(*new)

    def _wait_after(self, problem: BrokerProblem) -> float:
        self._say(problem)
        if problem.refused:
            return self._pace.refused_pause_s
        wait, self._pause = self._pause, min(self._pause * 2, self._pace.longest_pause_s)
        return wait

    def _say(self, problem: BrokerProblem) -> None:
        """Once on loss; and what only a person can change, whenever it is found."""
        words = str(problem)
        if not self._said or (problem.refused and words not in self._said):
            log.warning("%s Home Assistant is not told meanwhile; collecting goes on, and trying.", words)
        self._said.add(words)
