"""Where a page cannot be shown, a person is told what happened, what it means and what to do, on a page."""

from dataclasses import replace
from html import unescape
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask
from werkzeug.test import TestResponse

import documented
from doors import PASSWORD, form_of
from power_usage.bootstrap import application

BROWSER = {"Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"}


@pytest.fixture
def database(tmp_path: Path) -> Path:
    place = tmp_path / "home.db"
    documented.none(str(place))
    return place


@pytest.fixture
def app(database: Path) -> Flask:
    return application(str(database))


def page_of(answer: TestResponse, status: int) -> str:
    assert answer.status_code == status
    assert answer.mimetype == "text/html"
    assert "default-src 'none'" in answer.headers["Content-Security-Policy"]
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert "noindex" in answer.headers["X-Robots-Tag"]
    assert answer.cache_control.no_store
    page = unescape(answer.get_data(as_text=True))
    assert 'href="/"' in page
    return page


def broken(app: Flask, error: Exception) -> Any:
    def fails() -> str:
        raise error

    app.view_functions["months.money"] = fails
    return app.test_client()


def test_an_address_that_there_is_not(app: Flask) -> None:
    page = page_of(app.test_client().get("/nowhere/<script>", headers=BROWSER), 404)
    assert "There is no such page" in page
    assert "Begin again from the start page." in page
    assert "<script>" not in page


def test_in_the_readers_language(app: Flask) -> None:
    page = page_of(app.test_client().get("/nowhere", headers={**BROWSER, "Accept-Language": "hi"}), 404)
    assert '<html lang="hi">' in page
    assert "ऐसा कोई पन्ना नहीं है" in page
    assert "no such" not in page


def test_a_form_that_is_opened_like_a_page(app: Flask) -> None:
    answer = app.test_client().get("/access/guests", headers=BROWSER)
    assert "It only takes what its form sends." in page_of(answer, 405)
    assert "POST" in answer.headers["Allow"]


def test_a_form_of_another_site(app: Flask) -> None:
    answer = app.test_client().post("/access/guests", headers={**BROWSER, "Origin": "https://evil.example"})
    assert "This was sent from another site" in page_of(answer, 403)


def test_a_guests_link_that_was_revoked(app: Flask) -> None:
    page = page_of(app.test_client().get("/guest/secret-of-asha", headers=BROWSER), 404)
    assert "Ask whoever gave it for another." in page
    assert "secret-of-asha" not in page


def test_too_many_tries_to_change_the_password(database: Path) -> None:
    app = application(str(database))
    app.extensions["power_usage"] = replace(app.extensions["power_usage"], clock=lambda: 1_800_000_000)
    client = app.test_client()
    form = form_of(client, "/access")
    client.post("/access/password", data={**form, "new": PASSWORD})
    form = form_of(client, "/access")
    tried = [
        client.post("/access/password", data={**form, "password": "wrong", "new": PASSWORD}, headers=BROWSER)
        for _ in range(6)
    ]
    assert "That is not the present password." in page_of(tried[0], 403)
    assert "Try again in" in page_of(tried[-1], 429)
    assert int(tried[-1].headers["Retry-After"]) >= 1


def test_a_mistake_of_ours_tells_nothing_of_itself(app: Flask) -> None:
    client = broken(app, RuntimeError("/home/asha/secret.py"))
    page = page_of(client.get("/money", headers=BROWSER), 500)
    assert "The tracker made a mistake" in page
    assert "they are collected all the same" in page
    assert "secret.py" not in page
    answer = client.get("/money")
    assert (answer.status_code, answer.mimetype) == (500, "application/problem+json")
    assert "secret.py" not in answer.get_data(as_text=True)


def test_a_database_that_cannot_be_read(app: Flask, database: Path) -> None:
    app.extensions["power_usage"].engine.dispose()
    database.write_bytes(b"no database any more" * 500)
    page = page_of(app.test_client().get("/", headers=BROWSER), 503)
    assert "The database cannot be used now" in page
    program = app.test_client().get("/api/v1/status", headers=BROWSER)
    assert (program.status_code, program.mimetype) == (503, "application/problem+json")
    for said in (page, program.get_data(as_text=True)):
        assert str(database) not in said
        assert "sqlite" not in said.lower()


def test_a_database_that_is_locked(app: Flask) -> None:
    page = page_of(
        broken(app, sa.exc.OperationalError("SELECT", {}, Exception("locked"))).get("/money", headers=BROWSER), 503
    )
    assert "power-usage check" in page


def test_what_is_asked_for_by_a_script_or_a_program_is_a_problem_in_json(app: Flask) -> None:
    client = app.test_client()
    for accept in ({}, {"Accept": "*/*"}, {"Accept": "application/json"}):
        assert client.get("/nowhere", headers=accept).mimetype == "application/problem+json"
    assert client.get("/api/v1/nowhere", headers=BROWSER).mimetype == "application/problem+json"
