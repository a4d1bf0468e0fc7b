"""One step of a meter's life: (state, observation) -> (state, events).

Pure. Live polls, replays and rebuilds share it, so whatever it finds can be found again.
"""

from dataclasses import dataclass, replace

from power_usage.domain import events as ev
from power_usage.domain.attribution import paise_of_dg, seconds_on_dg
from power_usage.domain.balance import RUPEE, MovementKind
from power_usage.domain.bill import expected_cost, slipped_wh
from power_usage.domain.books import booked, booked_unmetered
from power_usage.domain.events import Event, Totals
from power_usage.domain.reading import ClockSet, HomeFigures, Observation, Reading, Source, Started
from power_usage.domain.rules import THREE_PHASES_OF_75_A_W, Rules
from power_usage.domain.sessions import Switch, Track, followed
from power_usage.domain.tariffs import NOTHING_MEASURED, Tariffs
from power_usage.domain.validation import SWAP_SIGNS, Verdict, believed_load, judge, judge_registers
from power_usage.domain.witnesses import Interval, Rates

RULES = Rules()
NOTHING_USED = Totals()


@dataclass(frozen=True, slots=True)
class Recent:
    """An interval that a switch found later may still divide anew: the totals before it, and how it is divided now."""

    before: Totals
    interval: Interval
    dg_s: int
    dg_paise: int

    def after(self, rules: Rules) -> Totals:
        """The totals at its end."""
        interval, old = self.interval, self.before
        wh = interval.eb_wh + interval.dg_wh
        gap = interval.seconds > rules.gap_s
        return Totals(
            eb_wh=old.eb_wh + interval.eb_wh,
            dg_wh=old.dg_wh + interval.dg_wh,
            eb_paise=old.eb_paise + interval.paise - self.dg_paise,
            dg_paise=old.dg_paise + self.dg_paise,
            dg_s=old.dg_s + self.dg_s,
            observed_s=old.observed_s + (0 if gap else interval.seconds),
            recovered_wh=old.recovered_wh + (wh if gap else 0),
        )


@dataclass(frozen=True, slots=True)
class State:
    """All that a step needs to know of the past."""

    last: Reading | None = None
    closed: Reading | None = None  # at which the books were closed; between it and the last, usage is not booked yet
    zeros: int = 0  # balances of 0.00 out of nothing, in a row
    totals: Totals = NOTHING_USED
    sanctioned_eb_w: int | None = None
    sanctioned_dg_w: int | None = None
    track: Track | None = None
    recent: tuple[Recent, ...] = ()
    closed_eb: tuple[int, int] = (0, 0)  # running Wh and paise where the last session of the source ended
    closed_dg: tuple[int, int] = (0, 0)
    ended: ev.SessionEnded | None = None  # the last one
    tariffs: Tariffs = NOTHING_MEASURED
    strangers: tuple[Reading, ...] = ()  # refused in a row, agreeing with each other: perhaps a new meter
    serial: str | None = None
    serial_changed: bool = False
    figures: HomeFigures | None = None

    @property
    def sanctioned_w(self) -> int:
        """The larger sanctioned load in force, or what the largest connection gives."""
        return max(self.sanctioned_eb_w or 0, self.sanctioned_dg_w or 0, THREE_PHASES_OF_75_A_W)


def step(state: State, observation: Observation, rules: Rules = RULES) -> tuple[State, list[Event]]:
    """The state after one observation, and what was found out by it."""
    if isinstance(observation, Reading):
        return _read(state, observation, rules)
    if isinstance(observation, HomeFigures):
        return _compared(state, observation)
    if isinstance(observation, Started | ClockSet):
        return state, []
    return state, [ev.Missed(observation)]


def _read(state: State, reading: Reading, rules: Rules) -> tuple[State, list[Event]]:
    verdict = judge(reading, state.last, state.sanctioned_w, rules)
    if verdict is Verdict.REPEATED:
        return state, [ev.Repeated(reading)]
    if verdict in SWAP_SIGNS:
        return _strange(state, reading, verdict, rules)
    if verdict is not Verdict.ACCEPTED:
        return state, [ev.Refused(reading, verdict)]
    return _accepted(replace(state, strangers=(), serial_changed=False), reading, rules)


def _compared(state: State, figures: HomeFigures) -> tuple[State, list[Event]]:
    if state.figures and replace(state.figures, received_at=figures.received_at) == figures:
        return state, []
    changed = bool(state.serial and figures.serial and figures.serial != state.serial)
    tariffs = state.tariffs.told(figures)
    after = replace(
        state,
        figures=figures,
        serial=figures.serial or state.serial,
        serial_changed=state.serial_changed or changed,
        tariffs=tariffs,
    )
    after, found = _rates_found(after, figures.received_at)
    return after, [ev.FiguresReceived(figures), *found]


