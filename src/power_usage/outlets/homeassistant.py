"""What Home Assistant is told of a meter, as MQTT discovery has it. Pure: who it is and how it stands in, topics out.

One retained message announces a meter with all its entities (device-based discovery, Home Assistant 2024.11 or later):
they appear together, share device and origin, and one empty message removes them. Each entity has a topic of its own.

    power-usage/<meter>/<entity>    its state, retained
    power-usage/<meter>/live        online while the newest reading is of this moment
    power-usage/<meter>/status      online while the tracker is connected; its last will says offline

What is of this moment (load, source) is unavailable without a fresh reading: an hour ago's load is no load. What was
counted stays true, and `freshness` says how old it is. What is not known is None, which Home Assistant shows as
unknown; a zero is always a measured one.
"""

import re
import unicodedata
from dataclasses import dataclass, field
from datetime import UTC, datetime
from enum import StrEnum
from hashlib import sha256
from typing import Any

import orjson

from power_usage.domain.reading import Source
from power_usage.readmodels.now import Freshness

ROOT = "power-usage"
ORIGIN = "Power Usage Tracker"
ONLINE, OFFLINE = "online", "offline"
UNKNOWN = "None"
DAY_S = 86_400
Topics = dict[str, str]
"""Payloads by topic."""


@dataclass(frozen=True, slots=True)
class Identity:
    """A meter to Home Assistant. `id` never changes: topics and unique ids are made of it."""

    id: str
    name: str
    serial: str | None
    version: str
    demo: bool = False

    @property
    def device_name(self) -> str:
        """What people see."""
        return f"{self.name} meter (simulated)" if self.demo else f"{self.name} meter"

    @property
    def object_id(self) -> str:
        """How entity ids begin: by the name, or by the id where the name has no letters that Home Assistant takes."""
        return f"{_slug(self.name) or _slug(self.id)}_meter"

    def topic(self, name: str) -> str:
        """One of the meter's own topics."""
        return f"{ROOT}/{self.id}/{name}"


@dataclass(frozen=True, slots=True)
class Figures:
    """How a meter stands: W, Wh, paise, UTC epoch seconds; None where not known. `reasons`: what is wrong, if anything.

    Costs are counted since `since_at`, today's since the local midnight `day_at`.
    """

    load_w: int | None
    source: Source | None
    balance_paise: int | None
    eb_wh: int
    dg_wh: int
    eb_paise: int
    dg_paise: int
    since_at: int
    today_paise: int | None
    day_at: int
    left_s: int | None
    freshness: Freshness
    read_at: int
    reasons: tuple[str, ...] = ()


class Platform(StrEnum):
    """What Home Assistant calls kinds of entities."""

    SENSOR = "sensor"
    BINARY = "binary_sensor"


@dataclass(frozen=True, slots=True)
class Entity:
    """One entity: its key, its name, and what Home Assistant is told of it. `live`: it is of this moment alone."""

    key: str
    name: str
    told: dict[str, Any] = field(default_factory=dict)
    platform: Platform = Platform.SENSOR
    live: bool = False


def _money(**more: Any) -> dict[str, Any]:
    unit = {"unit_of_measurement": "INR", "suggested_display_precision": 2}
    return {"device_class": "monetary", "state_class": "total", **unit, **more}


# A sum of money begins anew with `since`; without that a new database would look like money given back.
_COUNTED = {
    "value_template": "{{ value_json.rupees }}",
    "last_reset_value_template": "{{ value_json.since }}",
}
_ENERGY = {
    "device_class": "energy",
    "state_class": "total_increasing",
    "unit_of_measurement": "kWh",
    "suggested_display_precision": 2,
}
_DIAGNOSTIC = {"entity_category": "diagnostic"}
KNOWN = (Freshness.FRESH, Freshness.STALE, Freshness.OFFLINE)
"""A meter is announced after its first reading."""

ENTITIES = (
    Entity(
        "load",
        "Load",
        {"device_class": "power", "state_class": "measurement", "unit_of_measurement": "W"},
        live=True,
    ),
    Entity("source", "Source", {"device_class": "enum", "options": [s.value for s in Source]}, live=True),
    Entity("balance", "Balance", _money(icon="mdi:wallet")),
    Entity(
        "days_left",
        "Days left",
        {"device_class": "duration", "unit_of_measurement": "d"}
        | {
            "state_class": "measurement",
            "suggested_display_precision": 1,
            "icon": "mdi:calendar-clock",
        },
    ),
    Entity("eb_energy", "EB energy", _ENERGY | {"icon": "mdi:transmission-tower"}),
    Entity("dg_energy", "DG energy", _ENERGY | {"icon": "mdi:engine"}),
    Entity("eb_cost", "EB cost", _money(**_COUNTED)),
    Entity("dg_cost", "DG cost", _money(**_COUNTED)),
    Entity("cost_today", "Cost today", _money(**_COUNTED)),
    Entity("freshness", "Freshness", {"device_class": "enum", "options": [f.value for f in KNOWN], **_DIAGNOSTIC}),
    Entity("last_reading", "Last reading", {"device_class": "timestamp", **_DIAGNOSTIC}),
    Entity("problem", "Problem", {"device_class": "problem", **_DIAGNOSTIC}, Platform.BINARY),
)


