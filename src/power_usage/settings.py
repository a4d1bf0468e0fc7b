"""The settings, and the only reader of the environment.

They come from the environment, or from `.env` in the folder one starts in; several meters stand in
`meters.toml`. Everything that is wrong is named at once, in one `SettingsProblem`. Secrets are `SecretStr`:
they show as asterisks wherever they are printed.
"""

import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from hashlib import sha256
from importlib.util import find_spec
from ipaddress import IPv4Network, IPv6Network, ip_network
from pathlib import Path
from typing import Annotated, Literal, TypeVar
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, SecretStr, ValidationError
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from power_usage.domain.alerts import AlertKind
from power_usage.domain.tariffs import SetRates
from power_usage.elnet import inputs
from power_usage.storage.engine import sqlite_file
from power_usage.storage.rotation import Keep

FEWEST_DAYS = 60
"""Pages that look at single readings look back so far at most."""
ENV_FILE = Path(".env")
METERS_FILE = "meters.toml"
MOST_RUPEES_PER_KWH = 500


class SettingsProblem(Exception):
    """Settings that cannot be used: one sentence for each, beginning with the setting's name."""

    def __init__(self, problems: Iterable[str]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(self.problems))


def _web_address(value: str) -> str:
    parts = urlsplit(value.strip())
    host = parts.hostname or ""
    if parts.scheme not in ("http", "https") or not all(host.split(".")) or "<" in value or "@" in parts.netloc:
        raise ValueError("must be an address like http://elnet.example.com:8080/api/Dashboard/GetLiveUpdates")
    _ = parts.port  # raises a ValueError that says what is wrong with it
    return value.strip()


def _server_address(value: str) -> str:
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
ServerAddress = Annotated[str, AfterValidator(_server_address)]
AesKey = Annotated[SecretStr, AfterValidator(_aes_key)]
AesIv = Annotated[SecretStr, AfterValidator(_aes_iv)]
MeterName = Annotated[str, AfterValidator(_one_line)]
RupeesPerKwh = Annotated[Decimal, AfterValidator(_price)]


class _FromEnvironment(BaseSettings):
    model_config = SettingsConfigDict(
        env_file=ENV_FILE, env_file_encoding="utf-8", env_ignore_empty=True, extra="ignore", frozen=True
    )


class DatabaseSettings(_FromEnvironment):
    """What the commands need that touch the database alone."""

    database: str = Field("power_usage_index.db", validation_alias="POWER_USAGE_DATABASE")
    """A file name or an SQLAlchemy URL. It may hold a password: never print it whole."""
    timezone: ZoneName = Field("Asia/Kolkata", validation_alias="POWER_USAGE_TIMEZONE")
    meter_name: MeterName = Field("Home", validation_alias="POWER_USAGE_METER_NAME")
    log_format: Literal["text", "json"] = Field("text", validation_alias="POWER_USAGE_LOG_FORMAT")


class StoreSettings(DatabaseSettings):
    """How the database is looked after: backups, and how long every single reading is kept."""

    keep: Annotated[Keep, NoDecode, BeforeValidator(_keep)] = Field(Keep(), validation_alias="POWER_USAGE_BACKUP_KEEP")
    keep_readings_days: Annotated[int, AfterValidator(_days_kept)] = Field(
        400, ge=0, le=40_000, validation_alias="POWER_USAGE_KEEP_READINGS_DAYS"
    )

    @property
    def file(self) -> Path | None:
        """The database's file; None where it is none."""
        return sqlite_file(self.database)

    @property
    def backup_folder(self) -> Path | None:
        """Where the daily backup goes; None where there is to be none."""
        given = read(_BackupFolder).given
        if self.file is None or (given is not None and not given.strip()):
            return None
        return self.file.parent / "backups" if given is None else Path(given.strip()).expanduser()


class _BackupFolder(_FromEnvironment):
    """Given and empty is another thing than not given: no backups."""

    model_config = SettingsConfigDict(env_ignore_empty=False)

    given: str | None = Field(None, validation_alias="POWER_USAGE_BACKUP_DIR")


