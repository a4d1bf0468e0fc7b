"""The pages: the application on a database, and the server for it."""

import logging
import signal
from typing import TYPE_CHECKING

from pydantic import SecretStr

from power_usage.bootstrap.databases import open_reader
from power_usage.domain.tariffs import NOTHING_SET, SetRates
from power_usage.settings import WebSettings
from power_usage.storage.engine import database_url, open_engine

if TYPE_CHECKING:
    import sqlalchemy as sa
    from flask import Flask

log = logging.getLogger(__name__)

LARGEST_REQUEST = 2_000_000


def serve(app: "Flask", host: str, port: int) -> None:
    """Serve the pages until SIGTERM or Ctrl-C. Raises OSError where the address cannot be used."""
    from waitress import create_server

    server = create_server(
        app,
        host=host,
        port=port,
        threads=8,
        connection_limit=5000,
        asyncore_use_poll=True,
        ident=None,
        max_request_body_size=LARGEST_REQUEST,
        # What proxies add is judged by web/access/proxies.py, which must see that it was there.
        clear_untrusted_proxy_headers=False,
    )
    signal.signal(signal.SIGTERM, _interrupt)
    shown = "127.0.0.1" if host in ("", "0.0.0.0") else host  # noqa: S104
    log.info("The dashboard is at http://%s:%s", shown, server.effective_port)
    try:
        server.run()
    finally:
        server.close()


def application(
    database: str,
    *,
    demo: bool = False,
    low_paise: int | None = None,
    set_rates: SetRates = NOTHING_SET,
    door: WebSettings | None = None,
) -> "Flask":
    """The Flask application on a database that exists. `door`: who may see it; else this machine alone."""
    from power_usage.web.app import create_app

    writer = open_engine(database_url(database))
    if door is not None:
        _follow_password(writer, door.page_password)
    return create_app(
        open_reader(database),
        demo=demo,
        low_balance_paise=low_paise,
        set_rates=set_rates,
        writer=writer,
        trusted_proxies=door.trusted_proxies if door else (),
    )


def _follow_password(writer: "sa.Engine", wanted: SecretStr | None) -> None:
    """The setting's password is the password while it is there, and goes with it; sessions of another one end."""
    from power_usage.storage import access
    from power_usage.web.access.passwords import is_password, scrypt_of

    with writer.connect() as conn:
        known = access.password_now(conn)
    if wanted is None:
        if known is not None and known.from_setting:
            with writer.begin() as conn:
                access.remove_password(conn)
        return
    same = known is not None and is_password(known.scrypt, wanted)
    scrypt = None if same else scrypt_of(wanted.get_secret_value())
    with writer.begin() as conn:
        if scrypt is None:
            access.keep_with_setting(conn)
        else:
            access.set_password(conn, scrypt, from_setting=True)


def _interrupt(*_: object) -> None:
    raise SystemExit(0)
