"""The two rates of a household, from whatever measures them best."""

from dataclasses import dataclass, replace

from power_usage.domain.reading import HomeFigures, Source
from power_usage.domain.tariff import DG_PRIOR, EB_PRIOR, Rate, RateGauge, narrowest
from power_usage.domain.witnesses import Rates

PRIORS = Rates(EB_PRIOR, DG_PRIOR)
NEWS_PERMILLE = 2
"""A rate is told again when it moved by so much."""
HELD_S = 3 * 86_400
"""So long a rate must be another one before that is told."""


@dataclass(frozen=True, slots=True)
class RateNews:
    """A rate worth telling, in force since `since` as far as is known; `before`: what it was, paise per MWh."""

    source: Source
    since: int
    rate: Rate
    before: int | None = None


@dataclass(frozen=True, slots=True)
class SetRates:
    """Rates that the household was told (settings), paise per MWh; None where it was not."""

    eb: int | None = None
    dg: int | None = None

    def of(self, source: Source) -> int | None:
        """Of one source."""
        return self.eb if source is Source.EB else self.dg


NOTHING_SET = SetRates()


@dataclass(frozen=True, slots=True)
class Tariffs:
    """Gauges of EB and DG by ELNET's month figures, and of EB by our own readings."""

    home_eb: RateGauge
    home_dg: RateGauge
    live_eb: RateGauge
    rates: Rates = PRIORS
    eb_wh: int = 0
    eb_paise: int = 0  # what was paid, less DG energy at its rate: a running bill of EB alone
    told_eb: Rate | None = None
    told_dg: Rate | None = None
    turned_eb: int | None = None  # since when the grid's rate seems to be another than was told
    turned_dg: int | None = None

    def told(self, figures: HomeFigures) -> "Tariffs":
        """After ELNET's month figures, which may be all zero and then say nothing."""
        return replace(
            self,
            home_eb=self.home_eb.fed(figures.month_eb_wh, figures.month_eb_paise),
            home_dg=self.home_dg.fed(figures.month_dg_wh, figures.month_dg_paise),
        )._weighed()

    def paid(self, eb_wh: int, dg_wh: int, paise: int, *, whole: bool) -> "Tariffs":
        """After an interval's usage and its cost; `whole`: with it everything used so far is booked."""
        eb = self.eb_wh + eb_wh
        bill = self.eb_paise + paise - self.rates.dg.cost(dg_wh)
        if not whole:
            return replace(self, eb_wh=eb, eb_paise=bill)
        gauge = self.live_eb.fed(eb, bill, self.rates.dg.cost(10))
        if gauge is self.live_eb:
            return replace(self, eb_wh=eb, eb_paise=bill)
        return replace(self, eb_wh=eb, eb_paise=bill, live_eb=gauge)._weighed()

    def _weighed(self) -> "Tariffs":
        """ELNET's own rates are a second opinion: heard only while they do not contradict what we measured."""
        known, heard = self.live_eb.rate or EB_PRIOR, self.home_eb.rate
        if heard is not None and not heard.agrees(known):
            return replace(self, rates=Rates(known, DG_PRIOR))
        eb = narrowest(self.live_eb.rate, heard, prior=EB_PRIOR)
        return replace(self, rates=Rates(eb, narrowest(self.home_dg.rate, prior=DG_PRIOR)))

    def announced(self, at: int) -> tuple["Tariffs", list[RateNews]]:
        """The rates that are news at `at`: known for the first time, known better, or changed and not turned back."""
        eb, first = _heard(Source.EB, self.rates.eb, self.told_eb, self.turned_eb, at)
        dg, second = _heard(Source.DG, self.rates.dg, self.told_dg, self.turned_dg, at)
        after = (eb.told, eb.turned, dg.told, dg.turned)
        if after == (self.told_eb, self.turned_eb, self.told_dg, self.turned_dg):
            return self, []
        known = replace(self, told_eb=eb.told, turned_eb=eb.turned, told_dg=dg.told, turned_dg=dg.turned)
        return known, [news for news in (first, second) if news]


@dataclass(frozen=True, slots=True)
class _Hearing:
    """What is told of a rate, and since when it seems to be another."""

    told: Rate | None
    turned: int | None


def _heard(
    source: Source, rate: Rate, told: Rate | None, turned: int | None, at: int
) -> tuple[_Hearing, RateNews | None]:
    """A change is news only when it has held for `HELD_S`: a day that was charged wrongly is no new tariff."""
    if rate.uncertainty * 100 > rate.paise_per_mwh:
        return _Hearing(told, turned), None
    if told is None:
        return _Hearing(rate, None), RateNews(source, at, rate)
    if rate.agrees(told):
        moved = abs(rate.paise_per_mwh - told.paise_per_mwh) * 1000 > NEWS_PERMILLE * told.paise_per_mwh
        if not moved or rate.uncertainty > told.uncertainty:
            return _Hearing(told, None), None
        return _Hearing(rate, None), RateNews(source, at, rate)
    if turned is None or at - turned < HELD_S:
        return _Hearing(told, at if turned is None else turned), None
    return _Hearing(rate, None), RateNews(source, turned, rate, told.paise_per_mwh)


NOTHING_MEASURED = Tariffs(
    home_eb=RateGauge(spacing_wh=500, energy_step_wh=10, cost_step_paise=1),
    home_dg=RateGauge(spacing_wh=250, energy_step_wh=10, cost_step_paise=1),
    live_eb=RateGauge(spacing_wh=500, energy_step_wh=10, cost_step_paise=2),
)
