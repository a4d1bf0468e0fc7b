"""One poll: ask, then translate. It brings an observation in every case: trouble is a silence, no exception."""

import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from power_usage.collector.translate import observation
from power_usage.domain.reading import Observation, Silence, SilenceReason
from power_usage.elnet.client import Answer, ElnetClient, Endpoint
from power_usage.elnet.errors import ElnetError
from power_usage.elnet.recording import RecordedLine

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class PolledMeter:
    """A meter as the collector knows it: its row, its time zone and its two doors at ELNET."""

    id: int
    name: str
    tz: ZoneInfo
    live: Endpoint
    home: Endpoint


async def poll_live(client: ElnetClient, meter: PolledMeter, now: Callable[[], int]) -> Observation:
    """Ask GetLiveUpdates once."""
    return await _poll(client.live(meter.live), meter.tz, now)


async def poll_home(client: ElnetClient, meter: PolledMeter, now: Callable[[], int]) -> Observation:
    """Ask HomeData once."""
    return await _poll(client.home(meter.home), meter.tz, now)


async def _poll(asking: Awaitable[Answer], tz: ZoneInfo, now: Callable[[], int]) -> Observation:
    try:
        answer = await asking
    except ElnetError as error:
        return Silence(now(), SilenceReason(error.reason))
    line = RecordedLine(answer.received_at, answer.endpoint, answer.status, answer.body, None)
    return observation(line, tz)
