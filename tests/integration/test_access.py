"""Who is let in: this machine while there is no password, else whoever knows it; guests and programs may read."""

import re
from collections.abc import Callable
from dataclasses import replace
from html import unescape
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from click.testing import CliRunner, Result
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from house import House
from power_usage.bootstrap import application, open_database
from power_usage.cli import main
from power_usage.settings import WebSettings
from power_usage.storage import access
from power_usage.storage.access import TokenKind
from power_usage.storage.ledger import Ledger
from power_usage.web.access.attempts import Attempts

NOW = 1_800_000_000
PASSWORD = "correct horse battery"
ELSEWHERE = {"REMOTE_ADDR": "192.168.1.7"}
ACTING = ("POST", "PUT", "PATCH", "DELETE")
Opened = Callable[..., Flask]


class Clock:
    """Our clock, which a test sets."""

    now = NOW

    def __call__(self) -> int:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def database(tmp_path: Path) -> str:
    place = str(tmp_path / "home.db")
    ledger = Ledger(open_database(place))
    ledger.observe(ledger.ensure_meter("Home", "Asia/Kolkata"), House().readings(20))
    return place


@pytest.fixture
def opened(database: str, clock: Clock) -> Opened:
    """The application, with the settings of the door that are given."""

    def app(*, demo: bool = False, **settings: str) -> Flask:
        found = application(database, demo=demo, door=WebSettings.model_validate(settings))
        found.extensions["power_usage"] = replace(found.extensions["power_usage"], clock=clock)
        return found

    return app


@pytest.fixture
def engine(database: str) -> sa.Engine:
    return open_database(database)


def with_password(opened: Opened, **settings: str) -> FlaskClient:
    return opened(POWER_USAGE_PASSWORD=PASSWORD, **settings).test_client()


def form_of(client: FlaskClient, page: str = "/login", **how: Any) -> dict[str, str]:
    """What the first form of a page sends besides what people type."""
    found = re.search(r'name="csrf" value="([^"]+)"', client.get(page, **how).get_data(as_text=True))
    assert found, page
    return {"csrf": found[1]}


def log_in(client: FlaskClient, password: str = PASSWORD, **how: Any) -> TestResponse:
    return client.post("/login", data={**form_of(client, **how), "password": password}, **how)


def key_of(client: FlaskClient) -> str | None:
    cookie = client.get_cookie("key")
    return cookie.value if cookie else None


# --- Without a password


def test_this_machine_is_let_in_while_there_is_no_password(opened: Opened) -> None:
    client = opened().test_client()
    for host in ("localhost:5000", "127.0.0.1:5000", "[::1]:5000"):
        assert client.get("/", headers={"Host": host}).status_code == 200
    assert client.get("/", environ_overrides={"REMOTE_ADDR": "::1"}).status_code == 200


@pytest.mark.parametrize(
    "path", ["/", "/explore", "/money", "/live", "/metrics", "/api/v1/status", "/nothing", "/access"]
)
def test_nobody_else_sees_anything(opened: Opened, path: str) -> None:
    answer = opened().test_client().get(path, environ_overrides=ELSEWHERE)
    assert answer.status_code == 401
    assert "balance" not in answer.get_data(as_text=True)


def test_a_name_that_was_pointed_at_this_machine_is_not_this_machine(opened: Opened) -> None:
    client = opened().test_client()
    for host in ("evil.example", "evil.example:5000", "127.0.0.1.evil.example", "localhost.evil.example", "[::2]", ""):
        assert client.get("/api/v1/status", headers={"Host": host}).status_code in (400, 401), host


@pytest.mark.parametrize("header", ["X-Forwarded-For", "X-Real-IP", "Forwarded", "Via", "X-Forwarded-Host"])
def test_what_a_proxy_on_this_machine_passes_on_is_not_from_this_machine(opened: Opened, header: str) -> None:
    assert opened().test_client().get("/", headers={header: "127.0.0.1"}).status_code == 401


