"""An ELNET server of our own on HTTP, with the habits of the real one."""

import asyncio
import json
import threading
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self

from aiohttp import web

from power_usage.demo.appliances import IST, chance
from power_usage.demo.flat import DG_PAISE_PER_MWH, EB_PAISE_PER_MWH, WS_PER_MWH, Flat

if TYPE_CHECKING:
    from power_usage.demo.resident import Resident

PLACE = "/api/Dashboard/"
LIVE, HOME = "GetLiveUpdates", "HomeData"
LIVE_PATH, HOME_PATH = PLACE + LIVE, PLACE + HOME
QUIRKS = (
    "stale",
    "zeros",
    "spike",
    "backward",
    "401",
    "500",
    "html",
    "empty",
    "cut",
    "hang",
    "null_supply",
    "no_data",
    "relay_off",
)


@dataclass(slots=True)
class _Day:
    """Registers and costs where the local day and month began."""

    day: tuple[int, int] = (0, 0)
    day_ws: tuple[int, int] = (0, 0)
    month_ws: tuple[int, int] = (0, 0)


class FakeElnet:
    """Takes a snapshot of the flat every 45 to 75 s and repeats it in between, as ELNET does."""

    def __init__(
        self, flat: Flat, *, token: str, input_type: str, clock: Callable[[], float] = time.time, every_s: int = 0
    ) -> None:
        self.flat, self._token, self._input_type, self._clock, self._every_s = flat, token, input_type, clock, every_s
        self.quirk: str | None = None
        self.resident: Resident | None = None
        self.asked: Counter[str] = Counter()
        self._count = 0
        self._previous = self._snapshot = flat.live()
        self._next = flat.at
        self._began = _Day((0, 0), (flat.eb_ws, flat.dg_ws), (flat.eb_ws, flat.dg_ws))

    def snapshot_until(self, at: int) -> None:
        """Take the snapshots that are due by `at`."""
        while self._next <= at:
            self.flat.advance(self._next)
            self._count += 1
            self._previous, self._snapshot = self._snapshot, self._taken()
            self._next += self._every_s or 45 + int(31 * chance(self.flat.seed, "snapshot", self._count))

    def _taken(self) -> dict[str, Any]:
        data = self.flat.live()
        lag = 60 + 180 * chance(self.flat.seed, "lag", self.flat.switched_at)
        if not self._every_s and self.flat.at - self.flat.switched_at < lag and self.flat.switched_at:
            data["Supply"] = 1 - data["Supply"]
        local = datetime.fromtimestamp(self.flat.at, IST)
        today, now = (local.month, local.day), (self.flat.eb_ws, self.flat.dg_ws)
        if today[0] != self._began.day[0]:
            self._began.month_ws = now
        if today != self._began.day:
            self._began.day, self._began.day_ws = today, now
        return data

    def live(self) -> dict[str, Any]:
        """The Data of GetLiveUpdates as it stands."""
        data = dict(self._snapshot)
        match self.quirk:
            case "zeros":
                data.update(Balance=0.0, EB=0.0, DG=0.0)
            case "spike":
                data["PresentLoad"] = 999.99
            case "backward":
                data = dict(self._previous)
            case "null_supply":
                data["Supply"] = None
        return data

    def home(self) -> dict[str, Any]:
        """The Data of HomeData: day and month by source, in kWh and rupees."""
        data: dict[str, Any] = {"MeterBal": self._snapshot["Balance"], "Meter_SN": "demo"}
        data["RelStatus"] = "OFF" if self.quirk == "relay_off" else "ON"
        now = (self.flat.eb_ws, self.flat.dg_ws)
        for span, since in (("Today", self._began.day_ws), ("Month", self._began.month_ws)):
            eb, dg = (a - b for a, b in zip(now, since, strict=True))
            cost = "CurrentDay" if span == "Today" else "CurrentMonth"
            data[f"kWhRec{span}"], data[f"kWhDel{span}"] = eb // 36_000 / 100, dg // 36_000 / 100
            data[f"{cost}_EB"] = eb * EB_PAISE_PER_MWH // WS_PER_MWH / 100
            data[f"{cost}_DG"] = dg * DG_PAISE_PER_MWH // WS_PER_MWH / 100
        return data

    def application(self, *, control: bool = False) -> web.Application:
        """The server. With `control`, POST /control lets a test command the flat and the server's moods."""
        app = web.Application()
        app.router.add_post(PLACE + "login", self._login)
        for name, data in self._calls().items():
            app.router.add_post(PLACE + name, partial(self._answer, name=name, data=data))
        if control:
            app.router.add_post("/control", self._control)
        return app

    def _calls(self) -> dict[str, Callable[[], dict[str, Any]]]:
        """What can be asked. All but the first two need a login."""
        return {
            LIVE: self.live,
            HOME: self.home,
            "RechargeHistory": lambda: self.resident.recharges(self.flat) if self.resident else {},
            "GetDashboardDetails": lambda: self.resident.details(self.flat) if self.resident else {},
            "PasswordExpired": lambda: self.resident.password_age() if self.resident else {},
        }

    async def _login(self, request: web.Request) -> web.StreamResponse:
        self.asked["login"] += 1
        body = await request.json()
        try:
            data = self.resident.logs_in(body["InputType"]) if self.resident else None
        except (KeyError, ValueError):
            data = None
        if self.quirk == "500":
            return web.Response(status=500, text="Server Error")
        if data is None:
            return web.json_response({"Status": "Failure", "Message": "Invalid User Name or Password", "Data": None})
        return web.json_response({"Status": "Success", "Message": "Login Successful", "Data": data})

    def _admits(self, request: web.Request) -> bool:
        token = self._token if self.resident is None else self.resident.token
        return bool(token) and request.headers.get("Authorization") == f"Bearer {token}"

    def _understands(self, name: str, input_type: object) -> bool:
        if self.resident is None:
            return name in (LIVE, HOME) and input_type == self._input_type
        return isinstance(input_type, str) and self.resident.means(name, input_type)

    async def _answer(
        self, request: web.Request, *, name: str, data: Callable[[], dict[str, Any]]
    ) -> web.StreamResponse:
        self.asked[name] += 1
        if self.quirk != "stale":
            self.snapshot_until(int(self._clock()))
        if self.quirk == "401" or not self._admits(request):
            return web.json_response({"Message": "Authorization has been denied for this request."}, status=401)
        body = await request.json()
        if self.quirk == "no_data" or not self._understands(name, body.get("InputType")):
            return web.json_response({"Status": "Failure", "Message": "No Data Available", "Data": None})
        text = json.dumps({"Status": "Success", "Message": "Data Available", "Data": data()})
        if self.quirk == "hang":
            await asyncio.sleep(3600)
        status, kind, body_text = {
            "500": (500, "text/plain", "Server Error"),
            "html": (200, "text/html", "<html><body>Service Unavailable</body></html>"),
            "empty": (200, "text/plain", ""),
            "cut": (200, "application/json", text[:40]),
        }.get(self.quirk or "", (200, "application/json", text))
        return web.Response(status=status, content_type=kind, text=body_text)

    async def _control(self, request: web.Request) -> web.Response:
        wish = await request.json()
        if wish.keys() & {"source", "load_w", "move", "lose", "quirk"}:
            self.flat.advance(int(self._clock()))
            self._live_otherwise(wish)
            self.flat.advance(self.flat.at + 1)
        if "resident" in wish:
            from power_usage.demo.resident import Resident  # noqa: PLC0415 - the demo itself needs no cryptography

            words = wish["resident"]
            key, iv = bytes.fromhex(words["key"]), bytes.fromhex(words["iv"])
            self.resident = Resident(key, iv, words["username"], words["password"])
        if self.resident:
            self.resident.token = "" if wish.get("forget_token") else self.resident.token
            self.resident.password_days = wish.get("password_days", self.resident.password_days)
        asked = dict(self.asked)
        return web.json_response({"balance_paise": self.flat.balance_paise, "at": self.flat.at, "asked": asked})

    def _live_otherwise(self, wish: dict[str, Any]) -> None:
        if "source" in wish:
            self.flat.forced_eb = wish["source"] == "eb"
        if "load_w" in wish:
            self.flat.forced_load_w = wish["load_w"]
        if "move" in wish:
            self.flat.move(int(wish["move"]))
        if "lose" in wish and self.resident:
            self.resident.lost.append((self.flat.at, int(wish["lose"])))
        if "quirk" in wish:
            self.quirk = wish["quirk"]


class ServerThread:
    """The server in a thread of its own, as a context manager; `url` is where it listens."""

    def __init__(self, elnet: FakeElnet, *, port: int = 0, control: bool = False) -> None:
        self._elnet, self._port, self._control = elnet, port, control
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._run, name="demo-elnet", daemon=True)
        self._up = threading.Event()
        self.url = ""

    def __enter__(self) -> Self:
        self._thread.start()
        self._up.wait(10)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(5)

    def _run(self) -> None:
        asyncio.set_event_loop(self._loop)
        runner = web.AppRunner(self._elnet.application(control=self._control), access_log=None, shutdown_timeout=1)
        self._loop.run_until_complete(runner.setup())
        site = web.TCPSite(runner, "127.0.0.1", self._port)
        self._loop.run_until_complete(site.start())
        self.url = f"http://127.0.0.1:{runner.addresses[0][1]}"
        self._up.set()
        self._loop.run_forever()
        self._loop.run_until_complete(runner.cleanup())
        self._loop.close()
