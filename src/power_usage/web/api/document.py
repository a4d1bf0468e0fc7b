"""The OpenAPI document, written from the routes: their parameters, and the shapes of what they answer."""

from copy import deepcopy
from typing import Any

import orjson
from flask import Blueprint, Flask, Response, current_app
from flask_openapi import OpenAPI
from pydantic import ConfigDict, TypeAdapter

from power_usage.web.api.answers import written
from power_usage.web.api.blueprint import Answers, Given, Routes

document_routes = Blueprint("document", __name__)

HEADERS: dict[str, Any] = {
    "ETag": {"description": "Of this answer, for If-None-Match.", "schema": {"type": "string"}, "required": True},
    "Cache-Control": {"description": "To be asked for again.", "schema": {"type": "string"}, "required": True},
    "WWW-Authenticate": {"description": "How to be let in.", "schema": {"const": "Bearer"}, "required": True},
    "Content-Disposition": {"description": "The file's name.", "schema": {"type": "string"}, "required": True},
}
CONFIG = ConfigDict(extra="forbid", use_attribute_docstrings=True)
Schemas = dict[int, Any]


@document_routes.get("/api/v1/openapi.json")
def openapi() -> Response:
    """OpenAPI 3.1."""
    return written(orjson.dumps(document(current_app)))


def document(app: Flask) -> dict[str, Any]:
    """Of that application, made once."""
    if not isinstance(app, OpenAPI):
        raise TypeError("not an application with an API")
    found: dict[str, Any] = app.extensions.setdefault("power_usage.openapi", {})
    if not found:
        found |= _made(app)
    return found


def _made(app: OpenAPI) -> dict[str, Any]:
    found = deepcopy(app.api_doc)
    given = {
        path: answers
        for blueprint in app.blueprints.values()
        if isinstance(blueprint, Routes)
        for path, answers in blueprint.answers.items()
    }
    schemas, definitions = _schemas(given)
    for path, answers in given.items():
        found["paths"][path]["get"]["responses"] = {
            str(status): _response(one, schemas) for status, one in sorted(answers.items())
        }
    found["paths"] = dict(sorted(found["paths"].items()))
    known = found["components"]["schemas"]
    known.pop("ValidationErrorModel")  # the library's own, which nothing answers
    known |= definitions
    found["components"]["schemas"] = dict(sorted(known.items()))
    found["servers"] = [{"url": "/", "description": "Where this document comes from."}]
    return found


def _schemas(given: dict[str, Answers]) -> tuple[Schemas, dict[str, Any]]:
    """The schema of each shape, by its identity, and the definitions that they refer to."""
    shapes = {
        id(shape): shape for answers in given.values() for one in answers.values() for shape in one.bodies.values()
    }
    together: Any = tuple[tuple(shapes.values())]  # type: ignore[misc]
    every: TypeAdapter[Any] = TypeAdapter(together, config=CONFIG)
    made = every.json_schema(mode="serialization", ref_template="#/components/schemas/{model}")
    _tell_units(made)
    return dict(zip(shapes, made["prefixItems"], strict=True)), made["$defs"]


def _tell_units(schema: Any) -> None:
    """The unit of a figure is told to people, too."""
    if isinstance(schema, dict):
        for part in schema.values():
            _tell_units(part)
        if isinstance(schema.get("title"), str):
            del schema["title"]  # the name once more
        if unit := schema.get("x-unit"):
            schema["description"] = " ".join(filter(None, (schema.get("description"), f"In {unit}.")))
    elif isinstance(schema, list):
        for part in schema:
            _tell_units(part)


def _response(one: Given, schemas: Schemas) -> dict[str, Any]:
    found: dict[str, Any] = {"description": one.description}
    if one.headers:
        found["headers"] = {name: HEADERS[name] for name in one.headers}
    if one.bodies:
        found["content"] = {media: {"schema": schemas[id(shape)]} for media, shape in one.bodies.items()}
    return found
