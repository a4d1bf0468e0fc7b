"""The API of docs: exact figures, typed parameters, problems in words."""

from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import sqlalchemy as sa
from flask.testing import FlaskClient

from clock import Clock
from house import DG, EB, IST, House
from power_usage.domain.reading import Silence, SilenceReason
from power_usage.readmodels.generator import generator_month
from power_usage.readmodels.meters import meters
from power_usage.readmodels.statement import statement
from power_usage.storage.ledger import Ledger
from power_usage.web.app import create_app
from stored import stored

MIDNIGHT = int(datetime(2026, 3, 2, tzinfo=IST).timestamp())
DAY = 86_400


@pytest.fixture
def clock() -> Clock:
    return Clock(MIDNIGHT + 3 * DAY)


@pytest.fixture
def client(reader: sa.Engine, clock: Clock) -> FlaskClient:
    return create_app(reader, clock=clock).test_client()


@pytest.fixture
def steady(engine: sa.Engine) -> House:
    """Three days at 1 kW from a local midnight on, with a generator hour each evening at eight."""
    return stored(engine, "three steady days", _three_steady_days)


def _three_steady_days(engine: sa.Engine) -> House:
    ledger = Ledger(engine)
    meter = ledger.ensure_meter("Home", "Asia/Kolkata")
    house = House(at=MIDNIGHT, load_w=1000, lag_s=5)
    readings = [house.reading()]
    for _ in range(3):
        readings += house.readings(20 * 60, source=EB)
        readings += house.readings(60, source=DG)
        readings += house.readings(3 * 60, source=EB)
    ledger.observe(meter, readings)
    return house


def get(client: FlaskClient, path: str, status: int = 200) -> Any:
    answer = client.get(path)
    assert answer.status_code == status, answer.get_data(as_text=True)
    return answer.get_json()


def refused(client: FlaskClient, path: str) -> dict[str, Any]:
    answer = client.get(path)
    assert answer.status_code == 422, answer.get_data(as_text=True)
    assert answer.mimetype == "application/problem+json"
    found: dict[str, Any] = answer.get_json()
    assert found["status"] == 422
    return found


@pytest.mark.usefixtures("steady")
@pytest.mark.parametrize(("group", "count"), [(30, 144), (45, 96), (90, 48), (1440, 3), ("day", 3), (7, 618)])
def test_01_groups_have_their_length_and_are_aligned_to_local_time(
    client: FlaskClient, group: object, count: int
) -> None:
    usage = get(client, f"/api/v1/usage?hours=72&group={group}")
    assert len(usage["at"]) == count
    assert usage["at"][0] == MIDNIGHT
    length = 1440 if group == "day" else int(str(group))
    whole = [eb + dg for eb, dg in zip(usage["eb_kwh"], usage["dg_kwh"], strict=True)]
    if 1440 % length == 0:
        assert all(abs(kwh - length / 60) <= 0.011 for kwh in whole)
    assert usage["totals"]["eb_kwh"] + usage["totals"]["dg_kwh"] == pytest.approx(72.0)
    assert sum(whole) == pytest.approx(72.0)
    assert len({len(column) for name, column in usage.items() if name != "totals"}) == 1


@pytest.mark.usefixtures("steady")
def test_02_days_are_local_days_today_included(client: FlaskClient, clock: Clock) -> None:
    clock.now = MIDNIGHT + 2 * DAY + 18 * 3600
    days = get(client, "/api/v1/days?start=2026-03-02")["items"]
    assert [day["day"] for day in days] == ["2026-03-02", "2026-03-03", "2026-03-04"]
    assert [day["eb_kwh"] + day["dg_kwh"] for day in days] == [24.0, 24.0, 24.0]
    assert all(abs(day["dg_seconds"] - 3600) <= 60 for day in days)
    assert all(day["eb_seconds"] + day["dg_seconds"] == DAY for day in days)


@pytest.mark.parametrize(
    ("path", "parameter"),
    [
        ("usage?group=0", "group"),
        ("usage?group=-30", "group"),
        ("usage?group=1441", "group"),
        ("usage?group=week", "group"),
        ("usage?hours=-5", "hours"),
        ("usage?hours=0", "hours"),
        ("usage?hours=x", "hours"),
        ("usage?hours=5&hours=6", "hours"),
        ("usage?hour=5", "hour"),
        ("usage?start=2026-03-01T00:00:00", "start"),
        ("usage?start=yesterday", "start"),
        ("usage?start=2026-03-02T00:00:00Z&end=2026-03-01T00:00:00Z", "start"),
        ("usage?hours=3&start=2026-03-02T00:00:00Z", "hours"),
        ("usage?hours=8760&group=1", "group"),
        ("usage?meter=Nowhere", "meter"),
        ("days?start=2026-02-30", "start"),
        ("days?end=0001-01-01", "end"),
        ("days?start=9999-12-31", "start"),
        ("days?start=2026-03-03&end=2026-03-02", "start"),
        ("sessions?source=solar", "source"),
        ("sessions?limit=0", "limit"),
        ("movements?kind=gift", "kind"),
        ("status?meter=Nowhere", "meter"),
        ("meters?page=2", "page"),
    ],
)
@pytest.mark.usefixtures("steady")
def test_03_a_bad_parameter_is_422_and_named(client: FlaskClient, path: str, parameter: str) -> None:
    errors = refused(client, f"/api/v1/{path}")["errors"]
    assert [error["parameter"] for error in errors] == [parameter]
    assert errors[0]["detail"]


