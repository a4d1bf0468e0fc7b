"""A backup is a proved copy of a database in use, and comes back as it was."""

import os
import shutil
import sqlite3
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest
import sqlalchemy as sa

from contents import contents
from disks import disk
from house import IST, House
from older import RAW, RELEASED, older
from power_usage.collector.replay import ReplayCounts, replay_lines
from power_usage.domain.alerts import Alert, AlertKind, AlertRules
from power_usage.domain.reading import Source
from power_usage.storage import backup, copying, damage
from power_usage.storage.backup import back_up, backups, newest_in_words
from power_usage.storage.copying import Stopped, copy, prove, sound
from power_usage.storage.daily import DailyBackup, Worries
from power_usage.storage.engine import DatabaseProblem, database_url, open_engine
from power_usage.storage.lease import ChoresLease, Leases, own_name
from power_usage.storage.ledger import Ledger
from power_usage.storage.migrate import migrate
from power_usage.storage.outbox import Telling, tell, waiting
from power_usage.storage.restore import restore
from power_usage.storage.rotation import Keep
from power_usage.storage.unfinished import UNFINISHED
from power_usage.storage.upkeep import BACKUP, DAMAGE, Upkeep, read_upkeep, write_upkeep
from power_usage.web.app import create_app
from recorded import recorded

NOW = 1_774_000_000
DAY_S = 86_400


def opened(file: Path) -> sa.Engine:
    engine = open_engine(database_url(str(file)))
    migrate(engine)
    return engine


