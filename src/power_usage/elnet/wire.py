"""ELNET's own words, and nowhere else. Numbers stay Decimals (or ints) as they were written."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from power_usage.elnet.errors import NoData, NotElnet, TokenRefused

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
