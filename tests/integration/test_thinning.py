"""Old readings become fewer, and no figure that is shown of an hour, a day, a session or a rupee changes."""

import random
from datetime import date, datetime
from typing import Any

import pytest
import sqlalchemy as sa

from contents import contents
from house import DG, EB, IST, House
from power_usage.domain.alerts import AlertRules
from power_usage.domain.calendar import buckets, day_start, zone
from power_usage.readmodels.history import days, usage
from power_usage.readmodels.meters import meters
from power_usage.readmodels.sessions import sessions
from power_usage.readmodels.statement import statement
from power_usage.storage.daily import Thinning, Worries
from power_usage.storage.engine import DatabaseProblem
from power_usage.storage.ledger import Ledger
from power_usage.storage.outbox import Telling
from power_usage.storage.rebuild import rederive
from power_usage.storage.thinning import thin_a_day
from stored import stored

START = int(datetime(2026, 3, 1, 7, 13, tzinfo=IST).timestamp())
DAY_S = 86_400
DAYS = 2


@pytest.fixture
def house(engine: sa.Engine, request: pytest.FixtureRequest) -> House:
    """Some days with switches at odd minutes, money paid in, gaps and a changed limit."""
    zone_name = getattr(request, "param", "Asia/Kolkata")
    return stored(engine, ("odd days", zone_name), lambda empty: _odd_days(empty, zone_name))


def _odd_days(engine: sa.Engine, zone_name: str) -> House:
    ledger = Ledger(engine)
    chance = random.Random(3)  # noqa: S311
    house = House(at=START)
    readings = [house.reading(sanctioned_eb_w=5_000)]
    while house.at < START + DAYS * DAY_S:
        readings += house.readings(chance.randrange(20, 200), chance.randrange(100, 3_000), EB)
        if chance.random() < 0.4:
            readings += house.readings(chance.randrange(8, 90), chance.randrange(400, 2_000), DG)
        if chance.random() < 0.2:
            house.move(chance.choice([50_000, -20_000]))
        if chance.random() < 0.2:
            house.live(chance.randrange(400, 9_000), 500, EB)
            readings.append(house.reading())
    house.live(900, 500, EB)
    readings += [house.reading(sanctioned_eb_w=6_000), *house.readings(70)]
    ledger.observe(ledger.ensure_meter("Home", zone_name), readings)
    return house


def whole_figures(conn: sa.Connection) -> list[Any]:
    """What is shown in groups of whole hours and longer, and what has rows of its own."""
    (meter,) = meters(conn)
    tz = zone(meter.timezone)
    found: list[Any] = [
        usage(conn, 1, buckets(START - DAY_S, START + (DAYS + 1) * DAY_S, group, tz))
        for group in (60, 180, "day", "month")
    ]
    found += [days(conn, 1, date(2026, 2, 27), date(2026, 3, 9)), sessions(conn, 1, limit=500)]
    found.append(statement(conn, meter, date(2026, 3, 1)))
    return found


def thin_all(engine: sa.Engine, before: int) -> int:
    days = 0
    while thin_a_day(engine, 1, before):
        days += 1
    return days


@pytest.mark.usefixtures("house")
@pytest.mark.parametrize("house", ["Asia/Kolkata", "Asia/Kathmandu"], indirect=True)
def test_no_sum_changes(engine: sa.Engine) -> None:
    with engine.connect() as conn:
        before = whole_figures(conn)
    rows = contents(engine)
    assert thin_all(engine, START + 30 * DAY_S) in (DAYS + 1, DAYS + 2)
    with engine.connect() as conn:
        assert whole_figures(conn) == before
    after = contents(engine)
    assert len(after["reading"]) < len(rows["reading"]) / 20
    assert set(after["reading"]) < set(rows["reading"])
    for table in set(rows) - {"reading"}:
        assert after[table] == rows[table], table


@pytest.mark.usefixtures("house")
def test_a_second_time_thins_nothing_and_what_is_young_stays(engine: sa.Engine) -> None:
    tz = zone(contents(engine)["meter"][0][3])
    limit = day_start(date(2026, 3, 2), tz)
    young = [row for row in contents(engine)["reading"] if row[1] >= limit]
    assert thin_all(engine, limit) == 1
    after = contents(engine)["reading"]
    assert [row for row in after if row[1] >= limit] == young
    assert thin_all(engine, limit) == 0
    assert contents(engine)["reading"] == after


