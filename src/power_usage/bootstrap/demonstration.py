"""The demo meter: a simulated flat with a month behind it, asked as the real one would be."""

import asyncio
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from itertools import takewhile
from pathlib import Path
from typing import TYPE_CHECKING

from pydantic import SecretStr

from power_usage.bootstrap.background import Background
from power_usage.bootstrap.collecting import collect
from power_usage.bootstrap.databases import open_database
from power_usage.settings import MeterSettings

if TYPE_CHECKING:
    import sqlalchemy as sa

    from power_usage.demo.server import FakeElnet

HISTORY = timedelta(days=31)
DEMO_METER = "Demo flat"
DEMO_WORD = "demo"
DEMO_INTERVAL_S = 10


@contextmanager
def demo(database: str | None = None) -> Iterator[str]:
    """A simulated flat with a month behind it, polled in the background. Gives the database to serve."""
    from power_usage.demo.flat import Flat
    from power_usage.demo.server import HOME_PATH, LIVE_PATH, FakeElnet, ServerThread

    with tempfile.TemporaryDirectory(prefix="power-usage-demo-") as folder:
        place = database or str(Path(folder) / "demo.db")
        engine = open_database(place)
        end = int(time.time())
        start = end - int(HISTORY.total_seconds())
        elnet = FakeElnet(Flat(seed=7, at=start), token=DEMO_WORD, input_type=DEMO_WORD)

        async def live(stop: asyncio.Event) -> None:
            await asyncio.to_thread(_fill, engine, elnet, start, end, stop)
            if stop.is_set():
                return
            word = SecretStr(DEMO_WORD)
            with ServerThread(elnet) as server:
                urls = server.url + LIVE_PATH, server.url + HOME_PATH
                meter = MeterSettings(DEMO_METER, "Asia/Kolkata", *urls, word, word, word)
                await collect(engine, [meter], DEMO_INTERVAL_S, stop, demo=True)

        with Background(live):
            yield place
        engine.dispose()


def _fill(engine: "sa.Engine", elnet: "FakeElnet", start: int, end: int, stop: asyncio.Event) -> None:
    from power_usage.collector.replay import ReplayCounts, replay_lines
    from power_usage.demo.history import history
    from power_usage.storage.ledger import Ledger

    ledger = Ledger(engine)
    meter_id = ledger.ensure_meter(DEMO_METER, "Asia/Kolkata", demo=True)
    lines = takewhile(lambda _: not stop.is_set(), history(elnet, start, end))
    replay_lines(ledger, meter_id, lines, lambda _: None, ReplayCounts())
