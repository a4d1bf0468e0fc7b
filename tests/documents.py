"""The documents of this repository, taken apart for the tests that hold them to the program."""

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[1]
DOCS = ROOT / "docs"
README = ROOT / "README.md"
MANUAL = (README, *sorted(DOCS.glob("*.md")))
"""What a resident reads."""
EVERY = (*MANUAL, ROOT / "CHANGELOG.md")


@cache
def text(file: Path) -> str:
    """What a document says."""
    return file.read_text(encoding="utf-8")


def name(file: Path) -> str:
    """What it is called in the repository."""
    return file.relative_to(ROOT).as_posix()


def prose(file: Path) -> str:
    """A document without its blocks of code."""
    return re.sub(r"^ *```.*?^ *```$", "", text(file), flags=re.MULTILINE | re.DOTALL)


def rows(file: Path) -> Iterator[list[str]]:
    """The cells of each row of a document's tables, heads too; a bar that is escaped is part of its cell."""
    for line in text(file).splitlines():
        if line.startswith("| "):
            yield [cell.replace("\\|", "|").strip() for cell in re.split(r"(?<!\\)\|", line)[1:-1]]


def blocks(file: Path, language: str = "sh") -> list[str]:
    """The blocks of code in that language."""
    found = re.finditer(rf"^( *)```{language}\n(.*?)^\1```$", text(file), re.MULTILINE | re.DOTALL)
    return [re.sub(rf"^{one[1]}", "", one[2], flags=re.MULTILINE) for one in found]


def spoken(file: Path) -> list[str]:
    """What stands between backquotes in a document's prose."""
    return re.findall(r"`([^`\n]+)`", prose(file))


def anchors(file: Path) -> set[str]:
    """Where a link may lead within a document, as GitHub makes them from its headings."""
    heads = re.findall(r"^#{1,6} +(.+)$", prose(file), re.MULTILINE)
    bare = (re.sub(r"[`*]|\[([^\]]*)\]\([^)]*\)", r"\1", head) for head in heads)
    return {re.sub(r"[^\w\- ]", "", head.lower()).replace(" ", "-") for head in bare}


def links(file: Path) -> list[str]:
    """Where a document's links and pictures lead."""
    found = re.finditer(r"""\]\(([^)\s]+)\)|(?:src|href)="([^"]+)\"""", prose(file))
    return [one[1] or one[2] for one in found]
