"""The audit of real households and the simulated flat: nothing is found where nothing is; what is wrong, by name."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa

from acceptance.truth import NAMES, PLACE
from altered import (
    Alteration,
    audited,
    charged_more,
    dearer,
    flat,
    household,
    slipped,
    taken_off,
    thin,
    told,
)
from house import IST
from power_usage.domain.audit import Finding, FindingKind, Verdict
from power_usage.domain.reading import Observation, Reading, Source
from power_usage.readmodels.meters import meters
from power_usage.readmodels.rates import evidence

pytestmark = pytest.mark.slow

HOMES = (*NAMES, "flat")
DAYS = 10
EB_RATE, DG_RATE = 833_000, 2_200_000


def observations(home: str, days: int) -> list[Observation]:
    """The first days of a household."""
    every = flat(days) if home == "flat" else household(PLACE / f"{home}.jsonl.gz")
    end = first_reading(every).received_at + days * 86_400 - 600
    return [one for one in every if (isinstance(one, Reading) and one.received_at < end) or _early(one, end)]


def _early(one: Observation, end: int) -> bool:
    return getattr(one, "received_at", end) < end


def first_reading(every: Iterator[Observation] | tuple[Observation, ...] | list[Observation]) -> Reading:
    return next(one for one in every if isinstance(one, Reading))


def first_day(home: str) -> date:
    return datetime.fromtimestamp(first_reading(observations(home, 1)).at, IST).date()


@pytest.fixture(scope="module", params=HOMES)
def whole(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> tuple[str, sa.Engine]:
    """A household's whole month, as it was."""
    home = request.param
    return home, told(tmp_path_factory.mktemp(home) / "home.db", observations(home, 31))


def test_the_residual_of_every_day_is_within_its_bound_and_nothing_is_found(whole: tuple[str, sa.Engine]) -> None:
    home, engine = whole
    first = first_day(home)
    found = audited(engine, first, first + timedelta(days=30))
    checks = [day.check for day in found.days]
    print(
        f"{home}: {len(checks)} days; residual up to {max(abs(c.residual_paise) for c in checks)} paise, bound"
        f" {min(c.bound_paise for c in checks)} to {max(c.bound_paise for c in checks)} paise"
    )
    assert len(checks) == 31
    assert all(abs(check.residual_paise) <= check.bound_paise for check in checks)
    assert all(check.bound_paise < 60 for check in checks if not check.paid_paise and not check.taken_paise)
    assert found.questions == []
    assert found.verdict is Verdict.MATCHES
    assert found.total is not None
    assert found.total.verdict is Verdict.MATCHES


def test_the_months_rates_hold_the_truth(whole: tuple[str, sa.Engine]) -> None:
    home, engine = whole
    first = first_day(home)
    rates = audited(engine, first, first + timedelta(days=30)).rates
    for source, true in ((rates.eb, EB_RATE), (rates.dg, DG_RATE)):
        assert len(source.measured) == 1
        rate = source.measured[0].rate
        print(f"{home} {source.source}: {rate.paise_per_mwh / 100_000:.4f} +- {rate.uncertainty / 100_000:.4f} Rs/kWh")
        assert abs(rate.paise_per_mwh - true) <= rate.uncertainty
        assert rate.uncertainty < true * 3 // 1000


@dataclass
class Told:
    """A household of ten days, altered; the day and instant of the alteration."""

    day: date
    at: int
    findings: list[Finding]
    readings: list[Reading]

    def one(self, kind: FindingKind) -> Finding:
        """The only question that was found, which must be of that kind."""
        questions = [one for one in self.findings if one.kind is not FindingKind.DEDUCTION]
        assert [(one.kind, one.day) for one in questions] == [(kind, self.day)]
        return questions[0]

    def wh_until(self, at: int) -> int:
        """Used between the alteration and that instant."""
        early, late = sorted((self.at, at))
        between = [one.eb_wh + one.dg_wh for one in self.readings if early <= one.at <= late and one.eb_wh]
        return between[-1] - between[0] if between else 0


@pytest.fixture(params=HOMES)
def home(request: pytest.FixtureRequest) -> str:
    return str(request.param)


def altered(home: str, place: Path, make: str, amount: float) -> Told:
    """Ten days of the household with one thing wrong on the sixth, at 14:20 if it happens at once."""
    day = first_day(home) + timedelta(days=5)
    at = int(datetime(day.year, day.month, day.day, 14, 20, 34, tzinfo=IST).timestamp())
    seen = observations(home, DAYS)
    alteration: Alteration = {
        "charged_more": lambda: charged_more(day, int(amount)),
        "taken_off": lambda: taken_off(at, int(amount)),
        "dearer": lambda: dearer(at, amount),
        "slipped": lambda: slipped(at, int(amount)),
    }[make]()
    engine = told(place / "home.db", alteration(seen))
    found = audited(engine, first_day(home), first_day(home) + timedelta(days=DAYS - 1))
    engine.dispose()
    return Told(day, at, found.findings, [one for one in seen if isinstance(one, Reading)])