def _strange(state: State, reading: Reading, verdict: Verdict, rules: Rules) -> tuple[State, list[Event]]:
    """Refuse, but remember: registers that go on agreeing with each other are a new meter."""
    known = state.strangers
    agrees = not known or (
        reading.at > known[-1].at and judge_registers(reading, known[-1], state.sanctioned_w, rules) is Verdict.ACCEPTED
    )
    repeated = bool(known) and reading.at == known[-1].at
    strangers = known if repeated else (*known, reading) if agrees else (reading,)
    needed = 1 if state.serial_changed else rules.swap_readings
    refusal: list[Event] = [ev.Refused(reading, verdict)]
    if len(strangers) < needed:
        return replace(state, strangers=strangers), refusal
    first = strangers[0]
    state = replace(state, strangers=(), serial_changed=False)
    state, found = _accepted(state, first, rules, swapped=True)
    found = [*refusal, ev.MeterSwapped(first.at), ev.Believed(first), *found]
    for stranger in strangers[1:]:
        state, more = _accepted(state, stranger, rules)
        found += [ev.Believed(stranger), *more]
    return state, found


def _accepted(state: State, reading: Reading, rules: Rules, *, swapped: bool = False) -> tuple[State, list[Event]]:
    state, believed, found = _believed(state, reading, rules)
    last, closed = state.last, state.closed or state.last  # states stored by earlier versions have no `closed`
    state = replace(
        state,
        last=replace(believed, sanctioned_eb_w=None, sanctioned_dg_w=None),  # in force until another is told
        sanctioned_eb_w=believed.sanctioned_eb_w or state.sanctioned_eb_w,
        sanctioned_dg_w=believed.sanctioned_dg_w or state.sanctioned_dg_w,
    )
    if last is None or closed is None or state.track is None:
        return _begun(state, believed, found)
    rates = state.tariffs.rates
    assert state.last is not None  # noqa: S101 - it was set above
    interval = Interval.between(last, state.last)
    if swapped:
        interval = replace(interval, eb_wh=0, dg_wh=0)
        entry = booked_unmetered(closed, last, state.last, rates)
    else:
        source = state.track.source
        entry = booked(closed, last, state.last, lambda stretch: expected_cost(stretch, source, rates, rules))
    interval = replace(interval, paise=entry.cost, settled=entry.telling, owed=entry.owed)
    state, switched = _advanced(replace(state, closed=entry.closed), interval, rules)
    found += [ev.Accepted(believed, state.totals), *switched]
    if entry.owed and state.ended and state.ended.at > closed.at:
        state, settled = _settled(state, state.ended)
        found += settled
    if entry.amount:
        kind = MovementKind.RECHARGE if entry.amount > 0 else MovementKind.DEDUCTION
        found.append(ev.BalanceMoved(kind, last.at, believed.at, abs(entry.amount), believed.balance_paise))
    if not swapped:
        whole = entry.closed.at == believed.at
        eb_wh, dg_wh = _paid_wh(interval, rates, rules)
        state = replace(state, tariffs=state.tariffs.paid(eb_wh, dg_wh, entry.cost, whole=whole))
        state, rates_found = _rates_found(state, believed.at)
        found += rates_found
    return state, found


def _believed(state: State, reading: Reading, rules: Rules) -> tuple[State, Reading, list[Event]]:
    """The reading without what is not believed of it: a load beyond the supply, a balance of nothing out of nothing."""
    refusals: list[Event] = []
    believed = replace(reading, load_w=believed_load(reading.load_w, state.sanctioned_w, rules))
    if believed.load_w != reading.load_w:
        refusals.append(ev.Refused(reading, Verdict.LOAD_SPIKE))
    if reading.balance_paise != 0 or state.last is None or abs(state.last.balance_paise) <= RUPEE:
        return replace(state, zeros=0), believed, refusals
    if state.zeros + 1 >= rules.zero_readings:
        return replace(state, zeros=0), believed, refusals
    believed = replace(believed, balance_paise=state.last.balance_paise)
    return replace(state, zeros=state.zeros + 1), believed, [*refusals, ev.Refused(reading, Verdict.BALANCE_ZERO)]


def _begun(state: State, first: Reading, found: list[Event]) -> tuple[State, list[Event]]:
    source = first.supply or Source.EB
    state = replace(state, closed=state.last, track=Track(source, first.at, confirmed=first.supply is source))
    return state, [
        *found,
        ev.Accepted(first, state.totals),
        ev.SessionStarted(source, first.at, 0, 0, 0, first.at),
    ]


