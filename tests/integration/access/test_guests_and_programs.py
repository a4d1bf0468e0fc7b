"""Guests and programs may read; no secret is stored or said."""

import re
from pathlib import Path

import pytest
import sqlalchemy as sa

from doors import NOW, PASSWORD, Opened, form_of, key_of, log_in, with_password
from power_usage.storage import access
from power_usage.storage.access import TokenKind

ACTING = ("POST", "PUT", "PATCH", "DELETE")


def test_a_guest_reads_everything_and_changes_nothing_until_the_link_is_revoked(opened: Opened) -> None:
    owner, guest = with_password(opened), with_password(opened)
    log_in(owner)
    page = owner.post("/access/guests", data={**form_of(owner, "/access"), "name": "Asha <b>"}).get_data(as_text=True)
    link = re.search(r'href="http://localhost(/guest/[^"]+)"', page)
    assert link
    assert "Asha &lt;b&gt;" in page
    assert guest.get(link[1]).status_code == 303
    for path in ("/", "/explore", "/money", "/api/v1/status"):
        assert guest.get(path).status_code == 200, path
    assert guest.get("/access").status_code == 403
    for path in ("/access/guests", "/access/revoke", "/access/password", "/logout", "/api/v1/status", "/"):
        for method in ACTING:
            assert guest.open(path, method=method, data=form_of(guest)).status_code in (403, 405), (path, method)
    number = re.search(r'name="id" value="(\d+)"', owner.get("/access").get_data(as_text=True))
    assert number
    owner.post("/access/revoke", data={**form_of(owner, "/access"), "id": number[1]})
    assert guest.get("/").status_code == 401
    assert with_password(opened).get(link[1]).status_code == 404


def test_a_guests_link_does_not_turn_an_owner_into_a_guest(opened: Opened, engine: sa.Engine) -> None:
    owner = with_password(opened)
    log_in(owner)
    with engine.begin() as conn:
        secret = access.add_token(conn, TokenKind.GUEST, NOW, name="Asha")
    owner.get(f"/guest/{secret}")
    assert owner.get("/access").status_code == 200


def test_a_program_reads_with_its_token(opened: Opened, engine: sa.Engine) -> None:
    client = with_password(opened)
    with engine.begin() as conn:
        secret = access.add_token(conn, TokenKind.API, NOW, name="Grafana")
        guest = access.add_token(conn, TokenKind.GUEST, NOW, name="Asha")
    bearer = {"Authorization": f"Bearer {secret}"}
    assert client.get("/metrics", headers=bearer).status_code == 200
    assert client.get("/api/v1/status", headers=bearer).status_code == 200
    assert client.post("/access/guests", headers=bearer, data={"name": "x"}).status_code == 403
    for wrong in (f"Bearer {guest}", "Bearer ", "Bearer x", f"Basic {secret}", f"Bearer {secret}x"):
        assert client.get("/metrics", headers={"Authorization": wrong}).status_code == 401, wrong
    with engine.begin() as conn:
        (token,) = access.tokens(conn, NOW, TokenKind.API)
        access.revoke(conn, token.id)
    refused = client.get("/metrics", headers=bearer)
    assert (refused.status_code, refused.headers["WWW-Authenticate"]) == (401, "Bearer")
    client.set_cookie("key", secret)
    assert client.get("/").status_code == 401  # a program's token is no cookie


def test_the_database_knows_no_secret(opened: Opened, engine: sa.Engine, database: str) -> None:
    client = with_password(opened)
    log_in(client)
    with engine.begin() as conn:
        secrets = [PASSWORD, str(key_of(client)), access.add_token(conn, TokenKind.API, NOW, name="Grafana")]
        found = access.password_now(conn)
    assert found
    assert found.scrypt.startswith("scrypt:32768:8:1$")
    engine.dispose()
    stored = b"".join(path.read_bytes() for path in Path(database).parent.glob("home.db*"))
    for secret in secrets:
        assert secret.encode() not in stored


def test_no_secret_is_said_in_a_log_a_page_or_an_error(
    opened: Opened, engine: sa.Engine, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    caplog.set_level(0)
    client = with_password(opened)
    said = log_in(client, "a wrong secret").get_data(as_text=True) + log_in(client).get_data(as_text=True)
    with engine.begin() as conn:
        secret = access.add_token(conn, TokenKind.GUEST, NOW, name="Asha")
    said += client.get("/access").get_data(as_text=True)

    def broken(*_: object) -> None:
        raise RuntimeError("a mistake")

    monkeypatch.setattr("power_usage.web.access.pages.kept.find_token", broken)
    other = with_password(opened)
    failed = other.get(f"/guest/{secret}")
    assert failed.status_code == 500
    said += failed.get_data(as_text=True) + caplog.text
    for one in (PASSWORD, "a wrong secret", secret, str(key_of(client))):
        assert one not in said
