"""Figures as people read them: rupees with Indian grouping, durations, local times."""

from datetime import datetime
from zoneinfo import ZoneInfo

UNKNOWN, MINUS, RUPEE_SIGN = "\N{EN DASH}", "\N{MINUS SIGN}", "\N{INDIAN RUPEE SIGN}"
MINUTE, HOUR, DAY = 60, 3600, 86_400


def said(sentence: str) -> str:
    """The sentence as it is: marks for the catalogues what is translated only where it is shown."""
    return sentence


def rupees(paise: int | None) -> str:
    """₹1,23,456.78; a dash where the amount is not known."""
    if paise is None:
        return UNKNOWN
    whole, rest = divmod(abs(paise), 100)
    head, tail = str(whole)[:-3], str(whole)[-3:]
    groups: list[str] = []
    while head:
        groups.insert(0, head[-2:])
        head = head[:-2]
    return f"{MINUS if paise < 0 else ''}{RUPEE_SIGN}{','.join([*groups, tail])}.{rest:02d}"


def whole_rupees(paise: int) -> str:
    """₹1,23,457: to the next rupee."""
    return rupees((paise + 50) // 100 * 100).removesuffix(".00")


def kwh(wh: int | None) -> str:
    """Kilowatt-hours with two decimals, as the meter shows them."""
    return UNKNOWN if wh is None else f"{wh / 1000:,.2f}"


def kwh_together(*parts_wh: int) -> str:
    """The sum of parts that stand beside it: of what is shown of them, so that it can be checked by eye."""
    return kwh(sum(round(float(f"{wh / 1000:.2f}") * 1000) for wh in parts_wh))


def kw(watts: int | None) -> str:
    """Kilowatts with two decimals."""
    return UNKNOWN if watts is None else f"{watts / 1000:.2f}"


def lasting(seconds: int, units: tuple[str, str, str, str] = ("d", "h", "min", "s")) -> str:
    """The two largest units of a length of time: 1 d 1 h, 3 h 12 min, 14 min, 20 s."""
    d, h, minute, s = units
    if seconds >= DAY:
        return _two(seconds // DAY, d, seconds % DAY // HOUR, h)
    if seconds >= HOUR:
        return _two(seconds // HOUR, h, seconds % HOUR // MINUTE, minute)
    return f"{seconds // MINUTE} {minute}" if seconds >= MINUTE else f"{max(0, seconds)} {s}"


def when(at: int, now: int, tz: ZoneInfo) -> str:
    """A local time as people say it: 14:05, yesterday 21:10, 3 Dec 08:00."""
    then, today = datetime.fromtimestamp(at, tz), datetime.fromtimestamp(now, tz).date()
    days = (today - then.date()).days
    if days == 0:
        return f"{then:%H:%M}"
    if days == 1:
        return f"yesterday {then:%H:%M}"
    year = "" if then.year == today.year else f" {then.year}"
    return f"{then.day} {then:%b}{year} {then:%H:%M}"


def _two(first: int, unit: str, second: int, smaller: str) -> str:
    return f"{first} {unit} {second} {smaller}" if second else f"{first} {unit}"


def on_day(at: int, tz: ZoneInfo) -> str:
    """Wed 4 Mar, 21:10: for lists of a month, where "yesterday" would not hold."""
    local = datetime.fromtimestamp(at, tz)
    return f"{local:%a} {local.day} {local:%b}, {local:%H:%M}"