class WebSettings(DatabaseSettings):
    """What serving the pages needs: the database, and where to listen."""

    host: str = Field("127.0.0.1", validation_alias="POWER_USAGE_HOST")
    port: int = Field(5000, ge=0, le=65535, validation_alias="POWER_USAGE_PORT")
    low_balance_threshold: Decimal | None = Field(None, validation_alias="LOW_BALANCE_THRESHOLD")
    page_password: Password | None = Field(None, validation_alias="POWER_USAGE_PASSWORD")
    trusted_proxies: Networks = Field((), validation_alias="POWER_USAGE_TRUSTED_PROXIES")
    eb_rate: RupeesPerKwh | None = Field(None, validation_alias="POWER_USAGE_EB_RATE")
    dg_rate: RupeesPerKwh | None = Field(None, validation_alias="POWER_USAGE_DG_RATE")

    @property
    def low_paise(self) -> int | None:
        """The balance below which to warn."""
        return None if self.low_balance_threshold is None else int(self.low_balance_threshold * 100)

    @property
    def set_rates(self) -> SetRates:
        """What the household was told that a unit costs."""
        eb, dg = (None if rate is None else round(rate * 100 * 1000) for rate in (self.eb_rate, self.dg_rate))
        return SetRates(eb, dg)


class _Environment(WebSettings):
    live_url: WebAddress | None = Field(None, validation_alias="LIVE_UPDATES_API_URL")
    home_url: WebAddress | None = Field(None, validation_alias="HOME_DATA_API_URL")
    bearer_token: Token | None = Field(None, validation_alias="POWER_USAGE_BEARER_TOKEN")
    input_type: SecretStr | None = Field(None, validation_alias="POWER_USAGE_INPUT_TYPE")
    home_input_type: SecretStr | None = Field(None, validation_alias="POWER_USAGE_HOME_INPUT_TYPE")
    base_url: ServerAddress | None = Field(None, validation_alias="ELNET_BASE_URL")
    username: SecretStr | None = Field(None, validation_alias="ELNET_USERNAME")
    password: SecretStr | None = Field(None, validation_alias="ELNET_PASSWORD")
    aes_key: AesKey | None = Field(None, validation_alias="ELNET_AES_KEY")
    aes_iv: AesIv | None = Field(None, validation_alias="ELNET_AES_IV")
    credit_minutes: int = Field(30, ge=1, le=1440, validation_alias="ELNET_CREDIT_MINUTES")
    interval_s: int = Field(30, ge=1, le=240, validation_alias="POWER_USAGE_FETCH_INTERVAL_SECONDS")
    telegram_token: Token | None = Field(None, validation_alias="TELEGRAM_BOT_TOKEN")
    telegram_chat_id: str | None = Field(None, validation_alias="TELEGRAM_CHAT_ID")
    telegram_base_url: WebAddress | None = Field(None, validation_alias="TELEGRAM_API_BASE_URL")
    apprise_urls: SecretStr | None = Field(None, validation_alias="POWER_USAGE_APPRISE_URLS")
    quiet_hours: QuietHours | None = Field(None, validation_alias="POWER_USAGE_QUIET_HOURS")
    outage_minutes: int = Field(30, ge=0, le=1440, validation_alias="POWER_USAGE_OUTAGE_MINUTES")
    untold: Untold = Field(frozenset(), validation_alias="POWER_USAGE_ALERTS_OFF")


class _Given(_FromEnvironment):
    """Which of the meter's settings are given at all, right or wrong."""

    meters_file: str | None = Field(None, validation_alias="POWER_USAGE_METERS_FILE")
    log_format: str | None = Field(None, validation_alias="POWER_USAGE_LOG_FORMAT")
    live_url: SecretStr | None = Field(None, validation_alias="LIVE_UPDATES_API_URL")
    home_url: SecretStr | None = Field(None, validation_alias="HOME_DATA_API_URL")
    bearer_token: SecretStr | None = Field(None, validation_alias="POWER_USAGE_BEARER_TOKEN")
    input_type: SecretStr | None = Field(None, validation_alias="POWER_USAGE_INPUT_TYPE")

    base_url: SecretStr | None = Field(None, validation_alias="ELNET_BASE_URL")
    username: SecretStr | None = Field(None, validation_alias="ELNET_USERNAME")
    password: SecretStr | None = Field(None, validation_alias="ELNET_PASSWORD")
    aes_key: SecretStr | None = Field(None, validation_alias="ELNET_AES_KEY")
    aes_iv: SecretStr | None = Field(None, validation_alias="ELNET_AES_IV")

    def login_values(self) -> dict[str, SecretStr | None]:
        """What a login needs, by the names that users know."""
        return {
            "ELNET_USERNAME": self.username,
            "ELNET_PASSWORD": self.password,
            "ELNET_AES_KEY": self.aes_key,
            "ELNET_AES_IV": self.aes_iv,
        }

    def meter_values(self) -> dict[str, SecretStr | None]:
        """By the names that users know."""
        return {
            "LIVE_UPDATES_API_URL": self.live_url,
            "HOME_DATA_API_URL": self.home_url,
            "POWER_USAGE_BEARER_TOKEN": self.bearer_token,
            "POWER_USAGE_INPUT_TYPE": self.input_type,
        }


