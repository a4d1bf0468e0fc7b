"""Whatever is asked, the API answers as its document says: never with what is not declared, never with a 500."""

from dataclasses import dataclass, field
from typing import Any

import pytest
from flask import Flask
from hypothesis import HealthCheck, given, settings
from schemathesis.checks import not_a_server_error
from schemathesis.generation import GenerationMode
from schemathesis.schemas import BaseSchema
from schemathesis.specs.openapi.checks import negative_data_rejection

import documented
from documented import CHECKS, Operation, asked, key, operations
from doors import PASSWORD

pytestmark = pytest.mark.slow
EXAMPLES = settings().max_examples // 10
"""More with `--hypothesis-profile=wide`."""
LENIENT = ("/explore.csv", "/healthz", "/readyz", "/metrics")
"""People write addresses by hand, and who watches may add what they like: they are answered all the same."""
DOOR = {"POWER_USAGE_PASSWORD": PASSWORD}
KINDS = {"year": documented.year, "flat": documented.flat, "two": documented.two, "none": documented.none}


@dataclass
class Site:
    """An application, and what is sent along with each request."""

    app: Flask
    headers: dict[str, str] = field(default_factory=dict)
    shut: bool = False
    """Whether those headers do not let anybody in."""


@pytest.fixture(scope="module", params=[*KINDS, "with a token", "without a token"])
def site(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Site:
    """A year, a few days of the demo, two meters, none; and one that asks for a password."""
    database = tmp_path_factory.mktemp("any") / "home.db"
    kind = request.param
    now = KINDS.get(kind, documented.flat)(str(database))
    app = asked(database, now, **({} if kind in KINDS else DOOR))
    return Site(app, key(database) if kind == "with a token" else {}, kind == "without a token")


@pytest.fixture(scope="module")
def document(tmp_path_factory: pytest.TempPathFactory) -> BaseSchema:
    database = tmp_path_factory.mktemp("document") / "home.db"
    return documented.document(asked(database, documented.none(str(database))))


def answered(site: Site, operation: Operation, mode: GenerationMode, checks: list[Any]) -> None:
    if operation.path == "/readyz":
        checks = [check for check in checks if check is not not_a_server_error]  # 503 is what it is for

    @settings(max_examples=EXAMPLES, suppress_health_check=list(HealthCheck))
    @given(case=operation.as_strategy(generation_mode=mode))
    def each(case: Any) -> None:
        case.call_and_validate(checks=checks, app=site.app, headers=site.headers)

    each()


def test_what_the_document_allows_is_answered_as_it_says(site: Site, document: BaseSchema) -> None:
    for operation in operations(document):
        answered(site, operation, GenerationMode.POSITIVE, CHECKS)


def test_what_it_does_not_allow_is_refused_as_it_says(site: Site, document: BaseSchema) -> None:
    for operation in operations(document):
        if operation.definition.raw.get("parameters"):
            checks = CHECKS if operation.path in LENIENT else [*CHECKS, negative_data_rejection]
            answered(site, operation, GenerationMode.NEGATIVE, checks)


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE", "TRACE"])
def test_another_method_is_405_and_the_right_ones_are_named(site: Site, document: BaseSchema, method: str) -> None:
    for operation in operations(document):
        answer = site.app.test_client().open(operation.path, method=method, headers=site.headers)
        assert answer.mimetype == "application/problem+json"
        if site.shut:
            assert answer.status_code == 401, operation.path
            continue
        assert answer.status_code == 405, operation.path
        assert {"GET", "HEAD", "OPTIONS"} <= set(answer.headers["Allow"].split(", "))


@pytest.mark.parametrize("path", ["/", "/live", "/api/v1/usage"])
@pytest.mark.parametrize(
    "query",
    ["hours=\u0663", "hours=99999999999999999999", "group=\x00", "meter=<script>", "hours=1e9", "group=²", "start=%ff"],
)
def test_odd_parameters_do_no_harm(site: Site, path: str, query: str) -> None:
    answer = site.app.test_client().get(f"{path}?{query}", headers=site.headers)
    assert answer.status_code < 500
    assert "<script>" not in answer.get_data(as_text=True).replace('<script type="module"', "")
