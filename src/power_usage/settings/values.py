"""What single settings may hold. Each says in a word what is wrong; the value itself is never repeated."""

import re
from decimal import Decimal
from ipaddress import IPv4Network, IPv6Network, ip_network
from typing import Annotated
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from pydantic import AfterValidator, BeforeValidator, SecretStr
from pydantic_settings import NoDecode

from power_usage.domain.alerts import AlertKind
from power_usage.elnet import inputs
from power_usage.storage.rotation import Keep

FEWEST_DAYS = 60
"""Pages that look at single readings look back so far at most."""
MOST_RUPEES_PER_KWH = 500


def _web_address(value: str) -> str:
    parts = urlsplit(value.strip())
    host = parts.hostname or ""
    if parts.scheme not in ("http", "https") or not all(host.split(".")) or "<" in value or "@" in parts.netloc:
        raise ValueError("must be an address like http://elnet.example.com:8080/api/Dashboard/GetLiveUpdates")
    _ = parts.port  # raises a ValueError that says what is wrong with it
    return value.strip()


def server_address(value: str) -> str:
    try:
        address = _web_address(value)
    except ValueError as error:
        raise ValueError("must be an address like http://elnet.example.com:8080") from error
    return address.partition(inputs.PATH.rstrip("/"))[0].rstrip("/")


def _aes_key(secret: SecretStr) -> SecretStr:
    inputs.secret_bytes(secret.get_secret_value(), inputs.KEY_BYTES)
    return secret


def _aes_iv(secret: SecretStr) -> SecretStr:
    inputs.secret_bytes(secret.get_secret_value(), inputs.BLOCK_BYTES)
    return secret


def _zone_name(value: str) -> str:
    try:
        ZoneInfo(value)
    except (KeyError, OSError, ValueError) as error:
        raise ValueError("must be the name of a time zone, like Asia/Kolkata") from error
    return value


def _header_text(secret: SecretStr) -> SecretStr:
    text = secret.get_secret_value().strip()
    if text.lower().startswith("bearer "):  # as it stands in a captured request
        text = text[7:].strip()
    if not text.isascii() or not text.isprintable() or " " in text:
        raise ValueError("must be one word of plain characters, as it stands in the app's requests")
    return SecretStr(text)


def _one_line(value: str) -> str:
    if not value.strip() or not value.isprintable():
        raise ValueError("must be one line of text")
    return value.strip()


def _quiet_hours(value: object) -> object:
    found = re.fullmatch(r"\s*(\d\d?):(\d\d)\s*-\s*(\d\d?):(\d\d)\s*", str(value))
    numbers = [int(part) for part in found.groups()] if found else []
    if not found or numbers[0] > 23 or numbers[2] > 23 or numbers[1] > 59 or numbers[3] > 59:
        raise ValueError("must be local times like 22:30-06:30")
    return numbers[0] * 60 + numbers[1], numbers[2] * 60 + numbers[3]


def _untold(value: object) -> object:
    if isinstance(value, frozenset):
        return value
    kinds = {part.strip() for part in str(value).split(",") if part.strip()}
    known = {kind.value for kind in AlertKind}
    if kinds - known:
        raise ValueError(f"must be some of {', '.join(sorted(known))}, parted by commas")
    return frozenset(kinds)


def _networks(value: object) -> object:
    if isinstance(value, tuple):
        return value
    try:
        return tuple(ip_network(part.strip()) for part in str(value).split(",") if part.strip())
    except ValueError as error:
        raise ValueError("must be addresses or networks like 127.0.0.1 or 172.16.0.0/12, parted by commas") from error


def _password(secret: SecretStr) -> SecretStr:
    if len(secret.get_secret_value()) < 8:
        raise ValueError("must have 8 characters or more")
    return secret


def _price(value: Decimal) -> Decimal:
    if not 0 < value <= MOST_RUPEES_PER_KWH:
        raise ValueError(f"must be rupees for a kWh, above 0 and up to {MOST_RUPEES_PER_KWH}, like 8.33")
    return value


def _keep(value: object) -> object:
    if isinstance(value, Keep):
        return value
    numbers = [part.strip() for part in str(value).split(",")]
    if len(numbers) != 3 or not all(re.fullmatch(r"[0-9]{1,4}", number) for number in numbers):
        raise ValueError("must be days, weeks and months, parted by commas, like 7,4,12")
    return Keep(*map(int, numbers))


def _days_kept(days: int) -> int:
    if 0 < days < FEWEST_DAYS:
        raise ValueError(f"must be 0 (for ever) or {FEWEST_DAYS} or more")
    return days


QuietHours = Annotated[tuple[int, int], NoDecode, BeforeValidator(_quiet_hours)]
Untold = Annotated[frozenset[str], NoDecode, BeforeValidator(_untold)]
WebAddress = Annotated[str, AfterValidator(_web_address)]
ZoneName = Annotated[str, AfterValidator(_zone_name)]
Token = Annotated[SecretStr, AfterValidator(_header_text)]
Networks = Annotated[tuple[IPv4Network | IPv6Network, ...], NoDecode, BeforeValidator(_networks)]
Password = Annotated[SecretStr, AfterValidator(_password)]
ServerAddress = Annotated[str, AfterValidator(server_address)]
AesKey = Annotated[SecretStr, AfterValidator(_aes_key)]
AesIv = Annotated[SecretStr, AfterValidator(_aes_iv)]
MeterName = Annotated[str, AfterValidator(_one_line)]
RupeesPerKwh = Annotated[Decimal, AfterValidator(_price)]
DaysKept = Annotated[int, AfterValidator(_days_kept)]
BackupsKept = Annotated[Keep, NoDecode, BeforeValidator(_keep)]
