"""The database keeps what the steps find, all of it or nothing, and can find it again."""

import threading
from dataclasses import replace
from pathlib import Path

import pytest
import sqlalchemy as sa

from contents import contents
from house import DG, EB, House, Story
from power_usage.collector.replay import ReplayCounts, replay, replay_lines
from power_usage.domain.reading import Silence, SilenceReason, Source
from power_usage.readmodels.sessions import sessions
from power_usage.storage import tables as t
from power_usage.storage.lease import Leases
from power_usage.storage.ledger import Ledger
from power_usage.storage.migrate import migrate
from power_usage.storage.rebuild import rederive
from recorded import recorded


def taken(engine: sa.Engine, days: float = 2) -> Ledger:
    ledger = Ledger(engine)
    meter = ledger.ensure_meter("Home", "Asia/Kolkata")
    replay_lines(ledger, meter, recorded(days).lines, lambda _: None, ReplayCounts())
    return ledger


def test_a_recording_twice_is_a_recording_once(engine: sa.Engine, tmp_path: Path) -> None:
    file = recorded(2).write(tmp_path / "flat.jsonl.gz")
    ledger = Ledger(engine)
    meter = ledger.ensure_meter("Home", "Asia/Kolkata")
    first = replay(ledger, meter, [file], lambda _: None)
    once = contents(engine)
    second = replay(ledger, meter, [file], lambda _: None)
    assert first.accepted > 2_000
    assert (second.accepted, second.passed_over) == (0, first.lines)
    assert contents(engine) == once


def test_everything_derived_can_be_derived_anew_and_is_the_same(engine: sa.Engine) -> None:
    taken(engine)
    before = contents(engine)
    report = rederive(engine, 1, lambda _: None)
    assert report.changed == {}
    assert contents(engine) == before


def test_what_was_tampered_with_is_found_by_deriving_anew(engine: sa.Engine) -> None:
    taken(engine)
    before = contents(engine)
    with engine.begin() as conn:
        conn.execute(sa.update(t.movement).values(amount_paise=1))
        conn.execute(sa.update(t.reading).values(total_eb_wh=t.reading.c.total_eb_wh + 5))
    assert rederive(engine, 1, lambda _: None).changed
    assert contents(engine) == before


def test_a_step_that_fails_leaves_nothing_behind(engine: sa.Engine) -> None:
    ledger = taken(engine, 0.2)
    before = contents(engine)
    house = House(at=2_000_000_000)
    with pytest.raises(AttributeError):
        ledger.observe(1, [house.reading(), "no observation"])  # type: ignore[list-item]
    assert contents(engine) == before


def test_09_after_a_restart_on_the_generator_source_and_its_start_are_known(engine: sa.Engine) -> None:
    house = House()
    first = Ledger(engine)
    meter = first.ensure_meter("Home", "Asia/Kolkata")
    first.observe(meter, [house.reading(), *house.readings(60), *house.readings(20, 900, DG)])
    with engine.connect() as conn:
        (before,) = sessions(conn, meter, source=Source.DG)
    second = Ledger(engine)
    second.observe(meter, house.readings(20, 900))
    with engine.connect() as conn:
        (after,) = sessions(conn, meter, source=Source.DG)
    assert (after.start_at, after.end_at) == (before.start_at, None)
    house.source = house.flag = Source.EB
    second.observe(meter, house.readings(20, 900))
    with engine.connect() as conn:
        (ended,) = sessions(conn, meter, source=Source.DG)
    assert ended.start_at == before.start_at
    assert ended.end_at is not None


def test_one_step_at_a_time_or_all_at_once_is_the_same(engine: sa.Engine) -> None:
    house = House()
    readings = [house.reading(), *house.readings(30), *house.readings(15, 900, DG), *house.readings(30, 900, Source.EB)]
    ledger = Ledger(engine)
    single, whole = ledger.ensure_meter("one by one", "Asia/Kolkata"), ledger.ensure_meter("at once", "Asia/Kolkata")
    for reading in readings:
        ledger.observe(single, [reading])
    ledger.observe(whole, readings)
    assert ledger.state(single) == ledger.state(whole) == Story().told(*readings).state
    rows = contents(engine)
    for name in ("reading", "session", "peak"):
        mine, other = ([row[1:] for row in rows[name] if row[0] == meter] for meter in (single, whole))
        assert mine == other


