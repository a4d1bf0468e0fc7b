"""The rows of an earlier tracker, and what is derived from them."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def _number(name: str, *, needed: bool = True) -> sa.Column[int]:
    return sa.Column(name, sa.BigInteger(), nullable=not needed)


def _keys(table: str, *names: str) -> tuple[sa.Constraint, ...]:
    return (
        sa.ForeignKeyConstraint(["meter_id"], ["meter.id"], name=op.f(f"fk_{table}_meter_id_meter")),
        sa.PrimaryKeyConstraint("meter_id", *names, name=op.f(f"pk_{table}")),
    )


def upgrade() -> None:
    op.create_table(
        "imported",
        sa.Column("meter_id", sa.Integer(), nullable=False),
        _number("at"),
        _number("number"),
        _number("balance_paise"),
        _number("load_w", needed=False),
        _number("used_paise", needed=False),
        _number("recharged_paise", needed=False),
        *_keys("imported", "at", "number"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "imported_total",
        sa.Column("meter_id", sa.Integer(), nullable=False),
        _number("at"),
        _number("balance_paise"),
        _number("total_paise"),
        _number("total_wh"),
        *_keys("imported_total", "at"),
        sqlite_with_rowid=False,
    )
