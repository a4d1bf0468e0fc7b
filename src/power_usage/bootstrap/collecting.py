"""Polling the meters, telling people, looking after the database: one asyncio loop."""

import asyncio
import logging
import time
from collections.abc import Callable, Coroutine, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from typing import TYPE_CHECKING

from power_usage.bootstrap.background import Background
from power_usage.bootstrap.databases import open_to_collect
from power_usage.settings import Messages, MeterSettings, Settings, StoreSettings

if TYPE_CHECKING:
    import sqlalchemy as sa

    from power_usage.collector.chores import Chore
    from power_usage.collector.cycle import Door, PolledMeter
    from power_usage.elnet.client import ElnetClient
    from power_usage.elnet.login import Account
    from power_usage.storage.outbox import Telling

log = logging.getLogger(__name__)


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
) -> None:
    """Poll the meters until `stop` is set, tell people where there are any to tell, look after the database.

    Without `store` the database is not looked after.
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


@contextmanager
def collecting(everything: Settings, alive: Callable[[], None] = lambda: None) -> Iterator[str]:
    """Poll the configured meters in the background. Gives the database to serve. Raises DatabaseProblem."""
    place = everything.web.database
    engine = open_to_collect(everything.store)
    with Background(lambda stop: collect_all(engine, everything, stop, alive)):
        yield place
