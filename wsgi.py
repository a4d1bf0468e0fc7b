"""`flask run`, or any WSGI server: the dashboard, with the collector beside it.

Several workers may import this: one of them collects, and the others wait to take over (see storage/lease.py).
"""

import signal
import sys
import threading
from contextlib import ExitStack
from types import FrameType

import click
from flask import Flask

from power_usage import bootstrap, settings
from power_usage.storage.engine import DatabaseProblem

background = ExitStack()


def start() -> Flask:
    """The application to serve, with its collector beside it until the process is told to end."""
    bootstrap.configure_logging()
    everything = settings.load()
    command = click.get_current_context(silent=True)
    if command is not None and command.info_name != "run":  # `flask routes` and the like serve nothing
        return bootstrap.application(everything.web.database)
    if threading.current_thread() is threading.main_thread():
        signal.signal(signal.SIGTERM, end)
        signal.signal(signal.SIGINT, end)
    if not everything.meters:
        return bootstrap.application(
            background.enter_context(bootstrap.demo(broker=everything.broker)), demo=True, door=everything.web
        )
    place = background.enter_context(bootstrap.collecting(everything))
    found = everything.web
    return bootstrap.application(place, low_paise=everything.low_paise, set_rates=found.set_rates, door=found)


def end(number: int, _: FrameType | None) -> None:
    """Finish the poll under way, then go."""
    background.close()
    sys.exit(0 if number == signal.SIGINT else 128 + number)


try:
    app = start()
except settings.SettingsProblem as problem:
    print("These settings need your attention:", *problem.problems, sep="\n  ", file=sys.stderr)
    sys.exit(2)
except DatabaseProblem as problem:
    print(problem, file=sys.stderr)
    sys.exit(1)
