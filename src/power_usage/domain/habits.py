"""What a household's coming days will take, from its own past ones: a middle course and an 80 % band.

A day is expected to be its weekday's share of a level. The level is the mean of the past days, each week counting
half as much as the one after it; where last year is known, half of what changed then at this time of the year is
expected to change again. The band is as wide as this very forecast was wrong before in this household: from each
past day the next 1, 2, ... 30 are forecast and compared, and the error that 80 % of them stayed within is the band's
half. While few such comparisons can be made, an assumption stands in for them and fades as they come in.

docs/forecast.md has what was measured of it.
"""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from itertools import pairwise
from math import exp, log, sqrt

HORIZON_DAYS = 60
HALF_LIFE = 7.0
"""Days after which a past day counts half for the level."""
WEEKDAY_HALF_LIFE = 60.0
WEEKDAY_DOUBT = 12.0
"""A weekday is taken to be like the others until about so many of it were seen."""
LENGTHS = (1, 2, 3, 5, 7, 10, 14, 21, 30)
"""Days over which the forecast is compared with what came."""
WARM_UP = 4
MOST_ORIGINS = 180
ASSUMED_SPREAD = 0.3
"""Of the logarithm of a day's cost, until the household's own is known; it counts as much as ASSUMED_DAYS days."""
ASSUMED_DAYS = 5
RECENT_DAYS = 60
DRIFT = 0.025
"""How much a level is assumed to wander in a day, as its logarithm's standard deviation."""
DOUBT = 3.0
"""The assumed band counts as much as so many comparisons that do not overlap."""
QUANTILE = 1.2816
"""Of the normal distribution: 80 % lie within so many standard deviations."""
YEAR_DAYS, SEASON_DAYS, SEASON_SHARE = 364, 14, 0.5
HOLES_DAYS = 20
FLOOR = 0.02
"""Days without any use count as this part of a mean day where logarithms are taken."""

Series = tuple[tuple[date, int], ...]
"""Days in order, each with its figure (paise or Wh). Days of which too little is known are left out."""


@dataclass(frozen=True, slots=True)
class Habit:
    """What is expected: `days[n]` of the n-th day from today, and `spread[n]`, the deviation of n + 1 days' sum.

    `spread` is a standard deviation of the sum's logarithm. `rests_on`: how many past days it was made of.
    """

    days: tuple[float, ...]
    spread: tuple[float, ...]
    rests_on: int


@dataclass(frozen=True, slots=True)
class Course:
    """Running sums from now on, at the end of today, of tomorrow, ...; 80 % lie between `low` and `high`.

    `left`: the part of today that is to come, in days.
    """

    left: float
    likely: tuple[float, ...]
    low: tuple[float, ...]
    high: tuple[float, ...]


@lru_cache(maxsize=64)
def habit(series: Series, today: date, half_life: float = HALF_LIFE) -> Habit | None:
    """What is expected of today and the HORIZON_DAYS after it; None while no day is known."""
    if not series:
        return None
    floor = max(1.0, FLOOR * sum(value for _, value in series) / len(series))
    shares = _weekdays(series)
    # As if every day were of the same weekday.
    even = [max(value, floor) / shares[day.weekday()] for day, value in series]
    levels, known = _levels(even, half_life)
    seasons = _seasons(series, even, levels, today)
    # The logarithms' floor is no use: days without any take nothing.
    plain, _ = _levels([value / shares[day.weekday()] for day, value in series], half_life)
    days, before = [], 0.0
    for number in range(HORIZON_DAYS + 1):
        # What the season does to the sum of the days so far, less what it did a day before.
        until = (number + 1) * seasons[number]
        share = shares[(today + timedelta(number)).weekday()]
        days.append(max(0.0, plain[-1] * share * (until - before)))
        before = until
    return Habit(tuple(days), _spread(even, levels, known), len(series))


def course(expected: Habit, left: float) -> Course:
    """The running sums when `left` of today (0 to 1) is to come. Each rises from day to day."""
    likely: list[float] = []
    low: list[float] = []
    high: list[float] = []
    total = least = most = 0.0
    for number, (value, spread) in enumerate(zip(expected.days, expected.spread, strict=True)):
        total += value * left if number == 0 else value
        factor = exp(QUANTILE * spread)
        least, most = max(least, total / factor), max(most, total * factor)
        likely.append(total)
        low.append(least)
        high.append(most)
    return Course(left, tuple(likely), tuple(low), tuple(high))


