"""Which logins ELNET refused, over restarts, so that nobody hammers it with a wrong password."""

import hmac
import os
from collections.abc import Callable

import sqlalchemy as sa

from power_usage.storage.tables import refused_login
from power_usage.storage.upsert import upsert

SALT_BYTES = 16
Fingerprint = Callable[[bytes], bytes]
"""Of the credentials, for a salt."""


class RefusedLogins:
    """Those of one meter, known by its name: it need not have been polled yet."""

    def __init__(self, engine: sa.Engine, name: str) -> None:
        self._engine, self._name = engine, name

    def refused_at(self, fingerprint: Fingerprint) -> int | None:
        """When these very credentials were refused (UTC epoch seconds), or None."""
        with self._engine.connect() as conn:
            row = conn.execute(sa.select(refused_login).where(refused_login.c.name == self._name)).first()
        if row is None or not hmac.compare_digest(bytes(row.fingerprint), fingerprint(bytes(row.salt))):
            return None
        return int(row.refused_at)

    def note(self, fingerprint: Fingerprint, at: int) -> None:
        """They were refused."""
        salt = os.urandom(SALT_BYTES)
        row = {"name": self._name, "salt": salt, "fingerprint": fingerprint(salt), "refused_at": at}
        with self._engine.begin() as conn:
            upsert(conn, refused_login, [row])

    def forget(self) -> None:
        """They were taken."""
        with self._engine.begin() as conn:
            conn.execute(sa.delete(refused_login).where(refused_login.c.name == self._name))
