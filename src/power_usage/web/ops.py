"""For machines that watch this one: is the process up, does everything work, and figures for Prometheus."""

import orjson
import sqlalchemy as sa
from flask import Blueprint, Response
from prometheus_client import CollectorRegistry, Gauge, generate_latest
from prometheus_client.exposition import CONTENT_TYPE_LATEST

from power_usage.readmodels.meters import meters
from power_usage.readmodels.now import FRESH_S, status
from power_usage.readmodels.polls import polled_at
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
    """The newest figures of every meter in Prometheus' text format."""
    registry = CollectorRegistry()
    gauges = {
        name: Gauge(f"power_usage_{name}", text, ["meter"], registry=registry)
        for name, text in {
            "balance_rupees": "Prepaid balance",
            "load_watts": "Present load",
            "eb_register_watt_hours": "Grid register",
            "dg_register_watt_hours": "Generator register",
            "on_generator": "1 while the generator feeds the house",
            "reading_age_seconds": "Age of the newest reading by the meter's clock",
        }.items()
    }
    with served().engine.connect() as conn:
        for meter in meters(conn):
            now = status(conn, meter.id, served().clock())
            figures = {
                "balance_rupees": None if now.balance_paise is None else now.balance_paise / 100,
                "load_watts": now.load_w,
                "eb_register_watt_hours": now.eb_register_wh,
                "dg_register_watt_hours": now.dg_register_wh,
                "on_generator": None if now.source is None else float(now.source == "dg"),
                "reading_age_seconds": None if now.read_at is None else served().clock() - now.read_at,
            }
            for name, figure in figures.items():
                if figure is not None:
                    gauges[name].labels(meter.name).set(figure)
    return Response(generate_latest(registry), content_type=CONTENT_TYPE_LATEST)