_NEEDED = {
    "LIVE_UPDATES_API_URL": "the address of the ELNET server's GetLiveUpdates",
    "HOME_DATA_API_URL": "the address of the ELNET server's HomeData",
    "POWER_USAGE_BEARER_TOKEN": "the token that the ELNET app sends after the word Bearer",
    "POWER_USAGE_INPUT_TYPE": "the InputType that the ELNET app sends for this flat",
}


_NEEDED_FOR_LOGIN = {
    "ELNET_USERNAME": "the user name of the ELNET app",
    "ELNET_PASSWORD": "the password of the ELNET app",
    "ELNET_AES_KEY": "the community's AES key, which a login needs",
    "ELNET_AES_IV": "the community's AES IV, which a login needs",
}


class _MeterEntry(BaseModel):
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


@dataclass(frozen=True, slots=True)
class TelegramChats:
    """Who is told by Telegram, as which bot, through which server (None: Telegram's own)."""

    token: SecretStr
    chats: tuple[str, ...]
    base_url: str | None


@dataclass(frozen=True, slots=True)
class OtherAddress:
    """An address as Apprise writes it, which is secret; its place in the setting, counted from one; its outlet."""

    url: SecretStr
    number: int
    outlet: str


@dataclass(frozen=True, slots=True)
class Messages:
    """Who is told what, and when. `quiet`: from and to in minutes of the local day."""

    telegram: TelegramChats | None
    others: tuple[OtherAddress, ...] = ()
    quiet: tuple[int, int] | None = None
    untold: frozenset[str] = frozenset()
    outage_s: int = 1800
    """So long an outage lasts before it is told."""

    @property
    def outlets(self) -> tuple[str, ...]:
        """The names of those in use."""
        return (*(["telegram"] if self.telegram else []), *(other.outlet for other in self.others))


@dataclass(frozen=True, slots=True)
class Settings:
    """Everything that polling and serving need. `meters` is empty when nothing is configured: the demo."""

    web: WebSettings
    meters: tuple[MeterSettings, ...]
    interval_s: int
    low_paise: int | None
    messages: Messages
    store: StoreSettings
    credit_s: int = 1800
    """So long money that was paid may take to be credited."""


AnySettings = TypeVar("AnySettings", bound=_FromEnvironment)


def read(kind: type[AnySettings]) -> AnySettings:
    """The settings of one kind, from the environment and `.env`."""
    try:
        return kind()
    except ValidationError as error:
        raise SettingsProblem(_sentences(error)) from None
    except (OSError, UnicodeDecodeError) as error:
        raise SettingsProblem([f"{ENV_FILE} cannot be read: {_cause(error)}"]) from None


def load() -> Settings:
    """All settings, checked; `SettingsProblem` names everything that is wrong or missing."""
    given = read(_Given)
    problems: list[str] = []
    environment = store = None
    try:
        environment = read(_Environment)
    except SettingsProblem as problem:
        problems.extend(problem.problems)
    try:
        store = read(StoreSettings)
    except SettingsProblem as problem:
        problems.extend(sentence for sentence in problem.problems if sentence not in problems)
    meters_file = Path(given.meters_file or METERS_FILE)
    entries: list[_MeterEntry] = []
    if given.meters_file or meters_file.exists():
        entries = _meter_entries(meters_file, problems)
        problems.extend(_missing_for(entries, given, meters_file))
        problems.extend(_missing_for_login(entries, given, meters_file))
    else:
        problems.extend(_missing(given))
    if environment is not None:
        problems.extend(_half_of_telegram(environment))
        problems.extend(_apprise_missing(environment))
        problems.extend(_cryptography_missing(environment))
    if problems or environment is None or store is None:
        raise SettingsProblem(problems)
    return Settings(
        web=environment,
        meters=tuple(_meter(entry, environment) for entry in entries) or _only_meter(environment),
        interval_s=environment.interval_s,
        low_paise=environment.low_paise,
        messages=_messages(environment),
        credit_s=environment.credit_minutes * 60,
        store=store,
    )


def logs_as_json() -> bool:
    """Whether the log is for programs. A wrong word is named later, with the other settings."""
    return read(_Given).log_format == "json"


