"""The audit, the rates and the sealed statement as they are served and handed on."""

import json
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from flask.testing import FlaskClient

from altered import charged_more, flat, slipped, told
from clock import Clock
from house import IST
from power_usage.domain.reading import HomeFigures, Observation
from power_usage.domain.tariffs import SetRates
from power_usage.storage.ledger import Ledger
from power_usage.web.app import create_app
from processes import command

DAYS = 5
FIRST = date(2026, 3, 2)
ODD = FIRST + timedelta(days=2)
NOW = int(datetime(2026, 3, 7, 12, tzinfo=IST).timestamp())
MONTH = "/api/v1/statement?month=2026-03"


def fill(engine: sa.Engine, seen: list[Observation]) -> None:
    ledger = Ledger(engine)
    ledger.observe(ledger.ensure_meter("Home", "Asia/Kolkata"), seen)


@pytest.fixture
def client(reader: sa.Engine) -> FlaskClient:
    return create_app(reader, clock=lambda: NOW).test_client()


@pytest.fixture(scope="module")
def known(tmp_path_factory: pytest.TempPathFactory) -> sa.Engine:
    """Five days of the flat as they were."""
    return told(tmp_path_factory.mktemp("right") / "home.db", flat(DAYS))


@pytest.fixture
def right(known: sa.Engine) -> FlaskClient:
    return create_app(known, clock=lambda: NOW).test_client()


@pytest.fixture
def overcharged(engine: sa.Engine) -> None:
    """The same with five rupees too much on the third."""
    fill(engine, list(charged_more(ODD, 500)(flat(DAYS))))


def get(client: FlaskClient, path: str, status: int = 200) -> Any:
    answer = client.get(path)
    assert answer.status_code == status, answer.get_data(as_text=True)
    return answer.get_json()


def test_a_month_that_fits_is_said_to_fit(right: FlaskClient) -> None:
    found = get(right, "/api/v1/audit?month=2026-03")
    assert (found["verdict"], found["checked_days"], found["findings"]) == ("matches", DAYS, [])
    for day in found["days"]:
        expected = day["opening"] + day["paid_in"] - day["taken_off"] - day["eb_cost"] - day["dg_cost"]
        assert day["closing"] - expected == pytest.approx(day["residual"], abs=0.001)
        assert abs(day["residual"]) <= day["bound"]
    page = right.get("/money?month=2026-03").get_data(as_text=True)
    assert "Yes, as far as we can see." in page
    assert f"On {DAYS} days the balance was held against the registers" in page


@pytest.mark.usefixtures("overcharged")
def test_what_does_not_fit_is_said_with_its_day_its_amount_and_what_it_can_be(client: FlaskClient) -> None:
    found = get(client, f"/api/v1/audit?start={FIRST}&end={FIRST + timedelta(days=4)}")
    (finding,) = found["findings"]
    assert found["verdict"] == "unexplained"
    assert (finding["kind"], finding["day"]) == ("overcharge", ODD.isoformat())
    assert finding["amount"] == pytest.approx(5, abs=0.4)
    assert [day["day"] for day in found["days"] if day["verdict"] == "unexplained"] == [ODD.isoformat()]
    page = client.get("/money?month=2026-03").get_data(as_text=True)
    assert f"On Wed 4 Mar, ₹{finding['amount']:.2f} more was taken off than the registers explain." in page
    assert "Ask the association what was charged." in page


def test_a_slip_is_said_with_its_minute(client: FlaskClient, engine: sa.Engine) -> None:
    at = int(datetime(2026, 3, 4, 14, 20, 34, tzinfo=IST).timestamp())
    fill(engine, list(slipped(at, 500)(flat(DAYS))))
    page = client.get("/money?month=2026-03").get_data(as_text=True)
    assert "Wed 4 Mar, 14:2" in page
    assert "that the load cannot have used, and that was not paid." in page
    assert get(client, "/api/v1/movements?kind=recharge")["items"] == []


