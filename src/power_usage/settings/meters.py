"""The meters to poll: one from the environment, or several from the meters file."""

import tomllib
from dataclasses import dataclass
from pathlib import Path

from pydantic import BaseModel, ConfigDict, SecretStr, ValidationError

from power_usage.elnet import inputs
from power_usage.settings.environment import cause, sentences
from power_usage.settings.given import Environment
from power_usage.settings.values import MeterName, Token, WebAddress, ZoneName, server_address

METERS_FILE = "meters.toml"


class MeterEntry(BaseModel):
    """One `[[meter]]` of the meters file. What is left out is taken from the environment."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    name: MeterName
    input_type: SecretStr | None = None
    username: SecretStr | None = None
    password: SecretStr | None = None
    home_input_type: SecretStr | None = None
    live_updates_api_url: WebAddress | None = None
    home_data_api_url: WebAddress | None = None
    bearer_token: Token | None = None
    timezone: ZoneName | None = None


@dataclass(frozen=True, slots=True)
class LoginSettings:
    """How to log in, and where."""

    base_url: str
    username: SecretStr
    password: SecretStr
    aes_key: SecretStr
    aes_iv: SecretStr

    @property
    def credentials(self) -> inputs.Credentials:
        """As the client takes them."""
        key = inputs.secret_bytes(self.aes_key.get_secret_value(), inputs.KEY_BYTES)
        iv = inputs.secret_bytes(self.aes_iv.get_secret_value(), inputs.BLOCK_BYTES)
        words = self.username.get_secret_value(), self.password.get_secret_value()
        return inputs.Credentials(self.base_url, *words, inputs.Seal(key, iv))


@dataclass(frozen=True, slots=True)
class MeterSettings:
    """One meter to poll: where, with which request text and which token.

    With a login the token is not used, and a request text may be empty: then it is built.
    """

    name: str
    timezone: str
    live_url: str
    home_url: str
    bearer_token: SecretStr
    input_type: SecretStr
    home_input_type: SecretStr
    login: LoginSettings | None = None

    @property
    def captured(self) -> dict[str, str]:
        """The request texts that are given, by call."""
        found = {"GetLiveUpdates": self.input_type, "HomeData": self.home_input_type}
        return {name: text.get_secret_value() for name, text in found.items() if text.get_secret_value()}


def entries_of(meters_file: Path, problems: list[str]) -> list[MeterEntry]:
    """The meters of the file; what is wrong with it is added to `problems`."""
    try:
        document = tomllib.loads(meters_file.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        problems.append(f"{meters_file} cannot be read: {cause(error)}")
        return []
    tables = document.pop("meter", [])
    problems.extend(f"{meters_file}: {key} is not known; a meter begins with [[meter]]" for key in document)
    if not isinstance(tables, list) or not tables:
        problems.append(f"{meters_file} names no meter; a meter begins with [[meter]]")
        return []
    entries = []
    for number, table in enumerate(tables, 1):
        try:
            entries.append(MeterEntry.model_validate(table))
        except ValidationError as error:
            problems.extend(f"{meters_file}, meter {number}: {sentence}" for sentence in sentences(error))
    return entries


def entry_of(environment: Environment) -> MeterEntry | None:
    """The one meter that stands in the environment alone; None where none does."""
    if environment.live_url is None and _login(environment, environment.username, environment.password, None) is None:
        return None
    return MeterEntry(
        name=environment.meter_name,
        input_type=environment.input_type,
        home_input_type=environment.home_input_type,
        username=environment.username,
        password=environment.password,
    )


def completed(entry: MeterEntry, environment: Environment) -> MeterSettings:
    """The entry with what it leaves to the environment. What is missing was named before."""
    live_url = entry.live_updates_api_url or environment.live_url
    home_url = entry.home_data_api_url or environment.home_url
    bearer_token = entry.bearer_token or environment.bearer_token
    timezone = entry.timezone or environment.timezone
    if login := _login(environment, entry.username, entry.password, live_url):
        none = SecretStr("")
        captured = entry.input_type or none, entry.home_input_type or none
        return MeterSettings(entry.name, timezone, live_url or "", home_url or "", none, *captured, login)
    if live_url is None or home_url is None or bearer_token is None or entry.input_type is None:
        raise AssertionError("what is missing was named before")
    captured = entry.input_type, entry.home_input_type or entry.input_type
    return MeterSettings(entry.name, timezone, live_url, home_url, bearer_token, *captured)


def _login(
    environment: Environment, username: SecretStr | None, password: SecretStr | None, live_url: str | None
) -> LoginSettings | None:
    base_url = environment.base_url or (server_address(live_url) if live_url else None)
    key, iv = environment.aes_key, environment.aes_iv
    if username is None or password is None or key is None or iv is None or base_url is None:
        return None
    return LoginSettings(base_url, username, password, key, iv)
