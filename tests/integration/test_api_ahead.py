"""The API of what is to come: forecast, deductions, and the truth about the generator."""

from datetime import datetime
from typing import Any

import pytest
import sqlalchemy as sa
from flask.testing import FlaskClient

from clock import Clock
from house import DG, EB, IST, House
from power_usage.domain.alerts import Alert, AlertKind
from power_usage.domain.reading import Reading
from power_usage.outlets.background import background
from power_usage.outlets.messages import text
from power_usage.readmodels.meters import meters
from power_usage.storage.ledger import Ledger
from power_usage.web.app import create_app
from stored import stored

MIDNIGHT = int(datetime(2026, 3, 2, tzinfo=IST).timestamp())
DAY = 86_400
DAYS = 20


@pytest.fixture
def clock() -> Clock:
    return Clock(MIDNIGHT)


@pytest.fixture
def client(reader: sa.Engine, clock: Clock) -> FlaskClient:
    return create_app(reader, clock=clock, low_balance_paise=50_000).test_client()


@pytest.fixture
def steady(engine: sa.Engine, clock: Clock) -> House:
    """Twenty days at 1 kW from a midnight on, a generator hour each evening at eight, 5,568 rupees off on the 10th.

    A day costs 23 kWh of the grid at 8.33 and one of the generator at 22: 213.59 rupees.
    """
    house = stored(engine, "twenty steady days", _twenty_steady_days)
    clock.now = house.at + 5
    return house


def _twenty_steady_days(engine: sa.Engine) -> House:
    ledger = Ledger(engine)
    meter = ledger.ensure_meter("Home", "Asia/Kolkata")
    house = House(at=MIDNIGHT, load_w=1000, lag_s=5, balance=1_500_000 * 3_600_000)
    readings = [house.reading(sanctioned_dg_w=3_000)]
    for day in range(DAYS):
        readings += lived(house, 14)
        if day == 8:
            house.move(-556_800)
        readings += [*house.readings(5), *lived(house, 225), *house.readings(60, source=DG), *lived(house, 36)]
    ledger.observe(meter, readings)
    return house


def lived(house: House, count: int) -> list[Reading]:
    """So many readings, five minutes apart, on the grid."""
    found = []
    for _ in range(count):
        house.live(300, source=EB)
        found.append(house.reading())
    return found


@pytest.fixture
def met(engine: sa.Engine, clock: Clock) -> None:
    """A meter of which hardly anything is known."""
    house = House(at=MIDNIGHT)
    Ledger(engine).observe(Ledger(engine).ensure_meter("Home", "Asia/Kolkata"), [house.reading(), *house.readings(3)])
    clock.now = house.at + 15


def get(client: FlaskClient, path: str, status: int = 200) -> Any:
    answer = client.get(path)
    assert answer.status_code == status, answer.get_data(as_text=True)
    return answer.get_json()


def days_from_now(text: str, clock: Clock) -> float:
    return (datetime.fromisoformat(text).timestamp() - clock.now) / DAY


@pytest.mark.usefixtures("steady")
def test_the_forecast_says_when_and_how_sure_with_the_deduction_in_it(client: FlaskClient, clock: Clock) -> None:
    found = get(client, "/api/v1/forecast")
    lasts = found["balance_lasts"]
    assert found["balance"] == pytest.approx(15_000 - 5_568 - DAYS * 213.59, abs=0.02)
    # 5,160 rupees for 213.59 a day would be 24 days; the deduction on the 10th of April comes in 19.
    empty = {name: days_from_now(lasts["empty"][name], clock) for name in ("early", "likely", "late")}
    assert empty["early"] <= empty["likely"] <= empty["late"]
    assert empty["likely"] == pytest.approx(19.05, abs=0.01)
    assert days_from_now(lasts["below_threshold"]["likely"], clock) <= empty["likely"]
    assert lasts["vendor_days"] == 24
    assert lasts["charges"][0] == {
        "day": "2026-04-10",
        "time": "01:10",
        "amount": 5568.0,
        "least": 5568.0,
        "most": 5568.0,
        "times_seen": 1,
    }
    assert (lasts["days_known"], lasts["charges_known"]) == (DAYS, False)
    assert lasts["daily_cost"] == pytest.approx(213.59, abs=0.05)


@pytest.mark.usefixtures("steady")
def test_while_elnet_is_silent_the_balance_goes_on_falling_in_the_forecast(client: FlaskClient, clock: Clock) -> None:
    before = get(client, "/api/v1/forecast")["balance_lasts"]
    clock.now += 3 * DAY
    silent = get(client, "/api/v1/forecast")["balance_lasts"]
    assert silent["empty"] == before["empty"]
    clock.now += 40 * DAY
    assert {days_from_now(at, clock) for at in get(client, "/api/v1/forecast")["balance_lasts"]["empty"].values()} == {
        0
    }


