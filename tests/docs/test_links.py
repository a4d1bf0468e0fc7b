"""Whoever follows a link arrives, and from the README everything is two clicks away."""

from pathlib import Path

import pytest

from documents import DOCS, EVERY, MANUAL, README, anchors, links, name


@pytest.mark.parametrize("file", EVERY, ids=name)
def test_every_link_within_the_repository_leads_somewhere(file: Path) -> None:
    astray = []
    for link in links(file):
        if link.startswith(("https://", "http://")):
            continue
        path, _, anchor = link.partition("#")
        target = (file.parent / path).resolve() if path else file
        if not target.exists() or (anchor and anchor not in anchors(target)):
            astray.append(link)
    assert astray == []


def test_every_page_of_the_manual_is_two_clicks_away() -> None:
    first = {(README.parent / link.partition("#")[0]).resolve() for link in links(README) if "://" not in link}
    assert DOCS / "README.md" in first
    second = {(DOCS / link.partition("#")[0]).resolve() for link in links(DOCS / "README.md") if "://" not in link}
    assert {name(file) for file in MANUAL if file not in first | second | {README}} == set()
