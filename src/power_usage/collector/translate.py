"""From ELNET's words to ours: units become integers, and the meter's clock gets its zone, once, here."""

from datetime import datetime
from decimal import Decimal
from functools import lru_cache

from power_usage.domain.reading import HomeFigures, Observation, Reading, Silence, SilenceReason, Source
from power_usage.elnet.errors import ElnetError, NotElnet, TimedOut, TokenRefused, Unreachable
from power_usage.elnet.recording import RecordedLine
from power_usage.elnet.wire import HomeData, LiveUpdate, parse_home, parse_live

LIVE = "GetLiveUpdates"
HOME = "HomeData"
HTTP_OK = 200
INDIAN_STANDARD_TIME = "+0530"
"""ELNET writes times without a zone; its meters run on Indian Standard Time, which has no summer time."""
EARLIEST_YEAR, LATEST_YEAR = 2000, 2100
LARGEST = 10**9
"""No register, balance or load of a flat is as large; a number beyond it is no number of ELNET's."""


def observation(line: RecordedLine) -> Observation | None:
    """What a request brought, live or recorded. A failure to get a reading is a Silence.

    HomeData is a second opinion: where it fails there is nothing to say (None), as with an endpoint not known.
    """
    if line.endpoint == LIVE:
        try:
            return reading(parse_live(_answered(line)), line.received_at)
        except ElnetError as error:
            return Silence(line.received_at, SilenceReason(error.reason))
    if line.endpoint == HOME:
        try:
            return home_figures(parse_home(_answered(line)), line.received_at)
        except ElnetError:
            return None
    return None


def reading(live: LiveUpdate, received_at: int) -> Reading:
    """A reading in our units. Raises NotElnet for a time or number that cannot be one."""
    return Reading(
        meter_time(live.updated_on),
        received_at,
        scaled(live.eb, 1000),
        scaled(live.dg, 1000),
        scaled(live.balance, 100),
        None if live.present_load is None else scaled(live.present_load, 1000),
        None if live.supply is None else Source.DG if live.supply else Source.EB,
        None if live.sanction_eb is None else scaled(live.sanction_eb, 1000),
        None if live.sanction_dg is None else scaled(live.sanction_dg, 1000),
    )


def home_figures(home: HomeData, received_at: int) -> HomeFigures:
    """ELNET's own figures in our units. Raises NotElnet as `reading` does."""
    return HomeFigures(
        received_at=received_at,
        serial=home.meter_sn,
        relay=home.relay,
        kvah=None if home.kvah_status is None else home.kvah_status != 0,
        balance_paise=scaled(home.meter_bal, 100),
        day_eb_wh=scaled(home.day_eb, 1000),
        day_dg_wh=scaled(home.day_dg, 1000),
        day_eb_paise=scaled(home.day_eb_cost, 100),
        day_dg_paise=scaled(home.day_dg_cost, 100),
        month_eb_wh=scaled(home.month_eb, 1000),
        month_dg_wh=scaled(home.month_dg, 1000),
        month_eb_paise=scaled(home.month_eb_cost, 100),
        month_dg_paise=scaled(home.month_dg_cost, 100),
    )


@lru_cache(maxsize=8)
def meter_time(updated_on: str) -> int:
    """UTC epoch seconds of `dd-mm-YYYY HH:MM:SS`. Raises NotElnet where it is no time."""
    try:
        at = datetime.strptime(f"{updated_on} {INDIAN_STANDARD_TIME}", "%d-%m-%Y %H:%M:%S %z")
    except ValueError as error:
        raise NotElnet("Its UpdatedOn is no time.") from error
    if not EARLIEST_YEAR <= at.year < LATEST_YEAR:
        raise NotElnet("Its UpdatedOn is no time of this century.")
    return int(at.timestamp())


def scaled(number: Decimal | int, factor: int) -> int:
    """The number in the smaller unit, rounded half to even where ELNET gave more decimals than it does."""
    if not -LARGEST < number < LARGEST:
        raise NotElnet("A number is beyond anything a meter shows.")
    return round(number * factor)


def _answered(line: RecordedLine) -> object:
    """The body; or the error that the status, or the missing answer, stands for."""
    if line.error is not None:
        raise TimedOut if "time" in line.error else Unreachable
    if line.status in (401, 403):
        raise TokenRefused
    if line.status != HTTP_OK:
        raise NotElnet
    return line.body
