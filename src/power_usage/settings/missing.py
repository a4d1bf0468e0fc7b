"""What is still missing for polling and telling: one sentence for each setting."""

from collections import Counter
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

from power_usage.settings.given import Environment, Given
from power_usage.settings.meters import MeterEntry

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


def missing_for_meter(given: Given) -> Iterator[str]:
    """What a single meter still needs. Nothing given at all is no fault: that is the demo."""
    for_login = given.login_values()
    if any(value is not None for value in for_login.values()):
        yield from (f"{alias} is missing: {_NEEDED_FOR_LOGIN[alias]}" for alias, v in for_login.items() if v is None)
        if given.base_url is None and given.live_url is None:
            yield "ELNET_BASE_URL is missing: the address of the ELNET server, for a login"
        return
    present = {alias for alias, value in given.meter_values().items() if value is not None}
    if present:
        yield from (f"{alias} is missing: {words}" for alias, words in _NEEDED.items() if alias not in present)


def missing_for_entries(entries: list[MeterEntry], given: Given, meters_file: Path) -> Iterator[str]:
    """What entries of the meters file need and neither they nor the environment give."""
    for entry in entries:
        where = f'{meters_file}, meter "{entry.name}"'
        if entry.username is None and entry.password is None:
            yield from (f"{where}: {words}" for words in _missing_to_ask(entry, given))
        else:
            yield from (f"{where}: {words}" for words in _missing_to_log_in(entry, given))
    names = Counter(entry.name for entry in entries)
    yield from (f'{meters_file}: two meters are named "{name}"' for name, count in names.items() if count > 1)


def missing_for_messages(environment: Environment) -> Iterator[str]:
    """Telegram needs both its settings, or neither: that is no messages. Other channels need an extra."""
    token, chat = environment.telegram_token, environment.telegram_chat_id
    if token is not None and chat is None:
        yield "TELEGRAM_CHAT_ID is missing: whom the bot should tell"
    if chat is not None and token is None:
        yield "TELEGRAM_BOT_TOKEN is missing: BotFather gives it when it makes a bot"
    if environment.apprise_urls is not None and find_spec("apprise") is None:
        yield "POWER_USAGE_APPRISE_URLS needs an extra: pip install 'power-usage-tracker[apprise]'"


def missing_for_login(environment: Environment) -> Iterator[str]:
    """The library that a login needs is an extra."""
    if environment.aes_key is not None and find_spec("cryptography") is None:
        yield "ELNET_AES_KEY needs an extra: pip install 'power-usage-tracker[login]'"


def _missing_to_ask(entry: MeterEntry, given: Given) -> Iterator[str]:
    """With a captured token."""
    if entry.input_type is None:
        yield "input_type is missing (or username and password, to log in)"
    values = given.meter_values()
    for key in ("live_updates_api_url", "home_data_api_url", "bearer_token"):
        alias = "POWER_USAGE_BEARER_TOKEN" if key == "bearer_token" else key.upper()
        if getattr(entry, key) is None and values[alias] is None:
            yield f"{key} is missing, and {alias} is not set"


def _missing_to_log_in(entry: MeterEntry, given: Given) -> Iterator[str]:
    """A login belongs to one flat, so user name and password stand in the entry."""
    yield from (f"{key} is missing, for a login" for key in ("username", "password") if getattr(entry, key) is None)
    for alias in ("ELNET_AES_KEY", "ELNET_AES_IV"):
        if given.login_values()[alias] is None:
            yield f"{alias} is not set, which a login needs"
    if given.base_url is None and given.live_url is None and entry.live_updates_api_url is None:
        yield "ELNET_BASE_URL is not set, the address of the ELNET server"
