"""The dashboard. All its figures are in the page as it comes; the script only keeps them current."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode
from zoneinfo import ZoneInfo

import sqlalchemy as sa
from flask import Blueprint, make_response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from power_usage import words
from power_usage.domain.balance import MovementKind
from power_usage.domain.calendar import buckets, zone
from power_usage.domain.reading import Source
from power_usage.elnet.errors import REFUSALS, SENTENCES
from power_usage.readmodels import deliveries, history, movements, now, sessions
from power_usage.readmodels.meters import MeterView, meters
from power_usage.web.assets import assets
from power_usage.web.problems import Refusal
from power_usage.web.served import served

page = Blueprint("page", __name__, template_folder="templates", static_folder="static")

HOURS = (1, 3, 6, 12, 24, 48, 72, 168, 336, 720)
GROUPS = (1, 5, 10, 15, 30, 60, 120, 180, 360, 720, 1440)
ROWS = 60
NOT_SET_W = 52_000
"""What ELNET shows as sanctioned load where none is set."""


@dataclass(frozen=True, slots=True)
class View:
    """What the graph shows: how far back, and minutes in a group."""

    hours: int
    group: int


@page.get("/")
def dashboard() -> str | Response:
    """The start page of a meter."""
    view = View(_whole("hours", 24, 720), _whole("group", 30, 1440))
    with served().engine.connect() as conn:
        known = meters(conn)
        if not known:
            return render_template("no_meter.html", assets=assets(), demo=served().demo)
        meter = _asked(known)
        if meter is None:
            return redirect(url_for("page.dashboard"))
        at = served().clock()
        tz = zone(meter.timezone)
        found = history.usage(conn, meter.id, buckets(at - view.hours * 3600, at, view.group, tz))
        columns = zip(found.at, found.eb_wh, found.dg_wh, found.eb_paise, found.dg_paise, strict=True)
        return render_template(
            "dashboard.html",
            **_live(conn, meter, at),
            assets=assets(),
            demo=meter.demo or served().demo,
            meter=meter,
            others=[(m.name, "?" + urlencode({"meter": m.name})) for m in known if m != meter],
            query=urlencode({"meter": meter.name}) if len(known) > 1 else "",
            sum=f"{words.kwh_together(found.total('eb_wh'), found.total('dg_wh'))} kWh for"
            f" {words.rupees(found.total('eb_paise') + found.total('dg_paise'))}",
            rows=[row for row in columns if row[1] is not None][-ROWS:],
            view=view,
            link=lambda endpoint, _: (
                url_for(endpoint) + (f"?{urlencode({'meter': meter.name})}" if len(known) > 1 else "")
            ),
            hours=HOURS,
            groups=GROUPS,
        )


@page.get("/live")
def live() -> Response:
    """The regions of the page that change, for its script."""
    with served().engine.connect() as conn:
        meter = _asked(meters(conn))
        if meter is None:
            raise Refusal("there is no such meter", "meter")
        answer = make_response(render_template("live.html", **_live(conn, meter, served().clock())))
    answer.cache_control.no_cache = True
    answer.add_etag()
    return answer.make_conditional(request)


def _asked(known: list[MeterView]) -> MeterView | None:
    name = request.args.get("meter")
    return next((meter for meter in known if name in (None, meter.name)), None)


def _live(conn: sa.Connection, meter: MeterView, at: int) -> dict[str, Any]:
    """What the regions of the page are written from."""
    status = now.status(conn, meter.id, at)
    running = sessions.sessions(conn, meter.id, limit=1)
    return {
        "status": status,
        "freshness": freshness_words(status, at, zone(meter.timezone)),
        "lasting": words.lasting(max(0, at - status.source_since)) if status.source_since else "",
        "running": running[0] if running and running[0].source is Source.DG else None,
        "low": _is_low(status.balance_paise),
        "limit_w": limit_w(status),
        "spent": now.spent(conn, meter.id, at),
        "recharges": movements.movements(conn, meter.id, kind=MovementKind.RECHARGE, limit=5),
        "deductions": movements.movements(conn, meter.id, kind=MovementKind.DEDUCTION, limit=5),
        "when": _clock(meter, at),
        "words": words,
        "undelivered": deliveries.trouble(conn),
    }


def freshness_words(status: now.Status, at: int, tz: ZoneInfo) -> str:
    """How old the figures are, in a sentence."""
    if status.read_at is None:
        return "No reading yet. " + REFUSALS.get(
            status.refused or "", "The first comes within a minute of the collector's start."
        )
    if status.freshness is now.Freshness.FRESH:
        return f"updated {words.lasting(max(0, at - status.read_at))} ago"
    if served().demo:
        return "The demo is making up its past month: a few seconds."
    since = words.when(status.read_at, at, tz)
    if status.freshness is now.Freshness.STALE:
        why = REFUSALS.get(status.refused or "", "ELNET sends nothing new.")
        return f"Stale since {since}. {why} What was used since will be added later."
    why = SENTENCES.get(status.silence or "", "Nothing was heard from ELNET; is the collector running?")
    return f"Offline since {since}. {why}"


def limit_w(status: now.Status) -> int | None:
    """The sanctioned load of the source in use, None where ELNET has none set."""
    limit = status.sanctioned_dg_w if status.source is Source.DG else status.sanctioned_eb_w
    return None if limit is None or limit >= NOT_SET_W else limit


def _is_low(balance: int | None) -> bool:
    threshold = served().low_balance_paise
    return balance is not None and threshold is not None and balance < threshold


def _whole(name: str, default: int, most: int) -> int:
    text = request.args.get(name, "")
    return min(max(int(text), 1), most) if text.isascii() and text.isdecimal() and len(text) < 9 else default


def _clock(meter: MeterView, now_at: int) -> Callable[[int], str]:
    """Local times of one meter, seen from one instant."""
    return lambda at: words.when(at, now_at, zone(meter.timezone))
