"""With a login, against a server that really decrypts: renewed tokens, wrong passwords, exact payments, no secrets."""

import sqlite3
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path
from typing import Any
from urllib.request import urlopen

import pytest

from bot_api import TOKEN, BotApi, bot_api
from power_usage.demo.flat import Flat
from power_usage.demo.resident import PERSONAL, Resident
from power_usage.demo.server import FakeElnet, ServerThread
from power_usage.elnet.client import ElnetClient
from power_usage.elnet.errors import ElnetError, LoginRefused, TokenRefused
from power_usage.elnet.inputs import Credentials, Seal
from power_usage.elnet.login import Account, Fingerprint
from processes import Elnet, command, fake_elnet, fetch, free_port, tracker, until

KEY, IV = "6b" * 31 + "01", "7a" * 15 + "02"
USERNAME, PASSWORD = "flat-454-user", "a secret of seven words"
SECRETS = (USERNAME, PASSWORD, KEY, bytes.fromhex(KEY).decode("latin-1"), IV)


class Home:
    """A tracker that logs in, with Telegram."""

    def __init__(self, folder: Path, elnet: Elnet, api: BotApi) -> None:
        self.folder, self.elnet, self.api, self.port = folder, elnet, api, free_port()
        self.database = folder / "home.db"
        elnet.control(
            source="eb", load_w=6_000, resident={"key": KEY, "iv": IV, "username": USERNAME, "password": PASSWORD}
        )
        self.settings = {
            "ELNET_BASE_URL": elnet.url,
            "ELNET_USERNAME": USERNAME,
            "ELNET_PASSWORD": PASSWORD,
            "ELNET_AES_KEY": KEY,
            "ELNET_AES_IV": IV,
            "ELNET_CREDIT_MINUTES": "1",
            "POWER_USAGE_DATABASE": str(self.database),
            "POWER_USAGE_FETCH_INTERVAL_SECONDS": "1",
            "TELEGRAM_BOT_TOKEN": TOKEN,
            "TELEGRAM_CHAT_ID": "42",
            "TELEGRAM_API_BASE_URL": api.url,
        }

    def running(self, **changed: str) -> Any:
        return tracker(self.folder, "run", "--port", str(self.port), **{**self.settings, **changed})

    def get(self, path: str) -> Any:
        return fetch(f"http://127.0.0.1:{self.port}/api/v1/{path}")

    def asked(self, name: str) -> int:
        return int(self.elnet.control()["asked"].get(name, 0))

    def told(self, words: str) -> int:
        return sum(words in text for text in self.api.texts)

    def rows(self, query: str) -> list[Any]:
        with sqlite3.connect(self.database) as conn:
            return conn.execute(query).fetchall()

    @property
    def log(self) -> str:
        return (self.folder / "stderr.txt").read_text()

    def everything(self) -> str:
        """All that is stored, logged and served."""
        files = [path.read_bytes() for path in self.folder.iterdir() if path.name.startswith("home.db")]
        pages = []
        for path in ("/", "/live", "/metrics", "/api/v1/ledger", "/api/v1/account", "/api/v1/status", "/api/v1/meters"):
            with urlopen(f"http://127.0.0.1:{self.port}{path}", timeout=10) as answer:
                pages.append(answer.read())
        told = "".join(self.api.texts).encode()
        return b"".join([*files, *pages, told, self.log.encode()]).decode("latin-1")


def is_fresh(home: Home) -> bool:
    return bool(home.get("status").get("freshness") == "fresh")


@pytest.mark.slow
def test_a_token_refused_in_the_middle_is_renewed_once_and_no_reading_is_lost(tmp_path: Path) -> None:
    with bot_api() as api, fake_elnet() as elnet:
        home = Home(tmp_path, elnet, api)
        with home.running():
            until(lambda: is_fresh(home))
            time.sleep(4)
            assert home.asked("login") == 1
            for logins in (2, 3):
                home.elnet.control(forget_token=True)
                until(lambda logins=logins: home.asked("login") == logins)  # type: ignore[misc]
                time.sleep(5)
                assert home.asked("login") == logins
            assert home.rows("SELECT * FROM silence") == []
            assert home.get("status")["silence"] is None
        times = [at for (at,) in home.rows("SELECT at FROM reading ORDER BY at")]
        assert len(times) >= 6
        assert max(late - early for early, late in pairwise(times)) <= 4  # a snapshot every 2 s
        assert home.told("token") == home.told("login") == 0
        assert "Traceback" not in home.log


