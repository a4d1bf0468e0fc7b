"""The parameters of the API, typed. Whatever a model refuses is answered with 422 and the parameter's name."""

import re
from datetime import date, datetime
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, WithJsonSchema

from power_usage.domain.balance import MovementKind
from power_usage.domain.reading import Source

MOST_HOURS = 24 * 366 * 20
FROM, UNTIL = "from this time on", "until before this time; now if left out"
EARLIEST, LATEST = 946_684_800, 4_102_444_800  # 2000 and 2100


def _instant(text: object) -> int:
    # A plus sign that was not escaped in an address arrives as a space.
    words = re.sub(r" (\d\d:?\d\d)$", r"+\1", str(text))
    try:
        at = datetime.fromisoformat(words)
    except ValueError:
        raise ValueError("must be a time like 2026-03-01T00:00:00+05:30") from None
    if at.tzinfo is None:
        raise ValueError("must have an offset from UTC, like 2026-03-01T00:00:00+05:30")
    return int(at.timestamp())


def _bounded(at: int) -> int:
    if not EARLIEST <= at <= LATEST:
        raise ValueError("must lie between the years 2000 and 2100")
    return at


def _bounded_day(day: date) -> date:
    if not 2000 <= day.year < 2100:
        raise ValueError("must lie between the years 2000 and 2100")
    return day


def _group(text: object) -> object:
    if text in ("day", "month"):
        return text
    if (minutes := _decimal(text)) is not None and 1 <= minutes <= 1440:
        return minutes
    raise ValueError("must be minutes from 1 to 1440, or day, or month")


def _decimal(text: object) -> int | None:
    """Plain digits only: int() would take 1_0 and other scripts' digits."""
    return int(str(text)) if re.fullmatch(r"[0-9]{1,9}", str(text)) else None


def _plain_digits(text: object) -> object:
    if _decimal(text) is None:
        raise ValueError("must be a whole number")
    return text


def _month(text: object) -> date:
    if not re.fullmatch(r"20[0-9]{2}-(0[1-9]|1[0-2])", str(text)):
        raise ValueError("must be a month like 2026-03")
    return date.fromisoformat(f"{text}-01")


Instant = Annotated[
    int,
    BeforeValidator(_instant),
    AfterValidator(_bounded),
    WithJsonSchema({"type": "string", "format": "date-time"}),
]
LocalDay = Annotated[date, AfterValidator(_bounded_day)]
GroupLength = Annotated[
    int | Literal["day", "month"],
    BeforeValidator(_group),
    WithJsonSchema(
        {"anyOf": [{"type": "integer", "minimum": 1, "maximum": 1440}, {"type": "string", "enum": ["day", "month"]}]}
    ),
]
Month = Annotated[
    date,
    BeforeValidator(_month),
    WithJsonSchema({"type": "string", "pattern": "^20[0-9]{2}-(0[1-9]|1[0-2])$"}),
]
WHOLE = BeforeValidator(_plain_digits)
Limit = Annotated[int, Field(ge=1, le=10_000, description="at most so many, the newest"), WHOLE]


def _left_out(schema: dict[str, Any]) -> None:
    """A parameter that may be left out is never null."""
    for parameter in schema["properties"].values():
        kinds = [kind for kind in parameter.get("anyOf", ()) if kind != {"type": "null"}]
        if len(kinds) == 1:
            del parameter["anyOf"]
            parameter.update(kinds[0])
        parameter.pop("title", None)


class MeterQuery(BaseModel):
    """Which meter. It may be left out while there is only one."""

    model_config = ConfigDict(json_schema_extra=_left_out)

    meter: str | None = Field(None, description="name or id of the meter")


class UsageQuery(MeterQuery):
    """A stretch of time and how it is divided."""

    start: Instant | None = Field(None, description=FROM)
    end: Instant | None = Field(None, description=UNTIL)
    hours: Annotated[int, Field(ge=1, le=MOST_HOURS), WHOLE] | None = Field(
        None, description="back from end; 24 if no start"
    )
    group: GroupLength = Field(30, description="minutes, day or month")


class DaysQuery(MeterQuery):
    """Local days, both included."""

    start: LocalDay | None = Field(None, description="first day; the 30th before end if left out")
    end: LocalDay | None = Field(None, description="last day; today if left out")


class AuditQuery(DaysQuery):
    """Local days, both included; or a month."""

    start: LocalDay | None = Field(None, description="first day; the month's first before end if left out")
    month: Month | None = Field(None, description="instead of start and end")


class RatesQuery(DaysQuery):
    """The local days whose usage is looked at, both included."""

    start: LocalDay | None = Field(None, description="first day; 30 days before end if left out")


class StatementQuery(MeterQuery):
    """A month, and the kind of file."""

    month: Month = Field(description="like 2026-03")
    format: Literal["json", "csv"] = Field("json", description="the same figures, for programs or a spreadsheet")


class SessionsQuery(MeterQuery):
    """Sessions that overlap a stretch of time."""

    source: Source | None = Field(None, description="those of one source only")
    start: Instant | None = Field(None, description=FROM)
    end: Instant | None = Field(None, description=UNTIL)
    limit: Limit = 100


class MovementsQuery(MeterQuery):
    """Movements within a stretch of time."""

    kind: MovementKind | None = Field(None, description="those of one kind only")
    start: Instant | None = Field(None, description=FROM)
    end: Instant | None = Field(None, description=UNTIL)
    limit: Limit = 100


class ForecastQuery(MeterQuery):
    """How long a recharge shall last."""

    until: LocalDay | None = Field(None, description="local day until whose end; the 30th from today if left out")


class GeneratorQuery(MeterQuery):
    """A local month or year, not both."""

    month: Month | None = Field(None, description="like 2026-03; this month if both are left out")
    year: Annotated[int, Field(ge=2000, le=2099), WHOLE] | None = Field(None, description="like 2026")
