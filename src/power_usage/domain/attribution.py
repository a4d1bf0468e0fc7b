"""How the cost and the time of an interval are shared between the two sources."""

from power_usage.domain.reading import Source
from power_usage.domain.rules import Rules
from power_usage.domain.sessions import Switch
from power_usage.domain.witnesses import Interval, Rates


def seconds_on_dg(interval: Interval, source: Source, since: int, switches: tuple[Switch, ...]) -> int:
    """Seconds of the interval on the generator, when `source` ran since `since` and then `switches` happened."""
    before = Source.DG if source is Source.EB else Source.EB
    changes = [(interval.start, before), (since, source), *((s.at, s.to) for s in switches)]
    seconds = 0
    for (start, fed_by), (end, _) in zip(changes, [*changes[1:], (interval.end, source)], strict=True):
        if fed_by is Source.DG:
            seconds += max(0, min(end, interval.end) - max(start, interval.start))
    return seconds


def paise_of_dg(interval: Interval, dg_s: int, rates: Rates, rules: Rules) -> int:
    """The generator's share of the cost: by time where readings are close, by the registers over what is longer."""
    if interval.owed and any(interval.owed):
        eb, dg = interval.owed
    elif interval.seconds > rules.gap_s:
        dg, eb = interval.dg_wh, interval.eb_wh
    else:
        dg, eb = dg_s, interval.seconds - dg_s
    if dg == 0:
        return 0
    weight = dg * rates.dg.paise_per_mwh
    return interval.paise * weight // (weight + eb * rates.eb.paise_per_mwh)
