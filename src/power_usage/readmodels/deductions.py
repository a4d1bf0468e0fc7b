"""What is taken off beside usage: each month, once, or by mistake?"""

from dataclasses import dataclass
from datetime import date, timedelta

import sqlalchemy as sa

from power_usage.domain.calendar import local_day, zone
from power_usage.domain.deductions import (
    Correction,
    Moved,
    Recurring,
    charges,
    coming,
    corrections,
    month_known,
    recurring,
)
from power_usage.domain.habits import HORIZON_DAYS
from power_usage.readmodels.meters import MeterView
from power_usage.readmodels.past import moves
from power_usage.readmodels.totals import known_at_all


@dataclass(frozen=True, slots=True)
class Monthly:
    """A deduction of each month, and when it is expected next; None if it has ended."""

    of: Recurring
    next_on: date | None


@dataclass(frozen=True, slots=True)
class Deductions:
    """Of the last fourteen months. `charges_known`: whether a whole month was seen, so that nothing monthly is missing.

    `once`: deductions that came only once so far, newest first.
    """

    monthly: list[Monthly]
    once: list[Moved]
    corrections: list[Correction]
    charges_known: bool


def deductions(conn: sa.Connection, meter: MeterView, now: int) -> Deductions:
    """As far as the movements tell."""
    there = known_at_all(conn, meter.id)
    if there is None:
        return Deductions([], [], [], charges_known=False)
    tz = zone(meter.timezone)
    today, since = local_day(now, tz), local_day(there.first, tz)
    every = moves(conn, meter, today)
    found = recurring(every, today, since)
    again = {one for monthly in found for one in monthly.moves}
    expected = [coming([one], today, today + timedelta(HORIZON_DAYS)) for one in found]
    return Deductions(
        [Monthly(one, dates[0].day if dates else None) for one, dates in zip(found, expected, strict=True)],
        [one for one in charges(every) if one not in again],
        corrections(every),
        month_known(since, today),
    )
