"""What the account says beside the meter, asked now and then. Trouble is silence: it is a second opinion."""

from collections.abc import Iterator
from datetime import datetime

from power_usage.collector.translate import HTTP_OK, INDIAN_STANDARD_TIME, scaled
from power_usage.domain.account import Estimate, Listed, News, Password
from power_usage.domain.credit import Entry
from power_usage.elnet.client import Answer
from power_usage.elnet.errors import ElnetError, NotElnet
from power_usage.elnet.login import Account
from power_usage.elnet.wire import RechargeEntry, parse_dashboard, parse_password, parse_recharges

HISTORY_EVERY = 10
"""So many polls of the meter between two looks at the list: five minutes, usually."""
SLOWEST_S = 600
"""But never longer: money that does not come is to be told in time."""
OTHERS_EVERY = 12
"""So many looks at the list between two at the rest: an hour, usually."""


async def listed(account: Account) -> Listed | None:
    """RechargeHistory, or None if it gave no answer."""
    try:
        answer = await _answered(account, "RechargeHistory")
        return Listed(answer.received_at, tuple(_entries(parse_recharges(answer.body))))
    except ElnetError:
        return None


async def others(account: Account) -> list[News]:
    """GetDashboardDetails and PasswordExpired, those that gave an answer."""
    found: list[News] = []
    try:
        answer = await _answered(account, "GetDashboardDetails")
        said = parse_dashboard(answer.body)
        figures = scaled(said.balance, 100), scaled(said.month_energy, 1000), scaled(said.month_cost, 100)
        found.append(Estimate(answer.received_at, *figures, said.days_left))
    except ElnetError:
        pass
    try:
        answer = await _answered(account, "PasswordExpired")
        age = parse_password(answer.body)
        found.append(Password(answer.received_at, age.expired, age.days))
    except ElnetError:
        pass
    return found


async def _answered(account: Account, name: str) -> Answer:
    answer = await account.ask(name)
    if answer.status != HTTP_OK:
        raise NotElnet(f"It answered with status {answer.status}.")
    return answer


def _entries(said: list[RechargeEntry]) -> Iterator[Entry]:
    """One entry that cannot be read does not spoil the others."""
    seen: dict[tuple[int, int], int] = {}
    for one in said:
        try:
            at = int(datetime.fromisoformat(f"{one.when.strip()[:19]}{INDIAN_STANDARD_TIME}").timestamp())
            key = at, scaled(one.amount, 100)
        except (ValueError, NotElnet):
            continue
        seen[key] = seen.get(key, -1) + 1
        yield Entry(*key, one.status[:20], seen[key])
