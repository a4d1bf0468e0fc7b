"""Rates from runs of registers and bills: always around the truth, and since when another holds."""

from hypothesis import given
from hypothesis import strategies as st

from power_usage.domain.spans import NOTHING_KNOWN, Point, Span, Vote, allowed, periods

DAY = 86_400


def run(rate: int, watt_seconds: list[int]) -> list[Point]:
    """What a meter that starts anywhere shows: registers in whole steps, a bill in whole paise."""
    used, points = 0, []
    for energy in watt_seconds:
        used += energy
        points.append(Point((used + 17_000) // 36_000 * 10, used * rate // 3_600_000_000))
    return points


def vote(number: int, rate: int, doubt: int) -> Vote:
    return Vote(number * DAY, number * DAY + DAY, 6_000, Span(rate - doubt, rate + doubt))


@given(st.integers(100_000, 4_000_000), st.lists(st.integers(0, 4_000_000), min_size=2, max_size=60))
def test_the_true_rate_is_always_within_the_span(rate: int, energies: list[int]) -> None:
    span = allowed(run(rate, energies))
    assert span.low <= rate <= span.high


def test_a_day_at_600_watts_gives_the_rate_to_a_tenth_of_a_percent() -> None:
    span = allowed(run(833_000, [600 * 617] * 140))
    assert span.high - span.low < 2 * 833
    assert span.rate.paise_per_mwh == 833_000


def test_one_point_says_nothing() -> None:
    assert allowed([Point(10, 5)]) == NOTHING_KNOWN


def test_no_rate_explains_a_register_that_slipped() -> None:
    points = run(833_000, [600 * 617] * 70)
    points += [Point(point.wh + 500, point.paise) for point in run(833_000, [600 * 617] * 140)[70:]]
    assert not allowed(points).possible


def test_days_that_agree_are_one_rate_narrower_than_each() -> None:
    (one,) = periods([vote(0, 833_200, 900), vote(1, 832_700, 900), vote(2, 833_000, 900)])
    assert one.span == Span(832_300, 833_600)
    assert one.wh == 18_000


def test_an_odd_day_is_no_new_rate() -> None:
    rates = [833_000, 833_000, 900_000, 833_000, 833_000]
    (one,) = periods([vote(number, rate, 900) for number, rate in enumerate(rates)])
    assert [v.start // DAY for v in one.votes] == [0, 1, 3, 4]


def test_an_odd_first_day_is_forgotten() -> None:
    rates = [900_000, 833_000, 833_000, 833_000]
    (one,) = periods([vote(number, rate, 900) for number, rate in enumerate(rates)])
    assert one.start == DAY


def test_two_days_in_a_row_are_another_rate() -> None:
    rates = [833_000, 833_000, 858_000, 858_000, 858_000]
    before, after = periods([vote(number, rate, 900) for number, rate in enumerate(rates)])
    assert (before.end, after.start) == (2 * DAY, 2 * DAY)


def test_a_vote_that_may_be_of_either_rate_hides_no_change_and_narrows_no_rate() -> None:
    votes = [vote(0, 833_000, 900), vote(1, 833_000, 900), vote(2, 858_000, 24_500)]
    votes += [vote(3, 858_000, 900), vote(4, 846_000, 30_000), vote(5, 858_000, 900)]
    before, after = periods(votes)
    assert before.span == Span(832_100, 833_900)
    assert after.start == 3 * DAY


def test_a_rate_that_is_one_whole_paisa_is_that() -> None:
    rate = Span(832_600, 833_700).rate
    assert (rate.paise_per_mwh, rate.uncertainty) == (833_000, 700)
    assert Span(832_900, 834_100).rate.paise_per_mwh == 833_500


def test_many_votes_of_one_day_are_no_new_rate() -> None:
    sessions = [Vote(at, at + 1_800, 500, Span(2_400_000, 2_450_000)) for at in range(2 * DAY, 2 * DAY + 40_000, 5_000)]
    usual = [Vote(day * DAY, day * DAY + 1_800, 500, Span(2_190_000, 2_210_000)) for day in (0, 1, 3, 4)]
    (one,) = periods([*usual[:2], *sessions, *usual[2:]])
    assert one.span == Span(2_190_000, 2_210_000)
