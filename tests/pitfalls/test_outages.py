"""Readings that are missing have one of several causes, and none is taken for another."""

from dataclasses import replace

import pytest

from house import House
from power_usage.domain.outages import Began, Change, Ended
from power_usage.domain.reading import HomeFigures, Observation, Silence, SilenceReason, Started
from told import ToldStory

HOUR = 3600


@pytest.fixture
def house() -> House:
    return House()


def begun(house: House) -> ToldStory:
    return ToldStory().told(Started(house.at - 60, 30), house.reading(), *house.readings(10))


def silent(house: House, minutes: int, reason: SilenceReason = SilenceReason.UNREACHABLE) -> list[Observation]:
    """Time passes, and each poll is in vain."""
    polls: list[Observation] = []
    for _ in range(minutes):
        house.live(60)
        polls.append(Silence(house.at, reason))
    return polls


def stale(house: House, minutes: int) -> list[Observation]:
    """Time passes, and each poll brings the same reading."""
    old = house.reading()
    polls: list[Observation] = []
    for _ in range(minutes):
        house.live(60)
        polls.append(replace(old, received_at=house.at))
    return polls


def relay(house: House, word: str) -> HomeFigures:
    return HomeFigures(house.at, None, 12_300, 0, 0, 0, 0, 0, 0, 0, 0, relay=word)


def outages(changes: list[Change], began: int) -> list[tuple[str, int, int | None]]:
    """Kind, first and last minute of each; None while it runs."""
    found: dict[tuple[str, int], int | None] = {}
    for change in changes:
        key = change.outage.kind.value, round((change.outage.start_at - began) / 60)
        found[key] = round((change.at - began) / 60) if isinstance(change, Ended) else None
    return [(*key, end) for key, end in found.items()]


def test_after_a_power_cut_of_our_own_the_tracker_was_off_and_nobody_else(house: House) -> None:
    story = begun(house)
    off = house.at
    house.live(75 * 60)
    story.told(Started(house.at, 30), house.reading(), *house.readings(10))
    assert outages(story.changes, off) == [("tracker_off", 0, 75)]
    assert story.kinds == ["tracker_off"]
    assert story.alerts[0].facts == {"start": off + house.lag_s, "end": off + 75 * 60}


def test_after_a_power_cut_a_router_that_is_slow_to_start_makes_elnet_no_culprit(house: House) -> None:
    story = begun(house)
    off = house.at
    house.live(75 * 60)
    story.told(Started(house.at, 30), *silent(house, 4), house.reading(), *house.readings(60))
    assert outages(story.changes, off) == [("tracker_off", 0, 75), ("server_unreachable", 76, 79)]
    assert story.kinds == ["tracker_off"]


def test_a_restart_within_three_polls_is_no_outage(house: House) -> None:
    story = begun(house)
    house.live(60)
    story.told(Started(house.at, 30), house.reading(), *house.readings(10))
    assert story.changes == []


def test_a_host_that_slept_was_off_although_nothing_was_started_again(house: House) -> None:
    story = begun(house)
    off = house.at
    house.live(8 * HOUR)
    story.told(house.reading(), *house.readings(5))
    assert outages(story.changes, off) == [("tracker_off", 0, 480)]


@pytest.mark.parametrize("reason", [SilenceReason.UNREACHABLE, SilenceReason.TIMEOUT])
def test_a_server_that_does_not_answer_is_away_from_the_first_poll_in_vain_on(
    house: House, reason: SilenceReason
) -> None:
    story = begun(house)
    last = house.at
    story.told(*silent(house, 70, reason), house.reading(), *house.readings(5))
    assert outages(story.changes, last) == [("server_unreachable", 1, 70)]
    assert story.kinds == ["no_data", "data_back"]
    assert story.alerts[0].facts["outage"] == story.alerts[1].facts["outage"] == "server_unreachable"
    assert story.alerts[1].facts["since"] == last


