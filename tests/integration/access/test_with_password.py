"""With a password everybody is asked, comes back to where they were, and guesses slowly."""

import re
from html import unescape

import pytest

from clock import Clock
from doors import ELSEWHERE, NOW, PASSWORD, Opened, form_of, key_of, log_in, with_password
from power_usage.web.access.attempts import Attempts


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