def test_silences_are_kept_as_stretches(engine: sa.Engine) -> None:
    ledger = Ledger(engine)
    meter = ledger.ensure_meter("Home", "Asia/Kolkata")
    house = House()
    ledger.observe(meter, [house.reading()])
    for number in range(5):
        ledger.observe(meter, [Silence(house.at + 30 * number + 30, SilenceReason.TIMEOUT)])
    rows = contents(engine)["silence"]
    assert len(rows) == 1
    assert rows[0][1:] == (house.at + 30, house.at + 150, "timeout", 5)


def test_21_of_several_collectors_one_polls(engine: sa.Engine) -> None:
    Ledger(engine).ensure_meter("Home", "Asia/Kolkata")
    one, two = Leases(engine, "host-a/1/x", 60), Leases(engine, "host-b/2/y", 60)
    assert one.take(1, now=1_000) == 1_060
    assert two.take(1, now=1_030) is None
    assert one.take(1, now=1_050) == 1_110
    assert two.take(1, now=1_111) == 1_171  # its holder fell silent
    assert one.take(1, now=1_112) is None
    two.give_back(1)
    assert one.take(1, now=1_113) == 1_173


def test_a_lease_that_was_taken_under_a_clock_far_ahead_is_none(engine: sa.Engine) -> None:
    Ledger(engine).ensure_meter("Home", "Asia/Kolkata")
    one, two = Leases(engine, "host-a/1/x", 60), Leases(engine, "host-b/2/y", 60)
    assert one.take(1, now=100_000) == 100_060
    assert two.take(1, now=1_000) == 1_060


def test_migrations_lead_to_the_schema_in_code_and_can_be_run_again(engine: sa.Engine) -> None:
    migrate(engine)
    found = sa.inspect(engine)
    for table in t.metadata.sorted_tables:
        assert {column["name"] for column in found.get_columns(table.name)} == {column.name for column in table.columns}


def test_a_load_of_millions_of_kilowatts_stops_nothing(engine: sa.Engine) -> None:
    ledger = Ledger(engine)
    meter = ledger.ensure_meter("Home", "Asia/Kolkata")
    house = House()
    ledger.observe(meter, [house.reading(), *(r for r in house.readings(3))])
    house.live(60)
    ledger.observe(meter, [house.reading(load_w=4_294_967_290)])
    ledger.observe(meter, house.readings(3))
    assert len(contents(engine)["reading"]) == 8
    assert rederive(engine, meter, lambda _: None).changed == {}


def test_two_readings_received_in_one_second_both_survive_a_rebuild(engine: sa.Engine) -> None:
    ledger = Ledger(engine)
    meter = ledger.ensure_meter("Home", "Asia/Kolkata")
    house = House()
    readings = [house.reading(), *house.readings(5)]
    ledger.observe(meter, [replace(reading, received_at=house.at + 1) for reading in readings])
    before = contents(engine)
    assert rederive(engine, meter, lambda _: None).changed == {}
    assert contents(engine) == before
    assert len(before["reading"]) == 6


def test_a_rebuild_beside_a_writer_loses_nothing(engine: sa.Engine) -> None:
    ledger = taken(engine, 1)
    state = ledger.state(1).last
    assert state is not None
    house = House(at=state.at + 60, registers={EB: state.eb_wh * 3600, DG: state.dg_wh * 3600})
    house.balance = state.balance_paise * 3_600_000
    written = threading.Event()

    def write() -> None:
        for reading in house.readings(60):
            ledger.observe(1, [reading])
            written.set()

    writer = threading.Thread(target=write)
    before = len(contents(engine)["reading"])
    writer.start()
    written.wait(10)
    rederive(engine, 1, lambda _: None)
    writer.join()
    assert len(contents(engine)["reading"]) == before + 60