def _advanced(state: State, interval: Interval, rules: Rules) -> tuple[State, list[Event]]:
    """Totals, sessions and the division between sources after one more interval."""
    before, old = state.track, state.totals
    assert before is not None  # noqa: S101 - the first reading began a track
    rates = state.tariffs.rates
    track, switches = followed(before, interval, rates, rules)
    newest = _divided(old, interval, seconds_on_dg(interval, before.source, before.since, ()), rates, rules)
    recent = (*state.recent, newest)
    state = replace(state, totals=newest.after(rules), track=track)
    found: list[Event] = []
    if switches:
        recent = _divided_anew(recent, before, switches, rates, rules)
        found += [ev.Revised(r.interval.end, r.after(rules)) for r in recent]
        state = replace(state, totals=recent[-1].after(rules))
        state, sessions = _sessions(state, before, switches, old, interval.end)
        found += sessions
    return replace(state, recent=recent[-max(1, len(track.window)) :]), found


def _divided(totals: Totals, interval: Interval, dg_s: int, rates: Rates, rules: Rules) -> Recent:
    return Recent(totals, interval, dg_s, paise_of_dg(interval, dg_s, rates, rules))


def _divided_anew(
    recent: tuple[Recent, ...], track: Track, switches: tuple[Switch, ...], rates: Rates, rules: Rules
) -> tuple[Recent, ...]:
    """Divide the recent intervals by the switches just believed; what lies before the first of them stays."""
    divided: list[Recent] = []
    totals = recent[0].before
    for known in recent:
        now = replace(known, before=totals)
        if known.interval.end > switches[0].at:
            dg_s = seconds_on_dg(known.interval, track.source, track.since, switches)
            now = _divided(totals, known.interval, dg_s, rates, rules)
        divided.append(now)
        totals = now.after(rules)
    return tuple(divided)


def _sessions(
    state: State, before: Track, switches: tuple[Switch, ...], totals_before: Totals, seen_at: int
) -> tuple[State, list[Event]]:
    """End and begin sessions. Each takes up its source's totals where the source's last one ended, so they add up."""
    found: list[Event] = []
    source, since, ended = before.source, before.since, state.ended
    closed = {Source.EB: state.closed_eb, Source.DG: state.closed_dg}
    for number, switch in enumerate(switches, 1):
        # Hidden in a gap, the interrupted source goes on afterwards: what it gave there belongs to its new session.
        totals = state.totals if number == len(switches) else totals_before
        closed[source] = _of(totals, source)
        ended = ev.SessionEnded(source, since, switch.at, switch.uncertainty_s, *closed[source], seen_at)
        found.append(ended)
        source, since = switch.to, switch.at
        found.append(ev.SessionStarted(source, since, switch.uncertainty_s, *closed[source], seen_at))
    return replace(state, closed_eb=closed[Source.EB], closed_dg=closed[Source.DG], ended=ended), found


def _settled(state: State, ended: ev.SessionEnded) -> tuple[State, list[Event]]:
    """The balance was charged in one step for the session that ended and what came after it."""
    wh, before = state.closed_eb if ended.source is Source.EB else state.closed_dg
    paise = _of(state.totals, ended.source)[1]
    if paise == before:
        return state, []
    closed = (wh, paise)
    after = replace(state, closed_eb=closed) if ended.source is Source.EB else replace(state, closed_dg=closed)
    return after, [ev.SessionSettled(ended.source, ended.started_at, paise)]


def _of(totals: Totals, source: Source) -> tuple[int, int]:
    return (totals.eb_wh, totals.eb_paise) if source is Source.EB else (totals.dg_wh, totals.dg_paise)


def _paid_wh(interval: Interval, rates: Rates, rules: Rules) -> tuple[int, int]:
    """Energy that measures a rate: not what a register gained by a slip and nobody paid."""
    eb, dg = interval.eb_wh, interval.dg_wh
    slip = slipped_wh(interval, rules)
    if slip and interval.paise * 2 < rates.eb.cost(eb) + rates.dg.cost(dg):
        return (eb - slip, dg) if eb > dg else (eb, dg - slip)
    return eb, dg


def _rates_found(state: State, at: int) -> tuple[State, list[Event]]:
    if state.figures and state.figures.kvah:  # rupees per kWh are then no tariff: they move with the appliances
        return state, []
    tariffs, news = state.tariffs.announced(at)
    found: list[Event] = [
        ev.RateMeasured(one.source, one.since, one.rate.paise_per_mwh, one.rate.uncertainty, one.before) for one in news
    ]
    return (state if tariffs == state.tariffs else replace(state, tariffs=tariffs)), found
