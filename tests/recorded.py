"""A recording of a simulated flat, with its truth."""

import gzip
import json
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from power_usage.demo.flat import Flat
from power_usage.demo.history import history
from power_usage.demo.server import FakeElnet
from power_usage.elnet.recording import RecordedLine

BEGAN = 1_772_389_800  # 2 March 2026, 00:00 in India


@dataclass(frozen=True)
class Recorded:
    """The lines, and the flat after them: its meter is the truth."""

    lines: list[RecordedLine]
    flat: Flat

    def write(self, path: Path) -> Path:
        """As a file, in the format of recordings."""
        text = "".join(json.dumps(_as_json(line), default=float) + "\n" for line in self.lines)
        data = text.encode()
        path.write_bytes(gzip.compress(data) if path.suffix == ".gz" else data)
        return path


def recorded(days: float, *, seed: int = 7, began: int = BEGAN) -> Recorded:
    """So many days of a flat."""
    flat = Flat(seed=seed, at=began)
    elnet = FakeElnet(flat, token="demo", input_type="demo")
    return Recorded(list(history(elnet, began, began + round(days * 86_400))), flat)


def _as_json(line: RecordedLine) -> dict[str, object]:
    received = datetime.fromtimestamp(line.received_at, UTC).isoformat().replace("+00:00", "Z")
    return {"received_at": received, "endpoint": line.endpoint, "status": line.status, "body": line.body}
