"""The Explore page: each of its controls changes what is shown, and what is shown is what the tracker knows."""

import csv
import io
import re
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Any
from urllib.parse import parse_qs, urlsplit
from urllib.request import urlopen

import pytest
from playwright.sync_api import Browser, Page, expect

from house import IST
from power_usage.words import kwh, rupees
from processes import fetch
from visits import NEEDS_CHROMIUM, PHONE, Visit, visiting

pytestmark = NEEDS_CHROMIUM
CHART = "#explore-graph[data-buckets] canvas"
DAY = "/explore?start=2026-03-10&end=2026-03-10&group=60&measure=kwh"
DAY_START = int(datetime(2026, 3, 10, tzinfo=IST).timestamp())
WEEK = "/explore?start=2026-03-11&end=2026-03-17&group=day&measure=cost"


@pytest.fixture
def visit(browser: Browser) -> Iterator[Visit]:
    with visiting(browser, accept_downloads=True) as found:
        yield found
        assert found.complaints == []


def opened(page: Page, address: str) -> Page:
    """The page with its chart."""
    page.goto(address)
    page.wait_for_selector(CHART)
    return page


def asked(page: Page) -> dict[str, str]:
    """What the address says."""
    return {name: values[0] for name, values in parse_qs(urlsplit(page.url).query).items()}


def goes_to(page: Page, **wanted: str) -> None:
    """Wait until the address says that, and the page shows it."""
    page.wait_for_function(
        "wanted => Object.entries(wanted).every(([n, v]) => new URLSearchParams(location.search).get(n) === v)",
        arg=wanted,
    )
    settled(page)


def settled(page: Page) -> None:
    page.wait_for_selector("#explore-graph:not([aria-busy])")


def figures(page: Page) -> Any:
    """What the chart is drawn from."""
    parts = urlsplit(page.url)
    return fetch(f"{parts.scheme}://{parts.netloc}/explore/figures?{parts.query}")


def assert_sum_is_the_api_s(page: Page, site: str, first: date, last: date) -> None:
    """The page's sum is that of the API's days."""
    days = fetch(f"{site}/api/v1/days?start={first}&end={last}")["items"]
    paise = sum(round(100 * ((day["eb_cost"] or 0) + (day["dg_cost"] or 0))) for day in days)
    assert paise > 0
    expect(page.locator("#summary .sum strong")).to_have_text(rupees(paise))


@pytest.mark.parametrize("preset", ["today", "yesterday", "7d", "30d", "month", "last-month", "year", "last-year"])
def test_a_preset_shows_its_days(visit: Visit, recent: str, preset: str) -> None:
    page = opened(visit.page, f"{recent}{DAY}")
    page.locator(f'#presets a[href*="range={preset}&"]').click()
    goes_to(page, range=preset)
    expect(page.locator("#presets [aria-current=true]")).to_have_attribute("href", re.compile(f"range={preset}&"))
    today = datetime.now(IST).date()
    month = today.replace(day=1)
    before = (month - timedelta(1)).replace(day=1)
    first, last = {
        "today": (today, today),
        "yesterday": (today - timedelta(1), today - timedelta(1)),
        "7d": (today - timedelta(6), today),
        "30d": (today - timedelta(29), today),
        "month": (month, today),
        "last-month": (before, month - timedelta(1)),
        "year": (date(today.year, 1, 1), today),
        "last-year": (date(today.year - 1, 1, 1), date(today.year - 1, 12, 31)),
    }[preset]
    expect(page.locator("#start")).to_have_value(first.isoformat())
    if preset == "last-year" and today.timetuple().tm_yday > 40:
        expect(page.locator("#summary")).to_have_text("Nothing is known of this time.")
    else:
        assert_sum_is_the_api_s(page, recent, first, last)


