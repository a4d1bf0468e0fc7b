"""What a flat draws over a day: a function of the seed and the instant, so that every run tells the same story."""

from datetime import datetime
from functools import lru_cache
from hashlib import blake2b
from zoneinfo import ZoneInfo

IST = ZoneInfo("Asia/Kolkata")
HOT_MONTHS = (4, 5, 6, 9)
COLD_MONTHS = (11, 12, 1, 2)
MINUTE_S = 60
DAY_MINUTES = 1440


def chance(seed: int, *what: object) -> float:
    """A number in [0, 1) that belongs to these words and stays the same."""
    digest = blake2b(repr((seed, what)).encode(), digest_size=6).digest()
    return int.from_bytes(digest) / 2**48


@lru_cache(maxsize=4)
def day_plan(seed: int, ordinal: int, month: int) -> tuple[int, ...]:
    """The load in W of each minute of a local day."""
    watts = [70] * DAY_MINUTES

    def on(name: str, start: float, minutes: float, load: int, wander: float = 20) -> None:
        begin = round(start * 60 + (chance(seed, name, ordinal) - 0.5) * 2 * wander)
        for minute in range(max(0, begin), min(DAY_MINUTES, begin + round(minutes))):
            watts[minute] += load

    for start in range(0, DAY_MINUTES, 50):
        on(f"fridge {start}", start / 60, 18, 130, 6)
    on("fans at night", 0, 370, 90)
    on("fans in the evening", 21.5, 150, 90)
    on("lights in the morning", 5.8, 70, 60)
    on("lights in the evening", 18.4, 290, 140)
    on("kettle", 6.7, 5, 1500)
    on("breakfast", 7.6, 22, 1100)
    on("lunch", 12.8, 25, 1200)
    on("dinner", 19.8, 35, 1200)
    on("television", 20.2, 140, 110)
    if ordinal % 7 not in (0, 6):
        on("work", 9.5, 480, 130)
    if chance(seed, "washing", ordinal) < 0.45:
        on("washing", 10.3, 50, 480, 60)
    if month in COLD_MONTHS:
        on("geyser", 6.2, 16, 2000)
    if month in HOT_MONTHS:
        for start in range(0, 270, 14):
            on(f"cooling {start}", start / 60, 9, 1350, 2)
        on("cooling before bed", 22.3, 80, 1250)
    return tuple(watts)


def load_w(seed: int, at: int) -> int:
    """The load at an instant (UTC epoch seconds), in W."""
    local = at + 19_800  # India's offset; no summer time there
    ordinal, second = divmod(local, 86_400)
    plan = day_plan(seed, ordinal, _month(ordinal))
    wobble = 0.97 + 0.06 * ((at // 300 * 2_654_435_761 + seed) % 1000) / 1000
    return round(plan[second // MINUTE_S] * wobble)


@lru_cache(maxsize=64)
def cuts(seed: int, ordinal: int) -> tuple[tuple[int, int], ...]:
    """The grid's absences of a local day: (start, end), UTC epoch seconds."""
    found = []
    midnight = ordinal * 86_400 - 19_800
    for number in range(2):
        if chance(seed, "cut", ordinal, number) < (0.8, 0.4)[number]:
            start = midnight + round((8 + 7 * number + 6 * chance(seed, "when", ordinal, number)) * 3600)
            minutes = 4 + 45 * chance(seed, "long", ordinal, number) ** 2
            found.append((start, start + round(minutes * 60)))
    return tuple(found)


def grid_is_there(seed: int, at: int) -> bool:
    """Whether the grid gives power at that instant."""
    return all(not start <= at < end for start, end in cuts(seed, (at + 19_800) // 86_400))


@lru_cache(maxsize=64)
def _month(ordinal: int) -> int:
    return datetime.fromtimestamp(ordinal * 86_400 - 19_800 + 43_200, IST).month
