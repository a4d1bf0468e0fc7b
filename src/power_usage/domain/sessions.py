"""Which source feeds the house, and since when.

The rules, in words:
 - Evidence for the other source adds up from reading to reading and never falls below nothing (a CUSUM).
 - Enough of it: a switch is believed and placed where it explains the readings of the window best. The spread of
   the places that explain them nearly as well is its uncertainty.
 - A gap (stale server, tracker off) is judged by registers alone: if the other source's moved, a session lies
   hidden inside, its bounds are the gap's, and its length follows from the energy on each side.

| was | gap moved   | flag after | finding                                   |
|-----|-------------|------------|-------------------------------------------|
| S   | S only      | any        | nothing; a later flag is ordinary evidence |
| S   | other, or both | other   | one switch, inside                         |
| S   | other, or both | S, null | two switches, inside                       |
"""

from dataclasses import dataclass, replace
from itertools import accumulate
from math import exp

from power_usage.domain.reading import Source
from power_usage.domain.rules import Rules
from power_usage.domain.witnesses import FLAG_WEIGHT, Interval, Rates, evidence, other, registers, rupees

PLACES = 240
"""Instants tried when a switch is placed."""
SURE = 0.97
"""Share of the likelihood that the stated uncertainty covers."""
FLOOR_S = 12
"""No switch is known better: ELNET's times are rounded and a snapshot takes a moment."""


@dataclass(frozen=True, slots=True)
class Track:
    """The source in use and the evidence against it. `confirmed`: the flag has agreed since the source took over."""

    source: Source
    since: int
    against: float = 0.0
    window: tuple[Interval, ...] = ()
    confirmed: bool = False


@dataclass(frozen=True, slots=True)
class Switch:
    """The source became `to` at `at`, give or take `uncertainty_s`."""

    to: Source
    at: int
    uncertainty_s: int


def followed(track: Track, interval: Interval, rates: Rates, rules: Rules) -> tuple[Track, tuple[Switch, ...]]:
    """The track after one more interval, and the switches believed because of it, in order of time."""
    confirmed = track.confirmed or interval.supply is track.source
    if interval.seconds > rules.gap_s:
        hidden = _hidden(track, interval)
        if hidden:
            last = hidden[-1]
            return Track(last.to, last.at), hidden
        return replace(track, against=0.0, window=(interval,), confirmed=confirmed), ()
    lagging = not track.confirmed and interval.end - track.since <= rules.flag_lag_s
    against = max(0.0, track.against + evidence(interval, track.source, rates, rules, lagging=lagging))
    window = (*track.window, interval)[-rules.window :] if against else (*track.window[-1:], interval)
    if against < rules.switch_evidence:
        return replace(track, against=against, window=window, confirmed=confirmed), ()
    switch = placed(window, track, rates, rules)
    after = tuple(i for i in window if i.end > switch.at)
    return Track(switch.to, switch.at, 0.0, after), (switch,)


def _hidden(track: Track, gap: Interval) -> tuple[Switch, ...]:
    rival = other(track.source)
    moved = gap.wh(rival)
    if moved == 0:
        return ()
    away = max(1, round(gap.seconds * moved / (moved + gap.wh(track.source))))
    start = max(gap.start, track.since + 1)
    if gap.supply is rival:
        at = max(start, gap.end - away)
        return (Switch(rival, at, max(at - start, gap.end - at) + FLOOR_S),)
    slack = max(0, gap.end - start - away)
    begin = start + slack // 2
    end = max(begin + 1, gap.end - (slack - slack // 2))
    doubt = max(slack, away) + FLOOR_S
    return Switch(rival, begin, doubt), Switch(track.source, end, doubt)


def placed(window: tuple[Interval, ...], track: Track, rates: Rates, rules: Rules) -> Switch:
    """Where in the window the switch away from the track's source explains the readings best."""
    first, last = max(window[0].start, track.since + 1), max(window[-1].end, track.since + 2)
    step = max(1, (last - first) // PLACES)
    instants = range(first, last + 1, step)
    logs = [_explained(window, at, track, rates, rules) for at in instants]
    best = max(logs)
    weights = list(accumulate(exp(log - best) for log in logs))
    low, middle, high = (
        next(at for at, w in zip(instants, weights, strict=True) if w >= share * weights[-1])
        for share in ((1 - SURE) / 2, 0.5, (1 + SURE) / 2)
    )
    return Switch(other(track.source), middle, max(middle - low, high - middle) + step + FLOOR_S)


def _explained(window: tuple[Interval, ...], at: int, track: Track, rates: Rates, rules: Rules) -> float:
    """Log likelihood of the window if the switch was at that instant."""
    old, new = track.source, other(track.source)
    log = 0.0
    energy = {old: 0.0, new: 0.0}
    for interval in window:
        after = min(max(interval.end - max(at, interval.start), 0), interval.seconds)
        seconds = {old: float(interval.seconds - after), new: float(after)}
        if interval.seconds <= rules.gap_s:
            log += rupees(interval, seconds, rates)
            if after in (0, interval.seconds):
                log += registers(interval, new if after else old, rates, rules)
            for source in energy:
                energy[source] += interval.load_wh(seconds[source]) - interval.wh(source)
        else:
            log += -((interval.load_wh(after) / rules.register_step_wh) ** 2) / 2
        log += _flag(interval, at, old, track.since, rules)
    for excess in energy.values():
        log -= (max(0.0, abs(excess) - rules.register_step_wh) / 3) ** 2 / 2
    return log


def _flag(interval: Interval, at: int, old: Source, since: int, rules: Rules) -> float:
    if interval.supply is None:
        return 0.0
    if interval.supply is not old:
        lagging = interval.end - since <= rules.flag_lag_s
        return 0.0 if interval.end >= at or lagging else -2 * FLAG_WEIGHT
    return -FLAG_WEIGHT if interval.end > at + rules.flag_lag_s else 0.0
