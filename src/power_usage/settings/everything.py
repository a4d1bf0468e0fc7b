"""All settings at once, as `run` and `collect` need them."""

from dataclasses import dataclass
from pathlib import Path

from power_usage.outlets.broker import Broker
from power_usage.settings.environment import SettingsProblem, read
from power_usage.settings.given import Environment, Given
from power_usage.settings.kinds import DatabaseSettings, StoreSettings, WebSettings
from power_usage.settings.messages import Messages, messages_of
from power_usage.settings.meters import METERS_FILE, MeterEntry, MeterSettings, completed, entries_of, entry_of
from power_usage.settings.missing import (
    missing_for_entries,
    missing_for_login,
    missing_for_messages,
    missing_for_meter,
)
from power_usage.settings.mqtt import broker


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
    broker: Broker | None = None
    """Where Home Assistant is told of the meters."""


def load() -> Settings:
    """All settings, checked; `SettingsProblem` names everything that is wrong or missing."""
    given = read(Given)
    problems: list[str] = []
    environment = store = mqtt = None
    try:
        environment = read(Environment)
    except SettingsProblem as problem:
        problems.extend(problem.problems)
    try:
        store = read(StoreSettings)
    except SettingsProblem as problem:
        problems.extend(sentence for sentence in problem.problems if sentence not in problems)
    try:
        mqtt = broker()
    except SettingsProblem as problem:
        problems.extend(problem.problems)
    meters_file = _meters_path(given)
    entries: list[MeterEntry] = []
    if given.meters_file or meters_file.exists():
        entries = entries_of(meters_file, problems)
        problems.extend(missing_for_entries(entries, given, meters_file))
    else:
        problems.extend(missing_for_meter(given))
    if environment is not None:
        problems.extend(missing_for_messages(environment))
        problems.extend(missing_for_login(environment))
    if problems or environment is None or store is None:
        raise SettingsProblem(problems)
    if not entries and (entry := entry_of(environment)):
        entries = [entry]
    return Settings(
        web=environment,
        meters=tuple(completed(entry, environment) for entry in entries),
        interval_s=environment.interval_s,
        low_paise=environment.low_paise,
        messages=messages_of(environment),
        credit_s=environment.credit_minutes * 60,
        store=store,
        broker=mqtt,
    )


def logs_as_json() -> bool:
    """Whether the log is for programs. A wrong word is named later, with the other settings."""
    return read(Given).log_format == "json"


def meters_path() -> Path:
    """Where several meters stand, if there are several. Raises SettingsProblem."""
    return _meters_path(read(Given))


def _meters_path(given: Given) -> Path:
    return Path(given.meters_file or METERS_FILE)


def meter_names() -> list[str]:
    """The names of the configured meters, whatever else of the settings is missing; one meter has one at least."""
    path = meters_path()
    problems: list[str] = []
    names = [entry.name for entry in entries_of(path, problems)] if path.exists() else []
    if problems:
        raise SettingsProblem(problems)
    return names or [read(DatabaseSettings).meter_name]


def meter_meant(named: str | None) -> str:
    """The meter that a command is to fill: the one that was named, or the only one. Raises SettingsProblem."""
    names = meter_names()
    if named is None and len(names) > 1:
        raise SettingsProblem([f"Several meters are configured: say with --meter which is meant ({', '.join(names)})"])
    return named or names[0]
