"""Texts about the supply: its source, its limits, its end."""

from power_usage import words
from power_usage.outlets.messages.facts import NAMES, Facts

NOW_S = 1800
"""What is older is not called now: it may have waited for the morning."""


def dg_on(f: Facts) -> list[str]:
    lines = [f"⚡ <b>Generator (DG)</b> since {f.when()}"]
    load = f.alert.facts.get("load_w")
    return [*lines, f"Load {words.kw(load if isinstance(load, int) else None)} kW, balance {f.rupees('balance_paise')}"]


def eb_back(f: Facts) -> list[str]:
    seconds = f.number("end") - f.number("start")
    mean = f.number("wh") * 3600 // seconds if seconds > 0 else 0
    return [
        f"🔌 <b>Grid (EB)</b> again since {f.when()}",
        (
            f"The generator ran {words.lasting(seconds)}: {words.kwh(f.number('wh'))} kWh for {f.rupees('paise')},"
            f" {words.kw(mean)} kW on average"
        ),
        f"From the grid it would have cost {f.rupees('eb_paise')}",
    ]


def near_limit(f: Facts) -> list[str]:
    return [
        (
            f"<b>{NAMES[f.word('source')]}</b>: {words.kw(f.number('load_w'))} kW is near the limit of"
            f" {words.kw(f.number('limit_w'))} kW"
        ),
        "Switch something off, or the meter may trip",
    ]


def would_trip(f: Facts) -> list[str]:
    load, limit = words.kw(f.number("load_w")), words.kw(f.number("limit_w"))
    if f.known.now - f.alert.at > NOW_S:
        return [
            f"<b>The generator would have tripped</b> {f.when()}: {load} kW, its limit is {limit} kW",
            "The load was too high for it for ten minutes and more",
        ]
    return [
        f"<b>If the generator started now, it would trip:</b> {load} kW, its limit is {limit} kW",
        f"So it has been since {f.when(f.number('since'))}; when the grid fails, switch something off first",
    ]


def relay_off(f: Facts) -> list[str]:
    lines = [f"❗ <b>The supply is cut off:</b> the meter's relay is off since {f.when(f.number('since'))}"]
    if f.alert.facts.get("balance_paise") is not None:
        lines.append(f"Balance {f.rupees('balance_paise')}: if it is used up, recharge; else ask the association")
    return lines


def relay_on(f: Facts) -> list[str]:
    return [f"<b>The supply is back:</b> the meter's relay was off from {f.when(f.number('since'))} to {f.when()}"]
