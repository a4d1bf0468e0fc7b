"""How far a long command has come."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import click


@contextmanager
def counted(what: str) -> Iterator[Callable[[int], None]]:
    """A line on a terminal that counts; silence elsewhere."""
    shown = sys.stderr.isatty()

    def say(done: int) -> None:
        if shown:
            click.echo(f"\r{done:,} {what}", nl=False, err=True)

    yield say
    if shown:
        click.echo("", err=True)
