"""The simulated ELNET server as a process: `python -m power_usage.demo [PORT [SECONDS]]` prints its address first.

Its flat has lived since so many SECONDS ago.
"""

import signal
import sys
import time

from power_usage.demo.flat import Flat
from power_usage.demo.server import FakeElnet, ServerThread


def main() -> None:
    """Serve until SIGTERM, with a new snapshot every two seconds and the door for tests open."""
    port = int(sys.argv[1]) if len(sys.argv) > 1 else 0
    past_s = int(sys.argv[2]) if len(sys.argv) > 2 else 5
    flat = Flat(seed=7, at=int(time.time()) - past_s, forced_eb=True)
    with ServerThread(
        FakeElnet(flat, token="demo", input_type="demo", every_s=2),  # noqa: S106 - protects nothing
        port=port,
        control=True,
    ) as server:
        sys.stdout.write(server.url + "\n")
        sys.stdout.flush()
        signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
        signal.pause()


main()
