"""`power-usage replay` of real households into a real database: the same exact sums there."""

import json
import sqlite3
from pathlib import Path

import pytest

from acceptance.truth import NAMES, PLACE
from processes import command

pytestmark = pytest.mark.slow


@pytest.mark.parametrize("name", NAMES)
def test_a_replayed_household_adds_up_in_the_database_and_a_second_time_changes_nothing(
    name: str, tmp_path: Path
) -> None:
    file = str((PLACE / f"{name}.jsonl.gz").resolve())
    truth = json.loads((PLACE / f"{name}.truth.json").read_text("utf-8"))
    database = str(tmp_path / "home.db")
    first = command(tmp_path, "replay", "--json", file, POWER_USAGE_DATABASE=database)
    assert first.returncode == 0, first.stderr
    assert_sums(database, truth)
    second = json.loads(command(tmp_path, "replay", "--json", file, POWER_USAGE_DATABASE=database).stdout)
    assert (second["accepted"], second["passed_over"]) == (0, json.loads(first.stdout)["lines"])
    assert_sums(database, truth)
    again = json.loads(command(tmp_path, "rederive", "--json", POWER_USAGE_DATABASE=database).stdout)
    assert again["Home"]["changed"] == {}


def assert_sums(database: str, truth: dict[str, list[dict[str, float]]]) -> None:
    with sqlite3.connect(database) as conn:
        rows = conn.execute(
            "SELECT eb_wh, dg_wh, balance_paise, total_eb_wh, total_dg_wh, total_eb_paise + total_dg_paise"
            " FROM reading ORDER BY at"
        ).fetchall()
        moved = conn.execute("SELECT kind, amount_paise FROM movement ORDER BY at").fetchall()
    first, last = rows[0], rows[-1]
    assert (last[3], last[4]) == (last[0] - first[0], last[1] - first[1])
    net = sum(paise if kind == "recharge" else -paise for kind, paise in moved)
    assert first[2] + net - last[5] == last[2]
    assert moved == [(entry["kind"], round(abs(entry["amount"]) * 100)) for entry in truth["ledger"]]
    print(f"{len(rows):,} readings; {last[3] / 1000:.2f} + {last[4] / 1000:.2f} kWh, {last[5] / 100:.2f} Rs")
