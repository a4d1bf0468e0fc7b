"""Bringing a database's schema up to date."""

from pathlib import Path

import sqlalchemy as sa
from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory

from power_usage.storage.engine import DatabaseProblem, open_engine

MIGRATIONS = Path(__file__).parent / "migrations"


def migrate(engine: sa.Engine) -> bool:
    """Upgrade to this version's schema, in one transaction; True if anything had to be done.

    Raises DatabaseProblem if a newer version of the tracker has upgraded it before.
    """
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    script = ScriptDirectory.from_config(config)
    if _current(engine) == script.get_current_head():
        return False
    with engine.begin() as connection:
        present = MigrationContext.configure(connection).get_current_revision()
        if present == script.get_current_head():
            return False
        if present is not None and present not in {r.revision for r in script.walk_revisions()}:
            raise DatabaseProblem(
                "The database was upgraded by a newer version of the tracker.",
                "Install that version again, or restore a backup made before the upgrade.",
            )
        config.attributes["connection"] = connection
        command.upgrade(config, "head")
        return True


def _current(engine: sa.Engine) -> str | None:
    """Asked without the writer's lock: in the usual case nothing has to be written."""
    reader = open_engine(engine.url.render_as_string(hide_password=False), readonly=True)
    try:
        with reader.connect() as connection:
            return MigrationContext.configure(connection).get_current_revision()
    finally:
        reader.dispose()
