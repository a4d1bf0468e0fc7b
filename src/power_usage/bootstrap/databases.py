"""Opening the database: for writing, for reading, for a collector."""

import logging
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from power_usage.settings import StoreSettings, read
from power_usage.storage.engine import DatabaseProblem, database_url, open_engine, problem_of, sqlite_file

if TYPE_CHECKING:
    import sqlalchemy as sa

log = logging.getLogger(__name__)


def open_database(setting: str) -> "sa.Engine":
    """The database of a setting, for writing, with this version's schema. Raises DatabaseProblem.

    Whoever opens it first after an upgrade brings its tables up to date; there is a backup of before.
    """
    import sqlalchemy as sa

    from power_usage.storage.migrate import migrate

    url = database_url(setting)
    try:
        _back_up_before_an_upgrade(setting)
        engine = open_engine(url)
        migrate(engine)
    except sa.exc.DBAPIError as error:
        raise problem_of(error, url) from error
    except (sa.exc.ArgumentError, sa.exc.NoSuchModuleError, ModuleNotFoundError, ValueError) as error:
        raise DatabaseProblem(
            "POWER_USAGE_DATABASE is no database that this installation knows.",
            "Name a file, or install the extra for PostgreSQL: pip install 'power-usage-tracker[postgres]'.",
        ) from error
    return engine


def open_reader(setting: str) -> "sa.Engine":
    """The same database for reading only."""
    return open_engine(database_url(setting), readonly=True)


@contextmanager
def one_moment(setting: str) -> "Iterator[sa.Connection]":
    """The database for reading, as it stands at one moment, whatever is written meanwhile."""
    engine = open_reader(setting)
    try:
        with engine.connect() as conn:
            if conn.dialect.name == "postgresql":
                conn = conn.execution_options(isolation_level="REPEATABLE READ")  # noqa: PLW2901 - the same connection
            yield conn
    finally:
        engine.dispose()


def open_to_collect(store: StoreSettings) -> "sa.Engine":
    """The database for a collector: a damaged one is kept aside, and collecting goes on into a new one.

    Raises DatabaseProblem.
    """
    from power_usage.storage.backup import newest_in_words
    from power_usage.storage.damage import set_aside_if_damaged
    from power_usage.storage.upkeep import DAMAGE, Upkeep, write_upkeep

    now = int(time.time())
    damage = set_aside_if_damaged(store.file, now) if store.file else None
    engine = open_database(store.database)
    if store.file and damage:
        words = (
            f"{damage.what} It is kept as {damage.aside}; collecting goes on into a new one."
            f" {newest_in_words(store.file, store.backup_folder, now)}"
        )
        log.error("%s", words)
        with engine.begin() as conn:
            write_upkeep(conn, Upkeep(DAMAGE, since_at=now, words=words))
    return engine


def _back_up_before_an_upgrade(setting: str) -> None:
    """So that there is a way back to the version before. Without room for it the upgrade goes on all the same."""
    from power_usage.storage.backup import back_up_before_an_upgrade

    file = sqlite_file(setting)
    if file is None or not file.exists() or not _is_behind(setting):
        return
    store = read(StoreSettings)
    if store.database != setting or store.backup_folder is None:  # the demo's, or none wanted
        return
    try:
        made = back_up_before_an_upgrade(file, store.backup_folder, int(time.time()))
        log.info("Backup %s was made before the upgrade of the database", made.backup.file.name)
    except (DatabaseProblem, OSError) as problem:
        log.warning("There is no backup of before the upgrade of the database. %s", problem)


def _is_behind(setting: str) -> bool:
    from power_usage.storage.migrate import is_behind

    engine = open_engine(database_url(setting))
    try:
        return is_behind(engine)
    finally:
        engine.dispose()
