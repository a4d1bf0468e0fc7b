"""Who asks: the owner, somebody who may read, or nobody we know."""

from dataclasses import dataclass, field
from enum import Enum
from ipaddress import ip_address
from typing import cast
from urllib.parse import urlsplit

import sqlalchemy as sa
from flask import current_app, g, request

from power_usage.storage.access import Password, Token, TokenKind, find_token, password_now
from power_usage.web.access.attempts import Attempts
from power_usage.web.access.proxies import FORWARDED
from power_usage.web.served import served

COOKIE = "key"
KEY = "power_usage.access"


class Role(Enum):
    """What a visitor may do."""

    OWNER = "everything"
    READER = "reading"
    NOBODY = "nothing"


@dataclass(frozen=True, slots=True)
class Visitor:
    """One request's. `password` is what is asked for, None while none is set; `local`: comes from this machine."""

    role: Role
    local: bool
    password: Password | None
    token: Token | None = None

    @property
    def has_session(self) -> bool:
        """Logged in by the password."""
        return self.token is not None and self.token.kind is TokenKind.SESSION


@dataclass(frozen=True, slots=True)
class Access:
    """Of an application: the database in which passwords and tokens are kept, and the guesses so far."""

    writer: sa.Engine
    attempts: Attempts = field(default_factory=Attempts)


def access() -> Access:
    """Of the application that serves this request."""
    return cast("Access", current_app.extensions[KEY])


def visitor() -> Visitor:
    """Of this request; found out once."""
    if "visitor" not in g:
        g.visitor = _find()
    return cast("Visitor", g.visitor)


def _find() -> Visitor:
    local = is_local()
    with served().engine.connect() as conn:
        password = password_now(conn)
        token = _token(conn)
    return Visitor(_role(token, password, local=local), local, password, token)


def _role(token: Token | None, password: Password | None, *, local: bool) -> Role:
    if token is not None:
        return Role.OWNER if token.kind is TokenKind.SESSION else Role.READER
    if password is not None:
        return Role.NOBODY
    if local:
        return Role.OWNER
    return Role.READER if served().demo else Role.NOBODY  # a simulated flat has no secrets


def _token(conn: sa.Connection) -> Token | None:
    """What the request shows: a program's key in its header, else a session or a guest's link as a cookie."""
    given = request.authorization
    if given is not None and given.type == "bearer" and given.token:
        found = find_token(conn, given.token, served().clock())
        return found if found is not None and found.kind is TokenKind.API else None
    cookie = request.cookies.get(COOKIE)
    found = find_token(conn, cookie, served().clock()) if cookie else None
    return found if found is not None and found.kind in (TokenKind.SESSION, TokenKind.GUEST) else None


def is_local() -> bool:
    """Whether the request comes from this machine and means it.

    A page elsewhere can give its own name this machine's address (DNS rebinding): its requests then come from
    here, but with that name. And what a proxy passes on comes from the proxy's machine.
    """
    if request.environ.get(FORWARDED):
        return False
    name = (urlsplit(f"//{request.headers.get('Host', '')}").hostname or "").removesuffix(".")
    return _is_loopback(request.remote_addr or "") and (name == "localhost" or _is_loopback(name))


def _is_loopback(address: str) -> bool:
    try:
        found = ip_address(address)
    except ValueError:
        return False
    mapped = getattr(found, "ipv4_mapped", None)
    return bool((mapped or found).is_loopback)