def test_dates_are_chosen_and_found_again_by_going_back(visit: Visit, flat: str) -> None:
    page = opened(visit.page, flat + DAY)
    page.locator("#end").fill("2026-03-12")
    goes_to(page, start="2026-03-10", end="2026-03-12")
    expect(page.locator("#stretch")).to_have_text("Tue 10 Mar \N{EN DASH} Thu 12 Mar 2026")
    assert_sum_is_the_api_s(page, flat, date(2026, 3, 10), date(2026, 3, 12))
    page.locator("#group").select_option("day")
    goes_to(page, group="day")
    expect(page.locator("#figures tbody tr")).to_have_count(3)
    page.go_back()
    page.go_back()
    goes_to(page, end="2026-03-10")
    expect(page.locator("#end")).to_have_value("2026-03-10")
    expect(page.locator("#stretch")).to_have_text("Tue 10 Mar 2026")
    assert_sum_is_the_api_s(page, flat, date(2026, 3, 10), date(2026, 3, 10))


@pytest.mark.parametrize(("group", "count"), [("10", 144), ("60", 24), ("360", 4), ("day", 1)])
def test_time_is_divided_as_asked(visit: Visit, flat: str, group: str, count: int) -> None:
    page = opened(visit.page, f"{flat}/explore?start=2026-03-10&end=2026-03-10&group=30")
    page.locator("#group").select_option(group)
    goes_to(page, group=group)
    expect(page.locator("#explore-graph")).to_have_attribute("data-buckets", str(count))
    expect(page.locator("#figures tbody tr")).to_have_count(count)
    assert len(figures(page)["usage"]["at"]) == count


@pytest.mark.parametrize(("measure", "unit"), [("cost", "₹"), ("kw", "kW"), ("peak", "kW"), ("time", "hours")])
def test_what_is_measured_is_drawn_and_named(visit: Visit, flat: str, measure: str, unit: str) -> None:
    page = opened(visit.page, flat + DAY)
    page.locator("#measure").select_option(measure)
    goes_to(page, measure=measure)
    expect(page.locator("#explore-graph")).to_have_attribute("data-measure", measure)
    page.reload()  # the drawing that the page brings, before the chart
    drawn = re.search(r'class="unit">([^<]*)<', urlopen(page.url).read().decode())
    assert drawn is not None
    assert drawn[1] == unit


@pytest.mark.parametrize("kind", ["before", "week", "month", "year", "average"])
def test_each_comparison_says_by_how_much_it_was_more_or_less(visit: Visit, recent: str, kind: str) -> None:
    day = datetime.now(IST).date() - timedelta(1)
    page = opened(visit.page, f"{recent}/explore?start={day}&end={day}&group=60")
    expect(page.locator("#explore-graph")).to_have_attribute("data-compared", "false")
    page.locator("#compare").select_option(kind)
    goes_to(page, compare=kind)
    compared = page.locator("#compared")
    if kind == "year" or (kind == "month" and not figures(page)["past"]["rests_on"][0]):
        expect(compared).to_have_text("Nothing is known of the time to compare with.")
        return
    past = figures(page)["past"]
    now = fetch(f"{recent}/api/v1/usage?start={day}T00:00:00%2B05:30&end={day}T23:59:59%2B05:30&group=60")
    pairs = zip(past["eb_cost"], past["dg_cost"], now["eb_cost"], now["dg_cost"], strict=True)
    known = [pair for pair in pairs if None not in pair]
    then_paise = sum(round(100 * (eb + dg)) for eb, dg, _, _ in known)
    paise = sum(round(100 * (eb + dg)) for _, _, eb, dg in known) - then_paise
    words = f"{rupees(abs(paise))} {'more' if paise > 0 else 'less'}"
    expect(compared.locator("strong")).to_have_text(words)
    expect(compared).to_contain_text(rupees(then_paise))
    expect(page.locator("#explore-graph")).to_have_attribute("data-compared", "true")
    expect(page.locator("#reasons")).to_contain_text("Grid: ")


def test_a_comparison_can_be_checked_by_eye_where_only_a_part_can_be_compared(visit: Visit, flat: str) -> None:
    page = opened(visit.page, f"{flat}/explore?start=2026-03-11&end=2026-03-17&group=180&compare=week")
    found = figures(page)
    both = [n for n, days in enumerate(found["past"]["rests_on"]) if days]
    assert 0 < len(both) < len(found["usage"]["at"]), "a stale half hour a week ago is not compared"
    now, then = (
        sum(round(100 * (part["eb_cost"][n] + part["dg_cost"][n])) for n in both)
        for part in (found["usage"], found["past"])
    )
    difference = f"{rupees(abs(now - then))} {'more' if now > then else 'less'}"
    expect(page.locator("#compared")).to_contain_text(difference)
    expect(page.locator("#compared")).to_contain_text(rupees(then))
    expect(page.locator("#comparable")).to_contain_text(f"they cost {rupees(now)} now")


