"""Whatever is asked, the API answers with its own words: never with a 500."""

from typing import Any

import pytest
import schemathesis
from flask import Flask
from hypothesis import HealthCheck, given, settings
from schemathesis.checks import not_a_server_error
from schemathesis.core.result import Ok

from power_usage.bootstrap import application, open_database
from power_usage.collector.replay import ReplayCounts, replay_lines
from power_usage.storage.ledger import Ledger
from recorded import recorded

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory) -> Flask:
    database = str(tmp_path_factory.mktemp("any") / "home.db")
    ledger = Ledger(open_database(database))
    meter = ledger.ensure_meter("Home", "Asia/Kolkata")
    replay_lines(ledger, meter, recorded(2).lines, lambda _: None, ReplayCounts())
    found = application(database)
    inner = found.wsgi_app

    def from_this_machine(environ: Any, start_response: Any) -> Any:
        """Schemathesis does not say where its requests come from."""
        return inner({"REMOTE_ADDR": "127.0.0.1", **environ}, start_response)

    found.wsgi_app = from_this_machine  # type: ignore[method-assign]
    return found


def test_no_request_makes_the_server_fail(app: Flask) -> None:
    schema = schemathesis.openapi.from_wsgi("/api/v1/openapi.json", app)
    operations = [found.ok() for found in schema.get_all_operations() if isinstance(found, Ok)]
    assert len(operations) >= 7
    for operation in operations:

        @settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
        @given(case=operation.as_strategy())
        def answered(case: Any) -> None:
            case.call_and_validate(checks=[not_a_server_error])

        answered()


@pytest.mark.parametrize("path", ["/", "/live", "/api/v1/usage"])
@pytest.mark.parametrize(
    "query",
    ["hours=\u0663", "hours=99999999999999999999", "group=\x00", "meter=<script>", "hours=1e9", "group=²", "start=%ff"],
)
def test_odd_parameters_do_not_either(app: Flask, path: str, query: str) -> None:
    answer = app.test_client().get(f"{path}?{query}")
    assert answer.status_code < 500
    assert "<script>" not in answer.get_data(as_text=True).replace('<script type="module"', "")


def test_nothing_outside_the_static_folder_is_served(app: Flask) -> None:
    client = app.test_client()
    for path in (
        "/static/../app.py",
        "/static/..%2fapp.py",
        "/static//etc/passwd",
        "/static/etc/passwd",
        "/static/dist/../../page.py",
    ):
        assert client.get(path).status_code in (308, 404), path
