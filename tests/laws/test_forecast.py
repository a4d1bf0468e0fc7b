"""What holds of every forecast."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from house import IST, NOON
from power_usage.domain.deductions import Charge, coming, corrections, moved, recurring
from power_usage.domain.forecast import When, outlook, when
from power_usage.domain.habits import HORIZON_DAYS, Series, course, habit

TODAY = date(2026, 3, 2)
COSTS = st.lists(st.integers(0, 60_000), min_size=1, max_size=90)
CHARGES = st.lists(
    st.builds(
        lambda days, paise, seen, second, less: Charge(
            TODAY + timedelta(days), paise, seen, second, paise - paise * less // 100, paise + paise * less // 100
        ),
        st.integers(0, HORIZON_DAYS),
        st.integers(5_000, 900_000),
        st.integers(1, 5),
        st.integers(0, 86_399),
        st.integers(0, 50),
    ),
    max_size=4,
)
BALANCE = st.integers(-50_000, 2_000_000)
LEFT = st.floats(0, 1)
LATER = 1e9


def series(costs: list[int], before: date = TODAY) -> Series:
    return tuple((before - timedelta(len(costs) - n), paise) for n, paise in enumerate(costs))


def place(found: float | None) -> float:
    """Later than anything known, where it is not known."""
    return LATER if found is None else found


def ends(found: When) -> list[float]:
    return [place(found.early), place(found.likely), place(found.late)]


def empty(balance: int, costs: list[int], charges: list[Charge], left: float) -> When:
    found = outlook(balance, TODAY, left, series(costs), charges)
    assert found is not None
    return found.empty


@given(BALANCE, st.integers(0, 500_000), COSTS, CHARGES, LEFT)
def test_more_balance_never_means_an_earlier_end(
    balance: int, more: int, costs: list[int], charges: list[Charge], left: float
) -> None:
    poor, rich = empty(balance, costs, charges, left), empty(balance + more, costs, charges, left)
    assert all(a <= b + 1e-6 for a, b in zip(ends(poor), ends(rich), strict=True))


@given(BALANCE, COSTS, CHARGES, LEFT)
def test_the_band_holds_its_middle_and_nothing_ends_before_now(
    balance: int, costs: list[int], charges: list[Charge], left: float
) -> None:
    found = ends(empty(balance, costs, charges, left))
    assert found == sorted(found)
    assert found[0] >= 1 - left


@given(BALANCE, COSTS, CHARGES, CHARGES)
def test_more_deductions_never_make_it_last_longer(
    balance: int, costs: list[int], charges: list[Charge], more: list[Charge]
) -> None:
    fewer, all_of_them = empty(balance, costs, charges, 1.0), empty(balance, costs, [*charges, *more], 1.0)
    assert all(a <= b + 1e-6 for a, b in zip(ends(all_of_them), ends(fewer), strict=True))


@given(st.integers(100, 50_000), st.integers(2, 50), st.integers(1, 40), st.integers(1, 30))
def test_while_every_day_costs_the_same_the_day_it_ends_stays_where_it_is(
    daily: int, days: int, known: int, later: int
) -> None:
    """What is used is no surprise: the middle does not move as days go by, and the band only closes in on it."""
    later = min(later, days - 1)
    balance = daily * days
    seen = []
    for passed in (0, later):
        today = TODAY + timedelta(passed)
        found = outlook(balance - passed * daily, today, 1.0, series([daily] * (known + passed), today), [])
        assert found is not None
        seen.append([min(LATER, passed + end) for end in ends(found.empty)])
    first, then = seen
    assert abs(first[1] - then[1]) < 0.01
    assert first[0] <= then[0] + 0.01
    assert then[2] <= first[2] + 0.01


@given(COSTS, LEFT)
def test_running_sums_never_fall(costs: list[int], left: float) -> None:
    expected = habit(series(costs), TODAY)
    assert expected is not None
    ahead = course(expected, left)
    for low, likely, high in zip(ahead.low, ahead.likely, ahead.high, strict=True):
        assert low <= likely <= high
    for sums in (ahead.low, ahead.likely, ahead.high):
        assert list(sums) == sorted(sums)


@given(BALANCE.filter(lambda paise: paise > 0), COSTS, CHARGES)
def test_what_is_said_to_be_paid_in_lasts_until_the_day_said(
    balance: int, costs: list[int], charges: list[Charge]
) -> None:
    found = outlook(balance, TODAY, 1.0, series(costs), charges)
    assert found is not None
    if found.recharge is not None:
        after = outlook(balance + found.recharge.paise, TODAY, 1.0, series(costs), charges)
        assert after is not None
        assert place(after.empty.early) >= (found.recharge.until - TODAY).days + 1 - 1e-6


@given(st.lists(st.tuples(st.integers(0, 400), st.integers(-900_000, 900_000)), max_size=40))
def test_each_movement_is_one_thing_only(drawn: list[tuple[int, int]]) -> None:
    """No movement is a correction and a monthly charge, and what is expected lies within the time asked."""
    today = date(2027, 4, 10)
    moves = [moved(NOON + days * 86_400 + n, paise, IST) for n, (days, paise) in enumerate(drawn)]
    found = recurring(moves, today, date(2026, 3, 1))
    monthly = [one for each in found for one in each.moves]
    assert len(monthly) == len(set(monthly))
    wrong = {one.moved for one in corrections(moves)} | {one.undoes for one in corrections(moves)}
    assert not wrong & set(monthly)
    assert all(today <= one.day <= date(2027, 6, 1) for one in coming(found, today, date(2027, 6, 1)))


def test_when_of_no_charges_is_that_of_the_course() -> None:
    expected = habit(series([1_000] * 30), TODAY)
    assert expected is not None
    assert ends(when(5_000, course(expected, 1.0), [], TODAY))[1] == 5
