"""What the audit found, in a resident's words: what happened, when, how much, and what the cause can be."""

from collections.abc import Sequence
from zoneinfo import ZoneInfo

from power_usage.domain.audit import Check, Finding, FindingKind, Lack
from power_usage.domain.reading import Source
from power_usage.web import wording
from power_usage.web.language import gettext
from power_usage.words import said


def headline(one: Finding, tz: ZoneInfo) -> str:
    """What was found."""
    places = {
        "day": wording.day(one.day),
        "at": wording.on_day(one.at, tz) if one.at is not None else wording.day(one.day),
        "amount": wording.rupees(one.amount_paise),
        "kwh": wording.kwh(one.wh or 0),
        "source": gettext("Generator (DG)") if one.source is Source.DG else gettext("Grid (EB)"),
        "expected": _figure(one, one.expected),
        "found": _figure(one, one.found),
    }
    return gettext(_MONTHS[one.kind] if one.month else _HEADLINES[one.kind], **places)


def cause(one: Finding) -> str:
    """What can have caused it, and what to do."""
    return gettext(_CAUSES[one.kind])


def reason(checks: Sequence[Check]) -> str:
    """Why nothing can be said yet, by the newest day that is over, or that is not."""
    lacks = [check.lack for check in checks if check.lack is not None]
    other = [lack for lack in lacks if lack is not Lack.RUNNING]
    return gettext(_LACKS[(other or lacks or [Lack.NO_READINGS])[-1]])


def _figure(one: Finding, number: int | None) -> str:
    if number is None:
        return ""
    if one.kind is FindingKind.ELNET_ENERGY:
        return f"{wording.kwh(number)} kWh"
    return wording.rupees(number if one.kind is FindingKind.ELNET_MONEY else (number + 500) // 1000)


_HEADLINES = {
    FindingKind.OVERCHARGE: said("On %(day)s, %(amount)s more was taken off than the registers explain."),
    FindingKind.UNDERCHARGE: said("On %(day)s, %(amount)s less was taken off than the registers explain."),
    FindingKind.REGISTER_SLIP: said(
        "%(at)s: the register of %(source)s gained %(kwh)s kWh that the load cannot have used, and that was not paid."
    ),
    FindingKind.RATE_CHANGE: said("%(source)s: since about %(at)s a unit costs %(found)s instead of %(expected)s."),
    FindingKind.DEDUCTION: said("%(at)s: %(amount)s was taken off at once, not for electricity used."),
    FindingKind.ELNET_ENERGY: said(
        "%(source)s on %(day)s: ELNET's own figure is %(found)s, the registers say %(expected)s."
    ),
    FindingKind.ELNET_MONEY: said(
        "%(source)s on %(day)s: ELNET's own figure is %(found)s; its units at the measured price are %(expected)s."
    ),
    FindingKind.OTHER_RATE: said("%(source)s: the price in the settings is %(expected)s, measured is %(found)s."),
}
_MONTHS = {
    FindingKind.ELNET_ENERGY: said(
        "%(source)s, the month until %(day)s: ELNET's own figure is %(found)s, the registers say %(expected)s."
    ),
    FindingKind.ELNET_MONEY: said(
        "%(source)s, the month until %(day)s: ELNET's own figure is %(found)s; its units at the measured price are"
        " %(expected)s."
    ),
}
_CAUSES = {
    FindingKind.OVERCHARGE: said(
        "It went little by little: a price that was higher on that day only, or a charge that was spread over it. Ask"
        " the association what was charged."
    ),
    FindingKind.UNDERCHARGE: said(
        "It went little by little: a price that was lower for a while, or a correction in small parts. It may be taken"
        " off later."
    ),
    FindingKind.REGISTER_SLIP: said(
        "The register slipped, or somebody corrected it. Keep the date: it may be taken off later."
    ),
    FindingKind.RATE_CHANGE: said("The price changed and stayed so. Ask the association if you were not told."),
    FindingKind.DEDUCTION: said("A fixed charge, most likely."),
    FindingKind.ELNET_ENERGY: said(
        "ELNET counts a day from another minute, missed readings, or shows another meter's figure. The balance goes by"
        " the registers."
    ),
    FindingKind.ELNET_MONEY: said("ELNET's page reckons with another price than the balance was charged with."),
    FindingKind.OTHER_RATE: said(
        "Either the setting is out of date, or the meter does not charge what you were told. The days are checked by"
        " the setting."
    ),
}
_LACKS = {
    Lack.RUNNING: said("the first day is not over."),
    Lack.NO_READINGS: said("there were no readings."),
    Lack.BALANCE_STANDS: said("the balance has not moved although electricity was used."),
    Lack.NEW_METER: said("the meter was replaced."),
    Lack.RATE_UNKNOWN: said("the price of a unit is not known until two days agree on it."),
    Lack.BILLED_BY_KVAH: said(
        "ELNET charges by kVAh, but the registers count kWh: a unit's price then moves with the appliances."
    ),
}
