"""The pages of a month in a real browser, on a month of the simulated flat."""

from playwright.sync_api import Browser, expect

from visits import NEEDS_CHROMIUM, PHONE, visiting

pytestmark = NEEDS_CHROMIUM


def test_the_pages_lead_to_each_other_and_to_other_months(browser: Browser, flat: str) -> None:
    with visiting(browser, PHONE) as visit:
        page = visit.page
        page.goto(flat)
        page.get_by_role("link", name="Money").click()
        expect(page.locator("h1")).to_have_text("Money")
        page.locator("a[rel=prev]").click()
        page.get_by_role("link", name="Generator").click()
        expect(page.locator("h1")).to_have_text("Generator (DG)")
        page.get_by_role("link", name="Now").click()
        expect(page.locator("#balance")).to_be_visible()
        assert visit.complaints == []
