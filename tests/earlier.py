"""The database that the earlier tracker would have left: what it stored while it polled a recorded household.

It wrote a row when the balance differed from that of the row before, with ELNET's time as UTC; it dropped answers
older than five minutes, and netted what was paid in against what was used.
"""

import sqlite3
from collections.abc import Iterable
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from power_usage.elnet.recording import RecordedLine

TABLE = """CREATE TABLE power_usage (
    id INTEGER PRIMARY KEY AUTOINCREMENT, timestamp DATETIME NOT NULL, balance FLOAT NOT NULL,
    present_load FLOAT, amount_used FLOAT, recharge_amount FLOAT)"""
INSERT = (
    "INSERT INTO power_usage (timestamp, balance, present_load, amount_used, recharge_amount) VALUES (?, ?, ?, ?, ?)"
)
OLDEST_S = 300
MOST_USED = 50
IST = ZoneInfo("Asia/Kolkata")

EarlierRow = tuple[str, float, float, float, float]


def rows_of(lines: Iterable[RecordedLine]) -> list[EarlierRow]:
    """What it stored of those answers."""
    found: list[EarlierRow] = []
    balance = None
    for line in lines:
        data = line.body.get("Data") if isinstance(line.body, dict) else None
        if line.endpoint != "GetLiveUpdates" or line.status != 200 or not isinstance(data, dict):
            continue
        at = datetime.strptime(str(data["UpdatedOn"]), "%d-%m-%Y %H:%M:%S").replace(tzinfo=IST).astimezone(UTC)
        if line.received_at - at.timestamp() > OLDEST_S or data["Balance"] == balance:
            continue
        fall = 0.0 if balance is None else float(balance) - float(data["Balance"])
        balance = data["Balance"]
        used = fall if 0 < fall < MOST_USED else 0.0
        stored = f"{at:%Y-%m-%d %H:%M:%S}.000000", float(balance), float(data["PresentLoad"])
        found.append((*stored, used, max(0.0, -fall)))
    return found


def write(path: Path, rows: Iterable[tuple[object, ...]], *, table: str = TABLE) -> Path:
    """As its file."""
    with closing(sqlite3.connect(path)) as conn:
        conn.execute(table)
        conn.executemany(INSERT, rows)
        conn.commit()
    return path
