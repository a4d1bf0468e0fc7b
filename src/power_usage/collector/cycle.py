"""One poll: ask, then translate. Trouble is a silence, no exception."""

from collections.abc import Callable
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from power_usage.collector.translate import observation
from power_usage.domain.reading import Observation, Silence, SilenceReason
from power_usage.elnet.client import Answer, ElnetClient, Endpoint
from power_usage.elnet.errors import ElnetError
from power_usage.elnet.recording import RecordedLine


@dataclass(frozen=True, slots=True)
class PolledMeter:
    """A meter as the collector knows it: its row, its time zone and its two doors at ELNET."""

    id: int
    name: str
    tz: ZoneInfo
    live: Endpoint
    home: Endpoint


async def poll_live(client: ElnetClient, meter: PolledMeter, now: Callable[[], int]) -> Observation | None:
    """Ask GetLiveUpdates once."""
    try:
        answer = await client.live(meter.live)
    except ElnetError as error:
        return Silence(now(), SilenceReason(error.reason))
    return _seen(answer)


async def poll_home(client: ElnetClient, meter: PolledMeter) -> Observation | None:
    """Ask HomeData once. It is a second opinion: where it fails there is nothing to keep."""
    try:
        return _seen(await client.home(meter.home))
    except ElnetError:
        return None


def _seen(answer: Answer) -> Observation | None:
    return observation(RecordedLine(answer.received_at, answer.endpoint, answer.status, answer.body, None))
