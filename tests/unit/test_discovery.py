"""What Home Assistant is told of a meter is what it accepts, and what it shows is true.

The models are Home Assistant's own rules in our words, as of 2026.2: of homeassistant/components/mqtt/schemas.py
(device, origin, availability, components), sensor.py and binary_sensor.py (entities), discovery.py (topics, what
components share), of homeassistant/components/sensor/const.py (which state class and unit a device class has), and of
the documentation of the MQTT integration. At an unknown key at the top, in the device or in the origin it refuses the
whole message.
"""

import json
import re
from dataclasses import replace
from pathlib import Path
from typing import Annotated, Any, Literal

import pytest
from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from power_usage.domain.reading import Source
from power_usage.outlets import homeassistant as ha
from power_usage.outlets.homeassistant import Figures, Identity
from power_usage.readmodels.now import Freshness

HOME = Identity("23456789", "Home", "23456789", "1.2.3")
NOW = 1_772_300_000
FIGURES = Figures(
    load_w=1200,
    source=Source.EB,
    balance_paise=123_450,
    eb_wh=48_808_720,
    dg_wh=477_240,
    eb_paise=195_327,
    dg_paise=6613,
    since_at=NOW - 86_400,
    today_paise=1551,
    day_at=NOW - 3600,
    left_s=14 * 86_400,
    freshness=Freshness.FRESH,
    read_at=NOW,
)
STATUS = ha.status_topic(HOME)


TOPIC = Annotated[str, Field(pattern=r"^[^+#]+$", max_length=65_535)]
STATE_CLASSES: dict[str, set[str | None]] = {
    "power": {"measurement", None},
    "energy": {"total", "total_increasing", None},
    "monetary": {"total", None},
    "duration": {"measurement", "total", "total_increasing", None},
    "enum": {None},
    "timestamp": {None},
}
UNITS: dict[str, set[str | None]] = {
    "power": {"mW", "W", "kW", "MW", "GW", "TW"},
    "energy": {"Wh", "kWh", "MWh", "J", "kJ", "MJ", "GJ"},
    "monetary": {"INR"},  # any currency's ISO 4217 code
    "duration": {"d", "h", "min", "s", "ms", "µs"},
    "enum": {None},
    "timestamp": {None},
}


class Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True)


class Availability(Strict):
    topic: TOPIC
    payload_available: str = "online"
    payload_not_available: str = "offline"


class Device(Strict):
    identifiers: list[str] = Field(min_length=1)
    name: str
    manufacturer: str
    model: str
    serial_number: str | None = None
    sw_version: str


class Origin(Strict):
    name: str
    sw_version: str | None = None


class Entity(Strict):
    name: str
    unique_id: str
    object_id: str = Field(pattern=r"^[a-z0-9_]+$")
    default_entity_id: str = Field(pattern=r"^(sensor|binary_sensor)\.[a-z0-9_]+$")
    state_topic: TOPIC
    qos: Literal[0, 1, 2]
    availability: list[Availability] | None = None
    availability_mode: Literal["all", "any", "latest"] = "latest"
    entity_category: Literal["diagnostic"] | None = None  # "config" is for what can be set
    icon: str | None = Field(None, pattern=r"^mdi:[a-z-]+$")


class Sensor(Entity):
    platform: Literal["sensor"]
    device_class: Literal["power", "energy", "monetary", "duration", "enum", "timestamp"]
    state_class: Literal["measurement", "total", "total_increasing"] | None = None
    unit_of_measurement: str | None = None
    suggested_display_precision: int | None = Field(None, ge=0)
    options: list[str] | None = Field(None, min_length=1)
    value_template: str | None = None
    last_reset_value_template: str | None = None

    @model_validator(mode="after")
    def _go_together(self) -> "Sensor":
        if self.state_class not in STATE_CLASSES[self.device_class]:
            raise ValueError(f"{self.device_class} cannot be {self.state_class}")
        if self.unit_of_measurement not in UNITS[self.device_class]:
            raise ValueError(f"{self.device_class} has no {self.unit_of_measurement}")
        if (self.options is not None) != (self.device_class == "enum"):
            raise ValueError("options are those of an enum")
        if self.last_reset_value_template and self.state_class != "total":
            raise ValueError("only a total is reset")
        return self


class BinarySensor(Entity):
    platform: Literal["binary_sensor"]
    device_class: Literal["problem"]
    json_attributes_topic: TOPIC | None = None


class Announcement(Strict):
    device: Device
    origin: Origin
    availability: list[Availability]
    components: dict[str, Annotated[Sensor | BinarySensor, Field(discriminator="platform")]]


def announced(identity: Identity = HOME, prefix: str = "homeassistant") -> tuple[str, dict[str, Any]]:
    ((topic, payload),) = ha.announcement(identity, prefix, ha.status_topic(identity)).items()
    return topic, json.loads(payload)


def components() -> dict[str, Any]:
    found: dict[str, Any] = announced()[1]["components"]
    return found


IDENTITIES = [
    HOME,
    replace(HOME, name="Flat 7/B, Tower é", serial=None),
    Identity(ha.meter_id("SN 12/3+#", "x"), "घर", "SN 12/3+#", "1.2.3"),
    Identity(ha.meter_id(None, "घर"), "घर", None, "1.2.3"),
    Identity("demo", "Demo flat", "demo", "1.2.3", demo=True),
]


@pytest.mark.parametrize("identity", IDENTITIES, ids=lambda identity: identity.id)
def test_home_assistant_accepts_the_announcement(identity: Identity) -> None:
    topic, payload = announced(identity)
    Announcement.model_validate(payload)
    assert re.fullmatch(r"homeassistant/device/[a-zA-Z0-9_-]+/config", topic)
    for topic in ha.states(identity, FIGURES):
        assert not set(topic) & set("+# ")


