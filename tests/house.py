"""A house with an exact meter, to tell stories with: what it reads, and what truly happened."""

from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from power_usage.domain import events as ev
from power_usage.domain.meter import State, step
from power_usage.domain.reading import Observation, Reading, Source

IST = ZoneInfo("Asia/Kolkata")
NOON = int(datetime(2026, 3, 2, 12, 0, tzinfo=IST).timestamp())
EB, DG = Source.EB, Source.DG
PAISE_PER_KWH = {EB: 833, DG: 2200}
WS_PER_KWH = 3_600_000
SNAPSHOT_S = 60


@dataclass
class House:
    """Its registers in Ws and its balance in 1/WS_PER_KWH paise, so that nothing is rounded but what is shown."""

    at: int = NOON
    source: Source = EB
    load_w: int = 600
    flag: Source | None = EB
    registers: dict[Source, int] = field(default_factory=lambda: {EB: 48_808_720 * 3600, DG: 477_240 * 3600})
    balance: int = 200_000 * WS_PER_KWH
    lag_s: int = 10

    def live(self, seconds: int, load_w: int | None = None, source: Source | None = None) -> None:
        """Let time pass."""
        self.load_w = self.load_w if load_w is None else load_w
        if source is not None:
            self.source = self.flag = source
        energy = self.load_w * seconds
        self.registers[self.source] += energy
        self.balance -= energy * PAISE_PER_KWH[self.source]
        self.at += seconds

    def move(self, paise: int) -> None:
        """Money paid in (positive) or taken off."""
        self.balance += paise * WS_PER_KWH

    def reading(self, **changed: Any) -> Reading:
        """What ELNET says now."""
        shown = Reading(
            at=self.at,
            received_at=self.at + self.lag_s,
            eb_wh=self.registers[EB] // 36_000 * 10,
            dg_wh=self.registers[DG] // 36_000 * 10,
            balance_paise=self.balance // WS_PER_KWH,
            load_w=self.load_w,
            supply=self.flag,
        )
        return replace(shown, **changed)

    def readings(self, minutes: float, load_w: int | None = None, source: Source | None = None) -> list[Reading]:
        """A reading a minute for so long."""
        found = []
        for _ in range(round(minutes * 60 / SNAPSHOT_S)):
            self.live(SNAPSHOT_S, load_w, source)
            found.append(self.reading())
        return found


@dataclass
class Story:
    """What the steps made of a house's readings."""

    state: State = field(default_factory=State)
    events: list[ev.Event] = field(default_factory=list)

    def told(self, *observations: Observation) -> "Story":
        """Step through them."""
        for observation in observations:
            self.state, found = step(self.state, observation)
            self.events += found
        return self

    def of(self, kind: type[ev.Event]) -> list[Any]:
        """The events of one kind."""
        return [event for event in self.events if isinstance(event, kind)]

    @property
    def movements(self) -> list[tuple[str, int]]:
        """Kind and paise of each."""
        return [(event.kind.value, event.amount_paise) for event in self.of(ev.BalanceMoved)]

    @property
    def refusals(self) -> list[str]:
        """The reasons."""
        return [event.reason.value for event in self.of(ev.Refused)]

    @property
    def paise(self) -> int:
        """The cost of everything used."""
        return self.state.totals.eb_paise + self.state.totals.dg_paise

    @property
    def wh(self) -> int:
        """Everything used."""
        return self.state.totals.eb_wh + self.state.totals.dg_wh
