"""For machines that watch this one: is the process up, does everything work, and figures for Prometheus."""

from typing import Literal

import orjson
import sqlalchemy as sa
from flask import Response
from prometheus_client import CollectorRegistry, generate_latest
from prometheus_client.exposition import CONTENT_TYPE_LATEST
from typing_extensions import TypedDict

from power_usage.readmodels.now import FRESH_S
from power_usage.readmodels.polls import polled_at
from power_usage.web.api.blueprint import DATABASE_AWAY, JSON, SECURITY, UNKNOWN_CALLER, Given, Routes
from power_usage.web.figures import Figures
from power_usage.web.served import served

ops = Routes("ops", __name__, abp_tags=[{"name": "Watching"}])


class Health(TypedDict):
    """The process answers."""

    status: Literal["ok"]


class Readiness(TypedDict):
    """What works."""

    status: Literal["ok", "not ready"]
    database: Literal["ok", "cannot be read"]
    collector: str
    """`ok`, or since when it has not polled, in seconds since 1970 in UTC."""


@ops.read("/healthz", "Is the process up?", answers={200: Given("It is.", {JSON: Health})})
def healthz() -> Response:
    """The process answers."""
    return Response(b'{"status":"ok"}', mimetype="application/json")


@ops.read(
    "/readyz",
    "Do database and collector work?",
    answers={200: Given("Both do.", {JSON: Readiness}), 503: Given("One does not.", {JSON: Readiness})},
)
def readyz() -> Response:
    """Database and collector work: 200, else 503 that says which does not."""
    database: Literal["ok", "cannot be read"] = "ok"
    try:
        with served().engine.connect() as conn:
            last = polled_at(conn)
    except sa.exc.DBAPIError:
        last, database = None, "cannot be read"
    working = last is not None and served().clock() - last <= FRESH_S
    collector = "ok" if working else "has never polled" if last is None else f"has not polled since {last}"
    ready = working and database == "ok"
    body = Readiness(status="ok" if ready else "not ready", database=database, collector=collector)
    return Response(orjson.dumps(body), 200 if ready else 503, mimetype="application/json")


@ops.read(
    "/metrics",
    "Figures for Prometheus",
    answers={
        200: Given("Prometheus' text format.", {CONTENT_TYPE_LATEST.partition(";")[0]: str}),
        401: UNKNOWN_CALLER,
        503: DATABASE_AWAY,
    },
    security=SECURITY,
)
def metrics() -> Response:
    """How every meter and the tracker itself stand, in Prometheus' text format: see docs/metrics.md."""
    registry = CollectorRegistry()
    with served().engine.connect() as conn:
        registry.register(Figures(conn, served().clock()))
        body = generate_latest(registry)
    return Response(body, content_type=CONTENT_TYPE_LATEST)
