"""What is said when something is wrong stands in docs/troubleshooting.md, what is told in docs/telegram.md."""

import ast
import re
from collections.abc import Iterator

import pytest

from documents import DOCS, ROOT, rows, spoken, text
from power_usage.domain.alerts import URGENT, AlertKind
from power_usage.domain.outages import OutageKind
from power_usage.domain.reading import SilenceReason
from power_usage.domain.validation import Verdict
from power_usage.elnet.errors import REFUSALS, SENTENCES
from power_usage.outlets.replies import COMMANDS
from power_usage.storage.engine import _SIGNS

TROUBLE = DOCS / "troubleshooting.md"
SYMPTOMS = [re.sub(r" \(`\w+`\)$", "", cells[0]) for cells in rows(TROUBLE)]
GAP = "…"
LEAST = 12
"""Letters that make a sentence; less is a frame around another's words."""


def is_told(sentence: str) -> bool:
    """Whether it stands among the symptoms; either may leave out names, or its end."""
    return any(_agree(symptom, sentence) or _agree(sentence, symptom) for symptom in SYMPTOMS)


def _agree(form: str, words: str) -> bool:
    parts = form.split(GAP)
    return sum(map(len, parts)) >= LEAST and re.fullmatch(".*".join(map(re.escape, parts)), words) is not None


def test_every_symptom_has_its_meaning_or_its_remedy() -> None:
    tables = [cells for cells in rows(TROUBLE) if len(cells) == 3]
    assert len(tables) > 60
    assert [cells[0] for cells in tables if not cells[2] or not (cells[1] or len(cells[0]) > 15)] == []


@pytest.mark.parametrize("reason", sorted({*REFUSALS, *SENTENCES}))
def test_every_reason_for_no_reading_is_told_with_its_words(reason: str) -> None:
    assert reason in spoken(TROUBLE)
    assert is_told({**REFUSALS, **SENTENCES}[reason])


def test_every_reason_has_words() -> None:
    assert set(SENTENCES) == {reason.value for reason in SilenceReason}
    assert set(REFUSALS) == {verdict.value for verdict in Verdict} - {"accepted", "repeated"}


SAYING = {"DatabaseProblem", "Damaged", "fail", "AddressRefused", "ChannelRefused", "Unreached"}
LOGGING = {"warning", "error", "exception"}


def said_where_something_is_wrong() -> Iterator[str]:
    """What happened, of every problem that the code can tell or log; names in it are left out."""
    yield from (what.replace("{where}", GAP) for _, what, _ in _SIGNS)
    for file in sorted((ROOT / "src").rglob("*.py")):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and node.args and _says(node.func):
                words = _literal(node.args[0])
                if len(words.replace(GAP, "").strip()) >= LEAST:
                    yield words


def _says(called: ast.expr) -> bool:
    if isinstance(called, ast.Attribute):
        return called.attr in LOGGING and isinstance(called.value, ast.Name) and called.value.id == "log"
    return isinstance(called, ast.Name) and called.id in SAYING


def _literal(words: ast.expr) -> str:
    if isinstance(words, ast.JoinedStr):
        return "".join(str(part.value) if isinstance(part, ast.Constant) else GAP for part in words.values)
    return re.sub(r"%[srd]", GAP, str(words.value)) if isinstance(words, ast.Constant) else ""


@pytest.mark.parametrize("sentence", sorted(set(said_where_something_is_wrong())))
def test_whatever_is_said_of_something_wrong_has_its_remedy_in_the_manual(sentence: str) -> None:
    assert is_told(sentence)


def test_what_is_said_is_found() -> None:
    assert len(set(said_where_something_is_wrong())) > 50
    assert not is_told("The database has a cold.")


def test_every_kind_of_message_is_named_and_no_other() -> None:
    kinds = {code: cells for cells in rows(DOCS / "telegram.md") for code in re.findall(r"`([a-z_]+)`", cells[0])}
    assert set(kinds) == {kind.value for kind in AlertKind}
    urgent = {code for code, cells in kinds.items() if re.search(rf"`{code}` \*\*!\*\*", cells[0])}
    assert urgent == {kind.value for kind in URGENT}


def test_every_question_to_the_bot_is_named() -> None:
    _, _, page = text(DOCS / "telegram.md").partition("## What you can ask")
    assert set(re.findall(r"`/(\w+)", page)) == set(COMMANDS)


def test_every_kind_of_outage_is_told() -> None:
    assert {kind.value for kind in OutageKind} <= set(spoken(DOCS / "outages.md"))
