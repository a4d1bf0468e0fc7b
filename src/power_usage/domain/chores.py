"""When the database itself is looked after. Pure: instants are UTC epoch seconds."""

from datetime import datetime
from zoneinfo import ZoneInfo

from power_usage.domain.calendar import days_before

NIGHT_FROM, NIGHT_TO = 3, 5
"""Local hours in which hardly anybody looks, and after the day's figures are final."""
AGAIN_S = 3600
OLD_S = 3 * 86_400


def backup_due(now: int, good_at: int | None, tried_at: int | None, tz: ZoneInfo) -> bool:
    """Whether the day's backup is to be made: from 03:00 on, or at the next look; after a failure an hour later."""
    if tried_at is not None and tried_at <= now < tried_at + AGAIN_S:
        return False
    return good_at is None or good_at > now or good_at < _last_night(now, tz)


def backup_is_old(now: int, good_or_since: int) -> bool:
    """Whether people should worry: more than three days without a good one, or one of a day that is still to come."""
    return abs(now - good_or_since) > OLD_S


def is_night(now: int, tz: ZoneInfo) -> bool:
    """Whether it is the time for work that nobody waits for."""
    return NIGHT_FROM <= datetime.fromtimestamp(now, tz).hour < NIGHT_TO


def _last_night(now: int, tz: ZoneInfo) -> int:
    local = datetime.fromtimestamp(now, tz)
    start = int(local.replace(hour=NIGHT_FROM, minute=0, second=0, microsecond=0, fold=0).timestamp())
    return start if start <= now else days_before(start, 1, tz)
