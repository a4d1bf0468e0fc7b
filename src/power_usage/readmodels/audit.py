"""Did the meter charge every unit at the same price? What a kWh of the grid and the generator cost, day by day."""

from dataclasses import dataclass
from datetime import date, timedelta

import sqlalchemy as sa

from power_usage.domain.calendar import local_day, next_month, zone
from power_usage.readmodels.history import DayView, days
from power_usage.readmodels.meters import MeterView

LEAST_WH = 1_000
"""Of less than that the registers' steps of 10 Wh leave the price open by more than a percent."""
REGISTER_STEP_WH = 10
ROUNDING_PAISE = 2
SEEN_PERCENT = 98


@dataclass(frozen=True, slots=True)
class DayPrice:
    """A day's grid price, in paise for 1,000 kWh, and how far off it may be for rounding."""

    day: date
    paise_per_mwh: int
    doubt: int


@dataclass(frozen=True, slots=True)
class RateAudit:
    """The month's grid price, the days that could be checked, and those that do not agree with it."""

    paise_per_mwh: int
    checked: int
    odd: list[DayPrice]


def rate_audit(conn: sa.Connection, meter: MeterView, month: date, now: int) -> RateAudit | None:
    """Of the days of that local month which were wholly observed; None while there is none."""
    today = local_day(now, zone(meter.timezone))
    last = min(next_month(month) - timedelta(1), today - timedelta(1))
    if last < month:
        return None
    prices = [price for price in map(_price, days(conn, meter.id, month, last)) if price is not None]
    if not prices:
        return None
    usual = sorted(price.paise_per_mwh for price in prices)[len(prices) // 2]
    odd = [price for price in prices if abs(price.paise_per_mwh - usual) > price.doubt + usual // 500]
    return RateAudit(usual, len(prices), odd)


def _price(day: DayView) -> DayPrice | None:
    wh, paise = day.eb_wh, day.eb_paise
    if wh is None or paise is None or wh < LEAST_WH or day.observed_s * 100 < SEEN_PERCENT * day.seconds:
        return None
    price = paise * 1_000_000 // wh
    # A day with the generator shares its rupees by the generator's price, which is known less well.
    doubt = (price * REGISTER_STEP_WH + ROUNDING_PAISE * 1_000_000) // wh + (day.dg_paise or 0) * 10_000 // wh
    return DayPrice(day.day, price, doubt)
