"""The numbers the judgement rests on, each with its reason."""

from dataclasses import dataclass

THREE_PHASES_OF_75_A_W = 3 * 75 * 230
"""The largest supply such a flat can have: what a meter shows when no sanctioned load is set."""


@dataclass(frozen=True, slots=True)
class Rules:
    """What is believed and when. Seconds, W, Wh and paise."""

    gap_s: int = 300
    """Readings further apart than this (meter's clock) have a gap between them: snapshots come every 45 to 75 s."""
    clock_lead_s: int = 120
    """How far the meter's clock may run ahead of ours before its time is not believed."""
    oldest_first_s: int = 7 * 86_400
    """A first reading older than that is no beginning: all that follows would be spread over the time since."""
    supply_margin_percent: int = 10
    register_step_wh: int = 10
    """ELNET shows two decimals of a kWh."""
    swap_readings: int = 6
    """So many answers in a row that agree with each other, and not with the past, are a new meter."""
    zero_readings: int = 3
    """A balance of 0.00 out of nothing is believed when it was read so often in a row."""
    flag_lag_s: int = 330
    """The Supply flag was seen to lag a switch by up to four minutes; the margin is one snapshot."""
    switch_evidence: float = 7.5
    """Log likelihood ratio at which a switch is believed: odds of 1,800 to 1."""
    window: int = 16
    """Intervals kept to place a switch in."""

    snapshot_s: int = 150
    """Readings so close are neighbours: the loads at both ends say what the energy between them can have been."""
    slip_wh: int = 200
    """A register that gains so much more than the load at either end gives has slipped: 5 kW for two minutes."""

    def most_wh(self, seconds: int, sanctioned_w: int) -> int:
        """The most energy the supply could give in that time."""
        power = self.most_w(sanctioned_w)
        return power * seconds // 3600 + 2 * self.register_step_wh

    def most_w(self, sanctioned_w: int) -> int:
        """The most power the supply could give."""
        return max(sanctioned_w, THREE_PHASES_OF_75_A_W) * (100 + self.supply_margin_percent) // 100
