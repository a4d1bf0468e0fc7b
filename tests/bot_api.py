"""A Bot API server of ours, with the faults of the real one."""

import json
import threading
import time
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs

TOKEN = "123:abc"


@dataclass
class BotApi:
    """What arrived, and the faults that await the next requests: a status, "hang" or "cut"."""

    url: str = ""
    arrived: list[tuple[str, str]] = field(default_factory=list)
    faults: deque[int | str] = field(default_factory=deque)
    asked: int = 0

    @property
    def texts(self) -> list[str]:
        """Of the messages that arrived, in order."""
        return [text for _, text in self.arrived]


@contextmanager
def bot_api() -> Iterator[BotApi]:
    """Run one."""
    api = BotApi()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length") or 0)).decode()
            form = {name: values[0] for name, values in parse_qs(body).items()}
            api.asked += 1
            fault = api.faults.popleft() if api.faults else None
            if fault == "hang":
                time.sleep(2)
                return None
            if fault == "cut":
                self.connection.close()
                return None
            if not self.path.startswith(f"/bot{TOKEN}/"):
                return self.answer(401, {"ok": False, "error_code": 401, "description": "Unauthorized"})
            if isinstance(fault, int):
                more = {"parameters": {"retry_after": 1}} if fault == 429 else {}
                return self.answer(fault, {"ok": False, "error_code": fault, "description": "Fault", **more})
            if self.path.endswith("/getMe"):
                me = {"id": 123, "is_bot": True, "first_name": "Meter", "username": "meter_bot"}
                return self.answer(200, {"ok": True, "result": me})
            api.arrived.append((form["chat_id"], form["text"]))
            message = {"message_id": api.asked, "date": 0, "chat": {"id": 1, "type": "private"}, "text": form["text"]}
            return self.answer(200, {"ok": True, "result": message})

        def answer(self, status: int, content: dict[str, object]) -> None:
            data = json.dumps(content).encode()
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(data)))
            self.end_headers()
            self.wfile.write(data)

        def log_message(self, *_: object) -> None:
            """Silence."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, daemon=True).start()
    api.url = f"http://127.0.0.1:{server.server_address[1]}"
    try:
        yield api
    finally:
        server.shutdown()
        server.server_close()