def test_a_usual_day_is_the_average_of_so_many_days_as_asked(visit: Visit, recent: str) -> None:
    day = datetime.now(IST).date() - timedelta(1)
    page = opened(visit.page, f"{recent}/explore?start={day}&end={day}&group=day&compare=average&days=14")
    page.locator("#days").select_option("7")
    goes_to(page, days="7")
    past = figures(page)["past"]
    assert past["days"] == 7
    expect(page.locator("#compared")).to_contain_text("of 7 days")
    week = fetch(f"{recent}/api/v1/days?start={day - timedelta(7)}&end={day - timedelta(1)}")["items"]
    seen = [one for one in week if one["coverage"] >= 0.9]
    assert past["rests_on"] == [len(seen)]
    assert past["eb_kwh"][0] == pytest.approx(sum(one["eb_kwh"] for one in seen) / len(seen), abs=0.001)


def test_sources_stand_apart_or_together(visit: Visit, flat: str) -> None:
    page = opened(visit.page, flat + DAY)
    page.locator("#split").select_option("0")
    goes_to(page, split="0")
    assert 'class="eb"' in (written := urlopen(page.url).read().decode())
    assert 'class="dg"' not in written.split('<svg class="plot"')[1].split("</svg>")[0]
    page.locator("#split").select_option("1")
    goes_to(page, split="1")
    assert 'class="dg"' in urlopen(page.url).read().decode().split('<svg class="plot"')[1].split("</svg>")[0]


def test_the_day_before_and_the_day_after_are_a_step_away(visit: Visit, flat: str) -> None:
    page = opened(visit.page, flat + DAY)
    page.get_by_role("link", name="The time before").click()
    goes_to(page, start="2026-03-09", end="2026-03-09")
    assert_sum_is_the_api_s(page, flat, date(2026, 3, 9), date(2026, 3, 9))
    page.get_by_role("link", name="The time after").click()
    goes_to(page, start="2026-03-10", end="2026-03-10")
    assert_sum_is_the_api_s(page, flat, date(2026, 3, 10), date(2026, 3, 10))


def drag(page: Page, place: str, begin: float, until: float) -> None:
    """With the mouse, from that share of the width to that."""
    box = page.locator(place).bounding_box()
    assert box is not None
    y = box["y"] + box["height"] / 2
    page.mouse.move(box["x"] + begin * box["width"], y)
    page.mouse.down()
    page.mouse.move(box["x"] + (begin + until) / 2 * box["width"], y, steps=4)
    expect(page.locator(".dragged")).to_be_visible()
    page.mouse.move(box["x"] + until * box["width"], y, steps=4)
    page.mouse.up()


def hour(page: Page, name: str) -> float:
    """Of that day, as the address has it."""
    return (datetime.fromisoformat(asked(page)[name]).replace(tzinfo=IST).timestamp() - DAY_START) / 3600


def test_a_drag_across_the_drawing_looks_closer(browser: Browser, flat: str) -> None:
    with visiting(browser) as visit:
        page = visit.page
        page.route("**/chart-*.js", lambda route: route.abort())
        page.goto(flat + DAY)
        expect(page.locator("#drawing .plot")).to_be_visible()
        drag(page, "#drawing .plot", 0.25, 0.5)
        page.wait_for_url("**start=2026-03-10T*")
        settled(page)
        assert hour(page, "start") == pytest.approx(6, abs=0.05)
        assert hour(page, "end") == pytest.approx(12, abs=0.05)
        expect(page.locator("#stretch")).to_contain_text("Tue 10 Mar 2026, 0")
        assert [text for text in visit.complaints if "ERR_FAILED" not in text] == []


