"""Explore: each figure is what the meter itself showed, now and in the past that it is held against."""

import csv
import io
from datetime import date
from itertools import pairwise
from typing import Any

import pytest
import sqlalchemy as sa
from flask.testing import FlaskClient

from household import DAY, HOUR, Household, with_generator
from power_usage.domain.calendar import Buckets
from power_usage.domain.comparing import Against
from power_usage.readmodels.comparison import comparison
from power_usage.readmodels.patterns import patterns
from power_usage.web.view import COLUMNS


def figures(client: FlaskClient, query: str) -> Any:
    answer = client.get(f"/explore/figures?{query}")
    assert answer.status_code == 200, answer.get_data(as_text=True)
    return answer.get_json()


def table(client: FlaskClient, query: str) -> list[dict[str, str]]:
    """The rows of the spreadsheet."""
    answer = client.get(f"/explore.csv?{query}")
    assert answer.mimetype == "text/csv"
    return list(csv.DictReader(io.StringIO(answer.get_data(as_text=True))))


def together(found: Any, unit: str) -> list[float]:
    """Of both sources: kWh or rupees."""
    return [round(eb + dg, 3) for eb, dg in zip(found[f"eb_{unit}"], found[f"dg_{unit}"], strict=True)]


@pytest.fixture
def home(engine: sa.Engine) -> Household:
    """Ten days, each hour at a load of its own, until noon of 12 March."""
    found = Household.since(2026, 3, 2)
    found.live_until(found.at(2026, 3, 12, 12))
    found.store(engine)
    return found


@pytest.fixture
def client(home: Household, reader: sa.Engine) -> FlaskClient:
    return home.pages(reader)


@pytest.mark.parametrize(("compare", "back"), [("before", DAY), ("week", 7 * DAY)])
def test_each_hour_is_held_against_the_same_hour_before(
    home: Household, client: FlaskClient, compare: str, back: int
) -> None:
    found = figures(client, f"start=2026-03-11&end=2026-03-11&group=60&compare={compare}")
    hours = [(at, at + HOUR) for at in found["usage"]["at"]]
    assert len(hours) == 24
    assert together(found["usage"], "kwh") == [home.wh(a, b) / 1000 for a, b in hours]
    assert together(found["past"], "kwh") == [home.wh(a - back, b - back) / 1000 for a, b in hours]
    assert together(found["past"], "cost") == [home.paise(a - back, b - back) / 100 for a, b in hours]
    assert found["past"]["rests_on"] == [1] * 24
    totals = found["past"]["totals"]
    assert totals["then"]["eb_cost"] == home.paise(hours[0][0] - back, hours[-1][1] - back) / 100
    assert totals["shown"]["eb_cost"] == home.paise(hours[0][0], hours[-1][1]) / 100


def test_a_usual_hour_is_the_average_of_the_days_before_that_were_seen(home: Household, client: FlaskClient) -> None:
    found = figures(client, "start=2026-03-11&end=2026-03-11&group=60&compare=average&days=7")
    for n, at in enumerate(found["usage"]["at"]):
        then = [home.wh(at - back * DAY, at - back * DAY + HOUR) for back in range(1, 8)]
        assert abs(found["past"]["eb_kwh"][n] * 1000 - sum(then) / 7) <= 0.5
    assert found["past"]["rests_on"] == [7] * 24
    assert set(
        figures(client, "start=2026-03-11&end=2026-03-11&group=60&compare=average&days=14")["past"]["rests_on"]
    ) == {9}


def test_the_day_that_is_not_over_is_compared_as_far_as_it_goes(home: Household, client: FlaskClient) -> None:
    found = figures(client, "range=today&group=day&compare=before")
    midnight, noon = home.at(2026, 3, 12), home.at(2026, 3, 12, 12)
    totals = found["past"]["totals"]
    assert totals["shown"]["eb_cost"] == home.paise(midnight, noon) / 100
    assert totals["then"]["eb_cost"] == home.paise(midnight - DAY, noon - DAY) / 100
    assert found["past"]["eb_cost"] == [home.paise(midnight - DAY, midnight) / 100]


def test_what_lies_before_the_first_reading_is_compared_with_nothing(client: FlaskClient) -> None:
    found = figures(client, "start=2026-03-11&end=2026-03-11&group=60&compare=month")
    assert found["past"]["eb_kwh"] == [None] * 24
    assert found["past"]["rests_on"] == [0] * 24
    page = client.get("/explore?start=2026-03-11&end=2026-03-11&compare=month").get_data(as_text=True)
    assert "Nothing is known of the time to compare with." in page


