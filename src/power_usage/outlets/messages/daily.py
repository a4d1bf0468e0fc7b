"""The summary of a day."""

from datetime import date

from power_usage import words
from power_usage.outlets.messages.facts import Day, Facts, short_day


def summary(f: Facts) -> list[str]:
    day = date.fromisoformat(f.word("day"))
    used, month, usual = f.known.day, f.known.month, f.known.usual
    lines = [f"<b>{short_day(day)}</b>"]
    if used is None:
        return [*lines, "Nothing is known of this day"]
    lines += [
        f"Grid {words.kwh(used.eb_wh)} kWh, {words.rupees(used.eb_paise)}",
        f"Generator {words.kwh(used.dg_wh)} kWh, {words.rupees(used.dg_paise)}",
        (
            f"Together {words.kwh_together(used.eb_wh, used.dg_wh)} kWh,"
            f" {words.rupees(used.paise)}{_compared(used, usual)}"
        ),
    ]
    if month is not None:
        lines.append(
            f"{day:%B} so far {words.kwh_together(month.eb_wh, month.dg_wh)} kWh, {words.rupees(month.paise)},"
            f" of it generator {words.rupees(month.dg_paise)}"
        )
    if f.known.balance_paise is not None:
        lines.append(f"Balance {words.rupees(f.known.balance_paise)}{f.lasts()}")
    return lines


def _compared(used: Day, usual: Day | None) -> str:
    if usual is None or usual.wh <= 0:
        return ""
    percent = round((used.wh - usual.wh) * 100 / usual.wh)
    if percent == 0:
        return " (as usual)"
    return f" ({abs(percent)} % {'more' if percent > 0 else 'less'} than usual)"
