"""The readings of the earlier tracker are taken over: by the real command, from real files, good and bad."""

import json
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from click.testing import CliRunner

import earlier
from contents import contents
from house import NOON
from power_usage.collector.replay import ReplayCounts, replay_lines
from power_usage.domain.reading import HomeFigures
from power_usage.importing import import_
from power_usage.storage.aside import in_place_of, name_aside, set_aside
from power_usage.storage.earlier import opened_earlier
from power_usage.storage.engine import DatabaseProblem
from power_usage.storage.imported import Imported, import_rows
from power_usage.storage.ledger import Ledger
from power_usage.storage.rebuild import rederive
from processes import command
from recorded import BEGAN, recorded

NOW = NOON + 400 * 86_400
DAYS = 3
STARTED = BEGAN + 6 * 86_400
"""Money is paid in and taken off in the first of the days that follow."""
NAME = "power_usage_index.db"
Row = tuple[object, ...]
GOOD: list[Row] = [
    ("2026-03-01 06:30:00.000000", 500.00, 1.2, 0.0, 0.0),
    ("2026-03-01 06:31:00.000000", 499.83, 1.2, 0.17, 0.0),
    ("2026-03-01 06:32:00.000000", 999.66, 1.2, 0.0, 499.83),
]


@pytest.fixture(scope="module")
def lines() -> list[Any]:
    """What a household's meter answered."""
    return recorded(2 * DAYS, began=STARTED).lines


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory, lines: list[Any]) -> Path:
    """What the earlier tracker stored of the first half of it."""
    half = [line for line in lines if line.received_at < STARTED + DAYS * 86_400]
    return earlier.write(tmp_path_factory.mktemp("earlier") / NAME, earlier.rows_of(half))


def take(engine: sa.Engine, file: Path) -> Imported:
    meter_id = Ledger(engine).ensure_meter("Home", "Asia/Kolkata")
    with opened_earlier(file, NOW) as opened, engine.begin() as conn:
        return import_rows(conn, meter_id, opened, lambda _: None)


def own(engine: sa.Engine, lines: list[Any], since: int) -> None:
    """The tracker's own readings from then on."""
    ledger = Ledger(engine)
    later = [line for line in lines if line.received_at >= since]
    replay_lines(ledger, ledger.ensure_meter("Home", "Asia/Kolkata"), later, lambda _: None, ReplayCounts())


def test_nothing_is_lost_and_a_second_time_changes_nothing(engine: sa.Engine, file: Path) -> None:
    first = take(engine, file)
    with closing(sqlite3.connect(file)) as conn:
        (count,) = conn.execute("SELECT count(*) FROM power_usage").fetchone()
    assert first.file == first.database
    assert (first.file.rows, first.added, first.left_out) == (count, count, {})
    before = contents(engine)
    again = take(engine, file)
    assert (again.added, again.database, again.derived) == (0, first.database, first.derived)
    assert contents(engine) == before


def test_derived_anew_before_any_reading_of_its_own_it_is_the_same(engine: sa.Engine, file: Path) -> None:
    take(engine, file)
    Ledger(engine).observe(1, [HomeFigures(NOW, None, 12_300, 0, 0, 0, 0, 0, 0, 0, 0)])
    before = contents(engine)
    assert rederive(engine, 1, lambda _: None).changed == {}
    assert contents(engine) == before


def test_it_is_the_same_before_and_after_the_trackers_own_first_reading(
    engine: sa.Engine, file: Path, lines: list[Any]
) -> None:
    since = STARTED + DAYS * 86_400 + 1800
    take(engine, file)
    own(engine, lines, since)
    before = contents(engine)
    assert before["imported_total"][-1][1] == before["reading"][0][1], "it ends where the own readings begin"
    assert rederive(engine, 1, lambda _: None).changed == {}
    assert contents(engine) == before
    assert take(engine, file).added == 0
    assert contents(engine) == before


def test_money_adds_up_from_the_first_imported_row_to_the_last_own_reading(
    engine: sa.Engine, file: Path, lines: list[Any]
) -> None:
    take(engine, file)
    own(engine, lines, STARTED + DAYS * 86_400 + 1800)
    with engine.connect() as conn:

        def one(query: str) -> int:
            return int(conn.exec_driver_sql(query).scalar_one() or 0)

        opening = one("SELECT balance_paise FROM imported ORDER BY at LIMIT 1")
        paid = one("SELECT sum(amount_paise) FROM movement WHERE kind = 'recharge'")
        taken = one("SELECT sum(amount_paise) FROM movement WHERE kind = 'deduction'")
        cost = one("SELECT max(total_paise) FROM imported_total")
        cost += one("SELECT max(total_eb_paise) + max(total_dg_paise) FROM reading")
        closing_paise = one("SELECT balance_paise FROM reading ORDER BY at DESC LIMIT 1")
    assert paid > 0
    # What the newest readings leave open is less than a rupee.
    assert 0 <= opening + paid - taken - cost - closing_paise < 100


