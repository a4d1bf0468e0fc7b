"""What was imported is shown as what it is: certain money, estimated energy, never part of grid or generator."""

import csv
import io
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from flask.testing import FlaskClient

import earlier
from house import DG, EB, IST, House
from power_usage.exporting import columns, lines, write_csv
from power_usage.readmodels.meters import meters
from power_usage.readmodels.statement import day_lines, statement
from power_usage.storage.earlier import opened_earlier
from power_usage.storage.imported import Imported, import_rows
from power_usage.storage.ledger import Ledger, meter_called
from power_usage.web.app import create_app
from stored import stored

STARTED = int(datetime(2026, 2, 26, tzinfo=IST).timestamp())
DAY = 86_400
OWN = STARTED + 5 * DAY  # 3 March: both months have both
RANGE = "start=2026-02-26T00:00:00%2B05:30&end=2026-03-06T00:00:00%2B05:30"


class Life:
    """A house that was polled by the earlier tracker for five days, and by ours for three."""

    def __init__(self) -> None:
        self.house = House(at=STARTED, load_w=1000, lag_s=5)
        self.rows: list[earlier.EarlierRow] = []
        for number in range(5):
            self._day(number)
        self.house.live(1800)  # nobody polls while one is exchanged for the other
        self.readings = [self.house.reading()]
        for _ in range(3):
            self.readings += [*self.house.readings(20 * 60, 900), *self.house.readings(60, 1100, DG)]
            self.readings += self.house.readings(3 * 60, 900, EB)

    def _day(self, number: int) -> None:
        for minute in range(24 * 60):
            if (number, minute) == (1, 700):
                self.house.move(300_000)
            if (number, minute) == (3, 70):
                self.house.move(-24_600)
            self.house.live(60, 1000 + 300 * (minute // 60 % 3), DG if 1200 <= minute < 1260 else EB)
            shown = self.house.reading()
            at = f"{datetime.fromtimestamp(shown.at, UTC):%Y-%m-%d %H:%M:%S}"
            self.rows.append((at, shown.balance_paise / 100, (shown.load_w or 0) / 1000, 0.0, 0.0))


@pytest.fixture(scope="module")
def life() -> Life:
    return Life()


@pytest.fixture
def imported(engine: sa.Engine, life: Life, tmp_path: Path) -> Imported:
    """Ours after the earlier one's."""

    def fill(empty: sa.Engine) -> Imported:
        ledger = Ledger(empty)
        ledger.observe(ledger.ensure_meter("Home", "Asia/Kolkata"), life.readings)
        file = earlier.write(tmp_path / "old.db", life.rows)
        with opened_earlier(file, life.house.at) as opened, empty.begin() as conn:
            return import_rows(conn, meter_called(conn, "Home", "Asia/Kolkata"), opened, lambda _: None)

    return stored(engine, "imported life", fill)


@pytest.fixture
def client(reader: sa.Engine, life: Life) -> FlaskClient:
    return create_app(reader, clock=lambda: life.house.at).test_client()


def get(client: FlaskClient, path: str) -> Any:
    answer = client.get(path)
    assert answer.status_code == 200, answer.get_data(as_text=True)
    return answer.json


@pytest.mark.parametrize("group", ["7", "60", "1440", "day", "month"])
def test_however_the_time_is_cut_the_imported_columns_add_up_to_the_total(
    client: FlaskClient, imported: Imported, group: str
) -> None:
    found = get(client, f"/api/v1/usage?{RANGE}&group={group}")
    assert {len(column) for column in found.values() if isinstance(column, list)} == {len(found["at"])}
    for name, total in (("imported_cost", imported.derived.paise / 100), ("imported_kwh", imported.derived.wh / 1000)):
        known = [figure for figure in found[name] if figure is not None]
        assert sum(known) == pytest.approx(total, abs=1e-6)
        assert found["totals"][name] == pytest.approx(total, abs=1e-6)
        assert min(known) >= 0


def test_the_own_figures_are_the_same_as_without_it(client: FlaskClient, engine: sa.Engine, imported: Imported) -> None:
    ours = ("eb_kwh", "dg_kwh", "eb_cost", "dg_cost", "mean_kw", "max_kw", "recovered_kwh", "coverage")
    found = get(client, f"/api/v1/usage?{RANGE}&group=day")
    assert found["imported_kwh"][5] is not None, "the half hour without any tracker"
    assert found["imported_kwh"][6:] == [None, None]
    assert found["eb_kwh"][:5] == [None] * 5
    with engine.begin() as conn:
        conn.exec_driver_sql("DELETE FROM imported_total")
        conn.exec_driver_sql("UPDATE meter_state SET revision = revision + 1")
    alone = get(client, f"/api/v1/usage?{RANGE}&group=day")
    assert {name: found[name] for name in ours} == {name: alone[name] for name in ours}
    assert "imported_kwh" not in alone


def test_what_lies_after_the_first_own_reading_has_no_imported_columns(client: FlaskClient, imported: Imported) -> None:
    assert imported.derived.own_at is not None
    found = get(client, "/api/v1/usage?hours=24")
    assert "imported_kwh" not in found
    assert "imported_cost" not in found["totals"]
    items = get(client, "/api/v1/days?start=2026-03-02&end=2026-03-04")["items"]
    assert [(item["imported_cost"] is None, item["eb_cost"] is None) for item in items] == [
        (False, True), (False, False), (True, False)
    ]  # fmt: skip


def test_movements_say_where_they_come_from(client: FlaskClient, imported: Imported) -> None:
    found = get(client, "/api/v1/movements")["items"]
    assert [(m["kind"], m["amount"], m["imported"]) for m in found] == [
        ("deduction", 246.0, True), ("recharge", 3000.0, True)
    ]  # fmt: skip
    assert imported.derived.recharged_paise == 300_000


def test_the_statement_of_each_month_adds_up_to_the_paisa(reader: sa.Engine, imported: Imported, life: Life) -> None:
    with reader.connect() as conn:
        (meter,) = meters(conn)
        february, march = (statement(conn, meter, month) for month in (date(2026, 2, 1), date(2026, 3, 1)))
        assert february is not None
        assert march is not None
        days = [day_lines(conn, meter, month) for month in (february, march)]
    assert (february.is_imported, march.is_imported) == (True, False)
    assert march.imported_until == imported.derived.own_at
    assert february.imported_paise + march.imported_paise == imported.derived.paise
    assert february.closing_paise == march.opening_paise
    assert march.closing_paise == life.house.reading().balance_paise
    for month, ledger in zip((february, march), days, strict=True):
        assert month.waiting_paise == 0
        assert ledger[-1].balance_paise == month.closing_paise
    assert sum(line.imported_paise for ledger in days for line in ledger) == imported.derived.paise


def test_what_was_used_is_nearly_what_the_registers_would_have_said(imported: Imported, life: Life) -> None:
    first = life.readings[0]
    used = first.eb_wh + first.dg_wh - (48_808_720 + 477_240)
    assert imported.derived.wh == pytest.approx(used, rel=0.02)


def test_exports_have_it_in_columns_of_their_own(reader: sa.Engine, imported: Imported) -> None:
    for what in ("days", "usage"):
        written = io.BytesIO()
        with reader.connect() as conn:
            write_csv(written, columns(what), lines(conn, what, (), start=None, end=None, group=60))
        rows = list(csv.DictReader(io.StringIO(written.getvalue().decode())))
        cost = sum(round(float(row["imported_cost"]) * 100) for row in rows if row["imported_cost"])
        assert cost == imported.derived.paise
        assert {row["eb_kwh"] for row in rows[:3]} == {""}


def test_the_pages_say_what_it_is(client: FlaskClient, imported: Imported) -> None:
    def page(path: str) -> str:
        answer = client.get(path)
        assert answer.status_code == 200
        return answer.get_data(as_text=True)

    money = page("/money?month=2026-02")
    assert "Used before this tracker" in money
    assert "the earlier tracker stored no registers" in money
    assert "Grid (EB)" not in money.split('id="statement"')[1].split("</table>")[0]
    assert "Used before this tracker" in page("/money?month=2026-03")
    assert "Nothing is known of this month" in page("/generator?month=2026-02")
    explored = page("/explore?start=2026-02-26&end=2026-03-05")
    assert 'class="imported" d="M' in explored
    assert "That energy is an estimate" in explored
    assert "kWh, estimated" in explored
    assert 'class="imported" d="M' not in page("/explore?start=2026-03-04&end=2026-03-05")
    assert 'class="imported" d="M' not in page("/explore?start=2026-02-26&end=2026-02-28&measure=kw")
    table = page("/explore.csv?start=2026-02-26&end=2026-03-05&group=day&sort=-imported").splitlines()
    assert len(table) == 9
    assert imported.derived.paise == sum(
        round(float(row["imported_rupees"] or 0) * 100) for row in csv.DictReader(io.StringIO("\n".join(table)))
    )


def test_before_there_is_any_own_reading_the_pages_show_it_all_the_same(
    engine: sa.Engine, client: FlaskClient, life: Life, tmp_path: Path
) -> None:
    file = earlier.write(tmp_path / "old.db", life.rows)
    with opened_earlier(file, life.house.at) as opened, engine.begin() as conn:
        done = import_rows(conn, meter_called(conn, "Home", "Asia/Kolkata"), opened, lambda _: None)
    found = get(client, f"/api/v1/usage?{RANGE}&group=day")
    assert found["totals"]["imported_cost"] == done.derived.paise / 100
    for path in ("/", "/money?month=2026-02", "/explore?range=month", "/generator", "/patterns", "/health"):
        assert client.get(path).status_code == 200
