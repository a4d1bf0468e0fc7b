"""The past of a simulated flat as a recording, so that the demo has something to show at once."""

import json
from collections.abc import Iterator
from decimal import Decimal

from power_usage.demo.appliances import chance
from power_usage.demo.server import FakeElnet
from power_usage.elnet.recording import RecordedLine

POLL_S = 60
HOME_S = 600
STALE = (3, 50_000, 51_800)
"""On every third day the server repeats itself for half an hour, as the real one does."""


def history(elnet: FakeElnet, start: int, end: int) -> Iterator[RecordedLine]:
    """What polling from `start` to `end` (UTC epoch seconds) would have brought."""
    for at in range(start, end, POLL_S):
        ordinal, second = divmod(at, 86_400)
        if ordinal % STALE[0] != 0 or not STALE[1] <= second < STALE[2]:
            elnet.snapshot_until(at)
        elnet.quirk = "zeros" if chance(elnet.flat.seed, "zeros", at) < 0.0003 else None
        yield _line(at, "GetLiveUpdates", elnet.live())
        if at % HOME_S < POLL_S:
            yield _line(at, "HomeData", elnet.home())
    elnet.quirk = None


def _line(at: int, endpoint: str, data: dict[str, object]) -> RecordedLine:
    body = json.loads(json.dumps({"Status": "Success", "Data": data}), parse_float=Decimal)
    return RecordedLine(at, endpoint, 200, body, None)
