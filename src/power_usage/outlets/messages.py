"""The texts. Short, the source first, rupees with Indian grouping, local times; HTML as Telegram reads it.

Pure: what a text needs beyond its alert's facts comes as `Background` (see `background.py`).
"""

from dataclasses import dataclass
from datetime import date
from html import escape
from zoneinfo import ZoneInfo

from power_usage import words
from power_usage.domain.alerts import Alert, AlertKind
from power_usage.elnet.errors import REFUSALS, SENTENCES

MOST_DAYS = 60
"""Nobody plans farther, and deductions come in between."""
NAMES = {"eb": "Grid (EB)", "dg": "Generator (DG)"}


@dataclass(frozen=True, slots=True)
class Day:
    """Usage of a stretch: Wh, paise."""

    eb_wh: int
    dg_wh: int
    eb_paise: int
    dg_paise: int

    @property
    def wh(self) -> int:
        """Both sources."""
        return self.eb_wh + self.dg_wh

    @property
    def paise(self) -> int:
        """Both sources."""
        return self.eb_paise + self.dg_paise


@dataclass(frozen=True, slots=True)
class Background:
    """What is known besides the alert itself. `usual` is the mean of the seven days before, where there are any."""

    meter: str
    several: bool
    tz: ZoneInfo
    now: int
    balance_paise: int | None = None
    usual: Day | None = None
    day: Day | None = None
    month: Day | None = None


def text(alert: Alert, known: Background) -> str:
    """The message for one alert."""
    lines = _LINES[alert.kind](_Facts(alert, known))
    head = [f"<b>{escape(known.meter)}</b>"] if known.several else []
    return "\n".join([*head, *lines])


def caught_up(alerts: list[Alert], known: Background) -> str:
    """One message for alerts that are no longer news: a line each."""
    lines = [f"{words.when(alert.at, known.now, known.tz)}: {_first(alert, known)}" for alert in alerts]
    head = f"<b>{escape(known.meter)}</b>\n" if known.several else ""
    return "\n".join([f"{head}While messages could not be sent:", *lines])


def _first(alert: Alert, known: Background) -> str:
    return " ".join(_LINES[alert.kind](_Facts(alert, known))[:1])


class _Facts:
    """The facts of an alert, in words."""

    def __init__(self, alert: Alert, known: Background) -> None:
        self.alert, self.known = alert, known

    def rupees(self, name: str) -> str:
        value = self.alert.facts.get(name)
        return words.rupees(value if isinstance(value, int) else None)

    def number(self, name: str) -> int:
        value = self.alert.facts.get(name)
        return value if isinstance(value, int) else 0

    def word(self, name: str) -> str:
        return str(self.alert.facts.get(name) or "")

    def when(self, at: int | None = None) -> str:
        return words.when(self.alert.at if at is None else at, self.known.now, self.known.tz)

    def days_left(self, balance: int) -> str:
        usual = self.known.usual
        if usual is None or usual.paise <= 0 or balance <= 0:
            return ""
        days = balance // usual.paise
        if days > MOST_DAYS:
            return f", enough for more than {MOST_DAYS} days of use"
        return f", enough for about {days} day{'' if days == 1 else 's'} of use"


def _dg_on(f: _Facts) -> list[str]:
    lines = [f"⚡ <b>Generator (DG)</b> since {f.when()}"]
    load = f.alert.facts.get("load_w")
    return [*lines, f"Load {words.kw(load if isinstance(load, int) else None)} kW, balance {f.rupees('balance_paise')}"]


def _eb_back(f: _Facts) -> list[str]:
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


def _recharge(f: _Facts) -> list[str]:
    balance = f.number("balance_paise")
    return [f"<b>Paid in</b> {f.rupees('amount_paise')}", f"Balance {words.rupees(balance)}{f.days_left(balance)}"]


def _deduction(f: _Facts) -> list[str]:
    return [
        f"<b>Taken off</b> {f.rupees('amount_paise')}: taken to be a charge, it is not for electricity used",
        f"Balance {f.rupees('balance_paise')}",
    ]


def _low(f: _Facts) -> list[str]:
    balance = f.number("balance_paise")
    return [f"<b>Balance low:</b> {words.rupees(balance)} at {f.when()}{f.days_left(balance)}", "Recharge soon"]


def _very_low(f: _Facts) -> list[str]:
    balance = f.number("balance_paise")
    return [
        f"❗ <b>Balance very low:</b> {words.rupees(balance)} at {f.when()}",
        "Recharge now, or the supply may be cut",
    ]


def _near_limit(f: _Facts) -> list[str]:
    return [
        (
            f"<b>{NAMES[f.word('source')]}</b>: {words.kw(f.number('load_w'))} kW is near the limit of"
            f" {words.kw(f.number('limit_w'))} kW"
        ),
        "Switch something off, or the meter may trip",
    ]


def _no_data(f: _Facts) -> list[str]:
    why = SENTENCES.get(f.word("reason")) or REFUSALS.get(f.word("reason"), "ELNET repeats its last reading.")
    return [
        f"<b>No new reading</b> since {f.when(f.number('since'))}",
        why,
        "Nothing is lost: it is added when data comes",
    ]


def _data_back(f: _Facts) -> list[str]:
    return ["<b>Readings again</b>; what was used meanwhile has been added"]


def _token(f: _Facts) -> list[str]:
    return [
        "<b>ELNET refuses the token</b>",
        "Capture a new one from the vendor's app, put it into POWER_USAGE_BEARER_TOKEN",
    ]


def _summary(f: _Facts) -> list[str]:
    day = date.fromisoformat(f.word("day"))
    used, month, usual = f.known.day, f.known.month, f.known.usual
    lines = [f"<b>{day:%a} {day.day} {day:%b}</b>"]
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
        lines.append(f"Balance {words.rupees(f.known.balance_paise)}{f.days_left(f.known.balance_paise)}")
    return lines


def _backup_old(f: _Facts) -> list[str]:
    good = f.alert.facts.get("good_at")
    last = f"the last good one is of {f.when(good)}" if isinstance(good, int) else "none was good so far"
    return [
        f"<b>No backup for three days:</b> {last}",
        escape(f.word("words") or "The tracker did not run at night.", quote=False),
        "'power-usage backup' tries it now",
    ]


def _damaged(f: _Facts) -> list[str]:
    return ["❗ <b>The database was damaged</b>", escape(f.word("words"), quote=False)]


def _compared(used: Day, usual: Day | None) -> str:
    if usual is None or usual.wh <= 0:
        return ""
    percent = round((used.wh - usual.wh) * 100 / usual.wh)
    if percent == 0:
        return " (as usual)"
    return f" ({abs(percent)} % {'more' if percent > 0 else 'less'} than usual)"


_LINES = {
    AlertKind.DG_ON: _dg_on,
    AlertKind.EB_BACK: _eb_back,
    AlertKind.RECHARGE: _recharge,
    AlertKind.DEDUCTION: _deduction,
    AlertKind.LOW: _low,
    AlertKind.VERY_LOW: _very_low,
    AlertKind.NEAR_LIMIT: _near_limit,
    AlertKind.NO_DATA: _no_data,
    AlertKind.DATA_BACK: _data_back,
    AlertKind.TOKEN: _token,
    AlertKind.SUMMARY: _summary,
    AlertKind.BACKUP_OLD: _backup_old,
    AlertKind.DAMAGED: _damaged,
}
