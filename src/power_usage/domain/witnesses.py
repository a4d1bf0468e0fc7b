"""How well an interval between two readings fits one source: three witnesses, as log likelihoods.

Rupees: load x time x rate against what the balance lost; the finest witness (0.01 Rs is 1.2 Wh of EB).
Registers: certain, but a step of 10 Wh takes minutes at low load.
Flag: never seen to lead a switch, but lags it by minutes and may be null.
No single witness is enough by itself, since each can be wrong once: their weights are capped.
"""

import math
from dataclasses import dataclass

from power_usage.domain.reading import Reading, Source
from power_usage.domain.rules import Rules
from power_usage.domain.tariff import PER_MWH, Rate

RUPEES_CAP = 6.0
REGISTER_CAP = 8.0
FLAG_WEIGHT = 4.0
ROUNDING_PAISE2 = 0.3
"""Variance of the difference of two balances rounded to a paisa, and of a load rounded to 10 W."""
LOAD_DOUBT = 0.03


@dataclass(frozen=True, slots=True)
class Rates:
    """What a unit costs on each source."""

    eb: Rate
    dg: Rate

    def of(self, source: Source) -> Rate:
        """The rate of one source."""
        return self.eb if source is Source.EB else self.dg


@dataclass(frozen=True, slots=True)
class Interval:
    """The stretch between two accepted readings: Wh by register, paise of usage, loads in W.

    `settled` is False where the cost is not that of this interval alone: then it is no witness.
    """

    start: int
    end: int
    eb_wh: int
    dg_wh: int
    paise: int
    settled: bool
    load_w: int | None
    load_change_w: int
    supply: Source | None
    owed: tuple[int, int] | None = None
    """EB and DG energy of the longer stretch that the cost is for, where it is not for this interval alone."""

    @classmethod
    def between(cls, early: Reading, late: Reading) -> "Interval":
        """What lies between two readings of one meter, before its cost is known."""
        loads = [load for load in (early.load_w, late.load_w) if load is not None]
        return cls(
            start=early.at,
            end=late.at,
            eb_wh=late.eb_wh - early.eb_wh,
            dg_wh=late.dg_wh - early.dg_wh,
            paise=0,
            settled=False,
            load_w=sum(loads) // len(loads) if loads else None,
            load_change_w=max(loads) - min(loads) if loads else 0,
            supply=late.supply,
        )

    @property
    def seconds(self) -> int:
        """Its length by the meter's clock."""
        return self.end - self.start

    def wh(self, source: Source) -> int:
        """What that source's register moved."""
        return self.eb_wh if source is Source.EB else self.dg_wh

    def load_wh(self, seconds: float) -> float:
        """Energy of that many seconds at the mean of the loads at both ends (0 where no load is known)."""
        return (self.load_w or 0) * seconds / 3600


def other(source: Source) -> Source:
    """The other of the two."""
    return Source.DG if source is Source.EB else Source.EB


def rupees(interval: Interval, seconds_on: dict[Source, float], rates: Rates) -> float:
    """Log likelihood of the cost, given how long each source fed the house."""
    if not interval.settled or interval.load_w is None:
        return 0.0
    wh = {source: interval.load_wh(seconds) for source, seconds in seconds_on.items()}
    expected = sum(rates.of(source).paise_per_mwh * energy for source, energy in wh.items()) / PER_MWH
    spread = expected * (interval.load_change_w / 2 / max(interval.load_w, 1)) + LOAD_DOUBT * expected
    # A rate that is hardly known must not outvote the registers. Its doubt is a bound: a third of its square is the
    # variance.
    doubt = sum(rates.of(source).uncertainty * energy for source, energy in wh.items()) / PER_MWH
    variance = ROUNDING_PAISE2 + spread * spread + doubt * doubt / 3
    return max(-RUPEES_CAP, -((interval.paise - expected) ** 2) / (2 * variance) - 0.5 * math.log(variance))


def registers(interval: Interval, source: Source, rates: Rates, rules: Rules) -> float:
    """Log likelihood of the registers if `source` alone fed the house throughout."""
    log = -0.75 * REGISTER_CAP if interval.wh(other(source)) > 0 else 0.0
    if interval.settled:
        bought = interval.paise * PER_MWH / rates.of(source).paise_per_mwh
        missing = bought - rules.register_step_wh - interval.wh(source)
        if missing > 0:
            log -= min(REGISTER_CAP, (missing / 1.5) ** 2 / 2)
    return log


def evidence(interval: Interval, source: Source, rates: Rates, rules: Rules, *, lagging: bool) -> float:
    """How much this interval speaks for the other source: positive for, negative against.

    A flag that may still be `lagging` behind the last switch is not heard when it names the other source.
    """
    rival = other(source)
    seconds = float(interval.seconds)
    log = (
        rupees(interval, {rival: seconds}, rates)
        - rupees(interval, {source: seconds}, rates)
        + registers(interval, rival, rates, rules)
        - registers(interval, source, rates, rules)
    )
    if interval.supply is rival and not lagging:
        log += FLAG_WEIGHT
    elif interval.supply is source:
        log -= FLAG_WEIGHT / 5
    return log