def test_5_rupees_too_much_over_a_days_use_are_an_overcharge_on_that_day(home: str, tmp_path: Path) -> None:
    found = altered(home, tmp_path, "charged_more", 500).one(FindingKind.OVERCHARGE)
    assert found.amount_paise is not None
    assert abs(found.amount_paise - 500) <= 40


@pytest.mark.parametrize("number", range(1, 9))
def test_a_day_charged_wrongly_spoils_no_rate_on_whatever_day_it_is(number: int, tmp_path: Path) -> None:
    day = first_day("flat") + timedelta(days=number)
    engine = told(tmp_path / "home.db", charged_more(day, 500)(flat(DAYS)))
    found = audited(engine, first_day("flat"), first_day("flat") + timedelta(days=DAYS - 1))
    assert [(one.kind, one.day) for one in found.questions] == [(FindingKind.OVERCHARGE, day)]
    for rates, true in ((found.rates.eb, EB_RATE), (found.rates.dg, DG_RATE)):
        assert all(abs(one.rate.paise_per_mwh - true) <= one.rate.uncertainty for one in rates.measured)


def test_5_rupees_too_little_are_an_undercharge(home: str, tmp_path: Path) -> None:
    found = altered(home, tmp_path, "charged_more", -500).one(FindingKind.UNDERCHARGE)
    assert found.amount_paise is not None
    assert abs(found.amount_paise - 500) <= 40


def test_45_rupees_at_once_are_a_deduction_and_no_question(home: str, tmp_path: Path) -> None:
    told_ = altered(home, tmp_path, "taken_off", 4_500)
    on_day = [one for one in told_.findings if one.day == told_.day]
    assert [(one.kind, one.amount_paise) for one in on_day] == [(FindingKind.DEDUCTION, 4_500)]
    assert on_day[0].at is not None
    assert 0 <= on_day[0].at - told_.at <= 150
    assert all(one.kind is FindingKind.DEDUCTION for one in told_.findings)


@pytest.mark.parametrize("percent", [3, -3])
def test_a_change_of_rate_is_found_with_its_date_to_within_2_kwh(home: str, percent: int, tmp_path: Path) -> None:
    told_ = altered(home, tmp_path, "dearer", percent)
    found = told_.one(FindingKind.RATE_CHANGE)
    true = round(EB_RATE * (1 + percent / 100))
    assert found.at is not None
    assert found.source is Source.EB
    assert found.expected is not None
    assert found.found is not None
    print(f"{home}: {found.found / 100_000:.4f} Rs/kWh, {told_.wh_until(found.at)} Wh from the truth")
    assert told_.wh_until(found.at) <= 2_000
    assert abs(found.expected - EB_RATE) <= EB_RATE // 1000
    assert abs(found.found - true) <= true // 1000


def test_a_register_that_gains_half_a_unit_has_slipped(home: str, tmp_path: Path) -> None:
    told_ = altered(home, tmp_path, "slipped", 500)
    found = told_.one(FindingKind.REGISTER_SLIP)
    assert found.wh is not None
    assert found.at is not None
    assert abs(found.wh - 500) <= 50
    assert 0 <= found.at - told_.at <= 150


def used_2_kwh_of_dg(seen: list[Observation]) -> int:
    """When the generator had given so much, and the session was over."""
    readings = [one for one in seen if isinstance(one, Reading) and one.eb_wh]
    return next(one.at for one in readings if one.dg_wh - readings[0].dg_wh >= 2_000) + 4 * 3_600


@pytest.mark.parametrize(("source", "true"), [(Source.EB, EB_RATE), (Source.DG, DG_RATE)])
def test_a_rate_is_known_to_0_3_percent_after_a_day_of_eb_and_2_kwh_of_dg(
    home: str, source: Source, true: int, tmp_path: Path
) -> None:
    seen = observations(home, 31)
    first = first_reading(seen)
    end = first.at + 86_460 if source is Source.EB else used_2_kwh_of_dg(seen)
    engine = told(tmp_path / "home.db", [one for one in seen if _early(one, end)])
    with engine.connect() as conn:
        last = datetime.fromtimestamp(end, IST).date()
        found = evidence(conn, meters(conn)[0], first_day(home), last)
    engine.dispose()
    rate = (found.eb if source is Source.EB else found.dg).measured[-1].rate
    print(f"{home} {source}: {rate.paise_per_mwh / 100_000:.4f} +- {rate.uncertainty / 100_000:.4f} Rs/kWh")
    assert abs(rate.paise_per_mwh - true) * 1000 <= 3 * true
    assert abs(rate.paise_per_mwh - true) <= rate.uncertainty


def test_a_year_of_the_flat_has_nothing_but_its_deductions(tmp_path: Path) -> None:
    first = first_day("flat")
    engine = told(tmp_path / "year.db", thin(365))
    found = audited(engine, first, first + timedelta(days=364))
    checks = [day.check for day in found.days]
    print(f"{len(checks)} days, residual up to {max(abs(check.residual_paise) for check in checks)} paise")
    assert len(checks) == 365
    assert found.questions == []
    assert all(check.verdict is Verdict.MATCHES for check in checks)
    taken = [one.amount_paise for one in found.findings]
    assert len(taken) == 24
    assert all(amount is not None and min(abs(amount - 556_800), abs(amount - 24_600)) <= 50 for amount in taken)
