"""A collector whose loop hangs cannot help itself: a thread beside it notices, and has it started again.

The loop gives a sign of life each time it has renewed its leases, which needs the loop and the thread of the database:
whatever of the two hangs, the sign stays away. systemd is told the same, where it asks (see `notify`).
"""

import logging
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from types import TracebackType
from typing import Self

from power_usage.collector.notify import notify

log = logging.getLogger(__name__)

LIMIT_S = 120.0
"""Signs come every 10 s; a database that is locked delays them by 15 s for each meter."""
EVERY_S = 10.0


@dataclass(slots=True)
class Watchdog:
    """Calls `hung` once when no `beat` came for `limit_s`. Before the first one, nothing is expected yet."""

    hung: Callable[[], None]
    limit_s: float = LIMIT_S
    every_s: float = EVERY_S
    clock: Callable[[], float] = time.monotonic  # which does not count while a machine sleeps
    _last: float | None = None
    _stop: threading.Event = field(default_factory=threading.Event)
    _thread: threading.Thread | None = None

    def beat(self) -> None:
        """The sign of life."""
        self._last = self.clock()

    def is_hung(self) -> bool:
        """Whether signs stayed away for too long."""
        return self._last is not None and self.clock() - self._last > self.limit_s

    def __enter__(self) -> Self:
        self._thread = threading.Thread(target=self._watch, name="watchdog", daemon=True)
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._stop.set()
        if self._thread is not None:
            self._thread.join()

    def _watch(self) -> None:
        while not self._stop.wait(self.every_s):
            if self.is_hung():
                log.critical("The collector gave no sign of life for %.0f s: it is started again.", self.limit_s)
                self.hung()
                return
            notify("WATCHDOG=1")
