"""The address of what one sees leads back to it."""

from datetime import date, datetime
from urllib.parse import parse_qsl
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from power_usage.domain.comparing import Against
from power_usage.web.view import COLUMNS, GROUPS, MEASURES, PRESETS, USUAL_DAYS, View, asked_view

ZONES = ["Asia/Kolkata", "Europe/Berlin", "America/St_Johns", "Pacific/Chatham", "Australia/Lord_Howe", "UTC"]
zones = st.sampled_from(ZONES).map(ZoneInfo)
nows = st.integers(1_700_000_000, 1_800_000_000)
days = st.dates(date(2015, 1, 1), date(2027, 12, 31)).map(str)
begin, end = datetime.fromisoformat("2015-01-01"), datetime.fromisoformat("2027-12-31")
minutes = st.datetimes(begin, end).map(lambda at: f"{at:%Y-%m-%dT%H:%M}")
words = st.text(max_size=12)
queries = st.fixed_dictionaries(
    {},
    optional={
        "range": st.sampled_from([*PRESETS, ""]) | words,
        "start": days | minutes | words,
        "end": days | minutes | words,
        "group": st.sampled_from([str(group) for group in GROUPS]) | st.integers(-1, 1500).map(str) | words,
        "measure": st.sampled_from(MEASURES) | words,
        "split": st.sampled_from("01x"),
        "compare": st.sampled_from(list(Against)) | words,
        "days": st.sampled_from(USUAL_DAYS).map(str) | words,
        "sort": st.sampled_from([*COLUMNS, *("-" + column for column in COLUMNS)]) | words,
    },
)
views = st.builds(lambda asked, now, tz: (asked_view(asked, now, tz, "Flat 12 & Söhne"), now), queries, nows, zones)


def again(view: View, now: int) -> View:
    """What its address leads to."""
    return asked_view(dict(parse_qsl(view.query(), strict_parsing=True)), now, view.tz, view.meter)


@given(views)
def test_the_address_of_any_view_leads_back_to_it(asked: tuple[View, int]) -> None:
    view, now = asked
    assert again(view, now) == view


@given(views, st.sampled_from(PRESETS), st.sampled_from(COLUMNS))
def test_so_does_that_of_each_way_on(asked: tuple[View, int], preset: str, column: str) -> None:
    view, now = asked
    for other in (view.at_preset(preset, now), view.sorted_by(column), view.sorted_by(column).sorted_by(column)):
        assert again(other, now) == other


@given(views)
def test_what_lies_beside_a_stretch_touches_it_and_one_can_go_back(asked: tuple[View, int]) -> None:
    view, now = asked
    before, after = view.neighbour(-1), view.neighbour(1)
    assert before.stretch.end == view.stretch.start
    assert after.stretch.start == view.stretch.end
    for other in (before, after):
        assert again(other, now).stretch == other.stretch


@given(views)
def test_a_view_is_never_too_many_groups_to_be_compared(asked: tuple[View, int]) -> None:
    view = asked[0]
    most = 1500 + 3  # a group is begun at each end, and an hour twice where clocks are set back
    assert len(view.buckets.edges) - 1 <= most
    assert view.stretch.start < view.stretch.end
