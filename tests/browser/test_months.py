"""The pages of a month in a real browser, on a month of the simulated flat."""

from collections.abc import Iterator
from datetime import datetime

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, expect, sync_playwright

from browser.test_dashboard import CHROMIUM, SIZES
from house import IST
from processes import command, fetch, free_port, tracker, until
from recorded import recorded

pytestmark = [
    pytest.mark.slow,
    pytest.mark.browser,
    pytest.mark.skipif(CHROMIUM is None, reason="there is no Chromium on this machine"),
]


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"])
        yield started
        started.close()


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The dashboard on twenty days of the flat; gives its address."""
    folder = tmp_path_factory.mktemp("months")
    file = str(recorded(20).write(folder / "flat.jsonl"))
    database = {"POWER_USAGE_DATABASE": str(folder / "home.db")}
    assert command(folder, "replay", file, **database).returncode == 0
    port = free_port()
    with tracker(folder, "web", "--port", str(port), **database):
        url = f"http://127.0.0.1:{port}"
        until(lambda: fetch(url + "/api/v1/status").get("read_at"))
        yield url


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("name", ["money", "generator"])
def test_a_month_is_readable_for_everybody_and_fits_the_screen(
    browser: Browser, site: str, name: str, size: tuple[int, int], scheme: str
) -> None:
    month = datetime.fromisoformat(fetch(site + "/api/v1/status")["read_at"]).astimezone(IST)
    context = browser.new_context(viewport={"width": size[0], "height": size[1]}, color_scheme=scheme)  # type: ignore[arg-type]
    page = context.new_page()
    complaints: list[str] = []
    page.on("console", lambda m: complaints.append(m.text) if m.type in ("error", "warning") else None)
    page.goto(f"{site}/{name}?month={month:%Y-%m}")
    expect(page.locator("table").first).to_contain_text("₹" if name == "money" else "kWh")
    assert page.evaluate("document.documentElement.scrollWidth") <= size[0]
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()
    assert complaints == []
    context.close()


def test_the_pages_lead_to_each_other_and_to_other_months(browser: Browser, site: str) -> None:
    page = browser.new_page()
    page.goto(site)
    page.get_by_role("link", name="Money").click()
    expect(page.locator("h1")).to_have_text("Money")
    page.locator("a[rel=prev]").click()
    page.get_by_role("link", name="Generator").click()
    expect(page.locator("h1")).to_have_text("Generator (DG)")
    page.get_by_role("link", name="Now").click()
    expect(page.locator("#balance")).to_be_visible()
    page.close()
