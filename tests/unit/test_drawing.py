"""The page's own drawing of the graph: what is drawn is what is known."""

from collections.abc import Iterator
from datetime import datetime

import pytest
import sqlalchemy as sa

from house import IST
from power_usage.domain.reading import Source
from power_usage.readmodels.history import Usage
from power_usage.readmodels.sessions import SessionView
from power_usage.web.app import create_app
from power_usage.web.axis import figures, times
from power_usage.web.drawing import Drawing, drawing

MIDNIGHT = int(datetime(2026, 3, 2, tzinfo=IST).timestamp())
HOUR = 3600


def hourly(eb: list[int | None], dg: list[int | None], recovered: list[int | None]) -> Usage:
    """Hours from midnight on; what has no energy was not observed."""
    seen = [None if wh is None else HOUR for wh in eb]
    paise = [None if wh is None else wh for wh in eb]
    at = [MIDNIGHT + n * HOUR for n in range(len(eb))]
    nothing: list[int | None] = [0 if wh is not None else None for wh in eb]
    return Usage(at, [HOUR] * len(eb), eb, dg, paise, nothing, nothing, seen, recovered, seen, eb, eb)


def drawn(used: Usage, measure: str = "kwh", *, bands: tuple[SessionView, ...] = (), split: bool = True) -> Drawing:
    return drawing(used, measure, IST, split=split, bands=bands, now=MIDNIGHT + 30 * HOUR)


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    """A request, since it is in its language that marks are written."""
    with create_app(sa.create_engine("sqlite://")).test_request_context("/"):
        yield


def test_the_generator_stands_on_the_grid_and_nothing_is_drawn_where_nothing_is_known() -> None:
    found = drawn(hourly([1000, None, 0, 500], [0, None, 0, 500], [0, None, 0, 0]))
    # Four hours are 2,500 units each, less a margin of 8 percent on each side; the axis goes to 1 kWh.
    assert found.eb == "M200 1000V0H2300V1000zM7700 1000V500H9800V1000z"
    assert found.dg == "M7700 500V0H9800V500z"
    assert found.gaps == "M2500 0H5000V1000H2500z"
    assert found.hatched == ""


def test_energy_found_afterwards_is_hatched_over_both_sources() -> None:
    found = drawn(hourly([600, 600], [400, 0], [500, 0]))
    assert found.hatched == "M400 1000V0H4600V1000z"


def test_sources_together_are_one_bar() -> None:
    found = drawn(hourly([600], [400], [0]), split=False)
    assert found.eb == "M800 1000V0H9200V1000z"
    assert found.dg == ""


def test_a_load_is_a_line_that_breaks_where_nothing_is_known() -> None:
    found = drawn(hourly([1000, None, 500, 500], [0, None, 0, 0], [0, None, 0, 0]), "kw")
    assert found.line == "M0 0H2500M5000 500H7500V500H10000"
    assert found.eb == found.dg == ""


def test_a_time_on_the_generator_is_a_band_that_can_be_seen_however_short() -> None:
    minute = SessionView(Source.DG, MIDNIGHT + HOUR, MIDNIGHT + HOUR + 1, 1, 1, None, 0, 0)
    before = SessionView(Source.DG, MIDNIGHT - HOUR, MIDNIGHT, 1, 1, None, 0, 0)
    found = drawn(hourly([1000] * 24, [0] * 24, [0] * 24), bands=(minute, before))
    assert found.bands == "M417 0H427V1000H417z"


@pytest.mark.parametrize(
    ("highest", "marks"),
    [
        (0, ["0", "1"]),
        (0.72, ["0", "0.2", "0.4", "0.6", "0.8"]),
        (1, ["0", "0.25", "0.5", "0.75", "1"]),
        (6487.04, ["0", "2,000", "4,000", "6,000", "8,000"]),
        (0.03, ["0", "0.01", "0.02", "0.03"]),
    ],
)
def test_figures_beside_the_axis_are_round_and_hold_the_highest(highest: float, marks: list[str]) -> None:
    top, found = figures(highest)
    assert top >= highest
    assert [mark.text for mark in found] == marks


@pytest.mark.parametrize(
    ("hours", "marks"),
    [
        (6, ["01:00", "02:00", "03:00", "04:00", "05:00"]),
        (24, ["06:00", "12:00", "18:00"]),
        (72, ["12:00", "3 Mar", "12:00", "4 Mar", "12:00"]),
        (168, ["3 Mar", "4 Mar", "5 Mar", "6 Mar", "7 Mar", "8 Mar"]),
        (24 * 31, ["9 Mar", "16 Mar", "23 Mar", "30 Mar"]),
        (24 * 365, ["Apr", "Jul", "Oct", "Jan"]),
        (24 * 365 * 5, ["2027", "2028", "2029", "2030"]),
    ],
)
def test_times_below_the_axis_are_those_of_a_clock_and_a_calendar(hours: int, marks: list[str]) -> None:
    assert [mark.text for mark in times(MIDNIGHT, MIDNIGHT + hours * HOUR, IST)] == marks