def test_every_error_is_a_problem_in_json(client: FlaskClient) -> None:
    for answer, status in (
        (client.get("/api/v1/nothing"), 404),
        (client.post("/api/v1/status"), 405),
        (client.get("/api/v1/status"), 404),
    ):
        assert answer.status_code == status
        assert answer.mimetype == "application/problem+json"
        assert {"type", "title", "status", "detail"} <= answer.get_json().keys()


@pytest.mark.usefixtures("steady")
def test_status_says_source_since_when_and_how_old(client: FlaskClient, clock: Clock) -> None:
    status = get(client, "/api/v1/status")
    assert status["source"] == "eb"
    assert status["load_kw"] == 1.0
    assert status["freshness"] == "fresh"
    assert status["read_at"] == "2026-03-05T00:00:00+05:30"
    since = datetime.fromisoformat(status["source_since"])
    assert abs(since - datetime(2026, 3, 4, 21, tzinfo=IST)) <= timedelta(seconds=60)


@pytest.mark.usefixtures("steady")
def test_an_unchanged_status_is_304(client: FlaskClient) -> None:
    first = client.get("/api/v1/status")
    again = client.get("/api/v1/status", headers={"If-None-Match": first.headers["ETag"]})
    assert again.status_code == 304


def test_freshness_is_stale_when_elnet_repeats_and_offline_when_it_is_silent(
    engine: sa.Engine, client: FlaskClient, clock: Clock
) -> None:
    ledger = Ledger(engine)
    meter = ledger.ensure_meter("Home", "Asia/Kolkata")
    assert get(client, "/api/v1/status")["freshness"] == "never"
    house = House(at=MIDNIGHT)
    ledger.observe(meter, [house.reading()])
    clock.now = MIDNIGHT + 60
    assert get(client, "/api/v1/status")["freshness"] == "fresh"
    clock.now = MIDNIGHT + 3600
    ledger.observe(meter, [house.reading(received_at=clock.now - 20)])
    assert get(client, "/api/v1/status")["freshness"] == "stale"
    clock.now += 1200
    ledger.observe(meter, [Silence(clock.now - 10, SilenceReason.REFUSED_TOKEN)])
    assert get(client, "/api/v1/status")["freshness"] == "offline"
    page = client.get("/").get_data(as_text=True)
    assert "Offline since 00:00. ELNET refuses the token" in page


def test_11_and_17_a_late_reading_shows_its_own_time_and_no_load_is_fresh(
    engine: sa.Engine, client: FlaskClient, clock: Clock
) -> None:
    ledger = Ledger(engine)
    meter = ledger.ensure_meter("Home", "Asia/Kolkata")
    house = House(at=MIDNIGHT, load_w=0)
    ledger.observe(meter, [house.reading(), *house.readings(10, load_w=0)])
    clock.now = house.at + 90
    status = get(client, "/api/v1/status")
    assert (status["load_kw"], status["freshness"]) == (0.0, "fresh")


@pytest.mark.usefixtures("steady")
def test_12_and_13_generator_sessions_with_energy_and_cost(client: FlaskClient) -> None:
    found = get(client, "/api/v1/sessions?source=dg")["items"]
    assert len(found) == 3
    for session in found:
        assert session["kwh"] == pytest.approx(1.0, abs=0.03)
        assert session["cost"] == pytest.approx(22.0, abs=0.7)
        assert session["start_uncertainty_seconds"] <= 60
    assert found[0]["start"] > found[1]["start"]
    running = get(client, "/api/v1/sessions?limit=1")["items"][0]
    assert (running["source"], running["end"], running["end_uncertainty_seconds"]) == ("eb", None, None)


@pytest.mark.usefixtures("steady")
def test_19_what_is_not_known_is_null_and_groups_without_readings_are_there(client: FlaskClient) -> None:
    usage = get(client, "/api/v1/usage?start=2026-03-01T20:00:00%2B05:30&end=2026-03-02T02:00:00%2B05:30&group=60")
    assert usage["eb_kwh"] == [None, None, None, None, 1.0, 1.0]
    assert usage["coverage"][:4] == [0, 0, 0, 0]


