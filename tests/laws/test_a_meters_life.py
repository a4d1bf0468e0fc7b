"""What holds for every house and every server, however it repeats, lags, lies and fails."""

from dataclasses import replace
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from house import DG, EB, House, Story
from power_usage.domain import events as ev
from power_usage.domain.reading import Observation, Reading, Silence, SilenceReason
from power_usage.storage.ledger import STATE

SILENT = st.sampled_from(SilenceReason)
stretches = st.lists(
    st.tuples(
        st.sampled_from([20, 45, 60, 75, 600, 40_000]),  # seconds until the next answer
        st.sampled_from([0, 90, 350, 1200, 6000]),  # W
        st.sampled_from([EB, EB, EB, DG]),
        st.sampled_from([0, 0, 0, 0, 50_000, 123_45, -4_500, -556_800]),  # paise that move
        st.sampled_from(["", "", "", "again", "zeros", "spike", "old", "future", "jump", "silent", "no flag"]),
    ),
    min_size=2,
    max_size=60,
)


def lived(life: list[tuple[int, int, object, int, str]]) -> tuple[list[Observation], list[Reading]]:
    """What ELNET says of that life, lies included; and the honest readings among it."""
    house = House()
    said: list[Observation] = [house.reading()]
    honest = [house.reading()]
    for seconds, load, source, paise, mood in life:
        house.live(seconds, load, source)  # type: ignore[arg-type]
        house.move(paise)
        true = house.reading()
        now = true.received_at
        match mood:
            case "again":
                said.append(replace(honest[-1], received_at=now))
                continue
            case "zeros":
                said.append(replace(true, eb_wh=0, dg_wh=0, balance_paise=0))
                continue
            case "old" if len(honest) > 1:
                said.append(replace(honest[-2], received_at=now))
                continue
            case "future":
                said.append(replace(true, at=true.at + 90_000))
                continue
            case "jump":
                said.append(replace(true, eb_wh=true.eb_wh + 10**8))
                continue
            case "silent":
                said.append(Silence(now, SilenceReason.TIMEOUT))
                continue
            case "spike":
                true = replace(true, load_w=10**6)
            case "no flag":
                true = replace(true, supply=None)
        said.append(true)
        honest.append(true)
    return said, honest


@given(stretches)
def test_the_energy_is_the_last_register_less_the_first(life: list[tuple[int, int, object, int, str]]) -> None:
    said, honest = lived(life)
    totals = Story().told(*said).state.totals
    assert totals.eb_wh == honest[-1].eb_wh - honest[0].eb_wh
    assert totals.dg_wh == honest[-1].dg_wh - honest[0].dg_wh


@given(stretches)
def test_opening_balance_and_movements_less_cost_are_the_closing_balance(
    life: list[tuple[int, int, object, int, str]],
) -> None:
    said, honest = lived(life)
    story = Story().told(*said)
    moved = sum(paise if kind == "recharge" else -paise for kind, paise in story.movements)
    assert honest[0].balance_paise + moved - story.paise == honest[-1].balance_paise


@given(stretches)
def test_running_totals_only_rise_and_time_is_never_longer_than_it_was(
    life: list[tuple[int, int, object, int, str]],
) -> None:
    said, honest = lived(life)
    story = Story().told(*said)
    rows: dict[int, ev.Totals] = {}
    for event in story.events:
        if isinstance(event, ev.Accepted):
            rows[event.reading.at] = event.totals
        elif isinstance(event, ev.Revised):
            rows[event.at] = event.totals
    totals = [rows[at] for at in sorted(rows)]
    for early, late in pairwise(totals):
        assert all(getattr(early, name) <= getattr(late, name) for name in early.__slots__)
    span = honest[-1].at - honest[0].at
    assert 0 <= totals[-1].dg_s <= span
    assert 0 <= totals[-1].observed_s <= span
    assert totals[-1] == story.state.totals


@given(stretches)
def test_sessions_follow_each_other_without_gap_and_add_up_to_the_totals(
    life: list[tuple[int, int, object, int, str]],
) -> None:
    story = Story().told(*lived(life)[0])
    ended, started = story.of(ev.SessionEnded), story.of(ev.SessionStarted)
    assert len(started) == len(ended) + 1
    for end, begin in zip(ended, started[1:], strict=True):
        assert end.at == begin.at
        assert end.source is not begin.source
    assert all(early.at < late.at for early, late in pairwise(started))
    assert story.state.track is not None
    used = {EB: 0, DG: 0}
    for begin, end in zip(started, ended, strict=False):
        assert end.total_wh >= begin.total_wh
        used[begin.source] += end.total_wh - begin.total_wh
    last = started[-1]
    totals = {EB: story.state.totals.eb_wh, DG: story.state.totals.dg_wh}
    used[last.source] += totals[last.source] - last.total_wh
    assert sum(used.values()) <= sum(totals.values())
    assert used[last.source] == totals[last.source]


@given(stretches)
def test_silences_and_repeats_change_nothing(life: list[tuple[int, int, object, int, str]]) -> None:
    said = lived(life)[0]
    plain = Story().told(*said)
    noisy: list[Observation] = []
    for observation in said:
        noisy.append(observation)
        if isinstance(observation, Reading):
            noisy += [observation, Silence(observation.received_at + 1, SilenceReason.UNREACHABLE)]
    again = Story().told(*noisy)
    assert again.state.totals == plain.state.totals
    assert again.movements == plain.movements


@settings(max_examples=40)
@given(stretches)
def test_a_state_that_was_stored_and_read_goes_on_as_if_it_had_not_been(
    life: list[tuple[int, int, object, int, str]],
) -> None:
    said = lived(life)[0]
    through = Story().told(*said)
    halved = Story()
    for observation in said:
        halved.state = STATE.validate_json(STATE.dump_json(halved.state))
        halved.told(observation)
    assert halved.state == through.state
    assert halved.events == through.events
