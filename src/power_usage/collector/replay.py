"""Recordings through the same steps as live polls.

What was taken before is passed over, so a second run changes nothing.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from power_usage.collector.translate import observation
from power_usage.domain import events as ev
from power_usage.domain.reading import Observation
from power_usage.domain.validation import PARTLY_BELIEVED
from power_usage.elnet.recording import RecordedLine, RecordingProblem, read_recording
from power_usage.storage.ledger import Ledger

BATCH = 2_000


@dataclass(slots=True)
class ReplayCounts:
    """What a replay did. `cut` says why a recording ended early; all before that place was taken."""

    lines: int = 0
    passed_over: int = 0
    accepted: int = 0
    repeated: int = 0
    refused: int = 0
    silent: int = 0
    recharges: int = 0
    deductions: int = 0
    sessions: int = 0
    cut: str | None = None

    def count(self, events: Iterable[ev.Event]) -> None:
        """Add what was found."""
        for event in events:
            match event:
                case ev.Accepted():
                    self.accepted += 1
                case ev.Repeated():
                    self.repeated += 1
                case ev.Refused(reason=reason):
                    self.refused += reason not in PARTLY_BELIEVED
                case ev.Missed():
                    self.silent += 1
                case ev.BalanceMoved(kind=kind):
                    self.recharges += kind == "recharge"
                    self.deductions += kind == "deduction"
                case ev.SessionEnded(source=source):
                    self.sessions += source == "dg"
                case _:
                    pass


def replay(ledger: Ledger, meter_id: int, paths: Iterable[Path], progress: Callable[[int], None]) -> ReplayCounts:
    """Take recordings into the ledger, one after the other; `progress` hears how many lines are done.

    Raises NotARecording at a line that is none; whole lines before it are kept.
    """
    counts = ReplayCounts()
    for path in paths:
        try:
            replay_lines(ledger, meter_id, read_recording(path), progress, counts)
        except RecordingProblem as problem:
            counts.cut = str(problem)
    return counts


def replay_lines(
    ledger: Ledger,
    meter_id: int,
    lines: Iterable[RecordedLine],
    progress: Callable[[int], None],
    counts: ReplayCounts,
) -> None:
    """Take lines into the ledger, in batches of one transaction each."""
    taken_until = ledger.polled_at(meter_id) or 0
    for number, batch in _batches(lines, taken_until, counts):
        counts.count(ledger.observe(meter_id, batch))
        progress(number)


def _batches(
    lines: Iterable[RecordedLine], taken_until: int, counts: ReplayCounts
) -> Iterator[tuple[int, list[Observation]]]:
    """Batches end between seconds: what was taken is told from what was not by its second alone."""
    batch: list[Observation] = []
    second = 0
    problem: RecordingProblem | None = None
    try:
        for line in lines:
            counts.lines += 1
            if line.received_at <= taken_until:
                counts.passed_over += 1
                continue
            if len(batch) >= BATCH and line.received_at != second:
                yield counts.lines, batch
                batch = []
            second = line.received_at
            seen = observation(line)
            if seen is not None:
                batch.append(seen)
    except RecordingProblem as error:
        problem = error
    if batch:
        yield counts.lines, batch
    if problem is not None:
        raise problem
