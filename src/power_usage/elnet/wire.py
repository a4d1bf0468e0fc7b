"""ELNET's own words, and nowhere else. Numbers stay Decimals (or ints) as they were written."""

from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from power_usage.elnet.errors import LoginRefused, NoData, NotElnet, TokenRefused

Number = Decimal | int


@dataclass(frozen=True, slots=True)
class LiveUpdate:
    """Answer of GetLiveUpdates: kWh, kW and rupees; `updated_on` is the meter's time as ELNET wrote it."""

    eb: Number
    dg: Number
    balance: Number
    updated_on: str
    supply: int | None
    present_load: Number | None
    sanction_eb: Number | None
    sanction_dg: Number | None


@dataclass(frozen=True, slots=True)
class HomeData:
    """Answer of HomeData: energy in kWh, money in rupees, of the day and the month.

    `kvah_status`: 0 is charged by kWh, another number by kVAh.
    """

    meter_sn: str | None
    meter_bal: Number
    relay: str | None
    kvah_status: int | None
    day_eb: Number
    day_dg: Number
    day_eb_cost: Number
    day_dg_cost: Number
    month_eb: Number
    month_dg: Number
    month_eb_cost: Number
    month_dg_cost: Number


@dataclass(frozen=True, slots=True)
class LoginAnswer:
    """Answer of login: the token and the meter's number. What else it says is of the person, and is not looked at."""

    token: str = field(repr=False)
    meter_id: int = field(repr=False)


@dataclass(frozen=True, slots=True)
class RechargeEntry:
    """One entry of RechargeHistory: rupees, below zero taken off; `when` is ELNET's time as it wrote it."""

    when: str
    amount: Number
    status: str


@dataclass(frozen=True, slots=True)
class DashboardDetails:
    """Answer of GetDashboardDetails: rupees, and kWh and rupees of an average month."""

    balance: Number
    month_energy: Number
    month_cost: Number
    days_left: int | None


@dataclass(frozen=True, slots=True)
class PasswordAge:
    """Answer of PasswordExpired: whether it has, and in how many days it does, as far as it says so."""

    expired: bool
    days: int | None


def parse_live(body: object) -> LiveUpdate:
    """The live figures of a decoded body. Raises NoData, TokenRefused or NotElnet."""
    data = _data(body)
    try:
        updated_on = data["UpdatedOn"]
        update = LiveUpdate(
            _number(data["EB"]),
            _number(data["DG"]),
            _number(data["Balance"]),
            updated_on,
            _flag(data.get("Supply")),
            _number_or_none(data.get("PresentLoad")),
            _number_or_none(data.get("SanctionEB")),
            _number_or_none(data.get("SanctionDG")),
        )
    except KeyError as error:
        raise NotElnet(f"It lacks {error.args[0]}.") from error
    if not isinstance(updated_on, str):
        raise NotElnet("Its UpdatedOn is no text.")
    return update


def parse_home(body: object) -> HomeData:
    """The day and month figures of a decoded body. Raises as `parse_live` does."""
    data = _data(body)
    serial, relay = data.get("Meter_SN"), data.get("RelStatus")
    try:
        return HomeData(
            str(serial) if serial else None,
            _number(data["MeterBal"]),
            str(relay) if relay else None,
            _flag(data.get("kwh_kvah_Status")),
            *(
                _number(data[name])
                for name in (
                    "kWhRecToday",
                    "kWhDelToday",
                    "CurrentDay_EB",
                    "CurrentDay_DG",
                    "kWhRecMonth",
                    "kWhDelMonth",
                    "CurrentMonth_EB",
                    "CurrentMonth_DG",
                )
            ),
        )
    except KeyError as error:
        raise NotElnet(f"It lacks {error.args[0]}.") from error


def is_token_refusal(status: int, body: object) -> bool:
    """Whether the answer says that the token is not taken (any more)."""
    if status in (401, 403):
        return True
    return isinstance(body, dict) and body.get("Status") != "Success" and "denied" in str(body.get("Message", ""))


def parse_login(status: int, body: object) -> LoginAnswer:
    """The token of a login. Raises LoginRefused, or NotElnet where it is no answer to the login at all."""
    if status in (401, 403):
        raise LoginRefused
    if status >= 500 or not isinstance(body, dict):
        raise NotElnet(f"It answered a login with status {status}.")
    data = body.get("Data")
    if body.get("Status") != "Success" or not isinstance(data, dict):
        # ELNET's message is not shown: it may name the person.
        raise LoginRefused if status < 500 and ("Status" in body or "Message" in body) else NotElnet
    token, flat = data.get("AuthToken"), str(data.get("FlatId"))
    if not isinstance(token, str) or not token.isascii() or not token.isprintable() or not token.strip():
        raise NotElnet("A login brought no AuthToken.")
    if not flat.isascii() or not flat.isdecimal():
        raise NotElnet("A login brought no FlatId.")
    return LoginAnswer(token.strip(), int(flat))


def parse_recharges(body: object) -> list[RechargeEntry]:
    """The entries of RechargeHistory, those that can be read. Raises as `parse_live` does."""
    entries = _data(body).get("RechargeHistory")
    if not isinstance(entries, list):
        raise NotElnet("It lacks RechargeHistory.")
    found = []
    for entry in entries:
        if not isinstance(entry, dict):
            continue
        when, amount, status = (entry.get(name) for name in ("DateTime", "Amount", "Status"))
        if isinstance(when, str) and type(amount) in (int, Decimal):
            found.append(RechargeEntry(when, amount, status if isinstance(status, str) else ""))  # type: ignore[arg-type]
    return found


def parse_dashboard(body: object) -> DashboardDetails:
    """The vendor's estimate. Raises as `parse_live` does."""
    data = _data(body)
    try:
        return DashboardDetails(
            _number(data["Balance"]),
            _number(data["AvgEnergy"]),
            _number(data["AvgCost"]),
            _flag(data.get("ExpRechargeDays")),
        )
    except KeyError as error:
        raise NotElnet(f"It lacks {error.args[0]}.") from error


def parse_password(body: object) -> PasswordAge:
    """What PasswordExpired says. Raises as `parse_live` does.

    No sample of its answer is public. Taken for an answer: a truth in a member whose name has "expired" in it, and a
    whole number in one whose name has "day" in it. Whatever else it says is not understood, and nobody is alarmed.
    """
    data = _data(body)
    expired, days = False, None
    for name, value in data.items():
        if isinstance(value, bool):
            expired = expired or (value and "expired" in name.lower())
        elif type(value) is int and "day" in name.lower():
            days = value
    return PasswordAge(expired or (days is not None and days < 0), days)


def _data(body: object) -> dict[str, Any]:
    if not isinstance(body, dict):
        raise NotElnet
    data = body.get("Data")
    if body.get("Status") == "Success":
        if isinstance(data, dict):
            return data
        raise NoData
    if "denied" in str(body.get("Message", "")):
        raise TokenRefused
    if isinstance(body.get("Status"), str):
        raise NoData
    raise NotElnet


def _number(value: object) -> Number:
    kind = type(value)
    if kind is Decimal or kind is int:
        return value  # type: ignore[return-value]
    raise NotElnet(f"A number was expected, not {value!r:.40}.")


def _number_or_none(value: object) -> Number | None:
    return None if value is None else _number(value)


def _flag(value: object) -> int | None:
    return value if type(value) is int else None
