"""What ELNET's account says is kept beside the meter's history, and told once."""

from collections.abc import Callable
from dataclasses import replace

import pytest
import sqlalchemy as sa
from flask.testing import FlaskClient

from house import House
from power_usage.domain.account import Estimate, Listed, Password
from power_usage.domain.alerts import AlertRules
from power_usage.domain.credit import Entry
from power_usage.elnet.inputs import Credentials, Seal
from power_usage.storage.account import AccountBook
from power_usage.storage.ledger import Ledger
from power_usage.storage.outbox import Telling, waiting
from power_usage.storage.rebuild import rederive
from power_usage.storage.refusals import RefusedLogins
from power_usage.storage.tables import refused_login, vendor_entry
from power_usage.web.app import create_app

HALF_AN_HOUR = 1800


class Home:
    """A meter, its account, and its pages."""

    def __init__(self, engine: sa.Engine, reader: sa.Engine, untold: frozenset[str] = frozenset()) -> None:
        self.engine, self.house = engine, House()
        telling = Telling(AlertRules(untold=untold), ("telegram", "apprise:1"))
        self.ledger, self.book = Ledger(engine), AccountBook(engine, wait_s=HALF_AN_HOUR, tell=telling)
        self.id = self.ledger.ensure_meter("Home", "Asia/Kolkata")
        self.client: FlaskClient = create_app(reader, clock=lambda: self.house.at).test_client()
        self.entries: list[Entry] = []
        self.live(10)

    def live(self, minutes: float) -> None:
        self.ledger.observe(self.id, self.house.readings(minutes))

    def pay(self, rupees: int, *, credited: bool = True) -> Entry:
        """In the middle between two readings."""
        self.house.live(30)
        entry = Entry(self.house.at, rupees * 100, "success")
        self.entries.append(entry)
        if credited:
            self.house.move(rupees * 100)
        self.house.live(30)
        self.ledger.observe(self.id, [self.house.reading()])
        return entry

    def look(self) -> None:
        """The list as it is now, newest first."""
        self.book.take(self.id, Listed(self.house.at, tuple(reversed(self.entries))))

    def told(self) -> list[tuple[str, object]]:
        with self.engine.connect() as conn:
            alerts = [found.alert for found in waiting(conn, "apprise:1")]
        return [(alert.kind.value, alert.facts) for alert in alerts]

    def ledger_items(self) -> list[tuple[float, str]]:
        items = self.client.get("/api/v1/ledger").get_json()["items"]
        return [(item["amount"], item["credited"]) for item in items]


@pytest.fixture
def home(engine: sa.Engine, reader: sa.Engine) -> Home:
    return Home(engine, reader)


def test_what_is_listed_is_found_in_the_balance_to_the_second(home: Home) -> None:
    paid, taken = home.pay(500), home.pay(-246)
    home.look()
    answer = home.client.get("/api/v1/ledger").get_json()
    moves = home.client.get("/api/v1/movements").get_json()["items"]
    assert [(item["kind"], item["amount"], item["credited"]) for item in answer["items"]] == [
        ("deduction", 246.0, "yes"), ("recharge", 500.0, "yes"),
    ]  # fmt: skip
    assert [item["seen_at"] for item in answer["items"]] == [move["at"] for move in moves]
    assert answer["items"][1]["at"] < moves[1]["at"]
    assert answer["unlisted"] == []
    assert (paid.at, taken.at) == tuple(entry.at for entry in home.entries)


def test_money_that_does_not_arrive_is_told_once_by_each_outlet(home: Home) -> None:
    lost = home.pay(2_000, credited=False)
    home.live(29)
    home.look()
    assert home.told() == []
    assert home.ledger_items() == [(2000.0, "no")]
    home.live(5)
    balance = home.house.reading().balance_paise
    home.look()
    for _ in range(3):
        home.live(5)
        home.look()
    facts = {"amount_paise": 200_000, "paid_at": lost.at, "waited_s": 34 * 60 + 30, "balance_paise": balance}
    assert home.told() == [("not_credited", facts)]


def test_money_that_arrives_late_is_credited_after_all(home: Home) -> None:
    home.pay(2_000, credited=False)
    home.live(60)
    home.look()
    home.house.move(200_000)
    home.live(2)
    home.look()
    assert home.ledger_items() == [(2000.0, "yes")]
    assert [kind for kind, _ in home.told()] == ["not_credited"]


