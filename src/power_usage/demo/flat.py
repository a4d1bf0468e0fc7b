"""A flat with a prepaid meter. Energy and money are exact integers, so that its figures can be the truth of a test."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from power_usage.demo.appliances import IST, grid_is_there, load_w

STEP_S = 10
EB_PAISE_PER_MWH = 833_000
DG_PAISE_PER_MWH = 2_200_000
WS_PER_MWH = 3_600_000_000
MONTHLY_PAISE = 556_800
SMALL_PAISE = 24_600


@dataclass(slots=True)
class Flat:
    """The meter of a simulated flat at `at`. Energies in Ws, money in paise."""

    seed: int
    at: int
    eb_ws: int = 48_808_720 * 3600
    dg_ws: int = 477_240 * 3600
    opening_paise: int = 450_000
    moved_paise: int = 0
    forced_eb: bool | None = None
    forced_load_w: int | None = None
    switched_at: int = 0
    on_eb: bool = True
    moves: list[tuple[int, int]] = field(default_factory=list)
    switches: list[tuple[int, bool]] = field(default_factory=list)
    _eb_start: int = 48_808_720 * 3600
    _dg_start: int = 477_240 * 3600

    def advance(self, to: int) -> None:
        """Live on until `to` (UTC epoch seconds)."""
        while self.at < to:
            step = min(STEP_S - self.at % STEP_S, to - self.at)
            on_eb = grid_is_there(self.seed, self.at) if self.forced_eb is None else self.forced_eb
            if on_eb != self.on_eb:
                self.on_eb, self.switched_at = on_eb, self.at
                self.switches.append((self.at, on_eb))
            energy = self.load_w * step
            if on_eb:
                self.eb_ws += energy
            else:
                self.dg_ws += energy
            self.at += step
            if self.at % 600 == 0:
                self._money()

    @property
    def load_w(self) -> int:
        """The load now, W."""
        return load_w(self.seed, self.at) if self.forced_load_w is None else self.forced_load_w

    @property
    def cost_paise(self) -> int:
        """What the energy used so far has cost."""
        eb, dg = self.eb_ws - self._eb_start, self.dg_ws - self._dg_start
        return (eb * EB_PAISE_PER_MWH + dg * DG_PAISE_PER_MWH) // WS_PER_MWH

    @property
    def balance_paise(self) -> int:
        """Opening balance and movements, less the cost."""
        return self.opening_paise + self.moved_paise - self.cost_paise

    def move(self, paise: int) -> None:
        """Pay in (positive) or take off (negative)."""
        self.moved_paise += paise
        self.moves.append((self.at, paise))

    def live(self) -> dict[str, Any]:
        """What GetLiveUpdates' Data would say now, with the true source."""
        return {
            "Supply": 0 if self.on_eb else 1,
            "PresentLoad": round(self.load_w / 1000, 2),
            "Balance": self.balance_paise / 100,
            "EB": self.eb_ws // 36_000 / 100,
            "DG": self.dg_ws // 36_000 / 100,
            "SanctionEB": 6.0,
            "SanctionDG": 10.0,
            "UpdatedOn": datetime.fromtimestamp(self.at, IST).strftime("%d-%m-%Y %H:%M:%S"),
            "Solar": 0.0,
        }

    def _money(self) -> None:
        local = datetime.fromtimestamp(self.at, IST)
        if (local.day, local.hour, local.minute) == (10, 1, 10):
            self.move(-MONTHLY_PAISE)
        if (local.day, local.hour, local.minute) == (20, 1, 10):
            self.move(-SMALL_PAISE)
        if (local.day, local.hour, local.minute) == (9, 20, 0) and self.balance_paise < MONTHLY_PAISE + 100_000:
            self.move(650_000)
        elif 8 <= local.hour < 21 and local.minute == 30 and self.balance_paise < 60_000:
            self.move(300_000)