def _weekdays(series: Series) -> list[float]:
    """Each weekday's share of a usual day, Monday first; 1 where nothing else is known."""
    count = len(series)
    weights = [0.5 ** ((count - 1 - n) / WEEKDAY_HALF_LIFE) for n in range(count)]
    mean = sum(w * value for w, (_, value) in zip(weights, series, strict=True)) / sum(weights)
    if mean <= 0:
        return [1.0] * 7
    sums, seen = [WEEKDAY_DOUBT] * 7, [WEEKDAY_DOUBT] * 7
    for weight, (day, value) in zip(weights, series, strict=True):
        sums[day.weekday()] += weight * value / mean
        seen[day.weekday()] += weight
    return [total / weight for total, weight in zip(sums, seen, strict=True)]


def _levels(even: Sequence[float], half_life: float) -> tuple[list[float], float]:
    """The level after each day, and how many days of equal weight the last one is worth."""
    fade = 0.5 ** (1 / half_life)
    total = weight = squares = 0.0
    levels = []
    for value in even:
        total, weight, squares = total * fade + value, weight * fade + 1, squares * fade * fade + 1
        levels.append(total / weight)
    return levels, weight * weight / squares


def _spread(even: Sequence[float], levels: Sequence[float], known: float) -> tuple[float, ...]:
    """The deviation of the sums of 1, 2, ... days, as logarithms."""
    daily = [log(even[n] / levels[n - 1]) for n in range(1, len(even))][-RECENT_DAYS:]
    of_a_day = (ASSUMED_DAYS * ASSUMED_SPREAD**2 + sum(e * e for e in daily)) / (ASSUMED_DAYS + len(daily))
    sums = _running(even)
    found = []
    for length in LENGTHS:
        assumed = of_a_day * (1 / length + 1 / known) + DRIFT**2 * length
        errors = _errors(sums, levels, length)
        apart = len(errors) / max(1.0, length / 2) if len(errors) >= 3 else 0.0
        seen = (errors[min(len(errors) - 1, 4 * (len(errors) + 1) // 5)] / QUANTILE) ** 2 if apart else 0.0
        found.append(sqrt((DOUBT * assumed + apart * seen) / (DOUBT + apart)))
    return tuple(_between(found, length) for length in range(1, HORIZON_DAYS + 2))


def _errors(sums: Sequence[float], levels: Sequence[float], length: int) -> list[float]:
    """How far the mean of so many days was from the level before them, sorted; the newest MOST_ORIGINS."""
    last = len(levels) - length
    first = max(WARM_UP, last + 1 - MOST_ORIGINS)
    return sorted(abs(log((sums[n + length] - sums[n]) / length / levels[n - 1])) for n in range(first, last + 1))


def _seasons(series: Series, even: Sequence[float], levels: Sequence[float], today: date) -> list[float]:
    """By how much the mean of the next 1, 2, ... days is expected to differ from the level, after last year."""
    then = bisect_left(series, (today - timedelta(YEAR_DAYS),))
    origins = range(max(2 * WARM_UP, then - SEASON_DAYS), then + SEASON_DAYS + 1)
    # Only where last year is known nearly whole: its place in the series must be its place in the year.
    if len(series) - then < YEAR_DAYS - HOLES_DAYS or then < 2 * WARM_UP:
        return [1.0] * (HORIZON_DAYS + 1)
    sums = _running(even)
    found = []
    for length in range(1, HORIZON_DAYS + 2):
        changes = [
            log((sums[n + length] - sums[n]) / length / levels[n - 1]) for n in origins if n + length < len(sums)
        ]
        found.append(exp(SEASON_SHARE * sum(changes) / len(changes)) if changes else 1.0)
    return found


def _running(values: Sequence[float]) -> list[float]:
    sums = [0.0]
    for value in values:
        sums.append(sums[-1] + value)
    return sums


def _between(found: Sequence[float], length: int) -> float:
    """The deviation for any length, on straight lines between those that were measured."""
    for (short, one), (long, other) in pairwise(zip(LENGTHS, found, strict=True)):
        if length <= long:
            return one + (other - one) * max(0, length - short) / (long - short)
    return found[-1]
