"""The one judge of readings. It speaks before a reading may become the base of the next difference."""

from enum import StrEnum

from power_usage.domain.reading import Reading
from power_usage.domain.rules import Rules


class Verdict(StrEnum):
    """What a reading is taken for. All but the first two are refusals, kept with this word as their reason."""

    ACCEPTED = "accepted"
    REPEATED = "repeated"
    ALL_ZERO = "all_zero"
    CLOCK_AHEAD = "clock_ahead"
    CLOCK_BEHIND = "clock_behind"
    OLDER = "older_than_last"
    SAME_TIME_OTHER_FIGURES = "same_time_other_figures"
    REGISTER_FELL = "register_fell"
    REGISTER_JUMPED = "register_jumped"
    LOAD_SPIKE = "load_spike"
    """The load alone is not believed; the registers of the same answer are."""
    BALANCE_ZERO = "balance_zero"
    """The balance alone is not believed, unless it stays."""


PARTLY_BELIEVED = frozenset({Verdict.LOAD_SPIKE, Verdict.BALANCE_ZERO})

SWAP_SIGNS = frozenset({Verdict.REGISTER_FELL, Verdict.REGISTER_JUMPED})
"""Refusals that, repeated and agreeing with each other, mean another meter."""


def judge(reading: Reading, last: Reading | None, sanctioned_w: int, rules: Rules) -> Verdict:
    """Say what `reading` is, given the last accepted one and the sanctioned load in force (W)."""
    if reading.eb_wh == 0 and reading.dg_wh == 0:  # with or without a balance; a new meter soon counts
        return Verdict.ALL_ZERO
    if reading.at > reading.received_at + rules.clock_lead_s:
        return Verdict.CLOCK_AHEAD
    if last is None:
        old = reading.received_at - reading.at > rules.oldest_first_s
        return Verdict.CLOCK_BEHIND if old else Verdict.ACCEPTED
    if reading.at == last.at:
        same = (reading.eb_wh, reading.dg_wh, reading.balance_paise) == (
            last.eb_wh,
            last.dg_wh,
            last.balance_paise,
        )
        return Verdict.REPEATED if same else Verdict.SAME_TIME_OTHER_FIGURES
    if reading.at < last.at:
        return Verdict.OLDER
    return judge_registers(reading, last, sanctioned_w, rules)


def judge_registers(reading: Reading, last: Reading, sanctioned_w: int, rules: Rules) -> Verdict:
    """Say whether the registers of a later reading can have come from those of `last`."""
    eb_wh, dg_wh = reading.eb_wh - last.eb_wh, reading.dg_wh - last.dg_wh
    if eb_wh < 0 or dg_wh < 0:
        return Verdict.REGISTER_FELL
    if eb_wh + dg_wh > rules.most_wh(reading.at - last.at, sanctioned_w):
        return Verdict.REGISTER_JUMPED
    return Verdict.ACCEPTED


def believed_load(load_w: int | None, sanctioned_w: int, rules: Rules) -> int | None:
    """The load, or None where no supply could give it."""
    return None if load_w is None or not 0 <= load_w <= rules.most_w(sanctioned_w) else load_w
