"""Whether this computer's clock was set while the collector ran."""

import time
from collections.abc import Callable

from power_usage.domain.reading import NOTICEABLE_S


def _since_boot() -> float | None:
    """Seconds, sleep included; None where the system has no such clock (it is Linux's)."""
    try:
        return time.clock_gettime(time.CLOCK_BOOTTIME)
    except (AttributeError, OSError):
        return None


class ClockWatch:
    """Compares the clock with one that nobody sets. A computer that slept was not set: both went on."""

    def __init__(self, clock: Callable[[], float], steady: Callable[[], float | None] = _since_boot) -> None:
        self._clock, self._steady = clock, steady
        self._ahead = self._look()

    def set_by(self) -> int:
        """By how many seconds it was set since this was asked last; 0 for steps as a time server makes them."""
        before, self._ahead = self._ahead, self._look()
        by_s = 0 if before is None or self._ahead is None else round(self._ahead - before)
        return by_s if abs(by_s) > NOTICEABLE_S else 0

    def _look(self) -> float | None:
        steady = self._steady()
        return None if steady is None else self._clock() - steady
