"""The meters, and how one stands: now, today and this month."""

from typing_extensions import TypedDict

from power_usage.domain.outages import OutageKind
from power_usage.domain.reading import Source
from power_usage.readmodels import meters, now
from power_usage.readmodels.now import Freshness
from power_usage.web.api import queries as q
from power_usage.web.api.answers import Answer, answer, asked_meter, milli, rupees, time
from power_usage.web.api.blueprint import api
from power_usage.web.api.shapes import KW, KWh, Rupees, Seconds, Time
from power_usage.web.served import served


class Meter(TypedDict):
    """A meter as people know it."""

    id: int
    name: str
    serial: str | None
    """Its number; null until ELNET has said it."""
    timezone: str
    """IANA name of the zone whose days and months are the meter's."""


class Meters(TypedDict):
    """All meters."""

    items: list[Meter]


class Running(TypedDict):
    """What is wrong at this moment."""

    kind: OutageKind
    start: Time


class Status(TypedDict):
    """The newest reading, and how far it can be trusted to be of this moment. Null is what is not known."""

    meter: str
    source: Source | None
    """Which feeds the house."""
    source_since: Time | None
    load_kw: KW | None
    balance: Rupees | None
    eb_register_kwh: KWh | None
    """The register of the grid, as the meter shows it."""
    dg_register_kwh: KWh | None
    """The register of the generator, as the meter shows it."""
    read_at: Time | None
    """The meter's time of the reading."""
    received_at: Time | None
    """Our time when ELNET last gave one."""
    freshness: Freshness
    """Stale: ELNET answers, but always the same. Offline: it does not answer, or nobody asks. Never: no reading yet."""
    sanctioned_eb_kw: KW | None
    sanctioned_dg_kw: KW | None
    refused: str | None
    """Why ELNET's last answer was not believed."""
    silence: str | None
    """Why polls bring no reading."""
    silent_since: Time | None
    outages: list[Running]


class Use(TypedDict):
    """Usage by source."""

    eb_kwh: KWh
    dg_kwh: KWh
    eb_cost: Rupees
    dg_cost: Rupees
    eb_seconds: Seconds
    dg_seconds: Seconds


class Spent(TypedDict):
    """Null where nothing is known of it."""

    today: Use | None
    """Since local midnight."""
    month: Use | None
    """Since the local month began."""


@api.read("/meters", "The meters")
def list_meters() -> Answer[Meters]:
    """Id, name, serial number and time zone of each meter."""
    with served().engine.connect() as conn:
        found = meters.meters(conn)
    return answer({"items": [{"id": m.id, "name": m.name, "serial": m.serial, "timezone": m.timezone} for m in found]})


@api.read("/status", "The meter now")
def status(query: q.MeterQuery) -> Answer[Status]:
    """The newest reading, the source in use, and how fresh that is."""
    with served().engine.connect() as conn:
        found = now.status(conn, (meter := asked_meter(conn, query.meter)).id, served().clock())
    return answer(
        {
            "meter": found.meter,
            "source": found.source,
            "source_since": time(found.source_since, meter),
            "load_kw": milli(found.load_w),
            "balance": rupees(found.balance_paise),
            "eb_register_kwh": milli(found.eb_register_wh),
            "dg_register_kwh": milli(found.dg_register_wh),
            "read_at": time(found.read_at, meter),
            "received_at": time(found.received_at, meter),
            "freshness": found.freshness,
            "sanctioned_eb_kw": milli(found.sanctioned_eb_w),
            "sanctioned_dg_kw": milli(found.sanctioned_dg_w),
            "refused": found.refused,
            "silence": found.silence,
            "silent_since": time(found.silent_since, meter),
            "outages": [{"kind": o.kind, "start": time(o.start_at, meter)} for o in found.outages.running],
        }
    )


@api.read("/spent", "Today and this month")
def spent(query: q.MeterQuery) -> Answer[Spent]:
    """Usage by source since local midnight, and since the month began; null where nothing is known of it."""
    with served().engine.connect() as conn:
        found = now.spent(conn, asked_meter(conn, query.meter).id, served().clock())
    return answer({"today": _use(found.today), "month": _use(found.month)})


def _use(use: now.Use | None) -> Use | None:
    if use is None:
        return None
    return {
        "eb_kwh": milli(use.eb_wh),
        "dg_kwh": milli(use.dg_wh),
        "eb_cost": rupees(use.eb_paise),
        "dg_cost": rupees(use.dg_paise),
        "eb_seconds": use.eb_s,
        "dg_seconds": use.dg_s,
    }
