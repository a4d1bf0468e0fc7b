"""Why it was more, or less: which source, and which part of the day."""

from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from power_usage.readmodels.comparison import Comparison, Sums

PARTS = (0, 6, 12, 18, 24)
PART_S = 6 * 3600
LEAST_PAISE = 100
"""A difference of less than a rupee needs no reason."""


@dataclass(frozen=True, slots=True)
class PartOfDay:
    """Hours of the local clock from `first` until `until`, and how much more was paid in them than then. Paise."""

    first: int
    until: int
    paise: int


@dataclass(frozen=True, slots=True)
class Reasons:
    """The differences to the past: positive is more now. Paise, Wh, seconds on the generator.

    `part`: the part of the day that the difference comes from most, None if it has none or buckets are too long.
    """

    shown: Sums
    then: Sums
    part: PartOfDay | None

    @property
    def paise(self) -> int:
        """Of both sources."""
        return self.shown.paise - self.then.paise

    @property
    def eb_paise(self) -> int:
        """Of the grid."""
        return self.shown.eb_paise - self.then.eb_paise

    @property
    def dg_paise(self) -> int:
        """Of the generator."""
        return self.shown.dg_paise - self.then.dg_paise


def reasons(found: Comparison, longest_s: int, tz: ZoneInfo) -> Reasons | None:
    """What the difference is made of; None where nothing could be compared."""
    if not found.pairs:
        return None
    by_part = [0] * (len(PARTS) - 1)
    for at, now, then in found.pairs:
        by_part[datetime.fromtimestamp(at, tz).hour // 6] += now.paise - then.paise
    part = None
    total = sum(by_part)
    # A long bucket must not reach from one part of the day into the next.
    fine = longest_s <= 3600 or (longest_s <= PART_S and PART_S % longest_s == 0)
    if fine and abs(total) >= LEAST_PAISE:
        most = max(range(len(by_part)), key=lambda n: by_part[n] if total > 0 else -by_part[n])
        part = PartOfDay(PARTS[most], PARTS[most + 1], by_part[most])
    return Reasons(found.shown, found.then, part)