@pytest.mark.slow
def test_a_wrong_password_is_tried_once_over_restarts_and_a_corrected_one_at_once(tmp_path: Path) -> None:
    with bot_api() as api, fake_elnet() as elnet:
        home = Home(tmp_path, elnet, api)
        wrong = {"ELNET_PASSWORD": "not it"}
        for _ in range(3):
            with home.running(**wrong):
                until(lambda: home.get("status").get("silence") == "login_refused")
                time.sleep(5)
                with urlopen(f"http://127.0.0.1:{home.port}/live", timeout=10) as answer:
                    assert "ELNET refuses the login: correct ELNET_USERNAME, ELNET_PASSWORD" in answer.read().decode()
        done = command(tmp_path, "check", **{**home.settings, **wrong})
        assert (done.returncode, "WRONG  Home, live: ELNET refuses the login" in done.stdout) == (1, True)
        asked = home.elnet.control()["asked"]
        print(f"requests with a wrong password, three starts and a check: {asked}")
        assert asked == {"login": 1}
        assert home.log.count("Home: ELNET refuses the login") == 3  # once a start
        assert home.told("<b>ELNET refuses the login</b>") == 1
        with home.running():
            until(lambda: is_fresh(home))
            assert home.asked("login") == 2
            assert home.rows("SELECT * FROM refused_login") == []
        assert "not it" not in home.log + done.stdout + done.stderr
        assert b"not it" not in home.database.read_bytes()


@pytest.mark.slow
def test_payments_are_exact_one_that_does_not_come_is_told_once_and_nothing_personal_is_kept(tmp_path: Path) -> None:
    with bot_api() as api, fake_elnet() as elnet:
        home = Home(tmp_path, elnet, api)
        elnet.control(password_days=9)
        with home.running():
            until(lambda: is_fresh(home))
            paid = elnet.control(move=50_000)["at"]
            until(lambda: home.get("movements")["items"])
            elnet.control(move=-24_600)
            lost = elnet.control(lose=200_000)["at"]
            until(lambda: len(home.get("ledger")["items"]) == 3)
            until(lambda: [item["credited"] for item in home.get("ledger")["items"]] == ["unknown", "yes", "yes"])
            items = home.get("ledger")["items"]
            assert [(item["kind"], item["amount"]) for item in items] == [
                ("recharge", 2000.0), ("deduction", 246.0), ("recharge", 500.0),
            ]  # fmt: skip
            at, moves = home.rows("SELECT at, amount_paise FROM vendor_entry ORDER BY at")[0], home.get("movements")
            assert (abs(at[0] - paid) <= 1, at[1]) == (True, 50_000)
            assert {item["seen_at"] for item in items[1:]} == {item["at"] for item in moves["items"]}
            assert home.get("ledger")["unlisted"] == []
            account = home.get("account")
            assert account["estimate"]["average_month_cost"] == 4612.08
            assert account["password"] == {**account["password"], "expired": False, "days": 9}
            assert home.told("<b>The ELNET password</b> expires in 9 days") == 1
            until(lambda: home.told("<b>Paid, but not credited:</b> ₹2,000.00"), 120)
            assert home.rows("SELECT max(at) FROM reading")[0][0] - lost >= 60
            assert home.get("ledger")["items"][0]["credited"] == "no"
        with home.running():  # told is told, over a restart too
            until(lambda: home.asked("PasswordExpired") == 2)
            looks = home.asked("RechargeHistory")
            until(lambda: home.asked("RechargeHistory") >= looks + 2)
            assert home.told("Paid, but not credited") == 1
            assert home.told("<b>The ELNET password</b>") == 1
            everything = home.everything()
        done = command(tmp_path, "check", **home.settings)
        assert "Home, live: balance" in done.stdout
        assert "WRONG  Home, password: it has expired, or soon will" in done.stdout
        everything += done.stdout + done.stderr
    tokens = [elnet_token for elnet_token in (*PERSONAL.values(), *SECRETS) if elnet_token in everything]
    assert tokens == []
    assert "demo-" not in everything


