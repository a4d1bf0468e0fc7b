"""The first schema."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "lease",
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("holder", sa.Text(), nullable=False),
        sa.Column("expires_at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_lease")),
    )
    op.create_table(
        "meter",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("serial", sa.Text(), nullable=True),
        sa.Column("timezone", sa.Text(), nullable=False),
        sa.Column("demo", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_meter")),
        sa.UniqueConstraint("name", name=op.f("uq_meter_name")),
    )
    op.create_table(
        "home",
        sa.Column("meter_id", sa.Integer(), nullable=False),
        sa.Column("received_at", sa.BigInteger(), nullable=False),
        sa.Column("serial", sa.Text(), nullable=True),
        sa.Column("relay", sa.Text(), nullable=True),
        sa.Column("balance_paise", sa.BigInteger(), nullable=False),
        sa.Column("day_eb_wh", sa.BigInteger(), nullable=False),
        sa.Column("day_dg_wh", sa.BigInteger(), nullable=False),
        sa.Column("day_eb_paise", sa.BigInteger(), nullable=False),
        sa.Column("day_dg_paise", sa.BigInteger(), nullable=False),
        sa.Column("month_eb_wh", sa.BigInteger(), nullable=False),
        sa.Column("month_dg_wh", sa.BigInteger(), nullable=False),
        sa.Column("month_eb_paise", sa.BigInteger(), nullable=False),
        sa.Column("month_dg_paise", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["meter_id"], ["meter.id"], name=op.f("fk_home_meter_id_meter")),
        sa.PrimaryKeyConstraint("meter_id", "received_at", name=op.f("pk_home")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "meter_state",
        sa.Column("meter_id", sa.Integer(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("revision", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["meter_id"], ["meter.id"], name=op.f("fk_meter_state_meter_id_meter")),
        sa.PrimaryKeyConstraint("meter_id", name=op.f("pk_meter_state")),
    )
    op.create_table(
        "movement",
        sa.Column("meter_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("after_at", sa.BigInteger(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("amount_paise", sa.BigInteger(), nullable=False),
        sa.Column("balance_paise", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["meter_id"], ["meter.id"], name=op.f("fk_movement_meter_id_meter")),
        sa.PrimaryKeyConstraint("meter_id", "at", name=op.f("pk_movement")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "peak",
        sa.Column("meter_id", sa.Integer(), nullable=False),
        sa.Column("span_s", sa.Integer(), nullable=False),
        sa.Column("start_at", sa.BigInteger(), nullable=False),
        sa.Column("load_w", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["meter_id"], ["meter.id"], name=op.f("fk_peak_meter_id_meter")),
        sa.PrimaryKeyConstraint("meter_id", "span_s", "start_at", name=op.f("pk_peak")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "poll",
        sa.Column("meter_id", sa.Integer(), nullable=False),
        sa.Column("polled_at", sa.BigInteger(), nullable=False),
        sa.Column("answered_at", sa.BigInteger(), nullable=True),
        sa.Column("outcome", sa.Text(), nullable=False),
        sa.Column("silent_since", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(["meter_id"], ["meter.id"], name=op.f("fk_poll_meter_id_meter")),
        sa.PrimaryKeyConstraint("meter_id", name=op.f("pk_poll")),
    )
    op.create_table(
        "rate",
        sa.Column("meter_id", sa.Integer(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("since_at", sa.BigInteger(), nullable=False),
        sa.Column("paise_per_mwh", sa.BigInteger(), nullable=False),
        sa.Column("uncertainty_paise_per_mwh", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["meter_id"], ["meter.id"], name=op.f("fk_rate_meter_id_meter")),
        sa.PrimaryKeyConstraint("meter_id", "source", "since_at", name=op.f("pk_rate")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "reading",
        sa.Column("meter_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("received_at", sa.BigInteger(), nullable=False),
        sa.Column("eb_wh", sa.BigInteger(), nullable=False),
        sa.Column("dg_wh", sa.BigInteger(), nullable=False),
        sa.Column("balance_paise", sa.BigInteger(), nullable=False),
        sa.Column("load_w", sa.BigInteger(), nullable=True),
        sa.Column("supply", sa.SmallInteger(), nullable=True),
        sa.Column("sanctioned_eb_w", sa.BigInteger(), nullable=True),
        sa.Column("sanctioned_dg_w", sa.BigInteger(), nullable=True),
        sa.Column("total_eb_wh", sa.BigInteger(), nullable=False),
        sa.Column("total_dg_wh", sa.BigInteger(), nullable=False),
        sa.Column("total_eb_paise", sa.BigInteger(), nullable=False),
        sa.Column("total_dg_paise", sa.BigInteger(), nullable=False),
        sa.Column("total_dg_s", sa.BigInteger(), nullable=False),
        sa.Column("total_observed_s", sa.BigInteger(), nullable=False),
        sa.Column("total_recovered_wh", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["meter_id"], ["meter.id"], name=op.f("fk_reading_meter_id_meter")),
        sa.PrimaryKeyConstraint("meter_id", "at", name=op.f("pk_reading")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "refused",
        sa.Column("meter_id", sa.Integer(), nullable=False),
        sa.Column("received_at", sa.BigInteger(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("eb_wh", sa.BigInteger(), nullable=False),
        sa.Column("dg_wh", sa.BigInteger(), nullable=False),
        sa.Column("balance_paise", sa.BigInteger(), nullable=False),
        sa.Column("load_w", sa.BigInteger(), nullable=True),
        sa.Column("supply", sa.SmallInteger(), nullable=True),
        sa.Column("sanctioned_eb_w", sa.BigInteger(), nullable=True),
        sa.Column("sanctioned_dg_w", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(["meter_id"], ["meter.id"], name=op.f("fk_refused_meter_id_meter")),
        sa.PrimaryKeyConstraint("meter_id", "received_at", name=op.f("pk_refused")),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_refused_reason", "refused", ["meter_id", "reason", "received_at"], unique=False)
    op.create_table(
        "session",
        sa.Column("meter_id", sa.Integer(), nullable=False),
        sa.Column("start_at", sa.BigInteger(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("end_at", sa.BigInteger(), nullable=True),
        sa.Column("start_uncertainty_s", sa.Integer(), nullable=False),
        sa.Column("end_uncertainty_s", sa.Integer(), nullable=True),
        sa.Column("start_wh", sa.BigInteger(), nullable=False),
        sa.Column("start_paise", sa.BigInteger(), nullable=False),
        sa.Column("end_wh", sa.BigInteger(), nullable=True),
        sa.Column("end_paise", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(["meter_id"], ["meter.id"], name=op.f("fk_session_meter_id_meter")),
        sa.PrimaryKeyConstraint("meter_id", "start_at", name=op.f("pk_session")),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_session_source", "session", ["meter_id", "source", "start_at"], unique=False)
    op.create_table(
        "silence",
        sa.Column("meter_id", sa.Integer(), nullable=False),
        sa.Column("first_at", sa.BigInteger(), nullable=False),
        sa.Column("last_at", sa.BigInteger(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("polls", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["meter_id"], ["meter.id"], name=op.f("fk_silence_meter_id_meter")),
        sa.PrimaryKeyConstraint("meter_id", "first_at", name=op.f("pk_silence")),
        sqlite_with_rowid=False,
    )
