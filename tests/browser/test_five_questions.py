"""A resident's five questions, each answered within two taps from the start page, on a phone."""

import re
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from house import IST
from power_usage.words import rupees
from processes import fetch
from visits import NEEDS_CHROMIUM, PHONE, visiting

pytestmark = NEEDS_CHROMIUM
AMOUNT = re.compile(r"₹([\d,]+(?:\.\d\d)?)")


class Walk:
    """A phone on the start page, which counts its taps."""

    def __init__(self, page: Page, site: str) -> None:
        self.page, self.site, self.taps = page, site, 0
        page.goto(site)

    def tap(self, place: Locator) -> None:
        """One more."""
        self.taps += 1
        assert self.taps <= 2
        place.tap()

    def api(self, path: str) -> Any:
        """What the API answers."""
        return fetch(f"{self.site}/api/v1/{path}")


@pytest.fixture
def walk(browser: Browser, recent: str) -> Iterator[Walk]:
    with visiting(browser, PHONE) as visit:
        yield Walk(visit.page, recent)
        assert visit.complaints == []


def paise(amount: float) -> int:
    return round(amount * 100)


def amounts(text: str) -> list[int]:
    """All that is in rupees in a text, in paise."""
    return [paise(float(found.replace(",", ""))) for found in AMOUNT.findall(text)]


def days(walk: Walk, first: date, last: date) -> list[dict[str, Any]]:
    """The API's."""
    found: list[dict[str, Any]] = walk.api(f"days?start={first}&end={last}")["items"]
    return found


def cost(day: dict[str, Any]) -> int:
    return paise(day["eb_cost"]) + paise(day["dg_cost"])


def test_what_is_on_now_and_since_when(browser: Browser, demo: str) -> None:
    with visiting(browser, PHONE) as visit:
        walk = Walk(visit.page, demo)
        banner = walk.page.locator("#source")
        status = walk.api("status")
        expect(banner).to_contain_text({"eb": "Grid (EB)", "dg": "Generator (DG)"}[status["source"]])
        expect(banner).to_have_attribute("data-source", status["source"])
        since = datetime.fromisoformat(status["source_since"])
        expect(banner).to_contain_text(
            f"since {'' if since.date() == datetime.now(IST).date() else 'yesterday '}{since:%H:%M}"
        )
        box = banner.bounding_box()
        assert box is not None
        assert box["y"] + box["height"] < PHONE[1], "it is seen without scrolling"
        assert walk.taps == 0
        assert visit.complaints == []


def test_when_must_i_recharge_and_how_much(walk: Walk) -> None:
    said = walk.page.locator("#outlook").inner_text()
    status, today = walk.api("status"), datetime.now(IST).date()
    lasts = walk.api("forecast")["balance_lasts"]
    early, likely = (moment(lasts["empty"][name]) for name in ("early", "likely"))
    assert likely is not None, "the household of this test runs out within two months"
    assert f"Lasts until about {in_words(likely.date())}" in said
    assert early is not None
    assert early <= likely
    assert f"between {in_words(early.date())} and" in said or early.date() == likely.date()
    # The money is there until then and not after: usage at the pace that is said, and what is taken off.
    pace = amounts(re.search(r"At ₹\S+ a day", said)[0])[0]  # type: ignore[index]
    gone = sum(paise(one["amount"]) for one in lasts["charges"] if charged(one) <= likely)
    used = pace * (likely - datetime.now(IST)) / timedelta(days=1)
    before = gone - sum(paise(one["amount"]) for one in lasts["charges"] if charged(one) == likely)
    assert used + before - 2 * pace <= paise(status["balance"]) <= used + gone + 2 * pace
    # What is to be paid in, by when, and how long that lasts.
    pay = lasts["recharge"]
    by, until = date.fromisoformat(pay["by"]), date.fromisoformat(pay["until"])
    assert today <= by <= early.date()
    assert until == today + timedelta(30)
    rupees_said = rupees(paise(pay["amount"])).removesuffix(".00")
    assert f"Recharge at least {rupees_said} by {in_words(by)} to last until {in_words(until)}" in said
    assert walk.taps == 0