def test_06_and_19_a_gap_is_recovered_energy_without_a_load(engine: sa.Engine, client: FlaskClient) -> None:
    ledger = Ledger(engine)
    meter = ledger.ensure_meter("Home", "Asia/Kolkata")
    house = House(at=MIDNIGHT, load_w=1000)
    before = house.readings(60)
    house.live(12 * 3600)
    ledger.observe(meter, [*before, house.reading(), *house.readings(60)])
    usage = get(client, "/api/v1/usage?start=2026-03-02T00:00:00%2B05:30&end=2026-03-02T14:00:00%2B05:30&group=60")
    inside = slice(2, 12)
    assert usage["mean_kw"][inside] == [None] * 10
    assert usage["coverage"][inside] == [0] * 10
    assert usage["recovered_kwh"][inside] == usage["eb_kwh"][inside] == [1.0] * 10
    assert usage["totals"]["eb_kwh"] == pytest.approx(13.98, abs=0.011)
    assert usage["totals"]["recovered_kwh"] == pytest.approx(12.0, abs=0.011)


@pytest.mark.usefixtures("steady")
def test_24_the_newest_is_shown(client: FlaskClient, clock: Clock) -> None:
    usage = get(client, "/api/v1/usage?hours=48&group=5")
    assert usage["at"][-1] == clock.now - 300
    assert usage["eb_kwh"][-1] is not None


def test_movements_are_newest_first_and_positive(engine: sa.Engine, client: FlaskClient) -> None:
    ledger = Ledger(engine)
    meter = ledger.ensure_meter("Home", "Asia/Kolkata")
    house = House(at=MIDNIGHT)
    readings = [house.reading(), *house.readings(10)]
    for paise in (50_000, -556_800, 650_000):
        house.move(paise)
        readings += house.readings(10)
    ledger.observe(meter, readings)
    found = get(client, "/api/v1/movements")["items"]
    assert [(m["kind"], m["amount"]) for m in found] == [
        ("recharge", 6500.0),
        ("deduction", 5568.0),
        ("recharge", 500.0),
    ]
    assert [m["amount"] for m in get(client, "/api/v1/movements?kind=deduction")["items"]] == [5568.0]
    page = client.get("/").get_data(as_text=True)
    assert "₹6,500.00" in page
    assert "−₹5,568.00" in page


def test_of_several_meters_one_must_be_named(engine: sa.Engine, client: FlaskClient) -> None:
    ledger = Ledger(engine)
    for name in ("A-101", "B-204"):
        ledger.observe(ledger.ensure_meter(name, "Asia/Kolkata"), [House(at=MIDNIGHT).reading()])
    assert refused(client, "/api/v1/status")["errors"][0]["parameter"] == "meter"
    assert get(client, "/api/v1/status?meter=B-204")["meter"] == "B-204"
    assert "A-101" in client.get("/?meter=B-204").get_data(as_text=True)
    assert client.get("/?meter=C").status_code == 302


@pytest.mark.usefixtures("steady")
def test_readyz_and_metrics(client: FlaskClient, clock: Clock) -> None:
    assert get(client, "/healthz")["status"] == "ok"
    assert get(client, "/readyz")["status"] == "ok"
    clock.now += 3600
    assert "has not polled" in get(client, "/readyz", 503)["collector"]
    text = client.get("/metrics").get_data(as_text=True)
    assert 'power_usage_load_watts{meter="Home"} 1000.0' in text


@pytest.mark.usefixtures("steady")
def test_the_page_has_its_figures_without_a_script_and_asks_no_other_server(client: FlaskClient) -> None:
    answer = client.get("/")
    page = answer.get_data(as_text=True)
    assert "Grid (EB)" in page
    assert '<p class="figure" id="balance">₹' in page
    assert "https://" not in page.replace("https://www.w3.org", "")
    assert "default-src 'none'" in answer.headers["Content-Security-Policy"]


def test_a_page_without_a_meter_says_what_to_do(client: FlaskClient) -> None:
    page = client.get("/").get_data(as_text=True)
    assert ".env.example" in page
    assert "power-usage check" in page


@pytest.fixture
def other_zone(engine: sa.Engine, reader: sa.Engine) -> FlaskClient:
    """A meter in a zone with summer time, over the night in which it begins."""
    ledger = Ledger(engine)
    berlin = ZoneInfo("Europe/Berlin")
    house = House(at=int(datetime(2026, 3, 29, tzinfo=berlin).timestamp()), load_w=1000)
    ledger.observe(ledger.ensure_meter("Home", "Europe/Berlin"), [house.reading(), *house.readings(47 * 60)])
    return create_app(reader, clock=lambda: house.at).test_client()


