"""Recordings of ELNET's answers: JSON Lines, a line a request, plain or gzipped."""

import gzip
import json
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from pathlib import Path
from typing import BinaryIO, cast

GZIP_MAGIC = b"\x1f\x8b"


@dataclass(frozen=True, slots=True)
class RecordedLine:
    """One request: when its answer came (UTC epoch seconds), which endpoint, and what came or why nothing did."""

    received_at: int
    endpoint: str
    status: int | None
    body: object
    error: str | None


class RecordingProblem(Exception):
    """A recording cannot be read to its end. The text says where and why."""


class NotARecording(RecordingProblem):
    """A line is no line of a recording."""


class RecordingCut(RecordingProblem):
    """The file ends in the middle; all whole lines before were given."""


def read_recording(path: Path) -> Iterator[RecordedLine]:
    """The lines of a recording, in order. Raises NotARecording or RecordingCut when it comes to a bad place."""
    decode = json.JSONDecoder(parse_float=Decimal).decode
    number = 0
    with path.open("rb") as raw:
        lines = _lines(raw)
        while True:
            try:
                line = next(lines)
            except StopIteration:
                return
            except (EOFError, zlib.error, gzip.BadGzipFile) as error:
                raise RecordingCut(f"{path} is cut off after line {number}.") from error
            number += 1
            if line.isspace():
                continue
            try:
                yield _recorded(decode(line.decode()))
            except (ValueError, KeyError, TypeError, RecursionError) as error:
                if not line.endswith(b"\n"):
                    raise RecordingCut(f"{path} is cut off in line {number}.") from error
                raise NotARecording(f"Line {number} of {path} is no line of a recording.") from error


def _lines(raw: BinaryIO) -> Iterator[bytes]:
    zipped = raw.read(2) == GZIP_MAGIC
    raw.seek(0)
    return iter(cast("BinaryIO", gzip.GzipFile(fileobj=raw)) if zipped else raw)


def _recorded(line: dict[str, object]) -> RecordedLine:
    received_at = datetime.fromisoformat(cast("str", line["received_at"]))
    if received_at.tzinfo is None:
        raise ValueError("received_at has no offset")
    if not isinstance(line.get("error"), str | None) or not isinstance(line["endpoint"], str):
        raise TypeError("endpoint and error are text")
    return RecordedLine(
        int(received_at.timestamp()),
        line["endpoint"],
        cast("int | None", line.get("status")),
        line.get("body"),
        cast("str | None", line.get("error")),
    )