def meter_names() -> list[str]:
    """The names of the configured meters, whatever else of the settings is missing; one meter has one at least."""
    path = Path(read(_Given).meters_file or METERS_FILE)
    problems: list[str] = []
    names = [entry.name for entry in _meter_entries(path, problems)] if path.exists() else []
    if problems:
        raise SettingsProblem(problems)
    return names or [read(DatabaseSettings).meter_name]


def _messages(environment: _Environment) -> Messages:
    chats, others = _telegram(environment), _others(environment)
    return Messages(chats, others, environment.quiet_hours, environment.untold, environment.outage_minutes * 60)


def _telegram(environment: _Environment) -> TelegramChats | None:
    if environment.telegram_token is None or environment.telegram_chat_id is None:
        return None
    chats = tuple(chat.strip() for chat in environment.telegram_chat_id.split(",") if chat.strip())
    return TelegramChats(environment.telegram_token, chats, environment.telegram_base_url)


def _others(environment: _Environment) -> tuple[OtherAddress, ...]:
    """Each has an outbox of its own, so that one that is away holds up no other; it keeps it when the order changes."""
    urls = environment.apprise_urls.get_secret_value().split() if environment.apprise_urls else []
    return tuple(
        OtherAddress(SecretStr(url), number, f"apprise:{sha256(url.encode()).hexdigest()[:8]}")
        for number, url in enumerate(dict.fromkeys(urls), 1)
    )


def _apprise_missing(environment: _Environment) -> list[str]:
    if environment.apprise_urls is None or find_spec("apprise") is not None:
        return []
    return ["POWER_USAGE_APPRISE_URLS needs an extra: pip install 'power-usage-tracker[apprise]'"]


def _cryptography_missing(environment: _Environment) -> list[str]:
    if environment.aes_key is None or find_spec("cryptography") is not None:
        return []
    return ["ELNET_AES_KEY needs an extra: pip install 'power-usage-tracker[login]'"]


def _half_of_telegram(environment: _Environment) -> list[str]:
    """Telegram needs both; neither is no messages."""
    token, chat = environment.telegram_token, environment.telegram_chat_id
    if token is not None and chat is None:
        return ["TELEGRAM_CHAT_ID is missing: whom the bot should tell"]
    if chat is not None and token is None:
        return ["TELEGRAM_BOT_TOKEN is missing: BotFather gives it when it makes a bot"]
    return []


def _missing(given: _Given) -> list[str]:
    """What a single meter still needs. Nothing given at all is no fault: that is the demo."""
    for_login = given.login_values()
    if any(value is not None for value in for_login.values()):
        problems = [f"{alias} is missing: {_NEEDED_FOR_LOGIN[alias]}" for alias, v in for_login.items() if v is None]
        if given.base_url is None and given.live_url is None:
            problems.append("ELNET_BASE_URL is missing: the address of the ELNET server, for a login")
        return problems
    present = {alias for alias, value in given.meter_values().items() if value is not None}
    if not present:
        return []
    return [f"{alias} is missing: {_NEEDED[alias]}" for alias in _NEEDED if alias not in present]


def _missing_for(entries: list[_MeterEntry], given: _Given, meters_file: Path) -> list[str]:
    """What entries of the meters file need and neither they nor the environment give."""
    values = given.meter_values()
    problems = []
    for entry in entries:
        if entry.username is not None or entry.password is not None:
            continue
        if entry.input_type is None:
            problems.append(
                f'{meters_file}, meter "{entry.name}": input_type is missing (or username and password, to log in)'
            )
        for key in ("live_updates_api_url", "home_data_api_url", "bearer_token"):
            alias = "POWER_USAGE_BEARER_TOKEN" if key == "bearer_token" else key.upper()
            if getattr(entry, key) is None and values[alias] is None:
                problems.append(f'{meters_file}, meter "{entry.name}": {key} is missing, and {alias} is not set')
    names = [entry.name for entry in entries]
    problems += [f'{meters_file}: two meters are named "{name}"' for name in set(names) if names.count(name) > 1]
    return problems


def _missing_for_login(entries: list[_MeterEntry], given: _Given, meters_file: Path) -> list[str]:
    """The same of entries that log in: a login belongs to one flat, so user name and password stand in the entry."""
    problems = []
    for entry in entries:
        if entry.username is None and entry.password is None:
            continue
        where = f'{meters_file}, meter "{entry.name}"'
        problems += [
            f"{where}: {key} is missing, for a login" for key in ("username", "password") if getattr(entry, key) is None
        ]
        for alias in ("ELNET_AES_KEY", "ELNET_AES_IV"):
            if given.login_values()[alias] is None:
                problems.append(f"{where}: {alias} is not set, which a login needs")
        if given.base_url is None and given.live_url is None and entry.live_updates_api_url is None:
            problems.append(f"{where}: ELNET_BASE_URL is not set, the address of the ELNET server")
    return problems


