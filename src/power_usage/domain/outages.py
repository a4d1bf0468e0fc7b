"""What kept readings away, told apart, each with its beginning and its end:

    tracker_off         nobody asked: more time passed between two polls, or before a start, than polls take
    server_unreachable  no connection, or no answer in time: three polls in a row
    no_reading          the server answers, but with no reading (token refused, error page, no data): three in a row
    old_data            it answers as if all were well, but its newest reading is more than five minutes old
    relay_off           HomeData says that the relay is not ON: the supply itself is cut

The first four are causes of missing data and never overlap: what is known of the server ends where the tracker was
off, and old data is no cause while the server does not answer. The relay is another matter and may be off beside them.

Pure, and beside the steps of the meter: a poll that brought nothing is no part of its history, yet of ours.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from power_usage.domain import events as ev
from power_usage.domain.reading import ClockSet, HomeFigures, Observation, Reading, Silence, SilenceReason, Started

POLLS = 3
"""So many polls without a reading are no hiccup; so many intervals before a start are no restart."""
OLD_S = 300
"""ELNET takes a snapshot every 45 to 75 s; without a new one for five minutes, figures are old."""
LONGEST_PAUSE_S = 600
"""A running tracker polls every five minutes at least, tries included."""
RELAY_ON = "ON"
LONGEST_REASON = 40


class OutageKind(StrEnum):
    """Who is the cause."""

    TRACKER = "tracker_off"
    SERVER = "server_unreachable"
    NO_READING = "no_reading"
    OLD = "old_data"
    RELAY = "relay_off"


UNREACHABLE = frozenset({SilenceReason.UNREACHABLE, SilenceReason.TIMEOUT})


@dataclass(frozen=True, slots=True)
class Outage:
    """Began at `start_at` (UTC epoch seconds). `reason`: a SilenceReason, a Verdict, or the word for the relay."""

    kind: OutageKind
    start_at: int
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class Began:
    """An outage began, as is known now."""

    outage: Outage


@dataclass(frozen=True, slots=True)
class Ended:
    """The outage ended at `at` (UTC epoch seconds)."""

    outage: Outage
    at: int


Change = Began | Ended


@dataclass(frozen=True, slots=True)
class Watch:
    """What is remembered from poll to poll. `seen_from`: since when the server was there and was asked."""

    running: tuple[Outage, ...] = ()
    missed: OutageKind | None = None
    misses: int = 0
    missed_at: int = 0
    seen_from: int = 0

    def has(self, kind: OutageKind) -> bool:
        """Whether an outage of that kind is running."""
        return any(outage.kind is kind for outage in self.running)


Found = tuple[Watch, list[Change]]


def followed(
    watch: Watch,
    observation: Observation,
    found: Sequence[ev.Event],
    *,
    last: Reading | None,
    polled_at: int | None,
) -> Found:
    """The watch after an observation, and which outages began and ended.

    `found` is what the meter's step found and `last` its newest reading after that; `polled_at` is our clock at the
    observation before, None if there was none.
    """
    if isinstance(observation, ClockSet):
        return replace(watch, seen_from=observation.at), []
    watch, changes = _paused(watch, observation, polled_at)
    more: list[Change] = []
    match observation:
        case Silence():
            watch, more = _missed(watch, observation)
        case Reading():
            watch, more = _answered(watch, observation.received_at, last, _refusal(found))
        case HomeFigures():
            watch, more = _relay(watch, observation)
        case Started():
            pass
    return watch, [*changes, *more]


def relay_is_off(figures: HomeFigures) -> bool:
    """Whether the supply is cut. No other word than ON was ever seen, so whatever else it says is taken for that."""
    return figures.relay is not None and figures.relay.strip().upper() != RELAY_ON


def instant(observation: Observation) -> int:
    """Our clock at an observation."""
    return observation.at if isinstance(observation, Silence | Started | ClockSet) else observation.received_at


def _paused(watch: Watch, observation: Observation, polled_at: int | None) -> Found:
    now = instant(observation)
    longest = LONGEST_PAUSE_S
    if isinstance(observation, Started) and watch.missed is not OutageKind.NO_READING:  # those are asked slowly
        longest = POLLS * observation.interval_s
    if polled_at is None or now - polled_at <= longest:
        return watch, []
    off = Outage(OutageKind.TRACKER, polled_at)
    watch, ended = _end(watch, polled_at, OutageKind.SERVER, OutageKind.NO_READING, OutageKind.OLD)
    return Watch(running=watch.running, seen_from=now), [*ended, Began(off), Ended(off, now)]


def _missed(watch: Watch, silence: Silence) -> Found:
    kind = OutageKind.SERVER if silence.reason in UNREACHABLE else OutageKind.NO_READING
    if kind is not watch.missed:
        watch = replace(watch, missed=kind, misses=0, missed_at=silence.at)
    if watch.misses < POLLS:
        watch = replace(watch, misses=watch.misses + 1)
    if watch.misses < POLLS or watch.has(kind):
        return watch, []
    watch, ended = _end(watch, watch.missed_at, OutageKind.SERVER, OutageKind.NO_READING, OutageKind.OLD)
    watch, begun = _begin(watch, Outage(kind, watch.missed_at, silence.reason.value))
    return watch, [*ended, *begun]


def _answered(watch: Watch, now: int, last: Reading | None, refusal: str | None) -> Found:
    if watch.has(OutageKind.SERVER) or watch.has(OutageKind.NO_READING):
        watch = replace(watch, seen_from=now)
    watch, changes = _end(watch, now, OutageKind.SERVER, OutageKind.NO_READING)
    if watch.missed is not None:
        watch = replace(watch, missed=None, misses=0, missed_at=0)
    newest = max(last.at if last else 0, watch.seen_from)
    if now - newest > OLD_S and not watch.has(OutageKind.OLD):
        watch, more = _begin(watch, Outage(OutageKind.OLD, newest or now, refusal))
        changes += more
    elif last is not None and now - last.at <= OLD_S:
        watch, more = _end(watch, now, OutageKind.OLD)
        changes += more
    return watch, changes


def _relay(watch: Watch, figures: HomeFigures) -> Found:
    if figures.relay is None:
        return watch, []
    if not relay_is_off(figures):
        return _end(watch, figures.received_at, OutageKind.RELAY)
    if watch.has(OutageKind.RELAY):
        return watch, []
    return _begin(watch, Outage(OutageKind.RELAY, figures.received_at, figures.relay.strip()[:LONGEST_REASON]))


def _begin(watch: Watch, outage: Outage) -> Found:
    return replace(watch, running=(*watch.running, outage)), [Began(outage)]


def _end(watch: Watch, at: int, *kinds: OutageKind) -> Found:
    over = [outage for outage in watch.running if outage.kind in kinds]
    if not over:
        return watch, []
    rest = tuple(outage for outage in watch.running if outage.kind not in kinds)
    return replace(watch, running=rest), [Ended(outage, max(at, outage.start_at)) for outage in over]


def _refusal(found: Sequence[ev.Event]) -> str | None:
    return next((event.reason.value for event in found if isinstance(event, ev.Refused)), None)
