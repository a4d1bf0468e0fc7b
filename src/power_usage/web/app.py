"""The Flask application."""

from collections.abc import Callable, Sequence
from typing import Any

import sqlalchemy as sa
from flask import Flask, Response, request
from flask_compress import Compress
from flask_openapi import OpenAPI

from power_usage.domain.tariffs import NOTHING_SET, SetRates
from power_usage.web import wording
from power_usage.web.access.guard import guard
from power_usage.web.access.proxies import Network
from power_usage.web.access.visitor import COOKIE
from power_usage.web.api import (  # noqa: F401 - they add their routes
    audit,
    deductions,
    forecast,
    generator,
    ledger,
    lists,
    meters,
    outages,
    reference,
    statement,
    usage,
)
from power_usage.web.api.blueprint import api
from power_usage.web.api.document import document_routes
from power_usage.web.explore import explore
from power_usage.web.health import healthy
from power_usage.web.installable import installable
from power_usage.web.kept import Kept
from power_usage.web.language import speak
from power_usage.web.months import months
from power_usage.web.ops import ops
from power_usage.web.page import page
from power_usage.web.patterns import patterns
from power_usage.web.problems import invalid, register
from power_usage.web.script_words import script_words
from power_usage.web.served import KEY, Served, now

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self';"
    " font-src 'self'; manifest-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
)

ABOUT = (
    "What the tracker knows of a prepaid ELNET meter: energy in kWh, power in kW, money in rupees, times in ISO 8601"
    " with their offset from UTC. Every error is a problem of RFC 9457 that says what is wrong. A field that is null is"
    " not known. Answers have an ETag, so that what did not change need not be sent again."
)
SCHEMES: dict[str, Any] = {
    "token": {"type": "http", "scheme": "bearer", "description": "Of `power-usage token add NAME`."},
    "session": {"type": "apiKey", "in": "cookie", "name": COOKIE, "description": "Logged in, or a guest's link."},
}

HASHED = "/static/dist/assets/"
"""What lies there has a digest of its content in its name."""
FOR_EVER = "public, max-age=31536000, immutable"


def create_app(
    engine: sa.Engine,
    *,
    demo: bool = False,
    low_balance_paise: int | None = None,
    set_rates: SetRates = NOTHING_SET,
    clock: Callable[[], int] = now,
    writer: sa.Engine | None = None,
    trusted_proxies: Sequence[Network] = (),
) -> Flask:
    """The application on that database, of which it only reads, but for who may see it, which goes through `writer`.

    Amounts in paise; `clock` gives epoch seconds.
    """
    app = OpenAPI(
        __name__,
        info={"title": "Power Usage Tracker", "version": "1", "description": ABOUT},
        doc_ui=False,
        security_schemes=SCHEMES,
        validation_error_callback=invalid,
    )
    app.openapi_version = "3.1.0"
    app.extensions[KEY] = Served(engine, demo, low_balance_paise, set_rates, clock, Kept())
    app.register_api(api)
    app.register_api(ops)
    app.register_api(explore)
    app.register_blueprint(document_routes)
    app.register_blueprint(page)
    app.register_blueprint(patterns)
    app.register_blueprint(months)
    app.register_blueprint(healthy)
    app.register_blueprint(installable)
    speak(app)
    app.config["COMPRESS_ALGORITHM"] = app.config["COMPRESS_ALGORITHM_STREAMING"] = ["br", "gzip"]
    Compress(app)
    app.jinja_env.globals.update(words=wording, script_words=script_words)
    register(app)
    guard(app, writer or engine, trusted_proxies)

    @app.after_request
    def _guarded(response: Response) -> Response:
        response.headers.setdefault("Content-Security-Policy", POLICY)
        response.headers.setdefault("X-Content-Type-Options", "nosniff")
        response.headers.setdefault("Referrer-Policy", "no-referrer")
        if request.path.startswith(HASHED) and response.status_code < 400:
            response.headers["Cache-Control"] = FOR_EVER
        return response

    return app
