"""A recording beside its truth: what our steps make of it, and what they should have."""

import json
import os
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any

from power_usage.collector.translate import observation
from power_usage.domain import events as ev
from power_usage.domain.meter import State, step
from power_usage.domain.reading import Reading, Source
from power_usage.domain.usage import at_edges
from power_usage.elnet.recording import read_recording

PLACE = Path(os.environ.get("POWER_USAGE_RECORDINGS", "../shared/recordings"))
NAMES = sorted(path.name.removesuffix(".truth.json") for path in PLACE.glob("*.truth.json"))
EDGE_S = 120  # a snapshot on each side of a hidden stretch


@dataclass(frozen=True)
class Session:
    """A generator session as we found it."""

    start: int
    end: int
    start_uncertainty: int
    end_uncertainty: int
    wh: int
    paise: int


@dataclass(frozen=True)
class Household:
    """What came out of one recording, and its truth."""

    truth: dict[str, Any]
    state: State
    first: Reading
    instants: list[int]
    totals: list[ev.Totals]
    movements: list[ev.BalanceMoved]
    sessions: list[Session]

    def hidden(self, at: int) -> bool:
        """Whether a stale stretch or the tracker's own absence hides that instant."""
        stretches = self.truth["stale"] + self.truth["down"]
        return any(start - EDGE_S <= at <= end + EDGE_S for start, end in stretches)

    def day(self, name: str) -> dict[str, int]:
        """The differences of the totals over a local day."""
        start = datetime.fromisoformat(name + "T00:00:00+05:30")
        edges = [int(start.timestamp()), int((start + timedelta(days=1)).timestamp())]
        fields = ("eb_wh", "dg_wh", "eb_paise", "dg_paise", "dg_s")
        columns = [[getattr(t, field) for t in self.totals] for field in fields]
        found = at_edges(edges, self.instants, columns)
        return {field: column[1] - column[0] for field, column in zip(fields, found, strict=True)}


@cache
def household(name: str) -> Household:
    """Step through a recording from its first line to its last."""
    state = State()
    found: list[ev.Event] = []
    for line in read_recording(PLACE / f"{name}.jsonl.gz"):
        seen = observation(line)
        if seen is not None:
            state, events = step(state, seen)
            found += events
    rows: dict[int, ev.Totals] = {}
    readings: list[Reading] = []
    for event in found:
        if isinstance(event, ev.Accepted):
            readings.append(event.reading)
            rows[event.reading.at] = event.totals
        elif isinstance(event, ev.Revised):
            rows[event.at] = event.totals
    return Household(
        truth=json.loads((PLACE / f"{name}.truth.json").read_text()),
        state=state,
        first=readings[0],
        instants=list(rows),
        totals=list(rows.values()),
        movements=[event for event in found if isinstance(event, ev.BalanceMoved)],
        sessions=_generator_sessions(found),
    )


def _generator_sessions(found: list[ev.Event]) -> list[Session]:
    sessions: list[Session] = []
    start: ev.SessionStarted | None = None
    for event in found:
        if isinstance(event, ev.SessionStarted) and event.source is Source.DG:
            start = event
        elif isinstance(event, ev.SessionEnded) and event.source is Source.DG and start is not None:
            sessions.append(
                Session(
                    start.at,
                    event.at,
                    start.uncertainty_s,
                    event.uncertainty_s,
                    event.total_wh - start.total_wh,
                    event.total_paise - start.total_paise,
                )
            )
            start = None
    return sessions
