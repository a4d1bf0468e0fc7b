"""Places in a meter's history at which its registers and its balance are read together, to check the one by the other.

A mark is a reading at which the balance has just moved, so that the balance knows of the energy that the registers
show: a server that charges once in a quarter of an hour is checked as well as one that charges with every reading.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from power_usage.domain.spans import NOTHING_KNOWN, Point, Vote, allowed

Marks = Sequence["Mark"]


@dataclass(frozen=True, slots=True)
class Mark:
    """A reading: `at` is the meter's clock, `balance_paise` as it said. Running totals: Wh by source, seconds on DG.

    `paid_paise`, `taken_paise`, `moves`: paid in and taken off since the first mark, and how often. `base`: what the
    registers show above the totals, which changes with the meter only. `seen_at`: the last reading with that balance
    until then; `waiting_wh`: what was used meanwhile.
    """

    at: int
    balance_paise: int
    eb_wh: int
    dg_wh: int
    dg_s: int
    paid_paise: int
    taken_paise: int
    moves: int
    base: tuple[int, int]
    seen_at: int
    waiting_wh: int

    @property
    def bill_paise(self) -> int:
        """A running bill for energy alone: what the balance lost, money paid in and taken off left out."""
        return self.paid_paise - self.taken_paise - self.balance_paise


def grid_vote(start: int, end: int, marks: Marks) -> Vote:
    """What the marks of [start, end) say of the grid's rate."""
    span, wh = NOTHING_KNOWN, 0
    for run in grid_runs(marks):
        span = span.meets(allowed([Point(mark.eb_wh, mark.bill_paise) for mark in run]))
        wh += run[-1].eb_wh - run[0].eb_wh
    return Vote(start, end, wh, span)


def grid_runs(marks: Marks) -> Iterator[list[Mark]]:
    """Stretches on the grid alone, without money moved. What lies beside the generator is left out: its register may
    still hide a step."""
    run: list[Mark] = []
    near = False
    for mark in marks:
        if run and mark.at == run[-1].at:
            continue
        if run and _other_use(run[-1], mark):
            yield from _long(run[:-1])
            run, near = [], True
        elif run and (mark.moves != run[-1].moves or near):
            yield from _long([] if near else run)
            run, near = [], False
        run.append(mark)
    yield from _long([] if near else run)


def _long(run: list[Mark]) -> Iterator[list[Mark]]:
    if len(run) > 1:
        yield run


def _other_use(early: Mark, late: Mark) -> bool:
    return early.dg_wh != late.dg_wh or early.dg_s != late.dg_s or early.base != late.base


def turning_point(marks: Marks, before: Callable[[int], int], after: Callable[[int], int]) -> int:
    """The instant at which the grid's bill turns best from the rate `before` to the rate `after`.

    Both give the paise for Wh. Each run on the grid is explained by itself (least squares): so the roundings at the
    ends of one run do not add to those of the others.
    """
    runs = list(grid_runs(marks))

    def miss(at: int) -> int:
        return sum(_missed(run, at, before, after) ** 2 for run in runs)

    return min((mark.at for run in runs for mark in run), key=miss, default=marks[0].at)


def _missed(run: Marks, at: int, before: Callable[[int], int], after: Callable[[int], int]) -> int:
    """What a run's bill differs by from its energy at the one rate until `at` and at the other from then on."""
    first, last = run[0], run[-1]
    turn = first if at <= first.at else last if at >= last.at else next(mark for mark in run if mark.at >= at)
    expected = before(turn.eb_wh - first.eb_wh) + after(last.eb_wh - turn.eb_wh)
    return last.bill_paise - first.bill_paise - expected
