"""The dashboard. All its figures are in the page as it comes; the script only keeps them current."""

from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import urlencode
from zoneinfo import ZoneInfo

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from power_usage.domain.balance import MovementKind
from power_usage.domain.calendar import buckets, zone
from power_usage.domain.reading import Source
from power_usage.readmodels import history, movements, now, sessions
from power_usage.readmodels.meters import MeterView, meters
from power_usage.web import words
from power_usage.web.assets import assets
from power_usage.web.served import served

page = Blueprint("page", __name__, template_folder="templates", static_folder="static")

HOURS = (1, 3, 6, 12, 24, 48, 72, 168, 336, 720)
GROUPS = (1, 5, 10, 15, 30, 60, 120, 180, 360, 720, 1440)
NOT_SET_W = 52_000
"""What ELNET shows as sanctioned load where none is set."""
SILENCES = {
    "unreachable": "The ELNET server cannot be reached.",
    "timeout": "The ELNET server does not answer in time.",
    "token_refused": "ELNET refuses the token: capture a new one from the vendor's app.",
    "no_data": "The ELNET server says that it has no data.",
    "not_elnet": "The ELNET server answers with something that is no meter data.",
}


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
        meter = next((m for m in known if m.name == request.args.get("meter")), None)
        if meter is None and "meter" in request.args:
            return redirect(url_for("page.dashboard"))
        meter = meter or known[0]
        at = served().clock()
        status = now.status(conn, meter.id, at)
        running = sessions.sessions(conn, meter.id, limit=1)
        tz = zone(meter.timezone)
        found = history.usage(conn, meter.id, buckets(at - view.hours * 3600, at, view.group, tz))
        rows = [
            (start, eb, dg, eb_paise, dg_paise)
            for start, eb, dg, eb_paise, dg_paise in zip(
                found.at, found.eb_wh, found.dg_wh, found.eb_paise, found.dg_paise, strict=True
            )
            if eb is not None
        ][-60:]
        return render_template(
            "dashboard.html",
            assets=assets(),
            demo=meter.demo or served().demo,
            meter=meter,
            others=[(m.name, "?" + urlencode({"meter": m.name})) for m in known if m != meter],
            query=urlencode({"meter": meter.name}) if len(known) > 1 else "",
            status=status,
            freshness=freshness_words(status, at, tz),
            lasting=words.lasting(max(0, at - status.source_since)) if status.source_since else "",
            running=running[0] if running and running[0].source is Source.DG else None,
            low=_is_low(status.balance_paise),
            limit_w=limit_w(status),
            spent=now.spent(conn, meter.id, at),
            recharges=movements.movements(conn, meter.id, kind=MovementKind.RECHARGE, limit=5),
            deductions=movements.movements(conn, meter.id, kind=MovementKind.DEDUCTION, limit=3),
            rows=rows,
            when=_clock(meter, at),
            words=words,
            view=view,
            hours=HOURS,
            groups=GROUPS,
        )


def freshness_words(status: now.Status, at: int, tz: ZoneInfo) -> str:
    """How old the figures are, in a sentence."""
    if status.read_at is None:
        return "No reading yet. The first comes within a minute of the collector's start."
    since = words.when(status.read_at, at, tz)
    if status.freshness is now.Freshness.FRESH:
        return f"updated {words.lasting(max(0, at - status.read_at))} ago"
    if status.freshness is now.Freshness.STALE:
        return f"Stale: ELNET has sent nothing new since {since}. What happened since will be added when it does."
    why = SILENCES.get(status.silence or "", "Nothing was heard from ELNET; is the collector running?")
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
