"""What must not look like money or like another tariff: a slipping register, a day charged wrongly, kVAh."""

from dataclasses import replace

import pytest

from altered import charged_more, dearer, flat
from house import EB, IST, House, Story
from power_usage.collector.translate import home_figures
from power_usage.domain import events as ev
from power_usage.domain.alerts import AlertKind
from power_usage.domain.calendar import local_day
from power_usage.domain.reading import HomeFigures, Observation, Reading
from power_usage.elnet.wire import parse_home
from told import ToldStory

HOME = {
    "MeterBal": 100,
    "kWhRecToday": 1,
    "kWhDelToday": 0,
    "CurrentDay_EB": 8,
    "CurrentDay_DG": 0,
    "kWhRecMonth": 1,
    "kWhDelMonth": 0,
    "CurrentMonth_EB": 8,
    "CurrentMonth_DG": 0,
}


def slipping(wh: int) -> Story:
    """Two days at 600 W, then a register that jumps, then two more days."""
    house = House(load_w=600)
    story = Story().told(*house.readings(2_880))
    house.registers[EB] += wh * 3_600
    return story.told(*house.readings(2_880))


def test_a_register_that_slips_is_no_recharge_and_no_deduction() -> None:
    story = slipping(500)
    assert story.movements == []


def test_a_register_that_slips_measures_no_other_rate() -> None:
    before, after = slipping(0), slipping(500)
    assert [event.before for event in after.of(ev.RateMeasured)] == [None] * len(before.of(ev.RateMeasured))
    assert abs(after.state.tariffs.rates.eb.paise_per_mwh - 833_000) <= 833


def test_what_a_register_gained_is_counted_all_the_same() -> None:
    story = slipping(500)
    last = story.state.last
    assert last is not None
    first = story.of(ev.Accepted)[0].reading
    assert story.state.totals.eb_wh == last.eb_wh - first.eb_wh


def test_a_recharge_beside_a_slip_has_its_amount() -> None:
    house = House(load_w=600)
    story = Story().told(*house.readings(2_880))
    house.registers[EB] += 500 * 3_600
    house.move(50_000)
    assert story.told(*house.readings(60)).movements == [("recharge", 50_000)]


def test_half_a_unit_that_was_used_and_paid_in_two_minutes_is_usage() -> None:
    house = House(load_w=600)
    story = Story().told(*house.readings(2_880))
    story.told(*house.readings(1, load_w=30_000), *house.readings(60, load_w=600))
    assert story.movements == []


def rates_told(seen: tuple[Observation, ...] | list[Observation]) -> list[dict[str, int | str | None]]:
    story = ToldStory()
    for one in seen:
        story.told(one)
    return [alert.facts for alert in story.alerts if alert.kind is AlertKind.RATE]


def test_a_rate_that_changes_is_told_once_and_since_when() -> None:
    seen = flat(12)
    at = next(one.at for one in seen if isinstance(one, Reading)) + 5 * 86_400 + 50_000
    (facts,) = rates_told(list(dearer(at, 3)(seen)))
    since = facts["since"]
    assert isinstance(since, int)
    assert at <= since <= at + 86_400
    assert abs(int(facts["before_paise_per_mwh"] or 0) - 833_000) < 10_000
    assert abs(int(facts["paise_per_mwh"] or 0) - 858_000) < 3_000


@pytest.mark.parametrize("paise", [500, -500])
def test_a_day_that_was_charged_wrongly_is_told_as_no_new_price(paise: int) -> None:
    seen = flat(12)
    first = next(one.at for one in seen if isinstance(one, Reading))
    day = local_day(first + 5 * 86_400 + 50_000, IST)
    assert rates_told(list(charged_more(day, paise)(seen))) == []


@pytest.mark.parametrize(("status", "kvah"), [(0, False), (1, True), (None, None)])
def test_elnet_says_whether_it_charges_by_kvah(status: int | None, kvah: bool | None) -> None:
    data = HOME if status is None else {**HOME, "kwh_kvah_Status": status}
    assert home_figures(parse_home({"Status": "Success", "Data": data}), 0).kvah is kvah


def test_where_kvah_are_charged_no_rate_is_told() -> None:
    seen = flat(4)
    kvah = [replace(one, kvah=True) if isinstance(one, HomeFigures) else one for one in seen]
    assert Story().told(*seen).of(ev.RateMeasured) != []
    assert Story().told(*kvah).of(ev.RateMeasured) == []
