"""Putting the parts together: database, collector, web."""

import asyncio
import faulthandler
import logging
import os
import signal
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Coroutine, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from functools import partial
from itertools import takewhile
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Self

from pydantic import SecretStr

from power_usage import logs, settings
from power_usage.domain.tariffs import NOTHING_SET, SetRates
from power_usage.outlets.broker import Broker
from power_usage.settings import Messages, MeterSettings, Settings, StoreSettings, WebSettings
from power_usage.storage.engine import DatabaseProblem, database_url, open_engine, problem_of

if TYPE_CHECKING:
    import sqlalchemy as sa
    from flask import Flask

    from power_usage.collector.chores import Chore
    from power_usage.collector.cycle import Door, PolledMeter
    from power_usage.demo.server import FakeElnet
    from power_usage.elnet.client import ElnetClient
    from power_usage.elnet.login import Account
    from power_usage.storage.outbox import Telling

log = logging.getLogger(__name__)

HISTORY = timedelta(days=31)
DEMO_METER = "Demo flat"
DEMO_WORD = "demo"
DEMO_INTERVAL_S = 10
LARGEST_REQUEST = 2_000_000


def configure_logging() -> None:
    """One line an event, on standard error; as JSON where that is set."""
    logs.configure(as_json=settings.logs_as_json())


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
    except (sa.exc.ArgumentError, sa.exc.NoSuchModuleError, ModuleNotFoundError, ValueError) as error:
        raise DatabaseProblem(
            "POWER_USAGE_DATABASE is no database that this installation knows.",
            "Name a file, or install the extra for PostgreSQL: pip install 'power-usage-tracker[postgres]'.",
        ) from error
    return engine


def open_reader(setting: str) -> "sa.Engine":
    """The same database for reading only."""
    return open_engine(database_url(setting), readonly=True)


@contextmanager
def one_moment(setting: str) -> "Iterator[sa.Connection]":
    """The database for reading, as it stands at one moment, whatever is written meanwhile."""
    engine = open_reader(setting)
    try:
        with engine.connect() as conn:
            if conn.dialect.name == "postgresql":
                conn = conn.execution_options(isolation_level="REPEATABLE READ")  # noqa: PLW2901 - the same connection
            yield conn
    finally:
        engine.dispose()


def open_to_collect(store: StoreSettings) -> "sa.Engine":
    """The database for a collector: a damaged one is kept aside, and collecting goes on into a new one.

    Raises DatabaseProblem.
    """
    from power_usage.storage.backup import newest_in_words
    from power_usage.storage.damage import set_aside_if_damaged
    from power_usage.storage.upkeep import DAMAGE, Upkeep, write_upkeep

    now = int(time.time())
    damage = set_aside_if_damaged(store.file, now) if store.file else None
    _back_up_before_an_upgrade(store, now)
    engine = open_database(store.database)
    if store.file and damage:
        words = (
            f"{damage.what} It is kept as {damage.aside}; collecting goes on into a new one."
            f" {newest_in_words(store.file, store.backup_folder, now)}"
        )
        log.error("%s", words)
        with engine.begin() as conn:
            write_upkeep(conn, Upkeep(DAMAGE, since_at=now, words=words))
    return engine


def _back_up_before_an_upgrade(store: StoreSettings, now: int) -> None:
    """So that there is a way back to the version before. Without room for it the upgrade goes on all the same."""
    from power_usage.storage.backup import back_up
    from power_usage.storage.migrate import is_behind

    if not store.file or not store.file.exists() or not store.backup_folder:
        return
    engine = open_engine(database_url(store.database))
    try:
        if is_behind(engine):
            made = back_up(store.file, store.backup_folder, now)
            log.info("Backup %s was made before the upgrade of the database", made.backup.file.name)
    except (DatabaseProblem, OSError) as problem:
        log.warning("There is no backup of before the upgrade of the database. %s", problem)
    finally:
        engine.dispose()


