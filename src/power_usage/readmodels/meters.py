"""Which meters are there?"""

from dataclasses import dataclass

import sqlalchemy as sa

from power_usage.storage.tables import meter, meter_state


@dataclass(frozen=True, slots=True)
class MeterView:
    """A meter as people know it. While `revision` stays, so does everything that is derived of its readings."""

    id: int
    name: str
    serial: str | None
    timezone: str
    demo: bool
    revision: int | None


def meters(conn: sa.Connection) -> list[MeterView]:
    """All meters, in the order in which they were added."""
    return [MeterView(*row) for row in conn.execute(_METERS)]


_METERS = (
    sa.select(meter.c.id, meter.c.name, meter.c.serial, meter.c.timezone, meter.c.demo, meter_state.c.revision)
    .select_from(meter.outerjoin(meter_state, meter_state.c.meter_id == meter.c.id))
    .order_by(meter.c.id)
)
