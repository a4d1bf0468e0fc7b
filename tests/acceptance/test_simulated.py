"""A month of the simulated flat, whose own meter is the truth."""

from dataclasses import replace
from itertools import pairwise
from statistics import median

import pytest

from house import DG, Story
from power_usage.collector.translate import observation
from power_usage.demo.flat import Flat
from power_usage.domain import events as ev
from power_usage.domain.reading import HomeFigures, Reading
from recorded import Recorded, recorded

pytestmark = pytest.mark.slow
SEEDS = (7, 11, 23)


@pytest.fixture(scope="module", params=SEEDS)
def month(request: pytest.FixtureRequest) -> tuple[Recorded, Story]:
    """The flat and what was found out about it."""
    found = recorded(31, seed=request.param)
    seen = (observation(line) for line in found.lines)
    return found, Story().told(*(one for one in seen if one is not None))


def generator_runs(flat: Flat) -> list[tuple[int, int]]:
    """The true times on the generator."""
    return [(start, end) for (start, on_eb), (end, _) in pairwise(flat.switches) if not on_eb]


def test_every_movement_is_found_with_its_amount_and_no_other(month: tuple[Recorded, Story]) -> None:
    found, story = month
    assert [paise if kind == "recharge" else -paise for kind, paise in story.movements] == [
        m for _, m in found.flat.moves
    ]


def test_every_generator_session_is_found_none_is_invented_and_the_bounds_are_honest(
    month: tuple[Recorded, Story],
) -> None:
    found, story = month
    starts = [event for event in story.of(ev.SessionStarted) if event.source is DG]
    ends = [event for event in story.of(ev.SessionEnded) if event.source is DG]
    true = generator_runs(found.flat)
    errors = []
    for start, end in zip(starts, ends, strict=False):
        near = min(true, key=lambda run: abs(run[0] - start.at))
        errors += [(abs(start.at - near[0]), start.uncertainty_s), (abs(end.at - near[1]), end.uncertainty_s)]
    inside = sum(error <= doubt for error, doubt in errors) / len(errors)
    print(f"{len(ends)} of {len(true)}; inside {inside:.1%}; median error {median(e for e, _ in errors)} s")
    assert len(ends) == len(true)
    assert all(error <= 300 for error, _ in errors)
    assert inside >= 0.95


def test_what_was_used_is_what_the_registers_moved(month: tuple[Recorded, Story]) -> None:
    found, story = month
    readings = [event.reading for event in story.of(ev.Accepted)]
    assert story.state.totals.eb_wh == readings[-1].eb_wh - readings[0].eb_wh
    assert story.state.totals.dg_wh == readings[-1].dg_wh - readings[0].dg_wh
    moved = sum(paise for _, paise in found.flat.moves)
    assert readings[0].balance_paise + moved - story.paise == readings[-1].balance_paise


def test_a_null_flag_all_month_long_loses_no_session(month: tuple[Recorded, Story]) -> None:
    found, story = month
    blind = Story()
    for line in found.lines:
        seen = observation(line)
        if isinstance(seen, Reading):
            seen = replace(seen, supply=None)
        if isinstance(seen, Reading | HomeFigures):
            blind.told(seen)
    long = [run for run in generator_runs(found.flat) if run[1] - run[0] >= 300]
    starts = [event.at for event in blind.of(ev.SessionStarted) if event.source is DG]
    assert all(any(abs(start - at) <= 300 for at in starts) for start, _ in long)
    assert blind.movements == story.movements
