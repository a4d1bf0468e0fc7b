"""What a unit costs is measured, and a server that lies about it is not heard."""

from power_usage.domain.reading import HomeFigures
from power_usage.domain.tariff import DG_PRIOR
from power_usage.domain.tariffs import NOTHING_MEASURED, Tariffs

WEEK_WH = 40_000


def month_figures(eb_wh: int, eb_paise: int, dg_wh: int = 0, dg_paise: int = 0) -> HomeFigures:
    return HomeFigures(
        received_at=0,
        serial=None,
        relay=None,
        balance_paise=100_000,
        day_eb_wh=0,
        day_dg_wh=0,
        day_eb_paise=0,
        day_dg_paise=0,
        month_eb_wh=eb_wh,
        month_dg_wh=dg_wh,
        month_eb_paise=eb_paise,
        month_dg_paise=dg_paise,
    )


def told(tariffs: Tariffs, eb_paise_per_kwh: int, dg_paise_per_kwh: int) -> Tariffs:
    for kwh in range(1, 30):
        figures = month_figures(kwh * 1000, kwh * eb_paise_per_kwh, kwh * 1000, kwh * dg_paise_per_kwh)
        tariffs = tariffs.told(figures)
    return tariffs


def used(tariffs: Tariffs, paise_per_kwh: int) -> Tariffs:
    for _ in range(0, WEEK_WH, 100):
        tariffs = tariffs.paid(100, 0, paise_per_kwh // 10, whole=True)
    return tariffs


def test_a_rate_is_measured_from_our_own_readings() -> None:
    rate = used(NOTHING_MEASURED, 830).rates.eb
    assert abs(rate.paise_per_mwh - 830_000) <= rate.uncertainty + 1_000


def test_elnets_month_figures_give_the_generators_rate() -> None:
    rates = told(used(NOTHING_MEASURED, 830), 830, 2450).rates
    assert rates.dg.paise_per_mwh == 2_450_000


def test_month_figures_that_contradict_our_own_readings_are_not_heard() -> None:
    rates = told(used(NOTHING_MEASURED, 830), 83, 245).rates
    assert abs(rates.eb.paise_per_mwh - 830_000) < 10_000
    assert rates.dg == DG_PRIOR


def test_month_figures_beyond_what_any_community_charges_are_not_heard_before_anything_is_measured() -> None:
    rates = told(NOTHING_MEASURED, 83, 220).rates
    assert rates == NOTHING_MEASURED.rates
