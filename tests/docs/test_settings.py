"""Every setting stands in docs/settings.md with the default that it has, and in .env.example; and no other does."""

import re
from dataclasses import astuple
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from documents import DOCS, EVERY, ROOT, name, rows, text
from power_usage.settings import StoreSettings, read
from power_usage.settings.environment import FromEnvironment
from power_usage.settings.meters import METERS_FILE, MeterEntry
from power_usage.storage.rotation import Keep

EXAMPLE = ROOT / ".env.example"
COMPOSE = "".join(text(file) for file in sorted(ROOT.glob("docker-compose*.yml")))
OF_COMPOSE = dict(re.findall(r"\$\{([A-Z_]+):-([^}]*)\}", COMPOSE))
"""Settings that docker compose alone reads, and their defaults."""
OF_TESTS = {"POWER_USAGE_RECORDINGS"}
"""Where recordings lie: for who runs the tests, not for a resident."""
LOOKS_LIKE_ONE = re.compile(
    r"\b(?:POWER_USAGE|ELNET|TELEGRAM|POSTGRES|MQTT|LOW_BALANCE|LIVE_UPDATES|HOME_DATA)_[A-Z_]+\b"
)
FOUND_WHILE_READING = {
    "POWER_USAGE_METERS_FILE": METERS_FILE,
    "POWER_USAGE_BACKUP_DIR": "backups",
}
"""Defaults that are no field's: a setting that is given and one that is left out are told apart there."""


def kinds(kind: type[FromEnvironment] = FromEnvironment) -> set[type[FromEnvironment]]:
    """The classes of settings."""
    return {kind}.union(*(kinds(narrower) for narrower in kind.__subclasses__()))


@cache
def defaults() -> dict[str, Any]:
    """Every setting that the program reads, and its default."""
    found: dict[str, Any] = {}
    for field in (field for kind in kinds() for field in kind.model_fields.values()):
        # Of a class that only asks whether something is given, another knows the default.
        if found.get(str(field.validation_alias)) is None:
            found[str(field.validation_alias)] = field.default
    return {**found, **FOUND_WHILE_READING, **OF_COMPOSE}


def written(default: Any) -> str:
    """A default as it is written in .env; empty where there is none."""
    if default is None or default in ((), frozenset()):
        return ""
    if isinstance(default, bool):
        return str(default).lower()
    return ",".join(map(str, astuple(default))) if isinstance(default, Keep) else str(default)


def documented() -> dict[str, str]:
    """Name and default of each setting in docs/settings.md."""
    found = {}
    for cells in rows(DOCS / "settings.md"):
        if len(cells) == 3 and (named := re.fullmatch(r"`([A-Z_]+)`", cells[0])):
            found[named[1]] = "" if cells[1] == "none" else cells[1].strip("`")
    return found


def exampled() -> dict[str, str]:
    """Name and value of each setting in .env.example."""
    return dict(re.findall(r"^#?([A-Z][A-Z_]+)=(.*)$", text(EXAMPLE), re.MULTILINE))


def test_the_backups_folder_is_the_one_that_is_documented(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("POWER_USAGE_BACKUP_DIR", raising=False)
    monkeypatch.delenv("POWER_USAGE_DATABASE", raising=False)
    assert str(read(StoreSettings).backup_folder) == FOUND_WHILE_READING["POWER_USAGE_BACKUP_DIR"]


def test_every_setting_is_documented_with_the_default_that_it_has() -> None:
    assert documented() == {setting: written(default) for setting, default in defaults().items()}


def test_the_example_has_every_setting_with_the_default_that_it_has() -> None:
    assert exampled() == {setting: written(default) for setting, default in defaults().items()}


def test_the_documents_name_no_setting_that_is_not_there() -> None:
    known = {*defaults(), *OF_TESTS}
    for file in (*EVERY, EXAMPLE, ROOT / "meters.example.toml"):
        assert {found for found in LOOKS_LIKE_ONE.findall(text(file)) if found not in known} == set(), name(file)


def test_every_key_of_the_meters_file_is_documented_and_in_its_example() -> None:
    keys = set(MeterEntry.model_fields)
    assert {cells[0].strip("`") for cells in rows(DOCS / "settings.md") if len(cells) == 2} - {"key", "---"} == keys
    assert set(re.findall(r"^(?:# )?(\w+) = ", text(ROOT / "meters.example.toml"), re.MULTILINE)) == keys