def test_the_demo_has_nothing_to_hide_and_still_lets_nobody_change_anything(opened: Opened) -> None:
    client = opened(demo=True).test_client()
    assert client.get("/", environ_overrides=ELSEWHERE).status_code == 200
    assert client.get("/access", environ_overrides=ELSEWHERE).status_code == 403
    guarded = opened(demo=True, POWER_USAGE_PASSWORD=PASSWORD).test_client()
    assert guarded.get("/", environ_overrides=ELSEWHERE).status_code == 401


# --- The first password


def code_in(text: str) -> str:
    found = re.findall(r"\b[A-Z2-9]{5}-[A-Z2-9]{5}\b", text)
    assert len(found) == 1, text
    return str(found[0])


def test_the_first_password_is_set_by_whoever_reads_the_log(opened: Opened, caplog: pytest.LogCaptureFixture) -> None:
    client = opened().test_client()
    form = form_of(client, environ_overrides=ELSEWHERE)
    client.get("/login", environ_overrides=ELSEWHERE)
    code = code_in(caplog.text)  # one, however often it is asked for
    wrong = client.post(
        "/login", data={**form, "code": "ABCDE-ABCDE", "password": PASSWORD}, environ_overrides=ELSEWHERE
    )
    assert wrong.status_code == 401
    assert code not in wrong.get_data(as_text=True)
    short = client.post("/login", data={**form, "code": code, "password": "short"}, environ_overrides=ELSEWHERE)
    assert short.status_code == 422
    right = client.post(
        "/login",
        data={**form, "code": code.lower().replace("-", " "), "password": PASSWORD},
        environ_overrides=ELSEWHERE,
    )
    assert right.status_code == 303
    assert client.get("/", environ_overrides=ELSEWHERE).status_code == 200
    other = opened().test_client()
    assert other.get("/").status_code == 401  # now this machine is asked as well
    assert log_in(other).status_code == 303


def test_whoever_comes_first_without_the_code_owns_nothing(
    opened: Opened, clock: Clock, caplog: pytest.LogCaptureFixture
) -> None:
    client = opened().test_client()
    form = form_of(client, environ_overrides=ELSEWHERE)
    code = code_in(caplog.text)
    for given in ("", code[:5], f"{code} OR 1"):
        answer = client.post("/login", data={**form, "code": given, "password": PASSWORD}, environ_overrides=ELSEWHERE)
        assert answer.status_code == 401, given
    clock.now += 901
    answer = client.post("/login", data={**form, "code": code, "password": PASSWORD}, environ_overrides=ELSEWHERE)
    assert answer.status_code == 401
    assert opened().test_client().get("/").status_code == 200  # there is still no password


def test_this_machine_sets_the_first_password_without_a_code(opened: Opened) -> None:
    client = opened().test_client()
    answer = client.post("/access/password", data={**form_of(client, "/access"), "new": PASSWORD})
    assert answer.status_code == 303
    assert client.get("/access").status_code == 200
    assert opened().test_client().get("/").status_code == 401


# --- With a password


def test_the_setting_is_the_password_while_it_is_there(opened: Opened) -> None:
    assert log_in(with_password(opened)).status_code == 303
    first = with_password(opened)
    log_in(first)
    key = key_of(first)
    assert key
    again = with_password(opened)  # a restart ends no session
    again.set_cookie("key", key)
    assert again.get("/").status_code == 200
    other = opened(POWER_USAGE_PASSWORD="another password").test_client()
    other.set_cookie("key", key)  # another password does
    assert other.get("/").status_code == 401
    assert opened().test_client().get("/").status_code == 200  # and without the setting there is none


def test_a_person_is_asked_and_comes_back_to_where_they_were(opened: Opened) -> None:
    client = with_password(opened)
    asked = client.get(
        "/money?month=2026-03", headers={"Accept": "text/html,application/xhtml+xml,image/avif,*/*;q=0.8"}
    )
    assert (asked.status_code, asked.location) == (303, "/login?back=/money?month%3D2026-03")
    page = client.get(asked.location).get_data(as_text=True)
    back = re.search(r'name="back" value="([^"]+)"', page)
    assert back
    answer = client.post("/login", data={**form_of(client), "password": PASSWORD, "back": unescape(back[1])})
    assert answer.location == "/money?month=2026-03"