@dataclass
class Memory:
    """What became of logins, without a database."""

    noted: list[int] = field(default_factory=list)

    def refused_at(self, fingerprint: Fingerprint) -> int | None:
        assert fingerprint(b"salt")
        return self.noted[-1] if self.noted else None

    def note(self, fingerprint: Fingerprint, at: int) -> None:
        assert fingerprint(b"salt")
        self.noted.append(at)

    def forget(self) -> None:
        self.noted.clear()


@dataclass
class Clock:
    now: float = 1_772_433_000.0

    def __call__(self) -> float:
        return self.now


class Day:
    """A server, and an account there that is asked once a minute of a clock of its own."""

    def __init__(self, quirk: str | None = None, password: str = PASSWORD) -> None:
        self.elnet = FakeElnet(Flat(seed=7, at=1_772_433_000, forced_eb=True), token="", input_type="", clock=Clock())
        self.elnet.resident = self.resident = Resident(bytes.fromhex(KEY), bytes.fromhex(IV), USERNAME, PASSWORD)
        self.elnet.quirk = quirk
        self.clock, self.memory, self.password = Clock(), Memory(), password

    @asynccontextmanager
    async def account(self) -> AsyncIterator[Account]:
        seal = Seal(bytes.fromhex(KEY), bytes.fromhex(IV))
        with ServerThread(self.elnet) as server:
            async with ElnetClient() as client:
                credentials = Credentials(server.url, USERNAME, self.password, seal)
                yield Account(client, credentials, self.memory, clock=self.clock)

    async def ask(self, account: Account, minutes: int) -> list[str]:
        """How each poll ended: a status, or the reason why there was none."""
        ends = []
        for _ in range(minutes):
            try:
                ends.append(str((await account.ask("GetLiveUpdates")).status))
            except ElnetError as error:
                ends.append(error.reason)
            self.clock.now += 60
        return ends


async def a_day(quirk: str | None, password: str = PASSWORD) -> tuple[FakeElnet, list[str], Memory]:
    """A day of polls at a server in that mood: the server, how each poll ended, what is remembered."""
    day = Day(quirk, password)
    async with day.account() as account:
        ends = await day.ask(account, 24 * 60)
    return day.elnet, ends, day.memory


@pytest.mark.slow
async def test_a_server_that_refuses_every_token_is_not_hammered_with_logins() -> None:
    elnet, ends, _ = await a_day("401")
    print(f"logins in a day of refused tokens: {elnet.asked['login']}, of {len(ends)} polls")
    assert elnet.asked["login"] <= 30
    assert set(ends) == {"401", TokenRefused.reason}


async def test_a_wrong_password_is_tried_once_a_day() -> None:
    elnet, ends, memory = await a_day(None, "wrong")
    assert elnet.asked == {"login": 1}
    assert set(ends) == {LoginRefused.reason}
    assert len(memory.noted) == 1


async def test_while_logging_in_fails_by_a_fault_of_the_servers_that_is_what_is_said() -> None:
    elnet, ends, memory = await a_day("500")
    assert 5 <= elnet.asked["login"] <= 30
    assert set(ends) == {"not_elnet"}
    assert memory.noted == []


async def test_a_good_token_is_used_all_day() -> None:
    elnet, ends, _ = await a_day(None)
    assert (elnet.asked["login"], set(ends)) == (1, {"200"})


async def test_a_login_that_was_taken_before_is_tried_again_after_an_hour_since_the_server_may_have_a_fault() -> None:
    day = Day()
    async with day.account() as account:
        assert set(await day.ask(account, 5)) == {"200"}
        day.resident.token, day.resident.password = "", "another one for a while"
        assert set(await day.ask(account, 30)) == {"login_refused"}
        day.resident.password = PASSWORD
        later = await day.ask(account, 60)
    assert later == ["login_refused"] * 30 + ["200"] * 30
    assert day.elnet.asked["login"] == 3
    assert day.memory.noted == []


async def test_a_password_that_was_changed_in_the_app_is_tried_twice_in_a_day() -> None:
    day = Day()
    async with day.account() as account:
        await day.ask(account, 5)
        day.resident.token, day.resident.password = "", "changed"
        await day.ask(account, 24 * 60)
    assert day.elnet.asked["login"] == 3
