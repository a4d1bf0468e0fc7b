"""Was it more or less than before, than a year ago, than on a usual day?"""

from dataclasses import dataclass
from itertools import chain, pairwise
from operator import add, attrgetter, sub

import sqlalchemy as sa

from power_usage.domain.calendar import MOST_BUCKETS, Buckets, TooManyBuckets, zone
from power_usage.domain.comparing import Against, Window, windows
from power_usage.readmodels.meters import MeterView
from power_usage.readmodels.totals import Known, known, totals_at

SEEN_PERCENT = 90
"""A window of the past counts if so much of it was observed: what is only known in sum has no time of day."""


@dataclass(frozen=True, slots=True)
class Sums:
    """Usage by source: Wh, paise, seconds on the generator, and the seconds that it is the usage of."""

    eb_wh: int = 0
    dg_wh: int = 0
    eb_paise: int = 0
    dg_paise: int = 0
    dg_s: int = 0
    seconds: int = 0

    def __add__(self, other: "Sums") -> "Sums":
        return Sums(*map(add, PARTS(self), PARTS(other)))

    @property
    def paise(self) -> int:
        """Of both sources."""
        return self.eb_paise + self.dg_paise

    @property
    def wh(self) -> int:
        """Of both sources."""
        return self.eb_wh + self.dg_wh


PARTS = attrgetter(*Sums.__slots__)


@dataclass(frozen=True, slots=True)
class Comparison:
    """Each bucket against the past: `past` has what was used then, None where there is nothing to compare with.

    `rests_on`: of how many days (or windows) that is the average, of `days` asked for.
    `pairs`: begin of each bucket that can be compared, what was used in it so far, and by the same time then;
    `fewest`: on how many days the thinnest of them rests.
    """

    against: Against
    days: int
    rests_on: list[int]
    past: list[Sums | None]
    pairs: list[tuple[int, Sums, Sums]]
    fewest: int

    @property
    def shown(self) -> Sums:
        """What was used, of all buckets that can be compared."""
        return sum((now for _, now, _ in self.pairs), Sums())

    @property
    def then(self) -> Sums:
        """What was used then, in the same buckets."""
        return sum((then for _, _, then in self.pairs), Sums())


def comparison(conn: sa.Connection, meter: MeterView, buckets: Buckets, against: Against, days: int = 14) -> Comparison:
    """Those buckets against the past. `days` counts for the average only. Raises TooManyBuckets."""
    days = days if against is Against.AVERAGE else 1
    if (len(buckets.edges) - 1) * days > MOST_BUCKETS:
        raise TooManyBuckets("So long a stretch cannot be compared with so many days: choose a longer group or fewer")
    asked = windows(buckets, against, days, zone(meter.timezone))
    there = known(conn, meter.id)
    last = 0 if there is None else there.last
    # The bucket that the newest reading lies in is compared as far as it goes.
    whole = list(pairwise(buckets.edges))
    shown = [(a, min(b, last)) for a, b in whole]
    # A whole bucket is compared with a whole one, also where a month or a day is longer than the other.
    alike = [
        past if end <= last else [(a, min(b, a + last - start)) for a, b in past]
        for (start, end), past in zip(whole, asked, strict=True)
    ]
    every = {*shown, *chain.from_iterable(asked), *chain.from_iterable(alike)}
    found = {} if there is None else _found(conn, meter.id, there, every)
    seen = [_seen(found, past) for past in asked]
    past, pairs, fewest = [_average(sums) for sums in seen], [], days
    for mine, then in zip(shown, (_seen(found, past) for past in alike), strict=True):
        usual = _average(then)
        if mine in found and usual is not None:
            pairs.append((mine[0], Sums(*found[mine][:-1]), usual))
            fewest = min(fewest, len(then))
    return Comparison(against, days, [len(sums) for sums in seen], past, pairs, fewest if pairs else 0)


Parts = tuple[int, ...]
"""The fields of Sums in order, and the seconds observed: thousands of windows are no time to make objects of each."""


def _found(conn: sa.Connection, meter_id: int, there: Known, every: set[Window]) -> dict[Window, Parts]:
    """What was used in each of the windows that lie wholly in what is known."""
    inside = [(a, b) for a, b in every if there.first <= a < b <= there.last]
    instants = sorted(set(chain.from_iterable(inside)))
    if not instants:
        return {}
    at = dict(zip(instants, zip(*totals_at(conn, meter_id, instants), strict=True), strict=True))
    found: dict[Window, Parts] = {}
    for a, b in inside:
        eb_wh, dg_wh, eb_paise, dg_paise, dg_s, observed_s, _ = map(sub, at[b], at[a])
        found[a, b] = (eb_wh, dg_wh, eb_paise, dg_paise, dg_s, b - a, observed_s)
    return found


def _seen(found: dict[Window, Parts], past: list[Window]) -> list[Parts]:
    there = ((found.get(window), window) for window in past)
    return [parts for parts, (a, b) in there if parts and parts[-1] * 100 >= SEEN_PERCENT * (b - a)]


def _average(every: list[Parts]) -> Sums | None:
    count = len(every)
    if not count:
        return None
    *sums, _observed = map(sum, zip(*every, strict=True))
    return Sums(*((2 * part + count) // (2 * count) for part in sums))
