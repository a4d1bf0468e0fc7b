"""How the API answers: figures in kWh, kW and rupees, times with their offset, one shape for all."""

from collections.abc import Iterable
from datetime import UTC, date, datetime
from typing import Any

import orjson
import sqlalchemy as sa
from flask import Response, request

from power_usage.domain.calendar import zone
from power_usage.readmodels.meters import MeterView, meters
from power_usage.web.problems import Refusal


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


def milli(number: int | None) -> float | None:
    """Wh as kWh, W as kW."""
    return None if number is None else number / 1000


def rupees(paise: int | None) -> float | None:
    """Paise as rupees."""
    return None if paise is None else paise / 100


def time(at: int | None, meter: MeterView) -> str | None:
    """ISO 8601 by the meter's clock, with its offset."""
    return None if at is None else datetime.fromtimestamp(at, UTC).astimezone(zone(meter.timezone)).isoformat()


def items(found: Iterable[dict[str, Any]]) -> Response:
    """A list."""
    return answer({"items": list(found)})


def answer(body: dict[str, Any]) -> Response:
    """A body as JSON."""
    return conditional(orjson.dumps(body))


def conditional(body: bytes) -> Response:
    """That JSON, or 304 where the client has it."""
    response = Response(body, mimetype="application/json")
    response.cache_control.no_cache = True
    response.add_etag()
    response.make_conditional(request)
    return response
