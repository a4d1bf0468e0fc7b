"""One poll: ask, then translate. Trouble is a silence, no exception."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from power_usage.collector.translate import observation
from power_usage.domain.reading import Observation, Silence, SilenceReason
from power_usage.elnet.client import Answer
from power_usage.elnet.errors import ElnetError
from power_usage.elnet.login import Account
from power_usage.elnet.recording import RecordedLine

Door = Callable[[], Awaitable[Answer]]
"""Asks one question of ELNET."""


@dataclass(frozen=True, slots=True)
class PolledMeter:
    """A meter as the collector knows it: its row, its time zone, its two doors at ELNET, and the account, if any."""

    id: int
    name: str
    tz: ZoneInfo
    live: Door
    home: Door
    account: Account | None = None


async def poll_live(meter: PolledMeter, now: Callable[[], int]) -> Observation | None:
    """Ask GetLiveUpdates once."""
    try:
        answer = await meter.live()
    except ElnetError as error:
        return Silence(now(), SilenceReason(error.reason))
    return _seen(answer)


async def poll_home(meter: PolledMeter) -> Observation | None:
    """Ask HomeData once. It is a second opinion: where it fails there is nothing to keep."""
    try:
        return _seen(await meter.home())
    except ElnetError:
        return None


def _seen(answer: Answer) -> Observation | None:
    return observation(RecordedLine(answer.received_at, answer.endpoint, answer.status, answer.body, None))
