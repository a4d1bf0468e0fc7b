"""Taking times, and telling them."""

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Times:
    """Seconds of one thing done again and again."""

    seconds: Sequence[float]

    def at(self, share: float) -> float:
        """The time that this share of them took at most."""
        ordered = sorted(self.seconds)
        return ordered[min(len(ordered) - 1, int(share * len(ordered)))]

    @property
    def p50(self) -> float:
        """The typical time."""
        return self.at(0.5)

    @property
    def p95(self) -> float:
        """The time of a bad moment."""
        return self.at(0.95)


def timed(work: Callable[[], object]) -> float:
    """How long that takes, in seconds."""
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def in_turns(works: dict[str, Callable[[], object]], rounds: int) -> dict[str, Times]:
    """Each of them in every round, so that a slow moment of the machine meets all alike."""
    found: dict[str, list[float]] = {name: [] for name in works}
    for work in works.values():
        work()
    for _ in range(rounds):
        for name, work in works.items():
            found[name].append(timed(work))
    return {name: Times(seconds) for name, seconds in found.items()}


def tell(name: str, figure: str, aim: str, good: bool) -> None:
    """One line of the report."""
    print(f"{'ok  ' if good else 'OVER'}  {name:<72} {figure:<38} {aim}", flush=True)


def against(name: str, found: Times, floor: Times, most: float | None) -> None:
    """One line: how many times as long as the floor."""
    ratio, slow = found.p50 / floor.p50, found.p95 / floor.p95
    aim = f"within {most}x" if most else ""
    tell(
        name, f"p50 {ratio:.2f}x, p95 {slow:.2f}x ({found.p50 * 1000:.2f} ms)", aim, good=most is None or ratio <= most
    )
