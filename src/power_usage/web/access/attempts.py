"""Guessing is slowed: after a few wrong tries, an address waits twice as long each time."""

import threading
from collections import OrderedDict
from dataclasses import dataclass, field
from ipaddress import IPv6Address, IPv6Network, ip_address

FREE = 5
"""So many tries are not slowed: people mistype."""
LONGEST_S = 900
FORGOTTEN_S = 86_400
MOST_ADDRESSES = 10_000


@dataclass(slots=True)
class Attempts:
    """The tries of each address that did not succeed. May be used from several threads; instants are epoch seconds."""

    _tries: OrderedDict[str, tuple[int, int]] = field(default_factory=OrderedDict)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def take(self, address: str, now: int) -> int:
        """How many seconds the address must wait; 0: it may try once, which counts as failed until it `succeeded`."""
        who = _home_of(address)
        with self._lock:
            count, last = self._tries.get(who, (0, now))
            if now - last > FORGOTTEN_S:
                count = 0
            until = last + (min(2 ** (count - FREE), LONGEST_S) if count >= FREE else 0)
            if until > now:
                return until - now
            self._tries[who] = count + 1, now
            self._tries.move_to_end(who)
            while len(self._tries) > MOST_ADDRESSES:
                self._tries.popitem(last=False)
            return 0

    def succeeded(self, address: str) -> None:
        """Forget what went wrong before."""
        with self._lock:
            self._tries.pop(_home_of(address), None)


def _home_of(address: str) -> str:
    """One household has 2**64 addresses of IPv6: they count as one."""
    try:
        found = ip_address(address)
    except ValueError:
        return address
    if isinstance(found, IPv6Address) and found.ipv4_mapped is None:
        return str(IPv6Network((found, 64), strict=False))
    return str(getattr(found, "ipv4_mapped", None) or found)
