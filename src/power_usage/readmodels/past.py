"""Which past days and movements are there to learn from?

Days are read once a day: many screens ask each few seconds, and the past stays.
"""

from collections.abc import Hashable
from dataclasses import dataclass, field
from datetime import date, timedelta
from threading import Lock
from typing import Literal
from weakref import WeakKeyDictionary

import sqlalchemy as sa

from power_usage.domain.balance import MovementKind
from power_usage.domain.calendar import day_start, zone
from power_usage.domain.deductions import Moved, moved
from power_usage.domain.habits import Series
from power_usage.readmodels.history import DayView, days
from power_usage.readmodels.meters import MeterView
from power_usage.readmodels.movements import movements
from power_usage.readmodels.totals import known, totals_at

PAST_DAYS = 420
"""A year, and what is needed before it to see how the season changed then."""
MOST_MOVEMENTS = 10_000
SEEN_PERCENT, WHOLE_PERCENT = 50, 95
"""A day of which less was observed, or which lies less within what is known, says little of a usual one."""
Figure = Literal["eb_wh", "dg_wh", "eb_paise", "dg_paise"]


@dataclass(frozen=True, slots=True)
class Past:
    """Days of which enough is known to learn from, in order."""

    days: list[DayView]
    _series: dict[tuple[Figure, ...], Series] = field(default_factory=dict)

    def series(self, *figures: Figure) -> Series:
        """The sum of those figures of each day."""
        if figures not in self._series:
            self._series[figures] = tuple(
                (day.day, sum(getattr(day, name) or 0 for name in figures)) for day in self.days
            )
        return self._series[figures]


_kept: "WeakKeyDictionary[sa.Engine, dict[int, tuple[Hashable, Past]]]" = WeakKeyDictionary()
_lock = Lock()


def past_days(conn: sa.Connection, meter: MeterView, today: date) -> Past:
    """The days before `today`."""
    there = known(conn, meter.id)
    midnight = day_start(today, zone(meter.timezone))
    if there is None or there.first >= midnight:
        return Past([])
    # Running totals at midnight sum up all that lies before it: while they stay, so do the days.
    sums = totals_at(conn, meter.id, [min(midnight, there.last)])
    key = (today, meter.timezone, there.first, min(midnight, there.last), *(column[0] for column in sums))
    with _lock:
        mine = _kept.setdefault(conn.engine, {})
        found = mine.get(meter.id)
    if found is None or found[0] != key:
        views = days(conn, meter.id, today - timedelta(PAST_DAYS), today - timedelta(1))
        found = mine[meter.id] = (key, Past([day for day in views if _is_known(day)]))
    return found[1]


def moves(conn: sa.Connection, meter: MeterView, today: date) -> list[Moved]:
    """The movements since PAST_DAYS before `today`, signed, by the local clock."""
    tz = zone(meter.timezone)
    found = movements(conn, meter.id, start=day_start(today - timedelta(PAST_DAYS), tz), limit=MOST_MOVEMENTS)
    return [moved(m.at, m.amount_paise if m.kind is MovementKind.RECHARGE else -m.amount_paise, tz) for m in found]


def _is_known(day: DayView) -> bool:
    if day.eb_wh is None:
        return False
    elapsed = (day.eb_s or 0) + (day.dg_s or 0)
    return elapsed * 100 >= WHOLE_PERCENT * day.seconds and day.observed_s * 100 >= SEEN_PERCENT * day.seconds
