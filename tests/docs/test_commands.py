"""Every command and option stands in docs/commands.md, and the documents speak of no other."""

import re
import shlex
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from documents import DOCS, EVERY, blocks, name, rows, spoken
from power_usage.cli import main

PAGE = DOCS / "commands.md"
OPTION = re.compile(r"(?<![\w-])--?[a-z][a-z-]*")


def leaves(group: click.Group, path: str = "") -> Iterator[tuple[str, click.Command]]:
    """Every command that does something, by what one types."""
    for word, command in group.commands.items():
        typed = f"{path} {word}".strip()
        if isinstance(command, click.Group):
            yield from leaves(command, typed)
        else:
            yield typed, command


COMMANDS = dict(leaves(main))
HELP = {"-h", "--help", "--version"}


def options(command: click.Command) -> set[str]:
    """The options of a command, by every name that they have."""
    return {
        name for one in command.params if isinstance(one, click.Option) for name in (*one.opts, *one.secondary_opts)
    }


def documented() -> dict[str, str]:
    """What docs/commands.md says how each is typed."""
    found = {}
    for cells in rows(PAGE):
        if len(cells) == 2 and cells[0].startswith("`"):
            typed = cells[0].strip("`")
            words = re.match(r"[a-z ]*[a-z]", typed)
            assert words is not None, typed
            found[words[0]] = typed
    return found


def test_every_command_is_documented() -> None:
    assert set(documented()) == set(COMMANDS)


@pytest.mark.parametrize("path", COMMANDS)
def test_every_option_of_a_command_is_documented(path: str) -> None:
    assert set(OPTION.findall(documented()[path])) == options(COMMANDS[path])


@pytest.mark.parametrize("path", COMMANDS)
def test_every_command_and_option_says_in_its_help_what_it_does(path: str) -> None:
    assert COMMANDS[path].help
    assert [one.name for one in COMMANDS[path].params if isinstance(one, click.Option) and not one.help] == []


TYPED = re.compile(r"(?:^|&& |\| |\$\(|/bin/|exec tracker |[A-Z_]+=\S+ )power-usage +([^#&|;)]+)")
"""Where it is a command: a user, a service and a folder are called so too."""


def calls(file: Path) -> Iterator[list[str]]:
    """What a document types after `power-usage`, in its prose or its blocks."""
    for code in (*spoken(file), *(line for block in blocks(file) for line in block.splitlines())):
        for found in TYPED.finditer(code):
            yield shlex.split(found[1].replace("'", ""))


def fault(words: list[str]) -> str | None:
    """What is not there of a call; None where all of it is."""
    group: click.Command = main
    path: list[str] = []
    while isinstance(group, click.Group):
        if not words or words[0] in HELP or words[0] == "COMMAND":
            return None
        if words[0] not in group.commands:
            return f"{' '.join([*path, words[0]])} is no command"
        group = group.commands[words[0]]
        path.append(words.pop(0))
    used = {word.split("=")[0] for word in words if word.startswith("-") and word != "-"}
    strange = used - options(group) - HELP
    return f"{' '.join(path)} has no {', '.join(sorted(strange))}" if strange else None


@pytest.mark.parametrize("file", EVERY, ids=name)
def test_no_document_speaks_of_a_command_or_option_that_is_not_there(file: Path) -> None:
    assert [wrong for words in calls(file) if (wrong := fault(words))] == []


def test_the_calls_in_the_documents_are_found() -> None:
    assert sum(1 for file in EVERY for _ in calls(file)) > 40
    assert fault(["exprot"]) == "exprot is no command"
    assert fault(["export", "days", "--last"]) == "export has no --last"
