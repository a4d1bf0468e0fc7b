"""The command that gathers what a report of a fault needs, and nothing that is private.

It is one JSON file, as plain text: whoever sends it can read all of it first.
"""

import errno
import json
import os
import platform
import re
import sqlite3
import sys
import time
from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from importlib.metadata import PackageNotFoundError, requires, version
from pathlib import Path
from typing import Any

import click
import sqlalchemy as sa

from power_usage import bootstrap, settings
from power_usage.explained import WRONG_USAGE, explained, fail
from power_usage.outputs import refuse_own
from power_usage.settings import SettingsProblem, StoreSettings
from power_usage.settings.described import described, described_meters, personal, problem_names
from power_usage.storage.engine import DatabaseProblem

ABOUT = (
    "What 'power-usage diagnose' found. It holds no password, token, address, name or serial number, and no figure of"
    " what was used or paid. Read it before you send it. The log is not in it: see docs/troubleshooting.md."
)
LEFT_OUT = "(left out)"
SIGNS = (
    "is full", "MB free", "failed while reading or writing", "read-only", "cannot be opened", "is locked", "is damaged",
    "is not a database", "does not hold what was copied",
    *(os.strerror(number) for number in (errno.ENOSPC, errno.EACCES, errno.EROFS, errno.ENOENT, errno.EIO)),
)  # fmt: skip
"""Parts of our own sentences and the system's that tell what is wrong with a backup or the database."""
OURS = frozenset({"about", "made_at", "versions", "settings", "meters_file", "wrong_settings"})
"""What holds words of ours alone."""
DISTRIBUTION = "power-usage-tracker"


@click.command(short_help="What a report of a fault needs, no secrets.")
@click.option(
    "-o", "--output", type=click.Path(dir_okay=False, path_type=Path), help="File to write; else it is shown."
)
@explained
def diagnose(output: Path | None) -> None:
    """Gather what a report of a fault needs: versions, settings without secrets, the state of the database. It changes
    nothing and asks nobody.
    """
    if output is not None:
        refuse_own(output)
        if output.exists():
            fail(f"{output} exists already. Name another file with -o: nothing was changed.", WRONG_USAGE)
    text = json.dumps(_safe(_everything(int(time.time()))), indent=2, ensure_ascii=False) + "\n"
    if output is None:
        click.echo(text, nl=False)
        return
    with output.open("x", encoding="utf-8") as file:
        file.write(text)
    click.echo(f"{output} is written. Read it before you send it: it is plain text.", err=True)


def _safe(found: dict[str, Any]) -> dict[str, Any]:
    private = frozenset(personal())
    return {name: value if name in OURS else redacted(value, private) for name, value in found.items()}


def redacted(found: Any, private: frozenset[str]) -> Any:
    """The same without any text that holds a private one of the settings, should one have found its way into it.

    The whole text goes: a hole among known words would tell what was there. So it is for what came from elsewhere only.
    """
    if isinstance(found, dict):
        return {key: redacted(value, private) for key, value in found.items()}
    if isinstance(found, list):
        return [redacted(value, private) for value in found]
    return LEFT_OUT if isinstance(found, str) and any(text in found for text in private) else found


def problem_kind(sentence: str | None) -> str | None:
    """What kind of problem a sentence is of: it may itself name a folder, an address or this machine."""
    if sentence is None:
        return None
    return next((sign for sign in SIGNS if sign in sentence), "another problem")


def _everything(now: int) -> dict[str, Any]:
    return {
        "about": ABOUT,
        "made_at": datetime.fromtimestamp(now, UTC).isoformat(),
        "versions": _versions(),
        "platform": _platform(),
        "settings": described(),
        "meters_file": described_meters(),
        "wrong_settings": _wrong_settings(),
        **_stored(now),
        "backups": _backups(),
    }


def _versions() -> dict[str, str | None]:
    wanted = [re.split(r"[^A-Za-z0-9_.-]", requirement, maxsplit=1)[0] for requirement in requires(DISTRIBUTION) or ()]
    return {
        "python": platform.python_version(),
        "sqlite": sqlite3.sqlite_version,
        **{name: _version(name) for name in (DISTRIBUTION, *dict.fromkeys(wanted))},
    }


def _version(name: str) -> str | None:
    try:
        return version(name)
    except PackageNotFoundError:
        return None


def _platform() -> dict[str, Any]:
    return {
        "system": platform.system(),
        "release": platform.release(),
        "machine": platform.machine(),
        "python": sys.implementation.name,
        "processors": os.cpu_count(),
        "container": Path("/.dockerenv").exists() or Path("/run/.containerenv").exists(),
        "utc_offset_seconds": time.localtime().tm_gmtoff,
        "encoding": sys.getfilesystemencoding(),
    }


def _wrong_settings() -> list[str]:
    try:
        settings.load()
    except SettingsProblem as problem:
        return sorted(problem_names(problem))
    return []


def _stored(now: int) -> dict[str, Any]:
    """What the database says. What cannot be read of it is said in its place."""
    from power_usage.readmodels import diagnosis

    try:
        setting = settings.read(StoreSettings)
        if setting.file is not None and not setting.file.exists():
            return {"database": {"error": "There is no database yet."}}
        with bootstrap.one_moment(setting.database) as conn:
            questions: dict[str, Callable[[], Any]] = {
                "database": lambda: diagnosis.database(conn),
                "rows": lambda: diagnosis.rows(conn),
                "upkeep": lambda: diagnosis.work(conn, problem_kind),
                "messages": lambda: diagnosis.messages(conn),
                "leases": lambda: diagnosis.collectors(conn, now),
                "meters": lambda: diagnosis.each_meter(conn, now),
            }
            found = {}
            for name, ask in questions.items():
                found[name] = _tried(ask)
                conn.rollback()  # a server answers nothing more after a fault
            return found
    except (DatabaseProblem, SettingsProblem, sa.exc.SQLAlchemyError, ImportError, ValueError) as error:
        return {"database": {"error": _kind(error)}}


def _tried(ask: Callable[[], Any]) -> Any:
    try:
        return ask()
    except (sa.exc.SQLAlchemyError, DatabaseProblem, OSError, ValueError, KeyError) as error:
        return {"error": _kind(error)}


def _kind(error: BaseException) -> str:
    """What kind of error it is: its words may name a place or a value."""
    cause = getattr(error, "orig", None)
    code = getattr(cause, "sqlite_errorname", None) or getattr(cause, "sqlstate", None)
    return " ".join(str(part) for part in (type(error).__name__, code) if part)


def _backups() -> Any:
    from power_usage.storage.backup import backups

    try:
        found = settings.read(StoreSettings)
    except SettingsProblem:
        return None
    if found.file is None or found.backup_folder is None:
        return None
    file, folder = found.file, found.backup_folder
    made: Iterable[Any] = _tried(lambda: [(one.at, one.file.stat().st_size) for one in backups(file, folder)])
    if isinstance(made, dict):
        return made
    return [{"made": datetime.fromtimestamp(at, UTC).isoformat(), "bytes": size} for at, size in made]
