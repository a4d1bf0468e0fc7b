"""What people would have been told while the recordings were made."""

from statistics import median

import pytest

from acceptance.truth import NAMES, PLACE, household
from power_usage.collector.translate import observation
from power_usage.elnet.recording import read_recording
from told import ToldStory

pytestmark = pytest.mark.slow


def delay_table(delays: list[int]) -> str:
    """How many alerts came within how many seconds of the true switch."""
    rows = ["  within      alerts"]
    for limit in (30, 60, 90, 120, 180, 300, 600, 1800):
        within = sum(delay <= limit for delay in delays)
        rows.append(f"  {limit:>5} s  {within:>6} ({within / len(delays):.1%})")
    return "\n".join(rows)


@pytest.mark.parametrize("name", NAMES)
def test_each_visible_session_and_movement_is_told_and_no_other(name: str) -> None:
    home = household(name)
    story, delays = ToldStory(), []
    starts = {true["start"] for true in home.truth["dg_sessions"]}
    for line in read_recording(PLACE / f"{name}.jsonl.gz"):
        seen = observation(line)
        if seen is None:
            continue
        before = len(story.alerts)
        story.told(seen)
        for alert in story.alerts[before:]:
            near = min(starts, key=lambda start: abs(start - alert.at))
            if alert.kind == "dg_on" and abs(near - alert.at) <= 180:
                delays.append(line.received_at - near)
    on = [alert for alert in story.alerts if alert.kind == "dg_on"]
    back = [alert for alert in story.alerts if alert.kind == "eb_back"]
    sessions = home.truth["dg_sessions"]
    # A return to the grid of less than three minutes is not told: what is before and after it is one session then.
    visible = [
        true
        for before, true in zip([{"end": 0}, *sessions], sessions, strict=False)
        if true["start"] - before["end"] >= 180
        and true["end"] - true["start"] >= 180
        and true["kwh"] >= 0.03
        and not home.hidden(true["start"])
        and not home.hidden(true["end"])
    ]
    missed = [true for true in visible if all(abs(alert.at - true["start"]) > 180 for alert in on)]
    invented = [a for a in on if all(not t["start"] - 300 <= a.at <= t["end"] + 60 for t in home.truth["dg_sessions"])]
    print(
        f"{len(on)} on, {len(back)} back, {len(visible)} visible sessions of 3 min; delay median {median(delays)} s,"
        f" p90 {sorted(delays)[int(0.9 * len(delays))]} s, worst {max(delays)} s"
    )
    print(delay_table(delays))
    assert not missed
    assert not invented
    assert len(on) - len(back) in (0, 1)
    assert median(delays) < 90
    told = [(a.kind.value, a.facts["amount_paise"]) for a in story.alerts if a.kind in ("recharge", "deduction")]
    assert told == [(entry["kind"], round(abs(entry["amount"]) * 100)) for entry in home.truth["ledger"]]