@pytest.mark.parametrize("compare", ["", "week"])
def test_the_table_has_the_same_rows_however_it_is_sorted_and_the_figures_of_the_graph(
    client: FlaskClient, compare: str
) -> None:
    query = f"start=2026-03-10&end=2026-03-12&group=180&compare={compare}"
    found = figures(client, query)["usage"]
    past = figures(client, query)["past"]
    rows = table(client, query + "&sort=at")
    assert len(rows) == sum(kwh is not None for kwh in found["eb_kwh"]) == 20
    for n, row in enumerate(rows):
        assert (float(row["eb_kwh"]), float(row["eb_rupees"])) == (found["eb_kwh"][n], found["eb_cost"][n])
        assert (float(row["mean_kw"]), float(row["peak_kw"])) == (found["mean_kw"][n], found["max_kw"][n])
        if past:
            assert float(row["compared_rupees"]) == past["eb_cost"][n]
    for column in COLUMNS:
        for sort in (column, f"-{column}"):
            assert sorted(table(client, f"{query}&sort={sort}"), key=lambda row: row["from"]) == rows
    assert [row["eb_kwh"] for row in table(client, query + "&sort=-eb")] == [
        f"{kwh:.3f}" for kwh in sorted((float(row["eb_kwh"]) for row in rows), reverse=True)
    ]


def test_an_unchanged_graph_is_304(client: FlaskClient) -> None:
    etag = client.get("/explore/figures?range=7d").headers["ETag"]
    assert client.get("/explore/figures?range=7d", headers={"If-None-Match": etag}).status_code == 304


def test_a_whole_month_is_held_against_the_whole_month_before_and_each_has_its_own_mean(
    engine: sa.Engine, reader: sa.Engine
) -> None:
    home = Household.since(2025, 12, 31, 12)
    home.live(12 + 31 * 24, 1200).live(28 * 24, 2400).live(1, 1200)
    home.store(engine)
    found = figures(home.pages(reader), "start=2026-02-01&end=2026-02-28&group=month&compare=before")
    january = home.at(2026, 1, 1), home.at(2026, 2, 1)
    assert found["past"]["eb_cost"] == [home.paise(*january) / 100]
    assert found["past"]["totals"]["then"]["eb_cost"] == home.paise(*january) / 100
    assert found["past"]["mean_kw"] == [1.2]
    assert found["usage"]["mean_kw"] == [2.4]


def test_a_day_is_held_against_that_of_the_year_before(engine: sa.Engine, reader: sa.Engine) -> None:
    home = Household.since(2025, 3, 11)
    home.live_until(home.at(2025, 3, 12))
    home.unseen((home.at(2026, 3, 11) - home.now) / HOUR, 600)
    home.live_until(home.at(2026, 3, 12))
    home.store(engine)
    client = home.pages(reader)
    found = figures(client, "start=2026-03-11&end=2026-03-11&group=60&compare=year")["past"]
    hours = list(pairwise(range(home.at(2025, 3, 11), home.at(2025, 3, 12) + 1, HOUR)))
    assert found["eb_cost"] == [home.paise(a, b) / 100 for a, b in hours]
    week = figures(client, "start=2026-03-11&end=2026-03-11&group=60&compare=week")["past"]
    assert week["eb_cost"] == [None] * 24, "nobody saw that week: its sum has no hours"


def test_19_a_gap_is_null_and_never_nothing_and_what_was_found_afterwards_is_marked(
    engine: sa.Engine, reader: sa.Engine
) -> None:
    home = Household.since(2026, 3, 2).live(6, 1200).unseen(6, 1200).live(6, 1200)
    home.store(engine)
    client = home.pages(reader)
    query = "start=2026-03-02&end=2026-03-02&group=60"
    found = figures(client, query)["usage"]
    assert found["mean_kw"] == [1.2] * 6 + [None] * 6 + [1.2] * 6 + [None] * 6
    assert found["max_kw"][7:12] == [None] * 5
    assert found["recovered_kwh"] == [0.0] * 6 + [1.2] * 6 + [0.0] * 6 + [None] * 6
    assert found["coverage"][6:12] == [0.0] * 6
    assert found["eb_kwh"][18:] == [None] * 6
    rows = table(client, query + "&sort=at")
    assert [row["mean_kw"] for row in rows] == ["1.200"] * 6 + [""] * 6 + ["1.200"] * 6
    assert [row["recovered_kwh"] for row in rows][6:12] == ["1.200"] * 6
    page = client.get(f"/explore?{query}").get_data(as_text=True)
    assert "7.20 kWh were found afterwards" in page