def test_a_poll_or_two_in_vain_are_a_hiccup(house: House) -> None:
    story = begun(house)
    for _ in range(10):
        story.told(*silent(house, 2), house.reading(), *house.readings(1))
    assert story.changes == []


@pytest.mark.parametrize(
    "reason", [SilenceReason.NOT_ELNET, SilenceReason.NO_DATA, SilenceReason.REFUSED_TOKEN, SilenceReason.REFUSED_LOGIN]
)
def test_a_server_that_answers_without_a_reading_is_there(house: House, reason: SilenceReason) -> None:
    story = begun(house)
    last = house.at
    story.told(*silent(house, 70, reason), house.reading(), *house.readings(5))
    assert outages(story.changes, last) == [("no_reading", 1, 70)]
    assert "server_unreachable" not in [alert.facts.get("outage") for alert in story.alerts]


def test_old_data_is_old_since_its_own_time(house: House) -> None:
    story = begun(house)
    last = house.at
    story.told(*stale(house, 90), house.reading(), *house.readings(5))
    assert outages(story.changes, last) == [("old_data", 0, 90)]
    assert story.kinds == ["no_data", "data_back"]
    assert story.alerts[0].facts["outage"] == "old_data"


def test_readings_that_are_not_believed_bring_nothing_new_either(house: House) -> None:
    story = begun(house)
    last = house.at
    for _ in range(30):
        house.live(60)
        story.told(house.reading(eb_wh=0, dg_wh=0, balance_paise=0))
    assert outages(story.changes, last) == [("old_data", 0, None)]
    (change,) = story.changes
    assert isinstance(change, Began)
    assert change.outage.reason == "all_zero"


def test_a_snapshot_a_minute_is_fresh_between_its_repetitions(house: House) -> None:
    story = begun(house)
    for _ in range(30):
        story.told(*stale(house, 4), house.reading())
    assert story.changes == []


def test_a_cause_that_becomes_another_ends_where_the_other_begins(house: House) -> None:
    story = begun(house)
    last = house.at
    story.told(*silent(house, 20), *stale(house, 20), *silent(house, 10, SilenceReason.NOT_ELNET), house.reading())
    # the server is back at 21, with a reading that is some minutes old; at 41 it gives none
    found = outages(story.changes, last)
    assert [(kind, start) for kind, start, _ in found] == [
        ("server_unreachable", 1), ("old_data", 21), ("no_reading", 41),
    ]  # fmt: skip
    assert [end for _, _, end in found] == [21, 41, 50]


def test_what_was_running_when_the_tracker_went_off_is_known_until_then(house: House) -> None:
    story = begun(house)
    last = house.at
    story.told(*silent(house, 20))
    house.live(HOUR)
    story.told(Started(house.at, 30), house.reading())
    assert outages(story.changes, last) == [("server_unreachable", 1, 20), ("tracker_off", 20, 80)]


def test_a_relay_that_is_not_on_is_told_at_once_and_is_no_matter_of_data(house: House) -> None:
    story = begun(house)
    off = house.at
    story.told(relay(house, "ON"), relay(house, "OFF"))
    story.told(*house.readings(30, load_w=0), relay(house, "OFF"), *house.readings(1), relay(house, "ON"))
    assert outages(story.changes, off) == [("relay_off", 0, 31)]
    assert story.kinds == ["relay_off", "relay_on"]
    assert story.alerts[0].facts["balance_paise"] == 12_300


def test_home_data_that_says_nothing_of_the_relay_says_nothing(house: House) -> None:
    story = begun(house)
    story.told(replace(relay(house, ""), relay=None))
    assert story.changes == []


def test_a_refused_token_is_asked_slowly_so_a_restart_after_minutes_is_none(house: House) -> None:
    story = begun(house)
    story.told(*silent(house, 5, SilenceReason.REFUSED_TOKEN))
    house.live(290)
    story.told(Started(house.at, 30), house.reading())
    assert [kind for kind, _, _ in outages(story.changes, house.at)] == ["no_reading"]
