"""Only our own forms change anything, and a session ends when it should."""

import sqlalchemy as sa

from clock import Clock
from doors import NOW, PASSWORD, Opened, form_of, key_of, log_in, with_password
from power_usage.storage import access


def test_forms_of_other_sites_change_nothing(opened: Opened) -> None:
    client = with_password(opened)
    log_in(client)
    form = form_of(client, "/access")
    invite = {"data": {**form, "name": "Asha"}}
    for headers in (
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
    ):
        assert client.post("/access/guests", headers=headers, **invite).status_code == 403, headers
    for wrong in ({}, {"csrf": ""}, {"csrf": "0" * 64}, {"csrf": "é"}):
        for path in ("/access/guests", "/access/revoke", "/access/password", "/logout", "/login"):
            assert client.post(path, data=wrong).status_code == 403, (path, wrong)
    assert client.post("/access/guests", headers={"Origin": "http://localhost"}, **invite).status_code == 200


def test_a_form_is_good_only_in_the_session_that_it_was_made_for(opened: Opened) -> None:
    mine, theirs = with_password(opened), with_password(opened)
    log_in(mine)
    log_in(theirs)
    assert mine.post("/access/guests", data={**form_of(theirs, "/access"), "name": "x"}).status_code == 403
    before = form_of(visitor := with_password(opened))
    log_in(visitor)
    assert visitor.post("/access/guests", data={**before, "name": "x"}).status_code == 403


def test_a_local_page_without_password_is_no_way_in_for_other_sites_either(opened: Opened) -> None:
    client = opened().test_client()
    assert client.post("/access/password", data={"new": "evil password"}).status_code == 403


def test_a_planted_session_is_not_taken_up(opened: Opened, engine: sa.Engine) -> None:
    client = with_password(opened)
    client.set_cookie("key", "planted")
    log_in(client)
    assert key_of(client) not in (None, "planted")
    first = key_of(client)
    client.post("/login", data={**form_of(client, "/access"), "password": PASSWORD})
    assert key_of(client) != first
    with engine.connect() as conn:
        assert access.find_token(conn, "planted", NOW) is None
        assert access.find_token(conn, str(first), NOW) is None  # the first key is good no more


def test_cookies_are_out_of_reach_for_scripts_and_secure_over_https(opened: Opened) -> None:
    client = with_password(opened, POWER_USAGE_TRUSTED_PROXIES="10.0.0.0/8")
    plain = log_in(client).headers["Set-Cookie"]
    assert "HttpOnly" in plain
    assert "SameSite=Lax" in plain
    assert "Secure" not in plain
    how = {
        "environ_overrides": {"REMOTE_ADDR": "10.0.0.1"},
        "headers": {"X-Forwarded-Proto": "https", "X-Forwarded-For": "203.0.113.5"},
    }
    other = with_password(opened, POWER_USAGE_TRUSTED_PROXIES="10.0.0.0/8")
    page = other.get("/login", **how)
    assert "Secure" in page.headers["Set-Cookie"]


def test_logging_out_ends_the_session_and_what_the_browser_kept(opened: Opened) -> None:
    client = with_password(opened)
    log_in(client)
    key = key_of(client)
    answer = client.post("/logout", data=form_of(client, "/access"))
    assert answer.headers["Clear-Site-Data"] == '"cache", "storage"'
    assert key_of(client) is None
    client.set_cookie("key", str(key))
    ended = client.get("/", headers={"Accept": "text/html"})
    assert ended.status_code == 303
    assert ended.headers["Clear-Site-Data"] == '"cache", "storage"'  # also on a device that was logged out from afar


def test_logging_out_everywhere_ends_all_and_a_session_ends_by_itself(opened: Opened, clock: Clock) -> None:
    phone, desk = with_password(opened), with_password(opened)
    log_in(phone)
    log_in(desk)
    desk.post("/logout", data={**form_of(desk, "/access"), "everywhere": "1"})
    assert phone.get("/").status_code == 401
    log_in(phone)
    clock.now += 31 * 86_400
    assert phone.get("/").status_code == 401
