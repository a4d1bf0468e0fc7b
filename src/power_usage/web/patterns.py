"""Habits: the days of a year, the hours of the week, and how often which load. Drawn as SVG: it needs no script."""

import re
from datetime import date, timedelta
from typing import Any

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from power_usage.domain.calendar import local_day
from power_usage.readmodels.history import DayView, days
from power_usage.readmodels.patterns import Patterns
from power_usage.readmodels.patterns import patterns as find
from power_usage.web import wording
from power_usage.web.served import served
from power_usage.web.shell import shell

patterns = Blueprint("patterns", __name__, template_folder="templates")
SHADES = 9
WEEKS = (4, 13, 52)
CURVE_W, CURVE_H = 480, 160


@patterns.get("/patterns")
def habits() -> str | Response:
    """The page of a year."""
    with served().engine.connect() as conn:
        around = shell(conn)
        if around is None:
            return redirect(url_for("page.dashboard"))
        today = local_day(around.at, around.tz)
        first, last = _year(today)
        weeks = next((count for count in WEEKS if str(count) == request.args.get("weeks")), WEEKS[0])
        every = days(conn, around.meter.id, first, last)
        found = find(conn, around.meter, last - timedelta(7 * weeks - 1), last)
    drawn = _drawn(found, every, first)
    return render_template(
        "patterns.html", **around.context(), year=first.year, today=today, weeks=weeks, choices=WEEKS, **drawn
    )


def _year(today: date) -> tuple[date, date]:
    asked = request.args.get("year", "")
    year = int(asked) if re.fullmatch(r"20[0-9]{2}", asked) else today.year
    return date(year, 1, 1), max(date(year, 1, 1), min(date(year, 12, 31), today))


def _drawn(found: Patterns, every: list[DayView], first: date) -> dict[str, Any]:
    cells = [cell for row in found.hours for cell in row if cell is not None]
    costs = {day.day: (day.eb_paise or 0) + (day.dg_paise or 0) for day in every if day.eb_paise is not None}
    monday = first - timedelta(first.weekday())
    highest = found.duration[0] if found.duration else 0
    return {
        "found": found,
        "shades": range(SHADES + 1),
        "shade": _shade(max((cell.wh for cell in cells), default=0)),
        "day_shade": _shade(max(costs.values(), default=0)),
        "costs": [(day, (day - monday).days // 7, day.weekday(), paise) for day, paise in costs.items()],
        "newest": (max(costs, default=first) - first).days / 365,
        "months": [(date(first.year, n, 1), (date(first.year, n, 1) - monday).days // 7) for n in range(1, 13)],
        "spans": [wording.hours(hour, hour + 1) for hour in range(24)],
        "most": max(cells, key=lambda cell: cell.wh, default=None),
        "dearest": max(costs.items(), key=lambda item: item[1], default=None),
        "curve": " ".join(
            f"{percent * CURVE_W / 100:.1f},{CURVE_H - (CURVE_H - 4) * load / highest:.1f}"
            for percent, load in enumerate(found.duration)
        )
        if highest
        else "",
        "curve_size": (CURVE_W, CURVE_H),
    }


def _shade(most: int) -> Any:
    """Of 0 to SHADES: how dark a figure is drawn."""
    return lambda figure: min(SHADES, (figure * SHADES + most - 1) // most) if most else 0