def moment(text: str | None) -> datetime | None:
    """Of the API."""
    return None if text is None else datetime.fromisoformat(text)


def charged(one: dict[str, Any]) -> datetime:
    """When it is expected to be taken off."""
    return datetime.fromisoformat(f"{one['day']}T{one['time']}:00+05:30")


def in_words(day: date) -> str:
    """Wed 9 Dec, as the page writes it."""
    return f"{day:%a} {day.day} {day:%b}"


def test_what_yesterday_cost_and_why_more_or_less_than_usual(walk: Walk) -> None:
    walk.tap(walk.page.get_by_role("link", name="Yesterday, and why"))
    yesterday = datetime.now(IST).date() - timedelta(1)
    [day] = days(walk, yesterday, yesterday)
    expect(walk.page.locator("#summary .sum strong")).to_have_text(rupees(cost(day)))
    compared = walk.page.locator("#compared").inner_text()
    difference, usual = amounts(compared)
    sign = 1 if "more than usual" in compared else -1
    assert usual + sign * difference == cost(day)
    reasons = walk.page.locator("#reasons").inner_text()
    by_source = re.findall(r"(Grid|Generator): (₹\S+) (more|less)", reasons)
    parts = {source: amounts(text)[0] * (1 if more == "more" else -1) for source, text, more in by_source}
    assert sum(parts.values()) == sign * difference, "the sources make up the whole difference"
    assert f"{day['eb_kwh']:.2f} kWh against" in reasons
    if difference >= 100:
        assert re.search(r"Most of the difference comes from \d\d:00 to \d\d:00: ₹\S+ (more|less)\.", reasons)
    assert walk.taps == 1


def test_how_much_the_generator_cost_this_month(walk: Walk) -> None:
    walk.tap(walk.page.get_by_role("link", name="What the generator cost"))
    month = walk.api("spent")["month"]
    expect(walk.page.locator("#generator-cost")).to_have_text(rupees(paise(month["dg_cost"])))
    expect(walk.page.locator(".cards")).to_contain_text(f"{month['dg_kwh']:,.2f} kWh")
    today = datetime.now(IST)
    start = f"{today:%Y-%m}-01T00:00:00%2B05:30"
    sessions = walk.api(f"sessions?source=dg&start={start}&limit=1000")["items"]
    began = [one for one in sessions if datetime.fromisoformat(one["start"]) >= today.replace(day=1, hour=0, minute=0)]
    rows = walk.page.locator("#sessions tbody tr:has(th)")
    assert rows.count() == len(began)
    for row, one in zip(rows.all(), began, strict=True):
        expect(row).to_contain_text(rupees(paise(one["cost"])))
    assert walk.taps == 1


def test_whether_the_meter_charged_correctly(walk: Walk) -> None:
    walk.tap(walk.page.get_by_role("link", name="Is the meter right?"))
    today = datetime.now(IST).date()
    verdict = walk.page.locator("#verdict")
    audit = walk.api(f"audit?month={today:%Y-%m}")
    matching = [day for day in audit["days"] if day["verdict"] == "matches"]
    if not matching:
        expect(verdict).to_contain_text("It cannot be said yet")
        return
    expect(verdict).to_contain_text("Yes, as far as we can see.")
    expect(verdict).to_contain_text("On 1 day " if len(matching) == 1 else f"On {len(matching)} days ")
    price = amounts(walk.page.locator("#prices .eb td").inner_text())[0]
    for day in matching:
        # The balance, the registers and the price that are said: each day can be done again by hand.
        due = day["opening"] + day["paid_in"] - day["taken_off"] - day["eb_cost"] - day["dg_cost"]
        assert abs(paise(day["closing"]) - paise(due)) <= paise(day["bound"])
        assert abs(paise(day["eb_cost"]) - day["eb_kwh"] * price) <= 1 + day["eb_kwh"] / 2
    # The statement below adds up, to the paisa.
    rows = walk.page.locator("#statement tr td").all_inner_texts()
    figures = [-amounts(text)[0] if "\N{MINUS SIGN}" in text else amounts(text)[0] for text in rows]
    assert sum(figures[:-1]) == figures[-1] == paise(walk.api("status")["balance"])
    assert walk.taps == 1
