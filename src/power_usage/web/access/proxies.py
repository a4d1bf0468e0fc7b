"""What reverse proxies say of the visitor is believed only from those that are named in the settings."""

from collections.abc import Iterable, Sequence
from ipaddress import IPv4Network, IPv6Network, ip_address
from typing import TYPE_CHECKING

from werkzeug.middleware.proxy_fix import ProxyFix

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

Network = IPv4Network | IPv6Network
FORWARDED = "power_usage.forwarded"
SIGNS = (
    "HTTP_X_FORWARDED_FOR",
    "HTTP_X_FORWARDED_HOST",
    "HTTP_X_FORWARDED_PROTO",
    "HTTP_X_REAL_IP",
    "HTTP_FORWARDED",
    "HTTP_VIA",
)
"""Whoever sends one of these does not come from this machine, wherever the connection comes from."""


class Proxies:
    """The application behind them. `FORWARDED` in the environment: the request came through a proxy."""

    def __init__(self, app: "WSGIApplication", trusted: Sequence[Network]) -> None:
        self._app, self._trusted = app, trusted

    def __call__(self, environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterable[bytes]:
        environ[FORWARDED] = any(sign in environ for sign in SIGNS)
        hops = [hop.strip() for hop in environ.get("HTTP_X_FORWARDED_FOR", "").split(",")]
        if not self._is_trusted(environ.get("REMOTE_ADDR", "")):
            return self._app(environ, start_response)
        environ[FORWARDED] = True
        depth = 1
        # Each proxy adds, at the end, whom it was asked by: the visitor is the last who is no proxy of ours.
        while depth < len(hops) and self._is_trusted(hops[-depth]):
            depth += 1
        fixed = ProxyFix(self._app, x_for=depth, x_proto=1, x_host=1, x_prefix=1)
        return fixed(environ, start_response)

    def _is_trusted(self, address: str) -> bool:
        try:
            found = ip_address(address)
        except ValueError:
            return False
        return any(found in network for network in self._trusted)