def test_15_a_day_of_23_hours_has_23_hours(other_zone: FlaskClient) -> None:
    days = get(other_zone, "/api/v1/days?start=2026-03-29&end=2026-03-30")["items"]
    assert [day["eb_kwh"] for day in days] == [23.0, 24.0]
    usage = get(other_zone, "/api/v1/usage?hours=47&group=60")
    assert usage["eb_kwh"] == [1.0] * 47


def test_what_is_not_known_of_today_is_not_nothing(client: FlaskClient, clock: Clock, steady: House) -> None:
    clock.now = MIDNIGHT + 40 * DAY
    assert get(client, "/api/v1/spent") == {"today": None, "month": None}
    page = client.get("/").get_data(as_text=True)
    assert "Nothing is known of it yet." in page
    clock.now = MIDNIGHT + 3 * DAY - 3600
    assert get(client, "/api/v1/spent")["today"]["eb_kwh"] == 22


@pytest.mark.parametrize("asked", ["hours=1_0", "hours=%D9%A3", "limit=1_0", "group=00000000199999999", "group=1_0"])
def test_03_only_plain_digits_are_a_number(client: FlaskClient, steady: House, asked: str) -> None:
    path = "sessions" if asked.startswith("limit") else "usage"
    (error,) = get(client, f"/api/v1/{path}?{asked}", 422)["errors"]
    assert error["parameter"] == asked.split("=", maxsplit=1)[0]


def test_a_slow_clock_of_ours_is_said(client: FlaskClient, clock: Clock, engine: sa.Engine) -> None:
    ledger = Ledger(engine)
    meter = ledger.ensure_meter("Home", "Asia/Kolkata")
    house = House(at=MIDNIGHT, lag_s=-600)
    clock.now = MIDNIGHT - 600
    ledger.observe(meter, [house.reading()])
    assert get(client, "/api/v1/status")["refused"] == "clock_ahead"
    assert "the clock of this computer is probably slow" in client.get("/").get_data(as_text=True)


def test_a_month_of_money_adds_up_to_the_paisa(client: FlaskClient, clock: Clock, engine: sa.Engine) -> None:
    ledger = Ledger(engine)
    meter = ledger.ensure_meter("Home", "Asia/Kolkata")
    house = House(at=MIDNIGHT + 27 * DAY, load_w=1000, lag_s=5)
    readings = [house.reading(), *house.readings(24 * 60)]
    house.move(650_000)
    readings += [*house.readings(3 * 24 * 60), *house.readings(120, source=DG)]
    house.move(-556_800)
    readings += house.readings(24 * 60, source=EB)
    ledger.observe(meter, readings)
    clock.now = house.at
    with engine.connect() as conn:
        (view,) = meters(conn)
        march, april = statement(conn, view, date(2026, 3, 1)), statement(conn, view, date(2026, 4, 1))
        assert statement(conn, view, date(2026, 5, 1)) is None
    assert march is not None
    assert april is not None
    assert march.opening_paise == readings[0].balance_paise
    assert march.closing_paise == april.opening_paise
    assert april.closing_paise == readings[-1].balance_paise
    assert (march.waiting_paise, april.waiting_paise) == (0, 0)
    assert (march.recharged_paise, march.deducted_paise) == (650_000, 0)
    assert (april.recharged_paise, april.deducted_paise) == (0, 556_800)
    assert march.eb_wh + april.eb_wh == readings[-1].eb_wh - readings[0].eb_wh
    page = client.get("/money?month=2026-03").get_data(as_text=True)
    assert "₹6,500.00" in page
    assert "Nothing is known of this month." in client.get("/money?month=2025-01").get_data(as_text=True)
    assert client.get("/money?month=2026-13").status_code == 200


def test_the_generators_month_names_every_session_and_what_it_cost_above_the_grid(
    client: FlaskClient, clock: Clock, engine: sa.Engine, steady: House
) -> None:
    clock.now = steady.at
    with engine.connect() as conn:
        (view,) = meters(conn)
        spent = statement(conn, view, date(2026, 3, 1))
        assert spent is not None
        found = generator_month(conn, view, date(2026, 3, 1), spent)
    assert len(found.sessions) == 3
    assert abs(found.wh - 3_000) <= 60
    assert found.above_paise is not None
    assert abs(found.above_paise - 3 * (2_200 - 833)) <= 60
    assert sum(found.hours) == found.seconds
    assert found.hours[20] > 0.95 * found.seconds
    page = client.get("/generator?month=2026-03").get_data(as_text=True)
    assert page.count('<tr><th scope="row">') == 3
