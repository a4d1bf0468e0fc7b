"""The texts. Short, the source first, rupees with Indian grouping, local times; HTML as Telegram reads it.

Pure: what a text needs beyond its alert's facts comes as `Background` (see `background.py`).
"""

from dataclasses import dataclass
from datetime import date
from html import escape
from zoneinfo import ZoneInfo

from power_usage import words
from power_usage.domain.alerts import Alert, AlertKind
from power_usage.domain.forecast import Recharge
from power_usage.domain.outages import OutageKind
from power_usage.elnet.errors import REFUSALS, SENTENCES

NOW_S = 1800
"""What is older is not called now: it may have waited for the morning."""
NAMES = {"eb": "Grid (EB)", "dg": "Generator (DG)"}
_CAUSES = {
    OutageKind.SERVER.value: "The ELNET server was away",
    OutageKind.NO_READING.value: "ELNET answered, but with no reading,",
    OutageKind.OLD.value: "ELNET answered with old data",
}


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
class Lasts:
    """How long the balance lasts: until about `likely` (None: two months and more), and what to recharge until when."""

    likely: date | None
    sure: bool
    recharge: Recharge | None


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
    lasts: Lasts | None = None


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

    def lasts(self) -> str:
        lasts = self.known.lasts
        if lasts is None:
            return ""
        if lasts.likely is None:
            return ", enough for two months and more"
        return f", enough until {'' if lasts.sure else 'about '}{_day(lasts.likely)}"

    def advice(self) -> str:
        pay = self.known.lasts.recharge if self.known.lasts else None
        if pay is None:
            return "Recharge soon"
        paise = words.whole_rupees(pay.paise)
        return f"Recharge at least {paise} by {_day(pay.by)} to last until {_day(pay.until)}"


def _day(day: date) -> str:
    return f"{day:%a} {day.day} {day:%b}"


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
    return [f"<b>Paid in</b> {f.rupees('amount_paise')}", f"Balance {f.rupees('balance_paise')}{f.lasts()}"]


def _deduction(f: _Facts) -> list[str]:
    before = f.alert.facts.get("before_paise")
    why = "as a month before" if before else "taken to be a charge"
    return [
        f"<b>Taken off</b> {f.rupees('amount_paise')}: {why}, it is not for electricity used",
        f"Balance {f.rupees('balance_paise')}",
    ]


def _new_deduction(f: _Facts) -> list[str]:
    return [
        f"<b>New: taken off</b> {f.rupees('amount_paise')}, which was not a month before",
        "It is not for electricity used; the association can say what for",
        f"Balance {f.rupees('balance_paise')}",
    ]


def _changed_deduction(f: _Facts) -> list[str]:
    more = f.number("amount_paise") - f.number("before_paise")
    than = f"{words.rupees(abs(more))} {'more' if more > 0 else 'less'} than the last time"
    return [
        f"<b>Changed: taken off</b> {f.rupees('amount_paise')}, {than} ({f.rupees('before_paise')})",
        f"Balance {f.rupees('balance_paise')}",
    ]


def _correction(f: _Facts) -> list[str]:
    given, undoes = f.number("sign") > 0, f.number("undoes")
    if undoes:
        why = f"undoes what was {'taken off' if given else 'paid in'} {f.when(undoes)}"
    else:
        why = "too little to be a recharge"
    return [
        f"<b>{'Given back' if given else 'Taken back'}</b> {f.rupees('amount_paise')}: {why}",
        f"Balance {f.rupees('balance_paise')}",
    ]


def _low(f: _Facts) -> list[str]:
    return [f"<b>Balance low:</b> {f.rupees('balance_paise')} at {f.when()}{f.lasts()}", f.advice()]


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


def _would_trip(f: _Facts) -> list[str]:
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


def _no_data(f: _Facts) -> list[str]:
    since, reason = f.when(f.number("since")), f.word("reason")
    match f.word("outage"):
        case OutageKind.SERVER:
            head, why = "<b>The ELNET server</b> is away", SENTENCES.get(reason, "")
        case OutageKind.NO_READING:
            head, why = "<b>ELNET answers, but with no reading</b>", SENTENCES.get(reason, "")
        case _:
            head, why = "<b>ELNET answers with old data</b>", REFUSALS.get(reason, "It repeats its last reading.")
    return [f"{head}: no new reading since {since}", why, "Nothing is lost: it is added when data comes"]