@pytest.mark.parametrize(
    ("key", "change"),
    [
        ("balance", {"state_class": "measurement"}),
        ("load", {"unit_of_measurement": "kWh"}),
        ("eb_energy", {"state_class": "measurement"}),
        ("source", {"options": []}),
        ("days_left", {"options": ["a"]}),
        ("eb_energy", {"last_reset_value_template": "x"}),
        ("problem", {"unknown": 1}),
    ],
)
def test_the_rules_refuse_what_home_assistant_refuses(key: str, change: dict[str, Any]) -> None:
    _, payload = announced()
    payload["components"][key] |= change
    with pytest.raises(ValidationError):
        Announcement.model_validate(payload)


def test_each_entity_has_a_topic_with_a_state_that_it_can_have() -> None:
    found = ha.states(HOME, FIGURES)
    for key, told in components().items():
        state = found[told["state_topic"]]
        if "value_template" in told:
            assert re.fullmatch(r"\{\{ value_json\.(\w+) \}\}", told["value_template"])
            state = str(json.loads(state)["rupees"])
        if "options" in told:
            assert state in told["options"]
        elif told.get("unit_of_measurement"):
            float(state)
        elif key == "last_reading":
            assert state.endswith("+00:00")
        else:
            assert state in ("ON", "OFF")
        assert told["unique_id"] == f"power_usage_23456789_{key}"
        assert (
            told["default_entity_id"]
            == f"{told['platform']}.{told['object_id']}"
            == (f"{told['platform']}.home_meter_{key}")
        )


def test_states_are_in_the_units_that_were_announced() -> None:
    found = {
        topic.removeprefix("power-usage/23456789/"): payload for topic, payload in ha.states(HOME, FIGURES).items()
    }
    assert found["load"] == "1200"
    assert found["balance"] == "1234.5"
    assert (found["eb_energy"], found["dg_energy"]) == ("48808.72", "477.24")
    assert json.loads(found["eb_cost"]) == {"rupees": 1953.27, "since": "2026-02-27T17:33:20+00:00"}
    assert json.loads(found["cost_today"])["rupees"] == 15.51
    assert found["days_left"] == "14.0"
    assert (found["freshness"], found["problem"], found["live"]) == ("fresh", "OFF", "online")


def test_what_is_not_known_is_unknown_and_never_zero() -> None:
    unknown = replace(FIGURES, load_w=None, source=None, balance_paise=None, left_s=None, today_paise=None)
    found = ha.states(HOME, unknown)
    assert [found[HOME.topic(key)] for key in ("load", "source", "balance", "days_left")] == ["None"] * 4
    assert json.loads(found[HOME.topic("cost_today")])["rupees"] is None  # which the template makes the word None


def test_a_load_of_nothing_is_zero() -> None:
    assert ha.states(HOME, replace(FIGURES, load_w=0))[HOME.topic("load")] == "0"


def test_without_a_fresh_reading_only_what_is_of_this_moment_is_unavailable() -> None:
    old = ha.states(HOME, replace(FIGURES, freshness=Freshness.OFFLINE, reasons=("server_unreachable",)))
    assert old[HOME.topic("live")] == "offline"
    assert old[HOME.topic("problem")] == "ON"
    assert json.loads(old[HOME.topic("problem/attributes")]) == {"reasons": ["server_unreachable"]}
    assert old[HOME.topic("eb_energy")] == "48808.72"
    live = {key for key, told in components().items() if {"topic": HOME.topic("live")} in told.get("availability", [])}
    assert live == {"load", "source"}
    assert all(components()[key]["availability_mode"] == "all" for key in live)
    assert all({"topic": STATUS} in components()[key]["availability"] for key in live)


def test_what_a_meter_is_called_changes_nothing_that_home_assistant_knows_it_by() -> None:
    renamed = replace(HOME, name="Flat 7")
    assert announced(renamed)[0] == announced()[0]
    ids = [[told["unique_id"] for told in announced(one)[1]["components"].values()] for one in (HOME, renamed)]
    assert ids[0] == ids[1]
    assert ha.states(renamed, FIGURES) == ha.states(HOME, FIGURES)


def test_the_demo_says_that_it_is_one() -> None:
    device = announced(Identity("demo", "Demo flat", "demo", "1.2.3", demo=True))[1]["device"]
    assert device["name"] == "Demo flat meter (simulated)"
    assert "Simulated" in device["model"]


def test_the_guide_names_every_entity_and_topic() -> None:
    guide = (Path(__file__).parents[2] / "docs/home-assistant.md").read_text()
    for key, told in components().items():
        assert told["default_entity_id"] in guide or f"`..._{key}`" in guide
    for topic in (*ha.states(HOME, FIGURES), STATUS):
        assert f"`{topic.removeprefix('power-usage/23456789/')}`" in guide.replace("power-usage/ID/", "")
    named = set(re.findall(r"(?:binary_)?sensor\.home_meter_\w+", guide))
    assert named <= {told["default_entity_id"] for told in components().values()}


def test_only_our_own_announcements_are_found_at_the_broker() -> None:
    other = {"origin": {"name": "Another"}, "device": {"name": "Lamp"}}
    messages = {
        **ha.announcement(HOME, "ha", STATUS),
        "ha/device/lamp/config": json.dumps(other),
        "ha/device/old/config": "[1]",
        "ha/device/bad/config": "{",
    }
    assert ha.announced(messages) == [ha.Announced("23456789", "Home meter")]
