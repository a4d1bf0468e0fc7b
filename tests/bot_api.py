"""A Bot API server of ours, with the faults of the real one."""

import json
import threading
import time
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs

TOKEN = "123:abc"


@dataclass
class BotApi:
    """What arrived, and the faults that await the next requests: a status, "hang" or "cut"."""

    url: str = ""
    arrived: list[tuple[str, str]] = field(default_factory=list)
    faults: deque[int | str] = field(default_factory=deque)
    refused: dict[str, tuple[int, str]] = field(default_factory=dict)
    """Status and words for a chat, or for messages in "HTML"."""
    moved: dict[str, int] = field(default_factory=dict)
    """Groups that became supergroups, and their new numbers."""
    asked: int = 0
    written: list[tuple[int, str]] = field(default_factory=list)

    def write(self, chat: int, text: str) -> None:
        """A person writes to the bot."""
        self.written.append((chat, text))

    def updates(self, offset: int) -> list[dict[str, object]]:
        """What was written and not yet confirmed by `offset`."""
        return [
            {
                "update_id": number,
                "message": {"message_id": number, "date": 0, "chat": {"id": chat, "type": "private"}, "text": text},
            }
            for number, (chat, text) in enumerate(self.written, 1)
            if number >= offset
        ]

    @property
    def texts(self) -> list[str]:
        """Of the messages that arrived, in order."""
        return [text for _, text in self.arrived]


class Handler(BaseHTTPRequestHandler):
    """One request of the bot's."""

    def __init__(self, api: BotApi, *arguments: Any) -> None:
        self.api = api
        super().__init__(*arguments)

    def do_POST(self) -> None:
        """Every method of the Bot API comes so."""
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0)).decode()
        form = {name: values[0] for name, values in parse_qs(body).items()}
        known = self.path.startswith(f"/bot{TOKEN}/")
        if known and self.path.endswith("/getUpdates"):
            self.updates(int(form.get("offset") or 0))
            return
        self.api.asked += 1
        fault = self.api.faults.popleft() if self.api.faults else None
        if fault == "hang":
            time.sleep(2)
        elif fault == "cut":
            self.connection.close()
        elif not known:
            self.answer(401, {"ok": False, "error_code": 401, "description": "Unauthorized"})
        elif isinstance(fault, int):
            more = {"parameters": {"retry_after": 1}} if fault == 429 else {}
            self.answer(fault, {"ok": False, "error_code": fault, "description": "Fault", **more})
        elif self.path.endswith("/getMe"):
            me = {"id": 123, "is_bot": True, "first_name": "Meter", "username": "meter_bot"}
            self.answer(200, {"ok": True, "result": me})
        else:
            self.message(form)

    def updates(self, offset: int) -> None:
        """What people wrote."""
        found = self.api.updates(offset)
        if not found:
            time.sleep(0.1)
        self.answer(200, {"ok": True, "result": found})

    def message(self, form: dict[str, str]) -> None:
        """It arrives, unless it is refused."""
        if new := self.api.moved.get(form["chat_id"]):
            words = "Bad Request: group chat was upgraded to a supergroup chat"
            told = {"ok": False, "error_code": 400, "description": words, "parameters": {"migrate_to_chat_id": new}}
            self.answer(400, told)
            return
        refusal = self.api.refused.get(form["chat_id"]) or self.api.refused.get(form.get("parse_mode", ""))
        if refusal:
            self.answer(refusal[0], {"ok": False, "error_code": refusal[0], "description": refusal[1]})
            return
        if self.path.endswith("/sendChatAction"):
            self.answer(200, {"ok": True, "result": True})
            return
        self.api.arrived.append((form["chat_id"], form["text"]))
        chat = {"id": 1, "type": "private"}
        message = {"message_id": self.api.asked, "date": 0, "chat": chat, "text": form["text"]}
        self.answer(200, {"ok": True, "result": message})

    def answer(self, status: int, content: dict[str, object]) -> None:
        """As JSON."""
        data = json.dumps(content).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, *_: object) -> None:
        """Silence."""


@contextmanager
def bot_api() -> Iterator[BotApi]:
    """Run one."""
    api = BotApi()

    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Handler, api))
    server.daemon_threads = True
    server.handle_error = lambda *_: None  # type: ignore[method-assign]  # a client that was killed
    threading.Thread(target=server.serve_forever, daemon=True).start()
    api.url = f"http://127.0.0.1:{server.server_address[1]}"
    try:
        yield api
    finally:
        server.shutdown()
        server.server_close()
