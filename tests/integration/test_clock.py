"""Our clock is set while the tracker runs: what passed is not what the clock says."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
import sqlalchemy as sa

from house import House
from power_usage.collector.clock import ClockWatch
from power_usage.domain.reading import ClockSet, Reading, Silence, SilenceReason, Started
from power_usage.readmodels.now import Freshness, status
from power_usage.storage import tables as t
from power_usage.storage.ledger import Ledger

HOUR = 3600


class Home:
    """A house, what our clock says there, and what was stored of both."""

    def __init__(self, engine: sa.Engine) -> None:
        self.engine, self.house, self.ahead_s = engine, House(), 0
        self.ledger = Ledger(engine)
        self.id = self.ledger.ensure_meter("Home", "Asia/Kolkata")
        self.start()
        self.live(10)

    @property
    def now(self) -> int:
        return self.house.at + self.ahead_s

    def start(self) -> None:
        self.ledger.observe(self.id, [Started(self.now, 30)])

    def live(self, minutes: int) -> None:
        """Readings, as they are received under our clock."""
        self.ledger.observe(self.id, list(self._received(self.house.readings(minutes))))

    def _received(self, readings: list[Reading]) -> Iterator[Reading]:
        return (replace(reading, received_at=reading.received_at + self.ahead_s) for reading in readings)

    def set_clock(self, ahead_s: int) -> None:
        by_s, self.ahead_s = ahead_s - self.ahead_s, ahead_s
        self.ledger.observe(self.id, [ClockSet(self.now, by_s)])

    @property
    def outages(self) -> list[tuple[str, int, int]]:
        with self.engine.connect() as conn:
            return [
                tuple(row) for row in conn.execute(sa.select(t.outage.c.kind, t.outage.c.start_at, t.outage.c.end_at))
            ]

    @property
    def polled_at(self) -> int:
        with self.engine.connect() as conn:
            return int(conn.execute(sa.select(t.poll.c.polled_at)).scalar_one())


@pytest.fixture
def home(engine: sa.Engine) -> Home:
    return Home(engine)


@pytest.mark.parametrize("ahead_s", [3 * HOUR, -24 * HOUR, 3 * 365 * 24 * HOUR])
def test_set_wrong_and_right_again_the_tracker_was_never_off(home: Home, ahead_s: int) -> None:
    home.set_clock(ahead_s)
    home.live(3)
    home.set_clock(0)
    home.live(3)
    assert home.outages == []
    assert home.polled_at == home.house.at + home.house.lag_s


def test_a_load_of_before_the_clock_was_set_back_is_not_taken_for_a_live_one(home: Home) -> None:
    home.set_clock(-24 * HOUR)
    home.house.live(2 * HOUR)
    home.ledger.observe(
        home.id, [Silence(home.now - 60, SilenceReason.TIMEOUT), Silence(home.now, SilenceReason.TIMEOUT)]
    )
    with home.engine.connect() as conn:
        assert status(conn, home.id, home.now).freshness is Freshness.OFFLINE


def test_readings_that_seem_to_come_from_the_future_are_not_fresh(home: Home) -> None:
    home.set_clock(-24 * HOUR)
    home.live(3)
    with home.engine.connect() as conn:
        assert status(conn, home.id, home.now + 20).freshness is Freshness.STALE


def test_after_a_clock_that_was_ahead_an_absence_is_seen(home: Home) -> None:
    home.set_clock(3 * HOUR)
    home.live(3)
    home.ahead_s = 0  # killed meanwhile, and begun again under a clock that is right
    home.start()
    home.live(3)
    off = home.polled_at
    home.house.live(2 * HOUR)
    home.start()
    assert home.outages == [("tracker_off", off, home.now)]


def test_a_computer_that_begins_with_the_time_of_its_last_shutdown_was_off_until_it_was_on(home: Home) -> None:
    off = home.polled_at
    home.house.live(5 * HOUR)
    home.ahead_s = off - home.house.at - 1800
    home.start()
    home.live(2)  # they seem to come from the future
    home.set_clock(0)
    home.live(3)
    ((kind, start, end),) = home.outages
    assert (kind, start) == ("tracker_off", off)
    assert 0 <= home.house.at - end <= 300


def test_a_clock_that_drifts_was_not_set_and_one_that_leaps_was() -> None:
    now, steady = [1_000_000.0], [50.0]
    watch = ClockWatch(lambda: now[0], lambda: steady[0])
    for _ in range(100):
        now[0], steady[0] = now[0] + 31.0, steady[0] + 30.0
        assert watch.set_by() == 0
    now[0] -= HOUR
    assert watch.set_by() == -HOUR
    assert watch.set_by() == 0
    assert ClockWatch(lambda: now[0], lambda: None).set_by() == 0
