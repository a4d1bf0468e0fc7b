"""Coming in: what a person types and a browser sends."""

import re
from collections.abc import Callable
from typing import Any

from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

NOW = 1_800_000_000
PASSWORD = "correct horse battery"
ELSEWHERE = {"REMOTE_ADDR": "192.168.1.7"}
Opened = Callable[..., Flask]
"""The application, with the settings of the door that are given."""


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
