"""The last hour as a line."""

from power_usage.web.sparkline import HEIGHT, MARGIN, WIDTH, sparkline


def points(piece: str) -> list[tuple[float, float]]:
    return [(float(x), float(y)) for x, y in (point.split(",") for point in piece.split())]


def test_the_line_runs_from_the_left_to_the_right_and_from_the_lowest_to_the_highest() -> None:
    found = sparkline([200, 1000, 600])
    assert found is not None
    (piece,) = found.pieces
    assert points(piece) == [(0, HEIGHT - MARGIN), (WIDTH / 2, MARGIN), (WIDTH, HEIGHT / 2)]
    assert (found.low_w, found.high_w) == (200, 1000)


def test_a_gap_is_a_gap_and_keeps_its_place() -> None:
    found = sparkline([100, 300, None, None, 300, 100])
    assert found is not None
    left, right = map(points, found.pieces)
    assert [x for x, _ in left] == [0, 48]
    assert [x for x, _ in right] == [192, 240]


def test_a_lone_reading_is_a_dot_and_no_reading_at_all_no_line() -> None:
    found = sparkline([None, 500, None])
    assert found is not None
    (piece,) = found.pieces
    assert points(piece) == [(WIDTH / 2, HEIGHT / 2)] * 2
    assert sparkline([None] * 60) is None
    assert sparkline([]) is None


def test_a_load_that_does_not_change_is_a_level_line_within_the_picture() -> None:
    for load in (0, 900):
        found = sparkline([load] * 4)
        assert found is not None
        assert {y for _, y in points(found.pieces[0])} == {HEIGHT / 2}
