"""Why it was more, or less."""

from datetime import datetime

from house import IST
from power_usage.domain.comparing import Against
from power_usage.readmodels.comparison import Comparison, Sums
from power_usage.web.reasons import PartOfDay, Reasons, reasons

HOUR = 3600
MIDNIGHT = int(datetime(2026, 3, 2, tzinfo=IST).timestamp())


def compared(hours: dict[int, tuple[int, int]], group_s: int = HOUR) -> Reasons | None:
    """Of the grid's paise by hour of the day: now, and then."""
    pairs = [(MIDNIGHT + hour * HOUR, Sums(eb_paise=now), Sums(eb_paise=then)) for hour, (now, then) in hours.items()]
    return reasons(
        Comparison(Against.BEFORE, 1, [1] * len(pairs), [then for _, _, then in pairs], pairs, 1), group_s, IST
    )


def test_more_was_paid_in_the_evening() -> None:
    found = compared({3: (900, 700), 9: (500, 900), 19: (4_000, 1_000)})
    assert found is not None
    assert (found.paise, found.eb_paise, found.dg_paise) == (2_800, 2_800, 0)
    assert found.part == PartOfDay(18, 24, 3_000)


def test_less_was_paid_in_the_morning() -> None:
    found = compared({3: (900, 700), 9: (500, 1_900), 19: (1_000, 1_000)})
    assert found is not None
    assert found.paise == -1_200
    assert found.part == PartOfDay(6, 12, -1_400)


def test_the_generators_share_is_told_apart() -> None:
    now, then = Sums(1_000, 500, 830, 1_100, 1_800), Sums(1_400, 0, 1_162, 0, 0)
    found = reasons(Comparison(Against.WEEK, 1, [1], [then], [(MIDNIGHT, now, then)], 1), HOUR, IST)
    assert found is not None
    assert (found.paise, found.eb_paise, found.dg_paise) == (768, -332, 1_100)


def test_a_difference_of_less_than_a_rupee_has_no_part_of_the_day() -> None:
    found = compared({3: (900, 801)})
    assert found is not None
    assert (found.paise, found.part) == (99, None)


def test_a_group_that_reaches_across_parts_of_the_day_has_none() -> None:
    for minutes, known in ((30, True), (180, True), (360, True), (300, False), (720, False), (1440, False)):
        found = compared({0: (4_000, 1_000)}, minutes * 60)
        assert found is not None
        assert (found.part is not None) is known, minutes


def test_what_cannot_be_compared_has_no_reasons() -> None:
    assert reasons(Comparison(Against.YEAR, 1, [0], [None], [], 0), HOUR, IST) is None