@pytest.mark.usefixtures("house")
def test_a_limit_that_was_told_once_is_still_told(engine: sa.Engine) -> None:
    told = [row[8] for row in contents(engine)["reading"] if row[8] is not None]
    thin_all(engine, START + 30 * DAY_S)
    assert [row[8] for row in contents(engine)["reading"] if row[8] is not None] == told == [5_000, 6_000]


@pytest.mark.usefixtures("house")
def test_the_highest_load_of_parts_of_a_slot_is_not_known_where_readings_are_thinned(engine: sa.Engine) -> None:
    with engine.connect() as conn:
        tz = zone(meters(conn)[0].timezone)
        asked = buckets(START, START + 2 * 3600, 10, tz)
        before = usage(conn, 1, asked)
    thin_all(engine, START + 30 * DAY_S)
    with engine.connect() as conn:
        after = usage(conn, 1, asked)
    assert any(before.max_w)
    assert not any(after.max_w)
    assert [after.total(name) for name in ("eb_wh", "dg_wh")] == pytest.approx(
        [before.total(name) for name in ("eb_wh", "dg_wh")], abs=400
    )


def test_history_goes_on_after_it(engine: sa.Engine, house: House) -> None:
    twin = Ledger(engine)
    more = [*house.readings(90, 900, DG), *house.readings(300, 600, EB)]
    thin_all(engine, START + 30 * DAY_S)
    twin.observe(1, more)
    last = contents(engine)["reading"][-1]
    assert last[3] == house.reading().eb_wh
    first = contents(engine)["reading"][0]
    assert (last[10], last[11]) == (last[3] - first[3], last[4] - first[4])


@pytest.mark.usefixtures("house")
def test_what_was_thinned_is_not_derived_anew_and_that_is_said(engine: sa.Engine) -> None:
    assert rederive(engine, 1, lambda _: None).changed == {}
    thin_all(engine, START + 2 * DAY_S)
    before = contents(engine)
    with pytest.raises(DatabaseProblem, match=r"Home: the readings before 2026-03-03 are thinned"):
        rederive(engine, 1, lambda _: None)
    assert contents(engine) == before


@pytest.mark.usefixtures("house")
def test_the_web_hears_that_parts_of_an_hour_changed(engine: sa.Engine) -> None:
    with engine.connect() as conn:
        (before,) = meters(conn)
    assert thin_a_day(engine, 1, START + 30 * DAY_S)
    with engine.connect() as conn:
        (after,) = meters(conn)
    assert before.revision != after.revision


def test_it_is_done_at_night_only_and_as_old_as_wanted(engine: sa.Engine, house: House) -> None:
    chore = Thinning(engine, {1: IST}, 60)
    house.live(62 * DAY_S, 500, EB)
    Ledger(engine).observe(1, [house.reading()])
    count = len(contents(engine)["reading"])
    noon = house.at - house.at % DAY_S + 6 * 3600 + 1800
    chore(noon, lambda: False)
    assert len(contents(engine)["reading"]) == count
    chore(noon - 9 * 3600, lambda: True)
    assert len(contents(engine)["reading"]) == count
    chore(noon - 9 * 3600, lambda: False)
    assert len(contents(engine)["reading"]) < count
    with engine.connect() as conn:
        until = conn.execute(sa.text("SELECT until_at FROM thinned")).scalar_one()
    assert 60 * DAY_S <= house.at - until <= 62 * DAY_S


@pytest.mark.usefixtures("house")
def test_a_clock_that_is_years_ahead_makes_no_reading_old(engine: sa.Engine) -> None:
    before = contents(engine)
    Thinning(engine, {1: IST}, 60)(int(datetime(2099, 1, 1, 3, 30, tzinfo=IST).timestamp()), lambda: False)
    assert contents(engine) == before


def test_without_readings_there_is_nothing_to_do(engine: sa.Engine) -> None:
    Ledger(engine).ensure_meter("Home", "Asia/Kolkata")
    assert thin_a_day(engine, 1, START) is None
    Worries(engine, 1, Telling(AlertRules()))(START, lambda: False)


@pytest.fixture(autouse=True)
def unhurried(monkeypatch: pytest.MonkeyPatch) -> None:
    """No pauses between days here."""
    monkeypatch.setattr("power_usage.storage.daily.PAUSE_S", 0.0)