def test_a_drag_across_the_chart_looks_closer_and_back_is_wider_again(visit: Visit, flat: str) -> None:
    page = opened(visit.page, flat + DAY)
    drag(page, "#explore-graph canvas", 0.3, 0.6)
    page.wait_for_url("**start=2026-03-10T*")
    settled(page)
    # The axis takes some of the width.
    assert hour(page, "start") == pytest.approx(0.3 * 24, abs=1)
    assert hour(page, "end") == pytest.approx(0.6 * 24, abs=1)
    found = figures(page)["usage"]
    expect(page.locator("#explore-graph")).to_have_attribute("data-buckets", str(len(found["at"])))
    page.go_back()
    goes_to(page, end="2026-03-10")
    expect(page.locator("#explore-graph")).to_have_attribute("data-buckets", "24")


def test_a_column_s_head_sorts_the_table_and_once_more_the_other_way(visit: Visit, flat: str) -> None:
    page = opened(visit.page, flat + WEEK)

    def column() -> list[float]:
        texts = page.locator("#figures tbody td:nth-child(4)").all_inner_texts()
        return [float(text.replace("₹", "").replace(",", "")) for text in texts]

    head = page.locator("#figures thead th").nth(3)
    head.locator("a").click()
    goes_to(page, sort="-eb_cost")
    expect(head).to_have_attribute("aria-sort", "descending")
    assert column() == sorted(column(), reverse=True)
    assert len(set(column())) == 7
    head.locator("a").click()
    goes_to(page, sort="eb_cost")
    expect(head).to_have_attribute("aria-sort", "ascending")
    assert column() == sorted(column())


def test_the_csv_holds_exactly_the_table(visit: Visit, flat: str) -> None:
    page = opened(visit.page, flat + WEEK + "&compare=week&sort=-eb_cost")
    with page.expect_download() as coming:
        page.locator("a.csv").click()
    assert coming.value.suggested_filename == "usage-2026-03-11-2026-03-17.csv"
    lines = list(csv.DictReader(io.StringIO(coming.value.path().read_text("utf-8"))))
    rows = page.locator("#figures tbody tr")
    assert rows.count() == len(lines) == 7

    def paise(text: str) -> int | None:
        return round(float(text) * 100) if text else None

    for row, line in zip(rows.all(), lines, strict=True):
        cells = row.locator("td").all_inner_texts()
        assert row.locator("th").inner_text() == f"{datetime.fromisoformat(line['from']):%a %-d %b %Y}"
        assert cells[:2] == [kwh(round(float(line[name]) * 1000)) for name in ("eb_kwh", "dg_kwh")]
        assert cells[2:4] == [rupees(paise(line[name])) for name in ("eb_rupees", "dg_rupees")]
        assert cells[4:6] == [f"{float(line[name]):.2f}" for name in ("mean_kw", "peak_kw")]
        assert cells[7] == rupees(paise(line["compared_rupees"]))


def test_the_chart_speaks_by_keyboard_and_enter_looks_closer(visit: Visit, flat: str) -> None:
    page = opened(visit.page, flat + WEEK)
    usage = figures(page)["usage"]
    page.locator("#explore-graph [tabindex='0'], #explore-graph[tabindex='0']").first.focus()
    spoken = page.locator("[aria-live=assertive]")
    for key, index in (("Home", 0), ("ArrowRight", 1), ("End", 6), ("ArrowLeft", 5)):
        page.keyboard.press(key)
        eb, dg = (f"{usage[name][index]:.2f} kWh" for name in ("eb_kwh", "dg_kwh"))
        day = datetime.fromtimestamp(usage["at"][index], IST)
        expect(spoken).to_contain_text(f"{day:%a}")
        expect(spoken).to_contain_text(f"Grid (EB) {eb} · {rupees(round(usage['eb_cost'][index] * 100))}")
        expect(spoken).to_contain_text(f"Generator (DG) {dg}")
    page.keyboard.press("Enter")
    page.wait_for_url("**start=2026-03-16T00*")
    settled(page)
    assert_sum_is_the_api_s(page, flat, date(2026, 3, 16), date(2026, 3, 16))


