"""Logging in and out in a real browser: whoever comes next sees nothing, with or without the tracker."""

import os
import shutil
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from processes import command, fetch, free_port, tracker, until
from recorded import recorded

CHROMIUM = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")
pytestmark = [
    pytest.mark.slow,
    pytest.mark.browser,
    pytest.mark.skipif(CHROMIUM is None, reason="there is no Chromium on this machine"),
]
PASSWORD = "correct horse battery"
KEPT = """async () => {
  const caches_ = await Promise.all((await caches.keys()).map((name) => caches.open(name)));
  const requests = await Promise.all(caches_.map((kept) => kept.keys()));
  return requests.flat().map((one) => new URL(one.url).pathname);
}"""


def assert_accessible(page: Page) -> None:
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()


@pytest.mark.parametrize("size", [(390, 844), (1280, 800)], ids=["phone", "desktop"])
def test_after_logging_out_no_page_is_shown_not_even_a_kept_one(
    browser: Browser, tmp_path: Path, size: tuple[int, int]
) -> None:
    port = free_port()
    settings = {"POWER_USAGE_DATABASE": str(tmp_path / "home.db")}
    file = str(recorded(2).write(tmp_path / "flat.jsonl"))
    assert command(tmp_path, "replay", file, **settings).returncode == 0
    url = f"http://127.0.0.1:{port}"
    context = browser.new_context(viewport={"width": size[0], "height": size[1]})
    page = context.new_page()
    with tracker(tmp_path, "web", "--port", str(port), POWER_USAGE_PASSWORD=PASSWORD, **settings):
        until(lambda: fetch(url + "/healthz"))
        page.goto(url + "/money")
        assert page.url == url + "/login?back=/money"
        assert_accessible(page)
        page.get_by_label("Password").fill("not this one")
        page.get_by_role("button", name="Log in").click()
        expect(page.locator("#wrong")).to_have_text("That is not the password.")
        page.get_by_label("Password").fill(PASSWORD)
        page.get_by_role("button", name="Log in").click()
        assert page.url == url + "/money"
        page.evaluate("navigator.serviceWorker.ready.then(() => true)")
        page.goto(url + "/")
        page.reload()
        until(lambda: "/money" in page.evaluate(KEPT))
        assert "/login" not in page.evaluate(KEPT)
        page.get_by_role("link", name="Access").click()
        assert_accessible(page)
        page.get_by_label("For whom").fill("Asha")
        page.get_by_role("button", name="Make a guest's link").click()
        expect(page.locator("#link a")).to_contain_text("/guest/")
        page.get_by_role("button", name="Log out", exact=True).click()
        assert "/login" in page.url
        assert not {"/", "/money", "/explore"} & set(page.evaluate(KEPT))
    with pytest.raises(Exception, match="ERR_CONNECTION_REFUSED"):
        page.goto(url + "/")
    context.close()