@pytest.mark.usefixtures("steady")
def test_a_recharge_lasts_until_the_day_asked(client: FlaskClient) -> None:
    found = get(client, "/api/v1/forecast?until=2026-04-15")["balance_lasts"]["recharge"]
    assert found["until"] == "2026-04-15"
    assert found["by"] < "2026-04-10"
    # 25 days to the end of the 15th of April and the deduction, less the balance, rounded up to hundreds.
    assert found["likely_amount"] == 5_800
    assert 5_800 <= found["amount"] < 7_500
    assert get(client, "/api/v1/forecast?until=2026-04-01")["balance_lasts"]["recharge"] is None


@pytest.mark.usefixtures("steady")
def test_the_month_is_foreseen_by_source(client: FlaskClient) -> None:
    month = get(client, "/api/v1/forecast")["month_end"]
    assert (month["month"], month["whole"]) == ("2026-03", False)
    for figure, sure in (("eb_kwh", 30 * 23), ("dg_kwh", 30), ("eb_cost", 30 * 191.59), ("dg_cost", 30 * 22)):
        assert month[figure]["likely"] == pytest.approx(sure, rel=0.005)
        assert month[figure]["low"] <= month[figure]["likely"] <= month[figure]["high"]


def test_nothing_is_foretold_of_a_meter_without_a_whole_day(client: FlaskClient, engine: sa.Engine) -> None:
    meter = Ledger(engine).ensure_meter("Home", "Asia/Kolkata")
    assert get(client, "/api/v1/forecast")["balance_lasts"] is None
    house = House(at=MIDNIGHT - 3600)
    Ledger(engine).observe(meter, [house.reading(), *house.readings(30)])
    found = get(client, "/api/v1/forecast")
    assert (found["balance_lasts"], found["month_end"]) == (None, None)
    assert get(client, "/api/v1/deductions") == {
        "monthly": [],
        "once": [],
        "corrections": [],
        "charges_known": False,
    }


@pytest.mark.usefixtures("steady")
def test_a_day_that_was_revised_is_not_answered_from_memory(client: FlaskClient, engine: sa.Engine) -> None:
    before = get(client, "/api/v1/forecast")["balance_lasts"]["daily_cost"]
    with engine.begin() as conn:
        conn.execute(sa.text("UPDATE reading SET total_eb_paise = total_eb_paise * 2"))
    assert get(client, "/api/v1/forecast")["balance_lasts"]["daily_cost"] > before * 1.5


@pytest.mark.usefixtures("steady")
def test_deductions_are_told_apart(client: FlaskClient, engine: sa.Engine, steady: House, clock: Clock) -> None:
    ledger = Ledger(engine)
    meter = ledger.ensure_meter("Home", "Asia/Kolkata")
    readings = []
    for paise in (-24_637, 24_637, -5_000, 300_000):
        steady.move(paise)
        readings += steady.readings(30)
    ledger.observe(meter, readings)
    clock.now = steady.at + 5
    found = get(client, "/api/v1/deductions")
    monthly, small = found["monthly"]
    assert (monthly["amount"], monthly["day_of_month"], monthly["time"]) == (5568.0, 10, "01:10")
    assert (monthly["times"], monthly["months"], monthly["next"]) == (1, 1, "2026-04-10")
    assert small["amount"] == 50.0
    (correction,) = found["corrections"]
    assert correction["amount"] == pytest.approx(246.37, abs=0.3)
    assert correction["undoes"] == "2026-03-22T00:01:00+05:30"
    assert found["once"] == []


@pytest.mark.usefixtures("steady")
def test_what_the_generator_cost_above_the_grid_by_session_month_and_year(client: FlaskClient) -> None:
    month = get(client, "/api/v1/generator?month=2026-03")
    assert len(month["sessions"]) == DAYS
    assert month["above_grid_cost"] == pytest.approx(DAYS * (22 - 8.33), rel=0.01)
    assert month["sessions"][3]["above_grid_cost"] == pytest.approx(22 - 8.33, abs=0.3)
    assert sum(month["seconds_by_hour"]) == month["seconds"]
    year = get(client, "/api/v1/generator?year=2026")
    assert [one["month"] for one in year["months"]] == ["2026-03"]
    assert year["above_grid_cost"] == pytest.approx(month["above_grid_cost"], abs=0.5)
    assert get(client, "/api/v1/generator") == month
    assert get(client, "/api/v1/generator?month=2025-01")["sessions"] == []
    assert get(client, "/api/v1/generator?year=2020")["above_grid_cost"] is None


