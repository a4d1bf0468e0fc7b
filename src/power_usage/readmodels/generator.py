"""How often did the generator run in a local month, what did it give, and what did it cost above the grid?"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

import sqlalchemy as sa

from power_usage.domain.calendar import Buckets, day_start, next_month, zone
from power_usage.domain.reading import Source
from power_usage.readmodels.history import usage
from power_usage.readmodels.meters import MeterView
from power_usage.readmodels.sessions import SessionView, sessions_within
from power_usage.readmodels.statement import Statement


@dataclass(frozen=True, slots=True)
class GeneratorMonth:
    """The sessions of the month, newest first, cut at its edges; `hours`: their seconds by local hour of the day.

    `grid_paise`: what the energy of each of them, by its start, would have cost by the month's own price of the grid;
    None while that is not known. `until`: the newest reading, as far as a running session is known.
    """

    sessions: list[SessionView]
    seconds: int
    wh: int
    paise: int
    grid_paise: dict[int, int] | None
    hours: list[int]
    until: int

    @property
    def above_paise(self) -> int | None:
        """What its energy cost above the grid's price."""
        return None if self.grid_paise is None else self.paise - sum(self.grid_paise.values())

    def above(self, session: SessionView) -> int | None:
        """What a session cost above the grid's price."""
        return None if self.grid_paise is None else session.paise - self.grid_paise[session.start_at]

    def lasted(self, session: SessionView) -> int:
        """Its seconds; of a running one until the newest reading, as its energy is."""
        return _lasted(session, self.until)


@dataclass(frozen=True, slots=True)
class GeneratorTotal:
    """A month of it: seconds, Wh, paise. `above_paise`: what its energy cost above the grid's price of that month."""

    month: date
    seconds: int
    wh: int
    paise: int
    above_paise: int | None = None


def generator_month(conn: sa.Connection, meter: MeterView, month: date, money: Statement) -> GeneratorMonth:
    """That of the month that begins on `month`, whose statement is `money`."""
    tz = zone(meter.timezone)
    found = sessions_within(conn, meter.id, Source.DG, day_start(month, tz), day_start(next_month(month), tz))
    hours = [0] * 24
    for one in found:
        at, end = one.start_at, one.start_at + _lasted(one, money.end)
        while at < end:
            local = datetime.fromtimestamp(at, tz)
            after = local.replace(minute=0, second=0, microsecond=0) + timedelta(hours=1)
            until = min(end, max(at + 1, int(after.timestamp())))
            hours[local.hour] += until - at
            at = until
    return GeneratorMonth(
        sessions=found,
        seconds=sum(_lasted(one, money.end) for one in found),
        wh=sum(one.wh for one in found),
        paise=sum(one.paise for one in found),
        grid_paise=_by_the_grid(found, money.eb_wh, money.eb_paise) if money.eb_wh else None,
        hours=hours,
        until=money.end,
    )


def _lasted(one: SessionView, until: int) -> int:
    return (until if one.end_at is None else one.end_at) - one.start_at


def _by_the_grid(found: list[SessionView], eb_wh: int, eb_paise: int) -> dict[int, int]:
    """Each is a difference of two roundings of the sum so far: so they add up to that of the whole month."""
    costs, wh = {}, 0
    for one in reversed(found):
        costs[one.start_at] = (wh + one.wh) * eb_paise // eb_wh - wh * eb_paise // eb_wh
        wh += one.wh
    return costs


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
