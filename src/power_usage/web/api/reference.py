"""The API's documentation for people, drawn from its OpenAPI document. It needs no script."""

from dataclasses import dataclass
from http import HTTPStatus
from typing import Any

from flask import current_app, render_template

from power_usage.web.api.document import document, document_routes
from power_usage.web.assets import assets

KINDS = {"integer": "whole number", "number": "number", "string": "text", "boolean": "true or false", "null": "null"}
FORMATS = {"date-time": "time", "date": "day"}
Schema = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Field:
    """A parameter, or a part of an answer: its kind in words, and the shape, if any, with which they end."""

    name: str
    kind: str
    shape: str
    meaning: str


@dataclass(frozen=True, slots=True)
class Shape:
    """An object in an answer."""

    name: str
    meaning: str
    fields: list[Field]


@dataclass(frozen=True, slots=True)
class Operation:
    """What can be asked. `media`: kinds of body and their shapes; `others`: what else may come, by status."""

    path: str
    summary: str
    meaning: str
    parameters: list[Field]
    media: list[Field]
    others: list[tuple[str, str]]
    open: bool


@document_routes.get("/api/v1/")
def reference() -> str:
    """Every operation and every shape."""
    found = document(current_app)
    known = found["components"]["schemas"]
    return render_template(
        "reference.html",
        assets=assets(),
        about=found["info"]["description"],
        schemes=found["components"]["securitySchemes"],
        operations=[_operation(path, item["get"], known) for path, item in found["paths"].items()],
        shapes=[
            Shape(
                name,
                schema.get("description", ""),
                [_field(field, one, known) for field, one in schema["properties"].items()],
            )
            for name, schema in known.items()
            if schema.get("type") == "object"
        ],
    )


def _operation(path: str, said: Schema, known: Schema) -> Operation:
    answers = said["responses"]
    return Operation(
        path=path,
        summary=said["summary"],
        meaning=said["description"],
        parameters=[
            _field(one["name"], {**one["schema"], "description": one.get("description", "")}, known)
            for one in said.get("parameters", ())
        ],
        media=[_field(media, body["schema"], known) for media, body in answers["200"]["content"].items()],
        others=[
            (f"{status} {HTTPStatus(int(status)).phrase}", answer["description"])
            for status, answer in answers.items()
            if status != "200"
        ],
        open="security" not in said,
    )


def _field(name: str, schema: Schema, known: Schema) -> Field:
    words, shape = _kind(schema, known)
    return Field(name, words, shape, _meaning(schema))


def _meaning(schema: Schema) -> str:
    """Without the unit, which stands beside it."""
    unit = schema.get("x-unit")
    said = str(schema.get("description", ""))
    return said.removesuffix(f"In {unit}.").strip() if unit else said


def _kind(schema: Schema, known: Schema) -> tuple[str, str]:
    """In words, and the name of the shape that they end with, if any."""
    if "$ref" in schema:
        name = schema["$ref"].rpartition("/")[2]
        return ("", name) if known[name].get("type") == "object" else _kind(known[name], known)
    if parts := schema.get("anyOf"):
        kinds = [_kind(part, known) for part in parts]
        shapes = [shape for _, shape in kinds if shape]
        named = [word for word, _ in kinds if word]
        return " or ".join(named if len(shapes) < 2 else [*shapes, *named]), shapes[0] if len(shapes) == 1 else ""
    if schema.get("type") == "array":
        words, shape = _kind(schema["items"], known)
        return f"list of {words}".strip(), shape
    return _plain(schema), ""


def _plain(schema: Schema) -> str:
    if "enum" in schema or "const" in schema:
        return ", ".join(map(str, schema.get("enum", [schema.get("const")])))
    if "x-unit" in schema:
        return str(schema["x-unit"])
    kind = FORMATS.get(schema.get("format", ""), KINDS.get(schema.get("type", ""), "anything"))
    low, high = schema.get("minimum"), schema.get("maximum")
    return kind if low is None or high is None else f"{kind}, {low:g} to {high:g}"
