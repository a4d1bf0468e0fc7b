"""Rates in paise per MWh (833,000 is 8.33 Rs/kWh), measured from cumulative pairs of energy and cost.

Over any stretch without a change of rate, cost = rate x energy. Both are read in steps, so a stretch gives
an interval for the rate, which narrows as the stretch grows. When the newest stretch contradicts the rate,
the rate has changed and what lies before is forgotten.
"""

from dataclasses import dataclass, replace

PER_MWH = 1_000_000
WHOLE_PAISA_PER_KWH = 1_000


@dataclass(frozen=True, slots=True)
class Rate:
    """A rate and how far it may be off, both in paise per MWh."""

    paise_per_mwh: int
    uncertainty: int

    def cost(self, wh: int) -> int:
        """Paise for that energy, rounded half up."""
        return (self.paise_per_mwh * wh + PER_MWH // 2) // PER_MWH

    def doubt(self, wh: int) -> int:
        """Paise by which `cost` may be off because the rate is."""
        return self.uncertainty * wh // PER_MWH

    def agrees(self, other: "Rate") -> bool:
        """Whether both can be true."""
        return abs(self.paise_per_mwh - other.paise_per_mwh) <= self.uncertainty + other.uncertainty


EB_PRIOR = Rate(800_000, 500_000)
DG_PRIOR = Rate(2_200_000, 1_200_000)
"""Before anything is measured: what Indian communities charge, give or take a half."""


@dataclass(frozen=True, slots=True)
class RateGauge:
    """Measures one rate from a growing pair (energy in Wh, cost in paise)."""

    spacing_wh: int
    energy_step_wh: int
    cost_step_paise: int
    anchors: tuple[tuple[int, int], ...] = ()
    rate: Rate | None = None

    def fed(self, energy_wh: int, cost_paise: int, doubt_paise: int = 0) -> "RateGauge":
        """The gauge after one more look at the pair; a falling pair (a new month) begins anew."""
        if not self.anchors or energy_wh < self.anchors[-1][0] or cost_paise < self.anchors[-1][1]:
            return replace(self, anchors=((energy_wh, cost_paise),))
        if energy_wh - self.anchors[-1][0] < self.spacing_wh:
            return self
        anchors = (*self.anchors, (energy_wh, cost_paise))
        recent = self._between(anchors[max(0, len(anchors) - 1 - RECENT)], anchors[-1], doubt_paise)
        if self.rate and not recent.agrees(self.rate):
            # Where in that stretch it changed is not known: only its end is certainly after the change.
            return replace(self, anchors=anchors[-1:], rate=snapped(recent))
        whole = self._between(anchors[0], anchors[-1], doubt_paise)
        best = whole if self.rate is None or whole.uncertainty <= self.rate.uncertainty else self.rate
        return replace(self, anchors=anchors[-KEPT:], rate=snapped(best))

    def _between(self, early: tuple[int, int], late: tuple[int, int], doubt_paise: int) -> Rate:
        energy, cost = late[0] - early[0], late[1] - early[1]
        value = max(1, cost * PER_MWH // energy)  # others divide by it, and nothing is free
        doubt = (self.cost_step_paise + doubt_paise) * PER_MWH + self.energy_step_wh * value
        return Rate(value, doubt // energy + 1)


RECENT = 4
"""Anchors in the stretch that can announce a change of rate."""
KEPT = 40


def snapped(rate: Rate) -> Rate:
    """Tariffs are set in whole paise per kWh: take that value where the measurement leaves only one."""
    if rate.uncertainty * 2 >= WHOLE_PAISA_PER_KWH:
        return rate
    whole = (rate.paise_per_mwh + WHOLE_PAISA_PER_KWH // 2) // WHOLE_PAISA_PER_KWH * WHOLE_PAISA_PER_KWH
    return Rate(whole, 0) if abs(whole - rate.paise_per_mwh) <= rate.uncertainty else rate


def narrowest(*rates: Rate | None, prior: Rate) -> Rate:
    """The best known of several measurements of one rate."""
    known = [rate for rate in rates if rate is not None]
    return min(known, key=lambda rate: rate.uncertainty, default=prior)
