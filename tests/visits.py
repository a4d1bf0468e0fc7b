"""Visits to the pages with a real Chromium: the sizes of screens, and what a page must not complain of."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page, Request

CHROMIUM = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")
NEEDS_CHROMIUM = [
    pytest.mark.slow,
    pytest.mark.browser,
    pytest.mark.skipif(CHROMIUM is None, reason="there is no Chromium on this machine"),
]
PHONE, DESKTOP = (390, 844), (1280, 800)
SIZES = [pytest.param(PHONE, id="phone"), pytest.param(DESKTOP, id="desktop")]
SCHEMES = ["light", "dark"]
BLOCKED = "Service Worker registration blocked by Playwright"


@dataclass
class Visit:
    """A page, and what its console said; a request that left this machine is a complaint too."""

    page: Page
    context: BrowserContext
    complaints: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        def said(kind: str, text: str) -> None:
            if kind in ("error", "warning") and text != BLOCKED:
                self.complaints.append(text)

        def asked(request: Request) -> None:
            if not request.url.startswith(("http://127.0.0.1:", "data:", "blob:")):
                self.complaints.append(f"asked for {request.url}")

        self.page.on("console", lambda message: said(message.type, message.text))
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.on("request", asked)


@contextmanager
def visiting(
    browser: Browser, size: tuple[int, int] = DESKTOP, *, workers: bool = False, **more: Any
) -> Iterator[Visit]:
    """A visitor with an empty cache. A phone has a finger and no mouse. `workers`: with the service worker."""
    phone: dict[str, Any] = {"is_mobile": True, "has_touch": True} if size == PHONE else {}
    context = browser.new_context(
        viewport={"width": size[0], "height": size[1]}, service_workers="allow" if workers else "block", **phone, **more
    )
    yield Visit(context.new_page(), context)
    context.close()


def assert_readable(page: Page) -> None:
    """By everybody: axe finds nothing."""
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()


def assert_fits(page: Page) -> None:
    """Nothing is wider than the screen, and nobody has to zoom."""
    width = page.viewport_size["width"] if page.viewport_size else 0
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert page.evaluate("[visualViewport.scale, innerWidth]") == [1, width]


def assert_touchable(page: Page) -> None:
    """A finger meets what leads on: 44 pixels high."""
    low = page.evaluate(
        """() => [...document.querySelectorAll("footer a, nav a, .ways a, button, summary, select")]
            .filter(one => one.checkVisibility() && one.getBoundingClientRect().height < 44)
            .map(one => one.outerHTML)"""
    )
    assert low == []
