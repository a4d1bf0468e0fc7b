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
    past = [day for day in days(walk, today - timedelta(14), today - timedelta(1)) if day["coverage"] >= 0.5]
    daily = (2 * sum(map(cost, past)) + len(past)) // (2 * len(past))
    assert f"At {rupees(daily)} a day, the average of {len(past)} days" in said
    lasts = re.search(r"Lasts until \w+ (\d+ \w+)", said)
    if lasts is None:
        assert "Lasts for two months and more" in said
        assert paise(status["balance"]) > 60 * daily
        return
    empty = on_or_after(lasts[1], today)
    charge = re.search(r"(₹\S+) is expected to be taken off on \w+ (\d+ \w+)", said)
    taken = amounts(charge[1])[0] if charge else 0
    taken_on = on_or_after(charge[2], today) if charge else date.max
    now = datetime.now(IST)
    passed = (now.hour * 60 + now.minute) / 1440

    def left(day: date) -> float:
        """The balance at the end of that day, at the usual cost and with what is taken off until then."""
        usual = daily * ((day - today).days + 1 - passed)
        return paise(status["balance"]) - usual - (taken if taken_on <= day else 0)

    doubt = daily / 100
    assert left(empty) < doubt
    assert empty == today or left(empty - timedelta(1)) > -doubt
    recharge = re.search(r"Recharge (₹\S+) by \w+ (\d+ \w+) to last until \w+ (\d+ \w+)", said)
    if empty > today + timedelta(30):
        assert recharge is None
        return
    assert recharge is not None, said
    by, until = (on_or_after(text, today) for text in recharge.group(2, 3))
    assert by == max(today, empty - timedelta(1))
    assert until == today + timedelta(30)
    amount = amounts(recharge[1])[0]
    assert amount % 10_000 == 0
    month_ago = (now - timedelta(35)).isoformat(timespec="seconds").replace("+", "%2B")
    off = walk.api(f"movements?kind=deduction&start={month_ago}")["items"]
    assert -doubt <= left(until) + amount <= 10_000 + doubt + sum(paise(one["amount"]) for one in off)
    assert walk.taps == 0


def on_or_after(text: str, today: date) -> date:
    """The day of "3 Dec"."""
    then = datetime.strptime(f"{text} {today.year}", "%d %b %Y").date()  # noqa: DTZ007 - a day has no time zone
    return then if then >= today else then.replace(year=today.year + 1)


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
    checked = [
        day
        for day in (days(walk, today.replace(day=1), today - timedelta(1)) if today.day > 1 else [])
        if day["coverage"] >= 0.98 and day["eb_kwh"] >= 1
    ]
    if not checked:
        expect(verdict).to_contain_text("It cannot be said yet")
        return
    expect(verdict).to_contain_text("Yes, as far as we can see.")
    expect(verdict).to_contain_text("of 1 day " if len(checked) == 1 else f"of {len(checked)} days ")
    prices = sorted(paise(day["eb_cost"]) * 1000 // paise(day["eb_kwh"] * 10) for day in checked)
    said = amounts(verdict.inner_text())[0]
    assert prices[0] - 1 <= said <= prices[-1] + 1
    # The statement below adds up, to the paisa.
    rows = walk.page.locator("#statement tr td").all_inner_texts()
    figures = [-amounts(text)[0] if "\N{MINUS SIGN}" in text else amounts(text)[0] for text in rows]
    assert sum(figures[:-1]) == figures[-1] == paise(walk.api("status")["balance"])
    assert walk.taps == 1
