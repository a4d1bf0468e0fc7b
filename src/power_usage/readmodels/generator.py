"""How often did the generator run in a local month, what did it give, and what did it cost above the grid?"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

import sqlalchemy as sa

from power_usage.domain.calendar import day_start, zone
from power_usage.domain.reading import Source
from power_usage.readmodels.meters import MeterView
from power_usage.readmodels.sessions import SessionView, sessions
from power_usage.readmodels.statement import Statement, next_month

MOST_SESSIONS = 10_000
HOUR = 3600


@dataclass(frozen=True, slots=True)
class GeneratorMonth:
    """The sessions that began in the month, newest first; `hours`: seconds on the generator by local hour of the day.

    `above_paise`: what its energy cost above the month's own grid price; None while that is not known.
    """

    sessions: list[SessionView]
    seconds: int
    wh: int
    paise: int
    above_paise: int | None
    hours: list[int]


def generator_month(conn: sa.Connection, meter: MeterView, month: date, money: Statement, now: int) -> GeneratorMonth:
    """That of the month that begins on `month`."""
    tz = zone(meter.timezone)
    first, last = day_start(month, tz), day_start(next_month(month), tz)
    found = sessions(conn, meter.id, source=Source.DG, start=first, end=last, limit=MOST_SESSIONS)
    found = [one for one in found if first <= one.start_at]
    wh, paise = sum(one.wh for one in found), sum(one.paise for one in found)
    hours = [0] * 24
    for one in found:
        at, end = one.start_at, one.end_at or now
        while at < end:
            local = datetime.fromtimestamp(at, tz)
            after = local.replace(minute=0, second=0, microsecond=0) + timedelta(hours=1)
            until = min(end, max(at + 1, int(after.timestamp())))
            hours[local.hour] += until - at
            at = until
    return GeneratorMonth(
        sessions=found,
        seconds=sum((one.end_at or now) - one.start_at for one in found),
        wh=wh,
        paise=paise,
        above_paise=paise - wh * money.eb_paise // money.eb_wh if money.eb_wh else None,
        hours=hours,
    )
