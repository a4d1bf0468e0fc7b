"""What a message needs to know besides its alert, from the read models."""

from datetime import date, timedelta

import sqlalchemy as sa

from power_usage.domain.alerts import Alert, AlertKind
from power_usage.domain.calendar import local_day, zone
from power_usage.outlets.messages import Background, Day, Lasts
from power_usage.readmodels.history import DayView, days
from power_usage.readmodels.meters import MeterView, meters
from power_usage.readmodels.now import status
from power_usage.readmodels.outlook import balance_outlook

WEEK = 7
TELLS_HOW_LONG = frozenset({AlertKind.RECHARGE, AlertKind.LOW, AlertKind.SUMMARY})
WHOLE = 0.9
"""So much of a day must be known for it to count as usual."""


def background(conn: sa.Connection, meter_id: int, alert: Alert, now: int) -> Background:
    """For one alert of a meter."""
    known = meters(conn)
    meter = next(m for m in known if m.id == meter_id)
    tz = zone(meter.timezone)
    at = local_day(now, tz)
    if alert.kind is AlertKind.SUMMARY:
        at = date.fromisoformat(str(alert.facts["day"]))
    before = [day for day in days(conn, meter_id, at - timedelta(days=WEEK), at - timedelta(days=1)) if _is_whole(day)]
    balance = status(conn, meter_id, now).balance_paise
    month = days(conn, meter_id, at.replace(day=1), at) if alert.kind is AlertKind.SUMMARY else []
    return Background(
        meter=meter.name,
        several=len(known) > 1,
        tz=tz,
        now=now,
        balance_paise=balance,
        usual=_sum(before, len(before)),
        day=_sum(month[-1:]),
        month=_sum(month),
        lasts=_lasts(conn, meter, alert, balance, now) if alert.kind in TELLS_HOW_LONG else None,
    )


def _lasts(conn: sa.Connection, meter: MeterView, alert: Alert, balance: int | None, now: int) -> Lasts | None:
    """By the balance that the alert speaks of."""
    told = alert.facts.get("balance_paise")
    found = balance_outlook(conn, meter, told if isinstance(told, int) else balance, now)
    if found is None:
        return None
    early, likely, late = found.empty.early, found.empty.likely, found.empty.late
    sure = early is not None and late is not None and early.day == late.day
    return Lasts(likely.day if likely else None, sure, found.recharge)


def _is_whole(day: DayView) -> bool:
    return day.eb_wh is not None and (day.eb_s or 0) + (day.dg_s or 0) >= WHOLE * day.seconds


def _sum(views: list[DayView], share: int = 1) -> Day | None:
    known = [view for view in views if view.eb_wh is not None]
    if not known or not share:
        return None
    return Day(
        sum(view.eb_wh or 0 for view in known) // share,
        sum(view.dg_wh or 0 for view in known) // share,
        sum(view.eb_paise or 0 for view in known) // share,
        sum(view.dg_paise or 0 for view in known) // share,
    )
