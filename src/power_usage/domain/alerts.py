"""What people want to be told, once: decided from what a step found and what was told before.

Pure, like the steps. The memory of what was told is kept with the history, so that a restart repeats nothing.
Nothing is told from refused or repeated answers, nor from readings that came later than `late_s`.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from power_usage.domain import events as ev
from power_usage.domain.balance import MovementKind
from power_usage.domain.calendar import local_day
from power_usage.domain.deductions import Moved, Verdict, corrections, judged, moved
from power_usage.domain.limits import NOT_SET_W, would_trip
from power_usage.domain.meter import State
from power_usage.domain.outages import Change, Ended, OutageKind, instant
from power_usage.domain.reading import Observation, Reading, Silence, SilenceReason, Source


class AlertKind(StrEnum):
    """What there is to tell."""

    DG_ON = "dg_on"
    EB_BACK = "eb_back"
    RECHARGE = "recharge"
    DEDUCTION = "deduction"
    NEW_DEDUCTION = "new_deduction"
    CHANGED_DEDUCTION = "changed_deduction"
    CORRECTION = "correction"
    LOW = "low_balance"
    VERY_LOW = "very_low_balance"
    NEAR_LIMIT = "near_limit"
    WOULD_TRIP = "would_trip"
    NO_DATA = "no_data"
    DATA_BACK = "data_back"
    TRACKER_OFF = "tracker_off"
    RELAY_OFF = "relay_off"
    RELAY_ON = "relay_on"
    TOKEN = "token_refused"  # noqa: S105 - the name of an alert
    LOGIN = "login_refused"
    PASSWORD = "password_expiring"  # noqa: S105
    NOT_CREDITED = "not_credited"
    SUMMARY = "summary"
    RATE = "rate_changed"


URGENT = frozenset({AlertKind.VERY_LOW, AlertKind.NEAR_LIMIT, AlertKind.RELAY_OFF})
"""What waits for no morning."""

REMEMBERED = 100
REMEMBERED_S = 140 * 86_400
"""Movements are remembered so long: some four of each monthly deduction."""
Facts = dict[str, int | str | None]


@dataclass(frozen=True, slots=True)
class Alert:
    """Something to tell, that happened at `at` (UTC epoch seconds). Facts in Wh, paise, W, UTC epoch seconds."""

    kind: AlertKind
    at: int
    facts: Facts


@dataclass(frozen=True, slots=True)
class AlertRules:
    """When to tell what. A threshold of None tells nothing about the balance."""

    low_paise: int | None = None
    late_s: int = 1800
    silent_s: int = 1800
    """So long an outage lasts before it is told."""
    near_percent: int = 90
    calm_percent: int = 70
    not_set_w: int = NOT_SET_W
    """A sanctioned load of so much is none."""
    trip_s: int = 600
    """So long must the grid give more than the generator may before it is told; then not again for `trip_again_s`."""
    trip_again_s: int = 86_400
    trip_gap_s: int = 300
    untold: frozenset[str] = frozenset()
    """Kinds that nobody wants to hear of."""

    @property
    def very_low_paise(self) -> int | None:
        """A quarter of the threshold."""
        return None if self.low_paise is None else self.low_paise // 4


@dataclass(frozen=True, slots=True)
class Told:
    """What was told before, as far as it matters."""

    level: int = 0  # 1 low, 2 very low
    dg: tuple[int, int, int] | None = None  # the generator session that was told: start, DG totals there (Wh, paise)
    no_data: bool = False
    token: bool = False
    login: bool = False
    near: bool = False
    outage: str | None = None  # the kind of the one that keeps readings away now
    lost: tuple[str, int] | None = None  # the kind that was told, and the time of the last reading before it
    off_until: int = 0  # when the tracker was last found to have been off until then
    summary: str | None = None  # the last local day that was summed up, ISO
    since: int | None = None  # since when movements are remembered
    moved: tuple[tuple[int, int], ...] = ()  # those of the last months: when, and signed paise
    over: tuple[int, int] | None = None  # the grid gives more than the generator may: since when, last seen
    trip: int | None = None  # when that was told last


def alerts(
    told: Told,
    state: State,
    observation: Observation,
    found: Sequence[ev.Event],
    changes: Sequence[Change] = (),
    *,
    rules: AlertRules,
    tz: ZoneInfo,
) -> tuple[Told, list[Alert]]:
    """What to tell after a step that led to `state` and found `found`, and what counts as told from then on.

    `changes`: the outages that began and ended meanwhile.
    """
    now = instant(observation)
    told, new = _outages(told, state, changes, rules)
    if isinstance(observation, Reading) and any(isinstance(event, ev.Accepted) for event in found):
        step = _Step(state, found, rules, tz, fresh=now - observation.at <= rules.late_s)
        told = replace(told, since=observation.at if told.since is None else told.since)
        for tell in (_sources, _movements, _data, _levels, _load, _trip):
            told, more = tell(told, step)
            new += more
    if isinstance(observation, Reading | Silence):
        told, more = _silence(told, state.last, _reason(observation, found), now, rules)
        new += more
    new += _rates(found, now)
    told, more = _summary(told, now, tz)
    return told, [alert for alert in (*new, *more) if alert.kind not in rules.untold]


Heard = tuple[Told, list[Alert]]


@dataclass(frozen=True, slots=True)
class _Step:
    """A step that accepted a reading. `fresh`: the reading came in time to be news."""

    state: State
    found: Sequence[ev.Event]
    rules: AlertRules
    tz: ZoneInfo
    fresh: bool

    @property
    def load_w(self) -> int | None:
        return None if self.state.last is None else self.state.last.load_w

    @property
    def balance_paise(self) -> int | None:
        return None if self.state.last is None else self.state.last.balance_paise


def _sources(told: Told, step: _Step) -> Heard:
    new: list[Alert] = []
    for event in step.found:
        if isinstance(event, ev.SessionEnded) and told.dg is not None and event.started_at == told.dg[0]:
            wh, paise = event.total_wh - told.dg[1], event.total_paise - told.dg[2]
            rates = step.state.tariffs.rates
            if step.state.closed and step.state.closed.at < event.at:  # the balance is not charged for it yet
                paise = max(paise, rates.dg.cost(wh))
            facts: Facts = {"start": event.started_at, "end": event.at, "wh": wh, "paise": paise}
            facts["eb_paise"] = rates.eb.cost(wh)
            told = replace(told, dg=None)
            new.append(Alert(AlertKind.EB_BACK, event.at, facts))
        if isinstance(event, ev.SessionStarted) and event.source is Source.DG:
            running = step.state.track is not None and step.state.track.since == event.at
            if running and step.fresh and event.seen_at - event.at <= step.rules.late_s:
                told = replace(told, dg=(event.at, event.total_wh, event.total_paise))
                facts = {"since": event.at, "load_w": step.load_w, "balance_paise": step.balance_paise}
                new.append(Alert(AlertKind.DG_ON, event.at, facts))
    return told, new


def _movements(told: Told, step: _Step) -> Heard:
    new = []
    for event in step.found:
        if isinstance(event, ev.BalanceMoved):
            recharge = event.kind is MovementKind.RECHARGE
            one = moved(event.at, event.amount_paise if recharge else -event.amount_paise, step.tz)
            kind, more = _meaning(one, told, step.tz)
            facts: Facts = {"amount_paise": event.amount_paise, "balance_paise": event.balance_paise, **more}
            if step.fresh:
                new.append(Alert(kind, event.at, facts))
            if recharge:
                told = replace(told, level=min(told.level, _level(event.balance_paise, step.rules)))
            lately = [past for past in told.moved if event.at - past[0] < REMEMBERED_S]
            told = replace(told, moved=(*lately[-REMEMBERED:], (one.at, one.paise)))
    return told, new


def _meaning(one: Moved, told: Told, tz: ZoneInfo) -> tuple[AlertKind, Facts]:
    """What a movement is, against those remembered."""
    before = [moved(at, paise, tz) for at, paise in told.moved]
    for found in corrections([*before, one]):
        if found.moved == one:
            sign = 1 if one.paise > 0 else -1
            return AlertKind.CORRECTION, {"sign": sign, "undoes": found.undoes.at if found.undoes else None}
    if one.paise > 0:
        return AlertKind.RECHARGE, {}
    verdict, paise = judged(before, one, local_day(told.since if told.since is not None else one.at, tz))
    kinds = {Verdict.NEW: AlertKind.NEW_DEDUCTION, Verdict.CHANGED: AlertKind.CHANGED_DEDUCTION}
    return kinds.get(verdict, AlertKind.DEDUCTION), {} if paise is None else {"before_paise": paise}


def _rates(found: Sequence[ev.Event], now: int) -> list[Alert]:
    """A changed rate is news however late it was found: what is told is since when."""
    return [
        Alert(
            AlertKind.RATE,
            now,
            {
                "source": event.source.value,
                "since": event.at,
                "before_paise_per_mwh": event.before,
                "paise_per_mwh": event.paise_per_mwh,
            },
        )
        for event in found
        if isinstance(event, ev.RateMeasured) and event.before is not None
    ]


def _levels(told: Told, step: _Step) -> Heard:
    balance = step.balance_paise
    if balance is None or step.state.last is None:
        return told, []
    level = _level(balance, step.rules)
    if level <= told.level or not step.fresh:
        return told, []
    kind = AlertKind.LOW if level == 1 else AlertKind.VERY_LOW
    facts: Facts = {"balance_paise": balance, "low_paise": step.rules.low_paise}
    return replace(told, level=level), [Alert(kind, step.state.last.at, facts)]


def _level(balance: int, rules: AlertRules) -> int:
    if rules.low_paise is None or rules.very_low_paise is None or balance >= rules.low_paise:
        return 0
    return 1 if balance >= rules.very_low_paise else 2


def _load(told: Told, step: _Step) -> Heard:
    load, track = step.load_w, step.state.track
    if load is None or track is None or step.state.last is None:
        return told, []
    limit = step.state.sanctioned_dg_w if track.source is Source.DG else step.state.sanctioned_eb_w
    if limit is None or limit >= step.rules.not_set_w or load * 100 < step.rules.calm_percent * limit:
        return replace(told, near=False), []
    if told.near or not step.fresh or load * 100 < step.rules.near_percent * limit:
        return told, []
    facts: Facts = {"load_w": load, "limit_w": limit, "source": track.source.value}
    return replace(told, near=True), [Alert(AlertKind.NEAR_LIMIT, step.state.last.at, facts)]


def _outages(told: Told, state: State, changes: Sequence[Change], rules: AlertRules) -> Heard:
    new: list[Alert] = []
    for change in changes:
        outage, over = change.outage, isinstance(change, Ended)
        match outage.kind:
            case OutageKind.RELAY:
                balance = state.figures.balance_paise if state.figures else None
                kind = AlertKind.RELAY_ON if over else AlertKind.RELAY_OFF
                at = change.at if isinstance(change, Ended) else outage.start_at
                new.append(Alert(kind, at, {"since": outage.start_at, "balance_paise": balance}))
            case OutageKind.TRACKER if isinstance(change, Ended):
                told = replace(told, off_until=change.at)
                if change.at - outage.start_at > rules.silent_s:
                    facts: Facts = {"start": outage.start_at, "end": change.at}
                    new.append(Alert(AlertKind.TRACKER_OFF, change.at, facts))
            case OutageKind.TRACKER:
                pass
            case kind:
                told = replace(told, outage=None if over else kind.value)
    return told, new


def _trip(told: Told, step: _Step) -> Heard:
    """While on the grid: would the generator trip if it started now?"""
    load, track, last, limit = step.load_w, step.state.track, step.state.last, step.state.sanctioned_dg_w
    if load is None or track is None or last is None:
        return told, []
    if track.source is not Source.EB or not would_trip(load, limit, step.rules.not_set_w):
        return replace(told, over=None), []
    since, seen = told.over or (last.at, last.at)
    since = since if last.at - seen <= step.rules.trip_gap_s else last.at
    told = replace(told, over=(since, last.at))
    lately = told.trip is not None and last.at - told.trip < step.rules.trip_again_s
    if lately or not step.fresh or last.at - since < step.rules.trip_s:
        return told, []
    facts: Facts = {"load_w": load, "limit_w": limit, "since": since}
    return replace(told, trip=last.at), [Alert(AlertKind.WOULD_TRIP, last.at, facts)]


def _data(told: Told, step: _Step) -> Heard:
    if step.state.last is None or not step.fresh:
        return told, []
    kind, since = told.lost or (None, None)
    new = [Alert(AlertKind.DATA_BACK, step.state.last.at, {"outage": kind, "since": since})] if told.no_data else []
    return replace(told, no_data=False, token=False, login=False, lost=None), new


def _silence(told: Told, last: Reading | None, reason: str | None, now: int, rules: AlertRules) -> Heard:
    if reason == SilenceReason.REFUSED_TOKEN.value and not told.token:
        return replace(told, token=True), [Alert(AlertKind.TOKEN, now, {})]
    if reason == SilenceReason.REFUSED_LOGIN.value and not told.login:
        return replace(told, login=True), [Alert(AlertKind.LOGIN, now, {})]
    if last is None or told.outage is None or told.no_data or told.token or told.login:
        return told, []
    # What was missed while the tracker was off is no fault of ELNET's.
    if now - max(last.at, told.off_until) <= rules.silent_s:
        return told, []
    told = replace(told, no_data=True, lost=(told.outage, last.at))
    return told, [Alert(AlertKind.NO_DATA, now, {"since": last.at, "reason": reason, "outage": told.outage})]


def _reason(observation: Observation, found: Sequence[ev.Event]) -> str | None:
    if isinstance(observation, Silence):
        return observation.reason.value
    return next((event.reason.value for event in found if isinstance(event, ev.Refused)), None)


def _summary(told: Told, now: int, tz: ZoneInfo) -> Heard:
    """At 23:59 the day is summed up; what was missed then is made up for until the next noon."""
    local = datetime.fromtimestamp(now, tz)
    today, yesterday = local.date(), local.date() - timedelta(days=1)
    if (local.hour, local.minute) == (23, 59):
        due: date = today
    else:
        due = yesterday
    if told.summary is None:
        return replace(told, summary=yesterday.isoformat()), []
    if told.summary >= due.isoformat():
        return told, []
    told = replace(told, summary=due.isoformat())
    late = due == yesterday and local.hour >= 12
    return told, [] if late else [Alert(AlertKind.SUMMARY, now, {"day": due.isoformat()})]
