"""How long will the balance last, and what must be paid in until when?"""

from datetime import timedelta

import sqlalchemy as sa

from power_usage.domain.balance import MovementKind
from power_usage.domain.calendar import day_start, local_day, zone
from power_usage.domain.forecast import Charge, Outlook, coming_charges, outlook
from power_usage.readmodels.history import days
from power_usage.readmodels.meters import MeterView
from power_usage.readmodels.movements import movements
from power_usage.readmodels.totals import known

USUAL_DAYS = 14
CHARGES_DAYS = 75
SEEN_PERCENT = 50
"""A day of which less was observed says little of a usual one."""


def balance_outlook(conn: sa.Connection, meter: MeterView, balance_paise: int | None, now: int) -> Outlook | None:
    """From the last two weeks and the charges of the last months; None while there is too little to go by."""
    tz = zone(meter.timezone)
    there = known(conn, meter.id)
    if there is None or balance_paise is None:
        return None
    today = local_day(now, tz)
    past = days(conn, meter.id, today - timedelta(USUAL_DAYS), today - timedelta(1))
    costs = [
        (day.eb_paise or 0) + (day.dg_paise or 0)
        for day in past
        if day.eb_paise is not None and day.observed_s * 100 >= SEEN_PERCENT * day.seconds
    ]
    taken = movements(
        conn, meter.id, kind=MovementKind.DEDUCTION, start=day_start(today - timedelta(CHARGES_DAYS), tz), limit=500
    )
    charges = [Charge(local_day(one.at, tz), one.amount_paise) for one in taken]
    midnight, tomorrow = day_start(today, tz), day_start(today + timedelta(1), tz)
    left = (tomorrow - now) / (tomorrow - midnight)
    return outlook(balance_paise, today, left, costs, coming_charges(charges, today, local_day(there.first, tz)))
