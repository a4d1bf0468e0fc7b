"""How the API answers: figures in kWh, kW and rupees, times with their offset, one shape for all."""

from collections.abc import Callable, Hashable
from datetime import UTC, date, datetime
from typing import Generic, TypeVar, overload

import orjson
import sqlalchemy as sa
from flask import Response, request

from power_usage.domain.calendar import zone
from power_usage.readmodels.meters import MeterView, meters
from power_usage.web.problems import Refusal
from power_usage.web.served import served

Shape = TypeVar("Shape")
MINUTE = 60


class Answer(Response, Generic[Shape]):
    """JSON of that shape. What a route says it returns is what the document says that it answers."""


def asked_meter(conn: sa.Connection, asked: str | None) -> MeterView:
    """The meter of that name or id; it may be left out while there is one. Raises Refusal."""
    known = meters(conn)
    if asked is not None:
        for meter in known:
            if asked in (meter.name, str(meter.id)):
                return meter
        raise Refusal("there is no such meter", "meter")
    if not known:
        raise Refusal("There is no meter yet: the collector adds it with its first poll.", status=404)
    if len(known) > 1:
        raise Refusal("must be given, since there are several meters", "meter")
    return known[0]


def ordered(start: int | date | None, end: int | date | None) -> None:
    """Raises Refusal where the start lies after the end."""
    if start is not None and end is not None and start > end:  # type: ignore[operator]
        raise Refusal("must not be after end", "start")


@overload
def milli(number: int) -> float: ...
@overload
def milli(number: None) -> None: ...
@overload
def milli(number: int | None) -> float | None: ...
def milli(number: int | None) -> float | None:
    """Wh as kWh, W as kW."""
    return None if number is None else number / 1000


@overload
def rupees(paise: int) -> float: ...
@overload
def rupees(paise: None) -> None: ...
@overload
def rupees(paise: int | None) -> float | None: ...
def rupees(paise: int | None) -> float | None:
    """Paise as rupees."""
    return None if paise is None else paise / 100


@overload
def time(at: int, meter: MeterView) -> str: ...
@overload
def time(at: int | None, meter: MeterView) -> str | None: ...
def time(at: int | None, meter: MeterView) -> str | None:
    """ISO 8601 by the meter's clock, with its offset."""
    return None if at is None else datetime.fromtimestamp(at, UTC).astimezone(zone(meter.timezone)).isoformat()


def time_of_day(second: int) -> str:
    """The local time of day: 01:10."""
    return f"{second // MINUTE // 60:02d}:{second // MINUTE % 60:02d}"


def answer(body: Shape) -> Answer[Shape]:
    """A body as JSON."""
    return written(orjson.dumps(body))


def remembered(key: Hashable, make: Callable[[], Shape], *, keep: bool = True) -> Answer[Shape]:
    """The body of that key as JSON, made only if it is not kept. The key must name all that it depends on."""
    return written(served().kept.get(key, lambda: orjson.dumps(make()), keep=keep))


def written(body: bytes, mimetype: str = "application/json") -> Answer[Shape]:
    """A body that is written already, or 304 where the client has it."""
    response: Answer[Shape] = Answer(body, mimetype=mimetype)
    response.cache_control.no_cache = True
    response.add_etag()
    response.make_conditional(request)
    return response
