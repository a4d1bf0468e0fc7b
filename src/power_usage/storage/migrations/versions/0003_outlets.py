"""Alerts wait for each outlet by itself."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.drop_index(op.f("ix_alert_sent"), "alert")
    op.add_column("alert", sa.Column("outlet", sa.Text(), nullable=False, server_default="telegram"))
    op.create_index(op.f("ix_alert_sent"), "alert", ["outlet", "sent_at", "id"])
