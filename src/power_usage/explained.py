"""What can go wrong in a command ends in a sentence and an exit code: 0 good, 1 failed, 2 wrong usage or settings."""

import os
import sys
from collections.abc import Callable
from functools import wraps
from typing import NoReturn, ParamSpec, TypeVar

import click
import sqlalchemy as sa

from power_usage import settings
from power_usage.settings import DatabaseSettings, SettingsProblem
from power_usage.storage.engine import DatabaseProblem, database_url, problem_of

P = ParamSpec("P")
R = TypeVar("R")
FAILED, WRONG_USAGE = 1, 2


def explained(command: Callable[P, R]) -> Callable[P, R]:
    """Let what can go wrong end in a sentence and an exit code."""

    @wraps(command)
    def wrapper(*args: P.args, **kwargs: P.kwargs) -> R:
        try:
            return command(*args, **kwargs)
        except SettingsProblem as problem:
            click.echo("These settings need your attention:", err=True)
            for sentence in problem.problems:
                click.echo(f"  {sentence}", err=True)
            sys.exit(WRONG_USAGE)
        except DatabaseProblem as problem:
            fail(str(problem))
        except sa.exc.DBAPIError as error:
            url = settings.read(DatabaseSettings).database
            fail(str(problem_of(error, database_url(url))))
        except BrokenPipeError:  # whoever read what we say has heard enough
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            sys.exit(FAILED)
        except OSError as error:
            fail(f"{error.strerror or error}{f': {error.filename}' if error.filename else ''}.")

    return wrapper


def fail(sentence: str, code: int = FAILED) -> NoReturn:
    """Say what went wrong, and end."""
    click.echo(sentence, err=True)
    sys.exit(code)
