"""The page on the tracker itself, for whoever runs it."""

from flask import Blueprint, redirect, render_template, url_for
from werkzeug.wrappers import Response

from power_usage.domain.outages import OutageKind
from power_usage.elnet.errors import REFUSALS, SENTENCES
from power_usage.readmodels import now
from power_usage.readmodels.health import DAYS, Health, health
from power_usage.readmodels.outages import outages
from power_usage.web.freshness import freshness_words
from power_usage.web.language import gettext
from power_usage.web.page import undelivered_words
from power_usage.web.served import served
from power_usage.web.shell import Shell, shell
from power_usage.words import said

healthy = Blueprint("health", __name__, template_folder="templates")
DAY_S = 86_400
WHOSE = {
    OutageKind.TRACKER: said("The tracker was off"),
    OutageKind.SERVER: said("The ELNET server was away"),
    OutageKind.NO_READING: said("ELNET gave no reading"),
    OutageKind.OLD: said("ELNET gave only old data"),
    OutageKind.RELAY: said("The meter's relay was off"),
}


@healthy.get("/health")
def tracker() -> str | Response:
    """What the collector does, what is missing, and what was not believed."""
    with served().engine.connect() as conn:
        around = shell(conn)
        if around is None:
            return redirect(url_for("page.dashboard"))
        status = now.status(conn, around.meter.id, around.at)
        found = health(conn, around.meter, around.at)
        trouble = outages(conn, around.meter.id, around.at, start=around.at - DAYS * DAY_S)
    return render_template(
        "health.html",
        **around.context(),
        status=status,
        freshness=freshness_words(status, around.at, around.tz),
        answer=_answer(status),
        found=found,
        days=DAYS,
        a_year=_a_year(found, around),
        refusal=_refusal,
        undelivered=undelivered_words(found.deliveries.trouble),
        outages=trouble,
        whose=lambda kind: gettext(WHOSE[kind]),
    )


def _answer(status: now.Status) -> str:
    """What ELNET last said, in a sentence."""
    if status.silence is not None:
        return gettext(SENTENCES.get(status.silence, said("ELNET gave no usable answer.")))
    if status.refused is not None:
        unnamed = said("ELNET's last answer was not believed.")
        return gettext(REFUSALS.get(status.refused, unnamed))
    return gettext("ELNET's last answer was good.")


def _refusal(reason: str) -> str:
    return gettext(REFUSALS.get(reason, reason))


def _a_year(found: Health, around: Shell) -> int | None:
    """How much the database grows in a year at the pace so far, bytes; None while a day is not over."""
    if found.known is None or found.bytes is None or around.at - found.known.first < DAY_S:
        return None
    return found.bytes * 365 * DAY_S // (around.at - found.known.first)
