"""The graph as the page brings it: an SVG, so that nobody waits for a chart library to see what was used."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from zoneinfo import ZoneInfo

from power_usage.readmodels.comparison import Comparison
from power_usage.readmodels.history import Figures, Usage
from power_usage.readmodels.sessions import SessionView
from power_usage.web.axis import Mark, figures, times

WIDTH, HEIGHT = 10_000, 1_000
"""Units of the drawing; the page stretches it to its place."""
MUCH_PERCENT = 20
"""So much of a group found afterwards is worth a hatching."""
GAP_SHARE = 0.16
MANY = 200
"""Of more groups the bars touch each other."""


@dataclass(frozen=True, slots=True)
class Drawing:
    """Paths by what they show, in the drawing's units, and the marks of both axes. Of nothing, an empty path."""

    eb: str
    dg: str
    imported: str
    hatched: str
    line: str
    past: str
    bands: str
    gaps: str
    figures: list[Mark]
    times: list[Mark]


@dataclass(frozen=True, slots=True)
class _Frame:
    edges: Sequence[int]
    top: float

    def x(self, at: int) -> int:
        start, end = self.edges[0], self.edges[-1]
        return round(WIDTH * (min(max(at, start), end) - start) / (end - start))

    def y(self, figure: float) -> int:
        return round(HEIGHT * (1 - figure / self.top))


def drawing(
    used: Usage,
    measure: str,
    tz: ZoneInfo,
    *,
    split: bool = True,
    past: Comparison | None = None,
    bands: Iterable[SessionView] = (),
    now: int,
) -> Drawing:
    """Of those figures, in kWh, rupees, kW or hours as `measure` says. `bands` are times on the generator."""
    edges = [*used.at, used.at[-1] + used.seconds[-1]]
    eb, dg = _columns(used, measure)
    then = _past(past, measure)
    imported = _imported(used, measure)
    known: Column = [(a or 0) + (b or 0) for a, b in zip(eb, dg, strict=True)]
    sums = [(a or 0) + (b or 0) for a, b in zip(known, imported, strict=True)] if imported else known
    top, marks = figures(max((one for one in (*sums, *then) if one is not None), default=0))
    frame = _Frame(edges, top)
    as_line = measure in ("kw", "peak")
    if not split:
        eb, dg = [None if a is None and b is None else (a or 0) + (b or 0) for a, b in zip(eb, dg, strict=True)], []
    return Drawing(
        eb="" if as_line else _bars(frame, eb, None),
        dg="" if as_line or not dg else _bars(frame, dg, eb),
        imported=_bars(frame, imported, known) if imported else "",
        hatched="" if as_line else _bars(frame, _found_later(used, known), None),
        line=_steps(frame, eb) if as_line else "",
        past=_steps(frame, then),
        bands=_boxes(frame, ((one.start_at, one.end_at or now) for one in bands)),
        gaps=_boxes(frame, _unobserved(used, edges, now)),
        figures=marks,
        times=times(edges[0], edges[-1], tz),
    )


Column = list[float | None]


def _columns(used: Usage, measure: str) -> tuple[Column, Column]:
    """Both sources; of a load there is one column."""
    nothing: Column = [None] * len(used.at)
    if measure == "kw":
        return _scaled(used.mean_w, 1000), nothing
    if measure == "peak":
        return _scaled(used.max_w, 1000), nothing
    if measure == "time":
        on_eb = [
            None if all_s is None or dg_s is None else all_s - dg_s
            for all_s, dg_s in zip(used.elapsed_s, used.dg_s, strict=True)
        ]
        return _scaled(on_eb, 3600), _scaled(used.dg_s, 3600)
    if measure == "cost":
        return _scaled(used.eb_paise, 100), _scaled(used.dg_paise, 100)
    return _scaled(used.eb_wh, 1000), _scaled(used.dg_wh, 1000)


def _imported(used: Usage, measure: str) -> Column:
    """What an earlier tracker's rows say: no load, and no time on a source."""
    if measure == "cost":
        return _scaled(used.imported_paise, 100)
    return _scaled(used.imported_wh, 1000) if measure == "kwh" else []


def _past(past: Comparison | None, measure: str) -> Column:
    if past is None or measure == "peak":
        return []
    found: Column = []
    for sums in past.past:
        if sums is None:
            found.append(None)
        else:
            of = {"kwh": sums.wh / 1000, "cost": sums.paise / 100, "time": sums.dg_s / 3600}
            found.append(of.get(measure, sums.wh * 3.6 / sums.seconds))
    return found


def _scaled(column: Figures, units: int) -> Column:
    return [None if figure is None else figure / units for figure in column]


def _found_later(used: Usage, sums: Column) -> Column:
    """The groups whose energy is known mostly in sum only."""
    return [
        height if (late or 0) * 100 > MUCH_PERCENT * ((eb or 0) + (dg or 0)) else None
        for height, late, eb, dg in zip(sums, used.recovered_wh, used.eb_wh, used.dg_wh, strict=True)
    ]


def _bars(frame: _Frame, column: Column, below: Column | None) -> str:
    """A bar a group, on top of those below it."""
    share = 0 if len(column) > MANY else GAP_SHARE
    pieces = []
    for n, (figure, (start, end)) in enumerate(zip(column, pairwise(frame.edges), strict=True)):
        if not figure:
            continue
        base = (below[n] or 0) if below else 0
        left, right, low, high = frame.x(start), frame.x(end), frame.y(base), frame.y(base + figure)
        margin = round((right - left) * share / 2)
        pieces.append(f"M{left + margin} {low}V{high}H{right - margin}V{low}z")
    return "".join(pieces)


def _steps(frame: _Frame, column: Column) -> str:
    """A line of steps, broken where nothing is known."""
    pieces, drawing_on = [], False
    for figure, (start, end) in zip(column, pairwise(frame.edges), strict=False):
        if figure is None:
            drawing_on = False
            continue
        y = frame.y(figure)
        pieces.append(f"V{y}H{frame.x(end)}" if drawing_on else f"M{frame.x(start)} {y}H{frame.x(end)}")
        drawing_on = True
    return "".join(pieces)


def _boxes(frame: _Frame, stretches: Iterable[tuple[int, int]]) -> str:
    """Bands over the whole height; each is wide enough to be seen."""
    found = []
    for start, end in stretches:
        left, right = frame.x(start), frame.x(end)
        if end > frame.edges[0] and start < frame.edges[-1]:
            found.append(f"M{left} 0H{max(right, left + WIDTH // 1000)}V{HEIGHT}H{left}z")
    return "".join(found)


def _unobserved(used: Usage, edges: list[int], now: int) -> list[tuple[int, int]]:
    """Groups of which no moment was observed, nor anything imported; those that lie together as one."""
    found: list[tuple[int, int]] = []
    imported = used.imported_paise or [None] * len(used.at)
    for seen, before, start, end in zip(used.observed_s, imported, edges, edges[1:], strict=False):
        if seen or before is not None or start >= now:
            continue
        if found and found[-1][1] == start:
            found[-1] = (found[-1][0], min(end, now))
        else:
            found.append((start, min(end, now)))
    return found