@pytest.mark.parametrize(
    "back", ["https://evil.example", "//evil.example", "/\\evil.example", "javascript:alert(1)", "/\t/evil"]
)
def test_nobody_is_sent_to_another_site(opened: Opened, back: str) -> None:
    client = with_password(opened)
    assert client.post("/login", data={**form_of(client), "password": PASSWORD, "back": back}).location == "/"


def test_only_files_and_health_are_open(opened: Opened) -> None:
    app = opened(POWER_USAGE_PASSWORD=PASSWORD)
    client = app.test_client()
    for path in ("/healthz", "/robots.txt", "/static/icons/icon.svg", "/manifest.webmanifest", "/login"):
        assert client.get(path).status_code == 200, path
    open_ones = {
        "/healthz",
        "/readyz",
        "/robots.txt",
        "/manifest.webmanifest",
        "/worker.js",
        "/login",
        "/guest/x",
        "/language/x",
    }
    for rule in app.url_map.iter_rules():
        path = re.sub(r"<[^>]*>", "x", rule.rule)
        if path not in open_ones and not path.startswith("/static/"):
            method = "GET" if "GET" in (rule.methods or ()) else "POST"
            assert client.open(path, method=method).status_code == 401, path


def test_brute_force_is_slowed_and_the_owner_elsewhere_is_not(opened: Opened, clock: Clock) -> None:
    client = with_password(opened)
    tried = [log_in(client, f"guess {number}", environ_overrides=ELSEWHERE).status_code for number in range(8)]
    assert tried == [401] * 5 + [429] * 3
    refused = log_in(client, PASSWORD, environ_overrides=ELSEWHERE)  # nor is the right one looked at
    assert (refused.status_code, refused.headers["Retry-After"]) == (429, "1")
    assert log_in(client, PASSWORD, environ_overrides={"REMOTE_ADDR": "192.168.1.8"}).status_code == 303
    guesses = 5
    for _ in range(86_400):  # a day of guessing as fast as it goes
        clock.now += 1
        guesses += client.application.extensions["power_usage.access"].attempts.take("192.168.1.7", clock.now) == 0
    assert guesses < 115


def test_a_household_with_many_addresses_counts_as_one_and_the_memory_is_bounded() -> None:
    attempts = Attempts()
    waits = [attempts.take(f"2001:db8::{number:x}", NOW) for number in range(1, 8)]
    assert waits == [0] * 5 + [1, 1]
    for number in range(30_000):
        attempts.take(f"10.{number >> 16}.{number >> 8 & 255}.{number & 255}", NOW)
    assert len(attempts._tries) == 10_000


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


# --- Guests and programs


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


# --- Proxies, hosts, headers


def test_only_the_proxies_that_are_named_are_believed(opened: Opened) -> None:
    client = with_password(opened, POWER_USAGE_TRUSTED_PROXIES="10.0.0.1, 172.16.0.0/12")
    attempts = client.application.extensions["power_usage.access"].attempts

    def guess(peer: str, forwarded: str) -> None:
        how = {"environ_overrides": {"REMOTE_ADDR": peer}, "headers": {"X-Forwarded-For": forwarded}}
        log_in(client, "wrong", **how)

    guess("10.0.0.1", "203.0.113.5")
    guess("10.0.0.1", "6.6.6.6, 203.0.113.6")  # whoever asks writes what they like before
    guess("10.0.0.1", "6.6.6.6, 203.0.113.7, 172.16.3.4")  # two proxies
    guess("198.51.100.1", "6.6.6.6")
    assert list(attempts._tries) == ["203.0.113.5", "203.0.113.6", "203.0.113.7", "198.51.100.1"]


def test_a_visitor_behind_a_trusted_proxy_is_never_this_machine(opened: Opened) -> None:
    client = opened(POWER_USAGE_TRUSTED_PROXIES="127.0.0.1").test_client()
    assert client.get("/", headers={"X-Forwarded-For": "127.0.0.1", "X-Forwarded-Host": "localhost"}).status_code == 401
    assert client.get("/").status_code == 401  # the proxy forgot to say for whom