def _meter_entries(meters_file: Path, problems: list[str]) -> list[_MeterEntry]:
    """The meters of the file; what is wrong with it is added to `problems`."""
    try:
        document = tomllib.loads(meters_file.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        problems.append(f"{meters_file} cannot be read: {_cause(error)}")
        return []
    tables = document.pop("meter", [])
    problems.extend(f"{meters_file}: {key} is not known; a meter begins with [[meter]]" for key in document)
    if not isinstance(tables, list) or not tables:
        problems.append(f"{meters_file} names no meter; a meter begins with [[meter]]")
        return []
    entries = []
    for number, table in enumerate(tables, 1):
        try:
            entries.append(_MeterEntry.model_validate(table))
        except ValidationError as error:
            problems.extend(f"{meters_file}, meter {number}: {sentence}" for sentence in _sentences(error))
    return entries


def _meter(entry: _MeterEntry, environment: _Environment) -> MeterSettings:
    return _complete(
        name=entry.name,
        timezone=entry.timezone or environment.timezone,
        live_url=entry.live_updates_api_url or environment.live_url,
        home_url=entry.home_data_api_url or environment.home_url,
        bearer_token=entry.bearer_token or environment.bearer_token,
        input_type=entry.input_type,
        home_input_type=entry.home_input_type,
        login=_login(environment, entry.username, entry.password, entry.live_updates_api_url or environment.live_url),
    )


def _only_meter(environment: _Environment) -> tuple[MeterSettings, ...]:
    to_log_in = _login(environment, environment.username, environment.password, environment.live_url)
    if environment.live_url is None and to_log_in is None:
        return ()
    return (
        _complete(
            name=environment.meter_name,
            timezone=environment.timezone,
            live_url=environment.live_url,
            home_url=environment.home_url,
            bearer_token=environment.bearer_token,
            input_type=environment.input_type,
            home_input_type=environment.home_input_type,
            login=to_log_in,
        ),
    )


def _login(
    environment: _Environment, username: SecretStr | None, password: SecretStr | None, live_url: str | None
) -> LoginSettings | None:
    base_url = environment.base_url or (_server_address(live_url) if live_url else None)
    key, iv = environment.aes_key, environment.aes_iv
    if username is None or password is None or key is None or iv is None or base_url is None:
        return None
    return LoginSettings(base_url, username, password, key, iv)


def _complete(
    *,
    name: str,
    timezone: str,
    live_url: str | None,
    home_url: str | None,
    bearer_token: SecretStr | None,
    input_type: SecretStr | None,
    home_input_type: SecretStr | None,
    login: LoginSettings | None,
) -> MeterSettings:
    if login is not None:
        none = SecretStr("")
        captured = input_type or none, home_input_type or none
        return MeterSettings(name, timezone, live_url or "", home_url or "", none, *captured, login)
    if live_url is None or home_url is None or bearer_token is None or input_type is None:
        raise AssertionError("what is missing was named before")
    home_input = home_input_type or input_type
    return MeterSettings(name, timezone, live_url, home_url, bearer_token, input_type, home_input)


_PLAIN = {
    "missing": "is missing",
    "extra_forbidden": "is not known",
    "int_parsing": "must be a whole number",
    "int_from_float": "must be a whole number",
    "decimal_parsing": "must be a number",
    "finite_number": "must be a number",
    "string_type": "must be text, in quotes",
    "model_type": "must be a table that begins with [[meter]]",
}


def _sentences(error: ValidationError) -> list[str]:
    """One sentence for each fault. The value itself is left out: it may be a secret."""
    sentences = []
    for part in error.errors(include_url=False, include_input=False):
        name = ".".join(str(step) for step in part["loc"])
        context = part.get("ctx", {})
        match part["type"]:
            case "value_error":
                words = str(context["error"])
                words = words if words.startswith("must") else f"is wrong: {words}"
            case "greater_than_equal":
                words = f"must be {context['ge']} or more"
            case "less_than_equal":
                words = f"must be {context['le']} or less"
            case "literal_error":
                words = f"must be {context['expected']}"
            case kind:
                words = _PLAIN.get(kind, part["msg"])
        sentences.append(f"{name} {words}".strip())
    return sentences


def _cause(error: Exception) -> str:
    if isinstance(error, OSError):
        return (error.strerror or str(error)).lower()
    if isinstance(error, UnicodeDecodeError):
        return "it is no UTF-8 text"
    return str(error)
