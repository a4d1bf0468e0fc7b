"""Whatever is compared, wherever the clock changes: the past is the same time of the local clock."""

from datetime import datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from power_usage.domain.calendar import Buckets, Group, buckets, days_before, local_day
from power_usage.domain.comparing import Against, windows

ZONES = ["Asia/Kolkata", "Europe/Berlin", "America/St_Johns", "Pacific/Chatham", "Australia/Lord_Howe", "UTC"]
zones = st.sampled_from(ZONES).map(ZoneInfo)
instants = st.integers(1_700_000_000, 1_800_000_000)
groups: st.SearchStrategy[Group] = st.sampled_from([7, 30, 45, 60, 180, 1440, "day", "month"])
ranges = st.builds(
    lambda tz, start, length, group: (buckets(start, start + length, group, tz), tz),
    zones,
    instants,
    st.integers(60, 20 * 86_400),
    groups,
)


def clock(at: int, tz: ZoneInfo) -> datetime:
    """What the local clock shows."""
    return datetime.fromtimestamp(at, tz).replace(tzinfo=None)


def exists(local: datetime, tz: ZoneInfo) -> bool:
    """Whether the local clock ever showed that."""
    return clock(int(local.replace(tzinfo=tz).timestamp()), tz) == local


@given(zones, instants, st.integers(0, 400))
def test_days_before_is_the_same_time_of_the_clock_unless_the_clock_skipped_it(
    tz: ZoneInfo, at: int, days: int
) -> None:
    then = clock(at, tz) - timedelta(days)
    assert clock(days_before(at, days, tz), tz) == then or not exists(then, tz)


def moved(at: int, to: int, days: int, tz: ZoneInfo) -> bool:
    """Whether the clock showed at `to` what it shows at `at`, so many days earlier, if it ever showed it then."""
    then = clock(at, tz) - timedelta(days)
    return clock(to, tz) == then or not exists(then, tz)


@given(ranges, st.sampled_from(Against), st.sampled_from([1, 7, 28]))
def test_a_window_is_as_long_on_the_local_clock_as_its_bucket(
    asked: tuple[Buckets, ZoneInfo], against: Against, days: int
) -> None:
    found, tz = asked
    past = windows(found, against, days, tz)
    assert len(past) == len(found.edges) - 1
    for (start, end), of_bucket in zip(pairwise(found.edges), past, strict=True):
        assert len(of_bucket) == days if against is Against.AVERAGE else len(of_bucket) <= 1
        for a, b in of_bucket:
            assert a < start
            if found.group == "month" and against not in (Against.WEEK, Against.AVERAGE):
                assert local_day(a, tz).day == local_day(b, tz).day == 1
                assert 28 <= (local_day(b, tz) - local_day(a, tz)).days <= 31
                continue
            apart = round((start - a) / 86_400)
            assert b - a == end - start or (moved(start, a, apart, tz) and moved(end, b, apart, tz))


@given(ranges, st.sampled_from([Against.BEFORE, Against.WEEK]))
def test_windows_follow_each_other_as_their_buckets_do(asked: tuple[Buckets, ZoneInfo], against: Against) -> None:
    found, tz = asked
    past = [window for (window,) in windows(found, against, 1, tz)]
    assert all(early[1] == late[0] for early, late in pairwise(past))
    if against is Against.BEFORE:
        assert past[-1][1] == found.edges[0]
