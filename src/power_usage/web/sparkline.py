"""The last hour's load as a line: points of an SVG, with gaps as gaps."""

from collections.abc import Sequence
from dataclasses import dataclass

WIDTH, HEIGHT = 240, 48
MARGIN = 3


@dataclass(frozen=True, slots=True)
class Sparkline:
    """Pieces of the line as SVG points, and the loads between which it runs, W."""

    pieces: list[str]
    low_w: int
    high_w: int


def sparkline(loads_w: Sequence[int | None]) -> Sparkline | None:
    """A place of equal width for each load; None where none is known."""
    seen = [load for load in loads_w if load is not None]
    if not seen:
        return None
    low, high = min(seen), max(seen)
    step = WIDTH / max(1, len(loads_w) - 1)
    pieces: list[list[str]] = [[]]
    for place, load in enumerate(loads_w):
        if load is None:
            pieces.append([])
            continue
        share = (load - low) / (high - low) if high > low else 0.5
        pieces[-1].append(f"{place * step:.1f},{MARGIN + (HEIGHT - 2 * MARGIN) * (1 - share):.1f}")
    # A lone point is a line of no length, which round caps still show.
    return Sparkline([" ".join(points * 2 if len(points) == 1 else points) for points in pieces if points], low, high)
