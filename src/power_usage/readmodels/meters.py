"""Which meters are there?"""

from dataclasses import dataclass

import sqlalchemy as sa

from power_usage.storage.tables import meter


@dataclass(frozen=True, slots=True)
class MeterView:
    """A meter as people know it."""

    id: int
    name: str
    serial: str | None
    timezone: str
    demo: bool


def meters(conn: sa.Connection) -> list[MeterView]:
    """All meters, in the order in which they were added."""
    columns = (meter.c.id, meter.c.name, meter.c.serial, meter.c.timezone, meter.c.demo)
    return [MeterView(*row) for row in conn.execute(sa.select(*columns).order_by(meter.c.id))]
