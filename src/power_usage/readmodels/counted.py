"""What a meter has counted, in figures that only rise: for whoever keeps a history of their own."""

from dataclasses import dataclass

import sqlalchemy as sa

from power_usage.readmodels.totals import known
from power_usage.storage.tables import home, reading


@dataclass(frozen=True, slots=True)
class Counted:
    """Energy as the registers show it (Wh) and what it cost (paise) since `since_at` (UTC epoch seconds).

    The energy is the first reading's register and what was used since then: that is the register itself, until the
    meter is exchanged, over which it goes on rising.
    """

    eb_wh: int
    dg_wh: int
    eb_paise: int
    dg_paise: int
    since_at: int


_PLACES = sa.select(
    *(reading.c[name] for name in ("eb_wh", "dg_wh", "total_eb_wh", "total_dg_wh", "total_eb_paise", "total_dg_paise"))
).where(reading.c.meter_id == sa.bindparam("meter"), reading.c.at == sa.bindparam("at"))


def counted(conn: sa.Connection, meter_id: int) -> Counted | None:
    """As of the last reading; None before the first."""
    there = known(conn, meter_id)
    if there is None:
        return None
    first, last = (conn.execute(_PLACES, {"meter": meter_id, "at": at}).one() for at in (there.first, there.last))
    return Counted(
        eb_wh=first.eb_wh - first.total_eb_wh + last.total_eb_wh,
        dg_wh=first.dg_wh - first.total_dg_wh + last.total_dg_wh,
        eb_paise=last.total_eb_paise,
        dg_paise=last.total_dg_paise,
        since_at=there.first,
    )


def first_serial(conn: sa.Connection, meter_id: int) -> str | None:
    """The serial number that was told first: it stays the same when the meter is exchanged, or given another name."""
    mine = sa.and_(home.c.meter_id == meter_id, home.c.serial.is_not(None), home.c.serial != "")
    found: str | None = conn.scalar(sa.select(home.c.serial).where(mine).order_by(home.c.received_at).limit(1))
    return found
