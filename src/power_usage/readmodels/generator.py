"""How often did the generator run in a local month, what did it give, and what did it cost above the grid?"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

import sqlalchemy as sa

from power_usage.domain.calendar import Buckets, day_start, next_month, zone
from power_usage.domain.reading import Source
from power_usage.readmodels.history import usage
from power_usage.readmodels.meters import MeterView
from power_usage.readmodels.sessions import SessionView, sessions
from power_usage.readmodels.statement import Statement

MOST_SESSIONS = 10_000
HOUR = 3600


@dataclass(frozen=True, slots=True)
class GeneratorMonth:
    """The sessions that began in the month, newest first; `hours`: seconds on the generator by local hour of the day.

    `grid_paise_per_mwh`: the month's own price of the grid; None while that is not known.
    """

    sessions: list[SessionView]
    seconds: int
    wh: int
    paise: int
    grid_paise_per_mwh: int | None
    hours: list[int]

    @property
    def above_paise(self) -> int | None:
        """What its energy cost above the grid's price."""
        return self._above(self.wh, self.paise)

    def above(self, session: SessionView) -> int | None:
        """What a session cost above the grid's price."""
        return self._above(session.wh, session.paise)

    def _above(self, wh: int, paise: int) -> int | None:
        price = self.grid_paise_per_mwh
        return None if price is None else paise - wh * price // 1_000_000


@dataclass(frozen=True, slots=True)
class GeneratorTotal:
    """A month of it: seconds, Wh, paise. `above_paise`: what its energy cost above the grid's price of that month."""

    month: date
    seconds: int
    wh: int
    paise: int
    above_paise: int | None = None


def generator_month(conn: sa.Connection, meter: MeterView, month: date, money: Statement, now: int) -> GeneratorMonth:
    """That of the month that begins on `month`."""
    tz = zone(meter.timezone)
    first, last = day_start(month, tz), day_start(next_month(month), tz)
    found = sessions(conn, meter.id, source=Source.DG, start=first, end=last, limit=MOST_SESSIONS)
    found = [one for one in found if first <= one.start_at]
    wh, paise = sum(one.wh for one in found), sum(one.paise for one in found)
    hours = [0] * 24
    for one in found:
        at, end = one.start_at, _end(one, now)
        while at < end:
            local = datetime.fromtimestamp(at, tz)
            after = local.replace(minute=0, second=0, microsecond=0) + timedelta(hours=1)
            until = min(end, max(at + 1, int(after.timestamp())))
            hours[local.hour] += until - at
            at = until
    return GeneratorMonth(
        sessions=found,
        seconds=sum(_end(one, now) - one.start_at for one in found),
        wh=wh,
        paise=paise,
        grid_paise_per_mwh=money.eb_paise * 1_000_000 // money.eb_wh if money.eb_wh else None,
        hours=hours,
    )


def _end(one: SessionView, now: int) -> int:
    """That of a running session is now, unless our clock is behind the meter's."""
    return max(one.start_at, now) if one.end_at is None else one.end_at


def generator_year(conn: sa.Connection, meter: MeterView, month: date) -> list[GeneratorTotal]:
    """The twelve months that end with `month`, those of which anything is known."""
    tz = zone(meter.timezone)
    starts = [next_month(month, number) for number in range(-11, 2)]
    found = usage(conn, meter.id, Buckets(tuple(day_start(first, tz) for first in starts), "month"))
    totals = []
    for n, seconds in enumerate(found.dg_s):
        if seconds is not None:
            wh, paise, eb_wh, eb_paise = (
                column[n] or 0 for column in (found.dg_wh, found.dg_paise, found.eb_wh, found.eb_paise)
            )
            above = paise - wh * eb_paise // eb_wh if eb_wh else None
            totals.append(GeneratorTotal(starts[n], seconds, wh, paise, above))
    return totals
