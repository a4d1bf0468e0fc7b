"""Files that a command may write: never one that the tracker itself needs."""

from collections.abc import Iterator
from pathlib import Path

from power_usage import settings
from power_usage.explained import WRONG_USAGE, fail
from power_usage.settings import DatabaseSettings, SettingsProblem
from power_usage.storage.engine import sqlite_file

BESIDE = ("", "-wal", "-shm", "-journal")
"""A database's own file, and those that SQLite keeps beside it."""


def refuse_own(output: Path) -> None:
    """End the command if `output` is the database, a log beside it, or a file of the settings."""
    if any(_same(output, own) for own in _own_files()):
        fail(f"{output} is a file of the tracker itself. Name another one with -o: nothing was changed.", WRONG_USAGE)


def _own_files() -> Iterator[Path]:
    yield settings.ENV_FILE
    try:
        yield settings.meters_path()
        file = sqlite_file(settings.read(DatabaseSettings).database)
    except SettingsProblem:  # said by whoever needs them
        return
    if file is not None:
        yield from (file.with_name(file.name + suffix) for suffix in BESIDE)


def _same(one: Path, other: Path) -> bool:
    """Also under another name, and where there is no such file yet."""
    if one.exists() and other.exists():
        return one.samefile(other)
    return one.resolve() == other.resolve()
