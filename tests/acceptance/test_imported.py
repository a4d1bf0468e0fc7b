"""What the earlier tracker would have stored of real households: its money is right, and its energy nearly so."""

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import pytest
import sqlalchemy as sa

import earlier
from acceptance.truth import NAMES, PLACE
from power_usage.domain.usage import at_edges
from power_usage.elnet.recording import read_recording
from power_usage.storage import tables as t
from power_usage.storage.earlier import opened_earlier
from power_usage.storage.engine import database_url, open_engine
from power_usage.storage.imported import Imported, import_rows
from power_usage.storage.ledger import meter_called
from power_usage.storage.migrate import migrate

pytestmark = pytest.mark.slow

SNAPSHOT_S = 90
NOW = 1_900_000_000


@dataclass(frozen=True)
class Household:
    """What came out of the file, and the truth."""

    truth: dict[str, Any]
    done: Imported
    points: list[sa.Row[Any]]
    movements: list[sa.Row[Any]]

    def day(self, name: str) -> tuple[int, int]:
        """Paise and Wh of a local day."""
        start = int(datetime.fromisoformat(name + "T00:00:00+05:30").timestamp())
        columns = [[p.total_paise for p in self.points], [p.total_wh for p in self.points]]
        paise, wh = at_edges([start, start + 86_400], [p.at for p in self.points], columns)
        return paise[1] - paise[0], wh[1] - wh[0]


@pytest.fixture(scope="module", params=NAMES)
def home(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Household:
    folder = tmp_path_factory.mktemp("imported")
    rows = earlier.rows_of(read_recording(PLACE / f"{request.param}.jsonl.gz"))
    file = earlier.write(folder / "earlier.db", rows)
    engine = open_engine(database_url(str(folder / "home.db")))
    migrate(engine)
    with opened_earlier(file, NOW) as opened, engine.begin() as conn:
        done = import_rows(conn, meter_called(conn, "Home", "Asia/Kolkata"), opened, lambda _: None)
        points = list(conn.execute(sa.select(t.imported_total).order_by(t.imported_total.c.at)))
        movements = list(conn.execute(sa.select(t.movement).order_by(t.movement.c.at)))
    engine.dispose()
    return Household(json.loads((PLACE / f"{request.param}.truth.json").read_text()), done, points, movements)


def test_every_recharge_and_deduction_is_found_with_its_amount_and_no_other(home: Household) -> None:
    true = [(entry["kind"], round(abs(entry["amount"]) * 100)) for entry in home.truth["ledger"]]
    assert [(m.kind, m.amount_paise) for m in home.movements] == true
    for found, entry in zip(home.movements, home.truth["ledger"], strict=True):
        assert found.after_at - SNAPSHOT_S <= entry["at"] <= found.at + SNAPSHOT_S


def test_the_cost_is_that_of_the_meter_to_the_paisa(home: Household) -> None:
    opening, closing = (round(home.truth[end]["Balance"] * 100) for end in ("first", "last"))
    moved = sum(round(entry["amount"] * 100) for entry in home.truth["ledger"])
    assert abs(home.done.derived.paise - (opening + moved - closing)) <= 1
    days = [home.day(name)[0] - round(100 * (d["eb_cost"] + d["dg_cost"])) for name, d in home.truth["daily"].items()]
    print(f"worst day: {max(map(abs, days))} paise")
    assert max(map(abs, days)) <= 10


def test_the_energy_of_a_month_is_within_two_percent_and_of_a_day_within_fifteen(home: Household) -> None:
    true = {name: 1000 * (day["eb_kwh"] + day["dg_kwh"]) for name, day in home.truth["daily"].items()}
    found = {name: home.day(name)[1] for name in true}
    off = sum(found.values()) / sum(true.values()) - 1
    worst = max(abs(found[name] / true[name] - 1) for name in true)
    print(f"month: {off:+.2%}, worst day {worst:.2%}")
    assert abs(off) <= 0.02
    assert worst <= 0.15
