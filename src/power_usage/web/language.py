"""The reader's language: what was chosen, else the browser's. Catalogues are in translations/."""

from typing import Any

import flask_babel
from flask import Blueprint, Flask, redirect, request
from werkzeug.wrappers import Response

from power_usage.web.access.places import own_place

LANGUAGES = {"en": "English", "hi": "हिन्दी"}
COOKIE = "language"
YEAR_S = 365 * 86_400

choice = Blueprint("language", __name__)


def speak(app: Flask) -> None:
    """Let the application speak the languages that there are catalogues of."""
    flask_babel.Babel(app, locale_selector=language)
    app.register_blueprint(choice)

    @app.context_processor
    def _languages() -> dict[str, Any]:
        return {"language": language(), "languages": LANGUAGES}

    @app.after_request
    def _varies(response: Response) -> Response:
        if response.mimetype == "text/html":
            response.vary.update(("Accept-Language", "Cookie"))
        return response


def language() -> str:
    """Of this request."""
    chosen = request.cookies.get(COOKIE, "")
    return chosen if chosen in LANGUAGES else request.accept_languages.best_match(LANGUAGES) or "en"


def gettext(text: str, **values: object) -> str:
    """The text in the reader's language, with the values in their places."""
    return str(flask_babel.gettext(text, **values))


def locale() -> str:
    """Of dates: British for English, whose months are short ones of three letters."""
    found = str(flask_babel.get_locale() or "en")
    return "en_GB" if found == "en" else found


@choice.get("/language/<chosen>")
def choose(chosen: str) -> Response:
    """Remember the language, and go back to the page that it was chosen on."""
    answer = redirect(own_place(request.args.get("back")))
    if chosen in LANGUAGES:
        answer.set_cookie(COOKIE, chosen, max_age=YEAR_S, samesite="Lax", httponly=True)
    return answer