def test_whether_it_would_trip_and_how_long_more_was_used_than_it_may_give(
    client: FlaskClient, engine: sa.Engine, steady: House, clock: Clock
) -> None:
    ledger = Ledger(engine)
    meter = ledger.ensure_meter("Home", "Asia/Kolkata")
    assert get(client, "/api/v1/generator")["would_trip"] is False

    def lives(minutes: int, load_w: int, **more: Any) -> None:
        found = []
        for _ in range(minutes):
            steady.live(60, load_w, **more)
            found.append(steady.reading(sanctioned_dg_w=3_000))
        ledger.observe(meter, found)
        clock.now = steady.at + 5

    lives(40, 3_500)
    found = get(client, "/api/v1/generator")
    assert (found["limit_kw"], found["load_kw"], found["would_trip"]) == (3.0, 3.5, True)
    assert found["above_limit"]["dg_seconds"] == 0
    assert abs(found["above_limit"]["eb_seconds"] - 2_400) <= 60
    assert found["above_limit"]["highest_kw"] == 3.5
    lives(10, 1_000)
    lives(20, 3_200, source=DG)
    found = get(client, "/api/v1/generator")
    assert found["would_trip"] is None  # it runs
    assert abs(found["above_limit"]["dg_seconds"] - 1_200) <= 120
    assert abs(found["above_limit"]["eb_seconds"] - 2_400) <= 120
    clock.now += DAY
    assert get(client, "/api/v1/generator")["would_trip"] is None  # nobody knows
    assert get(client, "/api/v1/generator?month=2026-02")["above_limit"] == {
        "eb_seconds": 0,
        "dg_seconds": 0,
        "highest_kw": None,
    }


def test_52_kw_is_no_limit(client: FlaskClient, engine: sa.Engine, clock: Clock) -> None:
    meter = Ledger(engine).ensure_meter("Home", "Asia/Kolkata")
    house = House(at=MIDNIGHT, load_w=20_000)
    Ledger(engine).observe(meter, [*house.readings(30), house.reading(at=house.at + 60, sanctioned_dg_w=52_000)])
    clock.now = house.at + 15
    found = get(client, "/api/v1/generator")
    assert (found["limit_kw"], found["would_trip"], found["above_limit"]) == (None, None, None)


@pytest.mark.usefixtures("met")
@pytest.mark.parametrize(
    ("path", "parameter"),
    [
        ("/api/v1/forecast?until=2025-01-01", "until"),
        ("/api/v1/forecast?until=2026-12-31", "until"),
        ("/api/v1/forecast?until=tomorrow", "until"),
        ("/api/v1/forecast?days=3", "days"),
        ("/api/v1/generator?month=2026-13", "month"),
        ("/api/v1/generator?month=2026", "month"),
        ("/api/v1/generator?year=1999", "year"),
        ("/api/v1/generator?year=2026x", "year"),
        ("/api/v1/generator?year=2026&month=2026-03", "year"),
        ("/api/v1/deductions?meter=Away", "meter"),
        ("/api/v1/deductions?limit=3", "limit"),
    ],
)
def test_what_cannot_be_meant_is_refused_by_name(client: FlaskClient, path: str, parameter: str) -> None:
    found = get(client, path, 422)
    assert [one["parameter"] for one in found["errors"]] == [parameter]


@pytest.mark.usefixtures("steady")
def test_the_start_page_says_how_long_it_lasts_with_its_band_and_the_vendors_rule(client: FlaskClient) -> None:
    page = client.get("/").get_data(as_text=True)
    part = page[page.index('<div id="outlook">') :]
    part = part[: part.index("</div>")]
    assert "Lasts until about Fri 10 Apr" in part
    assert "In four of five cases between" in part
    assert "₹5,568.00 is expected to be taken off on Fri 10 Apr" in part
    assert "ELNET's own rule says 24 days." in part or "ELNET&#39;s own rule says 24 days." in part


def test_a_message_knows_of_the_deduction_too(reader: sa.Engine, steady: House, clock: Clock) -> None:
    alert = Alert(AlertKind.LOW, clock.now, {"balance_paise": 400_000, "low_paise": 500_000})
    with reader.connect() as conn:
        (meter,) = meters(conn)
        found = text(alert, background(conn, meter.id, alert, clock.now))
    # 4,000 rupees for 213.59 a day: 18 days, a day before the deduction.
    assert "<b>Balance low:</b> ₹4,000.00" in found
    assert "enough until about Thu 9 Apr" in found
    assert "Recharge at least ₹" in found
