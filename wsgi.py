"""`flask run`, or any WSGI server: the dashboard, with the collector beside it.

Several workers may import this: one of them collects, and the others wait to take over (see storage/lease.py).
"""

import atexit
import sys
from contextlib import ExitStack

from flask import Flask

from power_usage import bootstrap, settings
from power_usage.storage.engine import DatabaseProblem


def start() -> Flask:
    """Collect in the background until the process ends, and give the application to serve."""
    bootstrap.configure_logging()
    everything = settings.load()
    background = ExitStack()
    atexit.register(background.close)
    if not everything.meters:
        return bootstrap.application(background.enter_context(bootstrap.demo()), demo=True)
    place = background.enter_context(bootstrap.collecting(everything))
    return bootstrap.application(place, low_balance=everything.low_balance_threshold)


try:
    app = start()
except settings.SettingsProblem as problem:
    print("These settings need your attention:", *problem.problems, sep="\n  ", file=sys.stderr)
    sys.exit(2)
except DatabaseProblem as problem:
    print(problem, file=sys.stderr)
    sys.exit(1)
