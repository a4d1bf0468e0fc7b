"""`power-usage check`: each part tried for real, each with a sentence."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from power_usage import bootstrap, settings
from power_usage.collector.account import listed, others
from power_usage.collector.translate import home_figures, reading
from power_usage.domain.account import Password, is_worth_a_warning
from power_usage.domain.rules import Rules
from power_usage.elnet.client import Answer, ElnetClient
from power_usage.elnet.errors import REFUSALS, ElnetError, LoginRefused, NotElnet, TokenRefused
from power_usage.elnet.login import Account
from power_usage.elnet.wire import parse_home, parse_live
from power_usage.settings import DatabaseSettings, MeterSettings, OtherAddress, SettingsProblem, TelegramChats
from power_usage.storage.engine import DatabaseProblem

if TYPE_CHECKING:
    import sqlalchemy as sa


@dataclass(frozen=True, slots=True)
class Result:
    """What was looked at, whether it is in order, and a sentence."""

    subject: str
    ok: bool
    words: str


async def checks() -> list[Result]:
    """Try everything."""
    found, engine = _database()
    try:
        everything = settings.load()
    except SettingsProblem as problem:
        return [*(Result("Settings", False, sentence) for sentence in problem.problems), *found]
    if not everything.meters:
        return [Result("Settings", True, "no meter is configured, so 'run' shows the demo"), *found]
    found.insert(0, Result("Settings", True, f"{len(everything.meters)} meter(s)"))
    async with ElnetClient() as client:
        for results in await asyncio.gather(*(_meter(client, meter, engine) for meter in everything.meters)):
            found += results
    found.append(await _telegram(everything.messages.telegram))
    return [*found, *_others(everything.messages.others)]


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


def _database() -> "tuple[list[Result], sa.Engine | None]":
    try:
        engine = bootstrap.open_database(settings.read(DatabaseSettings).database)
    except (DatabaseProblem, SettingsProblem) as problem:
        return [Result("Database", False, str(problem))], None
    return [Result("Database", True, "can be opened and written")], engine


async def _meter(client: ElnetClient, meter: MeterSettings, engine: "sa.Engine | None") -> list[Result]:
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
