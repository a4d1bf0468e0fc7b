"""What a person sees where a page cannot be shown: what happened, what it means, what to do.

It asks the database nothing, since that may be what is wrong.
"""

from dataclasses import dataclass

from flask import Response, make_response, render_template, request

from power_usage.web.assets import assets
from power_usage.web.language import gettext
from power_usage.words import said


@dataclass(frozen=True, slots=True)
class Words:
    """For a status: what happened, what it means, and what to do."""

    happened: str
    means: str
    remedy: str


_AGAIN = said("Go back and look at what was typed, or begin again from the start page.")
_OTHERS = Words(said("This cannot be answered"), said("The tracker was asked for what it does not have."), _AGAIN)
_WORDS = {
    401: Words(
        said("Log in first"), said("This is only for whoever knows the password."), said("Log in, and try again.")
    ),
    403: Words(
        said("This is not allowed"),
        said("Nothing was changed."),
        said("Ask whoever runs the tracker, or log in with the password."),
    ),
    404: Words(
        said("There is no such page"),
        said("The address is mistyped, or it led somewhere that is not there any more."),
        said("Begin again from the start page."),
    ),
    405: Words(
        said("This address cannot be opened like that"),
        said("It only takes what its form sends. Nothing was changed."),
        said("Go back to the page with the form, or begin again from the start page."),
    ),
    409: Words(said("This is set elsewhere"), said("Nothing was changed."), _AGAIN),
    413: Words(said("That was too much"), said("More was sent than the tracker takes. Nothing was changed."), _AGAIN),
    422: Words(
        said("That cannot be meant"), said("Something that was sent is not right. Nothing was changed."), _AGAIN
    ),
    429: Words(
        said("Too many tries"), said("Guessing is slowed. Nothing was changed."), said("Wait a while, and try again.")
    ),
    500: Words(
        said("The tracker made a mistake"),
        said("This page cannot be shown. The readings are not affected: they are collected all the same."),
        said("Load it again. If it stays so, the tracker's log says what is wrong: please report it."),
    ),
    503: Words(
        said("The database cannot be used now"),
        said("The tracker runs, but cannot read what it has stored. Nothing is lost by that."),
        said("Load the page again in a minute. If it stays so, “power-usage check” and the tracker's log say why."),
    ),
}


def wants_page() -> bool:
    """Whether a person looks: browsers ask for HTML by its name when a page is opened. The API is for programs."""
    return "text/html" in request.accept_mimetypes.values() and not request.path.startswith("/api/")


def sorry(status: int, detail: str = "") -> Response:
    """The page of a status; `detail` says more than its own words for what that means."""
    words = _WORDS.get(status, _OTHERS)
    page = render_template(
        "sorry.html",
        assets=assets(),
        status=status,
        happened=gettext(words.happened),
        means=detail or gettext(words.means),
        remedy=gettext(words.remedy),
    )
    answer = make_response(page, status)
    answer.cache_control.no_store = True
    return answer
