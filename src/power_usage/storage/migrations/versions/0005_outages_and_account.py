"""Outages, told apart; and what ELNET's own account of the meter says (with a login)."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
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
    op.create_table(
        "vendor_entry",
        _meter(),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("amount_paise", sa.BigInteger(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("moved_at", sa.BigInteger(), nullable=True),
        sa.Column("told_at", sa.BigInteger(), nullable=True),
        *_keys("vendor_entry", "at", "amount_paise", "number"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "vendor_estimate",
        _meter(),
        sa.Column("day_at", sa.BigInteger(), nullable=False),
        sa.Column("received_at", sa.BigInteger(), nullable=False),
        sa.Column("balance_paise", sa.BigInteger(), nullable=False),
        sa.Column("month_wh", sa.BigInteger(), nullable=False),
        sa.Column("month_paise", sa.BigInteger(), nullable=False),
        sa.Column("days_left", sa.Integer(), nullable=True),
        *_keys("vendor_estimate", "day_at"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "account",
        _meter(),
        sa.Column("received_at", sa.BigInteger(), nullable=False),
        sa.Column("password_expired", sa.Boolean(), nullable=False),
        sa.Column("password_days", sa.Integer(), nullable=True),
        sa.Column("password_told", sa.Boolean(), nullable=False),
        *_keys("account"),
    )
    op.create_table(
        "refused_login",
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("salt", sa.LargeBinary(), nullable=False),
        sa.Column("fingerprint", sa.LargeBinary(), nullable=False),
        sa.Column("refused_at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_refused_login")),
    )
