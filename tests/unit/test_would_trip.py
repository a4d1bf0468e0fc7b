"""If the generator started now: told once while the load stays beyond what it may give, and not again soon."""

import pytest

from house import DG, EB, House
from power_usage.domain.alerts import URGENT, AlertKind
from power_usage.domain.reading import Reading
from told import ToldStory

LIMIT_W = 3_000


@pytest.fixture
def house() -> House:
    return House(balance=4_000_000 * 3_600_000)


def minutes(house: House, count: int, load_w: int, limit_w: int | None = LIMIT_W, **more: object) -> list[Reading]:
    found = []
    for _ in range(count):
        house.live(60, load_w, **more)  # type: ignore[arg-type]
        found.append(house.reading(sanctioned_dg_w=limit_w))
    return found


def trips(story: ToldStory) -> list[int]:
    return [one.at for one in story.alerts if one.kind is AlertKind.WOULD_TRIP]


def test_it_is_told_after_ten_minutes_with_load_and_limit(house: House) -> None:
    began = house.at
    story = ToldStory().told(*minutes(house, 30, 4_000))
    (alert,) = [one for one in story.alerts if one.kind is AlertKind.WOULD_TRIP]
    assert 600 <= alert.at - began <= 720
    assert alert.facts == {"load_w": 4_000, "limit_w": LIMIT_W, "since": began + 60}


def test_a_kettle_is_not_told(house: House) -> None:
    story = ToldStory()
    for _ in range(20):
        story.told(*minutes(house, 8, 4_000), *minutes(house, 5, 800))
    assert trips(story) == []


def test_it_is_told_once_a_day_however_often_the_load_comes_and_goes(house: House) -> None:
    story = ToldStory()
    for _ in range(20):
        story.told(*minutes(house, 30, 4_000), *minutes(house, 30, 800))
    assert len(trips(story)) == 1
    house.live(5 * 3600, 500)
    story.told(*minutes(house, 30, 4_000))
    assert len(trips(story)) == 2


def test_a_restart_does_not_tell_it_again(house: House) -> None:
    story = ToldStory().told(*minutes(house, 30, 4_000))
    again = ToldStory(state=story.state, memory=story.memory).told(*minutes(house, 60, 4_000))
    assert (len(trips(story)), trips(again)) == (1, [])


def test_on_the_generator_itself_it_is_not_said(house: House) -> None:
    story = ToldStory().told(*minutes(house, 5, 500, source=EB), *minutes(house, 60, 4_000, source=DG))
    assert trips(story) == []


@pytest.mark.parametrize("limit_w", [None, 0, 52_000, 60_000])
def test_no_limit_no_alert(house: House, limit_w: int | None) -> None:
    assert trips(ToldStory().told(*minutes(house, 60, 4_000, limit_w))) == []


def test_the_minutes_before_and_after_a_gap_are_not_taken_together(house: House) -> None:
    story = ToldStory().told(*minutes(house, 8, 4_000))
    house.live(1800, 500)
    story.told(*minutes(house, 8, 4_000))
    assert trips(story) == []


def test_what_is_learnt_hours_later_is_not_told(house: House) -> None:
    house.lag_s = 3 * 3600
    assert trips(ToldStory().told(*minutes(house, 60, 4_000))) == []


def test_it_waits_for_the_morning_like_the_others() -> None:
    assert AlertKind.WOULD_TRIP not in URGENT
