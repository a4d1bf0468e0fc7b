"""Whatever a person types: a page, or a refusal in words; and no address leads away from this server."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from urllib.parse import quote, urlencode, urljoin, urlsplit

import pytest
from flask.testing import FlaskClient
from hypothesis import given, settings
from hypothesis import strategies as st

from household import with_generator
from power_usage.storage.engine import database_url, open_engine
from power_usage.storage.migrate import migrate
from power_usage.web.language import COOKIE
from power_usage.web.view import COLUMNS, MEASURES, PRESETS

OURS = "http://localhost"
PAGES = ("/explore", "/explore/figures", "/explore.csv", "/money", "/generator", "/patterns")
texts = st.text(max_size=20) | st.sampled_from(
    ["", "\x00", "0", "-1", "9" * 40, "²", "٣", "1e9", "2026-13-01", "0001-01-01", "9999-12-31", "2026-W10-1"]
)
dates = st.dates(date(1990, 1, 1), date(2110, 1, 1)).map(str)
times = st.builds("{}T{:02}:{:02}".format, dates, st.integers(0, 24), st.integers(0, 60))
queries = st.fixed_dictionaries(
    {},
    optional={
        "range": st.sampled_from(PRESETS) | texts,
        "start": dates | times | texts,
        "end": dates | times | texts,
        "group": st.integers(1, 1440).map(str) | st.sampled_from(["day", "month"]) | texts,
        "measure": st.sampled_from(MEASURES) | texts,
        "split": texts,
        "compare": st.sampled_from(["before", "week", "month", "year", "average"]) | texts,
        "days": st.sampled_from(["7", "14", "28"]) | texts,
        "sort": st.sampled_from(COLUMNS) | texts,
        "meter": st.just("Home") | texts,
        "month": dates.map(lambda day: day[:7]) | texts,
        "year": st.integers(1990, 2110).map(str) | texts,
    },
)


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[FlaskClient]:
    engine = open_engine(database_url(str(tmp_path_factory.mktemp("any") / "home.db")))
    migrate(engine)
    home = with_generator()
    home.store(engine)
    yield home.pages(engine)
    engine.dispose()


@settings(max_examples=150)
@given(st.sampled_from(PAGES), queries)
def test_any_address_is_answered(client: FlaskClient, path: str, query: dict[str, str]) -> None:
    answer = client.get(f"{path}?{urlencode(query)}")
    assert answer.status_code in (200, 302, 422), answer.get_data(as_text=True)[:500]
    if path.startswith("/explore") and query.get("meter", "Home") == "Home":
        assert answer.status_code == 200


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize(
    "query",
    [
        "start=2000-01-02&end=2099-12-31&compare=year",
        "start=2006-01-01&end=2025-12-31&group=1439&compare=average&days=28",
        "start=2022-01-01&end=2025-12-31&group=1439&compare=average&days=28",
        "start=2026-03-02&end=2026-03-02&group=1&compare=average&days=28",
        "start=%ff&end=%00&month=2026-00&year=2099",
        "start=2099-12-31T23:59&end=2099-12-31",
        "month=2000-01&year=2000",
        "month=2099-12",
    ],
)
def test_so_are_those_at_the_edges(client: FlaskClient, path: str, query: str) -> None:
    assert client.get(f"{path}?{query}").status_code in (200, 302)


@pytest.mark.parametrize(
    "back",
    [
        "//evil.example",
        "///evil.example",
        "/\\evil.example",
        "\\\\evil.example",
        "/\t/evil.example",
        "/\n/evil.example",
        "/\r\n/evil.example",
        "/\t\\evil.example",
        "\t//evil.example",
        " //evil.example",
        "/\t/[evil",
        "/\x00/evil.example",
        "https://evil.example/",
        "https:evil.example",
        "javascript:alert(1)",
        "evil.example",
        "@evil.example",
        "",
    ],
)
def test_a_choice_of_language_leads_to_no_other_server(client: FlaskClient, back: str) -> None:
    answer = client.get(f"/language/hi?back={quote(back, safe='')}")
    assert answer.status_code == 302
    assert answer.headers["Location"] == "/"


@settings(max_examples=200)
@given(
    st.text("/\\.:@?#[]%\t\r\n\x00 evil.example2fF5cC", max_size=16), st.sampled_from(["", "/", "//", "/%2f", "/%5c"])
)
def test_however_the_way_back_is_spelt_it_stays_here(client: FlaskClient, rest: str, begin: str) -> None:
    answer = client.get(f"/language/en?back={quote(begin + rest, safe='%')}")
    assert answer.status_code == 302
    place = answer.headers["Location"]
    # As browsers read it: without tabs and line ends, a backslash as a slash.
    read = urlsplit(urljoin(OURS, "".join(c for c in place if c > " ").replace("\\", "/")))
    assert (read.scheme, read.netloc) == ("http", "localhost")


def test_the_language_is_remembered_and_one_comes_back_to_the_same_view(client: FlaskClient, tmp_path: Path) -> None:
    place = "/explore?start=2026-03-02&end=2026-03-02&meter=Flat+12"
    answer = client.get(f"/language/hi?{urlencode({'back': place})}")
    assert answer.headers["Location"] == place
    assert f"{COOKIE}=hi" in answer.headers["Set-Cookie"]
    assert "Set-Cookie" not in client.get("/language/tlh?back=/money").headers
    client.delete_cookie(COOKIE)