def test_rows_since_the_first_own_reading_are_kept_and_not_counted_twice(
    engine: sa.Engine, file: Path, lines: list[Any]
) -> None:
    own(engine, lines, STARTED + 86_400)
    alone = contents(engine)
    done = take(engine, file)
    found = contents(engine)
    since = found["reading"][0][1]
    assert done.derived.own_at == since
    assert 0 < done.derived.uncounted == sum(1 for row in found["imported"] if row[1] >= since)
    assert found["imported_total"][-1][1] == since
    assert [row for row in found["movement"] if row[1] > since] == [row for row in alone["movement"] if row[1] > since]
    assert found["reading"] == alone["reading"]


def test_a_later_copy_of_the_file_adds_what_is_new_in_it(engine: sa.Engine, file: Path, tmp_path: Path) -> None:
    part = Path(shutil.copy(file, tmp_path / "part.db"))
    with closing(sqlite3.connect(part)) as conn:
        conn.execute("DELETE FROM power_usage WHERE id > 1000")
        conn.commit()
    assert take(engine, part).added == 1000
    whole = take(engine, file)
    assert whole.added == whole.file.rows - 1000
    assert whole.file == whole.database
    assert take(engine, part).file.rows == 1000


def test_another_files_rows_are_not_mixed_in(engine: sa.Engine, tmp_path: Path) -> None:
    take(engine, earlier.write(tmp_path / "a.db", GOOD))
    before = contents(engine)
    other = earlier.write(tmp_path / "b.db", [(GOOD[0][0], 77.0, 1.2, 0.0, 0.0), *GOOD[1:]])
    with pytest.raises(DatabaseProblem, match="does not hold row 1 of "):
        take(engine, other)
    assert contents(engine) == before


def test_a_row_that_the_database_lost_on_the_way_aborts_it_all(engine: sa.Engine, tmp_path: Path) -> None:
    """A trigger plays the disk that loses a row: what is compared is what is stored, not what was sent."""
    if engine.dialect.name != "sqlite":
        pytest.skip("the trigger is written for SQLite")
    good = earlier.write(tmp_path / "a.db", GOOD)
    with engine.begin() as conn:
        conn.exec_driver_sql(
            "CREATE TRIGGER lossy BEFORE INSERT ON imported WHEN NEW.number = 2 BEGIN SELECT RAISE(IGNORE); END"
        )
    with pytest.raises(DatabaseProblem, match="does not hold row 2"):
        take(engine, good)
    assert contents(engine)["imported"] == []


def test_rows_of_one_time_and_out_of_order_are_taken_as_the_last_of_them(engine: sa.Engine, tmp_path: Path) -> None:
    rows = [
        GOOD[0],
        ("2026-03-01 06:33:00.000000", 499.49, 1.2, 0.34, 0.0),
        ("2026-03-01 06:32:00.000000", 499.60, 1.2, 0.0, 0.0),  # of the same time, and another balance
        ("2026-03-01 06:32:00.000000", 499.66, 1.2, 0.0, 0.0),
        ("2026-03-01 06:31:00.000000", 499.83, 1.2, 0.0, 0.0),  # a late answer
    ]
    done = take(engine, earlier.write(tmp_path / "a.db", rows))
    assert (done.file.rows, done.derived.paise) == (5, 51)
    balances = [row[2] for row in contents(engine)["imported_total"]]
    assert balances == [50_000, 49_983, 49_966, 49_949]


JUNK: list[Row] = [
    ("yesterday", 400.0, 1.0, 0.0, 0.0),
    (None, 400.0, 1.0, 0.0, 0.0),
    ("2050-01-01 00:00:00", 400.0, 1.0, 0.0, 0.0),
    ("2026-03-01 06:31:10", None, 1.0, 0.0, 0.0),
    ("2026-03-01 06:31:20", "a lot", 1.0, 0.0, 0.0),
    ("2026-03-01 06:31:30", float("inf"), 1.0, 0.0, 0.0),
    ("2026-03-01T12:01:40+05:30", "499.80", -3.0, "?", None),
    (1_772_346_705, 499.79, 1e9, -2.0, -1.0),
    (1_772_346_710_000, b"499.78", None, None, None),
]


def test_what_cannot_be_used_is_left_out_and_counted(engine: sa.Engine, tmp_path: Path) -> None:
    loose = earlier.TABLE.replace(" NOT NULL", "")
    done = take(engine, earlier.write(tmp_path / "a.db", [*GOOD, *JUNK], table=loose))
    assert done.left_out == {"without a time that can be read": 3, "without a balance that is a number": 4}
    assert done.file.rows == 5
    rows = {row[2]: row[3:] for row in contents(engine)["imported"]}
    assert rows[10] == (49_980, -3000, None, None), "as it was, believed or not"
    assert done.derived.recharged_paise == 50_000


