"""ELNET says whether it charges by kWh or by kVAh."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("home", sa.Column("kvah", sa.Boolean()))
