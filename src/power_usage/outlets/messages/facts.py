"""What a text is made of: the alert's facts and what is known besides, in words."""

from dataclasses import dataclass
from datetime import date
from zoneinfo import ZoneInfo

from power_usage import words
from power_usage.domain.alerts import Alert
from power_usage.domain.forecast import Recharge

NAMES = {"eb": "Grid (EB)", "dg": "Generator (DG)"}


@dataclass(frozen=True, slots=True)
class Day:
    """Usage of a stretch: Wh, paise."""

    eb_wh: int
    dg_wh: int
    eb_paise: int
    dg_paise: int

    @property
    def wh(self) -> int:
        """Both sources."""
        return self.eb_wh + self.dg_wh

    @property
    def paise(self) -> int:
        """Both sources."""
        return self.eb_paise + self.dg_paise


@dataclass(frozen=True, slots=True)
class Lasts:
    """How long the balance lasts: until about `likely` (None: two months and more), and what to recharge until when."""

    likely: date | None
    sure: bool
    recharge: Recharge | None


@dataclass(frozen=True, slots=True)
class Background:
    """What is known besides the alert itself. `usual` is the mean of the seven days before, where there are any."""

    meter: str
    several: bool
    tz: ZoneInfo
    now: int
    balance_paise: int | None = None
    usual: Day | None = None
    day: Day | None = None
    month: Day | None = None
    lasts: Lasts | None = None


class Facts:
    """The facts of an alert, in words."""

    def __init__(self, alert: Alert, known: Background) -> None:
        self.alert, self.known = alert, known

    def rupees(self, name: str) -> str:
        value = self.alert.facts.get(name)
        return words.rupees(value if isinstance(value, int) else None)

    def number(self, name: str) -> int:
        value = self.alert.facts.get(name)
        return value if isinstance(value, int) else 0

    def word(self, name: str) -> str:
        return str(self.alert.facts.get(name) or "")

    def when(self, at: int | None = None) -> str:
        return words.when(self.alert.at if at is None else at, self.known.now, self.known.tz)

    def lasts(self) -> str:
        lasts = self.known.lasts
        if lasts is None:
            return ""
        if lasts.likely is None:
            return ", enough for two months and more"
        return f", enough until {'' if lasts.sure else 'about '}{short_day(lasts.likely)}"

    def advice(self) -> str:
        pay = self.known.lasts.recharge if self.known.lasts else None
        if pay is None:
            return "Recharge soon"
        paise = words.whole_rupees(pay.paise)
        return f"Recharge at least {paise} by {short_day(pay.by)} to last until {short_day(pay.until)}"


def short_day(day: date) -> str:
    return f"{day:%a} {day.day} {day:%b}"
