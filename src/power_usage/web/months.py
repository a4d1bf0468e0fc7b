"""The pages of a month: its money, and its generator. They need no script."""

import re
from datetime import date, datetime, timedelta
from typing import Any

import sqlalchemy as sa
from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from power_usage import words
from power_usage.domain.balance import MovementKind
from power_usage.domain.calendar import zone
from power_usage.readmodels.generator import generator_month
from power_usage.readmodels.meters import MeterView, meters
from power_usage.readmodels.statement import next_month, statement
from power_usage.web.assets import assets
from power_usage.web.served import served

months = Blueprint("months", __name__, template_folder="templates")


@months.get("/money")
def money() -> str | Response:
    """What was paid in, taken off and used, with the balances between."""
    with served().engine.connect() as conn:
        meter = _meter(conn)
        if meter is None:
            return redirect(url_for("page.dashboard"))
        month = _month(meter)
        found = statement(conn, meter, month)
        return render_template(
            "money.html", here="money", **_common(conn, meter, month), found=found, kinds=MovementKind
        )


@months.get("/generator")
def generator() -> str | Response:
    """Every session of the generator."""
    with served().engine.connect() as conn:
        meter = _meter(conn)
        if meter is None:
            return redirect(url_for("page.dashboard"))
        month = _month(meter)
        at = served().clock()
        spent = statement(conn, meter, month)
        found = generator_month(conn, meter, month, spent, at) if spent else None
        return render_template("generator.html", here="generator", **_common(conn, meter, month), found=found)


def _common(conn: sa.Connection, meter: MeterView, month: date) -> dict[str, Any]:
    several = len(meters(conn)) > 1
    tz, at = zone(meter.timezone), served().clock()
    today = datetime.fromtimestamp(at, tz).date()
    before, after = (month - timedelta(days=1)).replace(day=1), next_month(month)

    def link(endpoint: str, to: date | None) -> str:
        return url_for(endpoint, month=f"{to:%Y-%m}" if to else None, meter=meter.name if several else None)

    return {
        "assets": assets(),
        "demo": meter.demo or served().demo,
        "meter": meter,
        "month": month,
        "before": before,
        "after": after if after <= today else None,
        "link": link,
        "when": lambda instant: words.on_day(instant, tz),
        "words": words,
    }


def _meter(conn: sa.Connection) -> MeterView | None:
    name = request.args.get("meter")
    return next((meter for meter in meters(conn) if name in (None, meter.name)), None)


def _month(meter: MeterView) -> date:
    asked = re.fullmatch(r"(20[0-9]{2})-(0[1-9]|1[0-2])", request.args.get("month", ""))
    if asked:
        return date(int(asked[1]), int(asked[2]), 1)
    return datetime.fromtimestamp(served().clock(), zone(meter.timezone)).date().replace(day=1)
