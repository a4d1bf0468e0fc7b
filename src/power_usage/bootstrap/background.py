"""Work beside the web server, and a watchdog over it."""

import asyncio
import faulthandler
import logging
import os
import sys
import threading
from collections.abc import Callable, Coroutine, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from types import TracebackType
from typing import Self

log = logging.getLogger(__name__)


@dataclass(slots=True)
class Background:
    """Work on an asyncio loop in a thread beside the web server; told to stop, it finishes what is under way."""

    work: Callable[[asyncio.Event], Coroutine[None, None, None]]
    _loop: asyncio.AbstractEventLoop = field(default_factory=asyncio.new_event_loop)
    _stop: asyncio.Event = field(default_factory=asyncio.Event)
    _thread: threading.Thread | None = None

    def __enter__(self) -> Self:
        # A daemon, since interpreters that end without leaving this block must not wait for it for ever.
        self._thread = threading.Thread(target=self._run, name="collector", daemon=True)
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._thread is not None and self._thread.is_alive():
            self._loop.call_soon_threadsafe(self._stop.set)
            self._thread.join()

    def _run(self) -> None:
        try:
            self._loop.run_until_complete(self.work(self._stop))
        except Exception:
            log.exception("The collector ended by a fault of its own; the pages go on")
        finally:
            self._loop.close()


@contextmanager
def watched(limit_s: float = 120.0, every_s: float = 10.0) -> Iterator[Callable[[], None]]:
    """Gives what a collector calls as a sign of life. Without one for so long, this program starts itself again.

    It takes its own place (exec), since a thread that hangs cannot be ended: what it was writing is rolled back by
    the database, and its leases are known as those of a process before it.
    """
    from power_usage.collector.notify import notify
    from power_usage.collector.watchdog import Watchdog

    with Watchdog(_start_again, limit_s, every_s) as dog:
        notify("READY=1")
        yield dog.beat
        notify("STOPPING=1")


def _start_again() -> None:
    faulthandler.dump_traceback(sys.stderr)  # says where it hangs
    logging.shutdown()
    try:
        os.execv(sys.executable, [sys.executable, *sys.orig_argv[1:]])  # noqa: S606 - our own words, no shell
    finally:
        os._exit(1)  # whoever started us may start us again
