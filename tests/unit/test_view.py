"""What an address of the Explore page means."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from house import IST
from power_usage.domain.comparing import Against
from power_usage.web.view import View, asked_view

NOW = int(datetime(2026, 3, 5, 14, 30, tzinfo=IST).timestamp())


def view(**asked: str) -> View:
    return asked_view(asked, NOW, IST)


def stretch(found: View) -> tuple[str, str]:
    """Of a view, as the local clock shows it."""
    at = (datetime.fromtimestamp(edge, found.tz) for edge in (found.stretch.start, found.stretch.end))
    first, end = (f"{edge:%Y-%m-%d %H:%M}" for edge in at)
    return first, end


@pytest.mark.parametrize(
    ("preset", "first", "end"),
    [
        ("today", "2026-03-05", "2026-03-06"),
        ("yesterday", "2026-03-04", "2026-03-05"),
        ("7d", "2026-02-27", "2026-03-06"),
        ("30d", "2026-02-04", "2026-03-06"),
        ("month", "2026-03-01", "2026-04-01"),
        ("last-month", "2026-02-01", "2026-03-01"),
        ("year", "2026-01-01", "2027-01-01"),
        ("last-year", "2025-01-01", "2026-01-01"),
    ],
)
def test_a_preset_is_of_whole_days(preset: str, first: str, end: str) -> None:
    assert stretch(view(range=preset)) == (f"{first} 00:00", f"{end} 00:00")


def test_nothing_said_is_the_last_seven_days_by_three_hours_in_kilowatt_hours() -> None:
    found = view()
    assert found.stretch.preset == "7d"
    assert (found.group, found.measure, found.split, found.against, found.sort) == (180, "kwh", True, None, "-at")


def test_the_last_day_is_shown_too() -> None:
    found = view(start="2026-03-01", end="2026-03-02")
    assert stretch(found) == ("2026-03-01 00:00", "2026-03-03 00:00")
    assert (found.first, found.last) == ("2026-03-01", "2026-03-02")


def test_days_in_the_wrong_order_are_put_in_order() -> None:
    assert view(start="2026-03-05", end="2026-03-03").stretch == view(start="2026-03-03", end="2026-03-05").stretch


def test_times_in_the_wrong_order_are_put_in_order() -> None:
    found = view(start="2026-03-03T11:00", end="2026-03-03T10:00")
    assert stretch(found) == ("2026-03-03 10:00", "2026-03-03 11:00")


def test_dates_that_were_changed_beside_a_preset_are_what_is_meant() -> None:
    assert view(range="today", start="2026-03-05", end="2026-03-05").stretch.preset == "today"
    assert stretch(view(range="today", start="2026-03-01", end="2026-03-01"))[0] == "2026-03-01 00:00"


@pytest.mark.parametrize("group", ["0", "-5", "1441", "week", "²", "٣", "1e2", " 30", ""])
def test_a_group_that_is_none_becomes_one_that_suits(group: str) -> None:
    assert view(range="today", group=group).group == 30


def test_a_group_too_short_for_its_stretch_becomes_one_that_suits() -> None:
    assert view(range="year", group="1").group == "month"
    assert view(range="today", group="1").group == 1


def test_a_group_that_does_not_divide_a_day_is_counted_with_the_rest_that_each_day_leaves() -> None:
    found = view(start="2022-01-01", end="2025-12-31", group="1439", compare="average", days="28")
    assert found.group == "month"


def test_a_usual_day_is_no_measure_of_a_month() -> None:
    assert view(range="year", compare="average").against is None
    assert view(range="month", compare="average").at_preset("year", NOW).against is None
    assert view(range="year", compare="year").against is Against.YEAR


def test_a_month_has_the_month_before_and_a_week_the_week_before() -> None:
    assert stretch(view(range="month").neighbour(-1)) == ("2026-02-01 00:00", "2026-03-01 00:00")
    assert stretch(view(range="7d").neighbour(-1)) == ("2026-02-20 00:00", "2026-02-27 00:00")
    hour = view(start="2026-03-05T10:00", end="2026-03-05T11:00")
    assert stretch(hour.neighbour(1)) == ("2026-03-05 11:00", "2026-03-05 12:00")


def test_sorting_by_the_same_column_again_turns_it_round() -> None:
    once = view().sorted_by("eb_cost")
    assert (once.sort, once.sorted_by("eb_cost").sort, once.sorted_by("dg").sort) == ("-eb_cost", "eb_cost", "-dg")


def test_the_hour_that_comes_twice_when_clocks_are_set_back_has_two_addresses() -> None:
    berlin = ZoneInfo("Europe/Berlin")
    hour = asked_view({"start": "2026-10-25T02:00", "end": "2026-10-25T02:30"}, NOW, berlin)
    later = hour.neighbour(1).neighbour(1)
    assert stretch(later) == stretch(hour)
    assert later.query() != hour.query()
