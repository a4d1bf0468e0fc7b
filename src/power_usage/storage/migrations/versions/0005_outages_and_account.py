"""Outages, told apart; and what ELNET's own account of the meter says (with a login)."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0003"
branch_labels = None
depends_on = None


def _meter() -> sa.Column[int]:
    return sa.Column("meter_id", sa.Integer(), nullable=False)


def _keys(table: str, *names: str) -> tuple[sa.Constraint, ...]:
    return (
        sa.ForeignKeyConstraint(["meter_id"], ["meter.id"], name=op.f(f"fk_{table}_meter_id_meter")),
        sa.PrimaryKeyConstraint("meter_id", *names, name=op.f(f"pk_{table}")),
    )


def upgrade() -> None:
    op.create_table(
        "outage",
        _meter(),
        sa.Column("start_at", sa.BigInteger(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("end_at", sa.BigInteger(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=True),
        *_keys("outage", "start_at", "kind"),
        sqlite_with_rowid=False,
    )
    op.create_table("watch", _meter(), sa.Column("body", sa.Text(), nullable=False), *_keys("watch"))