async def collect(
    engine: "sa.Engine",
    meters: Sequence[MeterSettings],
    interval_s: int,
    stop: asyncio.Event,
    *,
    demo: bool = False,
    messages: Messages | None = None,
    low_paise: int | None = None,
    alive: Callable[[], None] = lambda: None,
    credit_s: int = 1800,
    store: StoreSettings | None = None,
    broker: Broker | None = None,
) -> None:
    """Poll the meters until `stop` is set, tell people where there are any to tell, look after the database.

    Without `store` the database is not looked after, without `broker` Home Assistant is not told.
    """
    from power_usage.collector.cycle import PolledMeter
    from power_usage.collector.loop import LEASE_S, Collector
    from power_usage.domain.alerts import AlertRules
    from power_usage.domain.calendar import zone
    from power_usage.elnet.client import ElnetClient
    from power_usage.storage.account import AccountBook
    from power_usage.storage.lease import Leases, own_name
    from power_usage.storage.ledger import Ledger
    from power_usage.storage.outbox import Telling, give_up

    telling = None
    if messages and messages.outlets:
        rules = AlertRules(low_paise, silent_s=messages.outage_s, untold=messages.untold)
        telling = Telling(rules, messages.outlets)
    ledger = Ledger(engine, tell=telling)
    with engine.begin() as conn:
        give_up(conn, telling.outlets if telling else (), int(time.time()))
    log.info("Collecting from %s every %s s", ", ".join(meter.name for meter in meters), interval_s)
    async with ElnetClient() as client:
        polled = []
        for meter in meters:
            meter_id = ledger.ensure_meter(meter.name, meter.timezone, demo=demo)
            way_in = account(client, engine, meter)
            polled.append(
                PolledMeter(meter_id, meter.name, zone(meter.timezone), *doors(client, meter, way_in), way_in)
            )
        leases = Leases(engine, own_name(), LEASE_S)
        book = AccountBook(engine, wait_s=credit_s, tell=telling)
        beside = [asyncio.create_task(run) for run in _outlets(engine, messages, stop)]
        if broker:
            from power_usage.outlets.publisher import publishing

            outlet = publishing(engine, broker, [meter.id for meter in polled], forget=demo)
            beside.append(asyncio.create_task(outlet.run(stop)))
        if store:
            beside.append(asyncio.create_task(_look_after(engine, store, polled, telling, stop)))
        await Collector(ledger, leases, polled, interval_s=interval_s, book=book, alive=alive).run(stop)
        await asyncio.gather(*beside)
    log.info("Collecting ended")


async def collect_all(
    engine: "sa.Engine", everything: Settings, stop: asyncio.Event, alive: Callable[[], None] = lambda: None
) -> None:
    """`collect` as the settings say."""
    await collect(
        engine,
        everything.meters,
        everything.interval_s,
        stop,
        messages=everything.messages,
        low_paise=everything.low_paise,
        alive=alive,
        credit_s=everything.credit_s,
        store=everything.store,
        broker=everything.broker,
    )


def account(client: "ElnetClient", engine: "sa.Engine", meter: MeterSettings) -> "Account | None":
    """The way into a resident's account, where a login is configured."""
    if meter.login is None:
        return None
    from power_usage.elnet.login import Account
    from power_usage.storage.refusals import RefusedLogins

    return Account(client, meter.login.credentials, RefusedLogins(engine, meter.name), inputs=meter.captured)


def doors(client: "ElnetClient", meter: MeterSettings, account: "Account | None") -> "tuple[Door, Door]":
    """GetLiveUpdates and HomeData: with a token that is renewed, or with the captured one."""
    from power_usage.elnet.client import Endpoint

    if account is not None:
        return partial(account.ask, "GetLiveUpdates"), partial(account.ask, "HomeData")
    token = meter.bearer_token.get_secret_value()
    live = Endpoint(meter.live_url, meter.input_type.get_secret_value(), token)
    home = Endpoint(meter.home_url, meter.home_input_type.get_secret_value(), token)
    return partial(client.live, live), partial(client.home, home)


async def _look_after(
    engine: "sa.Engine",
    store: StoreSettings,
    polled: "Sequence[PolledMeter]",
    telling: "Telling | None",
    stop: asyncio.Event,
) -> None:
    from power_usage.collector.chores import LOOK_EVERY_S, Chores
    from power_usage.storage.lease import ChoresLease, own_name

    lease = ChoresLease(engine, own_name(), 2 * int(LOOK_EVERY_S))
    chores = list(_chores(engine, store, polled, telling))
    await Chores(chores, lease, time.time).run(stop)


def _chores(
    engine: "sa.Engine", store: StoreSettings, polled: "Sequence[PolledMeter]", telling: "Telling | None"
) -> "Iterator[Chore]":
    from power_usage.domain.calendar import zone
    from power_usage.storage.daily import DailyBackup, Thinning, Worries, no_backup

    if store.file and store.backup_folder:
        yield DailyBackup(engine, store.file, store.backup_folder, store.keep, zone(store.timezone))
    else:
        yield no_backup(engine)
    if store.keep_readings_days:
        yield Thinning(engine, {meter.id: meter.tz for meter in polled}, store.keep_readings_days)
    yield Worries(engine, polled[0].id, telling)


def _outlets(
    engine: "sa.Engine", messages: Messages | None, stop: asyncio.Event
) -> Iterator[Coroutine[None, None, None]]:
    if messages is None:
        return
    if chats := messages.telegram:
        from power_usage.outlets.telegram import Telegram, TelegramSettings

        settings = TelegramSettings(chats.token, chats.chats, chats.base_url, messages.quiet)
        yield Telegram(engine, settings).run(stop)
    for other in messages.others:
        from power_usage.outlets.others import OtherChannel, sending

        yield sending(engine, OtherChannel(other.outlet, other.number, other.url), messages.quiet).run(stop)


