"""What is taken off beside usage: monthly, once, new, changed, or by mistake."""

from datetime import date, timedelta

import pytest

from house import IST
from power_usage.domain.calendar import day_start
from power_usage.domain.deductions import (
    Charge,
    Moved,
    Verdict,
    coming,
    corrections,
    judged,
    moved,
    recurring,
)

SINCE = date(2025, 6, 1)
TODAY = date(2026, 3, 2)


def on(day: str, rupees: float, clock: str = "01:10") -> Moved:
    hours, minutes = map(int, clock.split(":"))
    at = day_start(date.fromisoformat(day), IST) + hours * 3600 + minutes * 60
    return moved(at, round(rupees * 100), IST)


MAINTENANCE = [on(f"{month}-10", -5568) for month in ("2025-11", "2025-12", "2026-01", "2026-02")]
SMALL = [on("2025-12-20", -168), on("2026-01-21", -261), on("2026-02-19", -246)]
PAID_IN = [on("2026-01-09", 6500, "20:00"), on("2026-02-09", 7000, "20:00")]


def test_the_monthly_ones_are_found_with_day_time_and_range() -> None:
    large, small = recurring([*PAID_IN, *SMALL, *MAINTENANCE], TODAY, SINCE)
    assert (large.paise, large.day_of_month, large.second, large.times, large.months) == (556_800, 10, 4200, 4, 4)
    assert (small.least_paise, small.most_paise, small.day_of_month, small.times) == (16_800, 26_100, 20, 3)
    assert large.before_paise is None
    assert small.before_paise == 26_100


def test_they_are_expected_again_on_their_day() -> None:
    expected = coming(recurring(MAINTENANCE, TODAY, SINCE), TODAY, TODAY + timedelta(60))
    assert [(one.day, one.paise, one.second) for one in expected] == [
        (date(2026, 3, 10), 556_800, 4200),
        (date(2026, 4, 10), 556_800, 4200),
    ]


def test_one_that_was_missed_once_is_still_regular_and_one_that_failed_twice_has_ended() -> None:
    with_a_hole = [one for one in MAINTENANCE if one.day.month != 1]
    (found,) = recurring(with_a_hole, TODAY, SINCE)
    assert (found.times, found.months) == (3, 4)
    (found,) = recurring(MAINTENANCE, date(2026, 5, 1), SINCE)
    assert coming([found], date(2026, 4, 13), date(2026, 5, 31))
    assert coming([found], date(2026, 4, 14), date(2026, 5, 31)) == []


def test_one_that_is_late_is_expected_any_moment_for_three_days() -> None:
    found = recurring(MAINTENANCE, date(2026, 3, 12), SINCE)
    assert coming(found, date(2026, 3, 12), date(2026, 3, 31)) == [
        Charge(date(2026, 3, 12), 556_800, 4, 0, 556_800, 556_800)
    ]
    assert coming(found, date(2026, 3, 14), date(2026, 3, 31)) == []


def test_a_charge_of_the_31st_comes_on_the_last_day_of_a_short_month() -> None:
    found = recurring([on("2025-12-31", -900), on("2026-01-31", -900)], date(2026, 2, 2), SINCE)
    assert [one.day for one in coming(found, date(2026, 2, 2), date(2026, 2, 28))] == [date(2026, 2, 28)]


def test_what_was_not_taken_a_month_before_happened_once() -> None:
    assert recurring([on("2026-02-25", -1000)], TODAY, SINCE) == []


def test_what_came_once_is_expected_again_while_the_month_before_is_not_known() -> None:
    (found,) = recurring([on("2026-02-25", -1000)], TODAY, date(2026, 2, 20))
    assert (found.times, [one.day for one in coming([found], TODAY, date(2026, 3, 31))]) == (1, [date(2026, 3, 25)])


def test_money_that_undoes_a_deduction_is_no_recharge_and_the_deduction_no_charge() -> None:
    mistake, back = on("2026-02-10", -246.37, "02:00"), on("2026-02-12", 246.37, "11:00")
    (found,) = corrections([*MAINTENANCE, mistake, back])
    assert (found.moved, found.undoes) == (back, mistake)
    assert [one.paise for one in recurring([mistake, back], TODAY, date(2026, 2, 1))] == []


def test_a_recharge_taken_back_is_no_charge() -> None:
    wrong, back = on("2026-02-11", 1234, "10:00"), on("2026-02-11", -1234, "12:00")
    (found,) = corrections([wrong, back])
    assert (found.moved, found.undoes) == (back, wrong)


@pytest.mark.parametrize("rupees", [500, 5600, 3000])
def test_a_round_amount_is_a_recharge_whatever_was_taken_before(rupees: int) -> None:
    assert corrections([on("2026-02-10", -rupees), on("2026-02-11", rupees)]) == []


def test_a_few_rupees_are_a_refund_since_nobody_pays_in_so_little() -> None:
    (found,) = corrections([on("2026-02-11", 12.4)])
    assert found.undoes is None


@pytest.mark.parametrize(
    ("new", "verdict", "before"),
    [
        (on("2026-03-10", -5568), Verdict.USUAL, 556_800),
        (on("2026-03-12", -5568), Verdict.USUAL, 556_800),
        (on("2026-03-10", -5900), Verdict.CHANGED, 556_800),
        (on("2026-03-10", -5000), Verdict.CHANGED, 556_800),
        (on("2026-03-20", -240), Verdict.USUAL, 24_600),
        (on("2026-03-20", -400), Verdict.CHANGED, 24_600),
        (on("2026-03-25", -1000), Verdict.NEW, None),
        (on("2026-03-25", -12), Verdict.UNKNOWN, None),
    ],
)
def test_a_deduction_is_judged_by_those_before_it(new: Moved, verdict: Verdict, before: int | None) -> None:
    assert judged([*MAINTENANCE, *SMALL, *PAID_IN], new, SINCE) == (verdict, before)


def test_nothing_is_called_new_before_a_month_is_known() -> None:
    assert judged([], on("2026-03-25", -1000), date(2026, 3, 1)) == (Verdict.UNKNOWN, None)
