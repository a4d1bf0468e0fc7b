"""Whom a proxy speaks for, whatever a request is made up to be, and what each answer carries."""

import pytest

from doors import Opened, form_of, log_in, with_password


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
