"""What the Explore page shows. Its address says all of it, so that what one sees can be kept and shared."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any, Literal
from urllib.parse import urlencode
from zoneinfo import ZoneInfo

from power_usage.domain.calendar import Buckets, Group, buckets, day_start, local_day, next_month
from power_usage.domain.comparing import Against

PRESETS = ("today", "yesterday", "7d", "30d", "month", "last-month", "year", "last-year")
MEASURES = ("kwh", "cost", "kw", "peak", "time")
COLUMNS = ("at", "eb", "dg", "eb_cost", "dg_cost", "kw", "peak", "time", "past", "imported")
GROUPS: tuple[Group, ...] = (1, 5, 10, 15, 30, 60, 120, 180, 360, 720, "day", "month")
USUAL_DAYS = (7, 14, 28)
MOSTLY_DAYS = 14
MOST_GROUPS = 1500
MOST_DAYS = 366 * 20
MINUTE, DAY_S = 60, 86_400
Measure = Literal["kwh", "cost", "kw", "peak", "time"]


def _parameter(name: str, description: str, **schema: Any) -> dict[str, Any]:
    return {"name": name, "in": "query", "description": description, "schema": {"type": "string", **schema}}


PARAMETERS = [
    _parameter("meter", "name of the meter; the first if left out"),
    _parameter("range", "a stretch that moves with the time", enum=list(PRESETS)),
    _parameter("start", "instead: a local day or time, like 2026-03-01 or 2026-03-01T18:00"),
    _parameter("end", "a day, which is included, or a time"),
    _parameter("group", "minutes from 1 to 1440, day or month"),
    _parameter("compare", "with what", enum=[against.value for against in Against]),
    _parameter("days", "of how many days a usual day is the average", enum=[str(days) for days in USUAL_DAYS]),
    _parameter(
        "sort", "by which column; - before it: the highest first", enum=[s + c for c in COLUMNS for s in ("", "-")]
    ),
]
"""Of the address, for the API's document."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """[start, end) in UTC epoch seconds, and the preset it came from, if any."""

    start: int
    end: int
    preset: str = ""


@dataclass(frozen=True, slots=True)
class View:
    """A stretch of time, how it is divided, what is measured, and what it is compared with."""

    stretch: Stretch
    group: Group
    measure: str
    split: bool
    against: Against | None
    days: int
    sort: str
    meter: str
    tz: ZoneInfo

    @property
    def buckets(self) -> Buckets:
        """Whole groups that cover the stretch."""
        return buckets(self.stretch.start, self.stretch.end, self.group, self.tz)

    @property
    def covered(self) -> "View":
        """The same of all the time that its figures are of: a group is shown whole, also beyond the stretch's ends."""
        edges = self.buckets.edges
        return self.with_stretch(Stretch(edges[0], edges[-1]))

    @property
    def groups(self) -> list[Group]:
        """Those that this stretch can be divided into."""
        length = self.stretch.end - self.stretch.start
        return [group for group in GROUPS if _count(length, group) <= MOST_GROUPS and _seconds(group) <= length]

    @property
    def whole_days(self) -> bool:
        """Whether the stretch goes from midnight to midnight."""
        return all(_is_midnight(at, self.tz) for at in (self.stretch.start, self.stretch.end))

    @property
    def first(self) -> str:
        """For the field of the first day."""
        return local_day(self.stretch.start, self.tz).isoformat()

    @property
    def last(self) -> str:
        """For the field of the last day, which is shown too."""
        return local_day(self.stretch.end - 1, self.tz).isoformat()

    def with_stretch(self, stretch: Stretch) -> "View":
        """The same of another time."""
        return replace(self, stretch=stretch)

    def at_preset(self, preset: str, now: int) -> "View":
        """The same of a preset, in the group that suits it."""
        stretch = preset_stretch(preset, now, self.tz)
        group = suitable(stretch)
        return replace(self, stretch=stretch, group=group, against=_comparable(self.against, group))

    def sorted_by(self, column: str) -> "View":
        """The table sorted by that column; by the same again, the other way round."""
        return replace(self, sort=column if self.sort == f"-{column}" else f"-{column}")

    def neighbour(self, step: int) -> "View":
        """The stretch before (-1) or after (1), of the same length: a month's is a month."""
        start, end = self.stretch.start, self.stretch.end
        first, after = local_day(start, self.tz), local_day(end, self.tz)
        months = (after.year - first.year) * 12 + after.month - first.month
        if self.whole_days and first.day == after.day == 1:
            days = (next_month(first, step * months), next_month(after, step * months))
        elif self.whole_days:
            length = after - first
            days = (first + step * length, after + step * length)
        else:
            return self.with_stretch(Stretch(start + step * (end - start), end + step * (end - start)))
        return self.with_stretch(Stretch(day_start(days[0], self.tz), day_start(days[1], self.tz)))

    def query(self) -> str:
        """The part of the address that leads here."""
        asked: dict[str, str] = {}
        if self.meter:
            asked["meter"] = self.meter
        if self.stretch.preset:
            asked["range"] = self.stretch.preset
        elif self.whole_days:
            asked |= {"start": self.first, "end": self.last}
        else:
            asked |= {"start": _clock(self.stretch.start, self.tz), "end": _clock(self.stretch.end, self.tz)}
        asked |= {"group": str(self.group), "measure": self.measure}
        if not self.split:
            asked["split"] = "0"
        if self.against is not None:
            asked["compare"] = self.against.value
        if self.against is Against.AVERAGE or self.days != MOSTLY_DAYS:
            asked["days"] = str(self.days)
        if self.sort != "-at":
            asked["sort"] = self.sort
        return urlencode(asked)


