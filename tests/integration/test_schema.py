"""People who ask the database themselves find it described, and views in kWh and rupees that add up."""

from decimal import Decimal
from pathlib import Path

import pytest
import sqlalchemy as sa

from house import DG, EB, House
from power_usage.storage import tables as t
from power_usage.storage.ledger import Ledger
from power_usage.storage.migrate import migrate

ROOT = Path(__file__).parents[2]


def test_every_table_and_column_is_in_the_docs() -> None:
    docs = (ROOT / "docs" / "schema.md").read_text("utf-8")
    names = {table.name for table in t.metadata.sorted_tables}
    names |= {column.name for table in t.metadata.sorted_tables for column in table.columns}
    assert {name for name in names if f"`{name}`" not in docs} == set()


@pytest.fixture
def house(engine: sa.Engine) -> House:
    """Hours on both sources, with money paid in."""
    house = House()
    readings = [house.reading(), *house.readings(90), *house.readings(40, 900, DG), *house.readings(60, 700, EB)]
    house.move(50_000)
    ledger = Ledger(engine)
    ledger.observe(ledger.ensure_meter("Home", "Asia/Kolkata"), [*readings, *house.readings(20)])
    return house


def test_the_views_tell_what_the_meter_showed_and_can_be_made_again(engine: sa.Engine, house: House) -> None:
    text = "\n".join(
        line for line in (ROOT / "contrib" / "views.sql").read_text("utf-8").splitlines() if "--" not in line
    )
    with engine.begin() as conn:
        measured = {"paise_per_mwh": 833_300, "uncertainty_paise_per_mwh": 100}
        conn.execute(sa.insert(t.rate).values(meter_id=1, source="eb", since_at=1, **measured))
    for _ in range(2):
        with engine.begin() as conn:
            for statement in text.split(";"):
                if statement.strip():
                    conn.exec_driver_sql(statement)
    with engine.connect() as conn:

        def asked(query: str) -> list[Decimal]:
            return [Decimal(str(value)).quantize(Decimal("0.001")) for value in conn.exec_driver_sql(query).one()]

        used = asked("SELECT sum(eb_kwh), sum(dg_kwh) FROM v_usage WHERE meter = 'Home'")
        assert used == asked("SELECT max(total_eb_kwh), max(total_dg_kwh) FROM v_reading")
        shown = "SELECT eb_register_kwh, dg_register_kwh, balance FROM v_reading ORDER BY at"
        first, last = asked(shown + " LIMIT 1"), asked(shown + " DESC LIMIT 1")
        assert used == [last[0] - first[0], last[1] - first[1]]
        (cost,) = asked("SELECT sum(eb_cost) + sum(dg_cost) FROM v_usage")
        (paid,) = asked("SELECT sum(amount) FROM v_movement WHERE kind = 'recharge'")
        assert first[2] + paid - cost == last[2] == Decimal(house.reading().balance_paise) / 100
        assert asked("SELECT kwh FROM v_session WHERE source = 'dg'") == [used[1]]
        assert asked("SELECT rupees_per_kwh FROM v_rate WHERE since_at = 1") == [Decimal("8.333")]
    assert not migrate(engine)
