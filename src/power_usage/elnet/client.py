"""Asking ELNET: one HTTP session for all meters, patient with a server that is away, never pushing it."""

import asyncio
import json
import logging
import random
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from decimal import Decimal
from types import TracebackType
from typing import Self
from urllib.parse import urlsplit

import aiohttp

from power_usage.elnet.errors import ElnetError, TimedOut, Unreachable

log = logging.getLogger(__name__)

ANSWER_WITHIN_S = 10.0
CONNECT_WITHIN_S = 5.0
AT_ONCE = 4
"""Requests under way at one server: it is a community's, and slow."""
TRIES = 3
FIRST_PAUSE_S = 1.0
LONGEST_ANSWER = 1_000_000
AWAY_AFTER = 3
"""Failures in a row after which a server is away: then each poll asks once and does not try again."""

_decode = json.JSONDecoder(parse_float=Decimal).decode


@dataclass(frozen=True, slots=True)
class Endpoint:
    """Where a call goes and what it says. Neither token nor request text shows when it is printed."""

    url: str
    input_type: str = field(repr=False)
    token: str = field(repr=False)

    @property
    def server(self) -> str:
        """Host and port: what is away or there as a whole."""
        return urlsplit(self.url).netloc.rpartition("@")[2]


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back, and when (UTC epoch seconds). A body that is no JSON stays text."""

    endpoint: str
    received_at: int
    status: int
    body: object


@dataclass(slots=True)
class _Server:
    """What is known of one server."""

    places: asyncio.Semaphore = field(default_factory=lambda: asyncio.Semaphore(AT_ONCE))
    failures: int = 0  # in a row, of whatever kind
    away: bool = False


class ElnetClient:
    """Asks any number of meters' endpoints. Use it as an async context manager."""

    def __init__(self, *, answer_within_s: float = ANSWER_WITHIN_S, clock: Callable[[], float] = time.time) -> None:
        self._clock = clock
        self._timeout = aiohttp.ClientTimeout(
            total=answer_within_s, sock_connect=min(CONNECT_WITHIN_S, answer_within_s)
        )
        self._servers: dict[str, _Server] = {}
        self._http: aiohttp.ClientSession | None = None

    async def __aenter__(self) -> Self:
        self._http = aiohttp.ClientSession(timeout=self._timeout, headers={"User-Agent": "okhttp/4.9.0"})
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._http is not None:
            await self._http.close()

    async def live(self, endpoint: Endpoint) -> Answer:
        """GetLiveUpdates. Raises Unreachable or TimedOut when no answer came at all."""
        return await self._ask("GetLiveUpdates", endpoint)

    async def home(self, endpoint: Endpoint) -> Answer:
        """HomeData. Raises as `live` does."""
        return await self._ask("HomeData", endpoint)

    async def call(self, name: str, endpoint: Endpoint, *, tries: int = TRIES) -> Answer:
        """Any call by its name. Raises as `live` does."""
        return await self._ask(name, endpoint, tries)

    async def _ask(self, name: str, endpoint: Endpoint, tries: int = TRIES) -> Answer:
        server = self._servers.setdefault(endpoint.server, _Server())
        tries = 1 if server.failures >= AWAY_AFTER else tries
        for attempt in range(1, tries + 1):
            try:
                async with server.places:
                    answer = await self._post(name, endpoint)
            except ElnetError as error:
                if attempt == tries:
                    self._lost(server, endpoint, error)
                    raise
            else:
                ill = answer.status >= 500  # that may pass; other refusals stay
                if not ill or attempt == tries:
                    self._back(server, endpoint, ill=ill)
                    return answer
            # Jitter, so that meters that failed together do not come back together.
            await asyncio.sleep(FIRST_PAUSE_S * 2 ** (attempt - 1) * random.uniform(0.5, 1.5))  # noqa: S311
        raise AssertionError("the last try returned or raised")

    async def _post(self, name: str, endpoint: Endpoint) -> Answer:
        if self._http is None:
            raise RuntimeError("The client is not open: use it with 'async with'")
        headers = {"Content-Type": "application/json; charset=UTF-8"}
        if endpoint.token:  # a login has none yet
            headers["Authorization"] = f"Bearer {endpoint.token}"
        body = json.dumps({"InputType": endpoint.input_type})
        try:
            async with self._http.post(endpoint.url, data=body, headers=headers, allow_redirects=False) as response:
                content = bytearray()
                async for chunk in response.content.iter_any():
                    content += chunk
                    if len(content) > LONGEST_ANSWER:
                        break
                return Answer(name, int(self._clock()), response.status, _decoded(bytes(content)))
        except (aiohttp.ClientConnectorError, aiohttp.ConnectionTimeoutError) as error:
            failure = TimedOut() if isinstance(error, TimeoutError) else Unreachable()
            failure.heard = False
            raise failure from error
        except TimeoutError as error:
            raise TimedOut from error
        except (aiohttp.ClientError, OSError) as error:
            raise Unreachable from error

    def _lost(self, server: _Server, endpoint: Endpoint, error: ElnetError) -> None:
        server.failures += 1
        if not server.away:
            log.warning("%s (%s) Asking goes on.", error, endpoint.server)
        server.away = True

    def _back(self, server: _Server, endpoint: Endpoint, *, ill: bool) -> None:
        if server.away:
            log.warning("The ELNET server %s answers again.", endpoint.server)
        server.away = False
        server.failures = server.failures + 1 if ill else 0


def _decoded(content: bytes) -> object:
    text = content.decode("utf-8", "replace")
    try:
        return _decode(text)
    except (ValueError, RecursionError):
        return text
