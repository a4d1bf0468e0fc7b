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
from power_usage.domain.meter import State
from power_usage.domain.reading import HomeFigures, Observation, Reading, Silence, SilenceReason, Source


class AlertKind(StrEnum):
    """What there is to tell."""

    DG_ON = "dg_on"
    EB_BACK = "eb_back"
    RECHARGE = "recharge"
    DEDUCTION = "deduction"
    LOW = "low_balance"
    VERY_LOW = "very_low_balance"
    NEAR_LIMIT = "near_limit"
    NO_DATA = "no_data"
    DATA_BACK = "data_back"
    TOKEN = "token_refused"  # noqa: S105 - the name of an alert
    SUMMARY = "summary"
    BACKUP_OLD = "backup_old"
    DAMAGED = "database_damaged"


URGENT = frozenset({AlertKind.VERY_LOW, AlertKind.NEAR_LIMIT})
"""What waits for no morning."""

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
    near_percent: int = 90
    calm_percent: int = 70
    not_set_w: int = 51_000
    """A sanctioned load of so much is none."""
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
    near: bool = False
    summary: str | None = None  # the last local day that was summed up, ISO


def alerts(
    told: Told, state: State, observation: Observation, found: Sequence[ev.Event], *, rules: AlertRules, tz: ZoneInfo
) -> tuple[Told, list[Alert]]:
    """What to tell after a step that led to `state` and found `found`, and what counts as told from then on."""
    now = observation.at if isinstance(observation, Silence) else observation.received_at
    new: list[Alert] = []
    if isinstance(observation, Reading) and any(isinstance(event, ev.Accepted) for event in found):
        step = _Step(state, found, rules, fresh=now - observation.at <= rules.late_s)
        for tell in (_sources, _movements, _data, _levels, _load):
            told, more = tell(told, step)
            new += more
    if not isinstance(observation, HomeFigures):
        told, more = _silence(told, state.last, _reason(observation, found), now, rules)
        new += more
    told, more = _summary(told, now, tz)
    return told, [alert for alert in (*new, *more) if alert.kind not in rules.untold]


Heard = tuple[Told, list[Alert]]


@dataclass(frozen=True, slots=True)
class _Step:
    """A step that accepted a reading. `fresh`: the reading came in time to be news."""

    state: State
    found: Sequence[ev.Event]
    rules: AlertRules
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
            kind = AlertKind.RECHARGE if recharge else AlertKind.DEDUCTION
            facts: Facts = {"amount_paise": event.amount_paise, "balance_paise": event.balance_paise}
            if step.fresh:
                new.append(Alert(kind, event.at, facts))
            if recharge:
                told = replace(told, level=min(told.level, _level(event.balance_paise, step.rules)))
    return told, new


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


def _data(told: Told, step: _Step) -> Heard:
    if step.state.last is None or not step.fresh:
        return told, []
    new = [Alert(AlertKind.DATA_BACK, step.state.last.at, {})] if told.no_data else []
    return replace(told, no_data=False, token=False), new


def _silence(told: Told, last: Reading | None, reason: str | None, now: int, rules: AlertRules) -> Heard:
    if reason == SilenceReason.REFUSED_TOKEN.value and not told.token:
        return replace(told, token=True), [Alert(AlertKind.TOKEN, now, {})]
    if last is None or now - last.at <= rules.silent_s or told.no_data or told.token:
        return told, []
    return replace(told, no_data=True), [Alert(AlertKind.NO_DATA, now, {"since": last.at, "reason": reason})]


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
