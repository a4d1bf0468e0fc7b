"""What the energy of an interval can have cost: the yardstick that tells usage from money that moved."""

from power_usage.domain.balance import ExpectedCost
from power_usage.domain.reading import Source
from power_usage.domain.rules import Rules
from power_usage.domain.tariff import Rate
from power_usage.domain.witnesses import Interval, Rates

ROUNDING_PAISE = 2


def expected_cost(interval: Interval, source: Source, rates: Rates, rules: Rules) -> ExpectedCost:
    """The cost by the registers, narrowed by load x time where the readings are neighbours."""
    by_registers = _by_registers(interval, rates, rules)
    if slipped_wh(interval, rules):
        by_load = _by_load(interval, source, rates)
        return ExpectedCost(by_load.low, max(by_load.high, by_registers.high), by_load.likely)
    if interval.seconds > rules.gap_s or interval.load_w is None:
        return by_registers
    return by_registers.narrowed(_by_load(interval, source, rates))


def slipped_wh(interval: Interval, rules: Rules) -> int:
    """Energy that a register gained between neighbours and that the load cannot have used; 0 where it can.

    The balance decides whether it was paid: what it did not pay is no recharge.
    """
    if interval.load_w is None or interval.seconds > rules.snapshot_s:
        return 0
    most_w = interval.load_w + interval.load_change_w / 2
    excess = interval.eb_wh + interval.dg_wh - rules.register_step_wh - round(most_w * interval.seconds / 3600)
    return excess if excess >= rules.slip_wh else 0


def unmetered_cost(interval: Interval, rates: Rates) -> ExpectedCost:
    """The cost when the registers say nothing, as across a meter swap: from nothing to three times the last load."""
    likely = rates.eb.cost(round(interval.load_wh(interval.seconds)))
    return ExpectedCost(0, 3 * likely + 100, likely)


def _by_registers(interval: Interval, rates: Rates, rules: Rules) -> ExpectedCost:
    step = rules.register_step_wh
    low = high = likely = 0
    for rate, wh in ((rates.eb, interval.eb_wh), (rates.dg, interval.dg_wh)):
        likely += rate.cost(wh)
        low += rate.cost(max(0, wh - step)) - rate.doubt(wh)
        high += rate.cost(wh + step) + rate.doubt(wh + step)
    return ExpectedCost(max(0, low - ROUNDING_PAISE), high + ROUNDING_PAISE, likely)


def _by_load(interval: Interval, source: Source, rates: Rates) -> ExpectedCost:
    """Either source may have fed the house, so the bounds span both."""
    wh = interval.load_wh(interval.seconds)
    spread = interval.load_change_w / 2 * interval.seconds / 3600 + 0.05 * wh

    def cost(rate: Rate, energy: float) -> int:
        return rate.cost(round(max(0.0, energy)))

    low = cost(rates.eb, wh - spread) - rates.eb.doubt(round(wh))
    high = cost(rates.dg, wh + spread) + rates.dg.doubt(round(wh))
    return ExpectedCost(low - ROUNDING_PAISE, high + ROUNDING_PAISE, cost(rates.of(source), wh))
