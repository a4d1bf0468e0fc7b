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
SYMPTOMS = [cells[0] for cells in rows(TROUBLE)]
GAP = "…"


def is_told(sentence: str) -> bool:
    """Whether it stands among the symptoms, whole or with its end or a name left out."""
    for symptom in SYMPTOMS:
        parts = re.sub(r" \(`\w+`\)$", "", symptom).split(GAP)
        if re.fullmatch(".*".join(map(re.escape, parts)), sentence) and sum(map(len, parts)) > 10:
            return True
    return False


def test_every_symptom_has_its_meaning_or_its_remedy() -> None:
    tables = [cells for cells in rows(TROUBLE) if len(cells) == 3]
    assert len(tables) > 60
    assert [cells[0] for cells in tables if not cells[2] or not (cells[1] or len(cells[0]) > 15)] == []


@pytest.mark.parametrize("reason", {*REFUSALS, *SENTENCES})
def test_every_reason_for_no_reading_is_told_with_its_words(reason: str) -> None:
    assert reason in spoken(TROUBLE)
    assert is_told({**REFUSALS, **SENTENCES}[reason])


def test_every_reason_has_words() -> None:
    assert set(SENTENCES) == {reason.value for reason in SilenceReason}
    assert set(REFUSALS) == {verdict.value for verdict in Verdict} - {"accepted", "repeated"}


def problems() -> Iterator[str]:
    """What happened, of every problem of the database that the code can tell; names in it are left out."""
    yield from (what.replace("{where}", GAP) for _, what, _ in _SIGNS)
    for file in sorted((ROOT / "src").rglob("*.py")):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if (
                isinstance(node, ast.Call)
                and isinstance(node.func, ast.Name)
                and node.func.id in ("DatabaseProblem", "Damaged")
            ):
                what = node.args[0]
                if isinstance(what, ast.Constant):
                    yield str(what.value)
                elif isinstance(what, ast.JoinedStr):
                    yield "".join(str(part.value) if isinstance(part, ast.Constant) else GAP for part in what.values)


@pytest.mark.parametrize("sentence", sorted(set(problems())))
def test_every_problem_of_the_database_has_its_remedy_in_the_manual(sentence: str) -> None:
    assert is_told(sentence)


def test_the_problems_are_found() -> None:
    assert len(set(problems())) > 20
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