@pytest.fixture(scope="module")
def household(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The file of a household of some days."""
    file = tmp_path_factory.mktemp("household") / "home.db"
    engine = opened(file)
    ledger = Ledger(engine)
    replay_lines(ledger, ledger.ensure_meter("Home", "Asia/Kolkata"), recorded(2).lines, lambda _: None, ReplayCounts())
    engine.dispose()
    return file


@pytest.fixture
def home(tmp_path: Path, household: Path) -> Path:
    """The same, for one test."""
    return Path(shutil.copy(household, tmp_path / "home.db"))


@pytest.fixture
def live(home: Path) -> Iterator[sa.Engine]:
    """The same, in use."""
    engine = opened(home)
    with engine.connect() as conn:
        conn.execute(sa.text("SELECT 1 FROM meter"))
    yield engine
    engine.dispose()


def changed(file: Path, *statements: str) -> None:
    """As another program would."""
    with closing(sqlite3.connect(file, isolation_level=None)) as conn:
        for statement in statements:
            conn.execute(statement)


def holds(file: Path) -> dict[str, list[tuple[object, ...]]]:
    engine = open_engine(database_url(str(file)))
    try:
        return contents(engine)
    finally:
        engine.dispose()


def test_a_backup_holds_what_the_database_holds_and_is_one_file(live: sa.Engine, home: Path, tmp_path: Path) -> None:
    made = back_up(home, tmp_path / "backups", NOW)
    assert [file.name for file in (tmp_path / "backups").iterdir()] == ["home-2026-03-20T094640Z.db"]
    assert holds(made.backup.file) == contents(live)
    assert made.contents.readings > 2_000


def test_a_backup_is_for_those_who_may_read_the_database(home: Path, tmp_path: Path) -> None:
    home.chmod(0o600)
    assert back_up(home, tmp_path / "backups", NOW).backup.file.stat().st_mode & 0o777 == 0o600


def goes_on(ledger: Ledger) -> House:
    """The house of the meter as it stands."""
    last = ledger.state(1).last
    assert last is not None
    house = House(at=last.at + 60, registers={Source.EB: last.eb_wh * 3600, Source.DG: last.dg_wh * 3600})
    house.balance = last.balance_paise * 3_600_000
    return house


def test_a_backup_beside_a_writer_is_of_one_moment_and_holds_nobody_up(
    live: sa.Engine, home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(copying, "PAGES", 4)  # so that there is a write between any two of its steps
    ledger = Ledger(live)
    house = goes_on(ledger)
    ended = threading.Event()
    written: list[int] = []

    def write() -> None:
        while not ended.is_set():
            ledger.observe(1, house.readings(1))
            written.append(1)

    writer = threading.Thread(target=write)
    writer.start()
    try:
        made = back_up(home, tmp_path / "backups", NOW)
    finally:
        ended.set()
        writer.join()
    assert len(written) > 10
    engine = opened(made.backup.file)
    with engine.connect() as conn:
        totals, state = conn.execute(
            sa.text(
                "SELECT total_eb_wh, (SELECT json_extract(body, '$.totals.eb_wh') FROM meter_state)"
                " FROM reading ORDER BY at DESC LIMIT 1"
            )
        ).one()
    engine.dispose()
    assert totals == state


def test_a_database_that_is_damaged_gives_no_backup(home: Path, tmp_path: Path) -> None:
    spoil(home)
    with pytest.raises(DatabaseProblem, match=r"home\.db is damaged"):
        back_up(home, tmp_path / "backups", NOW)
    assert list((tmp_path / "backups").iterdir()) == []


def test_a_copy_that_lacks_a_row_is_found_out(home: Path, tmp_path: Path) -> None:
    said = copy(home, tmp_path / "copy.db")
    prove(tmp_path / "copy.db", said, home)
    changed(tmp_path / "copy.db", "DELETE FROM peak WHERE start_at = (SELECT min(start_at) FROM peak)")
    with pytest.raises(DatabaseProblem, match="does not hold what was copied"):
        prove(tmp_path / "copy.db", said, home)


def test_a_disk_that_would_be_full_is_left_alone(home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(backup, "LEAST_FREE", shutil.disk_usage(tmp_path).free)
    with pytest.raises(DatabaseProblem, match="Free some space"):
        back_up(home, tmp_path / "backups", NOW)
    assert list((tmp_path / "backups").iterdir()) == []


@pytest.mark.parametrize("share", [0.5, 1.5])
def test_a_disk_that_fills_up_meanwhile_ends_in_a_sentence_and_leaves_nothing(
    live: sa.Engine, home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, share: float
) -> None:
    monkeypatch.setattr(backup, "LEAST_FREE", -1_000_000_000)
    before = contents(live)
    with disk(tmp_path, f"{round(home.stat().st_size * share / 1024)}k") as place:
        with pytest.raises(DatabaseProblem, match="full"):
            back_up(home, place, NOW)
        assert list(place.iterdir()) == []
    assert contents(live) == before


def test_a_backup_that_is_told_to_stop_leaves_nothing(home: Path, tmp_path: Path) -> None:
    with pytest.raises(Stopped):
        back_up(home, tmp_path / "backups", NOW, lambda: True)
    assert list((tmp_path / "backups").iterdir()) == []


def test_what_a_killed_backup_left_is_swept_and_what_a_living_one_makes_is_not(home: Path, tmp_path: Path) -> None:
    folder = tmp_path / "backups"
    folder.mkdir()
    host = own_name().rpartition("/")[0].rpartition("/")[0]
    dead, alive = (f".home-{host}~{number}~0{UNFINISHED}" for number in (2**22 - 3, 1))
    (folder / dead).write_bytes(b"half")
    (folder / alive).write_bytes(b"half")
    (folder / "holiday.jpg").write_bytes(b"photo")
    back_up(home, folder, NOW)
    assert sorted(file.name for file in folder.iterdir()) == [alive, "holiday.jpg", "home-2026-03-20T094640Z.db"]


def test_only_backups_of_this_database_are_rotated(home: Path, tmp_path: Path) -> None:
    folder = tmp_path / "backups"
    folder.mkdir()
    (folder / "other-2020-01-01T000000Z.db").write_bytes(b"")
    (folder / "home-2020-13-41T000000Z.db").write_bytes(b"")
    for day in range(4):
        (folder / f"home-2026-03-0{day + 1}T000000Z.db").write_bytes(b"")
    backup.rotate(home, folder, Keep(2, 0, 0), IST)
    assert sorted(file.name for file in folder.iterdir()) == [
        "home-2020-13-41T000000Z.db",
        "home-2026-03-03T000000Z.db",
        "home-2026-03-04T000000Z.db",
        "other-2020-01-01T000000Z.db",
    ]


def test_a_backup_made_under_a_wrong_clock_is_not_offered_as_the_last(home: Path, tmp_path: Path) -> None:
    folder = tmp_path / "backups"
    assert "There is no backup" in newest_in_words(home, folder, NOW)
    for at in (NOW - DAY_S, NOW - 2 * DAY_S, NOW + 9000 * DAY_S):
        back_up(home, folder, at)
    assert "The last backup is of 2026-03-19" in newest_in_words(home, folder, NOW)
    assert "power-usage restore" in newest_in_words(home, folder, NOW)


def test_what_is_restored_is_what_was_backed_up_and_the_old_is_kept(home: Path, tmp_path: Path) -> None:
    before = holds(home)
    made = back_up(home, tmp_path / "backups", NOW)
    changed(home, "DELETE FROM session")
    spoilt = holds(home)
    done = restore(made.backup.file, home, NOW + 5)
    assert holds(home) == before
    assert done.aside == tmp_path / "home-before-restore-2026-03-20T094645Z.db"
    assert holds(done.aside) == spoilt
    assert holds(made.backup.file) == before
    assert not [file.name for file in tmp_path.iterdir() if "unfinished" in file.name]


def test_a_card_without_second_names_keeps_the_old_too(
    home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise PermissionError

    monkeypatch.setattr(os, "link", refuse)
    made = back_up(home, tmp_path / "backups", NOW)
    done = restore(made.backup.file, home, NOW + 5)
    assert done.aside is not None
    assert holds(done.aside) == holds(home)


def test_a_backup_is_restored_where_nothing_is(home: Path, tmp_path: Path) -> None:
    before = holds(home)
    made = back_up(home, tmp_path / "backups", NOW)
    home.unlink()
    assert restore(made.backup.file, home, NOW).aside is None
    assert holds(home) == before


def test_a_backup_is_restored_over_a_damaged_database_and_takes_no_log_of_it(home: Path, tmp_path: Path) -> None:
    before = holds(home)
    made = back_up(home, tmp_path / "backups", NOW)
    keep_log(home)
    home.write_bytes(b"holiday photos" * 1000)
    done = restore(made.backup.file, home, NOW)
    assert done.aside is not None
    assert done.aside.read_bytes().startswith(b"holiday photos")
    assert done.aside.with_name(done.aside.name + "-wal").stat().st_size > 0
    assert holds(home) == before


def test_a_log_that_was_left_without_its_database_is_not_taken_for_the_backups(home: Path, tmp_path: Path) -> None:
    before = holds(home)
    made = back_up(home, tmp_path / "backups", NOW)
    keep_log(home)
    home.unlink()
    restore(made.backup.file, home, NOW)
    assert holds(home) == before
    assert len(list(tmp_path.glob("home-before-restore-*.db-wal"))) == 1


def keep_log(home: Path) -> None:
    """A write that is still in the log only, as after a power cut."""
    copies = [home.with_name(home.name + suffix + ".kept") for suffix in ("", "-wal")]
    conn = sqlite3.connect(home)
    conn.execute("PRAGMA journal_mode=WAL")
    conn.execute("DELETE FROM session")
    conn.commit()
    for copied in copies:
        shutil.copy(str(copied).removesuffix(".kept"), copied)
    conn.close()
    for copied in copies:
        copied.replace(str(copied).removesuffix(".kept"))


def test_a_database_that_is_open_is_not_replaced(live: sa.Engine, home: Path, tmp_path: Path) -> None:
    made = back_up(home, tmp_path / "backups", NOW)
    with pytest.raises(DatabaseProblem, match="Another program has the database"):
        restore(made.backup.file, home, NOW)
    live.dispose()
    restore(made.backup.file, home, NOW)


def test_one_that_died_in_another_container_is_waited_for_no_longer_than_its_polls(
    live: sa.Engine, home: Path, tmp_path: Path
) -> None:
    made = back_up(home, tmp_path / "backups", NOW)
    Leases(live, "container-a/1/x", 45).take(1, NOW)
    ChoresLease(live, "container-a/1/x", 1200).take(NOW)
    live.dispose()
    restore(made.backup.file, home, NOW + 46)


def test_a_database_that_a_collector_fills_is_not_replaced(live: sa.Engine, home: Path, tmp_path: Path) -> None:
    made = back_up(home, tmp_path / "backups", NOW)
    Leases(live, "another-host/7/x", 45).take(1, NOW)
    live.dispose()
    with pytest.raises(DatabaseProblem, match="A collector fills the database"):
        restore(made.backup.file, home, NOW + 44)
    restore(made.backup.file, home, NOW + 46)


@pytest.mark.parametrize("kind", ["photos", "another program's", "damaged"])
def test_what_is_no_good_backup_is_not_restored(home: Path, tmp_path: Path, kind: str) -> None:
    file = tmp_path / "backup.db"
    if kind == "photos":
        file.write_bytes(b"holiday photos" * 1000)
    elif kind == "damaged":
        shutil.copy(home, file)
        spoil(file)
    else:
        changed(file, "CREATE TABLE recipe (name TEXT)")
    before = home.read_bytes()
    with pytest.raises(DatabaseProblem):
        restore(file, home, NOW)
    assert home.read_bytes() == before
    assert not [name for name in tmp_path.iterdir() if "unfinished" in name.name or "restore" in name.name]


def test_messages_that_waited_when_the_backup_was_made_are_no_news_now(home: Path, tmp_path: Path) -> None:
    engine = opened(home)
    with engine.begin() as conn:
        tell(conn, 1, [Alert(AlertKind.DATA_BACK, NOW, {})], Telling(AlertRules()))
        assert len(waiting(conn)) == 1
    engine.dispose()
    made = back_up(home, tmp_path / "backups", NOW)
    restore(made.backup.file, home, NOW + DAY_S)
    engine = opened(home)
    with engine.connect() as conn:
        assert waiting(conn) == []
    engine.dispose()


def test_a_backup_of_an_older_version_is_restored_with_todays_tables(home: Path, tmp_path: Path) -> None:
    old = older(tmp_path / "old.db", RELEASED[0])
    before = kept(old)
    restore(old, home, NOW)
    assert kept(home) == before
    opened(home).dispose()


def kept(file: Path) -> list[list[tuple[object, ...]]]:
    """What no version may lose."""
    with closing(sqlite3.connect(file)) as conn:
        return [conn.execute(f"SELECT {names} FROM {table}").fetchall() for table, names in RAW.items()]  # noqa: S608


def spoil(file: Path, start: int = 4, pages: int = 30) -> None:
    """Overwrite pages in the middle, as a worn-out card does."""
    with file.open("r+b") as raw:
        for page in range(start, start + pages):
            raw.seek(page * 4096)
            raw.write(b"\xff" * 3000)


def cut(file: Path) -> None:
    """Only the first half of it reached the disk."""
    with file.open("r+b") as raw:
        raw.truncate(file.stat().st_size // 2 // 4096 * 4096)


def behead(file: Path) -> None:
    """The first page is gone."""
    with file.open("r+b") as raw:
        raw.write(b"\0" * 4096)


@pytest.mark.parametrize("harm", [spoil, cut, behead])
def test_a_damaged_database_makes_place_for_a_new_one_and_is_kept(home: Path, harm: object) -> None:
    harm(home)  # type: ignore[operator]
    raw = home.read_bytes()
    found = damage.set_aside_if_damaged(home, NOW)
    assert found is not None
    assert str(home) in found.what
    assert found.aside.name == "home-damaged-2026-03-20T094640Z.db"
    assert found.aside.read_bytes() == raw
    assert not home.exists()


def test_of_a_large_database_all_is_looked_at_only_with_a_reason(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(damage, "SMALL", 0)
    looked: list[Path] = []
    whole = damage.damage_of

    def look(file: Path) -> str | None:
        looked.append(file)
        return whole(file)

    monkeypatch.setattr(damage, "damage_of", look)
    assert damage.set_aside_if_damaged(home, NOW) is None
    assert looked == []
    engine = opened(home)
    with engine.begin() as conn:
        write_upkeep(conn, Upkeep(BACKUP, since_at=NOW, words="The database home.db is damaged."))
    engine.dispose()
    assert damage.set_aside_if_damaged(home, NOW) is None
    assert len(looked) == 1
    changed(home, "UPDATE upkeep SET words = NULL")
    keep_log(home)
    assert damage.set_aside_if_damaged(home, NOW) is None
    assert len(looked) == 2
    changed(home, "PRAGMA journal_mode=DELETE", "PRAGMA journal_mode=WAL")
    assert damage.set_aside_if_damaged(home, NOW) is None
    assert len(looked) == 2
    cut(home)
    assert damage.set_aside_if_damaged(home, NOW) is not None


def test_damage_that_the_nightly_backup_finds_is_told_at_once_and_looked_into_at_the_next_start(
    live: sa.Engine, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(damage, "SMALL", 0)
    live.dispose()
    root = sqlite_root(home, "refused")
    with home.open("r+b") as raw:
        raw.seek((root - 1) * 4096)
        raw.write(b"\xff" * 3000)
    chore(live, home)(NOW, lambda: False)
    Worries(live, 1, Telling(AlertRules()))(NOW, lambda: False)
    with live.connect() as conn:
        (told,) = waiting(conn)
    assert told.alert.kind is AlertKind.DAMAGED
    assert "Start the tracker again" in str(told.alert.facts["words"])
    chore(live, home)(NOW + 3600, lambda: False)
    Worries(live, 1, Telling(AlertRules()))(NOW + 3600, lambda: False)
    with live.connect() as conn:
        assert len(waiting(conn)) == 1
    live.dispose()
    assert damage.set_aside_if_damaged(home, NOW) is not None


def sqlite_root(file: Path, table: str) -> int:
    """The page at which a table begins."""
    with closing(sqlite3.connect(file)) as conn:
        return int(conn.execute("SELECT rootpage FROM sqlite_master WHERE name = ?", (table,)).fetchone()[0])


def test_a_sound_database_stays_where_it_is_with_its_log(home: Path) -> None:
    keep_log(home)
    assert damage.set_aside_if_damaged(home, NOW) is None
    with closing(sqlite3.connect(home)) as conn:
        assert conn.execute("SELECT count(*) FROM session").fetchone() == (0,)
    sound(home)


def test_a_damaged_database_that_the_pages_have_open_stays(live: sa.Engine, home: Path) -> None:
    changed(home, "PRAGMA wal_checkpoint(TRUNCATE)")
    # In a process of its own: a process that closes a file gives up all its locks on it, SQLite's too.
    harm = f"raw = open({str(home)!r}, 'r+b'); raw.seek(16384); raw.write(b'\\xff' * 90_000)"
    subprocess.run([sys.executable, "-c", harm], check=True)
    with pytest.raises(DatabaseProblem, match="Stop the tracker"):
        damage.set_aside_if_damaged(home, NOW)
    assert home.exists()


def test_a_file_that_never_was_a_database_stays(tmp_path: Path) -> None:
    photo = tmp_path / "holiday.jpg"
    photo.write_bytes(b"\xff\xd8 photo" * 1000)
    with pytest.raises(DatabaseProblem, match="is not a database"):
        damage.set_aside_if_damaged(photo, NOW)
    assert photo.exists()


def test_nothing_or_an_empty_file_is_no_damage(tmp_path: Path) -> None:
    assert damage.set_aside_if_damaged(tmp_path / "home.db", NOW) is None
    (tmp_path / "home.db").touch()
    assert damage.set_aside_if_damaged(tmp_path / "home.db", NOW) is None


def chore(live: sa.Engine, home: Path) -> DailyBackup:
    return DailyBackup(live, home, home.parent / "backups", Keep(3, 0, 0), IST)


def test_each_day_has_its_backup_and_so_many_are_kept(live: sa.Engine, home: Path) -> None:
    daily = chore(live, home)
    for hour in range(24 * 5):
        daily(NOW + hour * 3600, lambda: False)
    made = backups(home, home.parent / "backups")
    assert len(made) == 3
    assert [later.at - earlier.at for later, earlier in pairwise(made)] == [DAY_S, DAY_S]
    with live.connect() as conn:
        remembered = read_upkeep(conn, BACKUP)
    assert remembered is not None
    assert (remembered.good_at, remembered.words) == (made[0].at, None)


def test_people_hear_once_that_there_is_no_good_backup_and_again_after_a_good_one(live: sa.Engine, home: Path) -> None:
    daily, worries = chore(live, home), Worries(live, 1, Telling(AlertRules()))
    folder = home.parent / "backups"
    folder.write_text("a file where the folder should be")

    def live_days(first: int, last: int) -> list[str]:
        for hour in range(24 * first, 24 * last):
            daily(NOW + hour * 3600, lambda: False)
            worries(NOW + hour * 3600, lambda: False)
        with live.connect() as conn:
            return [one.alert.kind.value for one in waiting(conn)]

    assert live_days(0, 3) == []
    assert live_days(3, 6) == ["backup_old"]
    folder.unlink()
    assert live_days(6, 7) == ["backup_old"]
    shutil.rmtree(folder)
    folder.write_text("again")
    assert live_days(7, 12) == ["backup_old", "backup_old"]


def test_what_nobody_wants_to_hear_is_not_told(live: sa.Engine, home: Path) -> None:
    with live.begin() as conn:
        write_upkeep(conn, Upkeep(BACKUP, since_at=NOW - 9 * DAY_S))
    Worries(live, 1, Telling(replace(AlertRules(), untold=frozenset({"backup_old"}))))(NOW, lambda: False)
    with live.connect() as conn:
        assert waiting(conn) == []


def test_the_page_says_when_the_last_good_backup_was_made_and_worries_when_it_is_old(
    live: sa.Engine, home: Path
) -> None:
    reader = open_engine(database_url(str(home)), readonly=True)
    clock = [NOW]
    client = create_app(reader, clock=lambda: clock[0]).test_client()

    def page() -> str:
        return client.get("/health").get_data(as_text=True)

    assert "backup" not in page()
    chore(live, home)(NOW, lambda: False)
    assert "The last good backup was made" in page()
    assert "MB of its disk are free" in page()
    clock[0] += 3 * DAY_S
    assert "No good backup" not in page()
    clock[0] += 1
    assert "No good backup for more than three days." in page()
    with live.begin() as conn:
        write_upkeep(conn, Upkeep(DAMAGE, since_at=clock[0], words="The database home.db is damaged."))
    assert "The database home.db is damaged." in page()
    reader.dispose()
