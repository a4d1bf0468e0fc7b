"""The outages of whole recordings against the truth: the tracker's absences, the server's stale stretches."""

import json

import pytest

from acceptance.truth import NAMES, PLACE
from power_usage.collector.translate import observation
from power_usage.domain.outages import LONGEST_PAUSE_S, OLD_S, Began, Ended, OutageKind
from power_usage.elnet.recording import read_recording
from told import ToldStory

pytestmark = pytest.mark.slow

POLL_S, SNAPSHOT_S = 30, 75

Stretch = tuple[int, int]


def found(name: str) -> dict[OutageKind, list[Stretch]]:
    """First and last instant of each outage, by kind."""
    story = ToldStory()
    for line in read_recording(PLACE / f"{name}.jsonl.gz"):
        if (seen := observation(line)) is not None:
            story.told(seen)
    ended = [change for change in story.changes if isinstance(change, Ended)]
    assert len(ended) == sum(isinstance(change, Began) for change in story.changes)
    stretches: dict[OutageKind, list[Stretch]] = {kind: [] for kind in OutageKind}
    for change in ended:
        stretches[change.outage.kind].append((change.outage.start_at, change.at))
    return stretches


def overlap(one: Stretch, other: Stretch, margin: int = 0) -> bool:
    return one[0] - margin < other[1] and other[0] - margin < one[1]


@pytest.mark.parametrize("name", NAMES)
def test_each_absence_of_the_tracker_and_each_stale_stretch_is_found_and_none_is_taken_for_the_other(name: str) -> None:
    truth = household_truth(name)
    outages = found(name)
    for kind, stretches in outages.items():
        print(f"{name} {kind.value}: {[(start, end - start) for start, end in stretches]}")
    down = [stretch for stretch in truth["down"] if stretch[1] - stretch[0] > LONGEST_PAUSE_S]
    off = outages[OutageKind.TRACKER]
    assert len(off) == len(down)
    for (start, end), true in zip(off, down, strict=True):
        assert (abs(start - true[0]) <= 2 * POLL_S, abs(end - true[1]) <= 2 * POLL_S) == (True, True)
    # What could be seen: a stretch while the tracker was there, longer than figures may be old.
    seen = [
        stretch
        for stretch in truth["stale"]
        if stretch[1] - stretch[0] > OLD_S + SNAPSHOT_S and not any(overlap(stretch, d, OLD_S) for d in truth["down"])
    ]
    old = outages[OutageKind.OLD]
    for true in seen:
        (one,) = [stretch for stretch in old if overlap(stretch, true)]
        assert (abs(one[0] - true[0]) <= 2 * SNAPSHOT_S, abs(one[1] - true[1]) <= 2 * SNAPSHOT_S) == (True, True)
    assert [stretch for stretch in old if not any(overlap(stretch, true, SNAPSHOT_S) for true in truth["stale"])] == []
    assert outages[OutageKind.RELAY] == []


def household_truth(name: str) -> dict[str, list[Stretch]]:
    truth = json.loads((PLACE / f"{name}.truth.json").read_text())
    return {key: [(start, end) for start, end in truth[key]] for key in ("down", "stale")}