def test_the_generator_is_a_band_with_its_hours_and_a_recharge_a_mark(engine: sa.Engine, reader: sa.Engine) -> None:
    home = with_generator()
    home.move(50_000).live(1, 1200)
    home.store(engine)
    found = figures(home.pages(reader), "start=2026-03-02&end=2026-03-04&group=day")
    assert len(found["sessions"]) == 2
    for hours in found["hours"]["dg"][:2]:
        assert abs(hours - 1) <= 0.1
    assert [eb + dg for eb, dg in zip(found["hours"]["eb"][:2], found["hours"]["dg"][:2], strict=True)] == [24, 24]
    assert [(mark["kind"], mark["amount"]) for mark in found["movements"]] == [("recharge", 500.0)]


@pytest.mark.parametrize(("month", "day"), [(3, 28), (10, 24)])
def test_a_day_of_23_or_25_hours_is_held_against_whole_days(
    engine: sa.Engine, reader: sa.Engine, month: int, day: int
) -> None:
    home = Household.since(2026, month, day, timezone="Europe/Berlin")
    home.live_until(home.at(2026, month, day + 3))
    meter = home.store(engine)
    edges = [home.at(2026, month, day + n) for n in range(4)]
    assert len({b - a for a, b in pairwise(edges)}) == 2
    with reader.connect() as conn:
        for n in (1, 2):
            found = comparison(conn, meter, Buckets((edges[n], edges[n + 1]), "day"), Against.BEFORE)
            assert found.then.paise == home.paise(edges[n - 1], edges[n])
            assert found.shown.paise == home.paise(edges[n], edges[n + 1])


def test_habits_are_averages_of_the_hours_that_were_wholly_known(engine: sa.Engine, reader: sa.Engine) -> None:
    home = Household.since(2026, 3, 2, 0, 20)  # a Monday
    home.live_until(home.at(2026, 3, 2, 1))
    home.live_until(home.at(2026, 3, 17, 9))
    home.live(0.5, 6000)
    meter = home.store(engine)
    with reader.connect() as conn:
        found = patterns(conn, meter, date(2026, 3, 2), date(2026, 3, 17))
    begins = range(home.at(2026, 3, 2, 1), home.at(2026, 3, 17, 9), HOUR)
    for weekday in range(7):
        for hour in range(24):
            days = [at for at in begins if at in {home.at(2026, 3, 2 + n, hour) for n in range(weekday, 16, 7)}]
            cell = found.hours[weekday][hour]
            assert cell is not None
            assert cell.count == len(days)
            assert abs(cell.wh - sum(home.wh(at, at + HOUR) for at in days) / len(days)) <= 0.5
            assert abs(cell.paise - sum(home.paise(at, at + HOUR) for at in days) / len(days)) <= 0.5
    loads = sorted((home.wh(at, at + HOUR) for at in begins), reverse=True)
    assert (found.duration[0], found.duration[-1]) == (loads[0], loads[-1])
    assert found.duration == sorted(found.duration, reverse=True)
    assert len(found.duration) == 101


@pytest.mark.parametrize(
    ("query", "title"),
    [
        # A drag leads to any minute: half hours are shown whole, and so is their sum.
        ("start=2026-03-03T10:10&end=2026-03-03T18:20&group=30", "Tue 3 Mar 2026, 10:00 \N{EN DASH} 18:30"),
        ("range=7d&group=month", "Sun 1 Mar \N{EN DASH} Tue 31 Mar 2026"),
        ("start=2026-03-03T10:00&end=2026-03-03T18:00&group=30", "Tue 3 Mar 2026, 10:00 \N{EN DASH} 18:00"),
        ("start=2026-03-03&end=2026-03-04&group=day", "Tue 3 Mar \N{EN DASH} Wed 4 Mar 2026"),
    ],
)
def test_the_title_names_the_time_that_the_sum_below_it_is_of(client: FlaskClient, query: str, title: str) -> None:
    assert f'<h2 id="stretch">{title}</h2>' in client.get(f"/explore?{query}").get_data(as_text=True)
    assert figures(client, query)["usage"]["at"]
