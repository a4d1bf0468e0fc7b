"""Usage of buckets as differences of running totals at their edges.

A total between two readings lies on the straight line between them, rounded down: one rule everywhere. Since
differences telescope, the buckets of a range add up to the range, however it is cut.
"""

from collections.abc import Sequence
from itertools import pairwise

Column = Sequence[int]


def between(at: int, early: Sequence[int], late: Sequence[int]) -> tuple[int, ...]:
    """The totals at `at`; `early` and `late` are (instant, totals...) of the readings around it."""
    start, end = early[0], late[0]
    if at <= start or end == start:
        return tuple(early[1:])
    share, span = at - start, end - start
    return tuple(a + (b - a) * share // span for a, b in zip(early[1:], late[1:], strict=True))


def at_edges(edges: Sequence[int], instants: Column, totals: Sequence[Column]) -> list[list[int]]:
    """Each column of totals at each edge, from readings in order of time. Edges beyond the readings get the nearest."""
    places: list[int] = []
    shares: list[int] = []
    spans: list[int] = []
    place, last = 0, len(instants) - 1
    for edge in edges:
        while place < last and instants[place + 1] <= edge:
            place += 1
        here = instants[place]
        inside = here < edge and place < last
        places.append(place)
        shares.append(edge - here if inside else 0)
        spans.append(instants[place + 1] - here if inside else 1)
    columns = []
    for column in totals:
        following = (*column[1:], column[-1])
        columns.append(
            [
                column[p] + (following[p] - column[p]) * share // span if share else column[p]
                for p, share, span in zip(places, shares, spans, strict=True)
            ]
        )
    return columns


def differences(column: Sequence[int]) -> list[int]:
    """What each bucket used, from the totals at its edges."""
    return [b - a for a, b in pairwise(column)]
