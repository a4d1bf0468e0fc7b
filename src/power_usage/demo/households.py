"""Years of days of made-up households, to measure forecasts by: each day's cost by source, in paise.

The flat of the demo is one of them: regular, with a step at the months of its cooling. The other kind is harder: the
weather wanders, cooling comes with the season, guests come, and now and then the family is away for days.
"""

from datetime import date, timedelta
from math import cos, exp, pi
from statistics import NormalDist

from power_usage.demo.appliances import IST, chance, cuts, load_w
from power_usage.demo.flat import DG_PAISE_PER_MWH, EB_PAISE_PER_MWH
from power_usage.domain.calendar import day_start

MINUTE_S = 60
DAY_MINUTES = 1440
WM_PER_MWH = 60 * 1_000_000
AWAY, GUESTS = 0.012, 0.03
"""The chance that a day begins a journey, and that it is one with guests."""
AT_HOME_NOT = 0.3
"""What an empty house takes of its usual use."""

Day = tuple[date, int, int]
"""A local day, what it cost on the grid and on the generator, paise."""


def flat_days(seed: int, first: date, count: int) -> list[Day]:
    """Days of the demo's flat, by the minute."""
    found = []
    for day in (first + timedelta(number) for number in range(count)):
        midnight = day_start(day, IST)
        absent = cuts(seed, day.toordinal() - date(1970, 1, 1).toordinal())
        eb = dg = 0
        for at in range(midnight, midnight + DAY_MINUTES * MINUTE_S, MINUTE_S):
            if any(start <= at < end for start, end in absent):
                dg += load_w(seed, at)
            else:
                eb += load_w(seed, at)
        found.append((day, eb * EB_PAISE_PER_MWH // WM_PER_MWH, dg * DG_PAISE_PER_MWH // WM_PER_MWH))
    return found


def moody_days(seed: int, first: date, count: int) -> list[Day]:
    """Days of a household that is hard to foretell."""
    base, cooling = 6_000 + 10_000 * chance(seed, "base"), 0.3 + 1.2 * chance(seed, "cooling")
    noise, weekend = 0.12 + 0.25 * chance(seed, "noise"), 0.15 if chance(seed, "weekend") < 0.5 else -0.15
    weather, away = 0.0, 0
    found = []
    for day in (first + timedelta(number) for number in range(count)):
        number = day.toordinal()
        weather = 0.8 * weather + 0.6 * _normal(seed, "weather", number)
        if not away and chance(seed, "journey", number) < AWAY:
            away = 3 + int(7 * chance(seed, "journey's length", number))
        mood = AT_HOME_NOT if away else 1.4 if chance(seed, "guests", number) < GUESTS else 1.0
        away = max(0, away - 1)
        mood *= 1 + weekend * (day.weekday() >= 5)
        summer = max(0.0, _season(day, 135) * (1 + 0.25 * weather))
        winter = 0.25 * max(0.0, _season(day, 10)) ** 2
        cost = base * mood * (1 + cooling * summer + winter) * exp(noise * _normal(seed, "day", number))
        dg = 0.06 * cost if chance(seed, "cut", number) < 0.6 else 0.0
        found.append((day, round(cost), round(dg)))
    return found


def _season(day: date, peak: int) -> float:
    """1 on the `peak`-th day of the year, 0 for the half of it that lies across."""
    return max(0.0, cos((day.timetuple().tm_yday - peak) / 365 * 2 * pi))


def _normal(seed: int, *what: object) -> float:
    return NormalDist().inv_cdf(min(max(chance(seed, *what), 1e-6), 1 - 1e-6))
