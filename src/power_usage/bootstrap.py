"""Putting the parts together: database, collector, web."""

import asyncio
import logging
import signal
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from typing import TYPE_CHECKING

from power_usage.settings import MeterSettings
from power_usage.storage.engine import DatabaseProblem, database_url, open_engine, problem_of

if TYPE_CHECKING:
    import sqlalchemy as sa

log = logging.getLogger(__name__)

HISTORY = timedelta(days=31)
DEMO_METER = "Demo flat"
DEMO_TOKEN = DEMO_INPUT = "demo"  # noqa: S105 - protects nothing


def configure_logging() -> None:
    """One line an event, on standard error."""
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(message)s")
    logging.getLogger("alembic").setLevel(logging.WARNING)


def open_database(setting: str) -> "sa.Engine":
    """The database of a setting, for writing, with this version's schema. Raises DatabaseProblem."""
    import sqlalchemy as sa

    from power_usage.storage.migrate import migrate

    url = database_url(setting)
    try:
        engine = open_engine(url)
        migrate(engine)
    except sa.exc.DBAPIError as error:
        raise problem_of(error, url) from error
    except (sa.exc.ArgumentError, sa.exc.NoSuchModuleError, ModuleNotFoundError) as error:
        raise DatabaseProblem(
            "POWER_USAGE_DATABASE is no database that this installation knows.",
            "Name a file, or install the extra for PostgreSQL: pip install 'power-usage[postgres]'.",
        ) from error
    return engine


def open_reader(setting: str) -> "sa.Engine":
    """The same database for reading only."""
    return open_engine(database_url(setting), readonly=True)


async def collect(
    engine: "sa.Engine", meters: Sequence[MeterSettings], interval_s: int, stop: asyncio.Event, *, demo: bool = False
) -> None:
    """Poll the meters until `stop` is set."""
    from power_usage.collector.cycle import PolledMeter
    from power_usage.collector.loop import LEASE_S, Collector
    from power_usage.domain.calendar import zone
    from power_usage.elnet.client import ElnetClient, Endpoint
    from power_usage.storage.lease import Leases, own_name
    from power_usage.storage.ledger import Ledger

    ledger = Ledger(engine)
    polled = [
        PolledMeter(
            ledger.ensure_meter(meter.name, meter.timezone, demo=demo),
            meter.name,
            zone(meter.timezone),
            Endpoint(meter.live_url, meter.input_type.get_secret_value(), meter.bearer_token.get_secret_value()),
            Endpoint(meter.home_url, meter.home_input_type.get_secret_value(), meter.bearer_token.get_secret_value()),
        )
        for meter in meters
    ]
    log.info("Collecting from %s every %s s", ", ".join(meter.name for meter in meters), interval_s)
    async with ElnetClient() as client:
        leases = Leases(engine, own_name(), LEASE_S)
        await Collector(client, ledger, leases, polled, interval_s=interval_s).run(stop)
    log.info("Collecting ended; everything read is stored")


@dataclass(slots=True)
class Background:
    """Work on an asyncio loop in a thread beside the web server; told to stop, it finishes what is under way."""

    work: Callable[[asyncio.Event], "asyncio.Future[None] | object"]
    _loop: asyncio.AbstractEventLoop = field(default_factory=asyncio.new_event_loop)
    _stop: asyncio.Event = field(default_factory=asyncio.Event)
    _thread: threading.Thread | None = None

    def start(self) -> None:
        """Begin."""
        self._thread = threading.Thread(target=self._run, name="collector")
        self._thread.start()

    def stop(self) -> None:
        """Ask it to end, and wait."""
        if self._thread is not None and self._thread.is_alive():
            self._loop.call_soon_threadsafe(self._stop.set)
            self._thread.join()

    def _run(self) -> None:
        try:
            self._loop.run_until_complete(self.work(self._stop))  # type: ignore[arg-type]
        except Exception:
            log.exception("The collector ended by a fault of its own; the pages go on")
        finally:
            self._loop.close()


def serve(
    engine: "sa.Engine", host: str, port: int, *, demo: bool = False, low_balance_paise: int | None = None
) -> None:
    """Serve the pages until SIGTERM or Ctrl-C. Raises OSError where the address cannot be used."""
    from waitress import create_server

    from power_usage.web.app import create_app

    app = create_app(engine, demo=demo, low_balance_paise=low_balance_paise)
    server = create_server(app, host=host, port=port, threads=8, ident=None)
    signal.signal(signal.SIGTERM, _interrupt)
    shown = "127.0.0.1" if host in ("", "0.0.0.0") else host  # noqa: S104
    log.info("The dashboard is at http://%s:%s", shown, server.effective_port)
    server.run()


def _interrupt(*_: object) -> None:
    raise SystemExit(0)


def fill_demo(engine: "sa.Engine", elnet: object, start: int, end: int) -> None:
    """Take a month of the simulated flat into the database."""
    from power_usage.collector.replay import ReplayCounts, replay_lines
    from power_usage.demo.history import history
    from power_usage.demo.server import FakeElnet
    from power_usage.storage.ledger import Ledger

    assert isinstance(elnet, FakeElnet)  # noqa: S101
    ledger = Ledger(engine)
    meter_id = ledger.ensure_meter(DEMO_METER, "Asia/Kolkata", demo=True)
    replay_lines(ledger, meter_id, history(elnet, start, end), lambda _: None, ReplayCounts())
