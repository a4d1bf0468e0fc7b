"""The dashboard in a real browser, at the sizes of a phone and of a laptop, with the real collector behind it."""

from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from playwright.sync_api import Browser, Page, expect

from processes import Elnet, fake_elnet, fetch, free_port, tracker, until
from visits import NEEDS_CHROMIUM, SIZES, Visit, visiting

pytestmark = NEEDS_CHROMIUM


@dataclass
class Site:
    """The tracker as it runs, and the fake meter behind it."""

    url: str
    elnet: Elnet


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    folder = tmp_path_factory.mktemp("site")
    port = free_port()
    with fake_elnet() as elnet:
        elnet.control(source="eb", load_w=60_000)
        settings = elnet.environment(str(folder / "home.db"))
        with tracker(folder, "run", "--port", str(port), **settings):
            site = Site(f"http://127.0.0.1:{port}", elnet)
            until(lambda: fetch(site.url + "/api/v1/status").get("freshness") == "fresh")
            yield site


@pytest.fixture(params=SIZES)
def visit(request: pytest.FixtureRequest, browser: Browser) -> Iterator[Visit]:
    with visiting(browser, request.param) as found:
        yield found


def graph_is(page: Page, **data: object) -> None:
    """Wait until the graph shows that."""
    page.wait_for_selector(
        "#graph" + "".join(f'[data-{name}="{value}"]' for name, value in data.items()) + "[data-buckets]"
    )


def chart_is_wanted(page: Page) -> None:
    """Where no pointer hovers, the chart comes with the first touch."""
    if page.evaluate("matchMedia('(hover: none)').matches"):
        page.locator("#graph").tap()


def buckets(page: Page) -> int:
    return int(page.locator("#graph").get_attribute("data-buckets") or 0)


def test_25_the_page_loads_without_the_internet_and_both_sliders_change_the_graph(visit: Visit, site: Site) -> None:
    page = visit.page
    page.goto(site.url)
    chart_is_wanted(page)
    graph_is(page, hours=24, group=30)
    assert 48 <= buckets(page) <= 49
    expect(page.locator("#graph canvas")).to_be_visible()
    page.locator("#interval").focus()
    page.keyboard.press("ArrowRight")
    expect(page.locator("#interval-words")).to_have_text("last 2 days")
    graph_is(page, hours=48, group=30)
    assert 96 <= buckets(page) <= 97
    page.locator("#group").focus()
    page.keyboard.press("ArrowRight")
    expect(page.locator("#group-words")).to_have_text("an hour each")
    graph_is(page, hours=48, group=60)
    assert 48 <= buckets(page) <= 49
    page.locator("#hours").fill("5")
    graph_is(page, hours=5, group=60)
    for measure in ("cost", "kw", "kwh"):
        page.locator(f'[data-measure="{measure}"]').click()
        graph_is(page, measure=measure)
    page.reload()
    chart_is_wanted(page)
    graph_is(page, hours=5, group=60)
    assert visit.complaints == []


def test_the_status_card_follows_a_change_of_source_and_back(visit: Visit, site: Site) -> None:
    page = visit.page
    page.goto(site.url)
    banner = page.locator("#source")
    expect(banner).to_have_attribute("data-source", "eb", timeout=20_000)
    site.elnet.control(source="dg")
    expect(banner).to_have_attribute("data-source", "dg", timeout=20_000)
    expect(banner).to_contain_text("Generator (DG), for")
    site.elnet.control(source="eb")
    expect(banner).to_have_attribute("data-source", "eb", timeout=20_000)
    assert visit.complaints == []


def test_a_recharge_appears_without_a_reload(visit: Visit, site: Site) -> None:
    page = visit.page
    page.goto(site.url)
    before = page.locator("#recharges tr", has_text="₹").count()
    site.elnet.control(move=12_300)
    expect(page.locator("#recharges tr", has_text="₹123.00")).to_have_count(before + 1, timeout=20_000)


def test_touch_targets_are_large(visit: Visit, site: Site) -> None:
    page = visit.page
    page.goto(site.url)
    small = page.evaluate(
        "[...document.querySelectorAll('button, input, summary')].filter(e => e.offsetParent && e.offsetHeight < 44)"
        ".map(e => e.id || e.textContent)"
    )
    assert small == []


def test_without_a_script_the_figures_are_there(browser: Browser, site: Site) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(site.url + "/?hours=3&group=15")
    expect(page.locator("#balance")).to_contain_text("₹")
    expect(page.locator("#figures tbody tr").first).to_be_attached()
    expect(page.locator("form.sliders button")).to_be_visible()
    context.close()
