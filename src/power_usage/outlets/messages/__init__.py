"""The texts. Short, the source first, rupees with Indian grouping, local times; HTML as Telegram reads it.

Pure: what a text needs beyond its alert's facts comes as `Background` (see `background.py`).
"""

from html import escape

from power_usage import words
from power_usage.domain.alerts import Alert, AlertKind
from power_usage.outlets.messages import asking, daily, money, supply
from power_usage.outlets.messages.facts import Background, Day, Facts, Lasts

__all__ = ["Background", "Day", "Lasts", "caught_up", "text"]

_LINES = {
    AlertKind.DG_ON: supply.dg_on,
    AlertKind.EB_BACK: supply.eb_back,
    AlertKind.RECHARGE: money.recharge,
    AlertKind.DEDUCTION: money.deduction,
    AlertKind.NEW_DEDUCTION: money.new_deduction,
    AlertKind.CHANGED_DEDUCTION: money.changed_deduction,
    AlertKind.CORRECTION: money.correction,
    AlertKind.LOW: money.low,
    AlertKind.VERY_LOW: money.very_low,
    AlertKind.NEAR_LIMIT: supply.near_limit,
    AlertKind.WOULD_TRIP: supply.would_trip,
    AlertKind.NO_DATA: asking.no_data,
    AlertKind.DATA_BACK: asking.data_back,
    AlertKind.TRACKER_OFF: asking.tracker_off,
    AlertKind.RELAY_OFF: supply.relay_off,
    AlertKind.RELAY_ON: supply.relay_on,
    AlertKind.TOKEN: asking.token,
    AlertKind.LOGIN: asking.login,
    AlertKind.PASSWORD: asking.password,
    AlertKind.NOT_CREDITED: money.not_credited,
    AlertKind.SUMMARY: daily.summary,
    AlertKind.RATE: money.rate,
    AlertKind.BACKUP_OLD: asking.backup_old,
    AlertKind.DAMAGED: asking.damaged,
}


def text(alert: Alert, known: Background) -> str:
    """The message for one alert."""
    lines = _LINES[alert.kind](Facts(alert, known))
    head = [f"<b>{escape(known.meter)}</b>"] if known.several else []
    return "\n".join([*head, *lines])


def caught_up(alerts: list[Alert], known: Background) -> str:
    """One message for alerts that are no longer news: a line each."""
    lines = [f"{words.when(alert.at, known.now, known.tz)}: {_first(alert, known)}" for alert in alerts]
    head = f"<b>{escape(known.meter)}</b>\n" if known.several else ""
    return "\n".join([f"{head}While messages could not be sent:", *lines])


def _first(alert: Alert, known: Background) -> str:
    return " ".join(_LINES[alert.kind](Facts(alert, known))[:1])
