"""The guard at the door of every request."""

from collections.abc import Sequence

import sqlalchemy as sa
from flask import Flask, Response, redirect, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from power_usage.web.access import csrf
from power_usage.web.access.leaving import forget
from power_usage.web.access.pages import doors
from power_usage.web.access.proxies import Network, Proxies
from power_usage.web.access.visitor import COOKIE, KEY, Access, Role, visitor
from power_usage.web.language import gettext
from power_usage.web.problems import problem

SECRETLESS = frozenset({"static", "page.static", "ops.healthz", "ops.readyz", "access.robots", "installable.manifest",
                        "installable.worker"})  # fmt: skip
"""The same for everybody: files, and whether the tracker works at all."""
DOORS = frozenset({"access.ask", "access.enter", "access.guest", "language.choose"})
SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
LARGEST_REQUEST = 1_000_000


def guard(app: Flask, writer: sa.Engine, trusted_proxies: Sequence[Network] = ()) -> None:
    """Let nobody in who may not. `writer` keeps passwords and tokens."""
    app.extensions[KEY] = Access(writer)
    app.register_blueprint(doors)
    app.config["MAX_CONTENT_LENGTH"] = LARGEST_REQUEST
    app.jinja_env.globals.update(csrf_field=csrf.csrf_field, visitor=visitor)
    app.wsgi_app = Proxies(app.wsgi_app, trusted_proxies)  # type: ignore[method-assign]
    app.before_request(_let_in)
    app.after_request(_marked)


def _let_in() -> AnyResponse | None:
    if request.endpoint in SECRETLESS:
        return None
    role = visitor().role
    if request.endpoint not in DOORS:
        if role is Role.NOBODY:
            return _asked()
        if role is Role.READER and (request.method not in SAFE or request.blueprint == doors.name) and request.endpoint:
            return problem(
                403, gettext("Only whoever logs in with the password may do this; links and tokens may read.")
            )
    if request.method not in SAFE and request.endpoint is not None:
        csrf.require_own_form()
    return None


def _asked() -> AnyResponse:
    """People are asked for the password, programs told what they need. A key that has ended is taken away."""
    if request.method in SAFE and "text/html" in request.accept_mimetypes.values():  # by name, not as */*
        answer: AnyResponse = redirect(url_for("access.ask", back=request.full_path.rstrip("?")), 303)
        return forget(answer) if COOKIE in request.cookies else answer
    answer = problem(
        401,
        "This needs a password or a token. A person logs in at /login; a program sends 'Authorization: Bearer TOKEN'"
        " with a token from 'power-usage token add NAME'.",
    )
    answer.headers["WWW-Authenticate"] = "Bearer"
    return forget(answer) if COOKIE in request.cookies else answer


def _marked(response: Response) -> Response:
    response.headers.setdefault("X-Robots-Tag", "noindex, nofollow")
    response.headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
    if request.is_secure:  # over http, browsers complain of it
        response.headers.setdefault("Cross-Origin-Opener-Policy", "same-origin")
    csrf.remember(response)
    if request.endpoint in SECRETLESS:
        return response
    response.cache_control.private = True
    if not response.cache_control.no_store:
        response.cache_control.no_cache = True
    response.vary.update(("Authorization", "Cookie"))
    return response
