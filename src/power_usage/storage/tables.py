"""The schema. Energy is Wh, power W, money paise, instants are UTC epoch seconds: all of them integers.

Raw: `reading` (its first columns), `refused`, `home`, `imported`. Derived, and derivable again from the raw: the
`total_*` columns, `session`, `movement`, `rate`, `peak`, `meter_state`, `imported_total`. Operational: `poll`,
`silence`, `lease`, `alert`, `told`, `outlet`, `upkeep`, `thinned`, `outage`, `watch`, `refused_login`. Of the vendor's
account: `vendor_entry`, `vendor_estimate`, `account`. Of the pages: `password`, `token`.
"""

import sqlalchemy as sa

NAMING = {
    "ix": "ix_%(column_0_N_label)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}
metadata = sa.MetaData(naming_convention=NAMING)


def _meter() -> sa.Column[int]:
    return sa.Column("meter_id", sa.Integer, sa.ForeignKey("meter.id"), primary_key=True)


meter = sa.Table(
    "meter",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("name", sa.Text, nullable=False, unique=True),
    sa.Column("serial", sa.Text),
    sa.Column("timezone", sa.Text, nullable=False),
    sa.Column("demo", sa.Boolean, nullable=False, server_default=sa.false()),
)

reading = sa.Table(
    "reading",
    metadata,
    _meter(),
    sa.Column("at", sa.BigInteger, primary_key=True),  # the meter's clock
    sa.Column("received_at", sa.BigInteger, nullable=False),  # our clock
    sa.Column("eb_wh", sa.BigInteger, nullable=False),  # registers as the meter showed them
    sa.Column("dg_wh", sa.BigInteger, nullable=False),
    sa.Column("balance_paise", sa.BigInteger, nullable=False),
    sa.Column("load_w", sa.BigInteger),  # null: not believed; the answer is in `refused`
    sa.Column("supply", sa.SmallInteger),  # the flag: 0 EB, 1 DG, null nothing said
    sa.Column("sanctioned_eb_w", sa.BigInteger),  # null: as in the reading before
    sa.Column("sanctioned_dg_w", sa.BigInteger),
    # Running totals since the meter's first reading. They only rise, a meter swap included.
    sa.Column("total_eb_wh", sa.BigInteger, nullable=False),
    sa.Column("total_dg_wh", sa.BigInteger, nullable=False),
    sa.Column("total_eb_paise", sa.BigInteger, nullable=False),
    sa.Column("total_dg_paise", sa.BigInteger, nullable=False),
    sa.Column("total_dg_s", sa.BigInteger, nullable=False),  # time on the generator
    sa.Column("total_observed_s", sa.BigInteger, nullable=False),  # time covered by readings, gaps left out
    sa.Column("total_recovered_wh", sa.BigInteger, nullable=False),  # energy that flowed in gaps
    sqlite_with_rowid=False,
)

refused = sa.Table(
    "refused",
    metadata,
    _meter(),
    sa.Column("received_at", sa.BigInteger, primary_key=True),
    sa.Column("reason", sa.Text, nullable=False),
    sa.Column("at", sa.BigInteger, nullable=False),
    sa.Column("eb_wh", sa.BigInteger, nullable=False),
    sa.Column("dg_wh", sa.BigInteger, nullable=False),
    sa.Column("balance_paise", sa.BigInteger, nullable=False),
    sa.Column("load_w", sa.BigInteger),
    sa.Column("supply", sa.SmallInteger),
    sa.Column("sanctioned_eb_w", sa.BigInteger),
    sa.Column("sanctioned_dg_w", sa.BigInteger),
    sqlite_with_rowid=False,
)
sa.Index("ix_refused_reason", refused.c.meter_id, refused.c.reason, refused.c.received_at)

home = sa.Table(
    "home",
    metadata,
    _meter(),
    sa.Column("received_at", sa.BigInteger, primary_key=True),
    sa.Column("serial", sa.Text),
    sa.Column("relay", sa.Text),
    sa.Column("kvah", sa.Boolean),  # charged by kVAh; null: not said
    sa.Column("balance_paise", sa.BigInteger, nullable=False),
    *(
        sa.Column(f"{span}_{figure}", sa.BigInteger, nullable=False)
        for span in ("day", "month")
        for figure in ("eb_wh", "dg_wh", "eb_paise", "dg_paise")
    ),
    sqlite_with_rowid=False,
)

# The rows of the earlier tracker as they were: it knew no register, and not which source was on.
imported = sa.Table(
    "imported",
    metadata,
    _meter(),
    sa.Column("at", sa.BigInteger, primary_key=True),
    sa.Column("number", sa.BigInteger, primary_key=True),  # its id there
    sa.Column("balance_paise", sa.BigInteger, nullable=False),
    sa.Column("load_w", sa.BigInteger),
    sa.Column("used_paise", sa.BigInteger),  # as it netted them: kept, and not believed
    sa.Column("recharged_paise", sa.BigInteger),
    sqlite_with_rowid=False,
)

# What they cost, and what energy that was by estimate: running totals from the first row to the first own reading,
# where the balance had moved.
imported_total = sa.Table(
    "imported_total",
    metadata,
    _meter(),
    sa.Column("at", sa.BigInteger, primary_key=True),
    sa.Column("balance_paise", sa.BigInteger, nullable=False),
    sa.Column("total_paise", sa.BigInteger, nullable=False),
    sa.Column("total_wh", sa.BigInteger, nullable=False),
    sqlite_with_rowid=False,
)

session = sa.Table(
    "session",
    metadata,
    _meter(),
    sa.Column("start_at", sa.BigInteger, primary_key=True),
    sa.Column("source", sa.Text, nullable=False),  # "eb" or "dg"
    sa.Column("end_at", sa.BigInteger),  # null: running
    sa.Column("start_uncertainty_s", sa.Integer, nullable=False),
    sa.Column("end_uncertainty_s", sa.Integer),
    # The source's running totals where the session begins and ends: their differences are its usage.
    sa.Column("start_wh", sa.BigInteger, nullable=False),
    sa.Column("start_paise", sa.BigInteger, nullable=False),
    sa.Column("end_wh", sa.BigInteger),
    sa.Column("end_paise", sa.BigInteger),
    sqlite_with_rowid=False,
)
sa.Index("ix_session_source", session.c.meter_id, session.c.source, session.c.start_at)

movement = sa.Table(
    "movement",
    metadata,
    _meter(),
    sa.Column("at", sa.BigInteger, primary_key=True),  # of the reading that showed it
    sa.Column("after_at", sa.BigInteger, nullable=False),  # of the reading before: it happened between the two
    sa.Column("kind", sa.Text, nullable=False),  # "recharge" or "deduction"
    sa.Column("amount_paise", sa.BigInteger, nullable=False),  # positive
    sa.Column("balance_paise", sa.BigInteger, nullable=False),  # after it
    sqlite_with_rowid=False,
)

rate = sa.Table(
    "rate",
    metadata,
    _meter(),
    sa.Column("source", sa.Text, primary_key=True),
    sa.Column("since_at", sa.BigInteger, primary_key=True),
    sa.Column("paise_per_mwh", sa.BigInteger, nullable=False),
    sa.Column("uncertainty_paise_per_mwh", sa.BigInteger, nullable=False),
    sqlite_with_rowid=False,
)

# The one figure that is no difference of totals: the highest believed load of a slot, by 15 minutes
# (every zone's hours are made of them) and by local day.
peak = sa.Table(
    "peak",
    metadata,
    _meter(),
    sa.Column("span_s", sa.Integer, primary_key=True),  # 900, or 86400 for a local day of whatever length
    sa.Column("start_at", sa.BigInteger, primary_key=True),
    sa.Column("load_w", sa.BigInteger, nullable=False),
    sqlite_with_rowid=False,
)

meter_state = sa.Table(
    "meter_state",
    metadata,
    _meter(),
    sa.Column("body", sa.Text, nullable=False),  # domain.meter.State as JSON
    sa.Column("revision", sa.BigInteger, nullable=False),  # another number whenever anything of the history changed
)

poll = sa.Table(
    "poll",
    metadata,
    _meter(),
    sa.Column("polled_at", sa.BigInteger, nullable=False),  # last attempt
    sa.Column("answered_at", sa.BigInteger),  # last answer that was ELNET's, new or repeated
    sa.Column("outcome", sa.Text, nullable=False),  # accepted, repeated, refused:REASON, or a SilenceReason
    sa.Column("silent_since", sa.BigInteger),  # first of the silences since the last answer
    # How many polls ended how, as JSON: in this row, which each poll writes anyway, to spare SD cards a page.
    sa.Column("counts", sa.Text),
)

silence = sa.Table(
    "silence",
    metadata,
    _meter(),
    sa.Column("first_at", sa.BigInteger, primary_key=True),
    sa.Column("last_at", sa.BigInteger, nullable=False),
    sa.Column("reason", sa.Text, nullable=False),
    sa.Column("polls", sa.Integer, nullable=False),
    sqlite_with_rowid=False,
)

# What kept readings away, and the relay: a row an outage, not a poll (domain/outages.py).
outage = sa.Table(
    "outage",
    metadata,
    _meter(),
    sa.Column("start_at", sa.BigInteger, primary_key=True),
    sa.Column("kind", sa.Text, primary_key=True),
    sa.Column("end_at", sa.BigInteger),  # null: running
    sa.Column("reason", sa.Text),
    sqlite_with_rowid=False,
)

watch = sa.Table(
    "watch",
    metadata,
    _meter(),
    sa.Column("body", sa.Text, nullable=False),  # domain.outages.Watch as JSON
)

# With a login: what ELNET's own account says. Nothing of it is personal.
vendor_entry = sa.Table(
    "vendor_entry",
    metadata,
    _meter(),
    sa.Column("at", sa.BigInteger, primary_key=True),  # ELNET's time
    sa.Column("amount_paise", sa.BigInteger, primary_key=True),  # signed: below zero taken off
    sa.Column("number", sa.Integer, primary_key=True),  # tells twins apart
    sa.Column("status", sa.Text, nullable=False),
    sa.Column("moved_at", sa.BigInteger),  # the movement that it was found to be; null: none
    sa.Column("told_at", sa.BigInteger),  # when it was told that it had not been credited
    sqlite_with_rowid=False,
)

vendor_estimate = sa.Table(
    "vendor_estimate",
    metadata,
    _meter(),
    sa.Column("day_at", sa.BigInteger, primary_key=True),  # the local day's beginning: its last estimate
    sa.Column("received_at", sa.BigInteger, nullable=False),
    sa.Column("balance_paise", sa.BigInteger, nullable=False),
    sa.Column("month_wh", sa.BigInteger, nullable=False),
    sa.Column("month_paise", sa.BigInteger, nullable=False),
    sa.Column("days_left", sa.Integer),
    sqlite_with_rowid=False,
)

account = sa.Table(
    "account",
    metadata,
    _meter(),
    sa.Column("received_at", sa.BigInteger, nullable=False),
    sa.Column("password_expired", sa.Boolean, nullable=False),
    sa.Column("password_days", sa.Integer),
    sa.Column("password_told", sa.Boolean, nullable=False),
)

# Which login was refused, so that it is not tried again: a salted scrypt of it, of which nothing can be learnt.
refused_login = sa.Table(
    "refused_login",
    metadata,
    sa.Column("name", sa.Text, primary_key=True),  # the meter's
    sa.Column("salt", sa.LargeBinary, nullable=False),
    sa.Column("fingerprint", sa.LargeBinary, nullable=False),
    sa.Column("refused_at", sa.BigInteger, nullable=False),
)

# The outbox: written with its cause, sent afterwards. `facts` is JSON.
alert = sa.Table(
    "alert",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("meter_id", sa.Integer, sa.ForeignKey("meter.id"), nullable=False),
    sa.Column("kind", sa.Text, nullable=False),
    sa.Column("at", sa.BigInteger, nullable=False),  # when it happened
    sa.Column("facts", sa.Text, nullable=False),
    sa.Column("sent_at", sa.BigInteger),  # null: to be sent
    sa.Column("failure", sa.Text),  # why it could not be sent so far, or not to everybody
    sa.Column("outlet", sa.Text, nullable=False, server_default="telegram"),  # each outlet has rows of its own
)
sa.Index("ix_alert_sent", alert.c.outlet, alert.c.sent_at, alert.c.id)

outlet = sa.Table(
    "outlet",
    metadata,
    sa.Column("name", sa.Text, primary_key=True),
    sa.Column("muted_until", sa.BigInteger, nullable=False),
)

told = sa.Table(
    "told",
    metadata,
    _meter(),
    sa.Column("body", sa.Text, nullable=False),  # domain.alerts.Told as JSON
)

lease = sa.Table(
    "lease",
    metadata,
    sa.Column("name", sa.Text, primary_key=True),  # "meter:ID"
    sa.Column("holder", sa.Text, nullable=False),
    sa.Column("expires_at", sa.BigInteger, nullable=False),
)

# The database itself: "backup", "damage".
upkeep = sa.Table(
    "upkeep",
    metadata,
    sa.Column("name", sa.Text, primary_key=True),
    sa.Column("since_at", sa.BigInteger, nullable=False),  # since when it is wanted, or when it happened
    sa.Column("tried_at", sa.BigInteger),  # the last attempt
    sa.Column("good_at", sa.BigInteger),  # the last one that was good
    sa.Column("words", sa.Text),  # what is wrong, for people; null while all is well
    sa.Column("told_at", sa.BigInteger),  # when people were told of it
)

# Before `until_at` only the first and the last reading of each local hour are kept.
thinned = sa.Table(
    "thinned",
    metadata,
    _meter(),
    sa.Column("until_at", sa.BigInteger, nullable=False),
)

# Who may see the pages. No secret stands here: a password as its scrypt, a token as its SHA-256.
password = sa.Table(
    "password",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True, autoincrement=False),  # there is one: 1
    sa.Column("scrypt", sa.Text, nullable=False),
    sa.Column("from_setting", sa.Boolean, nullable=False),  # it goes when the setting goes
)

token = sa.Table(
    "token",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("kind", sa.Text, nullable=False),  # storage.access.TokenKind
    sa.Column("name", sa.Text, nullable=False),  # what its owner calls it
    sa.Column("digest", sa.Text, nullable=False, unique=True),
    sa.Column("made_at", sa.BigInteger, nullable=False),
    sa.Column("expires_at", sa.BigInteger),  # null: when it is revoked
)
