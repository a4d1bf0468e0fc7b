"""Bringing a database's schema up to date."""

from pathlib import Path

import sqlalchemy as sa
from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory

from power_usage.storage.engine import DatabaseProblem, open_engine

MIGRATIONS = Path(__file__).parent / "migrations"
EARLIER = "power_usage"
"""The one table of the earlier tracker, whose file has our default name: power_usage_index.db."""


def migrate(engine: sa.Engine) -> bool:
    """Upgrade to this version's schema, in one transaction; True if anything had to be done.

    Raises DatabaseProblem if a newer version of the tracker has upgraded it before, or if it is another program's.
    """
    config = _config()
    script = ScriptDirectory.from_config(config)
    if _current(engine) == script.get_current_head():
        return False
    with engine.begin() as connection:
        present = MigrationContext.configure(connection).get_current_revision()
        if present == script.get_current_head():
            return False
        if present is not None and not _is_known(script, present):
            raise DatabaseProblem(
                "The database was upgraded by a newer version of the tracker.",
                "Nothing was changed. Install that version again, or go back to the backup of before the upgrade with"
                " 'power-usage restore FILE' (docs/upgrading.md).",
            )
        config.attributes["connection"] = connection
        command.upgrade(config, "head")
        return True


def is_behind(engine: sa.Engine) -> bool:
    """Whether the database has tables of an earlier version. Raises DatabaseProblem if it is another program's."""
    present, script = _current(engine), ScriptDirectory.from_config(_config())
    return present is not None and present != script.get_current_head() and _is_known(script, present)


def _is_known(script: ScriptDirectory, revision: str) -> bool:
    return revision in {known.revision for known in script.walk_revisions()}


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    return config


def _refuse_if_anothers(connection: sa.Connection) -> None:
    """A file that holds another program's tables must not get ours too. A server's database may be shared."""
    names = set(sa.inspect(connection).get_table_names()) if connection.dialect.name == "sqlite" else set()
    names -= {"alembic_version"}
    if not names:
        return
    file = Path(str(connection.engine.url.database))
    if EARLIER in names:
        raise DatabaseProblem(
            f"The file {file} holds the readings of an earlier tracker. Nothing of it was changed.",
            f"Give it another name (mv {file.name} earlier-{file.name}), or name another file in POWER_USAGE_DATABASE,"
            " then start again. docs/keeping.md tells what of it can be used.",
        )
    raise DatabaseProblem(
        f"The file {file} belongs to another program: it holds the table {min(names)}. Nothing of it was changed.",
        "Name another file in POWER_USAGE_DATABASE.",
    )


def _current(engine: sa.Engine) -> str | None:
    """Asked without the writer's lock: in the usual case nothing has to be written.

    And nothing may be: a writer's connection alone changes the file's journal mode.
    """
    reader = open_engine(engine.url.render_as_string(hide_password=False), readonly=True)
    try:
        with reader.connect() as connection:
            present = MigrationContext.configure(connection).get_current_revision()
            if present is None:
                _refuse_if_anothers(connection)
            return present
    finally:
        reader.dispose()
