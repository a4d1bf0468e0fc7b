"""The start page. All its figures are in the page as it comes; the script only keeps them current."""

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

import sqlalchemy as sa
from flask import Blueprint, make_response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from power_usage.domain.balance import MovementKind
from power_usage.domain.calendar import Buckets, buckets, day_start, local_day
from power_usage.domain.comparing import Against
from power_usage.domain.limits import NOT_SET_W
from power_usage.domain.reading import Source
from power_usage.readmodels import deliveries, history, limits, movements, now, sessions
from power_usage.readmodels.comparison import comparison
from power_usage.readmodels.meters import meters
from power_usage.readmodels.outlook import balance_outlook
from power_usage.readmodels.peaks import peaks
from power_usage.web import wording
from power_usage.web.assets import assets
from power_usage.web.drawing import drawing
from power_usage.web.freshness import freshness_words
from power_usage.web.language import gettext, language
from power_usage.web.problems import Refusal
from power_usage.web.served import served
from power_usage.web.shell import Shell, shell
from power_usage.web.sparkline import sparkline

page = Blueprint("page", __name__, template_folder="templates", static_folder="static")

HOURS = (1, 3, 6, 12, 24, 48, 72, 168, 336, 720)
GROUPS = (1, 5, 10, 15, 30, 60, 120, 180, 360, 720, 1440)
ROWS = 60
MOST_BANDS = 300
MOST_BARS = 1500
HOUR_S, DAY_MINUTES = 3600, 1440
TURN_S = 5
SPARK_MINUTES = 2
"""Snapshots are 45 to 75 s apart: so that each place of the line has one."""


@dataclass(frozen=True, slots=True)
class View:
    """What the graph shows: how far back, and minutes in a group."""

    hours: int
    group: int


@page.get("/")
def dashboard() -> str | Response:
    """The start page of a meter."""
    view = View(_whole("hours", 24, 720), _whole("group", 30, DAY_MINUTES))
    with served().engine.connect() as conn:
        around = shell(conn)
        if around is None:
            if meters(conn):
                return redirect(url_for("page.dashboard"))
            return render_template("no_meter.html", assets=assets(), demo=served().demo)
        meter, at = around.meter, around.at
        start = at - view.hours * HOUR_S
        found = history.usage(conn, meter.id, buckets(start, at, _drawable(view), around.tz))
        bands = sessions.sessions(conn, meter.id, source=Source.DG, start=start, end=at, limit=MOST_BANDS)
        columns = zip(found.at, found.eb_wh, found.dg_wh, found.eb_paise, found.dg_paise, strict=True)
        return render_template(
            "dashboard.html",
            **around.context(),
            **_live(conn, around),
            query=urlencode({"meter": meter.name}) if around.others else "",
            sum=(
                found.total("eb_wh"),
                found.total("dg_wh"),
                found.total("eb_paise") + found.total("dg_paise"),
                found.total("dg_paise"),
            ),
            rows=[row for row in columns if row[1] is not None][-ROWS:],
            drawing=drawing(found, "kwh", around.tz, bands=bands, now=at),
            shown_from=found.at[0],
            view=view,
            hours=HOURS,
            groups=GROUPS,
        )


@page.get("/live")
def live() -> Response:
    """The regions of the page that change, for its script."""
    with served().engine.connect() as conn:
        around = shell(conn)
        if around is None:
            raise Refusal(gettext("there is no such meter"), "meter")
        # However many screens look, the figures are put together once in a few seconds.
        turn = (around.meter, around.asked_meter, language(), around.at // TURN_S)
        body = served().kept.get(
            ("live", turn), lambda: render_template("live.html", **around.context(), **_live(conn, around)).encode()
        )
    answer = make_response(body)
    answer.cache_control.no_cache = True
    answer.add_etag()
    return answer.make_conditional(request)


def _live(conn: sa.Connection, around: Shell) -> dict[str, Any]:
    """What the regions of the page are written from."""
    meter, at, tz = around.meter, around.at, around.tz
    status = now.status(conn, meter.id, at)
    running = sessions.sessions(conn, meter.id, limit=1)
    midnight = day_start(local_day(at, tz), tz)
    today = Buckets((midnight, max(at, midnight + 1)), DAY_MINUTES)
    return {
        "status": status,
        "freshness": freshness_words(status, at, tz),
        "lasting": wording.lasting(max(0, at - status.source_since)) if status.source_since else "",
        "running": running[0] if running and running[0].source is Source.DG else None,
        "low": _is_low(status.balance_paise),
        "limit_w": limit_w(status),
        "headroom": limits.headroom(status),
        "spent": now.spent(conn, meter.id, at),
        "usual": comparison(conn, meter, today, Against.AVERAGE, 14),
        "outlook": balance_outlook(conn, meter, status.balance_paise, at, low_paise=served().low_balance_paise),
        "today": local_day(at, tz),
        "spark": sparkline(peaks(conn, meter.id, buckets(at - HOUR_S, at, SPARK_MINUTES, tz))),
        "recharges": movements.movements(conn, meter.id, kind=MovementKind.RECHARGE, limit=5),
        "deductions": movements.movements(conn, meter.id, kind=MovementKind.DEDUCTION, limit=5),
        "undelivered": undelivered_words(deliveries.trouble(conn)),
    }


def _drawable(view: View) -> int:
    """The group in which the page itself shows it: a bar of less than a pixel is for the chart only."""
    return next(
        group for group in (view.group, *GROUPS) if group >= view.group and view.hours * 60 <= MOST_BARS * group
    )


def undelivered_words(trouble: deliveries.Trouble | None) -> str:
    """What keeps messages from people, in a sentence; empty while nothing does."""
    if trouble is None:
        return ""
    told = gettext("Messages wait.") if trouble.waiting else gettext("Not everybody gets the messages.")
    return f"{told} {trouble.why}"


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
