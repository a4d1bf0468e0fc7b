"""Errors as RFC 9457 problem+json for programs, and as a page for people."""

import logging
from http import HTTPStatus
from typing import NotRequired

import orjson
import sqlalchemy as sa
from flask import Flask, Response, request
from pydantic import ValidationError
from typing_extensions import TypedDict
from werkzeug.exceptions import HTTPException

from power_usage.storage.engine import DatabaseProblem, problem_of
from power_usage.web.served import served
from power_usage.web.sorry import sorry, wants_page

log = logging.getLogger(__name__)

MEDIA_TYPE = "application/problem+json"


class ParameterProblem(TypedDict):
    """A parameter, and what is wrong with it."""

    parameter: str
    detail: str


class Problem(TypedDict):
    """What went wrong, as RFC 9457 has it."""

    type: str
    title: str
    status: int
    detail: str
    """What happened, what it means, and what to do."""
    errors: NotRequired[list[ParameterProblem]]
    """Each parameter that is at fault."""


class Refusal(Exception):
    """A request that cannot be answered as it stands. `parameter` says which part of it is at fault.

    `wait_s`: after so many seconds it can be.
    """

    def __init__(self, detail: str, parameter: str | None = None, status: int = 422, wait_s: int = 0) -> None:
        super().__init__(detail)
        self.detail, self.parameter, self.status, self.wait_s = detail, parameter, status, wait_s


def problem(
    status: int, detail: str, errors: list[ParameterProblem] | None = None, *, telling: bool = True
) -> Response:
    """An answer that says what went wrong; for whoever looks at a page, a page.

    `telling`: the detail says more to a person than the page's own words for that status.
    """
    if wants_page():
        return sorry(status, detail if telling else "")
    body: Problem = {"type": "about:blank", "title": HTTPStatus(status).phrase, "status": status, "detail": detail}
    if errors:
        body["errors"] = errors
    return Response(orjson.dumps(body), status, mimetype=MEDIA_TYPE)


def parameters_problem(errors: list[tuple[str, str]]) -> Response:
    """422 that names each parameter and what is wrong with it."""
    detail = "; ".join(f"{name}: {words}" for name, words in errors)
    return problem(422, detail, [{"parameter": name, "detail": words} for name, words in errors])


def invalid(error: ValidationError) -> Response:
    """422 for parameters that their model refuses."""
    found = []
    for part in error.errors(include_url=False, include_input=False):
        name = str(part["loc"][0]) if part["loc"] else "query"
        found.append((name, part["msg"].removeprefix("Value error, ")))
    return parameters_problem(list(dict(found).items()))


def register(app: Flask) -> None:
    """Let every error of this application come out as a problem."""

    @app.errorhandler(Refusal)
    def _refused(error: Refusal) -> Response:
        if error.parameter is not None:
            return parameters_problem([(error.parameter, error.detail)])
        answer = problem(error.status, error.detail)
        if error.wait_s:
            answer.headers["Retry-After"] = str(error.wait_s)
        return answer

    @app.errorhandler(HTTPException)
    def _http(error: HTTPException) -> Response | HTTPException:
        if error.response is not None:
            return error
        if error.code is None or error.code < 400:
            return error
        answer = problem(error.code, error.description or "", telling=False)
        answer.headers.extend((k, v) for k, v in error.get_headers() if k in ("Allow", "Retry-After"))
        return answer

    @app.errorhandler(sa.exc.DBAPIError)
    def _database(error: sa.exc.DBAPIError) -> Response:
        return _of(problem_of(error, served().engine.url.render_as_string(hide_password=True)))

    @app.errorhandler(DatabaseProblem)
    def _of(error: DatabaseProblem) -> Response:
        # Where it lies is for the log alone: nobody may have been asked for the password yet.
        log.error("%s: %s", _asked(), error)
        return problem(503, f"The tracker's database cannot be used now. {error.remedy}", telling=False)

    @app.errorhandler(Exception)
    def _ours(error: Exception) -> Response:
        log.error("%s %s failed", request.method, _asked(), exc_info=error)
        return problem(500, "The tracker made a mistake; its log says more. Readings are not affected.", telling=False)


def _asked() -> str:
    """What was asked for, as the log may have it: a guest's link is a secret, and a made-up path could be anything."""
    return str(request.url_rule or "an address that there is not")
