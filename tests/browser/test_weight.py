"""What a page weighs, and what may be kept of it: measured where the browser counts its bytes."""

import gzip
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.client import HTTPResponse
from typing import Any
from urllib.error import HTTPError
from urllib.request import Request, urlopen

import brotli
import pytest
from playwright.sync_api import Browser

from visits import NEEDS_CHROMIUM, PHONE, Visit, visiting

pytestmark = NEEDS_CHROMIUM
FIRST_PAINT_BYTES, EVERYTHING_BYTES = 60_000, 330_000
PAGES = ["/", "/explore?range=30d&compare=average", "/patterns", "/money", "/generator", "/health"]


@dataclass
class Scale:
    """Counts what comes over the line, headers and all, as it is compressed."""

    visit: Visit
    bytes_of: dict[str, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        addresses: dict[str, str] = {}
        asked = self.visit.context.new_cdp_session(self.visit.page)
        asked.send("Network.enable")
        asked.on(
            "Network.requestWillBeSent", lambda event: addresses.update({event["requestId"]: event["request"]["url"]})
        )

        def came(event: dict[str, Any]) -> None:
            address = addresses.get(event["requestId"], "?")
            self.bytes_of[address] = self.bytes_of.get(address, 0) + int(event["encodedDataLength"])

        asked.on("Network.loadingFinished", came)

    @property
    def total(self) -> int:
        """All of it."""
        return sum(self.bytes_of.values())


@pytest.fixture
def scale(browser: Browser) -> Iterator[Scale]:
    with visiting(browser, PHONE) as visit:
        yield Scale(visit)
        assert visit.complaints == []


@pytest.mark.parametrize("path", PAGES)
def test_a_phone_sees_a_page_without_a_chart_library_and_for_little(scale: Scale, recent: str, path: str) -> None:
    page = scale.visit.page
    page.goto(recent + path)
    page.wait_for_function("() => performance.getEntriesByName('first-contentful-paint').length > 0")
    page.wait_for_load_state("networkidle")  # more than what comes before the first paint
    assert not [address for address in scale.bytes_of if "/chart-" in address]
    print(f"{path}: {scale.total:,} bytes")
    assert 5_000 < scale.total < FIRST_PAINT_BYTES, scale.bytes_of
    if path.startswith(("/explore", "/?")) or path == "/":
        assert page.locator("#drawing .plot path.eb").is_visible(), "the graph is there all the same"


@pytest.mark.parametrize("path", PAGES[:2])
def test_everything_with_the_chart_weighs_little(scale: Scale, recent: str, path: str) -> None:
    page = scale.visit.page
    page.goto(recent + path)
    page.locator("#graph, #explore-graph").tap()
    page.wait_for_selector("[data-buckets] canvas")
    page.wait_for_load_state("networkidle")
    assert [address for address in scale.bytes_of if "/chart-" in address]
    print(f"{path} with its chart: {scale.total:,} bytes")
    assert 60_000 < scale.total < EVERYTHING_BYTES, scale.bytes_of


def answer(url: str, **headers: str) -> HTTPResponse:
    """The server's, whatever it is."""
    asked = Request(url, headers={name.replace("_", "-"): value for name, value in headers.items()})
    try:
        found: HTTPResponse = urlopen(asked, timeout=10)
    except HTTPError as error:
        return error  # type: ignore[return-value]
    return found


def test_what_has_a_digest_in_its_name_is_kept_for_ever(scale: Scale, flat: str) -> None:
    page = scale.visit.page
    page.goto(flat)
    page.locator("#graph").tap()
    page.wait_for_selector("#graph canvas")
    hashed = [address for address in scale.bytes_of if "/static/dist/assets/" in address]
    assert len(hashed) >= 4, "script, styles, and the parts of the chart"
    for address in hashed:
        assert re.search(r"-[\w-]{8}\.(js|css)$", address)
        assert answer(address).headers["Cache-Control"] == "public, max-age=31536000, immutable"
    assert "immutable" not in answer(flat + "/worker.js").headers["Cache-Control"]


@pytest.mark.parametrize("coding", ["br", "gzip", "identity"])
@pytest.mark.parametrize(
    "path", ["/api/v1/usage?hours=6000&group=day", "/api/v1/movements", "/explore/figures?range=year"]
)
def test_a_question_asked_again_is_answered_with_304(recent: str, path: str, coding: str) -> None:
    first = answer(recent + path, Accept_Encoding=coding)
    assert first.status == 200
    body = first.read()
    if first.headers["Content-Encoding"] is None:
        assert coding == "identity" or len(body) < 500, "only what is short goes as it is"
    else:
        assert first.headers["Content-Encoding"] == coding
        assert "Accept-Encoding" in first.headers["Vary"]
        plain = brotli.decompress(body) if coding == "br" else gzip.decompress(body)
        assert plain == answer(recent + path).read()
        assert len(body) < len(plain) / 2
    again = answer(recent + path, Accept_Encoding=coding, If_None_Match=first.headers["ETag"])
    assert again.status == 304
    assert again.read() == b""
    assert answer(recent + path, Accept_Encoding=coding, If_None_Match='"other"').status == 200


@pytest.mark.parametrize("path", [*PAGES, "/live"])
def test_a_page_allows_no_script_or_style_but_its_own_files_and_has_no_other(recent: str, path: str) -> None:
    found = answer(recent + path)
    rules = dict(rule.strip().split(" ", 1) for rule in found.headers["Content-Security-Policy"].split(";"))
    assert rules["default-src"] == "'none'"
    assert rules["script-src"] == rules["style-src"] == rules["connect-src"] == "'self'"
    assert "unsafe" not in found.headers["Content-Security-Policy"]
    html = found.read().decode()
    assert re.findall(r"<style|\sstyle=|\son\w+=|javascript:", html) == []
    assert re.findall(r"<script(?![^>]*\ssrc=\"/static/)[^>]*>", html) == []
    assert re.findall(r"(?:src|href)=\"(?:https?:)?//[^\"]*", html) == []
