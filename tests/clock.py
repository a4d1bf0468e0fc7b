"""Our clock, which a test sets."""

from dataclasses import dataclass


@dataclass
class Clock:
    """It stands still at `now`, UTC epoch seconds."""

    now: int

    def __call__(self) -> int:
        return self.now
