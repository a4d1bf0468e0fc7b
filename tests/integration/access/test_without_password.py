"""While there is no password, this machine is let in and nobody else."""

import pytest

from doors import ELSEWHERE, PASSWORD, Opened


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
