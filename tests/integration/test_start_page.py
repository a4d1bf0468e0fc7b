"""The start page's words and size."""

from datetime import datetime

import pytest
import sqlalchemy as sa
from flask.testing import FlaskClient

from house import EB, IST, House
from power_usage.storage.ledger import Ledger
from power_usage.storage.tables import alert
from power_usage.web.app import create_app

MIDNIGHT = int(datetime(2026, 3, 2, tzinfo=IST).timestamp())
SEVEN = MIDNIGHT + 7 * 3600


@pytest.fixture
def morning(engine: sa.Engine) -> sa.Engine:
    """Seven hours at 1.2 kW from midnight on."""
    house = House(at=MIDNIGHT, load_w=1200)
    readings = [house.reading(), *house.readings(7 * 60, source=EB)]
    Ledger(engine).observe(Ledger(engine).ensure_meter("Home", "Asia/Kolkata"), readings)
    return engine


@pytest.fixture
def client(morning: sa.Engine, reader: sa.Engine) -> FlaskClient:
    return create_app(reader, clock=lambda: SEVEN).test_client()


def page(client: FlaskClient, path: str = "/", language: str = "en") -> str:
    answer = client.get(path, headers={"Accept-Language": language}, environ_base={"REMOTE_ADDR": "127.0.0.1"})
    assert answer.status_code == 200
    return answer.get_data(as_text=True)


def test_the_sum_says_since_when_it_is_also_where_groups_are_longer_than_the_hours(client: FlaskClient) -> None:
    # Three hours in groups of six begin at midnight: 8.40 kWh are right, but not of the last three hours.
    assert "Since 00:00 8.40 kWh for" in page(client, "/?hours=3&group=360")
    assert "Since 04:00 3.60 kWh for" in page(client, "/?hours=3&group=60")


def test_a_month_by_the_minute_is_drawn_no_finer_than_it_can_be_seen(client: FlaskClient) -> None:
    shown = page(client, "/?hours=720&group=1")
    assert len(shown) < 100_000
    assert 'data-group="1"' in shown, "the chart still shows minutes"


def test_one_hour_is_the_last_hour(client: FlaskClient) -> None:
    assert "last 1 hours" not in page(client, "/?hours=1")


def test_messages_that_wait_are_said_in_the_readers_language(client: FlaskClient, morning: sa.Engine) -> None:
    row = {"meter_id": 1, "kind": "dg_on", "at": SEVEN, "facts": "{}", "outlet": "telegram", "failure": "No answer."}
    with morning.begin() as conn:
        conn.execute(sa.insert(alert), [row])
    assert "Messages wait. No answer." in page(client)
    assert "संदेश रुके हुए हैं। No answer." in page(client, language="hi")
