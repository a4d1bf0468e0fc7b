"""For machines that watch this one: is the process up, does everything work, and figures for Prometheus."""

import orjson
import sqlalchemy as sa
from flask import Blueprint, Response
from prometheus_client import CollectorRegistry, generate_latest
from prometheus_client.exposition import CONTENT_TYPE_LATEST

from power_usage.readmodels.now import FRESH_S
from power_usage.readmodels.polls import polled_at
from power_usage.web.figures import Figures
from power_usage.web.served import served

ops = Blueprint("ops", __name__)


@ops.get("/healthz")
def healthz() -> Response:
    """The process answers."""
    return Response(b'{"status":"ok"}', mimetype="application/json")


@ops.get("/readyz")
def readyz() -> Response:
    """Database and collector work: 200, else 503 that says which does not."""
    try:
        with served().engine.connect() as conn:
            last = polled_at(conn)
        database = "ok"
    except sa.exc.DBAPIError:
        last, database = None, "cannot be read"
    working = last is not None and served().clock() - last <= FRESH_S
    collector = "ok" if working else "has never polled" if last is None else f"has not polled since {last}"
    ready = working and database == "ok"
    body = {"status": "ok" if ready else "not ready", "database": database, "collector": collector}
    return Response(orjson.dumps(body), 200 if ready else 503, mimetype="application/json")


@ops.get("/metrics")
def metrics() -> Response:
    """How every meter and the tracker itself stand, in Prometheus' text format: see docs/metrics.md."""
    registry = CollectorRegistry()
    with served().engine.connect() as conn:
        registry.register(Figures(conn, served().clock()))
        body = generate_latest(registry)
    return Response(body, content_type=CONTENT_TYPE_LATEST)
