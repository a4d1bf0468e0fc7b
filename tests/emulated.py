"""telegram-test-api: a Bot API server that is not ours, run by node from `tests/emulator`."""

import base64
import json
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.request import Request, urlopen

from node import installed
from processes import fetch, free_port, until

FOLDER = Path(__file__).parent / "emulator"


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


@contextmanager
def emulator() -> Iterator[Emulator]:
    """Start one."""
    port = free_port()
    with installed(FOLDER) as packages:
        process = subprocess.Popen(
            [packages.node, "server.js", str(port)],
            cwd=packages.place,
            env=packages.environment,
            stdout=subprocess.DEVNULL,
        )
        running = Emulator(f"http://127.0.0.1:{port}")
        try:
            until(lambda: isinstance(fetch(running.url + "/history"), list))
            yield running
        finally:
            process.kill()
            process.wait()