def test_the_day_that_runs_and_days_without_readings_are_not_judged(right: FlaskClient, known: sa.Engine) -> None:
    running = create_app(known, clock=lambda: NOW - 86_400).test_client()
    days = {day["day"]: day for day in get(running, "/api/v1/audit?month=2026-03")["days"]}
    assert (days["2026-03-06"]["verdict"], days["2026-03-06"]["reason"]) == ("not_enough_data", "running")
    none = get(right, "/api/v1/audit?month=2026-02")
    assert (none["verdict"], none["days"], none["total"]) == ("not_enough_data", [], None)


def test_after_one_day_nothing_is_said_since_nothing_confirms_the_price(client: FlaskClient, engine: sa.Engine) -> None:
    fill(engine, list(flat(1)))
    found = get(client, "/api/v1/audit?month=2026-03")
    assert (found["verdict"], found["days"][0]["reason"]) == ("not_enough_data", "rate_unknown")
    page = client.get("/money?month=2026-03").get_data(as_text=True)
    assert "the price of a unit is not known until two days agree on it." in page


def test_rates_come_with_their_interval_and_elnets_beside_them(right: FlaskClient) -> None:
    found = get(right, "/api/v1/rates?end=2026-03-06")
    eb, dg = found["items"]
    assert (found["billed_by"], eb["source"], dg["source"]) == ("kwh", "eb", "dg")
    (rate,) = eb["measured"]
    assert rate["low"] <= 8.33 <= rate["high"]
    assert rate["high"] - rate["low"] < 0.03
    assert rate["votes"] == DAYS
    assert eb["elnet"]["low"] <= 8.33 <= eb["elnet"]["high"]
    assert eb["setting"] is None


def test_a_rate_that_is_set_is_reckoned_with_and_compared(known: sa.Engine) -> None:
    other_app = create_app(known, clock=lambda: NOW, set_rates=SetRates(eb=800_000)).test_client()
    found = get(other_app, "/api/v1/audit?month=2026-03")
    other = [one for one in found["findings"] if one["kind"] == "other_rate"]
    assert [(one["source"], one["expected"], one["found"]) for one in other] == [("eb", 8.0, 8.33)]
    assert all(day["verdict"] == "unexplained" for day in found["days"])
    assert get(other_app, "/api/v1/rates?end=2026-03-06")["items"][0]["setting_differs"] is True
    same = create_app(known, clock=lambda: NOW, set_rates=SetRates(eb=833_000, dg=2_200_000)).test_client()
    assert get(same, "/api/v1/audit?month=2026-03")["findings"] == []


def test_billing_by_kvah_is_said_and_not_miscounted(client: FlaskClient, engine: sa.Engine) -> None:
    fill(engine, [replace(one, kvah=True) if isinstance(one, HomeFigures) else one for one in flat(DAYS)])
    found = get(client, "/api/v1/audit?month=2026-03")
    assert (found["verdict"], found["findings"]) == ("not_enough_data", [])
    assert {day["reason"] for day in found["days"]} == {"billed_by_kvah"}
    rates = get(client, "/api/v1/rates?end=2026-03-06")
    assert (rates["billed_by"], [one["measured"] for one in rates["items"]]) == ("kvah", [[], []])
    assert "ELNET charges by kVAh" in client.get("/money?month=2026-03").get_data(as_text=True)


def test_elnets_own_figures_that_differ_are_findings(client: FlaskClient, engine: sa.Engine) -> None:
    end = int(datetime(2026, 3, 5, tzinfo=IST).timestamp())

    def wrong(one: Observation) -> Observation:
        if not isinstance(one, HomeFigures) or not end - 86_400 <= one.received_at < end:
            return one
        return replace(one, day_eb_wh=one.day_eb_wh + 400, day_dg_paise=one.day_dg_paise + 100)

    fill(engine, [wrong(one) for one in flat(DAYS)])
    found = get(client, "/api/v1/audit?month=2026-03")["findings"]
    assert {(one["kind"], one["source"], one["day"]) for one in found} == {
        ("elnet_energy", "eb", "2026-03-04"),
        ("elnet_money", "eb", "2026-03-04"),
        ("elnet_money", "dg", "2026-03-04"),
    }


