"""Every command that the README or the manual shows in a block runs, in a copy of this repository and an empty home."""

import json
import os
import re
import shutil
import subprocess
import sys
import sysconfig
import venv
from collections.abc import Iterator
from pathlib import Path

import pytest

from documents import MANUAL, ROOT, blocks, name
from power_usage.storage.engine import database_url, open_engine
from power_usage.web.app import create_app
from processes import free_port
from recorded import recorded
from sites import replayed

SERVES = re.compile(r"^(?:.*&& |(?:[A-Z_]+=\S+ )*)(?:make run|flask run|power-usage run)(?: +#.*)?$")
"""What goes on until it is stopped: it is started, asked for its first page, and stopped."""
NOT_RUN = {
    r"sudo |journalctl |timedatectl": "it changes or asks the machine itself, its users and services",
    r"docker ": "it needs a container engine: contrib/try-container has the image, test_shipping the files",
    r"make test": "it is what runs this",
    r"pipx |uvx ": "it fetches programs into the home of whoever types it; `pip install .` is run here",
    r"cd tests/emulator |curl http://127.0.0.1:8081/": "tests/emulated.py starts that server, which npm fetches",
}
"""Lines that are only parsed, and their files looked for; each with the reason."""
ASKED_ABOUT_PAGES = {"docs/api.md"}
"""Documents whose commands ask pages that are up."""

PREAMBLE = """
set -eEm
trap 'echo "FAILED: $BASH_COMMAND" >&2' ERR
# With -m a job is a group of its own, so that all of it is stopped.
serves() {
  bash -c "$1" > served.txt 2>&1 & local it=$!
  curl --silent --show-error --retry 40 --retry-delay 1 --retry-connrefused --output page.html "$PAGES" ||
    { cat served.txt >&2; return 1; }
  kill -TERM -- -$it; wait $it || true
  ! grep -A20 Traceback served.txt >&2
  grep -q '<title>' page.html
  rm page.html served.txt
}
"""


def lines(file: Path) -> Iterator[str]:
    """The commands of a document's blocks."""
    for block in blocks(file):
        yield from (
            line for line in block.replace("\\\n", "").splitlines() if line.strip() and not line.startswith("#")
        )


def reason_not_to(line: str) -> str | None:
    """Why a line is not run; None where it is."""
    return next((reason for start, reason in NOT_RUN.items() if re.match(start, line)), None)


SHOWN = {file: shown for file in MANUAL if (shown := list(lines(file)))}


@pytest.mark.parametrize("file", SHOWN, ids=name)
def test_every_block_is_good_shell(file: Path) -> None:
    for block in blocks(file):
        done = subprocess.run(["bash", "-n"], input=block, capture_output=True, text=True, check=False)
        assert (done.returncode, done.stderr) == (0, ""), block


def test_what_is_not_run_has_a_reason_that_still_holds_for_something() -> None:
    everything = [line for shown in SHOWN.values() for line in shown]
    assert [start for start in NOT_RUN if not any(re.match(start, line) for line in everything)] == []
    assert sum(1 for line in everything if reason_not_to(line) is None) > 15
    assert sum(1 for line in everything if SERVES.match(line) and reason_not_to(line) is None) >= 3


@pytest.mark.parametrize("file", SHOWN, ids=name)
def test_what_is_not_run_names_files_that_are_there(file: Path) -> None:
    words = {word for line in SHOWN[file] if reason_not_to(line) for word in line.split("#")[0].split()}
    ours = {word for word in words if re.match(r"(?:contrib|docs|tests)/|docker-compose|requirements|\.env\.", word)}
    assert {word for word in ours if not (ROOT / word).exists()} == set()


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """A copy of the repository as `make run` and `pip` want it, with five days of a flat in its database."""
    place = tmp_path / "copy"
    left = (".git", ".venv", "node_modules", "output", ".hypothesis", "*_cache", "__pycache__", ".env", "*.db*")
    shutil.copytree(ROOT, place, symlinks=True, ignore=shutil.ignore_patterns(*left))
    (place / ".venv").mkdir()
    (place / ".venv/bin").symlink_to(Path(sys.executable).parent)
    (place / ".venv/.run").touch()  # set up, and newer than what it depends on
    replayed(place / "power_usage_index.db", recorded(5).write(tmp_path / "flat.jsonl"))
    reader = open_engine(database_url(str(place / "power_usage_index.db")), readonly=True)
    statement = create_app(reader).test_client().get("/api/v1/statement?month=2026-03")
    assert json.loads(statement.data)["days"]
    (place / "statement-2026-03.json").write_bytes(statement.data)
    reader.dispose()
    return place


def newcomer(folder: Path, port: int) -> dict[str, str]:
    """An empty home, and a Python of its own that finds the libraries that are here: nothing is fetched."""
    home, python = folder / "home", folder / "python"
    home.mkdir()
    (home / ".curlrc").write_text("fail\n")
    venv.create(python, with_pip=True)
    (site,) = python.glob("lib/*/site-packages")
    (site / "here.pth").write_text(sysconfig.get_path("purelib") + "\n")
    return {
        "HOME": str(home),
        "PATH": os.pathsep.join(
            [str(python / "bin"), str(Path(sys.executable).parent), "/usr/local/bin:/usr/bin:/bin"]
        ),
        "PIP_NO_BUILD_ISOLATION": "0",  # which means: none
        "PIP_DISABLE_PIP_VERSION_CHECK": "1",
        "PIP_NO_INDEX": "1",
        "PAGES": f"http://127.0.0.1:{port}/",
        "POWER_USAGE_PORT": str(port),
        "FLASK_RUN_PORT": str(port),
    }


def script(file: Path, port: int) -> str:
    """What a document shows, as one goes through it."""
    steps = [PREAMBLE]
    if name(file) in ASKED_ABOUT_PAGES:
        steps.append('power-usage web 2>web.txt & trap "kill $!" EXIT; curl -s --retry 40 --retry-delay 1'
                     ' --retry-connrefused -o /dev/null "$PAGES"')  # fmt: skip
    for line in SHOWN[file]:
        if reason_not_to(line) is None:
            here = line.replace("127.0.0.1:5000", f"127.0.0.1:{port}")
            steps.append(f"serves {quoted(here)}" if SERVES.match(line) else here)
    return "\n".join(steps)


def quoted(line: str) -> str:
    """As one word of the shell."""
    return "'" + line.replace("'", "'\\''") + "'"


@pytest.mark.slow
def test_every_command_that_is_shown_runs(copy: Path, tmp_path: Path) -> None:
    port = free_port()
    environment = newcomer(tmp_path, port)
    for file in SHOWN:
        done = subprocess.run(
            ["bash", "-c", script(file, port)], cwd=copy, env=environment, capture_output=True, text=True, timeout=120,
            check=False,
        )  # fmt: skip
        assert done.returncode == 0, f"{name(file)}\n{done.stdout}\n{done.stderr}"
        assert "Traceback" not in done.stderr, f"{name(file)}\n{done.stderr}"
    assert (copy / "march.csv").read_text().startswith("meter,day,")
    assert list((copy / "dist").glob("*.whl"))
    # What was installed here is what was in the copy.
    shown = subprocess.run(
        [tmp_path / "python/bin/power-usage", "--version"], capture_output=True, text=True, check=True
    )
    assert shown.stdout.startswith("power-usage, version")
