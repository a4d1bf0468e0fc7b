"""Alembic's door: migrations run on the connection, and in the transaction, of storage.migrate."""

from alembic import context

from power_usage.storage.tables import metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    render_as_batch=True,
)
context.run_migrations()
