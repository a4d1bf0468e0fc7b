"""`power-usage check`: each part tried for real, each with a sentence."""

import asyncio
import time
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

import sqlalchemy as sa

from power_usage import bootstrap, settings
from power_usage.collector.account import listed, others
from power_usage.collector.translate import home_figures, reading
from power_usage.domain.account import Password, is_worth_a_warning
from power_usage.domain.chores import backup_is_old
from power_usage.domain.rules import Rules
from power_usage.elnet.client import Answer, ElnetClient
from power_usage.elnet.errors import REFUSALS, ElnetError, LoginRefused, NotElnet, TokenRefused
from power_usage.elnet.login import Account
from power_usage.elnet.wire import parse_home, parse_live
from power_usage.outlets.broker import Broker
from power_usage.settings import (
    DatabaseSettings,
    MeterSettings,
    OtherAddress,
    SettingsProblem,
    StoreSettings,
    TelegramChats,
)
from power_usage.storage.engine import DatabaseProblem
from power_usage.storage.upkeep import BACKUP, read_upkeep


@dataclass(frozen=True, slots=True)
class Result:
    """What was looked at, whether it is in order, and a sentence."""

    subject: str
    ok: bool
    words: str


async def checks() -> list[Result]:
    """Try everything."""
    found, engine = _database()
    found += _backup()
    try:
        everything = settings.load()
    except SettingsProblem as problem:
        return [*(Result("Settings", False, sentence) for sentence in problem.problems), *found]
    if not everything.meters:
        return [
            Result("Settings", True, "no meter is configured, so 'run' shows the demo"),
            *found,
            *await _home_assistant(everything.broker),
        ]
    found.insert(0, Result("Settings", True, f"{len(everything.meters)} meter(s)"))
    async with ElnetClient() as client:
        for results in await asyncio.gather(*(_meter(client, meter, engine) for meter in everything.meters)):
            found += results
    found.append(await _telegram(everything.messages.telegram))
    found += _others(everything.messages.others)
    return [*found, *await _home_assistant(everything.broker)]


async def _telegram(chats: TelegramChats | None) -> Result:
    if chats is None:
        return Result("Telegram", True, "off: no token and chat id given")
    from power_usage.outlets.telegram import TelegramSettings, answers

    return Result("Telegram", *await answers(TelegramSettings(chats.token, chats.chats, chats.base_url)))


def _others(others: Sequence[OtherAddress]) -> list[Result]:
    if not others:
        return []
    from power_usage.outlets.others import SETTING, is_known

    wrong = ", ".join(str(other.number) for other in others if not is_known(other.url))
    if wrong:
        return [Result("Other channels", False, f"Apprise cannot read address {wrong} of {SETTING}")]
    return [Result("Other channels", True, f"{len(others)} address(es)")]


async def _home_assistant(broker: Broker | None) -> list[Result]:
    if broker is None:
        return []
    from power_usage.outlets.mqtt import check

    return [Result("Home Assistant", *await asyncio.to_thread(check, broker))]


def _database() -> tuple[list[Result], sa.Engine | None]:
    try:
        engine = bootstrap.open_database(settings.read(DatabaseSettings).database)
    except (DatabaseProblem, SettingsProblem) as problem:
        return [Result("Database", False, str(problem))], None
    return [Result("Database", True, "can be opened and written")], engine


def _backup() -> list[Result]:
    """How it stands with the daily backup; nothing is said where the database itself cannot be used."""
    try:
        store = settings.read(StoreSettings)
        if store.backup_folder is None:
            return [Result("Backup", True, "off, or the server's own task")]
        with bootstrap.one_moment(store.database) as conn:
            known = read_upkeep(conn, BACKUP)
    except (DatabaseProblem, SettingsProblem, sa.exc.DBAPIError):
        return []
    if known is None:
        return [Result("Backup", True, f"none yet; the collector makes the first into {store.backup_folder}")]
    good = "none was good so far"
    if known.good_at is not None:
        good = f"the last good one is of {datetime.fromtimestamp(known.good_at, UTC):%Y-%m-%d %H:%M} UTC"
    old = backup_is_old(int(time.time()), known.good_or_since)
    return [Result("Backup", not old, f"{good}{f'. {known.words}' if known.words else ''}")]


async def _meter(client: ElnetClient, meter: MeterSettings, engine: sa.Engine | None) -> list[Result]:
    if meter.login is not None and engine is None:
        return [Result(f"{meter.name}, login", False, "not tried: the database knows which logins were refused")]
    account = bootstrap.account(client, engine, meter) if engine is not None else None
    live, home = bootstrap.doors(client, meter, account)
    results = []
    try:
        answer = _accepted(await live())
        read = reading(parse_live(answer.body), answer.received_at)
        if read.at > read.received_at + Rules().clock_lead_s:
            results.append(Result(f"{meter.name}, live", False, REFUSALS["clock_ahead"]))
        else:
            results.append(Result(f"{meter.name}, live", True, f"balance {read.balance_paise / 100:.2f} rupees"))
    except ElnetError as error:
        results.append(Result(f"{meter.name}, live", False, str(error)))
        if isinstance(error, LoginRefused):
            return results
    try:
        answer = _accepted(await home())
        home_figures(parse_home(answer.body), answer.received_at)
        results.append(Result(f"{meter.name}, home", True, "answers"))
    except ElnetError as error:
        results.append(Result(f"{meter.name}, home", False, str(error)))
    return [*results, *(await _account(account, meter) if account else [])]


async def _account(account: Account, meter: MeterSettings) -> list[Result]:
    """The login worked, or nothing before would have."""
    found = await listed(account)
    if found is None:
        return [Result(f"{meter.name}, recharges", False, "RechargeHistory gave no answer; everything else goes on")]
    entries = len(found.entries)
    results = [Result(f"{meter.name}, recharges", True, f"{entries} recharges and deductions listed")]
    old = [news for news in await others(account) if isinstance(news, Password) and is_worth_a_warning(news)]
    words = "it has expired, or soon will: change it in the app"
    return [*results, *(Result(f"{meter.name}, password", False, words) for _ in old)]


def _accepted(answer: Answer) -> Answer:
    if answer.status in (401, 403):
        raise TokenRefused
    if answer.status != 200:
        raise NotElnet(f"It answered with status {answer.status}.")
    return answer
