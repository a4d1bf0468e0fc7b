"""A real server on a database of years, and a connection to it."""

import http.client
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from itertools import count
from pathlib import Path
from urllib.parse import urlsplit


class Asking:
    """A connection to a server that stays open."""

    def __init__(self, url: str) -> None:
        parts = urlsplit(url)
        self._conn = http.client.HTTPConnection(parts.hostname or "", parts.port, timeout=120)

    def get(self, path: str) -> bytes:
        """A body."""
        self._conn.request("GET", path)
        answer = self._conn.getresponse()
        body = answer.read()
        assert answer.status == 200, (path, answer.status, body[:200])
        return body

    def fresh(self, path: str) -> Callable[[], bytes]:
        """The same again and again, but each time a group earlier, so that nothing kept is of use."""
        steps, step = count(1), 86_400 if path.endswith("day") else 3600

        def ask() -> bytes:
            end = datetime.fromtimestamp(time.time() - step * next(steps), UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
            return self.get(f"{path}&end={end}")

        return ask

    def work(self, path: str) -> Callable[[], bytes]:
        """That request, to be done again and again."""
        return lambda: self.get(path)


@contextmanager
def serving(
    folder: Path, database: Path, *, command: str = "web", **more: str
) -> Iterator[tuple[str, subprocess.Popen[bytes], float]]:
    """A server on that database: its address, its process, and the seconds until its first page."""
    port = _free_port()
    began = time.perf_counter()
    process = subprocess.Popen(
        [sys.executable, "-m", "power_usage", command, "--port", str(port)],
        cwd=folder,
        env={"PATH": os.environ["PATH"], "HOME": str(folder), "POWER_USAGE_DATABASE": str(database), **more},
        stderr=subprocess.DEVNULL,
    )
    try:
        url = f"http://127.0.0.1:{port}"
        while True:
            try:
                Asking(url).get("/")
                break
            except OSError:
                time.sleep(0.01)
        yield url, process, time.perf_counter() - began
    finally:
        process.terminate()
        process.wait(30)


def _free_port() -> int:
    import socket  # noqa: PLC0415

    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
