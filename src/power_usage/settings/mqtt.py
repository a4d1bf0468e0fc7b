"""Home Assistant by MQTT: the broker's address, who we are there, and how its certificate is checked."""

import ssl
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Annotated
from urllib.parse import SplitResult, unquote, urlsplit

from pydantic import AfterValidator, Field, SecretStr

from power_usage.outlets.broker import DISCOVERY_PREFIX, Broker
from power_usage.settings.environment import FromEnvironment, SettingsProblem, read

PORTS = {"mqtt": 1883, "mqtts": 8883}
URL = "POWER_USAGE_MQTT_URL"


def _parts(url: SecretStr) -> SplitResult:
    # What urllib says of a wrong address repeats parts of it, and a part may be the password.
    with suppress(ValueError):
        parts = urlsplit(url.get_secret_value().strip())
        more = parts.path not in ("", "/") or parts.query or parts.fragment
        if parts.scheme in PORTS and parts.hostname and parts.port != 0 and not more:
            return parts
    raise ValueError(
        "must be an address like mqtt://homeassistant.local:1883, with TLS mqtts://homeassistant.local:8883;"
        " a user and a password with special characters go into POWER_USAGE_MQTT_USERNAME and _PASSWORD"
    )


def _broker_address(url: SecretStr) -> SecretStr:
    _parts(url)
    return url


def _certificates(file: Path) -> Path:
    try:
        ssl.create_default_context(cafile=file.expanduser())
    except (OSError, ValueError) as error:
        why = "there is no certificate in it" if isinstance(error, ssl.SSLError) else "it cannot be read"
        raise ValueError(f"must be a file with the broker's CA certificate (PEM): {why}") from None
    return file.expanduser()


def _topic(value: str) -> str:
    topic = value.strip()
    if not topic.isprintable() or set(topic) & set("+# $") or not all(topic.split("/")):
        raise ValueError("must be the start of a topic, like homeassistant, without + # $ or blanks")
    return topic


class MqttSettings(FromEnvironment):
    """Read and checked one by one; without an address nothing is published."""

    url: Annotated[SecretStr, AfterValidator(_broker_address)] | None = Field(None, validation_alias=URL)
    """It may hold user and password: never print it."""
    username: str | None = Field(None, validation_alias="POWER_USAGE_MQTT_USERNAME")
    password: SecretStr | None = Field(None, validation_alias="POWER_USAGE_MQTT_PASSWORD")
    ca_file: Annotated[Path, AfterValidator(_certificates)] | None = Field(
        None, validation_alias="POWER_USAGE_MQTT_CA_FILE"
    )
    discovery_prefix: Annotated[str, AfterValidator(_topic)] = Field(
        DISCOVERY_PREFIX, validation_alias="POWER_USAGE_MQTT_DISCOVERY_PREFIX"
    )


def broker() -> Broker | None:
    """The broker to publish to, None where there is to be none. SettingsProblem names all that is wrong."""
    found = read(MqttSettings)
    if problems := list(_contradictions(found)):
        raise SettingsProblem(problems)
    if found.url is None:
        return None
    parts = _parts(found.url)
    in_url = unquote(parts.username) if parts.username else None
    secret = SecretStr(unquote(parts.password)) if parts.password else None
    return Broker(
        host=parts.hostname or "",
        port=parts.port or PORTS[parts.scheme],
        tls=parts.scheme == "mqtts",
        ca_file=found.ca_file,
        username=found.username or in_url,
        password=found.password or secret,
        discovery_prefix=found.discovery_prefix,
    )


def _contradictions(found: MqttSettings) -> Iterator[str]:
    names = {
        "POWER_USAGE_MQTT_USERNAME": found.username,
        "POWER_USAGE_MQTT_PASSWORD": found.password,
        "POWER_USAGE_MQTT_CA_FILE": found.ca_file,
    }
    if found.url is None:
        if given := [name for name, value in names.items() if value is not None]:
            yield f"{URL} is missing: the broker's address, which {' and '.join(given)} would be for"
        return
    parts = _parts(found.url)
    if found.ca_file is not None and parts.scheme != "mqtts":
        yield f"POWER_USAGE_MQTT_CA_FILE is for TLS: {URL} must then begin with mqtts://"
    for name, twice in (
        ("POWER_USAGE_MQTT_USERNAME", found.username and parts.username),
        ("POWER_USAGE_MQTT_PASSWORD", found.password and parts.password),
    ):
        if twice:
            yield f"{name} must not be set where {URL} has it too"
    if (found.password or parts.password) and not (found.username or parts.username):
        yield "POWER_USAGE_MQTT_USERNAME is missing: whose password it is"
