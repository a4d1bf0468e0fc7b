"""The pages of a month: its money, and its generator. They need no script."""

import re
from datetime import date, datetime, timedelta
from typing import Any

import sqlalchemy as sa
from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from power_usage.domain.audit import Lack, Verdict
from power_usage.domain.balance import MovementKind
from power_usage.domain.calendar import day_start, local_day, next_month
from power_usage.readmodels import account
from power_usage.readmodels.audit import Audit, audit
from power_usage.readmodels.deductions import deductions
from power_usage.readmodels.generator import generator_month, generator_year
from power_usage.readmodels.handed import document
from power_usage.readmodels.limits import AboveLimit, above_limit, headroom
from power_usage.readmodels.now import status
from power_usage.readmodels.outlook import month_end
from power_usage.readmodels.statement import day_lines, statement
from power_usage.web.findings import cause, headline, reason
from power_usage.web.served import served
from power_usage.web.shell import Shell, shell

months = Blueprint("months", __name__, template_folder="templates")
MOST_ENTRIES = 300


@months.get("/money")
def money() -> str | Response:
    """What was paid in, taken off and used, with the balances between."""
    with served().engine.connect() as conn:
        around = shell(conn)
        if around is None:
            return redirect(url_for("page.dashboard"))
        month = _month(around)
        found = statement(conn, around.meter, month)
        last = next_month(month) - timedelta(days=1)
        checked = audit(conn, around.meter, month, last, around.at, setting=served().set_rates)
        return render_template(
            "money.html",
            **_context(around, month),
            here="money",
            found=found,
            ledger=day_lines(conn, around.meter, found) if found else [],
            audit=checked,
            checks={day.day: day.check for day in checked.days},
            seal=_seal(conn, around, month, checked),
            verdicts=Verdict,
            lacks=Lack,
            headline=lambda one: headline(one, around.tz),
            cause=cause,
            reason=reason,
            kinds=MovementKind,
            **_beside(conn, around, month),
        )


@months.get("/generator")
def generator() -> str | Response:
    """Every session of the generator."""
    with served().engine.connect() as conn:
        around = shell(conn)
        if around is None:
            return redirect(url_for("page.dashboard"))
        month = _month(around)
        spent = statement(conn, around.meter, month)
        found = generator_month(conn, around.meter, month, spent) if spent and not spent.is_imported else None
        room = headroom(status(conn, around.meter.id, around.at))
        above = _above(conn, around, month, room.limit_w)
        return render_template(
            "generator.html",
            **_context(around, month),
            here="generator",
            found=found,
            months=generator_year(conn, around.meter, month),
            room=room,
            above=above,
            clock=lambda at: f"{datetime.fromtimestamp(at, around.tz):%H:%M}",
        )


def _beside(conn: sa.Connection, around: Shell, month: date) -> dict[str, Any]:
    """What is taken off again and again, what ELNET itself lists, and what a running month will come to."""
    running = local_day(around.at, around.tz).replace(day=1) == month
    start, end = day_start(month, around.tz), day_start(next_month(month), around.tz)
    listed = [one for one in account.entries(conn, around.meter.id, MOST_ENTRIES) if start <= one.at < end]
    unlisted = [one for one in account.unlisted(conn, around.meter.id) if start <= one.at < end]
    return {
        "unlisted": unlisted,
        "deductions": deductions(conn, around.meter, around.at),
        "ahead": month_end(conn, around.meter, around.at) if running else None,
        "listed": listed,
        "credited": account.Credited,
        "clock_of_day": lambda second: f"{second // 3600:02d}:{second // 60 % 60:02d}",
    }


def _above(conn: sa.Connection, around: Shell, month: date, limit_w: int | None) -> AboveLimit | None:
    """How long that month's load was above what the generator gives; None where no limit is set."""
    if limit_w is None:
        return None
    start, end = day_start(month, around.tz), day_start(next_month(month), around.tz)
    return above_limit(conn, around.meter.id, start, end, limit_w)


def _seal(conn: sa.Connection, around: Shell, month: date, checked: Audit) -> str | None:
    """Of the statement that can be downloaded, in groups that an eye can compare."""
    over = [day for day in checked.days if day.check.lack is not Lack.RUNNING]
    if not over:
        return None
    seal = str(document(conn, around.meter, month, checked, over)["seal"])
    return " ".join(seal[start : start + 8] for start in range(0, len(seal), 8))


def _context(around: Shell, month: date) -> dict[str, Any]:
    after = next_month(month)
    return {
        **around.context(),
        "month": month,
        "before": next_month(month, -1),
        "after": after if after <= local_day(around.at, around.tz) else None,
    }


def _month(around: Shell) -> date:
    asked = re.fullmatch(r"(20[0-9]{2})-(0[1-9]|1[0-2])", request.args.get("month", ""))
    if asked:
        return date(int(asked[1]), int(asked[2]), 1)
    return local_day(around.at, around.tz).replace(day=1)