@pytest.mark.parametrize("host", ["evil.example", "evil.example:80@localhost", "localhost/evil", "a b", '"><script>'])
def test_a_forged_host_gets_into_no_answer(opened: Opened, host: str) -> None:
    client = opened().test_client()
    for path in ("/", "/login", "/language/en", "/api/v1/openapi.json", "/manifest.webmanifest", "/static/icons"):
        answer = client.get(path, headers={"Host": host, "Accept": "text/html"})
        assert answer.status_code < 500
        text = answer.get_data(as_text=True) + str(answer.headers)
        assert "evil" not in text, path
        assert "<script>" not in text, path


def test_search_engines_are_told_to_stay_away_and_headers_are_strict(opened: Opened) -> None:
    client = with_password(opened)
    assert client.get("/robots.txt").get_data(as_text=True) == "User-agent: *\nDisallow: /\n"
    for path in ("/", "/login", "/static/icons/icon.svg", "/nothing", "/healthz"):
        headers = client.get(path).headers
        assert headers["X-Robots-Tag"] == "noindex, nofollow"
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert headers["Referrer-Policy"] == "no-referrer"
        assert "default-src 'none'" in headers["Content-Security-Policy"]
        assert "frame-ancestors 'none'" in headers["Content-Security-Policy"]
    log_in(client)
    page = client.get("/")
    assert page.cache_control.private
    assert "Cookie" in page.headers["Vary"]


def test_what_is_too_large_is_not_read(opened: Opened) -> None:
    client = with_password(opened)
    assert client.post("/login", data={**form_of(client), "password": "x" * 2_000_000}).status_code in (403, 413)
    assert log_in(client, "x" * 100_000).status_code == 401


def test_nothing_outside_the_static_folder_is_served_to_anybody(opened: Opened) -> None:
    client = opened().test_client()
    for path in (
        "/static/../app.py",
        "/static/..%2fapp.py",
        "/static/%2e%2e/app.py",
        "/static/..%5capp.py",
        "/static//etc/passwd",
        "/static/dist/../../page.py",
        "/static/\x00",
    ):
        assert client.get(path).status_code in (308, 404), path


# --- The commands


def test_a_setting_that_is_too_short_or_no_network_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from power_usage import settings

    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("POWER_USAGE_PASSWORD", "short")
    monkeypatch.setenv("POWER_USAGE_TRUSTED_PROXIES", "nginx")
    with pytest.raises(settings.SettingsProblem) as caught:
        settings.read(WebSettings)
    assert {sentence.split()[0] for sentence in caught.value.problems} == {
        "POWER_USAGE_PASSWORD",
        "POWER_USAGE_TRUSTED_PROXIES",
    }
    assert "short" not in str(caught.value)


def test_a_forgotten_password_is_set_anew_by_command(
    opened: Opened, database: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("POWER_USAGE_PASSWORD", raising=False)
    monkeypatch.setenv("POWER_USAGE_DATABASE", database)

    def said(*words: str, typed: str = "") -> Result:
        return CliRunner().invoke(main, ["password", *words], input=f"{typed}\n{typed}\n")

    assert said(typed="short").exit_code == 1
    assert opened().test_client().get("/").status_code == 200
    first = said(typed=PASSWORD)
    assert first.exit_code == 0
    assert PASSWORD not in first.output
    client = opened().test_client()
    assert log_in(client).status_code == 303
    assert said(typed="a new password").exit_code == 0
    assert client.get("/").status_code == 401
    assert log_in(client).status_code == 401
    assert log_in(client, "a new password").status_code == 303
    assert said("--remove").exit_code == 0
    assert opened().test_client().get("/").status_code == 200
    monkeypatch.setenv("POWER_USAGE_PASSWORD", PASSWORD)
    assert said(typed="a new password").exit_code == 2  # the setting is the password


def test_the_api_says_that_it_takes_a_token(opened: Opened) -> None:
    document = opened().test_client().get("/api/v1/openapi.json").get_json()
    assert document["components"]["securitySchemes"]["token"] == {"type": "http", "scheme": "bearer"}
    for path, operations in document["paths"].items():
        assert "401" in operations["get"]["responses"], path
        assert {"token": []} in operations["get"]["security"], path
