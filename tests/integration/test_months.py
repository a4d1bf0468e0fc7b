"""A month's money, day by day, and its generator."""

from datetime import date

import sqlalchemy as sa

from house import DG
from household import DAY, HOUR, SPACING_S, Household, with_generator
from power_usage.domain.calendar import local_day, zone
from power_usage.outlets.replies import reply
from power_usage.readmodels.generator import generator_month, generator_year
from power_usage.readmodels.statement import day_lines, statement
from power_usage.words import lasting, rupees

MARCH = date(2026, 3, 1)


def test_each_day_of_a_statement_ends_with_the_balance_that_the_meter_showed(
    engine: sa.Engine, reader: sa.Engine
) -> None:
    home = Household.since(2026, 3, 27, 9)
    home.live_until(home.at(2026, 3, 28, 12))
    home.move(650_000).live_until(home.at(2026, 3, 30) - SPACING_S)
    home.move(50_000)  # shown by the reading of midnight itself
    home.live_until(home.at(2026, 4, 1, 6))
    home.move(-556_800).live_until(home.at(2026, 4, 3, 7))
    meter = home.store(engine)
    for month, first, last in (
        (MARCH, home.at(2026, 3, 27, 9), home.at(2026, 4, 1)),
        (date(2026, 4, 1), home.at(2026, 4, 1), home.now),
    ):
        with reader.connect() as conn:
            found = statement(conn, meter, month)
            assert found is not None
            lines = day_lines(conn, meter, found)
        tz = zone(meter.timezone)
        assert [line.day for line in lines] == sorted({local_day(at, tz) for at in range(first, last, HOUR)})
        assert found.waiting_paise == 0
        assert lines[-1].balance_paise == found.closing_paise == home.shown[last].balance_paise
        for line in lines:
            begin = max(first, home.at(line.day.year, line.day.month, line.day.day))
            end = min(last, home.at(line.day.year, line.day.month, line.day.day) + DAY)
            assert line.balance_paise == home.shown[end].balance_paise
            assert line.eb_paise + line.dg_paise == home.paise(begin, end)
            assert line.moved_paise == sum(paise for at, paise in home.moved.items() if begin < at <= end)


def test_days_of_a_statement_and_what_is_not_explained_yet_are_the_closing_balance(
    engine: sa.Engine, reader: sa.Engine
) -> None:
    home = with_generator()
    home.house.move(-7)  # seven paise that nobody can explain
    home.live(0.5, 1200, DG)
    meter = home.store(engine)
    with reader.connect() as conn:
        found = statement(conn, meter, MARCH)
        assert found is not None
        lines = day_lines(conn, meter, found)
    assert lines[-1].balance_paise + found.waiting_paise == found.closing_paise == home.shown[home.now].balance_paise


def test_a_running_session_counts_until_the_newest_reading_as_its_energy_does(
    engine: sa.Engine, reader: sa.Engine
) -> None:
    home = with_generator().live(1, 1200, DG)
    meter = home.store(engine)
    with reader.connect() as conn:
        found = statement(conn, meter, MARCH)
        assert found is not None
        month = generator_month(conn, meter, MARCH, found)
    running, *ended = month.sessions
    assert running.end_at is None
    assert month.lasted(running) == home.now - running.start_at
    assert sum(month.hours) == month.seconds
    # The hour before midnight does not count for the hours from eight to nine.
    assert abs(month.seconds - 3 * HOUR) <= 3 * SPACING_S
    assert len(ended) == 2
    assert abs(month.hours[20] - 2 * HOUR) <= 2 * SPACING_S
    # Seven hours without a reading later nobody knows whether it still runs.
    page = home.pages(reader, home.now + 7 * HOUR).get("/generator?month=2026-03").get_data(as_text=True)
    assert f", {lasting(month.seconds)}<" in page


def test_a_session_over_the_months_end_counts_for_both_months_as_the_money_does(
    engine: sa.Engine, reader: sa.Engine
) -> None:
    home = Household.since(2026, 3, 30, 20).live(26, 1200).live(3, 2400, DG).live(9, 1200)
    meter = home.store(engine)
    april = date(2026, 4, 1)
    for month in (MARCH, april):
        with reader.connect() as conn:
            money = statement(conn, meter, month)
            assert money is not None
            found = generator_month(conn, meter, month, money)
            (year,) = (one for one in generator_year(conn, meter, april) if one.month == month)
        assert (found.wh, found.paise) == (money.dg_wh, money.dg_paise) == (year.wh, year.paise)
        assert (found.seconds, found.above_paise) == (year.seconds, year.above_paise)
        assert found.seconds > HOUR / 2
        assert sum(found.hours) == found.seconds
        assert all(home.at(2026, 4, 1) in (one.start_at, one.end_at) for one in found.sessions)


