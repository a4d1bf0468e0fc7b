"""When the next poll is due: pure, the clock is an argument. Instants are epoch seconds, lengths seconds."""

import math
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

HOME_EVERY_S = 600
AFTER_MIDNIGHT_S = 5
"""ELNET's own day has then begun, even if its clock and ours differ a little."""

PATIENCE = 5
SLOW_FACTOR = 10
SLOWEST_S = 300


def offset(number: int, meters: int, interval_s: int) -> float:
    """The place of a meter's polls within the interval, so that many meters do not ask all at once."""
    return number * interval_s / max(meters, 1)


def next_poll(now: float, interval_s: int, offset_s: float = 0.0, refused: int = 0) -> float:
    """The first instant after `now` on the meter's own grid.

    A grid, not "the last poll and 30 s": a slow answer moves no later poll, and slots that were missed are
    left out, not made up for. `refused` counts the refused tokens in a row: asking often does not mend a
    token, so after some of them a meter is asked at most every five minutes.
    """
    step: float = interval_s
    if refused >= PATIENCE:
        step = max(interval_s, min(interval_s * SLOW_FACTOR, SLOWEST_S))
    return offset_s + (math.floor((now - offset_s) / step) + 1) * step


def next_home(now: float, tz: ZoneInfo) -> float:
    """The first instant after `now` at which HomeData is due: every ten minutes from local midnight on."""
    local = datetime.fromtimestamp(now, tz)
    today = local.replace(hour=0, minute=0, second=0, microsecond=0, fold=0)
    first = today.timestamp() + AFTER_MIDNIGHT_S
    due = first + max(0, math.floor((now - first) / HOME_EVERY_S) + 1) * HOME_EVERY_S if now >= first else first
    # The day's length is counted in UTC: a day that a clock change made shorter or longer ends where it ends.
    tomorrow = datetime.combine(today.date() + timedelta(days=1), today.time(), tz).astimezone(UTC)
    return min(due, tomorrow.timestamp() + AFTER_MIDNIGHT_S)
