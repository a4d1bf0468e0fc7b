"""A resident's own way into ELNET: logging in, keeping the token, and asking with it.

The one danger is to lock the resident out by trying too often. So:
- a refused user name or password is not tried again for a day, over restarts too, unless the settings change (for an
  hour, if it was taken before: the server may have a fault);
- a token that ELNET refuses is renewed once; if the new one is refused as well, each next try waits twice as long;
- whatever happens, there are no more than five logins an hour.
"""

import asyncio
import logging
import time
from collections import deque
from collections.abc import Callable, Mapping
from typing import Protocol

from power_usage.elnet.client import Answer, ElnetClient, Endpoint
from power_usage.elnet.errors import ElnetError, LoginRefused, TokenRefused
from power_usage.elnet.inputs import PATH, Credentials, login_text, meter_text
from power_usage.elnet.wire import LoginAnswer, is_token_refusal, parse_login

log = logging.getLogger(__name__)

LOGIN = "login"
HELD_S = 24 * 3600
HOUR_S = 3600
MOST_AN_HOUR = 5
FIRST_PAUSE_S, LONGEST_PAUSE_S = 60.0, 3600.0


Fingerprint = Callable[[bytes], bytes]


class Refusals(Protocol):
    """Remembers, over restarts, which credentials were refused and when (epoch seconds)."""

    def refused_at(self, fingerprint: Fingerprint) -> int | None:
        """When those were refused last; None if they never were."""

    def note(self, fingerprint: Fingerprint, at: int) -> None:
        """They were refused."""

    def forget(self) -> None:
        """They were taken."""


class Account:
    """One resident's account, for one meter. `inputs`: captured InputTypes, by call, that are sent as they are."""

    def __init__(
        self,
        client: ElnetClient,
        credentials: Credentials,
        refusals: Refusals,
        *,
        inputs: Mapping[str, str] | None = None,
        clock: Callable[[], float] = time.time,
    ) -> None:
        self._client, self._credentials, self._refusals, self._clock = client, credentials, refusals, clock
        self._inputs = inputs or {}
        self._entry: LoginAnswer | None = None
        self._lock = asyncio.Lock()
        self._held_until: float | None = None
        self._worked = False
        self._not_before, self._pause_s = 0.0, FIRST_PAUSE_S
        self._tries: deque[float] = deque(maxlen=MOST_AN_HOUR)
        self._why: type[ElnetError] = TokenRefused  # what a call hears that may not log in yet

    async def ask(self, name: str) -> Answer:
        """The answer to a call, with a token that is renewed once if it is refused.

        Raises LoginRefused while the login is refused, TokenRefused while no new token may be asked for yet, and
        Unreachable, TimedOut or NotElnet.
        """
        entry = self._entry or await self._logged_in(None)
        answer = await self._client.call(name, self._endpoint(name, entry))
        if is_token_refusal(answer.status, answer.body):
            entry = await self._logged_in(entry)
            answer = await self._client.call(name, self._endpoint(name, entry))
        if not is_token_refusal(answer.status, answer.body) and answer.status < 500:
            self._not_before, self._pause_s = 0.0, FIRST_PAUSE_S
        return answer

    def _endpoint(self, name: str, entry: LoginAnswer) -> Endpoint:
        text = self._inputs.get(name) or self._credentials.seal.sealed(meter_text(name, entry.meter_id))
        return Endpoint(self._credentials.base_url + PATH + name, text, entry.token)

    async def _logged_in(self, refused: LoginAnswer | None) -> LoginAnswer:
        """A token other than the refused one: another call may have got it meanwhile."""
        async with self._lock:
            if self._entry is not None and self._entry is not refused:
                return self._entry
            await self._may_try()
            self._entry = await self._log_in()
            return self._entry

    async def _may_try(self) -> None:
        now = self._clock()
        if self._held_until is None:
            refused_at = await asyncio.to_thread(self._refusals.refused_at, self._credentials.fingerprint)
            self._held_until = 0.0 if refused_at is None else refused_at + HELD_S
        if now < self._held_until:
            raise LoginRefused
        full = len(self._tries) == MOST_AN_HOUR and now - self._tries[0] < HOUR_S
        if full or now < self._not_before:
            raise self._why()

    async def _log_in(self) -> LoginAnswer:
        said = login_text(self._credentials.username, self._credentials.password)
        now = self._clock()
        self._tries.append(now)
        self._not_before, self._pause_s = now + self._pause_s, min(2 * self._pause_s, LONGEST_PAUSE_S)
        endpoint = Endpoint(self._credentials.base_url + PATH + LOGIN, self._credentials.seal.sealed(said), "")
        try:
            answer = await self._client.call(LOGIN, endpoint, tries=1)
            entry = parse_login(answer.status, answer.body)
        except LoginRefused:
            self._held_until, self._worked = now + (HOUR_S if self._worked else HELD_S), False
            await self._remember(self._refusals.note, self._credentials.fingerprint, int(now))
            raise
        except ElnetError as error:
            self._why = type(error)
            if not error.heard:  # then it counts as no try
                self._tries.pop()
                self._not_before, self._pause_s = 0.0, FIRST_PAUSE_S
            raise
        self._why, self._worked = TokenRefused, True
        await self._remember(self._refusals.forget)
        log.info("Logged in to ELNET")
        return entry

    async def _remember(self, work: Callable[..., None], *args: object) -> None:
        try:
            await asyncio.to_thread(work, *args)
        except Exception as error:  # noqa: BLE001 - this process knows it at any rate
            log.warning("What became of the login could not be stored: %s", type(error).__name__)