def test_the_bots_month_of_the_generator_is_the_statements(engine: sa.Engine, reader: sa.Engine) -> None:
    home = Household.since(2026, 3, 31, 12).live(10, 1200).live(3, 2400, DG).live(9, 1200)
    meter = home.store(engine)
    with reader.connect() as conn:
        money = statement(conn, meter, date(2026, 4, 1))
        said = reply(conn, "/dg", home.now).text
    assert money is not None
    assert said.endswith(f"This month 1 time, {rupees(money.dg_paise)}")


def test_what_each_session_cost_above_the_grid_adds_up_to_the_paisa(engine: sa.Engine, reader: sa.Engine) -> None:
    home = Household.since(2026, 3, 2)
    for number in range(30):
        home.live(1, 1080).live(1 / 3, 120 * (3 + number % 7), DG)
    meter = home.live(1, 1200).store(engine)
    with reader.connect() as conn:
        money = statement(conn, meter, MARCH)
        assert money is not None
        found = generator_month(conn, meter, MARCH, money)
        (year,) = generator_year(conn, meter, MARCH)
    assert len(found.sessions) == 30
    assert sum(found.above(one) or 0 for one in found.sessions) == found.above_paise == year.above_paise


def test_a_day_that_could_not_be_checked_says_why(engine: sa.Engine, reader: sa.Engine) -> None:
    home = Household.since(2026, 3, 1).live(24 * 3 + 12, 1200)
    home.house.registers = dict.fromkeys(home.house.registers, 0)  # another meter
    home.live(24 * 3, 1200).store(engine)
    page = home.pages(reader).get("/money?month=2026-03").get_data(as_text=True)
    assert "Yes, as far as we can see." in page
    days = {line.split("</a>")[0].rsplit(">", 1)[1]: line for line in page.split("<tr>") if "/explore?" in line}
    assert "the meter was replaced." in days["Wed 4 Mar"]
    assert "the meter was replaced." not in days["Tue 3 Mar"]
    assert "<td></td></tr>" in days["Sat 7 Mar"]  # that day is not over


def test_a_session_over_midnight_is_told_by_hours_of_the_clock(engine: sa.Engine, reader: sa.Engine) -> None:
    home = Household.since(2026, 3, 2, 20).live(3.5, 1200).live(2, 1200, DG).live(1, 1200)
    meter = home.store(engine)
    with reader.connect() as conn:
        found = statement(conn, meter, MARCH)
        assert found is not None
        month = generator_month(conn, meter, MARCH, found)
    assert sum(month.hours) == month.seconds
    assert month.hours[0] == HOUR
    for hour in (23, 1):
        assert abs(month.hours[hour] - HOUR / 2) <= SPACING_S
    assert month.above_paise is not None
    assert abs(month.above_paise - 2.4 * (2200 - 833)) <= 100
    assert sum(month.above(one) or 0 for one in month.sessions) == month.above_paise


def test_the_generators_year_has_the_months_of_which_anything_is_known(engine: sa.Engine, reader: sa.Engine) -> None:
    home = Household.since(2026, 2, 28, 12).live(2, 1200, DG)
    home.live_until(home.at(2026, 3, 2))
    home.live(1, 1200, DG).live(1, 1200)
    meter = home.store(engine)
    with reader.connect() as conn:
        february, march = generator_year(conn, meter, MARCH)
        assert generator_year(conn, meter, date(2026, 1, 1)) == []
    assert (february.month, march.month) == (date(2026, 2, 1), MARCH)
    for total, kwh in ((february, 2.4), (march, 1.2)):
        assert abs(total.wh - kwh * 1000) <= 120
        assert abs(total.paise - kwh * 2200) <= 270
        assert abs(total.seconds - kwh / 1.2 * HOUR) <= SPACING_S


def test_a_balance_below_nothing_is_used_up_and_lasts_until_no_day(engine: sa.Engine, reader: sa.Engine) -> None:
    home = Household.since(2026, 3, 1).live(60, 1200).move(-250_000).live(1, 1200)
    home.store(engine)
    page = home.pages(reader).get("/").get_data(as_text=True)
    assert "The balance is used up" in page
    assert "Lasts until" not in page
    assert "Recharge at least" in page