@pytest.mark.parametrize(
    ("path", "parameter"),
    [
        ("/api/v1/audit?month=2026-13", "month"),
        ("/api/v1/audit?month=2026-03&start=2026-03-01", "month"),
        ("/api/v1/audit?start=2026-03-05&end=2026-03-04", "start"),
        ("/api/v1/audit?start=2020-01-01&end=2026-03-04", "start"),
        ("/api/v1/audit?day=2026-03-04", "day"),
        ("/api/v1/rates?start=yesterday", "start"),
        ("/api/v1/rates?meter=Other", "meter"),
        ("/api/v1/statement", "month"),
        ("/api/v1/statement?month=march", "month"),
        (f"{MONTH}&format=pdf", "format"),
    ],
)
def test_a_bad_parameter_is_422_and_named(right: FlaskClient, path: str, parameter: str) -> None:
    answer = right.get(path)
    assert (answer.status_code, answer.mimetype) == (422, "application/problem+json")
    assert parameter in {error["parameter"] for error in answer.get_json()["errors"]}


def test_a_month_of_which_nothing_is_known_has_no_statement(right: FlaskClient) -> None:
    assert right.get("/api/v1/statement?month=2025-03").status_code == 404
    assert right.get("/money?month=2025-03").status_code == 200


@pytest.mark.parametrize("kind", ["json", "csv"])
def test_a_statement_of_the_api_verifies_and_a_changed_one_does_not(
    right: FlaskClient, tmp_path: Path, kind: str
) -> None:
    answer = right.get(f"{MONTH}&format={kind}")
    file = tmp_path / f"statement.{kind}"
    file.write_bytes(answer.get_data())
    seal = get(right, MONTH)["seal"]
    good = command(tmp_path, "verify", str(file))
    assert good.returncode == 0, good.stderr
    assert f"{DAYS} days" in good.stdout
    assert seal in good.stdout
    page = right.get("/money?month=2026-03").get_data(as_text=True)
    assert " ".join(seal[start : start + 8] for start in range(0, 64, 8)) in page
    text = file.read_text("utf-8")
    place = text.index("2026-03-04") + 12
    digit = next(n for n in range(place, len(text)) if text[n].isdigit())
    file.write_text(text[:digit] + str((int(text[digit]) + 1) % 10) + text[digit + 1 :], "utf-8")
    bad = command(tmp_path, "verify", "--json", str(file))
    assert bad.returncode == 1
    assert json.loads(bad.stdout)["holds"] is False


def test_verify_says_what_is_wrong_with_a_file(tmp_path: Path) -> None:
    assert command(tmp_path, "verify", str(tmp_path / "none.json")).returncode == 2
    assert command(tmp_path, "verify").returncode == 2
    other = tmp_path / "other.txt"
    other.write_bytes(b"\xff\xfe\x00")
    found = command(tmp_path, "verify", str(other))
    assert (found.returncode, "does not hold" in found.stderr) == (1, True)


def test_an_account_is_reckoned_anew_when_readings_or_figures_of_elnet_come_and_when_a_day_is_over(
    engine: sa.Engine, reader: sa.Engine
) -> None:
    """Else it is remembered, since a year takes a second."""
    seen = list(flat(DAYS))
    noon = len(seen) * 9 // 10
    fill(engine, seen[:noon])
    clock = Clock(NOW - 86_400)
    client = create_app(reader, clock=clock).test_client()
    days = f"start={FIRST}&end={FIRST + timedelta(days=DAYS - 1)}"

    def now() -> tuple[Any, Any]:
        return get(client, f"/api/v1/audit?{days}"), get(client, f"/api/v1/rates?{days}")["items"][0]["elnet"]

    running, elnet = now()
    assert now() == (running, elnet)
    clock.now += 86_400
    over, _ = now()
    assert running["days"][-1]["reason"] == "running" != over["days"][-1]["reason"]
    fill(engine, seen[noon:])
    whole, elnet = now()
    assert whole["total"]["until"] > over["total"]["until"]
    last = [one for one in seen if isinstance(one, HomeFigures)][-1]
    fill(engine, [replace(last, received_at=last.received_at + 60, month_eb_paise=last.month_eb_paise + 5_000)])
    assert now()[1] != elnet