def asked_view(asked: Mapping[str, str], now: int, tz: ZoneInfo, meter: str = "") -> View:
    """The view of an address. What cannot be read counts as not said: people write addresses by hand."""
    stretch = _stretch(asked, now, tz)
    group = _group(asked.get("group", ""))
    length = stretch.end - stretch.start
    if group is None or _count(length, group) > MOST_GROUPS:
        group = suitable(stretch)
    compare = asked.get("compare", "")
    against = _comparable(Against(compare) if compare in list(Against) else None, group)
    days = asked.get("days", "")
    sort = asked.get("sort", "")
    return View(
        stretch=stretch,
        group=group,
        measure=asked["measure"] if asked.get("measure") in MEASURES else "kwh",
        split=asked.get("split") != "0",
        against=against,
        days=int(days) if days in map(str, USUAL_DAYS) else MOSTLY_DAYS,
        sort=sort if sort.removeprefix("-") in COLUMNS else "-at",
        meter=meter,
        tz=tz,
    )


def preset_stretch(preset: str, now: int, tz: ZoneInfo) -> Stretch:
    """The stretch that a preset means now. Whole days; the last of them may not be over yet."""
    today = local_day(now, tz)
    month, year = today.replace(day=1), date(today.year, 1, 1)
    tomorrow = today + timedelta(1)
    first, after = {
        "today": (today, tomorrow),
        "yesterday": (today - timedelta(1), today),
        "7d": (today - timedelta(6), tomorrow),
        "30d": (today - timedelta(29), tomorrow),
        "month": (month, next_month(month)),
        "last-month": (next_month(month, -1), month),
        "year": (year, next_month(year, 12)),
        "last-year": (next_month(year, -12), year),
    }[preset]
    return Stretch(day_start(first, tz), day_start(after, tz), preset)


def suitable(stretch: Stretch) -> Group:
    """The group in which so long a stretch is read best: some thirty to sixty of them."""
    length = stretch.end - stretch.start
    steps: tuple[tuple[float, Group], ...] = ((1 / 24, 1), (0.25, 5), (1.1, 30), (3.1, 60), (8.1, 180), (100, "day"))
    return next((group for most, group in steps if length <= most * DAY_S), "month")


def _stretch(asked: Mapping[str, str], now: int, tz: ZoneInfo) -> Stretch:
    preset = asked.get("range", "")
    start, end = _begin(asked.get("start", ""), tz), _end(asked.get("end", ""), tz)
    if preset in PRESETS:
        stretch = preset_stretch(preset, now, tz)
        # Dates that were changed beside a preset are what is meant.
        if None in (start, end) or (start, end) == (stretch.start, stretch.end):
            return stretch
    if start is None or end is None:
        return preset_stretch("7d", now, tz)
    if end < start and len(asked["start"]) == len(asked["end"]):
        # An end is the day after its date; put in order, dates must be read again.
        return _stretch({"start": asked["end"], "end": asked["start"]}, now, tz)
    if end <= start:
        return preset_stretch("7d", now, tz)
    return Stretch(max(start, end - MOST_DAYS * DAY_S), end)


def _begin(text: str, tz: ZoneInfo) -> int | None:
    try:
        if len(text) == 10:
            return _within(day_start(date.fromisoformat(text), tz))
        if len(text) > 16:
            return _within(int(datetime.strptime(text, "%Y-%m-%dT%H:%M%z").timestamp()))
        return _within(int(datetime.strptime(text, "%Y-%m-%dT%H:%M").replace(tzinfo=tz).timestamp()))
    except (ValueError, OverflowError):
        return None


def _end(text: str, tz: ZoneInfo) -> int | None:
    if len(text) != 10:
        return _begin(text, tz)
    try:
        return _within(day_start(date.fromisoformat(text) + timedelta(1), tz))
    except (ValueError, OverflowError):
        return None


def _within(at: int) -> int:
    if not 946_684_800 <= at <= 4_102_444_800:
        raise ValueError("not of this century")
    return at


def _group(text: str) -> Group | None:
    if text == "day":
        return "day"
    if text == "month":
        return "month"
    if text.isascii() and text.isdecimal() and len(text) < 5 and 1 <= int(text) <= 1440:
        return int(text)
    return None


def _seconds(group: Group) -> int:
    if isinstance(group, int):
        return group * MINUTE
    return DAY_S if group == "day" else 28 * DAY_S


def _count(length: int, group: Group) -> int:
    """About how many groups; each midnight begins one anew, so what does not divide a day leaves a rest."""
    if isinstance(group, int) and 1440 % group:
        return length // _seconds(group) + length // DAY_S
    return length // _seconds(group)


def _comparable(against: Against | None, group: Group) -> Against | None:
    """A usual day says nothing of a month."""
    return None if against is Against.AVERAGE and group == "month" else against


def _is_midnight(at: int, tz: ZoneInfo) -> bool:
    return day_start(local_day(at, tz), tz) == at


def _clock(at: int, tz: ZoneInfo) -> str:
    local = datetime.fromtimestamp(at, tz)
    # Where clocks are set back an hour comes twice: the second time is told by its offset.
    return f"{local:%Y-%m-%dT%H:%M%z}" if local.fold else f"{local:%Y-%m-%dT%H:%M}"
