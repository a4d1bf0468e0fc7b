"""What the earlier tracker got wrong about readings, money and sources. The numbers are those of its list."""

from dataclasses import replace

import pytest

from house import DG, EB, House, Story
from power_usage.domain import events as ev
from power_usage.domain.reading import Source


@pytest.fixture
def house() -> House:
    return House()


def begun(house: House, minutes: float = 60) -> Story:
    """An hour of ordinary grid at 600 W."""
    return Story().told(house.reading(), *house.readings(minutes))


def test_04_a_recharge_and_usage_in_one_poll_are_told_apart(house: House) -> None:
    story = begun(house)
    used = story.paise
    house.move(50_000)
    story.told(*house.readings(1, load_w=2160))  # 0.30 Rs of grid in a minute
    assert story.movements == [("recharge", 50_000)]
    assert 28 <= story.paise - used <= 32


def test_05_a_recharge_hidden_by_more_usage_is_found(house: House) -> None:
    story = begun(house)
    used = story.paise
    house.live(6 * 3600, load_w=2401)  # 120 Rs of grid while nobody looked
    house.move(10_000)
    story.told(house.reading())
    assert story.movements == [("recharge", 10_000)]
    assert abs(story.paise - used - 12_000) <= 2


def test_06_an_outage_loses_nothing_and_is_marked_as_recovered(house: House) -> None:
    story = begun(house)
    before = story.state.totals
    house.live(12 * 3600, load_w=1000)
    story.told(house.reading())
    after = story.state.totals
    assert after.eb_wh - before.eb_wh == 12_000
    assert after.eb_paise - before.eb_paise == 9_996
    assert after.recovered_wh - before.recovered_wh == 12_000
    assert after.observed_s == before.observed_s


