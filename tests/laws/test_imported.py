"""Whatever rows the earlier tracker left, their money adds up to the paisa, and nothing used is ever negative."""

from itertools import accumulate, pairwise

from hypothesis import example, given
from hypothesis import strategies as st

from house import NOON
from power_usage.domain.imported import Books, ImportedRow, Moved, Point
from power_usage.domain.rules import Rules
from power_usage.domain.tariff import DG_PRIOR, EB_PRIOR
from power_usage.domain.witnesses import Rates

steps = st.tuples(
    st.one_of(st.integers(1, 400), st.integers(1, 2_000_000)),
    st.one_of(st.integers(-500, 0), st.sampled_from([0, 50_000, -556_800, 3, 99, 100]), st.integers(-(10**7), 10**7)),
    st.one_of(st.none(), st.integers(0, 6000), st.integers(0, 60_000)),
)


def told(rows: list[ImportedRow], most_w: int = 7000) -> tuple[Books, list[Point], list[Moved]]:
    books = Books(Rates(EB_PRIOR, DG_PRIOR), most_w, Rules())
    found = [books.take(row) for row in rows]
    points = [point for point, _ in found if point]
    end = books.end()
    return books, [*points, end] if end else points, [move for _, move in found if move]


@given(st.lists(steps, max_size=60), st.integers(-50_000, 500_000))
@example([(60, -200_000, 900), (60, 200_000, 900), (60, -12, 900)], 200_000)  # nothing for a moment
def test_opening_and_recharges_less_deductions_and_cost_are_the_balance_at_every_point(
    changes: list[tuple[int, int, int | None]], opening: int
) -> None:
    times = accumulate((seconds for seconds, _, _ in changes), initial=NOON)
    balances = accumulate((change for _, change, _ in changes), initial=opening)
    loads = [500, *(load for _, _, load in changes)]
    rows = [ImportedRow(*row) for row in zip(times, balances, loads, strict=True)]
    books, points, moves = told(rows)
    for point in points:
        moved = sum(one.paise for one in moves if one.at <= point.at)
        assert opening + moved - point.paise == point.balance_paise
    for early, late in pairwise(points):
        assert early.at < late.at
        assert early.paise <= late.paise
        assert early.wh <= late.wh
    # What is left open in the end is less than a rupee, or a balance that is not believed yet.
    assert books.last is not None
    assert 0 <= books.last.balance_paise - points[-1].balance_paise < 100 or rows[-1].balance_paise == 0


@given(st.lists(steps, min_size=1, max_size=40), st.data())
def test_what_came_out_stays_when_more_rows_follow(
    changes: list[tuple[int, int, int | None]], data: st.DataObject
) -> None:
    times = accumulate((seconds for seconds, _, _ in changes), initial=NOON)
    balances = accumulate((change for _, change, _ in changes), initial=100_000)
    rows = [ImportedRow(at, balance, 700) for at, balance in zip(times, balances, strict=True)]
    _, points, _ = told(rows)
    part, some, _ = told(rows[: data.draw(st.integers(1, len(rows)))])
    assert part.closed in some
    assert part.closed in points
