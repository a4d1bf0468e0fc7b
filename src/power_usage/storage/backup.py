"""Backups of a live SQLite database: files in a folder, each proved before it has its name."""

import glob
import re
import shlex
import shutil
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from power_usage.storage.copying import LEAST_FREE, Contents, Stop, copy, kept_safe, never, opened, prove
from power_usage.storage.engine import DatabaseProblem
from power_usage.storage.rotation import Keep, kept
from power_usage.storage.unfinished import remove, unfinished

BEFORE_UPGRADE = "-before-upgrade"
_TIME = "%Y-%m-%dT%H%M%SZ"


@dataclass(frozen=True, slots=True)
class Backup:
    """A backup: its file, and when it was made (UTC epoch seconds)."""

    file: Path
    at: int


@dataclass(frozen=True, slots=True)
class Made:
    """A new backup, what it holds, and its bytes."""

    backup: Backup
    contents: Contents
    bytes: int


def back_up_before_an_upgrade(database: Path, folder: Path, at: int) -> Made:
    """The way back to the version before. It stays, whatever is rotated, until the next upgrade makes another."""
    made = back_up(database, folder, at, label=BEFORE_UPGRADE)
    for file in folder.glob(f"{glob.escape(database.stem)}{BEFORE_UPGRADE}-*.db"):
        if file != made.backup.file:
            file.unlink(missing_ok=True)
    return made


def back_up(database: Path, folder: Path, at: int, stop: Stop = never, label: str = "") -> Made:
    """Copy the database into the folder and prove the copy. Raises DatabaseProblem, OSError or Stopped.

    A file with a backup's name is whole, whenever the process was killed: until it is proved it has another.
    """
    if not database.exists():
        raise DatabaseProblem(f"There is no database {database}.", "Correct POWER_USAGE_DATABASE.")
    folder.mkdir(parents=True, exist_ok=True)
    part = unfinished(folder, f".{database.stem}-")
    _make_room(database, folder)
    final = folder / f"{database.stem}{label}-{datetime.fromtimestamp(at, UTC):{_TIME}}.db"
    try:
        said = copy(database, part, stop)
        prove(part, said, database, stop)
        kept_safe(part)
        with suppress(OSError):  # a stick may know no rights
            shutil.copymode(database, part)
        part.replace(final)
        kept_safe(folder)
    finally:
        remove(part)
    return Made(Backup(final, at), said, final.stat().st_size)


def backups(database: Path, folder: Path) -> list[Backup]:
    """The backups of a database in a folder, the newest first."""
    pattern = re.compile(re.escape(database.stem) + r"-(\d{4}-\d\d-\d\dT\d{6}Z)\.db")
    return sorted(_found(folder, pattern), key=lambda backup: backup.at, reverse=True)


def _found(folder: Path, pattern: re.Pattern[str]) -> Iterator[Backup]:
    for file in folder.iterdir() if folder.is_dir() else ():
        if (name := pattern.fullmatch(file.name)) is None:
            continue
        try:
            made = datetime.strptime(name[1], _TIME).replace(tzinfo=UTC)
        except ValueError:
            continue
        yield Backup(file, int(made.timestamp()))


def newest_in_words(database: Path, folder: Path | None, now: int) -> str:
    """The last backup and how to have it back, or that there is none. One of the future was made by a wrong clock."""
    every = backups(database, folder) if folder else []
    known = [backup for backup in every if backup.at <= now] or every
    if not known:
        return f"There is no backup in {folder}." if folder else "There is no backup."
    made = datetime.fromtimestamp(known[0].at, UTC)
    return (
        f"The last backup is of {made:%Y-%m-%d %H:%M} UTC: stop the tracker and type"
        f" 'power-usage restore {shlex.quote(str(known[0].file))}' to have it back."
    )


def note_good(database: Path, at: int) -> None:
    """Remember in the database that there is a good backup, unless its schema is of an earlier version."""
    with opened(database, "rw") as connection:
        if connection.execute("SELECT 1 FROM sqlite_master WHERE name = 'upkeep'").fetchone():
            connection.execute(_GOOD, {"at": at})


_GOOD = (
    "INSERT INTO upkeep (name, since_at, tried_at, good_at) VALUES ('backup', :at, :at, :at)"
    " ON CONFLICT (name) DO UPDATE SET tried_at = :at, good_at = :at, words = NULL, told_at = NULL"
)


def rotate(database: Path, folder: Path, keep: Keep, tz: ZoneInfo) -> list[Path]:
    """Remove the backups that need not be kept; which they were."""
    known = backups(database, folder)
    wanted = kept((backup.at for backup in known), keep, tz)
    gone = [backup.file for backup in known if backup.at not in wanted]
    for file in gone:
        file.unlink(missing_ok=True)
    return gone


def _make_room(database: Path, folder: Path) -> None:
    """A copy and its trial must leave room for collecting."""
    log = database.with_name(database.name + "-wal")
    size = database.stat().st_size + (log.stat().st_size if log.exists() else 0)
    free = shutil.disk_usage(folder).free
    if free < 2 * size + LEAST_FREE:
        raise DatabaseProblem(
            f"The disk of {folder} has {free // 1_000_000:,} MB free; a backup and its trial need"
            f" {(2 * size + LEAST_FREE) // 1_000_000:,} MB.",
            "Free some space, or name another folder in POWER_USAGE_BACKUP_DIR.",
        )