def test_while_readings_are_old_no_money_is_missed(home: Home) -> None:
    home.pay(2_000, credited=False)
    home.house.live(5 * 3600)
    home.look()
    assert home.told() == []


def test_a_list_from_before_the_first_reading_alarms_nobody(home: Home) -> None:
    home.entries = [Entry(home.house.at - 86_400 * day, 50_000, "success") for day in range(1, 31)]
    home.live(60)
    home.look()
    assert home.told() == []
    assert {credited for _, credited in home.ledger_items()} == {"unknown"}


def test_a_movement_that_the_list_lacks_is_shown(home: Home) -> None:
    home.pay(500)
    home.house.move(-10_000)
    home.live(5)
    home.look()
    (found,) = home.client.get("/api/v1/ledger").get_json()["unlisted"]
    assert (found["kind"], found["amount"]) == ("deduction", 100.0)
    assert "moved the balance and is not on ELNET's list" in home.client.get("/money").get_data(as_text=True)


def test_what_leaves_the_list_is_kept_and_a_status_that_changes_is_changed(home: Home) -> None:
    first = home.pay(500, credited=False)
    home.entries = [replace(first, status="pending")]
    home.look()
    home.entries = [replace(first, status="failed")]
    home.live(60)
    home.look()
    assert home.ledger_items() == [(500.0, "failed")]
    home.entries = [home.pay(700)]
    home.look()
    assert home.ledger_items() == [(700.0, "yes"), (500.0, "failed")]
    assert home.told() == []


def test_deriving_anew_leaves_the_account_alone(home: Home) -> None:
    home.pay(500)
    home.look()
    with home.engine.connect() as conn:
        before = conn.execute(sa.select(vendor_entry)).all()
    rederive(home.engine, home.id, lambda _: None)
    with home.engine.connect() as conn:
        assert conn.execute(sa.select(vendor_entry)).all() == before


def test_a_password_that_expires_is_told_once_until_it_was_changed(home: Home) -> None:
    at = home.house.at
    for expired, days in ((False, 90), (False, 14), (False, 13), (True, -1), (False, 89), (False, 3)):
        home.book.take(home.id, Password(at, expired, days))
    assert home.told() == [("password_expiring", {"days": 14}), ("password_expiring", {"days": 3})]
    assert home.client.get("/api/v1/account").get_json()["password"]["days"] == 3


def test_a_password_of_which_nothing_is_known_alarms_nobody(home: Home) -> None:
    home.book.take(home.id, Password(home.house.at, expired=False, days=None))
    assert home.told() == []


def test_what_nobody_wants_to_hear_is_not_told(engine: sa.Engine, reader: sa.Engine) -> None:
    home = Home(engine, reader, frozenset({"password_expiring"}))
    home.book.take(home.id, Password(home.house.at, expired=True, days=None))
    assert home.told() == []


def test_the_vendors_estimate_is_kept_once_a_day(home: Home) -> None:
    noon = home.house.at
    for hours, days in ((0, 13), (5, 12), (24, 11)):
        home.book.take(home.id, Estimate(noon + hours * 3600, 206_654, 546_960, 461_208, days))
    found = home.client.get("/api/v1/account").get_json()
    assert (found["estimate"]["days_left"], found["estimate"]["average_month_kwh"]) == (11, 546.96)
    with home.engine.connect() as conn:
        rows = conn.execute(sa.text("SELECT days_left FROM vendor_estimate ORDER BY day_at")).all()
    assert [days for (days,) in rows] == [12, 11]


def test_a_refused_login_is_remembered_until_it_changes(engine: sa.Engine) -> None:
    def prints(password: str) -> Callable[[bytes], bytes]:
        return Credentials("http://elnet.example.com", "flat454", password, Seal(b"k" * 32, b"i" * 16)).fingerprint

    before, after = RefusedLogins(engine, "Home"), RefusedLogins(engine, "Home")
    assert before.refused_at(prints("hunter2")) is None
    before.note(prints("hunter2"), 1_772_433_000)
    assert after.refused_at(prints("hunter2")) == 1_772_433_000
    assert after.refused_at(prints("hunter3")) is None
    assert RefusedLogins(engine, "Other").refused_at(prints("hunter2")) is None
    with engine.connect() as conn:
        (row,) = conn.execute(sa.select(refused_login)).all()
    assert b"hunter2" not in bytes(row.fingerprint) + bytes(row.salt)
    after.forget()
    assert before.refused_at(prints("hunter2")) is None
