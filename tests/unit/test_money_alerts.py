"""What people are told of deductions and corrections: each as what it is, once."""

from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa

from house import IST, House
from power_usage.domain.alerts import AlertRules
from power_usage.domain.reading import Observation
from power_usage.storage import tables as t
from power_usage.storage.engine import open_engine
from power_usage.storage.ledger import Ledger
from power_usage.storage.migrate import migrate
from power_usage.storage.outbox import Telling, waiting
from told import ToldStory

BEGAN = date(2026, 3, 1)


def days(house: House, taken: dict[str, float], until: str) -> list[Observation]:
    """Readings of the days up to one, with what moved on some of them at 01:10 (rupees, negative where taken off)."""
    found: list[Observation] = []
    day = datetime.fromtimestamp(house.at, IST).date()
    while day <= date.fromisoformat(until):
        for clock in ("01:05", "01:15", "12:00", "12:05"):
            at = int(datetime.fromisoformat(f"{day}T{clock}").replace(tzinfo=IST).timestamp())
            house.live(at - house.at)
            if clock == "01:15" and day.isoformat() in taken:
                house.move(round(taken[day.isoformat()] * 100))
            found.append(house.reading())
        day += timedelta(1)
    return found


@pytest.fixture
def house() -> House:
    at = int(datetime(2026, 3, 1, 1, 0, tzinfo=IST).timestamp())
    return House(at=at, load_w=300, balance=4_000_000 * 3_600_000)


def money(story: ToldStory) -> list[tuple[str, str, object]]:
    """Day, kind and the amount before, of every message about a deduction or a correction."""
    kinds = ("deduction", "new_deduction", "changed_deduction", "correction", "recharge")
    return [
        (datetime.fromtimestamp(one.at, IST).strftime("%m-%d"), one.kind.value, one.facts.get("before_paise"))
        for one in story.alerts
        if one.kind in kinds
    ]


def test_a_deduction_that_comes_each_month_is_told_as_usual_and_a_changed_one_as_changed_once(house: House) -> None:
    story = ToldStory().told(
        *days(house, {"2026-03-10": -5568, "2026-04-10": -5568, "2026-05-10": -5900, "2026-06-10": -5900}, "2026-06-15")
    )
    assert money(story) == [
        ("03-10", "deduction", None),
        ("04-10", "deduction", 556_800),
        ("05-10", "changed_deduction", 556_800),
        ("06-10", "deduction", 590_000),
    ]


def test_a_new_one_is_told_as_new_once(house: House) -> None:
    story = ToldStory().told(*days(house, {"2026-04-25": -450, "2026-05-25": -450}, "2026-05-28"))
    assert money(story) == [("04-25", "new_deduction", None), ("05-25", "deduction", 45_000)]


def test_one_that_differs_each_month_is_not_news_each_month(house: House) -> None:
    taken = {"2026-03-20": -168.0, "2026-04-20": -261.0, "2026-05-20": -246.0, "2026-06-20": -190.0}
    story = ToldStory().told(*days(house, taken, "2026-06-22"))
    assert [kind for _, kind, _ in money(story)] == ["deduction", "changed_deduction", "deduction", "deduction"]


def test_what_undoes_a_deduction_is_told_as_given_back_and_not_as_a_recharge(house: House) -> None:
    story = ToldStory().told(*days(house, {"2026-03-10": -246, "2026-03-12": 246, "2026-03-14": 3000}, "2026-03-15"))
    assert [kind for _, kind, _ in money(story)] == ["deduction", "correction", "recharge"]
    (back,) = [one for one in story.alerts if one.kind == "correction"]
    undone = datetime.fromtimestamp(int(back.facts["undoes"] or 0), IST)
    assert undone.strftime("%m-%d %H:%M") == "03-10 01:15"


def test_a_tracker_that_only_now_learns_to_tell_knows_the_history_it_has(house: House, tmp_path: Path) -> None:
    """A database of before: its movements are known, so that nothing of last month is called new."""
    engine = open_engine(f"sqlite:///{tmp_path / 'old.db'}")
    migrate(engine)
    silent = Ledger(engine)
    meter = silent.ensure_meter("Home", "Asia/Kolkata")
    silent.observe(meter, days(house, {"2026-03-10": -5568}, "2026-04-05"))
    telling = Ledger(engine, tell=Telling(AlertRules()))
    for reading in days(house, {"2026-04-10": -5568, "2026-04-20": -450}, "2026-04-21"):
        telling.observe(meter, [reading])
    with engine.connect() as conn:
        found = [(one.alert.kind.value, one.alert.facts.get("before_paise")) for one in waiting(conn)]
        assert conn.execute(sa.select(sa.func.count()).select_from(t.told)).scalar() == 1
    engine.dispose()
    assert [one for one in found if "deduction" in one[0]] == [("deduction", 556_800), ("new_deduction", None)]
