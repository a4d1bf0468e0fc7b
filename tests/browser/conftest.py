"""A Chromium, and the dashboards that several files of tests visit."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, sync_playwright

import sites
from processes import fetch, free_port, tracker, until
from visits import CHROMIUM


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """One for all tests of a file; each visit has a context of its own.

    Not of a whole run: while Playwright is there its event loop runs in this thread, and other tests bring their own.
    """
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"])
        yield started
        started.close()


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of the demo."""
    with sites.demo(tmp_path_factory.mktemp("demo")) as url:
        yield url


@pytest.fixture(scope="session")
def flat(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of twenty days of March 2026 of the simulated flat."""
    database = sites.made_once(tmp_path_factory, "flat.db", sites.flat)
    with sites.web(tmp_path_factory.mktemp("flat"), database) as url:
        yield url


@pytest.fixture(scope="session")
def recent(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of the flat's last thirty-five days; nothing new comes."""
    database = sites.made_once(tmp_path_factory, "recent.db", sites.recent)
    with sites.web(tmp_path_factory.mktemp("recent"), database) as url:
        yield url


@pytest.fixture(scope="session")
def hill(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of July 2026 of a real building; its recording is not on every machine."""
    recording = sites.PLACE / "hill.jsonl.gz"
    if not recording.exists():
        pytest.skip(f"there is no {recording}")
    database = sites.made_once(tmp_path_factory, "hill.db", lambda path: sites.replayed(path, recording))
    with sites.web(tmp_path_factory.mktemp("hill"), database) as url:
        yield url


@pytest.fixture(scope="session")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a dashboard without a meter."""
    folder = tmp_path_factory.mktemp("empty")
    port = free_port()
    with tracker(folder, "web", "--port", str(port), POWER_USAGE_DATABASE=str(folder / "home.db")):
        url = f"http://127.0.0.1:{port}"
        until(lambda: fetch(url + "/healthz"))
        yield url
