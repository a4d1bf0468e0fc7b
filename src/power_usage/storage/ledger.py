"""The one writer of a meter's history: a step's finds and the state they leave, in one transaction."""

import json
import secrets
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import sqlalchemy as sa
from pydantic import TypeAdapter

from power_usage.domain import events as ev
from power_usage.domain.calendar import day_start, local_day, zone
from power_usage.domain.events import Event
from power_usage.domain.meter import State, step
from power_usage.domain.outages import instant
from power_usage.domain.reading import NOTICEABLE_S, ClockSet, HomeFigures, Observation, Silence, Started
from power_usage.domain.validation import PARTLY_BELIEVED, Verdict
from power_usage.storage import imported
from power_usage.storage import tables as t
from power_usage.storage.engine import problem_of
from power_usage.storage.outages import Outages
from power_usage.storage.outbox import Outbox, Telling
from power_usage.storage.rows import Pending
from power_usage.storage.upsert import upsert

STATE = TypeAdapter(State)


class Ledger:
    """Takes observations of meters into a database. With `tell`, what people want to know goes into the outbox."""

    def __init__(self, engine: sa.Engine, *, tell: Telling | None = None) -> None:
        self.engine = engine
        self._tell = tell

    def ensure_meter(self, name: str, timezone: str, *, demo: bool = False) -> int:
        """The number of the meter of that name, which is made if it is not there."""
        with self.engine.begin() as conn:
            return meter_called(conn, name, timezone, demo=demo)

    def state(self, meter_id: int) -> State:
        """Where the meter's history stands."""
        with self.engine.connect() as conn:
            return read_state(conn, meter_id)

    def polled_at(self, meter_id: int) -> int | None:
        """Our clock at the last observation taken, or None."""
        with self.engine.connect() as conn:
            found = conn.execute(sa.select(t.poll.c.polled_at).where(t.poll.c.meter_id == meter_id))
            return found.scalar()

    def observe(self, meter_id: int, observations: Sequence[Observation]) -> list[Event]:
        """Step through the observations and keep all that follows, or nothing at all if that fails.

        Raises DatabaseProblem where the database does not take it: locked, full, gone.
        """
        try:
            with self.engine.begin() as conn:
                return take(conn, meter_id, observations, self._tell)
        except sa.exc.OperationalError as error:
            raise problem_of(error, self.engine.url.render_as_string(hide_password=True)) from error


def meter_called(conn: sa.Connection, name: str, timezone: str, *, demo: bool = False) -> int:
    """`Ledger.ensure_meter` within a transaction of the caller's."""
    found = conn.execute(sa.select(t.meter.c.id).where(t.meter.c.name == name)).scalar()
    if found is not None:
        conn.execute(sa.update(t.meter).where(t.meter.c.id == found).values(timezone=timezone))
        return int(found)
    values = {"name": name, "timezone": timezone, "demo": demo}
    made = conn.execute(sa.insert(t.meter).values(values).returning(t.meter.c.id)).scalar_one()
    return int(made)


def take(
    conn: sa.Connection,
    meter_id: int,
    observations: Sequence[Observation],
    tell: Telling | None = None,
    *,
    watching: bool = True,
) -> list[Event]:
    """`Ledger.observe` within a transaction of the caller's. Without `watching`, what is stored of outages stays."""
    # The lock makes a rebuild and a live poll wait for each other; SQLite's transactions do so anyway.
    mine = sa.select(t.meter.c.timezone).where(t.meter.c.id == meter_id).with_for_update()
    timezone = conn.execute(mine).scalar_one()
    first = state = read_state(conn, meter_id)
    pending = Pending(meter_id, _day_finder(timezone))
    polls = _Polls.read(conn, meter_id)
    outages = Outages.read(conn, meter_id) if watching else None
    outbox = Outbox.read(conn, meter_id, zone(timezone), tell) if tell else None
    found: list[Event] = []
    for observation in observations:
        before = state
        state, events = step(state, observation)
        for event in events:
            pending.add(event, before)
        changes = outages.add(observation, events, last=state.last, polled_at=polls.polled_at) if outages else []
        polls.add(observation, events)
        if outbox:
            outbox.add(state, observation, events, changes)
        found += events
    pending.write(conn)
    polls.write(conn)
    if outages:
        outages.write(conn)
    if outbox:
        outbox.write(conn)
    if first.last is None and state.last is not None:
        imported.derive(conn, meter_id)  # what was imported ends where the first reading begins
    if state is not first:
        body = STATE.dump_json(state).decode()
        upsert(conn, t.meter_state, [{"meter_id": meter_id, "body": body, "revision": secrets.randbits(53)}])
    return found