def test_the_address_alone_shows_the_same_in_another_browser(visit: Visit, browser: Browser, flat: str) -> None:
    page = opened(visit.page, f"{flat}/explore?start=2026-03-14&end=2026-03-14")
    for name, value in (("group", "120"), ("measure", "cost"), ("compare", "week"), ("split", "0")):
        page.locator(f"#{name}").select_option(value)
        goes_to(page, **{name: value})
    page.locator("#figures thead a").nth(1).click()
    goes_to(page, sort="-eb")
    with visiting(browser) as other:
        opened(other.page, page.url)
        for place in ("#stretch", "#summary", "#table"):
            assert other.page.locator(place).inner_text() == page.locator(place).inner_text()
        for name in ("start", "end", "group", "measure", "compare", "split"):
            assert other.page.locator(f"#{name}").input_value() == page.locator(f"#{name}").input_value()
        for name in ("data-measure", "data-buckets", "data-compared"):
            found = page.locator("#explore-graph").get_attribute(name)
            assert found is not None
            assert other.page.locator("#explore-graph").get_attribute(name) == found
        assert other.complaints == []


def test_a_touch_on_a_phone_brings_the_chart_and_shows_the_figures_under_the_finger(
    browser: Browser, flat: str
) -> None:
    with visiting(browser, PHONE) as visit:
        page = visit.page
        page.goto(flat + WEEK)
        expect(page.locator("#drawing .plot")).to_be_visible()
        page.wait_for_load_state("networkidle")
        assert page.locator(CHART).count() == 0
        page.locator("#explore-graph").tap()
        page.wait_for_selector(CHART)
        expect(page.locator(".tip")).to_be_visible()
        usage = figures(page)["usage"]
        shown = page.locator(".tip .eb b").inner_text()
        assert any(shown.startswith(f"{figure:.2f} kWh") for figure in usage["eb_kwh"])
        assert visit.complaints == []


def test_without_a_script_the_form_leads_on_and_the_drawing_is_there(browser: Browser, flat: str) -> None:
    with visiting(browser, java_script_enabled=False) as visit:
        page = visit.page
        page.goto(flat + DAY)
        page.locator("#end").fill("2026-03-11")
        page.locator("#measure").select_option("cost")
        page.get_by_role("button", name="Show").click()
        assert (asked(page)["end"], asked(page)["measure"]) == ("2026-03-11", "cost")
        expect(page.locator("#drawing .plot path.eb")).to_be_visible()
        assert_sum_is_the_api_s(page, flat, date(2026, 3, 10), date(2026, 3, 11))


def extents(page: Page, kind: str) -> list[tuple[int, int]]:
    """Left and right of each box of a path of the drawing, in the drawing's 10,000 units."""
    path = page.locator(f"#drawing .plot path.{kind}")
    pieces = [piece for piece in (path.get_attribute("d") or "").split("z") if piece] if path.count() else []
    found = []
    for piece in pieces:
        xs = [int(x) for x in re.findall(r"[MH](\d+)", piece)]
        found.append((min(xs), max(xs)))
    return found


def test_gaps_are_grey_and_what_was_found_afterwards_is_hatched_where_the_figures_say_so(
    browser: Browser, flat: str
) -> None:
    with visiting(browser, java_script_enabled=False) as visit:
        page = visit.page
        page.goto(f"{flat}/explore?start=2026-03-10&end=2026-03-12&group=10&measure=kwh")
        usage = figures(page)["usage"]
        starts = usage["at"]
        edges = [*starts, starts[-1] + 600]

        def x(at: int) -> float:
            share: float = (at - edges[0]) / (edges[-1] - edges[0])
            return 10_000 * share

        dark = [n for n, seen in enumerate(usage["coverage"]) if seen == 0]
        assert dark, "a recording without a gap shows nothing"
        gaps = extents(page, "gaps")
        assert [
            n for n in range(len(starts)) if any(a <= x(edges[n]) + 1 and x(edges[n + 1]) <= b + 1 for a, b in gaps)
        ] == dark
        later = [
            n
            for n, late in enumerate(usage["recovered_kwh"])
            if (late or 0) > 0.2 * ((usage["eb_kwh"][n] or 0) + (usage["dg_kwh"][n] or 0))
        ]
        assert later
        hatched = extents(page, "hatched")
        assert [
            next(n for n in range(len(starts)) if x(edges[n]) <= (a + b) / 2 <= x(edges[n + 1])) for a, b in hatched
        ] == later
        assert set(dark) <= set(later), "what was used in a gap is known afterwards, never zero"
        fill = page.locator("#drawing path.hatched").evaluate("e => getComputedStyle(e).fill")
        assert "#hatch" in fill
        expect(page.locator("#hatch")).to_be_attached()
