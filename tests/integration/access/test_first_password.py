"""The first password is set on this machine, or by whoever reads the tracker's log."""

import re

import pytest

from clock import Clock
from doors import ELSEWHERE, PASSWORD, Opened, form_of, log_in


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
