"""Who may see the pages: one password, and tokens.

A token is a random secret: a session after logging in, a guest's link, a key for a program, or the code of the first
use. The database knows only its SHA-256, so who reads the database, or a backup of it, gets in nowhere. (A fast
digest is enough, since nobody can guess 256 random bits; a password, which people choose, gets scrypt.)
"""

import secrets
from dataclasses import dataclass
from enum import StrEnum
from hashlib import sha256
from typing import Any

import sqlalchemy as sa

from power_usage.storage.tables import password, token

ONLY = 1
CODE_LETTERS = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"
"""Those that nobody takes for another."""


class TokenKind(StrEnum):
    """What a token opens."""

    SESSION = "session"  # everything, after the password
    GUEST = "guest"  # reading, by a link
    API = "api"  # reading, by a program
    FIRST_USE = "first_use"  # setting the first password


@dataclass(frozen=True, slots=True)
class Password:
    """The password as its scrypt; whether it comes from the setting."""

    scrypt: str
    from_setting: bool


@dataclass(frozen=True, slots=True)
class Token:
    """A token without its secret. Instants are UTC epoch seconds; `expires_at` None: when it is revoked."""

    id: int
    kind: TokenKind
    name: str
    made_at: int
    expires_at: int | None


def password_now(conn: sa.Connection) -> Password | None:
    """The password, None while none is set."""
    row = conn.execute(sa.select(password.c.scrypt, password.c.from_setting)).first()
    return None if row is None else Password(*row)


def set_password(conn: sa.Connection, scrypt: str, *, from_setting: bool = False) -> None:
    """Make it the password; whoever came in by the one before must log in again."""
    remove_password(conn)
    conn.execute(sa.insert(password).values(id=ONLY, scrypt=scrypt, from_setting=from_setting))


def keep_with_setting(conn: sa.Connection) -> None:
    """The password that is set is now the setting's, and goes with it."""
    conn.execute(sa.update(password).values(from_setting=True))


def remove_password(conn: sa.Connection) -> None:
    """Ask for no password any more: only this machine is then let in."""
    conn.execute(sa.delete(password))
    conn.execute(sa.delete(token).where(token.c.kind.in_((TokenKind.SESSION, TokenKind.FIRST_USE))))


def add_token(
    conn: sa.Connection, kind: TokenKind, now: int, *, name: str = "", seconds: int | None = None, secret: str = ""
) -> str:
    """A new token's secret, which nobody can be told again. It ends after `seconds`, or when it is revoked."""
    secret = secret or secrets.token_urlsafe(32)
    conn.execute(sa.delete(token).where(token.c.expires_at <= now))
    conn.execute(
        sa.insert(token).values(
            kind=kind, name=name, digest=_digest(secret), made_at=now, expires_at=seconds and now + seconds
        )
    )
    return secret


def add_code(conn: sa.Connection, now: int, seconds: int) -> str:
    """A code that a person types to set the first password; the one before is no longer good."""
    conn.execute(sa.delete(token).where(token.c.kind == TokenKind.FIRST_USE))
    letters = "".join(secrets.choice(CODE_LETTERS) for _ in range(10))
    add_token(conn, TokenKind.FIRST_USE, now, seconds=seconds, secret=letters)
    return f"{letters[:5]}-{letters[5:]}"


def code_made(conn: sa.Connection, now: int) -> bool:
    """Whether a code was given that is still good."""
    good = sa.and_(token.c.kind == TokenKind.FIRST_USE, token.c.expires_at > now)
    return conn.execute(sa.select(token.c.id).where(good)).first() is not None


def is_code(conn: sa.Connection, typed: str, now: int) -> bool:
    """Whether that is the code, however it was typed."""
    found = find_token(conn, "".join(letter for letter in typed.upper() if letter.isalnum()), now)
    return found is not None and found.kind is TokenKind.FIRST_USE


def find_token(conn: sa.Connection, secret: str, now: int) -> Token | None:
    """The token of that secret; None where there is none, or it has ended."""
    query = sa.select(*_SEEN).where(token.c.digest == _digest(secret))
    row = conn.execute(query).first()
    if row is None or (row.expires_at is not None and row.expires_at <= now):
        return None
    return _token(row)


def tokens(conn: sa.Connection, now: int, *kinds: TokenKind) -> list[Token]:
    """Those of the kinds that are good, in the order in which they were made."""
    good = sa.or_(token.c.expires_at.is_(None), token.c.expires_at > now)
    query = sa.select(*_SEEN).where(token.c.kind.in_(kinds), good).order_by(token.c.id)
    return [_token(row) for row in conn.execute(query)]


def revoke(conn: sa.Connection, number: int) -> bool:
    """End that token; False where there is none."""
    return conn.execute(sa.delete(token).where(token.c.id == number)).rowcount == 1


def end_sessions(conn: sa.Connection) -> None:
    """Whoever is logged in, anywhere, is not any more."""
    conn.execute(sa.delete(token).where(token.c.kind == TokenKind.SESSION))


_SEEN = (token.c.id, token.c.kind, token.c.name, token.c.made_at, token.c.expires_at)


def _token(row: sa.Row[*tuple[Any, ...]]) -> Token:
    return Token(row.id, TokenKind(row.kind), row.name, row.made_at, row.expires_at)


def _digest(secret: str) -> str:
    return sha256(secret.encode("utf-8", "surrogatepass")).hexdigest()