def test_of_a_balance_below_zero_the_sums_are_right_too(engine: sa.Engine, tmp_path: Path) -> None:
    rows = [(f"2026-03-01 06:{m:02d}:00", 0.5 - 0.17 * m, 1.2, 0.0, 0.0) for m in range(30)]
    done = take(engine, earlier.write(tmp_path / "a.db", rows))
    assert (done.derived.paise, done.derived.recharges, done.derived.deductions) == (493, 0, 0)


# The command itself


def said(folder: Path, *arguments: str, code: int, words: tuple[str, ...] = ()) -> str:
    done = command(folder, *arguments)
    both = done.stdout + done.stderr
    assert done.returncode == code, both
    assert "Traceback" not in both
    for word in words:
        assert word in both
    return done.stdout


def asked(file: Path, query: str) -> list[Row]:
    with closing(sqlite3.connect(file)) as conn:
        return conn.execute(query).fetchall()


@pytest.fixture
def place(tmp_path: Path, file: Path) -> Path:
    """A folder where the earlier tracker's file lies at the place of the tracker's own."""
    shutil.copy(file, tmp_path / NAME)
    return tmp_path


@pytest.mark.slow
def test_one_command_puts_the_tracker_in_the_place_of_the_earlier_one(place: Path, file: Path) -> None:
    raw = file.read_bytes()
    said(place, "web", code=1, words=(f"type: power-usage import {NAME}",))
    answer = json.loads(said(place, "import", NAME, "--json", code=0))
    aside = place / answer["aside"]
    assert aside.read_bytes() == raw
    assert answer["file"] == answer["database"]
    assert {kept.name for kept in place.iterdir()} == {NAME, aside.name}
    assert asked(place / NAME, "SELECT count(*) FROM imported") == [(answer["file"]["rows"],)]
    said(place, "import", NAME, code=1, words=("is a database of this tracker", aside.name))
    said(place, "import", aside.name, code=0, words=("0 rows are new in Home", "in the file", "in the database"))
    said(place, "rederive", code=0, words=("nothing changed",))


@pytest.mark.slow
@pytest.mark.parametrize("mode", ["a rollback journal", "a log", "a log that is written out"])
def test_a_row_that_comes_between_reading_and_the_change_of_place_is_prevented_or_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, mode: str
) -> None:
    monkeypatch.chdir(tmp_path)
    old = earlier.write(tmp_path / NAME, GOOD[:2])
    with closing(sqlite3.connect(old)) as holder:
        if mode != "a rollback journal":
            made(holder, "PRAGMA journal_mode=WAL")
        if mode == "a log":
            holder.execute("SELECT count(*) FROM power_usage").fetchone()  # the log stays while somebody has it open
        else:
            holder.close()
        tried: list[str] = []

        def late(*places: Path) -> None:
            try:
                with closing(sqlite3.connect(old, timeout=0)) as writer, writer:
                    writer.execute(earlier.INSERT, GOOD[2])
                tried.append("written")
            except sqlite3.OperationalError as error:
                tried.append(str(error))
            set_aside(*places)

        monkeypatch.setattr("power_usage.storage.aside.set_aside", late)
        done = CliRunner().invoke(import_, [NAME, "--json"])
    (aside,) = tmp_path.glob("power_usage_index-earlier-*.db")
    answer = json.loads(done.stdout)
    assert answer["file"]["rows"] == 2
    if mode == "a rollback journal":
        assert (tried, done.exit_code, answer["came_meanwhile"]) == (["database is locked"], 0, 0)
        return
    assert (tried, done.exit_code, answer["came_meanwhile"]) == (["written"], 1, 1), done.output
    assert f"1 rows came meanwhile, which only {aside.name} has" in done.stderr
    monkeypatch.undo()
    said(tmp_path, "import", aside.name, code=0, words=("1 rows are new in Home",))


def test_of_two_that_change_place_at_once_the_first_is_kept_and_so_is_the_earlier_file(tmp_path: Path) -> None:
    old = earlier.write(tmp_path / NAME, GOOD)
    raw = old.read_bytes()
    other = (
        "import sys; from pathlib import Path; from power_usage.storage.aside import in_place_of\n"
        "with in_place_of(Path(sys.argv[1]), 'earlier', int(sys.argv[2])) as (part, _): part.write_bytes(b'')"
    )

    def slower() -> None:
        with in_place_of(old, "earlier", NOW) as (part, _):
            part.write_bytes(b"")
            subprocess.run([sys.executable, "-c", other, str(old), str(NOW)], check=True)
            assert part.exists(), "the other one did not remove it"

    with pytest.raises(DatabaseProblem, match="put a file in the place of"):
        slower()
    aside = name_aside(old, "earlier", NOW)
    assert aside.read_bytes() == raw
    assert {file.name for file in tmp_path.iterdir()} == {NAME, aside.name}


