"""A house whose readings are stored and remembered, so that a test can say itself what each figure must be."""

from dataclasses import dataclass, field
from datetime import datetime
from zoneinfo import ZoneInfo

import sqlalchemy as sa
from flask.testing import FlaskClient

from house import DG, EB, House
from power_usage.domain.reading import Reading, Source
from power_usage.readmodels.meters import MeterView, meters
from power_usage.storage.ledger import Ledger
from power_usage.web.app import create_app
from stored import stored

SPACING_S = 300
"""As far apart as readings may be without a gap between them."""
STEP_W = 120
"""10 Wh between two readings: what the registers show is exact at loads that are multiples of it."""
HOUR, DAY = 3600, 86_400


@dataclass
class Household:
    """Its meter in a zone; `shown` has the reading of each instant, `moved` the money paid in or taken off. Paise."""

    timezone: str
    house: House
    shown: dict[int, Reading] = field(default_factory=dict)
    moved: dict[int, int] = field(default_factory=dict)

    @classmethod
    def since(cls, *local: int, timezone: str = "Asia/Kolkata") -> "Household":
        """One whose first reading is of that local time: year, month, day, hour ..."""
        at = int(datetime(*local, tzinfo=ZoneInfo(timezone)).timestamp())  # type: ignore[arg-type, misc]
        house = House(at=at, lag_s=5)
        return cls(timezone, house, {at: house.reading()})

    @property
    def now(self) -> int:
        """The instant of the newest reading."""
        return self.house.at

    def at(self, *local: int) -> int:
        """The instant of a local time: year, month, day, hour ..."""
        return int(datetime(*local, tzinfo=ZoneInfo(self.timezone)).timestamp())  # type: ignore[arg-type, misc]

    def live(self, hours: float, load_w: int, source: Source = EB) -> "Household":
        """Let time pass, with readings."""
        for _ in range(round(hours * HOUR / SPACING_S)):
            self.house.live(SPACING_S, load_w, source)
            self.shown[self.now] = self.house.reading()
        return self

    def by_the_hour(self, hours: int, load_w: int) -> "Household":
        """Let time pass, with a reading each hour: as it is kept of times long ago."""
        for _ in range(hours):
            self.unseen(1, load_w)
        return self

    def unseen(self, hours: float, load_w: int) -> "Household":
        """Let time pass without a reading but that at its end."""
        self.house.live(round(hours * HOUR), load_w)
        self.shown[self.now] = self.house.reading()
        return self

    def live_until(self, until: int) -> "Household":
        """Hour by hour, each at a load of its own."""
        while self.now < until:
            number = self.now // HOUR
            self.live(min(1, (until - self.now) / HOUR), STEP_W * (2 + number * number % 13))
        return self

    def move(self, paise: int) -> "Household":
        """Money that the next reading shows."""
        self.house.move(paise)
        self.moved[self.now + SPACING_S] = paise
        return self

    def wh(self, start: int, end: int) -> int:
        """What both registers say was used between two readings."""
        a, b = self.shown[start], self.shown[end]
        return b.eb_wh - a.eb_wh + b.dg_wh - a.dg_wh

    def paise(self, start: int, end: int) -> int:
        """What the balance says it cost."""
        moved = sum(paise for at, paise in self.moved.items() if start < at <= end)
        return self.shown[start].balance_paise + moved - self.shown[end].balance_paise

    def store(self, engine: sa.Engine) -> MeterView:
        """Give everything to the ledger."""
        readings = tuple(self.shown.values())

        def fill(empty: sa.Engine) -> None:
            ledger = Ledger(empty)
            ledger.observe(ledger.ensure_meter("Home", self.timezone), readings)

        stored(engine, (self.timezone, readings), fill)
        with engine.connect() as conn:
            return meters(conn)[-1]

    def pages(self, reader: sa.Engine, now: int | None = None) -> FlaskClient:
        """The web application at the instant of the newest reading, or at `now`."""
        at = self.now if now is None else now
        return create_app(reader, clock=lambda: at).test_client()


def with_generator(timezone: str = "Asia/Kolkata") -> Household:
    """Two days from 2 March 2026 on: 1.2 kW, from eight to nine in the evening on the generator."""
    home = Household.since(2026, 3, 2, timezone=timezone)
    for _ in range(2):
        home.live(20, 1200).live(1, 1200, DG).live(3, 1200)
    return home
