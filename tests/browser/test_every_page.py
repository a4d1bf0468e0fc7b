"""Every page on every site, at phone and desktop size, light and dark; a picture of each is kept in tests/output."""

from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from visits import DESKTOP, NEEDS_CHROMIUM, PHONE, SCHEMES, assert_fits, assert_readable, assert_touchable, visiting

pytestmark = NEEDS_CHROMIUM
OUTPUT = Path(__file__).parent.parent / "output"
NOW = {
    "now": "/",
    "explore": "/explore?range=7d&compare=average",
    "habits": "/patterns",
    "money": "/money",
    "generator": "/generator",
    "health": "/health",
    "api": "/api/v1/",
    "sorry": "/nowhere",
}
MARCH = {
    "now": "/",
    "explore": "/explore?start=2026-03-11&end=2026-03-17&compare=week",
    "habits": "/patterns?year=2026&weeks=52",
    "money": "/money?month=2026-03",
    "generator": "/generator?month=2026-03",
    "health": "/health",
}
JULY = {
    **MARCH,
    "explore": "/explore?start=2026-07-15&end=2026-07-21&compare=week",
    "money": "/money?month=2026-07",
    "generator": "/generator?month=2026-07",
}
SITES = {"demo": NOW, "flat": MARCH, "hill": JULY}
SAYS = {
    "now": "#balance",
    "explore": "#summary .sum",
    "habits": "svg.calendar a >> nth=0",
    "money": "#statement .sum",
    "generator": "#generator-cost",
    "health": "#database .figure",
    "api": "[id='/api/v1/status'] h2",
    "sorry": "#sorry .ways a",
}
"""Where the page's answer is: a page that says it knows nothing would be readable, too."""


NOT_FOUND = "Failed to load resource: the server responded with a status of 404 (NOT FOUND)"
FOUR = [(size, scheme) for size in (PHONE, DESKTOP) for scheme in SCHEMES]
LOOKS = {"demo": FOUR, "flat": FOUR[::3], "hill": FOUR[1:3]}
"""Both recordings together are seen in every size and scheme."""


def kind(size: tuple[int, int]) -> str:
    return "phone" if size == PHONE else "desktop"


CASES = [
    pytest.param(site, name, look, id=f"{site}-{name}-{kind(look[0])}-{look[1]}")
    for site, pages in SITES.items()
    for name in pages
    for look in LOOKS[site]
]


@pytest.mark.parametrize(("site", "name", "look"), CASES)
def test_a_page_fits_the_screen_is_readable_by_everybody_and_complains_of_nothing(
    request: pytest.FixtureRequest, browser: Browser, site: str, name: str, look: tuple[tuple[int, int], str]
) -> None:
    url = request.getfixturevalue(site)
    size, scheme = look
    with visiting(browser, size, color_scheme=scheme) as visit:
        page = visit.page
        page.goto(url + SITES[site][name])
        expect(page.locator(SAYS[name])).to_be_visible()
        if name in ("now", "explore") and size != PHONE:
            page.wait_for_selector("[data-buckets] canvas")  # a mouse may hover: the chart comes by itself
        assert_fits(page)
        assert_readable(page)
        if size == PHONE:
            assert_touchable(page)
        OUTPUT.mkdir(exist_ok=True)
        page.screenshot(path=OUTPUT / f"{site}-{name}-{kind(size)}-{scheme}.png", full_page=True)
        assert visit.complaints == ([NOT_FOUND] if name == "sorry" else [])


def test_before_there_is_a_meter_the_page_says_what_to_do(browser: Browser, empty: str) -> None:
    with visiting(browser, PHONE) as visit:
        visit.page.goto(empty)
        expect(visit.page.locator("#no-meter")).to_contain_text("power-usage check")
        assert_fits(visit.page)
        assert_readable(visit.page)
        visit.page.screenshot(path=OUTPUT / "no-meter-phone-light.png", full_page=True)
        assert visit.complaints == []
