"""The settings as they may be told to others: by name, with values that say nothing of a person, else (not) set."""

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from pydantic import Field, ValidationError, create_model

from power_usage.settings.environment import ENV_FILE, FromEnvironment, SettingsProblem, names, read
from power_usage.settings.given import Given
from power_usage.settings.meters import METERS_FILE, MeterEntry

HARMLESS = frozenset({
    "ELNET_CREDIT_MINUTES", "LOW_BALANCE_THRESHOLD", "POWER_USAGE_ALERTS_OFF", "POWER_USAGE_BACKUP_KEEP",
    "POWER_USAGE_DG_RATE", "POWER_USAGE_EB_RATE", "POWER_USAGE_FETCH_INTERVAL_SECONDS", "POWER_USAGE_LOG_FORMAT",
    "POWER_USAGE_KEEP_READINGS_DAYS", "POWER_USAGE_OUTAGE_MINUTES", "POWER_USAGE_PORT", "POWER_USAGE_TIMEZONE",
})  # fmt: skip
"""Those of them are told that hold only what their kind allows: numbers, and words of ours."""
ADDRESSES = frozenset({"HOME_DATA_API_URL", "LIVE_UPDATES_API_URL", "ELNET_BASE_URL", "TELEGRAM_API_BASE_URL"})
HOSTS = frozenset({"127.0.0.1", "0.0.0.0", "localhost"})  # noqa: S104 - said, not listened on
COMMON = frozenset({
    "http", "https", "mqtt", "mqtts", "sqlite", "postgresql", "psycopg", "Dashboard", "GetLiveUpdates", "HomeData",
    "Home", "power_usage_index.db", *HOSTS,
})  # fmt: skip
"""Words of settings that tell nothing: our own defaults, and what every ELNET address has."""
NOT_SET, SET, WRONG = "not set", "set", "set, but wrong"
LEAST_SECRET = 4
"""Shorter texts are found everywhere."""


def described() -> dict[str, str]:
    """Every setting by the name that users know."""
    given, wrong = _given(), _wrong()
    return {name: _in_words(name, given.get(name), wrong) for name in sorted(names())}


def described_meters() -> list[list[str]]:
    """Of each meter of the meters file, what is set; never what to."""
    return [sorted(set(table) & set(MeterEntry.model_fields)) for table in _tables()]


def personal() -> set[str]:
    """Every text of the settings that must be told to nobody, and the parts of it."""
    given = _given()
    texts = [value for name, value in given.items() if name not in HARMLESS or name in _wrong()]
    texts += [str(value) for table in _tables() for value in table.values()]
    parts = (part for text in texts for part in (text, *re.split(r"[\s,;:/@?&=]+", text)))
    return {part for part in parts if len(part) >= LEAST_SECRET} - COMMON


def _in_words(name: str, value: str | None, wrong: set[str]) -> str:
    if value is None or name in wrong:
        return NOT_SET if value is None else WRONG
    if name in HARMLESS:
        return value
    if name in ADDRESSES:
        return f"{SET}, {urlsplit(value).scheme}"
    if name == "POWER_USAGE_HOST":
        return value if value in HOSTS else "another address"
    return _kind_of(value) if name == "POWER_USAGE_DATABASE" else SET


def _kind_of(database: str) -> str:
    if database.startswith("postgres"):
        return "PostgreSQL"
    return "another URL" if "://" in database else "a file"


def _given() -> dict[str, str]:
    """All of them as plain text: what is wrong is given too."""
    every = sorted(names())
    fields: dict[str, Any] = {
        f"setting_{n}": (str | None, Field(None, validation_alias=name)) for n, name in enumerate(every)
    }
    raw = create_model("_Raw", __base__=FromEnvironment, **fields)
    try:
        found = raw().model_dump()
    except (OSError, UnicodeDecodeError):
        return {}
    return {name: value for name, value in zip(every, found.values(), strict=True) if value is not None}


def _wrong() -> set[str]:
    found = set()
    for kind in _kinds():
        try:
            kind()
        except ValidationError as error:
            found |= {str(part["loc"][0]) for part in error.errors(include_input=False)}
        except (OSError, UnicodeDecodeError):
            return set()
    return found


def _kinds(of: type[FromEnvironment] = FromEnvironment) -> Iterator[type[FromEnvironment]]:
    for kind in of.__subclasses__():
        yield kind
        yield from _kinds(kind)


def _tables() -> list[dict[str, Any]]:
    try:
        path = Path(read(Given).meters_file or METERS_FILE)
        tables = tomllib.loads(path.read_text(encoding="utf-8")).get("meter", [])
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError, SettingsProblem):
        return []
    return [table for table in tables if isinstance(table, dict)] if isinstance(tables, list) else []


def problem_names(problem: SettingsProblem) -> Iterator[str]:
    """Which settings are wrong or missing; their words may hold a part of the value."""
    known = names() | {str(ENV_FILE)}
    for sentence in problem.problems:
        first = sentence.split(" ", 1)[0]
        known_as = (first, first.split(".")[0])
        yield next((name for name in known_as if name in known), "the meters file, or several settings together")
