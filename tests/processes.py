"""Real processes: the fake ELNET, and the tracker's commands."""

import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeVar
from urllib.error import HTTPError
from urllib.request import Request, urlopen

Found = TypeVar("Found")
PATIENCE_S = 40


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def until(look: Callable[[], Found], seconds: float = PATIENCE_S) -> Found:
    """What `look` finds once it finds something."""
    end = time.monotonic() + seconds
    last: Exception | None = None
    while time.monotonic() < end:
        try:
            found = look()
            if found:
                return found
        except (OSError, KeyError, ValueError) as error:
            last = error
        time.sleep(0.1)
    raise AssertionError(f"nothing found in {seconds} s (last: {last!r})")


def fetch(url: str) -> Any:
    """The JSON at an address, whatever its status."""
    try:
        with urlopen(url, timeout=10) as answer:
            return json.loads(answer.read())
    except HTTPError as error:
        return json.loads(error.read())


class Elnet:
    """A fake ELNET in a process of its own, and the words to command it."""

    def __init__(self, url: str, process: subprocess.Popen[str]) -> None:
        self.url, self._process = url, process

    def stop(self) -> None:
        """Nobody listens there any more."""
        self._process.kill()
        self._process.wait()

    def control(self, **wish: object) -> dict[str, Any]:
        """Change the flat (source, load_w, move) or the server's mood (quirk)."""
        asked = Request(self.url + "/control", json.dumps(wish).encode(), {"Content-Type": "application/json"})
        with urlopen(asked, timeout=10) as answer:
            found: dict[str, Any] = json.loads(answer.read())
            return found

    def environment(self, database: str, interval_s: int = 1) -> dict[str, str]:
        """The settings of a tracker that polls it."""
        return {
            "LIVE_UPDATES_API_URL": self.url + "/api/Dashboard/GetLiveUpdates",
            "HOME_DATA_API_URL": self.url + "/api/Dashboard/HomeData",
            "POWER_USAGE_BEARER_TOKEN": "demo",
            "POWER_USAGE_INPUT_TYPE": "demo",
            "POWER_USAGE_DATABASE": database,
            "POWER_USAGE_FETCH_INTERVAL_SECONDS": str(interval_s),
        }


@contextmanager
def fake_elnet(past_s: int = 5) -> Iterator[Elnet]:
    """Start one, whose newest reading is `past_s` seconds old until it takes another."""
    command = [sys.executable, "-m", "power_usage.demo", "0", str(past_s)]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    try:
        yield Elnet(process.stdout.readline().strip(), process)
    finally:
        process.kill()
        process.wait()
        process.stdout.close()


def environment(folder: Path, **more: str) -> dict[str, str]:
    """A newcomer's: no settings but these, and an empty home."""
    kept = {name: os.environ[name] for name in ("PATH", "LANG", "SYSTEMROOT") if name in os.environ}
    return {**kept, "HOME": str(folder), **more}


@contextmanager
def tracker(folder: Path, *arguments: str, **settings: str) -> Iterator[subprocess.Popen[str]]:
    """A command of the tracker that goes on until it is told to stop; its words go to `stderr.txt`."""
    with (folder / "stderr.txt").open("a") as words:
        process = subprocess.Popen(
            [sys.executable, "-m", "power_usage", *arguments],
            cwd=folder,
            env=environment(folder, **settings),
            stderr=words,
            text=True,
        )
        try:
            yield process
        finally:
            if process.poll() is None:
                process.send_signal(signal.SIGTERM)
                try:
                    process.wait(20)
                except subprocess.TimeoutExpired:
                    process.kill()
                    process.wait()


def command(folder: Path, *arguments: str, **settings: str) -> subprocess.CompletedProcess[str]:
    """A command of the tracker, run to its end."""
    return subprocess.run(
        [sys.executable, "-m", "power_usage", *arguments],
        cwd=folder,
        env=environment(folder, **settings),
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
