"""The tracker out of reach: the page that was seen last, plainly marked. And the page as an app."""

import io
import re
from collections.abc import Iterator
from contextlib import AbstractContextManager
from datetime import datetime
from pathlib import Path
from urllib.request import urlopen

import pytest
from PIL import Image
from playwright.sync_api import Browser, Page, expect

import sites
from house import IST
from processes import fetch, free_port, until
from visits import NEEDS_CHROMIUM, PHONE, Visit, visiting

pytestmark = NEEDS_CHROMIUM


class House:
    """The tracker of a house, which can be switched off and on again at the same address."""

    def __init__(self, folder: Path, database: Path) -> None:
        self._folder, self._database, self._port = folder, database, free_port()
        self.url = f"http://127.0.0.1:{self._port}"
        self._running: AbstractContextManager[str] | None = None

    def on(self) -> None:
        """Switch it on, and wait until it answers."""
        self._running = sites.web(self._folder, self._database, self._port)
        self._running.__enter__()

    def off(self) -> None:
        """Switch it off."""
        if self._running is not None:
            self._running.__exit__(None, None, None)
            self._running = None


@pytest.fixture
def house(tmp_path: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    there = House(tmp_path, sites.made_once(tmp_path_factory, "flat.db", sites.flat))
    there.on()
    yield there
    there.off()


@pytest.fixture
def visit(browser: Browser) -> Iterator[Visit]:
    with visiting(browser, PHONE, workers=True) as found:
        yield found


def kept(page: Page) -> None:
    """Wait until the worker serves this page and has kept what it needs."""
    page.wait_for_function("() => navigator.serviceWorker.controller !== null")
    page.wait_for_function(
        "() => caches.open('power-usage-1').then(kept => Promise.all(['/', '/explore', '/money', '/generator']"
        ".map(path => kept.match(path, {ignoreVary: true})))).then(all => all.every(Boolean))"
    )


def notice_tells_a_time(page: Page) -> None:
    """The plain notice, with the time of what is shown."""
    notice = page.locator("#out-of-reach")
    expect(notice).to_be_visible()
    expect(notice).to_contain_text("No connection to the tracker: this is how things stood")
    assert re.search(r"stood (.*, )?\d\d:\d\d\.", notice.inner_text())


def test_the_page_seen_last_is_shown_with_a_notice_and_is_live_again_when_the_tracker_is_back(
    visit: Visit, house: House
) -> None:
    page = visit.page
    page.goto(house.url)
    balance = page.locator("#balance").inner_text()
    kept(page)
    seen = datetime.now(IST)
    expect(page.locator("#out-of-reach")).to_have_count(0)
    house.off()
    page.reload()
    assert page.locator("#balance").inner_text() == balance
    notice_tells_a_time(page)
    told = re.search(r"(\d\d):(\d\d)\.", page.locator("#out-of-reach").inner_text())
    assert told is not None
    assert abs((int(told[1]) * 60 + int(told[2])) - (seen.hour * 60 + seen.minute)) in (0, 1, 1439)
    house.on()
    expect(page.locator("#out-of-reach")).to_have_count(0, timeout=30_000)
    assert page.locator("main.page").get_attribute("data-kept") is None
    assert page.locator("#balance").inner_text() == balance


def test_a_page_that_stays_open_says_so_too_and_takes_it_back(visit: Visit, house: House) -> None:
    page = visit.page
    page.goto(house.url)
    expect(page.locator("#updated")).to_contain_text(
        "The tracker is off since"
    )  # that nobody collects is another matter
    house.off()
    expect(page.locator("#out-of-reach")).to_be_visible(timeout=20_000)
    house.on()
    expect(page.locator("#out-of-reach")).to_have_count(0, timeout=20_000)


@pytest.mark.parametrize(
    "path", ["/", "/explore", "/money", "/generator", "/patterns", "/health", "/money?month=2026-03"]
)
def test_no_kept_page_is_ever_shown_without_the_notice(visit: Visit, house: House, path: str) -> None:
    page = visit.page
    page.goto(house.url)
    kept(page)
    page.goto(house.url + path)
    heading = page.locator("h1").inner_text()
    house.off()
    page.goto(house.url + path)
    assert page.locator("h1").inner_text() == heading
    notice_tells_a_time(page)
    page.goto(house.url + "/explore?start=2026-03-10&end=2026-03-10")  # never seen: another page is shown, marked
    notice_tells_a_time(page)


def test_the_app_s_icons_are_there_in_the_sizes_that_the_manifest_promises(flat: str) -> None:
    manifest = fetch(flat + "/manifest.webmanifest")
    assert {icon["purpose"] for icon in manifest["icons"]} == {"any", "maskable"}
    for icon in manifest["icons"]:
        with urlopen(flat + icon["src"]) as answer:
            assert answer.headers["Content-Type"] == icon["type"]
            image = Image.open(io.BytesIO(answer.read()))
        assert f"{image.width}x{image.height}" == icon["sizes"]
        assert len(image.convert("RGB").getcolors(image.width * image.height) or []) > 1
    for shortcut in manifest["shortcuts"]:
        with urlopen(flat + shortcut["url"]) as answer:
            assert answer.status == 200


def test_chromium_would_install_it(visit: Visit, flat: str) -> None:
    page = visit.page
    page.goto(flat)
    page.wait_for_function("() => navigator.serviceWorker.ready.then(() => true)")
    asked = visit.context.new_cdp_session(page)
    manifest = asked.send("Page.getAppManifest")
    assert manifest["errors"] == []
    assert manifest["url"] == flat + "/manifest.webmanifest"
    found = until(lambda: [asked.send("Page.getInstallabilityErrors")["installabilityErrors"]])[0]
    # A visit of a test is one of a private window, which never installs.
    assert [error for error in found if error["errorId"] != "in-incognito"] == []
