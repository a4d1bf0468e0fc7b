"""ELNET's list held against the balance: the same money is found, and money that did not arrive is."""

import pytest

from power_usage.domain.credit import Entry, Moved, matches, not_credited

NOON = 1_772_433_000
MINUTE, HOUR, DAY = 60, 3600, 86_400


def paid(at: int, rupees: int, status: str = "success", number: int = 0) -> Entry:
    return Entry(NOON + at, rupees * 100, status, number)


def moved(after: int, at: int, paise: int) -> Moved:
    return Moved(NOON + after, NOON + at, paise)


def test_an_entry_between_two_readings_is_the_movement_they_show() -> None:
    entry, movement = paid(30, 500), moved(0, 60, 50_000)
    assert matches([entry], [movement]) == {entry: movement}


def test_a_movement_measured_some_paise_off_is_still_the_same_money() -> None:
    entry, movement = paid(30, -246), moved(0, 60, -24_583)
    assert matches([entry], [movement]) == {entry: movement}


def test_a_deduction_of_the_same_amount_is_no_recharge() -> None:
    assert matches([paid(30, 500)], [moved(0, 60, -50_000)]) == {}


def test_what_a_gap_netted_is_taken_apart_again() -> None:
    """7,500 paid and 5,568 taken off within one gap look like 1,932 in the balance."""
    entries = [paid(HOUR, 7_500), paid(20 * HOUR, -5_568), paid(30 * HOUR, 100)]
    movement = moved(0, DAY, 193_200)
    assert matches(entries, [movement]) == {entries[0]: movement, entries[1]: movement}


def test_what_is_credited_late_is_matched_by_its_amount() -> None:
    entry, movement = paid(0, 2_000), moved(3 * HOUR - 60, 3 * HOUR, 200_000)
    assert matches([entry], [movement]) == {entry: movement}


def test_of_two_equal_payments_the_one_that_arrived_is_the_one_of_that_time() -> None:
    lost, arrived = paid(0, 500), paid(2 * HOUR, 500)
    movement = moved(2 * HOUR - 30, 2 * HOUR + 30, 50_000)
    assert matches([lost, arrived], [movement]) == {arrived: movement}


def test_twins_are_two() -> None:
    one, other = paid(10, 500), paid(10, 500, number=1)
    movement = moved(0, 60, 100_000)
    assert matches([one, other], [movement]) == {one: movement, other: movement}


@pytest.mark.parametrize("status", ["failed", "Failure", "Cancelled", "REVERSED"])
def test_what_failed_is_waited_for_by_nobody(status: str) -> None:
    entry = paid(30, 500, status)
    assert matches([entry], [moved(0, 60, 50_000)]) == {}
    assert not_credited([entry], {}, first_at=NOON, newest_at=NOON + DAY, wait_s=HOUR) == []


@pytest.mark.parametrize(
    ("entry", "newest", "expected"),
    [
        (paid(60, 500), 29 * MINUTE, False),  # it may still come
        (paid(60, 500), 31 * MINUTE, True),
        (paid(-60, 500), 31 * MINUTE, False),  # before the first reading: nobody saw the balance
        (paid(60, -500), 31 * MINUTE, False),  # what was not taken off is missed by nobody
        (paid(60, 500), 8 * DAY, False),
    ],
)
def test_money_is_missed_when_readings_show_so_long_that_it_is_not_there(
    entry: Entry, newest: int, *, expected: bool
) -> None:
    late = not_credited([entry], {}, first_at=NOON, newest_at=NOON + newest, wait_s=30 * MINUTE)
    assert bool(late) == expected
