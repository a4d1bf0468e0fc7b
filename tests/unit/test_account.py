"""The account of a day: what it leaves, what rounding explains of that, and when nothing can be said."""

from dataclasses import replace

import pytest

from power_usage.domain.audit import Lack, Priced, Verdict, check
from power_usage.domain.marks import Mark
from power_usage.domain.tariff import Rate

EB, DG = Rate(833_000, 100), Rate(2_200_000, 5_000)
PRICES = [Priced(0, EB, DG)]
MORNING = Mark(
    at=1_000,
    balance_paise=100_000,
    eb_wh=50_000,
    dg_wh=4_000,
    dg_s=0,
    paid_paise=0,
    taken_paise=0,
    moves=0,
    base=(7, 7),
    seen_at=1_030,
    waiting_wh=0,
)
EVENING = replace(MORNING, at=87_400, seen_at=87_430, eb_wh=56_000, dg_wh=4_500, balance_paise=100_000 - 4_998 - 1_100)


def test_units_times_prices_explain_the_balance() -> None:
    found = check([MORNING, EVENING], PRICES)
    assert (found.eb_paise, found.dg_paise, found.residual_paise) == (4_998, 1_100, 0)
    assert (found.verdict, found.lack) == (Verdict.MATCHES, None)


def test_money_paid_in_and_taken_off_is_part_of_it() -> None:
    moved = replace(
        EVENING, balance_paise=EVENING.balance_paise + 30_000, paid_paise=50_000, taken_paise=20_000, moves=2
    )
    found = check([MORNING, moved], PRICES)
    assert (found.paid_paise, found.taken_paise, found.residual_paise) == (50_000, 20_000, 0)
    assert found.bound_paise > check([MORNING, EVENING], PRICES).bound_paise


def test_the_bound_is_a_step_at_each_price_the_balances_and_the_prices_doubt() -> None:
    steps, balances, doubt = 8 + 22, 2, 0 + 2 + 1
    assert check([MORNING, EVENING], PRICES).bound_paise == steps + balances + doubt


@pytest.mark.parametrize(
    ("paise", "verdict"), [(-35, Verdict.MATCHES), (-36, Verdict.UNEXPLAINED), (36, Verdict.UNEXPLAINED)]
)
def test_what_is_beyond_the_bound_is_unexplained(paise: int, verdict: Verdict) -> None:
    found = check([MORNING, replace(EVENING, balance_paise=EVENING.balance_paise + paise)], PRICES)
    assert (found.residual_paise, found.verdict) == (paise, verdict)


@pytest.mark.parametrize(
    ("evening", "lack"),
    [
        (replace(EVENING, base=(0, 0)), Lack.NEW_METER),
        (replace(MORNING), Lack.NO_READINGS),
        (replace(MORNING, seen_at=87_430, waiting_wh=3_000), Lack.BALANCE_STANDS),
    ],
)
def test_when_nothing_can_be_said_it_is_said_why(evening: Mark, lack: Lack) -> None:
    found = check([MORNING, evening], PRICES)
    assert (found.verdict, found.lack) == (Verdict.NOT_ENOUGH, lack)


def test_a_locked_flat_that_used_nothing_matches() -> None:
    found = check([MORNING, replace(MORNING, seen_at=87_430)], PRICES)
    assert (found.verdict, found.residual_paise) == (Verdict.MATCHES, 0)


def test_a_price_that_is_not_known_is_needed_only_for_the_source_that_ran() -> None:
    unknown = [Priced(0, EB, None)]
    grid = replace(EVENING, dg_wh=4_000, balance_paise=100_000 - 4_998)
    assert check([MORNING, EVENING], unknown).lack is Lack.RATE_UNKNOWN
    assert check([MORNING, grid], unknown).verdict is Verdict.MATCHES


def test_each_part_of_a_day_is_reckoned_at_its_own_price() -> None:
    noon = replace(MORNING, at=40_000, seen_at=40_030, eb_wh=53_000, balance_paise=100_000 - 2_499)
    evening = replace(EVENING, dg_wh=4_000, balance_paise=noon.balance_paise - 2_574)
    dearer = [*PRICES, Priced(40_000, Rate(858_000, 100), DG)]
    found = check([MORNING, noon, evening], dearer)
    assert (found.eb_paise, found.residual_paise) == (2_499 + 2_574, 0)
