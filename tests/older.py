"""Databases as released versions left them (see migration/freeze.py)."""

import sqlite3
from contextlib import closing
from pathlib import Path

FROZEN = Path(__file__).parent / "migration" / "frozen"
RELEASED = sorted(path.name.partition("-")[0] for path in FROZEN.glob("*-sqlite.sql"))
"""The revisions of their schemas."""
OLDER = RELEASED[1]
"""One from which several migrations lead to today's."""
RAW = {
    "meter": "id, name, timezone",
    "reading": "meter_id, at, received_at, eb_wh, dg_wh, balance_paise, load_w, supply",
    "refused": "meter_id, received_at, reason, at, eb_wh, dg_wh, balance_paise, load_w, supply",
    "home": (
        "meter_id, received_at, serial, relay, balance_paise, day_eb_wh, day_dg_wh, day_eb_paise, day_dg_paise,"
        " month_eb_wh, month_dg_wh, month_eb_paise, month_dg_paise"
    ),
    "movement": "meter_id, at, kind, amount_paise",
    "alert": "id, meter_id, kind, at",
}
"""What no later version may lose or change, and its columns of the first version."""


def dump(revision: str, dialect: str) -> str:
    """What makes such a database again."""
    return (FROZEN / f"{revision}-{dialect}.sql").read_text("utf-8")


def older(file: Path, revision: str = OLDER) -> Path:
    """Put one there, in place of what is."""
    for left in file.parent.glob(f"{file.name}*"):
        left.unlink()
    with closing(sqlite3.connect(file)) as conn:
        conn.executescript(dump(revision, "sqlite"))
    return file