def _data_back(f: _Facts) -> list[str]:
    lines = ["<b>Readings again</b>; what was used meanwhile has been added"]
    if cause := _CAUSES.get(f.word("outage")):
        lines.append(f"{cause} from {f.when(f.number('since'))} to {f.when()}")
    return lines


def _tracker_off(f: _Facts) -> list[str]:
    return [
        f"<b>The tracker was off</b> from {f.when(f.number('start'))} to {f.when(f.number('end'))}",
        "Its own computer was without power or it was stopped: no fault of ELNET's",
        "What was used meanwhile is added from the meter's registers",
    ]


def _relay_off(f: _Facts) -> list[str]:
    lines = [f"❗ <b>The supply is cut off:</b> the meter's relay is off since {f.when(f.number('since'))}"]
    if f.alert.facts.get("balance_paise") is not None:
        lines.append(f"Balance {f.rupees('balance_paise')}: if it is used up, recharge; else ask the association")
    return lines


def _relay_on(f: _Facts) -> list[str]:
    return [f"<b>The supply is back:</b> the meter's relay was off from {f.when(f.number('since'))} to {f.when()}"]


def _token(f: _Facts) -> list[str]:
    return [
        "<b>ELNET refuses the token</b>",
        "Capture a new one from the vendor's app, put it into POWER_USAGE_BEARER_TOKEN",
        "With a login, nothing need be done: the tracker gets a new one after a pause",
    ]


def _login(f: _Facts) -> list[str]:
    return [
        "<b>ELNET refuses the login</b>",
        "Correct ELNET_USERNAME and ELNET_PASSWORD, or ELNET_AES_KEY and ELNET_AES_IV, and start again",
        "It is not tried again for a day: too many wrong tries may lock the account",
    ]


def _password(f: _Facts) -> list[str]:
    days = f.alert.facts.get("days")
    if not isinstance(days, int):
        return [
            "<b>The ELNET password has expired</b>",
            "Change it in the vendor's app, then put it into ELNET_PASSWORD",
        ]
    when = "today" if days == 0 else f"in {days} day{'' if days == 1 else 's'}"
    return [
        f"<b>The ELNET password</b> expires {when}",
        "Change it in the vendor's app, then put it into ELNET_PASSWORD",
    ]


def _not_credited(f: _Facts) -> list[str]:
    return [
        f"<b>Paid, but not credited:</b> {f.rupees('amount_paise')} of {f.when(f.number('paid_at'))}",
        f"ELNET lists it, but the balance has not risen by it in {words.lasting(f.number('waited_s'))}",
        f"Balance {f.rupees('balance_paise')}. If it does not come, show this to the association",
    ]


def _summary(f: _Facts) -> list[str]:
    day = date.fromisoformat(f.word("day"))
    used, month, usual = f.known.day, f.known.month, f.known.usual
    lines = [f"<b>{_day(day)}</b>"]
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


def _rate(f: _Facts) -> list[str]:
    before, now = (words.rupees((f.number(name) + 500) // 1000) for name in ("before_paise_per_mwh", "paise_per_mwh"))
    return [
        f"<b>{NAMES[f.word('source')]}</b>: a unit costs {now} instead of {before}",
        f"Since about {f.when(f.number('since'))}. Ask the association if you were not told",
    ]


_LINES = {
    AlertKind.DG_ON: _dg_on,
    AlertKind.EB_BACK: _eb_back,
    AlertKind.RECHARGE: _recharge,
    AlertKind.DEDUCTION: _deduction,
    AlertKind.NEW_DEDUCTION: _new_deduction,
    AlertKind.CHANGED_DEDUCTION: _changed_deduction,
    AlertKind.CORRECTION: _correction,
    AlertKind.LOW: _low,
    AlertKind.VERY_LOW: _very_low,
    AlertKind.NEAR_LIMIT: _near_limit,
    AlertKind.WOULD_TRIP: _would_trip,
    AlertKind.NO_DATA: _no_data,
    AlertKind.DATA_BACK: _data_back,
    AlertKind.TRACKER_OFF: _tracker_off,
    AlertKind.RELAY_OFF: _relay_off,
    AlertKind.RELAY_ON: _relay_on,
    AlertKind.TOKEN: _token,
    AlertKind.LOGIN: _login,
    AlertKind.PASSWORD: _password,
    AlertKind.NOT_CREDITED: _not_credited,
    AlertKind.SUMMARY: _summary,
    AlertKind.RATE: _rate,
}