@pytest.mark.slow
def test_it_fills_the_meter_that_is_meant(tmp_path: Path) -> None:
    earlier.write(tmp_path / "old.db", GOOD)
    (tmp_path / "meters.toml").write_text('[[meter]]\nname = "Flat 1"\n[[meter]]\nname = "Flat 2"\n', "utf-8")
    said(tmp_path, "import", "old.db", code=2, words=("Several meters", "Flat 1, Flat 2"))
    assert not (tmp_path / NAME).exists()
    strange = ("There is no meter Flat 3: there are Flat 1, Flat 2.", "Configure it first")
    said(tmp_path, "import", "old.db", "--meter", "Flat 3", code=2, words=strange)
    assert asked(tmp_path / NAME, "SELECT count(*) FROM meter") == [(0,)]
    said(tmp_path, "import", "old.db", "--meter", "Flat 2", code=0, words=("3 rows are new in Flat 2",))
    (tmp_path / "meters.toml").unlink()
    said(tmp_path, "import", "old.db", "--meter", "Flat 2", code=0, words=("0 rows are new in Flat 2",))


def made(conn: sqlite3.Connection, *statements: str) -> None:
    for statement in statements:
        conn.execute(statement)
    conn.commit()


def bad_files(folder: Path) -> Iterator[tuple[str, tuple[str, ...]]]:
    (folder / "photo.db").write_bytes(b"holiday photos" * 1000)
    yield "photo.db", ("is no SQLite database",)
    (folder / "empty.db").write_bytes(b"")
    yield "empty.db", ("it holds no table",)
    for name, statement, *words in (
        ("recipes.db", "CREATE TABLE recipe (name TEXT)", "it holds the table recipe"),
        ("lacking.db", "CREATE TABLE power_usage (id INTEGER, balance FLOAT)", "has no column timestamp"),
        ("none.db", earlier.TABLE, "holds no row that can be used"),
    ):
        with closing(sqlite3.connect(folder / name)) as conn:
            made(conn, statement)
        yield name, tuple(words)
    earlier.write(folder / "junk.db", JUNK[:1])
    yield "junk.db", ("holds no row that can be used (1 without a time that can be read)",)
    whole = earlier.write(folder / "cut.db", GOOD * 500).read_bytes()
    (folder / "cut.db").write_bytes(whole[: len(whole) // 2])
    yield "cut.db", ("is damaged", ".recover")


@pytest.mark.slow
def test_a_wrong_or_broken_file_is_said_and_changes_nothing(tmp_path: Path) -> None:
    for name, words in bad_files(tmp_path):
        raw = (tmp_path / name).read_bytes()
        said(tmp_path, "import", name, code=1, words=words)
        assert (tmp_path / name).read_bytes() == raw
        if (tmp_path / NAME).exists():
            assert asked(tmp_path / NAME, "SELECT count(*) FROM meter") == [(0,)], name
    said(tmp_path, "import", "nowhere.db", code=2, words=("does not exist",))
    said(tmp_path, "import", code=2, words=("Missing argument",))


@pytest.mark.slow
def test_a_file_in_use_is_read_as_it_stands_and_never_written(tmp_path: Path) -> None:
    old = earlier.write(tmp_path / "old.db", GOOD[:2])
    with closing(sqlite3.connect(old)) as conn:
        made(conn, "PRAGMA journal_mode=WAL")
        conn.execute(earlier.INSERT, GOOD[2])
        conn.commit()  # it stands in the log alone
        before = old.read_bytes()
        said(tmp_path, "import", "old.db", code=0, words=("3 rows are new",))
        assert old.read_bytes() == before
    shutil.copy(old, tmp_path / "still.db")
    before = (tmp_path / "still.db").read_bytes()
    said(tmp_path, "import", "still.db", code=0, words=("0 rows are new",))
    assert (tmp_path / "still.db").read_bytes() == before
    assert not list(tmp_path.glob("still.db-*"))


def test_a_file_that_is_being_written_is_left_alone(engine: sa.Engine, tmp_path: Path, monkeypatch: Any) -> None:
    monkeypatch.setattr("power_usage.storage.earlier.BUSY_S", 0.1)
    old = earlier.write(tmp_path / "old.db", GOOD)
    with closing(sqlite3.connect(old, isolation_level=None)) as conn:
        conn.execute("BEGIN EXCLUSIVE")
        with pytest.raises(DatabaseProblem, match="Another program is writing into"):
            take(engine, old)
    assert take(engine, old).added == 3
