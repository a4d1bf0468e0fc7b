"""The dashboard in a real browser, at the sizes of a phone and of a laptop, with the real collector behind it."""

import os
import shutil
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, Route, expect, sync_playwright

from processes import Elnet, command, fake_elnet, fetch, free_port, tracker, until
from recorded import recorded

CHROMIUM = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")
pytestmark = [
    pytest.mark.slow,
    pytest.mark.browser,
    pytest.mark.skipif(CHROMIUM is None, reason="there is no Chromium on this machine"),
]
SIZES = [pytest.param((390, 844), id="phone"), pytest.param((1280, 800), id="desktop")]


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"])
        yield started
        started.close()


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


@dataclass
class Visit:
    """A page, and what its console said."""

    page: Page
    complaints: list[str] = field(default_factory=list)


@pytest.fixture(params=SIZES)
def visit(request: pytest.FixtureRequest, browser: Browser) -> Iterator[Visit]:
    width, height = request.param
    context = browser.new_context(viewport={"width": width, "height": height}, has_touch=width < 500)
    found = Visit(context.new_page())
    found.page.on("console", lambda m: found.complaints.append(m.text) if m.type in ("error", "warning") else None)
    found.page.on("pageerror", lambda error: found.complaints.append(str(error)))

    def only_here(route: Route) -> None:
        route.continue_() if "//127.0.0.1:" in route.request.url else route.abort()

    context.route("**/*", only_here)
    yield found
    context.close()


def graph_is(page: Page, **data: object) -> None:
    """Wait until the graph shows that."""
    page.wait_for_selector(
        "#graph" + "".join(f'[data-{name}="{value}"]' for name, value in data.items()) + "[data-buckets]"
    )


def buckets(page: Page) -> int:
    return int(page.locator("#graph").get_attribute("data-buckets") or 0)


def test_25_the_page_loads_without_the_internet_and_both_sliders_change_the_graph(visit: Visit, site: Site) -> None:
    page = visit.page
    page.goto(site.url)
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


def test_nothing_is_wider_than_the_screen_and_touch_targets_are_large(visit: Visit, site: Site) -> None:
    page = visit.page
    page.goto(site.url)
    graph_is(page, hours=24)
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
    small = page.evaluate(
        "[...document.querySelectorAll('button, input, summary')].filter(e => e.offsetParent && e.offsetHeight < 44)"
        ".map(e => e.id || e.textContent)"
    )
    assert small == []


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_the_page_can_be_read_by_everybody(visit: Visit, site: Site, theme: str) -> None:
    page = visit.page
    page.emulate_media(color_scheme=theme)  # type: ignore[arg-type]
    page.goto(site.url)
    graph_is(page, hours=24)
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()


def test_without_a_script_the_figures_are_there(browser: Browser, site: Site) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(site.url + "/?hours=3&group=15")
    expect(page.locator("#balance")).to_contain_text("₹")
    expect(page.locator("#figures tbody tr").first).to_be_attached()
    expect(page.locator("form.sliders button")).to_be_visible()
    context.close()


def test_when_the_tracker_is_gone_the_page_says_so(browser: Browser, tmp_path: Path) -> None:
    port = free_port()
    file = str(recorded(1).write(tmp_path / "flat.jsonl"))
    database = {"POWER_USAGE_DATABASE": str(tmp_path / "home.db")}
    assert command(tmp_path, "replay", file, **database).returncode == 0
    context = browser.new_context()
    page = context.new_page()
    with tracker(tmp_path, "web", "--port", str(port), **database):
        until(lambda: fetch(f"http://127.0.0.1:{port}/healthz"))
        page.goto(f"http://127.0.0.1:{port}/")
        expect(page.locator("#updated")).to_contain_text("The tracker is off since")
    expect(page.locator("#out-of-reach")).to_contain_text("No connection to the tracker", timeout=20_000)
    context.close()
