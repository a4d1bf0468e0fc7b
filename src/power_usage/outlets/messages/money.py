"""Texts about money: what came, what was taken off, what is left, what a unit costs."""

from power_usage import words
from power_usage.outlets.messages.facts import NAMES, Facts


def recharge(f: Facts) -> list[str]:
    return [f"<b>Paid in</b> {f.rupees('amount_paise')}", f"Balance {f.rupees('balance_paise')}{f.lasts()}"]


def deduction(f: Facts) -> list[str]:
    before = f.alert.facts.get("before_paise")
    why = "as a month before" if before else "taken to be a charge"
    return [
        f"<b>Taken off</b> {f.rupees('amount_paise')}: {why}, it is not for electricity used",
        f"Balance {f.rupees('balance_paise')}",
    ]


def new_deduction(f: Facts) -> list[str]:
    return [
        f"<b>New: taken off</b> {f.rupees('amount_paise')}, which was not a month before",
        "It is not for electricity used; the association can say what for",
        f"Balance {f.rupees('balance_paise')}",
    ]


def changed_deduction(f: Facts) -> list[str]:
    more = f.number("amount_paise") - f.number("before_paise")
    than = f"{words.rupees(abs(more))} {'more' if more > 0 else 'less'} than the last time"
    return [
        f"<b>Changed: taken off</b> {f.rupees('amount_paise')}, {than} ({f.rupees('before_paise')})",
        f"Balance {f.rupees('balance_paise')}",
    ]


def correction(f: Facts) -> list[str]:
    given, undoes = f.number("sign") > 0, f.number("undoes")
    if undoes:
        why = f"undoes what was {'taken off' if given else 'paid in'} {f.when(undoes)}"
    else:
        why = "too little to be a recharge"
    return [
        f"<b>{'Given back' if given else 'Taken back'}</b> {f.rupees('amount_paise')}: {why}",
        f"Balance {f.rupees('balance_paise')}",
    ]


def low(f: Facts) -> list[str]:
    return [f"<b>Balance low:</b> {f.rupees('balance_paise')} at {f.when()}{f.lasts()}", f.advice()]


def very_low(f: Facts) -> list[str]:
    balance = f.number("balance_paise")
    return [
        f"❗ <b>Balance very low:</b> {words.rupees(balance)} at {f.when()}",
        "Recharge now, or the supply may be cut",
    ]


def not_credited(f: Facts) -> list[str]:
    return [
        f"<b>Paid, but not credited:</b> {f.rupees('amount_paise')} of {f.when(f.number('paid_at'))}",
        f"ELNET lists it, but the balance has not risen by it in {words.lasting(f.number('waited_s'))}",
        f"Balance {f.rupees('balance_paise')}. If it does not come, show this to the association",
    ]


def rate(f: Facts) -> list[str]:
    before, now = (words.rupees((f.number(name) + 500) // 1000) for name in ("before_paise_per_mwh", "paise_per_mwh"))
    return [
        f"<b>{NAMES[f.word('source')]}</b>: a unit costs {now} instead of {before}",
        f"Since about {f.when(f.number('since'))}. Ask the association if you were not told",
    ]
