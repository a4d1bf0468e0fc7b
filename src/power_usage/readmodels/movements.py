"""What was paid in and what was taken off?"""

from dataclasses import dataclass

import sqlalchemy as sa

from power_usage.domain.balance import MovementKind
from power_usage.storage.tables import movement, reading


@dataclass(frozen=True, slots=True)
class MovementView:
    """Money that is no usage; `at` is the reading that showed it, `imported` whether that was an earlier tracker's row
    or the first own reading after it. Paise, UTC epoch seconds."""

    at: int
    kind: MovementKind
    amount_paise: int
    balance_paise: int
    imported: bool = False


def movements(
    conn: sa.Connection,
    meter_id: int,
    *,
    kind: MovementKind | None = None,
    start: int | None = None,
    end: int | None = None,
    limit: int = 100,
) -> list[MovementView]:
    """The movements in [start, end), newest first."""
    columns = (movement.c.at, movement.c.kind, movement.c.amount_paise, movement.c.balance_paise)
    own = sa.select(sa.func.min(reading.c.at)).where(reading.c.meter_id == meter_id).scalar_subquery()
    imported = sa.func.coalesce(movement.c.at <= own, sa.true())
    query = sa.select(*columns, imported).where(movement.c.meter_id == meter_id)
    if kind is not None:
        query = query.where(movement.c.kind == kind.value)
    if start is not None:
        query = query.where(movement.c.at >= start)
    if end is not None:
        query = query.where(movement.c.at < end)
    rows = conn.execute(query.order_by(movement.c.at.desc()).limit(limit))
    return [MovementView(at, MovementKind(word), amount, left, bool(old)) for at, word, amount, left, old in rows]