@dataclass(slots=True)
class Background:
    """Work on an asyncio loop in a thread beside the web server; told to stop, it finishes what is under way."""

    work: Callable[[asyncio.Event], Coroutine[None, None, None]]
    _loop: asyncio.AbstractEventLoop = field(default_factory=asyncio.new_event_loop)
    _stop: asyncio.Event = field(default_factory=asyncio.Event)
    _thread: threading.Thread | None = None

    def __enter__(self) -> Self:
        # A daemon, since interpreters that end without leaving this block must not wait for it for ever.
        self._thread = threading.Thread(target=self._run, name="collector", daemon=True)
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._thread is not None and self._thread.is_alive():
            self._loop.call_soon_threadsafe(self._stop.set)
            self._thread.join()

    def _run(self) -> None:
        try:
            self._loop.run_until_complete(self.work(self._stop))
        except Exception:
            log.exception("The collector ended by a fault of its own; the pages go on")
        finally:
            self._loop.close()


@contextmanager
def watched(limit_s: float = 120.0, every_s: float = 10.0) -> Iterator[Callable[[], None]]:
    """Gives what a collector calls as a sign of life. Without one for so long, this program starts itself again.

    It takes its own place (exec), since a thread that hangs cannot be ended: what it was writing is rolled back by
    the database, and its leases are known as those of a process before it.
    """
    from power_usage.collector.notify import notify
    from power_usage.collector.watchdog import Watchdog

    with Watchdog(_start_again, limit_s, every_s) as dog:
        notify("READY=1")
        yield dog.beat
        notify("STOPPING=1")


def _start_again() -> None:
    faulthandler.dump_traceback(sys.stderr)  # says where it hangs
    logging.shutdown()
    try:
        os.execv(sys.executable, [sys.executable, *sys.orig_argv[1:]])  # noqa: S606 - our own words, no shell
    finally:
        os._exit(1)  # whoever started us may start us again


@contextmanager
def collecting(everything: Settings, alive: Callable[[], None] = lambda: None) -> Iterator[str]:
    """Poll the configured meters in the background. Gives the database to serve. Raises DatabaseProblem."""
    place = everything.web.database
    engine = open_to_collect(everything.store)
    with Background(lambda stop: collect_all(engine, everything, stop, alive)):
        yield place


@contextmanager
def demo(database: str | None = None, broker: Broker | None = None) -> Iterator[str]:
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
                await collect(engine, [meter], DEMO_INTERVAL_S, stop, demo=True, broker=broker)

        with Background(live):
            yield place
        engine.dispose()


def serve(app: "Flask", host: str, port: int) -> None:
    """Serve the pages until SIGTERM or Ctrl-C. Raises OSError where the address cannot be used."""
    from waitress import create_server

    server = create_server(
        app,
        host=host,
        port=port,
        threads=8,
        connection_limit=5000,
        asyncore_use_poll=True,
        ident=None,
        max_request_body_size=LARGEST_REQUEST,
        # What proxies add is judged by web/access/proxies.py, which must see that it was there.
        clear_untrusted_proxy_headers=False,
    )
    signal.signal(signal.SIGTERM, _interrupt)
    shown = "127.0.0.1" if host in ("", "0.0.0.0") else host  # noqa: S104
    log.info("The dashboard is at http://%s:%s", shown, server.effective_port)
    try:
        server.run()
    finally:
        server.close()


def application(
    database: str,
    *,
    demo: bool = False,
    low_paise: int | None = None,
    set_rates: SetRates = NOTHING_SET,
    door: WebSettings | None = None,
) -> "Flask":
    """The Flask application on a database that exists. `door`: who may see it; else this machine alone."""
    from power_usage.web.app import create_app

    writer = open_engine(database_url(database))
    if door is not None:
        _follow_password(writer, door.page_password)
    return create_app(
        open_reader(database),
        demo=demo,
        low_balance_paise=low_paise,
        set_rates=set_rates,
        writer=writer,
        trusted_proxies=door.trusted_proxies if door else (),
    )


def _follow_password(writer: "sa.Engine", wanted: SecretStr | None) -> None:
    """The setting's password is the password while it is there, and goes with it; sessions of another one end."""
    from power_usage.storage import access
    from power_usage.web.access.passwords import is_password, scrypt_of

    with writer.connect() as conn:
        known = access.password_now(conn)
    if wanted is None:
        if known is not None and known.from_setting:
            with writer.begin() as conn:
                access.remove_password(conn)
        return
    same = known is not None and is_password(known.scrypt, wanted)
    scrypt = None if same else scrypt_of(wanted.get_secret_value())
    with writer.begin() as conn:
        if scrypt is None:
            access.keep_with_setting(conn)
        else:
            access.set_password(conn, scrypt, from_setting=True)


def _interrupt(*_: object) -> None:
    raise SystemExit(0)


def _fill(engine: "sa.Engine", elnet: "FakeElnet", start: int, end: int, stop: asyncio.Event) -> None:
    from power_usage.collector.replay import ReplayCounts, replay_lines
    from power_usage.demo.history import history
    from power_usage.storage.ledger import Ledger

    ledger = Ledger(engine)
    meter_id = ledger.ensure_meter(DEMO_METER, "Asia/Kolkata", demo=True)
    lines = takewhile(lambda _: not stop.is_set(), history(elnet, start, end))
    replay_lines(ledger, meter_id, lines, lambda _: None, ReplayCounts())
