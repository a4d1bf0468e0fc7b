"""What the generator cost above the grid, by session or by month, and what it may give."""

from datetime import date
from typing import Annotated

import sqlalchemy as sa
from pydantic import Field
from typing_extensions import TypedDict

from power_usage.domain.calendar import day_start, local_day, next_month, zone
from power_usage.readmodels import generator as g
from power_usage.readmodels.limits import above_limit, headroom
from power_usage.readmodels.meters import MeterView
from power_usage.readmodels.now import status
from power_usage.readmodels.statement import statement
from power_usage.web.api import queries as q
from power_usage.web.api.answers import Answer, answer, asked_meter, milli, rupees, time
from power_usage.web.api.blueprint import api
from power_usage.web.api.shapes import KW, KWh, LocalMonth, Rupees, Seconds, Time
from power_usage.web.problems import Refusal
from power_usage.web.served import served


class AboveLimit(TypedDict):
    """For how long more was used than the generator may give."""

    eb_seconds: Seconds
    """On the grid."""
    dg_seconds: Seconds
    """On the generator itself."""
    highest_kw: KW | None


class Limit(TypedDict):
    """What the generator may give, and whether it would trip. Null where a limit or a load is not known."""

    limit_kw: KW | None
    load_kw: KW | None
    would_trip: Annotated[
        bool | None, Field(description="If it started now; null while it runs, and while the readings are old.")
    ]
    above_limit: AboveLimit | None


class Run(TypedDict):
    """A session of the generator, cut at the edges of the month."""

    start: Time
    end: Time | None
    """Null while it runs."""
    kwh: KWh
    cost: Rupees
    above_grid_cost: Rupees | None
    mean_kw: KW | None


class GeneratorOfMonth(Limit):
    """A local month."""

    month: LocalMonth
    seconds: Seconds
    kwh: KWh
    cost: Rupees
    above_grid_cost: Rupees | None
    """What its energy cost more than the grid would have asked; null where the grid's price is not known."""
    seconds_by_hour: list[Seconds]
    """By local hour of the day, from midnight on."""
    sessions: list[Run]
    """Newest first."""


class MonthOfYear(TypedDict):
    """A month of the year."""

    month: LocalMonth
    seconds: Seconds
    kwh: KWh
    cost: Rupees
    above_grid_cost: Rupees | None


class GeneratorOfYear(Limit):
    """A local year: the months of which anything is known."""

    year: int
    seconds: Seconds
    kwh: KWh
    cost: Rupees
    above_grid_cost: Rupees | None
    months: list[MonthOfYear]


@api.read("/generator", "What the generator cost above the grid")
def generator(query: q.GeneratorQuery) -> Answer[GeneratorOfMonth | GeneratorOfYear]:
    """By session of a month, or by month of a year; and whether it would trip if it started now.

    `above_grid_cost` is what its energy cost more than the grid would have asked. Null where the grid's price, a
    limit or a load is not known.
    """
    if query.month is not None and query.year is not None:
        raise Refusal("cannot be given together with month", "year")
    with served().engine.connect() as conn:
        meter, at = asked_meter(conn, query.meter), served().clock()
        if query.year is not None:
            return answer(_year(conn, meter, date(query.year, 1, 1), at))
        return answer(_month(conn, meter, query.month or local_day(at, zone(meter.timezone)).replace(day=1), at))


def _month(conn: sa.Connection, meter: MeterView, month: date, at: int) -> GeneratorOfMonth:
    money = statement(conn, meter, month)
    found = g.generator_month(conn, meter, month, money) if money else None
    return {
        "month": f"{month:%Y-%m}",
        "seconds": found.seconds if found else 0,
        "kwh": milli(found.wh if found else 0),
        "cost": rupees(found.paise if found else 0),
        "above_grid_cost": rupees(found.above_paise) if found else None,
        "seconds_by_hour": found.hours if found else [0] * 24,
        "sessions": [
            {
                "start": time(one.start_at, meter),
                "end": time(one.end_at, meter),
                "kwh": milli(one.wh),
                "cost": rupees(one.paise),
                "above_grid_cost": rupees(found.above(one)),
                "mean_kw": milli(one.mean_w),
            }
            for one in found.sessions
        ]
        if found
        else [],
        **_limit(conn, meter, month, next_month(month), at),
    }


def _year(conn: sa.Connection, meter: MeterView, first: date, at: int) -> GeneratorOfYear:
    months = g.generator_year(conn, meter, next_month(first, 11))
    above = [one.above_paise for one in months if one.above_paise is not None]
    return {
        "year": first.year,
        "seconds": sum(one.seconds for one in months),
        "kwh": milli(sum(one.wh for one in months)),
        "cost": rupees(sum(one.paise for one in months)),
        "above_grid_cost": rupees(sum(above)) if above else None,
        "months": [
            {
                "month": f"{one.month:%Y-%m}",
                "seconds": one.seconds,
                "kwh": milli(one.wh),
                "cost": rupees(one.paise),
                "above_grid_cost": rupees(one.above_paise),
            }
            for one in months
        ],
        **_limit(conn, meter, first, next_month(first, 12), at),
    }


def _limit(conn: sa.Connection, meter: MeterView, first: date, after: date, at: int) -> Limit:
    tz, room = zone(meter.timezone), headroom(status(conn, meter.id, at))
    above = None
    if room.limit_w is not None:
        above = above_limit(conn, meter.id, day_start(first, tz), day_start(after, tz), room.limit_w)
    return {
        "limit_kw": milli(room.limit_w),
        "load_kw": milli(room.load_w),
        "would_trip": room.trips,
        "above_limit": None
        if above is None
        else {"eb_seconds": above.eb_s, "dg_seconds": above.dg_s, "highest_kw": milli(above.highest_w)},
    }
