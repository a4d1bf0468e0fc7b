"""How long the balance lasts, told with what is known."""

from datetime import date, timedelta

import pytest

from power_usage.domain.deductions import Charge
from power_usage.domain.forecast import Outlook, month_paise, outlook, vendor_days
from power_usage.domain.habits import Series, course, habit

TODAY = date(2026, 3, 2)
DEDUCTION = Charge(date(2026, 3, 10), 556_800, 4, 4200, 556_800, 556_800)


def past(days: int, paise: int = 6_500, weekend: int | None = None) -> Series:
    """So many days like each other, or with weekends of their own."""
    return tuple(
        (day, paise if weekend is None or day.weekday() < 5 else weekend)
        for day in (TODAY - timedelta(days - n) for n in range(days))
    )


def told(balance: int, costs: Series, charges: list[Charge] | None = None, left: float = 1.0) -> Outlook:
    found = outlook(balance, TODAY, left, costs, charges or [], low_paise=20_000)
    assert found is not None
    return found


def test_the_specs_case_the_vendor_says_13_days_although_the_deduction_comes_in_8() -> None:
    costs = past(60)
    assert vendor_days(88_000, month_paise(costs)) == 13
    found = told(88_000, costs, [DEDUCTION])
    assert found.empty.early == found.empty.likely == found.empty.late == pytest.approx(8 + 4200 / 86_400)
    assert found.charge == DEDUCTION
    assert found.recharge is not None
    assert found.recharge.by == date(2026, 3, 9)
    # 31 days of 65 rupees and the deduction, less the balance: the likely amount. Sure is more.
    assert found.recharge.likely_paise == 680_000
    assert 680_000 <= found.recharge.paise <= 740_000


def test_without_a_deduction_it_lasts_as_long_as_its_usage_says() -> None:
    found = told(65_000, past(60))
    assert found.empty.likely == pytest.approx(10, abs=0.01)
    assert found.low is not None
    assert found.low.likely == pytest.approx(45_000 / 6_500, abs=0.01)
    assert (found.daily_paise, found.rests_on) == (6_500, 60)


def test_of_today_only_what_is_left_is_still_to_be_used() -> None:
    assert told(65_000, past(60), left=0.25).empty.likely == pytest.approx(0.75 + 0.25 + 9.75, abs=0.01)


def test_an_empty_balance_is_empty_now_and_a_large_one_lasts_beyond_what_is_foreseen() -> None:
    assert told(0, past(30), left=0.5).empty.likely == 0.5
    large = told(10_000_000, past(30))
    assert (large.empty.early, large.empty.likely, large.empty.late, large.recharge) == (None, None, None, None)


def test_nothing_is_said_before_a_day_is_known() -> None:
    assert outlook(65_000, TODAY, 1.0, (), []) is None


def test_the_band_of_a_household_hardly_known_is_wide_and_narrows_with_what_is_learnt() -> None:
    widths = []
    for days in (1, 5, 15, 60):
        found = told(65_000, past(days)).empty
        assert found.early is not None
        assert found.late is not None
        widths.append(found.late - found.early)
    assert widths == sorted(widths, reverse=True)
    assert widths[0] > 6
    assert widths[-1] < 2


def test_weekends_count_as_this_household_spends_them() -> None:
    found = habit(past(140, 5_000, weekend=15_000), TODAY)  # a Monday
    assert found is not None
    assert [day > 10_000 for day in found.days[:7]] == [False] * 5 + [True] * 2


def test_a_summer_that_began_last_year_is_expected_to_begin_again() -> None:
    def cost(day: date) -> int:
        return 12_000 if 4 <= day.month <= 6 else 6_000

    today = date(2026, 3, 30)
    costs = tuple((day, cost(day)) for day in (today - timedelta(420 - n) for n in range(420)))
    found = habit(costs, today)
    flat = habit(costs[-60:], today)
    assert found is not None
    assert flat is not None
    assert sum(flat.days[:14]) == pytest.approx(14 * 6_000, rel=0.01)
    # Half of what changed then: it comes gradually, since the day on which it begins differs from year to year.
    assert sum(found.days[:14]) > 14 * 7_000
    assert found.days[13] > 7_500


def test_a_deduction_that_came_only_once_may_not_come_again_so_the_late_end_is_without_it() -> None:
    once = Charge(date(2026, 3, 10), 556_800, 1, 4200, 556_800, 556_800)
    found = told(88_000, past(60), [once]).empty
    assert found.likely == pytest.approx(8.05, abs=0.01)
    assert found.late is not None
    assert found.late > 13


def test_a_household_that_uses_nothing_is_forecast_nothing() -> None:
    found = habit(past(30, 0), TODAY)
    assert found is not None
    assert course(found, 1.0).high[-1] == 0