def meter_id(first_serial: str | None, name: str) -> str:
    """What never changes of a meter: the serial number that it had first; its name where no number is told."""
    return (
        re.sub(r"[^A-Za-z0-9_-]", "_", first_serial)
        if first_serial
        else f"name_{_slug(name) or sha256(name.encode()).hexdigest()[:12]}"
    )


def status_topic(identity: Identity) -> str:
    """Where the connection says that it is there. Of several meters the first one's serves all."""
    return identity.topic("status")


def announcement(identity: Identity, prefix: str, status: str) -> Topics:
    """The message that makes the meter's entities; an empty one at the same topic removes them."""
    device = {
        "identifiers": [f"power_usage_{identity.id}"],
        "name": identity.device_name,
        "manufacturer": "ELNET",
        "model": "Simulated prepaid meter" if identity.demo else "Prepaid meter",
        "sw_version": identity.version,
    }
    if identity.serial:
        device["serial_number"] = identity.serial
    payload = {
        "device": device,
        "origin": {"name": ORIGIN, "sw_version": identity.version},
        "availability": [{"topic": status}],
        "components": {entity.key: _component(identity, entity, status) for entity in ENTITIES},
    }
    return {announced_at(identity.id, prefix): orjson.dumps(payload).decode()}


def announced_at(identity: str, prefix: str) -> str:
    """The topic of that message; with + for the id, of all."""
    return f"{prefix}/device/{'+' if identity == '+' else f'power_usage_{identity}'}/config"


@dataclass(frozen=True, slots=True)
class Announced:
    """A meter that the broker holds the announcement of: its id, and what people see."""

    id: str
    device_name: str


def announced(messages: Topics) -> list[Announced]:
    """The meters that are announced in these messages; those of other programs are left out."""
    found = []
    for topic, payload in sorted(messages.items()):
        try:
            told = orjson.loads(payload)
            ours = told["origin"]["name"] == ORIGIN
            name = str(told["device"]["name"])
        except (ValueError, TypeError, KeyError):
            continue
        if ours:
            found.append(Announced(topic.split("/")[-2].removeprefix("power_usage_"), name))
    return found


def _component(identity: Identity, entity: Entity, status: str) -> dict[str, Any]:
    object_id = f"{identity.object_id}_{entity.key}"
    told = {
        "platform": entity.platform.value,
        "name": entity.name,
        "unique_id": f"power_usage_{identity.id}_{entity.key}",
        # The first is for Home Assistant before 2026.4, which then takes the second instead.
        "object_id": object_id,
        "default_entity_id": f"{entity.platform.value}.{object_id}",
        "state_topic": identity.topic(entity.key),
        "qos": 1,
        **entity.told,
    }
    if entity.live:
        told["availability"] = [{"topic": status}, {"topic": identity.topic("live")}]
        told["availability_mode"] = "all"
    if entity.platform is Platform.BINARY:
        told["json_attributes_topic"] = identity.topic(f"{entity.key}/attributes")
    return told


def states(identity: Identity, figures: Figures) -> Topics:
    """Every state, and whether the figures are of this moment."""
    found = {
        "load": figures.load_w,
        "source": figures.source,
        "balance": _rupees(figures.balance_paise),
        "days_left": None if figures.left_s is None else round(figures.left_s / DAY_S, 1),
        "eb_energy": figures.eb_wh / 1000,
        "dg_energy": figures.dg_wh / 1000,
        "eb_cost": _since(figures.eb_paise, figures.since_at),
        "dg_cost": _since(figures.dg_paise, figures.since_at),
        "cost_today": _since(figures.today_paise, figures.day_at),
        "freshness": figures.freshness,
        "last_reading": _iso(figures.read_at),
        "problem": "ON" if figures.reasons else "OFF",
        "problem/attributes": orjson.dumps({"reasons": figures.reasons}).decode(),
        "live": ONLINE if figures.freshness is Freshness.FRESH else OFFLINE,
    }
    return {identity.topic(key): UNKNOWN if value is None else str(value) for key, value in found.items()}


def _since(paise: int | None, at: int) -> str:
    return orjson.dumps({"rupees": _rupees(paise), "since": _iso(at)}).decode()


def _rupees(paise: int | None) -> float | None:
    return None if paise is None else paise / 100


def _iso(at: int) -> str:
    return datetime.fromtimestamp(at, UTC).isoformat()


def _slug(text: str) -> str:
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "_", plain).strip("_")