def read_state(conn: sa.Connection, meter_id: int) -> State:
    """The state as stored, or that of a meter not yet heard of."""
    body = conn.execute(sa.select(t.meter_state.c.body).where(t.meter_state.c.meter_id == meter_id)).scalar()
    return State() if body is None else STATE.validate_json(body)


def _day_finder(timezone: str) -> Callable[[int], int]:
    tz = zone(timezone)
    known: list[tuple[int, int]] = [(0, 0)]

    def day_of(at: int) -> int:
        start, end = known[0]
        if not start <= at < end:
            day = local_day(at, tz)
            start = day_start(day, tz)
            known[0] = (start, day_start(day.fromordinal(day.toordinal() + 1), tz))
        return start

    return day_of


SLOW_CLOCK = f"refused:{Verdict.CLOCK_AHEAD.value}"


@dataclass(slots=True)
class _Polls:
    """How the polls themselves fared: the last one, and runs of silence."""

    meter_id: int
    polled_at: int | None
    answered_at: int | None
    outcome: str
    silent_since: int | None
    silences: dict[int, dict[str, int | str]]
    counts: Counter[str]

    @classmethod
    def read(cls, conn: sa.Connection, meter_id: int) -> "_Polls":
        row = conn.execute(sa.select(t.poll).where(t.poll.c.meter_id == meter_id)).first()
        if row is None:
            return cls(meter_id, None, None, "", None, {}, Counter())
        counts = Counter(json.loads(row.counts or "{}"))
        polls = cls(meter_id, row.polled_at, row.answered_at, row.outcome, row.silent_since, {}, counts)
        last = conn.execute(
            sa.select(t.silence).where(t.silence.c.meter_id == meter_id).order_by(t.silence.c.first_at.desc()).limit(1)
        ).first()
        if last is not None and row.silent_since is not None and last.reason == row.outcome:
            polls.silences[last.first_at] = dict(last._mapping)
        return polls

    def add(self, observation: Observation, events: list[Event]) -> None:
        if isinstance(observation, Silence):
            self._silent(observation)
            return
        if isinstance(observation, ClockSet):
            self._clock_set(observation)
            return
        self.polled_at = max(self.polled_at or 0, instant(observation))
        if isinstance(observation, HomeFigures | Started):
            return
        self.answered_at = observation.received_at
        self.silent_since = None
        self.outcome = _outcome(events)
        if self.outcome != SLOW_CLOCK:  # a poll that seems to lie ahead was under a clock that was wrong
            self.polled_at = observation.received_at
        self.counts[self.outcome] += 1

    def _clock_set(self, clock: ClockSet) -> None:
        """The last poll and the last answer move with the clock, if they were under that clock.

        A Raspberry Pi begins with the time of its last shutdown: then a poll before that seems to lie ahead, stays
        where it is, and the time since is an absence.
        """
        before = clock.at - clock.by_s + NOTICEABLE_S
        if self.polled_at is not None and self.polled_at <= before:
            self.polled_at += clock.by_s
        if self.answered_at is not None and self.answered_at <= before:
            self.answered_at += clock.by_s

    def _silent(self, silence: Silence) -> None:
        reason = silence.reason.value
        run = next(reversed(self.silences.values()), None)
        if self.silent_since is None or run is None or self.outcome != reason:
            run = {"meter_id": self.meter_id, "first_at": silence.at, "reason": reason, "polls": 0}
            self.silences[silence.at] = run
        run["last_at"] = silence.at
        run["polls"] = int(run["polls"]) + 1
        self.polled_at = max(self.polled_at or 0, silence.at)
        self.silent_since = self.silent_since or silence.at
        self.outcome = reason
        self.counts[reason] += 1

    def write(self, conn: sa.Connection) -> None:
        if self.polled_at is None:
            return
        upsert(conn, t.silence, list(self.silences.values()))
        row = {
            "meter_id": self.meter_id,
            "polled_at": self.polled_at,
            "answered_at": self.answered_at,
            "outcome": self.outcome,
            "silent_since": self.silent_since,
            "counts": json.dumps(self.counts, sort_keys=True),
        }
        upsert(conn, t.poll, [row])


def _outcome(events: list[Event]) -> str:
    for event in events:
        if isinstance(event, ev.Accepted | ev.Repeated):
            return type(event).__name__.lower()
        if isinstance(event, ev.Refused) and event.reason not in PARTLY_BELIEVED:
            return f"refused:{event.reason.value}"
    return "accepted"
