"""The two rates of a household, from whatever measures them best."""

from dataclasses import dataclass, replace

from power_usage.domain.reading import HomeFigures, Source
from power_usage.domain.tariff import DG_PRIOR, EB_PRIOR, Rate, RateGauge, narrowest
from power_usage.domain.witnesses import Rates

PRIORS = Rates(EB_PRIOR, DG_PRIOR)
NEWS_PERMILLE = 2
"""A rate is told again when it moved by so much."""


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

    def announced(self) -> tuple["Tariffs", list[tuple[Source, Rate]]]:
        """The rates that are news: known to one percent for the first time, or moved since they were told."""
        eb, dg = self.rates.eb, self.rates.dg
        news = [
            (source, rate)
            for source, rate, before in ((Source.EB, eb, self.told_eb), (Source.DG, dg, self.told_dg))
            if _is_news(rate, before)
        ]
        if not news:
            return self, []
        known = dict(news)
        return replace(
            self,
            told_eb=known.get(Source.EB, self.told_eb),
            told_dg=known.get(Source.DG, self.told_dg),
        ), news


def _is_news(rate: Rate, before: Rate | None) -> bool:
    if rate.uncertainty * 100 > rate.paise_per_mwh:
        return False
    return before is None or (
        abs(rate.paise_per_mwh - before.paise_per_mwh) * 1000 > NEWS_PERMILLE * before.paise_per_mwh
    )


NOTHING_MEASURED = Tariffs(
    home_eb=RateGauge(spacing_wh=500, energy_step_wh=10, cost_step_paise=1),
    home_dg=RateGauge(spacing_wh=250, energy_step_wh=10, cost_step_paise=1),
    live_eb=RateGauge(spacing_wh=500, energy_step_wh=10, cost_step_paise=2),
)
