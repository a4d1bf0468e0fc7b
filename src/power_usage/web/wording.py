"""Figures, times and durations in the reader's language. Numbers keep Indian grouping and Latin digits in each."""

from datetime import date, datetime
from functools import lru_cache
from zoneinfo import ZoneInfo

from babel.dates import format_date

from power_usage import words
from power_usage.web.language import gettext, locale
from power_usage.words import HOUR, MINUTE, kw, kwh, kwh_together, rupees, whole_rupees

__all__ = ["kw", "kwh", "kwh_together", "rupees", "whole_rupees"]


def lasting(seconds: int) -> str:
    """1 d 1 h, 3 h 12 min, 14 min, 20 s."""
    units = gettext("d"), gettext("h"), gettext("min"), gettext("s")
    return words.lasting(seconds, units)


def when(at: int, now: int, tz: ZoneInfo) -> str:
    """14:05, yesterday 21:10, 3 Dec 08:00."""
    then, today = datetime.fromtimestamp(at, tz), datetime.fromtimestamp(now, tz).date()
    days = (today - then.date()).days
    if days == 0:
        return f"{then:%H:%M}"
    if days == 1:
        return gettext("yesterday %(time)s", time=f"{then:%H:%M}")
    return f"{_date(then, 'd MMM' if then.year == today.year else 'd MMM y')} {then:%H:%M}"


def on_day(at: int, tz: ZoneInfo) -> str:
    """Wed 4 Mar, 21:10."""
    local = datetime.fromtimestamp(at, tz)
    return f"{day(local)}, {local:%H:%M}"


def stretch(start: int, end: int, tz: ZoneInfo) -> str:
    """Wed 4 Mar, 19:00 - 20:30; with the day of the end where that is another."""
    first, last = datetime.fromtimestamp(start, tz), datetime.fromtimestamp(end, tz)
    until = f"{last:%H:%M}" if first.date() == last.date() else on_day(end, tz)
    return f"{on_day(start, tz)} \N{EN DASH} {until}"


def day(then: date) -> str:
    """Wed 4 Mar."""
    return _date(then, "EEE d MMM")


def day_and_year(then: date) -> str:
    """Wed 4 Mar 2026."""
    return _date(then, "EEE d MMM y")


def day_of_month(then: date) -> str:
    """4 Mar."""
    return _date(then, "d MMM")


def day_and_year_at(at: int, tz: ZoneInfo) -> str:
    """Wed 4 Mar 2026, of an instant."""
    return day_and_year(datetime.fromtimestamp(at, tz).date())


def month(then: date) -> str:
    """March 2026."""
    return _date(then, "LLLL y")


def short_month(then: date) -> str:
    """Mar."""
    return _date(then, "LLL")


def weekdays() -> list[str]:
    """Mon to Sun."""
    return [_date(date(2024, 1, 1 + number), "EEE") for number in range(7)]


def hours(first: int, until: int) -> str:
    """18:00 to 24:00."""
    return gettext("%(first)s to %(until)s", first=f"{first:02d}:00", until=f"{until:02d}:00")


def minutes(count: int) -> str:
    """How long a group is: 30 minutes, 2 hours."""
    if count >= HOUR // MINUTE and count % 60 == 0:
        return gettext("an hour") if count == 60 else gettext("%(count)s hours", count=count // 60)
    return gettext("a minute") if count == 1 else gettext("%(count)s minutes", count=count)


def days(count: int) -> str:
    """1 day, 14 days."""
    return gettext("1 day") if count == 1 else gettext("%(count)s days", count=count)


def megabytes(count: int | None) -> str:
    """12.3, of bytes."""
    return words.UNKNOWN if count is None else f"{count / 1_000_000:,.1f}"


def share(part: int, whole: int) -> str:
    """42 %, 99.8 %; 100 % only of the whole."""
    if not whole:
        return words.UNKNOWN
    permille = 1000 * part // whole
    return f"{permille // 10} %" if permille % 10 == 0 else f"{permille / 10:.1f} %"


def _date(then: date, pattern: str) -> str:
    return _formatted(date(then.year, then.month, then.day), pattern, locale())


@lru_cache(maxsize=2_000)
def _formatted(then: date, pattern: str, of: str) -> str:
    # Babel reads its pattern anew each time, and a year's calendar has 366 days.
    return str(format_date(then, pattern, locale=of))
