"""Who uses an outlet, when the database or the clock cannot be relied on."""

import asyncio
import logging
from collections.abc import Awaitable, Callable

import pytest
import sqlalchemy as sa

from power_usage.outlets import lease as outlet_lease
from power_usage.outlets.lease import LeasedOutlet
from power_usage.outlets.pace import Pace
from power_usage.storage.lease import acquire

BRISK = Pace(look_s=0.02, longest_pause_s=0.02)
ANOTHER = "elsewhere/1/0"
HOUR_S = 3600


@pytest.fixture(autouse=True)
def brief(monkeypatch: pytest.MonkeyPatch) -> None:
    """A lease runs out within a test's patience."""
    monkeypatch.setattr(outlet_lease, "LEASE_S", 1)


def rename(engine: sa.Engine, name: str, other: str) -> None:
    with engine.begin() as conn:
        conn.exec_driver_sql(f"ALTER TABLE {name} RENAME TO {other}")


class Used:
    """An outlet that counts what becomes of it."""

    def __init__(self, engine: sa.Engine, sent: Callable[[], object], clock: Callable[[], float] | None = None) -> None:
        self.stop, self.let_go, self._sent = asyncio.Event(), asyncio.Event(), sent
        how = {"clock": clock} if clock else {}
        self.outlet = LeasedOutlet(engine, "there", self._send, BRISK, self._go, **how)

    async def until(self, event: Callable[[], Awaitable[object]]) -> None:
        running = asyncio.create_task(self.outlet.run(self.stop))
        try:
            await asyncio.wait_for(event(), 20)
        finally:
            self.stop.set()
            await running

    async def _send(self) -> float:
        self._sent()
        return BRISK.look_s

    async def _go(self) -> None:
        self.let_go.set()


def test_an_outlet_is_let_go_when_its_lease_cannot_be_renewed_and_taken_again(
    engine: sa.Engine, caplog: pytest.LogCaptureFixture
) -> None:
    broken: list[bool] = []

    def sent() -> None:
        if not broken:
            broken.append(True)
            rename(engine, "lease", "gone")

    used = Used(engine, sent)

    async def gone_and_back() -> None:
        await used.let_go.wait()
        assert not used.outlet.ours.is_set()
        await asyncio.sleep(0.2)  # some more looks
        rename(engine, "gone", "lease")
        await used.outlet.ours.wait()

    asyncio.run(used.until(gone_and_back))
    (said,) = (record for record in caplog.records if record.levelno >= logging.WARNING)
    assert said.message.startswith("Nothing goes out to there")


def test_an_outlet_that_can_read_nothing_is_let_go_too(engine: sa.Engine) -> None:
    def sent() -> None:
        with engine.connect() as conn:
            conn.exec_driver_sql("SELECT * FROM no_such_table")

    used = Used(engine, sent)
    asyncio.run(used.until(used.let_go.wait))


def test_a_clock_set_back_leaves_no_two_processes_with_one_outlet(engine: sa.Engine) -> None:
    clock = [1_800_000_000.0]

    def sent() -> None:
        if clock[0] == 1_800_000_000:
            clock[0] -= HOUR_S
            with engine.begin() as conn:
                assert acquire(conn, "outlet:there", ANOTHER, int(clock[0]), 600)

    used = Used(engine, sent, lambda: clock[0])
    asyncio.run(used.until(used.let_go.wait))
