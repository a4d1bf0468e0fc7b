"""Every address that a person or a program may open stands in the manual, and none that is not there."""

import re
from pathlib import Path

import pytest

from documents import DOCS, MANUAL, blocks, name, spoken
from power_usage.bootstrap import open_database
from power_usage.web.app import create_app

OWN = {
    "/static/<path:filename>": "styles, scripts and icons of the pages",
    "/live": "the regions of the start page that change, for its script",
    "/explore/figures": "the figures of the page Explore, for its script",
    "/manifest.webmanifest": "what a browser asks before it installs the app",
    "/worker.js": "the same",
    "/login": "a form of the pages, as are those below",
    "/logout": "",
    "/access": "the page Access is named, not its address",
    "/access/guests": "",
    "/access/password": "",
    "/access/revoke": "",
    "/guest/<secret>": "handed out whole",
    "/language/<chosen>": "a link at the foot of each page",
}
"""Addresses of the pages' own, and why nobody types them."""
LISTED = (DOCS / "api.md", DOCS / "pages.md", DOCS / "metrics.md", DOCS / "security.md")
ADDRESS = re.compile(
    r"(?<![\w.:/~])/(?:api/v1|explore|healthz|readyz|metrics|money|generator|patterns|health|live|login|access|guest)[\w./-]*"
)


@pytest.fixture(scope="module")
def rules(tmp_path_factory: pytest.TempPathFactory) -> set[str]:
    """The addresses that the application answers."""
    engine = open_database(str(tmp_path_factory.mktemp("empty") / "home.db"))
    found = {rule.rule for rule in create_app(engine).url_map.iter_rules()}
    engine.dispose()
    return found


def test_every_address_that_one_may_open_is_documented(rules: set[str]) -> None:
    told = {code for file in LISTED for code in spoken(file)}
    assert rules - set(OWN) - told == set()


def test_what_is_left_out_is_there(rules: set[str]) -> None:
    assert set(OWN) - rules == set()


@pytest.mark.parametrize("file", MANUAL, ids=name)
def test_no_document_names_an_address_that_is_not_there(file: Path, rules: set[str]) -> None:
    found = {one.rstrip("/.") for code in (*spoken(file), *blocks(file)) for one in ADDRESS.findall(code)}
    assert found - {rule.rstrip("/") for rule in rules} == set()
