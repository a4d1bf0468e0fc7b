"""What a released version left behind is taken over by this one, to the row, on either database.

The files in `frozen/` were made by the versions themselves (see freeze.py).
"""

from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext

from contents import contents
from migration.freeze import METER, fill, lines
from older import RAW, RELEASED, dump, older
from power_usage.collector.replay import ReplayCounts, replay_lines
from power_usage.storage import tables as t
from power_usage.storage.engine import database_url, open_engine
from power_usage.storage.ledger import Ledger
from power_usage.storage.migrate import migrate
from power_usage.storage.rebuild import rederive
from recorded import recorded


@pytest.fixture(params=RELEASED)
def released(request: pytest.FixtureRequest, database: str) -> Iterator[sa.Engine]:
    """A database as that version left it."""
    engine = open_engine(database_url(database))
    if engine.dialect.name == "sqlite":
        older(Path(database), request.param)
    else:
        script = dump(request.param, engine.dialect.name)
        with engine.connect() as conn:
            conn.connection.cursor().execute(script)
            conn.connection.commit()
            conn.invalidate()  # the script left it without a search path
    yield engine
    engine.dispose()


def raw(engine: sa.Engine) -> dict[str, list[tuple[object, ...]]]:
    """The rows of every table that cannot be derived."""
    with engine.connect() as conn:
        return {
            table: [tuple(row) for row in conn.execute(sa.text(f"SELECT {columns} FROM {table} ORDER BY 1, 2, 3"))]  # noqa: S608 - names above
            for table, columns in RAW.items()
        }


def test_nothing_is_lost_and_the_tables_are_todays(released: sa.Engine) -> None:
    before = raw(released)
    assert len(before["reading"]) > 500
    assert before["movement"]
    assert before["refused"]
    migrate(released)
    assert raw(released) == before
    with released.connect() as conn:
        assert compare_metadata(MigrationContext.configure(conn), t.metadata) == []
    assert not migrate(released)


def test_derived_anew_it_is_what_todays_version_would_have_made(released: sa.Engine, tmp_path: Path) -> None:
    migrate(released)
    rederive(released, 1, lambda _: None)
    fill(str(tmp_path / "today.db"))
    found, wanted = contents(released), contents(open_engine(database_url(str(tmp_path / "today.db"))))
    # How often a poll ended in which way was not counted by the first versions.
    assert {table: rows for table, rows in found.items() if table != "poll"} == {
        table: rows for table, rows in wanted.items() if table != "poll"
    }


def test_it_goes_on_from_there(released: sa.Engine) -> None:
    migrate(released)
    ledger = Ledger(released)
    end = lines()[-1].received_at
    further = [line for line in recorded(9.2).lines if line.received_at > end]
    replay_lines(ledger, ledger.ensure_meter(*METER), further, lambda _: None, ReplayCounts())
    with released.connect() as conn:
        first, last = (
            conn.execute(sa.select(t.reading).order_by(t.reading.c.at * sign).limit(1)).one() for sign in (1, -1)
        )
        moved = conn.execute(
            sa.text("SELECT sum(CASE kind WHEN 'recharge' THEN amount_paise ELSE -amount_paise END) FROM movement")
        ).scalar_one()
    assert last.at > end - 60
    assert (last.total_eb_wh, last.total_dg_wh) == (last.eb_wh - first.eb_wh, last.dg_wh - first.dg_wh)
    assert first.balance_paise + moved - last.total_eb_paise - last.total_dg_paise == last.balance_paise
