"""Putting the parts together: database, collector, web."""

from power_usage import logs, settings
from power_usage.bootstrap.background import Background, watched
from power_usage.bootstrap.collecting import account, collect, collect_all, collecting, doors
from power_usage.bootstrap.databases import one_moment, open_database, open_reader, open_to_collect
from power_usage.bootstrap.demonstration import demo
from power_usage.bootstrap.serving import application, serve

__all__ = [
    "Background",
    "account",
    "application",
    "collect",
    "collect_all",
    "collecting",
    "configure_logging",
    "demo",
    "doors",
    "one_moment",
    "open_database",
    "open_reader",
    "open_to_collect",
    "serve",
    "watched",
]


def configure_logging() -> None:
    """One line an event, on standard error; as JSON where that is set."""
    logs.configure(as_json=settings.logs_as_json())
