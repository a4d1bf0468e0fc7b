"""Files that are being made: their names say by which process, so that no other takes them for forsaken."""

import time
from pathlib import Path

from power_usage.storage import lease

UNFINISHED = ".unfinished"
FORSAKEN_S = 86_400


def unfinished(folder: Path, begins: str) -> Path:
    """What this process may call a file in the folder until it is whole. What ended processes left there goes."""
    _sweep(folder, begins)
    return folder / f"{begins}{lease.own_name().replace('/', '~')}{UNFINISHED}"


def remove(part: Path) -> None:
    """The file, and whatever stands beside it under its name and more."""
    for left in _beginning(part.parent, part.name):
        left.unlink(missing_ok=True)


def _sweep(folder: Path, begins: str) -> None:
    """What a process that was killed left behind."""
    for left in _beginning(folder, begins):
        if UNFINISHED not in left.name:
            continue
        holder = left.name.split(UNFINISHED)[0].removeprefix(begins).replace("~", "/")
        gone = lease.has_ended(holder, lease.own_name())
        if gone or time.time() - left.stat().st_mtime > FORSAKEN_S:
            left.unlink(missing_ok=True)


def _beginning(folder: Path, name: str) -> list[Path]:
    return [file for file in folder.iterdir() if file.name.startswith(name)]
