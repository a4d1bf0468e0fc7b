"""Every sentence of the pages is there in every language, with the same places to fill in."""

import ast
import re
from pathlib import Path

import pytest
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po

from power_usage.elnet.errors import REFUSALS, SENTENCES
from power_usage.web.language import LANGUAGES

SOURCE = Path(__file__).parents[2] / "src" / "power_usage"
CATALOGUES = SOURCE / "web" / "translations"
KEYWORDS = {"_": None, "gettext": None, "said": None}
MAPPINGS = [("**.py", "python"), ("web/templates/**.html", "jinja2")]
PLACES = re.compile(r"%\(\w+\)s|\{\w+\}")


def said() -> set[str]:
    """What the sources say."""
    found = extract_from_dir(SOURCE, MAPPINGS, keywords=KEYWORDS)
    return {str(text) for _, _, text, _, _ in found}


@pytest.mark.parametrize("code", sorted(set(LANGUAGES) - {"en"}))
def test_nothing_is_left_in_english(code: str) -> None:
    with (CATALOGUES / code / "LC_MESSAGES" / "messages.po").open("rb") as file:
        catalogue = read_po(file, locale=code)
    translated = {str(message.id): str(message.string) for message in catalogue if message.id}
    assert {text for text in said() if not translated.get(text)} == set(), "`make translations`, then translate these"
    assert set(translated) - said() == set(), "these are not said any more"


@pytest.mark.parametrize("code", sorted(set(LANGUAGES) - {"en"}))
def test_a_translation_has_the_same_places_to_fill_in(code: str) -> None:
    with (CATALOGUES / code / "LC_MESSAGES" / "messages.po").open("rb") as file:
        for message in read_po(file, locale=code):
            if message.id:
                english, translated = str(message.id), str(message.string)
                assert set(PLACES.findall(english)) == set(PLACES.findall(translated)), english


def test_what_elnet_did_is_said_in_sentences_that_are_translated() -> None:
    assert {*SENTENCES.values(), *REFUSALS.values()} <= said()


def test_no_sentence_stands_where_the_catalogues_maker_does_not_look() -> None:
    """Babel finds none within a call that is one of a sentence itself, nor between the braces of an f-string."""
    written = {
        str(call.args[0].value)
        for file in SOURCE.rglob("*.py")
        for call in ast.walk(ast.parse(file.read_text()))
        if isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and call.func.id in KEYWORDS
        if call.args and isinstance(call.args[0], ast.Constant)
    }
    assert written
    assert written - said() == set()
