"""What is given away adds up to what the meter showed, in every format, on both databases."""

import csv
import io
import json
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest
import sqlalchemy as sa

from house import DG, EB, IST, NOON, House
from power_usage import exporting
from power_usage.domain.calendar import Group
from power_usage.exporting import Bound, columns, lines, whole_file, write_csv, write_json, write_parquet
from power_usage.readmodels.exports import EXPORTS
from power_usage.storage.ledger import Ledger
from processes import command
from stored import stored

START = int(datetime(2026, 3, 2, 12, 0, tzinfo=IST).timestamp())


@pytest.fixture
def house(engine: sa.Engine) -> House:
    """Some weeks over the end of a month, with a generator, a recharge and a gap; and a second meter."""
    return stored(engine, "two meters", _two_meters)


def _two_meters(engine: sa.Engine) -> House:
    ledger = Ledger(engine)
    house = House(at=NOON, load_w=700)
    readings = [house.reading()]
    for _ in range(3):
        readings += house.readings(60)
        readings += house.readings(40, 900, DG)
        readings += house.readings(30, 700, EB)
    house.move(50_000)
    readings += house.readings(20)
    house.live(40 * 86_400, 100)
    readings += house.readings(90)
    ledger.observe(ledger.ensure_meter("Home", "Asia/Kolkata"), readings)
    other = House(at=NOON)
    ledger.observe(ledger.ensure_meter("Shop, ground floor", "Asia/Kathmandu"), [other.reading(), *other.readings(30)])
    return house


@contextmanager
def asked(
    reader: sa.Engine, what: str, *names: str, start: Bound = None, end: Bound = None, group: Group = 30
) -> Iterator[Any]:
    with reader.connect() as conn:
        yield columns(what), lines(conn, what, names, start=start, end=end, group=group)


def as_csv(reader: sa.Engine, what: str, *names: str, **more: Any) -> list[dict[str, str]]:
    to = io.BytesIO()
    with asked(reader, what, *names, **more) as (head, found):
        count = write_csv(to, head, found)
    rows = list(csv.DictReader(io.StringIO(to.getvalue().decode("utf-8"), newline="")))
    assert len(rows) == count
    return rows


def total(rows: list[dict[str, str]], *names: str) -> Decimal:
    return sum((Decimal(row[name]) for row in rows for name in names if row[name]), Decimal())


@pytest.mark.usefixtures("house")
@pytest.mark.parametrize("group", [7, 30, 45, 1440, "day", "month"])
def test_usage_in_groups_of_any_length_adds_up_to_the_registers(reader: sa.Engine, group: Group) -> None:
    readings = as_csv(reader, "readings", "Home")
    rows = as_csv(reader, "usage", "Home", group=group)
    for source in ("eb", "dg"):
        register = f"{source}_register_kwh"
        assert total(rows, f"{source}_kwh") == Decimal(readings[-1][register]) - Decimal(readings[0][register])
    assert total(rows, "eb_cost", "dg_cost") == total(readings[-1:], "total_eb_cost", "total_dg_cost")
    starts, ends = [row["start"] for row in rows], [row["end"] for row in rows]
    assert starts[1:] == ends[:-1]


@pytest.mark.usefixtures("house")
def test_days_and_sessions_and_movements_tell_the_same(reader: sa.Engine) -> None:
    readings = as_csv(reader, "readings", "Home")
    days, sessions = as_csv(reader, "days", "Home"), as_csv(reader, "sessions", "Home")
    used = total(readings[-1:], "total_eb_kwh", "total_dg_kwh")
    assert used > 90
    assert total(days, "eb_kwh", "dg_kwh") == total(sessions, "kwh") == used
    assert [row["source"] for row in sessions] == ["eb", "dg"] * 3 + ["eb"]
    assert sessions[-1]["end"] == ""
    assert [(row["kind"], row["amount"]) for row in as_csv(reader, "movements", "Home")] == [("recharge", "500.00")]
    assert [days[0]["day"], days[-1]["day"]] == ["2026-03-02", "2026-04-11"]


def test_times_have_the_offset_of_their_meter_and_a_name_may_hold_a_comma(reader: sa.Engine, house: House) -> None:
    rows = as_csv(reader, "readings")
    assert {(row["meter"], row["at"][-6:]) for row in rows} == {
        ("Home", "+05:30"),
        ("Shop, ground floor", "+05:45"),
    }
    mine = [row for row in rows if row["meter"] == "Home"]
    assert datetime.fromisoformat(mine[0]["at"]).timestamp() == NOON
    assert datetime.fromisoformat(mine[-1]["at"]).timestamp() == house.at
    assert Decimal(mine[-1]["eb_register_kwh"]) * 1000 == house.reading().eb_wh
    assert Decimal(mine[-1]["balance"]) * 100 == house.reading().balance_paise


