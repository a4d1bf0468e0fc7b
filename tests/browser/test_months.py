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


def test_on_a_phone_each_session_and_each_month_shows_what_it_cost(browser: Browser, recent: str) -> None:
    with visiting(browser, PHONE) as visit:
        page = visit.page
        page.goto(recent + "/generator")
        for table in ("#sessions", "#by-month"):
            head = page.locator(f"{table} th", has_text="Cost")
            box = head.bounding_box()
            assert box
            assert box["x"] + box["width"] <= PHONE[0] - 32  # the card's own edge