def test_07_the_monthly_deduction_is_a_deduction_and_never_usage(house: House) -> None:
    story = begun(house)
    house.move(-556_800)
    story.told(*house.readings(30))
    assert story.movements == [("deduction", 556_800)]
    assert abs(story.paise - story.wh * 833 // 1000) <= 10


def test_07_a_deduction_is_not_netted_into_the_recharge_after_it(house: House) -> None:
    story = begun(house)
    house.move(-556_800)
    story.told(*house.readings(1))
    house.move(650_000)
    story.told(*house.readings(1))
    assert story.movements == [("deduction", 556_800), ("recharge", 650_000)]


def test_08_a_deduction_of_45_rupees_is_a_deduction(house: House) -> None:
    story = begun(house)
    house.move(-4_500)
    story.told(*house.readings(30))
    assert story.movements == [("deduction", 4_500)]


def test_11_a_reading_that_comes_six_minutes_late_counts(house: House) -> None:
    story = begun(house)
    before = story.wh
    house.lag_s = 360
    story.told(*house.readings(60))
    assert story.wh - before == 600


@pytest.mark.parametrize(
    ("load_w", "minutes"),
    [
        pytest.param(350, 6, id="slow registers"),
        pytest.param(2000, 0.75, id="45 seconds"),
        pytest.param(900, 20, id="long"),
    ],
)
def test_12_a_generator_session_is_found(house: House, load_w: int, minutes: float) -> None:
    story = begun(house, 120)
    house.live(20, load_w)
    start = house.at
    seconds = round(minutes * 60)
    while seconds:  # the readings go on by their own clock
        part = min(seconds, 60)
        house.live(part, load_w, DG)
        seconds -= part
        if part == 60:
            story.told(house.reading())
    end = house.at
    house.live(15, load_w, EB)
    story.told(house.reading(), *house.readings(60, load_w))
    found = [(event.at, event.uncertainty_s) for event in story.of(ev.SessionStarted) if event.source is DG]
    ended = [(event.at, event.uncertainty_s) for event in story.of(ev.SessionEnded) if event.source is DG]
    assert len(found) == len(ended) == 1
    assert abs(found[0][0] - start) <= max(found[0][1], 60)
    assert abs(ended[0][0] - end) <= max(ended[0][1], 60)


def test_12_both_registers_may_move_in_one_poll(house: House) -> None:
    story = begun(house)
    before = story.state.totals
    house.live(30, 2400, EB)
    house.live(30, 2400, DG)
    story.told(house.reading(), *house.readings(20, 2400))
    after = story.state.totals
    assert after.eb_wh - before.eb_wh == 20
    assert after.dg_wh - before.dg_wh == 820
    assert abs(after.dg_paise - before.dg_paise - 820 * 22 // 10) <= 40


def test_13_a_session_costs_what_its_source_costs(house: House) -> None:
    story = begun(house)
    story.told(*house.readings(30, 1000, DG), *house.readings(30, 1000, EB))
    (session,) = [event for event in story.of(ev.SessionEnded) if event.source is DG]
    (start,) = [event for event in story.of(ev.SessionStarted) if event.source is DG]
    assert abs(session.total_wh - start.total_wh - 500) <= 10
    assert abs(session.total_paise - start.total_paise - 1100) <= 40


@pytest.mark.parametrize(
    ("changed", "reason"),
    [
        ({"eb_wh": 0, "dg_wh": 0, "balance_paise": 0}, "all_zero"),
        ({"eb_wh": 0, "dg_wh": 0}, "all_zero"),
        ({"at_later": 86_400}, "clock_ahead"),
        ({"at_later": -120}, "older_than_last"),
        ({"at_later": -60, "balance_paise": 1}, "same_time_other_figures"),
        ({"eb_wh": 1_000}, "register_fell"),
        ({"eb_wh": 99_000_000}, "register_jumped"),
    ],
)
def test_14_what_cannot_be_is_refused_with_its_reason_and_moves_nothing(
    house: House, changed: dict[str, int], reason: str
) -> None:
    story = begun(house)
    house.live(60)
    later = changed.pop("at_later", 0)
    before = story.state.totals
    story.told(house.reading(at=house.at + later, **changed))
    assert story.refusals == [reason]
    assert story.state.totals == before
    story.told(house.reading())
    assert story.movements == []
    assert story.state.totals.eb_wh - before.eb_wh == 10


def test_14_the_last_answer_again_is_a_repeat(house: House) -> None:
    story = begun(house)
    before = story.state.totals
    again = house.reading()
    story.told(again, again)
    assert len(story.of(ev.Repeated)) == 2
    assert story.state.totals == before


def test_14_a_load_beyond_the_supply_is_not_believed_but_the_registers_are(house: House) -> None:
    story = begun(house)
    house.live(60)
    story.told(house.reading(load_w=999_990))
    assert story.refusals == ["load_spike"]
    assert story.wh == 610
    assert story.state.last is not None
    assert story.state.last.load_w is None


def test_17_a_load_of_nothing_is_a_load_and_the_reading_is_fresh(house: House) -> None:
    story = begun(house)
    story.told(*house.readings(10, load_w=0))
    assert story.state.last is not None
    assert story.state.last.load_w == 0
    assert story.state.last.at == house.at


def test_a_replaced_meter_keeps_the_totals_and_goes_on(house: House) -> None:
    story = begun(house)
    before = story.wh
    house.registers = {EB: 0, DG: 0}
    story.told(*house.readings(60))
    assert len(story.of(ev.MeterSwapped)) == 1
    assert 580 <= story.wh - before <= 600  # the minute of the swap itself is nobody's
    assert story.movements == []


def test_one_mad_answer_is_no_new_meter(house: House) -> None:
    story = begun(house)
    house.live(60)
    story.told(house.reading(eb_wh=10, dg_wh=0))
    story.told(*house.readings(30))
    assert story.of(ev.MeterSwapped) == []
    assert story.wh == 600 + 310


def test_a_flag_that_says_nothing_does_not_end_a_session(house: House) -> None:
    story = begun(house)
    story.told(*house.readings(30, 800, DG))
    house.flag = None
    story.told(*house.readings(30, 800))
    assert story.state.track is not None
    assert story.state.track.source is Source.DG
    assert story.of(ev.SessionEnded)[-1].source is EB


@pytest.mark.parametrize("load_w", [350, 580, 1500, 4000])
def test_a_generator_that_costs_as_much_as_the_grid_is_seen_by_its_register(house: House, load_w: int) -> None:
    story = begun(house)
    for _ in range(10):
        house.registers[DG] += load_w * 60
        house.balance -= load_w * 60 * 833
        house.at += 60
        house.load_w, house.flag = load_w, DG
        story.told(house.reading())
    assert story.state.track is not None
    assert story.state.track.source is DG


@pytest.mark.parametrize("load_w", [350, 1500])
def test_a_flag_is_believed_where_registers_and_balance_stand_still(house: House, load_w: int) -> None:
    story = begun(house)
    house.flag, house.load_w = DG, load_w
    for _ in range(5):
        house.at += 60
        story.told(house.reading())
    assert story.state.track is not None
    assert story.state.track.source is DG


@pytest.mark.parametrize("load_w", [350, 580, 1500, 4000])
def test_at_ordinary_loads_one_reading_is_enough_to_see_a_switch(house: House, load_w: int) -> None:
    story = begun(house, 120)
    story.told(*house.readings(10, load_w), *house.readings(1, load_w, DG))
    assert story.state.track is not None
    assert story.state.track.source is DG


def test_14_a_first_reading_of_another_century_is_no_beginning(house: House) -> None:
    story = Story().told(house.reading(at=house.at - 26 * 365 * 86_400), house.reading())
    assert story.refusals == ["clock_behind"]
    assert story.state.last is not None
    assert story.state.last.at == house.at


@pytest.mark.parametrize("step_s", [300, 900, 3600])
@pytest.mark.parametrize("load_w", [100, 400, 1000, 4000])
def test_a_balance_that_moves_in_steps_is_no_deduction_and_loses_no_cost(
    house: House, step_s: int, load_w: int
) -> None:
    story = Story().told(house.reading())
    first = shown = house.reading().balance_paise
    for minute in range(1, 8 * 60):
        house.live(60, load_w, DG if 120 <= minute < 240 else EB)
        if house.at % step_s == 0:
            shown = house.reading().balance_paise
        story.told(house.reading(balance_paise=shown))
    assert story.movements == []
    assert story.paise == first - shown
    assert [event.source for event in story.of(ev.SessionStarted)] == [EB, DG, EB]
    dg_wh = story.state.totals.dg_wh
    (session,) = [event for event in story.of(ev.SessionEnded) if event.source is DG]
    settled = [event.total_paise for event in story.of(ev.SessionSettled) if event.source is DG]
    assert (settled or [session.total_paise])[-1] == story.state.totals.dg_paise
    eb_a_step = load_w * step_s * 833 // 3_600_000
    assert abs(story.state.totals.dg_paise - dg_wh * 22 // 10) <= dg_wh // 20 + 25 + eb_a_step


def test_money_that_moves_while_the_balance_waits_for_its_step_has_its_amount(house: House) -> None:
    story = Story().told(house.reading())
    first = shown = house.reading().balance_paise
    moved = 0
    for minute in range(1, 8 * 60):
        house.live(60, 1000)
        if house.at % 900 == 0:
            shown = house.reading().balance_paise + moved
        if minute in (67, 200):
            moved += 50_000 if minute == 67 else -556_800
            shown += 50_000 if minute == 67 else -556_800
        story.told(house.reading(balance_paise=shown))
    assert story.movements == [("recharge", 50_000), ("deduction", 556_800)]
    assert story.paise == first + moved - shown


def test_servers_that_disagree_about_the_balance_by_half_a_rupee_invent_no_recharge(house: House) -> None:
    story = begun(house)
    used, first = story.paise, house.reading().balance_paise
    for minute, reading in enumerate(house.readings(300)):
        story.told(replace(reading, balance_paise=reading.balance_paise + (0, 50, -50, 20)[minute % 4]))
    story.told(*house.readings(20))
    assert story.movements == []
    assert story.paise - used == first - house.reading().balance_paise


@pytest.mark.parametrize("before", [0, -556_800])
def test_a_balance_of_nothing_for_a_moment_is_neither_a_deduction_nor_a_recharge(house: House, before: int) -> None:
    house.move(before)  # a balance may be negative
    story = begun(house)
    house.live(60)
    story.told(house.reading(balance_paise=0), *house.readings(10))
    assert story.movements == []
    assert story.refusals == ["balance_zero"]
    assert abs(story.paise - story.wh * 833 // 1000) <= 10


def test_a_balance_of_nothing_that_stays_is_believed(house: House) -> None:
    story = begun(house)
    before = house.reading().balance_paise
    story.told(*(replace(reading, balance_paise=0) for reading in house.readings(10)))
    (movement,) = story.of(ev.BalanceMoved)
    assert movement.kind == "deduction"
    assert abs(movement.amount_paise - before) <= 100
    assert movement.balance_paise == 0
