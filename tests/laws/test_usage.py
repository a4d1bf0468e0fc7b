"""However a range is cut, its parts add up to it."""

from itertools import accumulate
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from power_usage.domain.calendar import buckets
from power_usage.domain.usage import at_edges, differences

zones = st.sampled_from(["Asia/Kolkata", "Europe/Berlin", "America/St_Johns", "Pacific/Chatham", "UTC"]).map(ZoneInfo)
instants = st.integers(1_700_000_000, 1_800_000_000)
groups = st.one_of(st.integers(1, 1440), st.sampled_from(["day", "month"]))


@given(zones, instants, st.integers(60, 40 * 86_400), groups)
def test_buckets_cover_the_range_once_and_begin_at_local_midnights(
    zone: ZoneInfo, start: int, length: int, group: object
) -> None:
    if isinstance(group, int) and length // (group * 60) > 5_000:
        length = group * 60 * 5_000
    found = buckets(start, start + length, group, zone)  # type: ignore[arg-type]
    assert found.edges[0] <= start < found.edges[1]
    assert found.edges[-2] < start + length <= found.edges[-1]
    assert all(length > 0 for length in differences(found.edges))
    if isinstance(group, int):
        assert all(length <= max(group * 60, 25 * 3600) for length in differences(found.edges))


@given(
    st.lists(st.tuples(st.integers(1, 5_000), st.integers(0, 400)), min_size=1, max_size=60),
    st.lists(st.integers(-100, 200_000), min_size=2, max_size=30, unique=True),
)
def test_the_parts_of_a_range_add_up_to_it(steps: list[tuple[int, int]], cuts: list[int]) -> None:
    at = [0, *accumulate(seconds for seconds, _ in steps)]
    total = [0, *accumulate(wh for _, wh in steps)]
    edges = sorted(cuts)
    (column,) = at_edges(edges, at, [total])
    assert sum(differences(column)) == column[-1] - column[0]
    assert all(part >= 0 for part in differences(column))
    (ends,) = at_edges([edges[0], edges[-1]], at, [total])
    assert ends == [column[0], column[-1]]
