"""Applications to ask whatever their OpenAPI document allows, on databases of several kinds."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import schemathesis
from flask import Flask
from schemathesis.checks import not_a_server_error
from schemathesis.core.result import Ok
from schemathesis.schemas import APIOperation, BaseSchema
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from house import DG, EB
from household import Household
from power_usage.bootstrap import application, open_database
from power_usage.collector.replay import ReplayCounts, replay_lines
from power_usage.settings import WebSettings
from power_usage.storage.access import TokenKind, add_token
from power_usage.storage.ledger import Ledger
from recorded import BEGAN, recorded

CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
]
Operation = APIOperation[Any, Any, Any, Any]


def year(database: str) -> int:
    """A year, whose end is given: a month in detail, before it a reading an hour.

    Each month money is paid in and taken off, and every tenth evening the generator runs.
    """
    home = Household.since(2025, 4, 1)
    home.house.balance *= 50
    while home.now < home.at(2026, 4, 1):
        detailed = home.now >= home.at(2026, 3, 1)
        number = home.now // 86_400
        if number % 30 == 9:
            home.move(-556_800)
        if number % 30 == 20:
            home.move(800_000)
        (home.live if detailed else home.by_the_hour)(19, 1200)
        home.live(1, 1200, DG if number % 10 == 0 else EB)
        (home.live if detailed else home.by_the_hour)(4, 600)
    home.store(open_database(database))
    return home.now


def flat(database: str, days: int = 3) -> int:
    """Some days of the simulated flat, with what ELNET says of the month; gives their end."""
    ledger = Ledger(open_database(database))
    meter = ledger.ensure_meter("Home", "Asia/Kolkata")
    found = recorded(days)
    replay_lines(ledger, meter, found.lines, lambda _: None, ReplayCounts())
    return found.flat.at


def two(database: str) -> int:
    """Two meters."""
    end = flat(database, 1)
    home = Household.since(2026, 3, 2).live(3, 1200)
    ledger = Ledger(open_database(database))
    ledger.observe(ledger.ensure_meter("B-204", "Asia/Kolkata"), list(home.shown.values()))
    return end


def none(database: str) -> int:
    """No meter yet."""
    open_database(database).dispose()
    return BEGAN


def asked(database: Path, now: int, **door: str) -> Flask:
    """The application on that database, asked from this machine: schemathesis does not say from where."""
    app = application(str(database), door=WebSettings.model_validate(door))
    app.extensions["power_usage"] = replace(app.extensions["power_usage"], clock=lambda: now)
    inner = app.wsgi_app

    def from_this_machine(environ: Any, start_response: Any) -> Any:
        # Nor does it unpack what comes compressed.
        return inner({**environ, "REMOTE_ADDR": "127.0.0.1", "HTTP_ACCEPT_ENCODING": "identity"}, start_response)

    app.wsgi_app = from_this_machine  # type: ignore[method-assign]
    return app


def key(database: Path) -> dict[str, str]:
    """The header with which a program may read."""
    with open_database(str(database)).begin() as conn:
        return {"Authorization": f"Bearer {add_token(conn, TokenKind.API, 0, name='schemathesis')}"}


def document(app: Flask) -> BaseSchema:
    """Its document, by which to ask it, or another application."""
    return schemathesis.openapi.from_wsgi("/api/v1/openapi.json", app)


def operations(of: BaseSchema) -> Iterator[Operation]:
    """All that the document names."""
    for found in of.get_all_operations():
        assert isinstance(found, Ok), found.err()
        yield found.ok()