@pytest.mark.usefixtures("house")
def test_a_range_ends_before_an_instant_and_with_a_day(reader: sa.Engine) -> None:
    rows = as_csv(reader, "readings", "Home", start=NOON + 600, end=NOON + 1200)
    assert [row["at"][11:16] for row in (rows[0], rows[-1])] == ["12:10", "12:19"]
    assert len(rows) == 10
    rows = as_csv(reader, "days", "Home", start=date(2026, 3, 2), end=date(2026, 3, 3))
    assert [row["day"] for row in rows] == ["2026-03-02", "2026-03-03"]
    assert as_csv(reader, "usage", "Home", start=date(2030, 1, 1)) == []


@pytest.mark.usefixtures("house")
@pytest.mark.parametrize("what", list(EXPORTS))
def test_json_and_parquet_hold_what_csv_holds(reader: sa.Engine, tmp_path: Path, what: str) -> None:
    expected = as_csv(reader, what)
    file = tmp_path / "out.parquet"
    to = io.BytesIO()
    with asked(reader, what) as (head, found):
        write_json(to, head, found)
    with asked(reader, what) as (head, found), whole_file(file) as written:
        write_parquet(written, head, found)
    items = json.loads(to.getvalue())
    table = pq.read_table(file).to_pylist()
    assert len(items) == len(table) == len(expected) > 0
    for line, item, row in zip(expected, items, table, strict=True):
        assert list(line) == list(item) == list(row)
        for name, text in line.items():
            assert _same(text, item[name]), name
            assert _same(text, row[name]), name


def _same(text: str, value: object) -> bool:
    if value is None:
        return text == ""
    if isinstance(value, datetime):
        return datetime.fromisoformat(text) == value
    return Decimal(text) == Decimal(str(value)) if isinstance(value, int | float) else text == str(value)


def test_before_the_first_reading_there_is_a_header(reader: sa.Engine, tmp_path: Path) -> None:
    for what in EXPORTS:
        with asked(reader, what) as (head, found), whole_file(tmp_path / "out.csv") as to:
            assert write_csv(to, head, found) == 0
        assert (tmp_path / "out.csv").read_text().startswith("meter,")
        with asked(reader, what) as (head, found), whole_file(tmp_path / "out.parquet") as to:
            write_parquet(to, head, found)
        assert pq.read_table(tmp_path / "out.parquet").num_rows == 0


def test_a_file_is_whole_or_as_it_was(tmp_path: Path) -> None:
    file = tmp_path / "out.csv"
    file.write_text("last month")

    def half() -> None:
        with whole_file(file) as to:
            to.write(b"this mo")
            raise ValueError("half way")

    with pytest.raises(ValueError, match="half way"):
        half()
    assert [(one.name, one.read_text()) for one in tmp_path.iterdir()] == [("out.csv", "last month")]


@pytest.mark.slow
def test_a_file_of_the_tracker_itself_is_never_replaced(tmp_path: Path) -> None:
    stored_in = tmp_path / "power_usage_index.db"
    assert command(tmp_path, "migrate").returncode == 0
    (tmp_path / ".env").write_text("POWER_USAGE_PORT=5055\n")
    (tmp_path / "link.csv").symlink_to(stored_in)
    before = stored_in.read_bytes()
    for name in (stored_in.name, f"{stored_in.name}-wal", ".env", "meters.toml", "link.csv"):
        done = command(tmp_path, "export", "days", "-o", name)
        assert (done.returncode, "is a file of the tracker itself" in done.stderr) == (2, True), done.stderr
    assert stored_in.read_bytes() == before
    assert (tmp_path / ".env").read_text() == "POWER_USAGE_PORT=5055\n"


def test_what_is_written_while_others_write_is_of_one_moment(
    engine: sa.Engine, reader: sa.Engine, house: House
) -> None:
    if engine.dialect.name == "postgresql":
        reader = reader.execution_options(isolation_level="REPEATABLE READ")
    ledger = Ledger(engine)
    with asked(reader, "readings", "Home") as (_, found):
        first = next(found)
        ledger.observe(1, house.readings(5))
        count = 1 + sum(1 for _ in found)
    assert first[1][0] == "Home"
    with engine.connect() as conn:
        stored = conn.execute(sa.text("SELECT count(*) FROM reading WHERE meter_id = 1")).scalar_one()
    assert count == stored - 5


def test_every_column_is_in_the_docs() -> None:
    docs = (Path(__file__).parents[2] / "docs" / "keeping.md").read_text("utf-8")
    missing = {column.name for what in EXPORTS for column in exporting.columns(what) if f"`{column.name}`" not in docs}
    assert missing == set()
