"""The routes of the API. Each reads, has typed parameters, and declares what it answers by what it returns."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from inspect import getdoc
from typing import Any, TypeVar, get_args, get_type_hints

from flask import Response, current_app, request
from flask_openapi import APIBlueprint

from power_usage.web.problems import MEDIA_TYPE, Problem, parameters_problem

View = TypeVar("View", bound=Callable[..., Any])
JSON = "application/json"
SECURITY: list[dict[str, list[str]]] = [{}, {"token": []}, {"session": []}]
"""Without a password, this machine needs neither."""


@dataclass(frozen=True, slots=True)
class Given:
    """An answer: its bodies (media type and shape), and the headers that it always has."""

    description: str
    bodies: Mapping[str, Any] = field(default_factory=dict)
    headers: tuple[str, ...] = ()


Answers = Mapping[int, Given]

UNKNOWN_CALLER = Given("A password or a token is needed.", {MEDIA_TYPE: Problem}, ("WWW-Authenticate",))
DATABASE_AWAY = Given("The database cannot be used now.", {MEDIA_TYPE: Problem})
WRONG_PARAMETER = Given("A parameter is wrong, missing, unknown or given twice; it is named.", {MEDIA_TYPE: Problem})
NOT_KNOWN = Given("There is no meter yet, or nothing is known of what is asked for.", {MEDIA_TYPE: Problem})
UNCHANGED = Given("What the client has (its If-None-Match) is still so.", headers=("ETag",))


class Routes(APIBlueprint):
    """A blueprint that knows what its routes answer, by path."""

    def __init__(self, name: str, import_name: str, **more: Any) -> None:
        super().__init__(name, import_name, **more)
        self.answers: dict[str, Answers] = {}

    def read(
        self,
        rule: str,
        summary: str,
        *,
        answers: Answers | None = None,
        also: Mapping[str, Any] | None = None,
        **more: Any,
    ) -> Callable[[View], View]:
        """A GET route. Its answers are those usual in the API, with `also` as other media types; or `answers`."""

        def add(view: View) -> View:
            description = (getdoc(view) or "").replace("\n", " ").replace("  ", "\n\n")
            self.answers[f"{self.url_prefix or ''}{rule}"] = _usual(view, also or {}) if answers is None else answers
            self.get(rule, summary=summary, description=description, operation_id=view.__name__, **more)(view)
            return view

        return add


def _usual(view: Callable[..., Any], also: Mapping[str, Any]) -> Answers:
    hints = get_type_hints(view)
    (shape,) = get_args(hints["return"])
    found = {
        200: Given("As asked.", {JSON: shape, **also}, ("ETag", "Cache-Control")),
        304: UNCHANGED,
        401: UNKNOWN_CALLER,
        422: WRONG_PARAMETER,
        503: DATABASE_AWAY,
    }
    return found | {404: NOT_KNOWN} if "query" in hints else found


api = Routes("api", __name__, url_prefix="/api/v1", abp_security=SECURITY, abp_tags=[{"name": "Meter"}])


@api.before_request
def only_known_parameters() -> Response | None:
    """A parameter that is misspelt must not be silently without effect."""
    view = current_app.view_functions.get(request.endpoint or "")
    model = getattr(view, "__annotations__", {}).get("query")
    known = set(model.model_fields) if model else set()
    wrong = [(name, "is not known here") for name in request.args if name not in known]
    wrong += [(name, "is given twice") for name, values in request.args.lists() if len(values) > 1]
    return parameters_problem(wrong) if wrong else None
