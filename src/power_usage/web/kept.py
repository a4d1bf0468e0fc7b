"""Answers that were given already. Many screens ask for the same, and most of it is the past."""

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from dataclasses import dataclass, field

MOST_BYTES = 4_000_000
LARGEST = 400_000


@dataclass(slots=True)
class Kept:
    """The bodies asked for last, by what they depend on. May be used from several threads."""

    _bodies: OrderedDict[Hashable, bytes] = field(default_factory=OrderedDict)
    _bytes: int = 0
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def get(self, key: Hashable, make: Callable[[], bytes], *, keep: bool = True) -> bytes:
        """The body of that key; made now if it is not kept. The key must name everything that it depends on."""
        with self._lock:
            known = self._bodies.get(key)
            if known is not None:
                self._bodies.move_to_end(key)
                return known
        body = make()
        if keep and len(body) <= LARGEST:
            with self._lock:
                self._bytes += len(body) - len(self._bodies.get(key, b""))
                self._bodies[key] = body
                while self._bytes > MOST_BYTES:
                    self._bytes -= len(self._bodies.popitem(last=False)[1])
        return body
