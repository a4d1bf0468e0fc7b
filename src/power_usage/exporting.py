"""Exports as CSV, JSON or Parquet: integers become the units people know, a file is whole or not there."""

import csv
import io
import json
import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, date, datetime
from itertools import islice
from pathlib import Path
from typing import IO, Any
from zoneinfo import ZoneInfo

import sqlalchemy as sa

from power_usage.domain.calendar import Group, day_start, zone
from power_usage.readmodels.exports import EXPORTS, Column, Export, Kind, Range, Value
from power_usage.readmodels.meters import MeterView, meters

UNFINISHED = ".unfinished"
ROWS_AT_ONCE = 20_000
DECIMALS = {Kind.WH: 3, Kind.W: 3, Kind.PAISE: 2, Kind.SHARE: 4}
METER = Column("meter", Kind.TEXT)
NO_PARQUET = "Parquet needs an extra: pip install 'power-usage-tracker[parquet]'."

Bound = int | date | None
"""An instant (UTC epoch seconds), a local day of each meter, or open."""
Line = tuple[ZoneInfo, tuple[Value, ...]]
"""A row with the meter's name before it, and the zone of its times."""


def lines(
    conn: sa.Connection, wanted: str, names: Sequence[str], *, start: Bound, end: Bound, group: Group
) -> Iterator[Line]:
    """The rows of an export, meter by meter; of all meters where none is named. A day as `end` is included."""
    export: Export = EXPORTS[wanted]
    for meter in meters(conn):
        if names and meter.name not in names:
            continue
        tz = zone(meter.timezone)
        asked = Range(_instant(start, tz), _instant(end, tz, days=1), group)
        yield from ((tz, (meter.name, *row)) for row in export.rows(conn, meter, asked))


def columns(wanted: str) -> tuple[Column, ...]:
    """The columns of an export, the meter's name first."""
    return (METER, *EXPORTS[wanted].columns)


def known_meters(conn: sa.Connection) -> list[MeterView]:
    """All meters there are to export."""
    return meters(conn)


def _instant(bound: Bound, tz: ZoneInfo, days: int = 0) -> int | None:
    if isinstance(bound, date):
        return day_start(date.fromordinal(bound.toordinal() + days), tz)
    return bound


def write_csv(to: IO[bytes], head: Sequence[Column], found: Iterable[Line]) -> int:
    """Comma-separated, UTF-8, a header first; figures exact to the watt-hour and the paisa. How many rows."""
    text = io.TextIOWrapper(to, encoding="utf-8", newline="", write_through=True)
    writer = csv.writer(text)
    writer.writerow([column.name for column in head])
    count = 0
    for tz, row in found:
        writer.writerow([_written(value, column.kind, tz) for value, column in zip(row, head, strict=True)])
        count += 1
    text.flush()
    text.detach()
    return count


def write_json(to: IO[bytes], head: Sequence[Column], found: Iterable[Line]) -> int:
    """An array of objects, one a line. How many."""
    count = 0
    to.write(b"[")
    for tz, row in found:
        item = {column.name: _number(value, column.kind, tz) for value, column in zip(row, head, strict=True)}
        to.write((",\n" if count else "\n").encode() + json.dumps(item, ensure_ascii=False).encode())
        count += 1
    to.write(b"\n]\n")
    return count


def write_parquet(to: IO[bytes], head: Sequence[Column], found: Iterable[Line]) -> int:
    """Typed columns in groups of rows; times carry the zone of the first meter, and are the same instants in any."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    found = iter(found)
    batch = list(islice(found, ROWS_AT_ONCE))
    name = str(batch[0][0]) if batch else "UTC"
    schema = pa.schema([pa.field(column.name, _arrow_type(pa, column.kind, name)) for column in head])
    count = 0
    with pq.ParquetWriter(to, schema, compression="zstd") as writer:
        while batch:
            stacked = zip(*(row for _, row in batch), strict=True)
            arrays = [
                pa.array([_stored(value, column.kind) for value in values], type=field.type)
                for values, column, field in zip(stacked, head, schema, strict=True)
            ]
            writer.write_table(pa.Table.from_arrays(arrays, schema=schema))
            count += len(batch)
            batch = list(islice(found, ROWS_AT_ONCE))
    return count


WRITERS: dict[str, Callable[[IO[bytes], Sequence[Column], Iterable[Line]], int]] = {
    "csv": write_csv,
    "json": write_json,
    "parquet": write_parquet,
}


@contextmanager
def whole_file(path: Path) -> Iterator[IO[bytes]]:
    """A file that has its name only when all of it is on the disk; what was there before stays until then."""
    part = path.with_name(f".{path.name}.{os.getpid()}{UNFINISHED}")
    try:
        with part.open("wb") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)


def _written(value: Value, kind: Kind, tz: ZoneInfo) -> str:
    if value is None:
        return ""
    if isinstance(value, int) and (decimals := DECIMALS.get(kind)):
        whole, rest = divmod(abs(value), 10**decimals)
        return f"{'-' if value < 0 else ''}{whole}.{rest:0{decimals}d}"
    return str(_number(value, kind, tz))


def _number(value: Value, kind: Kind, tz: ZoneInfo) -> str | int | float | None:
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, int) and kind is Kind.TIME:
        return datetime.fromtimestamp(value, UTC).astimezone(tz).isoformat()
    if isinstance(value, int) and kind in DECIMALS:
        return value / 10 ** DECIMALS[kind]  # type: ignore[no-any-return]
    return value


def _stored(value: Value, kind: Kind) -> Value | float:
    if isinstance(value, int) and kind in DECIMALS:
        return value / 10 ** DECIMALS[kind]  # type: ignore[no-any-return]
    return value


def _arrow_type(pa: Any, kind: Kind, zone_name: str) -> Any:
    match kind:
        case Kind.TEXT:
            return pa.string()
        case Kind.DAY:
            return pa.date32()
        case Kind.TIME:
            return pa.timestamp("s", tz=zone_name)
        case Kind.SECONDS:
            return pa.int64()
        case _:
            return pa.float64()
