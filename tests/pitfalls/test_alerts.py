"""What the earlier tracker got wrong about messages."""

from dataclasses import replace
from datetime import datetime

import pytest

from house import DG, EB, IST, House
from power_usage.domain.alerts import AlertRules
from power_usage.domain.reading import Silence, SilenceReason
from told import ToldStory

LOW = AlertRules(low_paise=50_000)


@pytest.fixture
def house() -> House:
    return House()


def begun(house: House, rules: AlertRules | None = None) -> ToldStory:
    return ToldStory(rules=rules or AlertRules()).told(house.reading(), *house.readings(60))


def restarted(story: ToldStory) -> ToldStory:
    """The same household, known only by what was stored."""
    return ToldStory(state=story.state, rules=story.rules, memory=story.memory)


def test_generator_on_and_back_are_told_once_each(house: House) -> None:
    story = begun(house).told(*house.readings(30, 900, DG), *house.readings(30, 900, EB))
    assert story.kinds == ["dg_on", "eb_back"]
    back = story.alerts[1].facts
    assert isinstance(back["wh"], int)
    assert isinstance(back["paise"], int)
    assert isinstance(back["eb_paise"], int)
    assert abs(back["wh"] - 450) <= 10
    assert abs(back["paise"] - 990) <= 30
    assert abs(back["eb_paise"] - 375) <= 15


def test_09_a_restart_on_the_generator_tells_it_no_second_time_and_tells_the_end(house: House) -> None:
    story = begun(house).told(*house.readings(10, 900, DG))
    again = restarted(story).told(*house.readings(10, 900, DG), *house.readings(10, 900, EB))
    assert story.kinds == ["dg_on"]
    assert again.kinds == ["eb_back"]


def test_10_three_restarts_on_a_low_balance_tell_it_once(house: House) -> None:
    house.balance = 50_010 * 3_600_000
    story = begun(house, LOW)
    told = story.kinds
    for _ in range(3):
        story = restarted(story).told(*house.readings(10))
        told += story.kinds
    assert told == ["low_balance"]


def test_10_a_recharge_arms_the_low_balance_again_and_a_quarter_of_it_is_told_more_sharply(house: House) -> None:
    house.balance = 50_010 * 3_600_000
    story = begun(house, LOW)
    house.move(-40_000)
    story.told(*house.readings(5))
    house.move(45_000)
    story.told(*house.readings(5))
    house.move(-10_000)
    story.told(*house.readings(5))
    assert story.kinds == ["low_balance", "deduction", "very_low_balance", "recharge", "deduction", "low_balance"]


def test_11_a_low_balance_in_a_reading_six_minutes_old_is_told_with_its_time(house: House) -> None:
    story = begun(house, LOW)
    house.live(60)
    house.balance, house.lag_s = 1_200 * 3_600_000, 360
    story.told(house.reading())
    (alert,) = [one for one in story.alerts if one.kind == "very_low_balance"]
    assert alert.at == house.at
    assert alert.facts["balance_paise"] == 1_200


def test_what_was_found_hours_later_is_no_news(house: House) -> None:
    story = begun(house)
    house.lag_s = 3 * 3600
    story.told(*house.readings(20, 900, DG))
    assert story.kinds == ["tracker_off"]  # nobody asked for three hours


def test_refused_and_repeated_answers_tell_nothing(house: House) -> None:
    story = begun(house, LOW)
    true = house.reading()
    story.told(replace(true, eb_wh=0, dg_wh=0, balance_paise=0), true, replace(true, balance_paise=100))
    assert story.kinds == []


def test_silence_is_told_after_half_an_hour_once_and_so_is_its_end(house: House) -> None:
    story = begun(house)
    for minute in range(1, 90):
        story.told(Silence(house.at + 60 * minute, SilenceReason.UNREACHABLE))
    assert story.kinds == ["no_data"]
    assert 1800 <= story.alerts[0].at - house.at <= 1860
    house.live(90 * 60)
    story.told(house.reading(), *house.readings(5))
    assert story.kinds == ["no_data", "data_back"]


def test_a_server_that_repeats_itself_for_half_an_hour_is_told_too(house: House) -> None:
    story = begun(house)
    story.told(*(house.reading(received_at=house.at + 60 * minute) for minute in range(1, 60)))
    assert story.kinds == ["no_data"]


def test_a_refused_token_is_told_once_and_at_once(house: House) -> None:
    story = begun(house)
    for minute in range(1, 90):
        story.told(Silence(house.at + 60 * minute, SilenceReason.REFUSED_TOKEN))
    assert story.kinds == ["token_refused"]


def test_a_load_near_the_limit_of_the_source_in_use_is_told_once_until_it_has_calmed(house: House) -> None:
    story = begun(house)
    limit = {"sanctioned_eb_w": 5_000}
    for load in (4_400, 4_600, 4_700, 4_400, 4_800, 3_000, 4_900):
        house.live(60, load)
        story.told(house.reading(**limit))
    assert story.kinds == ["near_limit", "near_limit"]


def test_no_limit_is_near_where_none_is_set(house: House) -> None:
    story = begun(house)
    house.live(60, 48_000)
    story.told(house.reading(sanctioned_eb_w=52_000))
    assert story.kinds == []


def test_15_the_day_is_summed_up_at_23_59_of_the_meters_zone_once(house: House) -> None:
    house.at = int(datetime(2026, 3, 2, 23, 0, tzinfo=IST).timestamp())
    story = ToldStory().told(house.reading(), *house.readings(90))
    again = restarted(story).told(*house.readings(30))
    assert [alert.facts for alert in story.alerts] == [{"day": "2026-03-02"}]
    assert again.kinds == []
    local = datetime.fromtimestamp(story.alerts[0].at, IST)
    assert (local.hour, local.minute) == (23, 59)


def test_a_summary_that_was_missed_is_made_up_for_in_the_morning_but_not_in_the_evening(house: House) -> None:
    house.at = int(datetime(2026, 3, 2, 20, 0, tzinfo=IST).timestamp())
    story = ToldStory().told(house.reading())
    for hours, told in ((10, [{"day": "2026-03-02"}]), (40, [])):
        later = House(at=house.at, registers=dict(house.registers), balance=house.balance)
        later.live(hours * 3600)
        assert [alert.facts for alert in restarted(story).told(later.reading()).alerts] == told
