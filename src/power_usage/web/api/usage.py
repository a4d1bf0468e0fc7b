"""What was used: by groups of time, and by local days."""

from datetime import date, timedelta

from typing_extensions import TypedDict

from power_usage.domain.calendar import Buckets, Group, TooManyBuckets, buckets, local_day, zone
from power_usage.readmodels import history
from power_usage.readmodels.meters import MeterView
from power_usage.web.api import queries as q
from power_usage.web.api.answers import Answer, answer, asked_meter, milli, ordered, remembered, rupees
from power_usage.web.api.blueprint import api
from power_usage.web.api.columns import UsageColumns, columns
from power_usage.web.api.shapes import KWh, Rupees, Seconds, Share
from power_usage.web.problems import Refusal
from power_usage.web.served import served


class Day(TypedDict):
    """A local day. Null where nothing is known of it."""

    day: date
    eb_kwh: KWh | None
    dg_kwh: KWh | None
    eb_cost: Rupees | None
    dg_cost: Rupees | None
    eb_seconds: Seconds | None
    dg_seconds: Seconds | None
    coverage: Share
    """How much of the day was observed."""
    imported_kwh: KWh | None
    """Estimated from an earlier tracker's rows, of no known source."""
    imported_cost: Rupees | None


class Days(TypedDict):
    """In order of time, without a gap."""

    items: list[Day]


@api.read("/usage", "Usage by groups of time")
def usage(query: q.UsageQuery) -> Answer[UsageColumns]:
    """Columns of one length; null where nothing is known. Groups are aligned to local time."""
    with served().engine.connect() as conn:
        meter = asked_meter(conn, query.meter)
        asked = _asked(query, meter, served().clock())
        return remembered(
            (meter.id, meter.revision, asked.group, asked.edges[0], asked.edges[-1]),
            lambda: columns(history.usage(conn, meter.id, asked)),
            keep=meter.revision is not None,
        )


@api.read("/days", "Usage by local days")
def days(query: q.DaysQuery) -> Answer[Days]:
    """Each local day from start to end, both included."""
    with served().engine.connect() as conn:
        meter = asked_meter(conn, query.meter)
        last = query.end or local_day(served().clock(), zone(meter.timezone))
        first = query.start or last - timedelta(days=30)
        ordered(first, last)
        if (last - first).days > 20 * 366:
            raise Refusal("must be at most twenty years before end", "start")
        found = history.days(conn, meter.id, first, last)
    return answer({"items": [_day(day) for day in found]})


def _day(day: history.DayView) -> Day:
    return {
        "day": day.day,
        "eb_kwh": milli(day.eb_wh),
        "dg_kwh": milli(day.dg_wh),
        "eb_cost": rupees(day.eb_paise),
        "dg_cost": rupees(day.dg_paise),
        "eb_seconds": day.eb_s,
        "dg_seconds": day.dg_s,
        "coverage": round(day.observed_s / day.seconds, 4),
        "imported_kwh": milli(day.imported_wh),
        "imported_cost": rupees(day.imported_paise),
    }


def _asked(query: q.UsageQuery, meter: MeterView, at: int) -> Buckets:
    if query.hours is not None and query.start is not None:
        raise Refusal("cannot be given together with start", "hours")
    end = at if query.end is None else query.end
    start = end - (query.hours or 24) * 3600 if query.start is None else query.start
    if start >= end:
        raise Refusal("must be before end", "start")
    group: Group = query.group
    try:
        return buckets(start, end, group, zone(meter.timezone))
    except TooManyBuckets as error:
        raise Refusal(str(error), "group") from error
