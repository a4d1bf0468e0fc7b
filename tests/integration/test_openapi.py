"""The OpenAPI document is valid, and each answer that it declares is really given, just as it is declared."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from openapi_spec_validator import validate
from schemathesis.core.transport import Response

import documented
from documented import CHECKS, Operation, asked, key, operations
from doors import PASSWORD

pytestmark = pytest.mark.slow
NEEDED = {"/api/v1/statement": {"month": "2026-03"}, "/api/v1/usage": {"hours": "72"}}
"""What must be asked, and where the usual would say little."""
MORE = {
    "/api/v1/generator": [{"year": "2026"}, {"month": "2026-02"}],
    "/api/v1/statement": [{"month": "2026-03", "format": "csv"}, {"month": "2025-06"}],
    "/api/v1/audit": [{"start": "2025-04-01", "end": "2026-04-01"}, {"month": "2026-03"}],
    "/api/v1/days": [{"start": "2025-01-01", "end": "2026-12-31"}],
    "/api/v1/usage": [{"hours": "8760", "group": "month"}, {"hours": "50", "group": "7"}],
    "/api/v1/sessions": [{"limit": "10000"}],
    "/api/v1/movements": [{"kind": "deduction", "limit": "3"}],
    "/explore.csv": [{"range": "year", "group": "day", "compare": "average"}],
}


@pytest.fixture(scope="module")
def database(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, int]:
    """A year, and its end."""
    place = tmp_path_factory.mktemp("document") / "home.db"
    return place, documented.year(str(place))


@pytest.fixture(scope="module")
def app(database: tuple[Path, int]) -> Flask:
    return asked(*database)


@pytest.fixture(scope="module")
def document(app: Flask) -> Any:
    return app.test_client().get("/api/v1/openapi.json").get_json()


@pytest.fixture(scope="module")
def every(app: Flask) -> list[Operation]:
    return list(operations(documented.document(app)))


def ask(
    operation: Operation, app: Flask, query: dict[str, str] | None = None, headers: dict[str, str] | None = None
) -> Response:
    """Its answer, which is as the document says: one of those declared, of the declared shape, with its headers."""
    case = operation.Case(query=NEEDED.get(operation.path, {}) if query is None else query)
    answer = case.call(app=app, headers=headers or {})
    case.validate_response(answer, checks=CHECKS[1:])
    return answer


def test_the_document_is_valid_and_unchanged_while_the_program_is(app: Flask, document: Any) -> None:
    assert document["openapi"].startswith("3.1")
    validate(document)
    client = app.test_client()
    first = client.get("/api/v1/openapi.json")
    again = client.get("/api/v1/openapi.json", headers={"If-None-Match": first.headers["ETag"]})
    assert again.status_code == 304


def test_it_names_every_route_for_programs(app: Flask, document: Any) -> None:
    routes = {rule.rule for rule in app.url_map.iter_rules() if rule.rule.startswith("/api/")}
    assert {"/api/v1/", "/api/v1/openapi.json"} < routes
    named = routes - {"/api/v1/", "/api/v1/openapi.json"} | {"/healthz", "/readyz", "/metrics", "/explore.csv"}
    assert document["paths"].keys() == named


def test_it_says_how_one_is_let_in(document: Any) -> None:
    schemes = document["components"]["securitySchemes"]
    assert (schemes["token"]["scheme"], schemes["session"]["in"]) == ("bearer", "cookie")
    for path, item in document["paths"].items():
        declared = item["get"].get("security", [])
        assert ({"token": []} in declared and {"session": []} in declared) == ("401" in item["get"]["responses"]), path


def test_no_answer_may_have_a_field_that_is_not_described(document: Any) -> None:
    shapes = {name: s for name, s in document["components"]["schemas"].items() if s.get("type") == "object"}
    assert len(shapes) > 40
    for name, shape in shapes.items():
        assert shape["additionalProperties"] is False, name
        assert shape["description"], name


def test_every_figure_says_its_unit(document: Any) -> None:
    def look(name: str, schema: Any, unit: str | None) -> None:
        if schema.get("type") == "number" and name not in {"expected", "found", "coverage"}:
            assert unit or "x-unit" in schema, name
            assert schema["x-unit"] in schema["description"], name
        for part in (*schema.get("anyOf", ()), *filter(None, [schema.get("items")])):
            look(name, part, unit or schema.get("x-unit"))

    for shape in document["components"]["schemas"].values():
        for name, schema in shape.get("properties", {}).items():
            look(name, schema, None)


def test_every_route_answers_a_year_as_the_document_says(app: Flask, every: list[Operation]) -> None:
    for operation in every:
        for query in [None, *MORE.get(operation.path, [])]:
            assert ask(operation, app, query).status_code == 200, (operation.path, query)


def _unchanged(operation: Operation, app: Flask) -> int:
    tag = ask(operation, app).headers["etag"][0]
    return ask(operation, app, headers={"If-None-Match": tag}).status_code


def _unknown_parameter(operation: Operation, app: Flask) -> int:
    if operation.path == "/explore.csv":
        return ask(operation, app, {"meter": "Nowhere"}).status_code
    answer = ask(operation, app, {"nonsense": "1"})
    assert answer.json()["errors"] == [{"parameter": "nonsense", "detail": "is not known here"}]
    return answer.status_code


@pytest.fixture(scope="module")
def given(tmp_path_factory: pytest.TempPathFactory, app: Flask) -> dict[str, Callable[[Operation], int]]:
    """How each declared answer comes about."""
    empty = tmp_path_factory.mktemp("none") / "home.db"
    none = asked(empty, documented.none(str(empty)))
    locked = tmp_path_factory.mktemp("locked") / "home.db"
    shut = asked(locked, documented.none(str(locked)), POWER_USAGE_PASSWORD=PASSWORD)
    gone = tmp_path_factory.mktemp("gone") / "home.db"
    broken = asked(gone, documented.none(str(gone)))
    gone.write_bytes(b"this is no database" * 1000)
    return {
        "200": lambda one: ask(one, app).status_code,
        "304": lambda one: _unchanged(one, app),
        "401": lambda one: ask(one, shut).status_code,
        "404": lambda one: ask(one, none).status_code,
        "422": lambda one: _unknown_parameter(one, app),
        "503": lambda one: ask(one, broken).status_code,
    }


def test_whatever_is_declared_is_really_given(
    every: list[Operation], document: Any, given: dict[str, Callable[[Operation], int]]
) -> None:
    for operation in every:
        for status in document["paths"][operation.path]["get"]["responses"]:
            assert given[status](operation) == int(status), (operation.path, status)


def test_a_token_lets_a_program_read_everything(every: list[Operation], tmp_path: Path) -> None:
    database = tmp_path / "home.db"
    app = asked(database, documented.flat(str(database), 1), POWER_USAGE_PASSWORD=PASSWORD)
    headers = key(database)
    for operation in every:
        if operation.path != "/api/v1/statement":
            assert ask(operation, app, headers=headers).status_code == 200, operation.path
