"""The writer of the earlier tracker's rows: raw as they were, and derived from them what they cost."""

import secrets
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import islice

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite

from power_usage.domain.balance import MovementKind
from power_usage.domain.imported import Books, ImportedRow, Moved, Point
from power_usage.domain.rules import THREE_PHASES_OF_75_A_W, Rules
from power_usage.domain.tariff import DG_PRIOR, EB_PRIOR
from power_usage.domain.validation import believed_load
from power_usage.domain.witnesses import Rates
from power_usage.storage import tables as t
from power_usage.storage.earlier import EarlierFile, EarlierRow
from power_usage.storage.engine import DatabaseProblem

CHUNK = 5_000
RULES = Rules()
RATES = Rates(EB_PRIOR, DG_PRIOR)
"""Bounds that hold in any community: the rows tell themselves what was paid, and whenever they are derived, the same
comes out."""

Stored = tuple[int, int, int | None]
"""Time, balance and load of a row or reading."""


@dataclass(slots=True)
class Tally:
    """What tells that nothing was lost: how many rows, the first and the last (UTC epoch seconds), and by how many
    paise the balance rose and fell from row to row."""

    rows: int = 0
    first: int | None = None
    last: int | None = None
    risen_paise: int = 0
    fallen_paise: int = 0
    _balance: int | None = None

    def add(self, row: EarlierRow) -> None:
        """The next row."""
        if self._balance is not None:
            self.risen_paise += max(0, row.balance_paise - self._balance)
            self.fallen_paise += max(0, self._balance - row.balance_paise)
        self.rows, self._balance, self.last = self.rows + 1, row.balance_paise, row.at
        self.first = row.at if self.first is None else self.first


@dataclass(frozen=True, slots=True)
class Derived:
    """What the meter's imported rows came to: paise and Wh. `disbelieved`: balances of 0.00 out of nothing;
    `uncounted`: rows since the first own reading, `own_at`."""

    recharges: int
    recharged_paise: int
    deductions: int
    deducted_paise: int
    paise: int
    wh: int
    disbelieved: int
    uncounted: int
    own_at: int | None


@dataclass(frozen=True, slots=True)
class Imported:
    """The file beside the database after it, the rows that are new there, and those left out by reason."""

    file: Tally
    database: Tally
    added: int
    left_out: dict[str, int]
    derived: Derived


def import_rows(conn: sa.Connection, meter_id: int, file: EarlierFile, progress: Callable[[int], None]) -> Imported:
    """Take all of the file's rows within the caller's transaction, and derive. Rows that are there already stay.

    Raises DatabaseProblem where the database does not hold afterwards what the file holds; the caller rolls back.
    """
    conn.execute(sa.select(t.meter.c.id).where(t.meter.c.id == meter_id).with_for_update())
    before, told = _count(conn, meter_id), Tally()
    rows = file.rows()
    while chunk := list(islice(rows, CHUNK)):
        for row in chunk:
            told.add(row)
        conn.execute(_insert(conn), [{"meter_id": meter_id, **row._asdict()} for row in chunk])
        progress(told.rows)
    left_out = dict(file.left_out)
    if told.first is None or told.last is None:
        raise DatabaseProblem(f"{file.path} holds no row that can be used{_why(left_out)}.", "Nothing was changed.")
    found = _compared(_stored(conn, meter_id, told.first, told.last), file, told)
    derived = derive(conn, meter_id)
    mine = t.meter_state.c.meter_id == meter_id
    conn.execute(sa.update(t.meter_state).where(mine).values(revision=secrets.randbits(53)))
    return Imported(told, found, _count(conn, meter_id) - before, left_out, derived)


def derive(conn: sa.Connection, meter_id: int) -> Derived:
    """Derive anew what a meter's imported rows cost and what moved, until its first own reading."""
    own = _first_own(conn, meter_id)
    own_at = None if own is None else own[0]
    mine = t.imported.c.meter_id == meter_id
    counted = mine if own is None else sa.and_(mine, t.imported.c.at < own_at)
    conn.execute(sa.delete(t.imported_total).where(t.imported_total.c.meter_id == meter_id))
    passed = t.movement.c.meter_id == meter_id
    conn.execute(sa.delete(t.movement).where(passed if own is None else sa.and_(passed, t.movement.c.at <= own_at)))
    believable = t.imported.c.load_w.between(0, RULES.most_w(THREE_PHASES_OF_75_A_W))
    most_w = conn.execute(sa.select(sa.func.max(t.imported.c.load_w)).where(counted, believable)).scalar()
    books = Books(RATES, RULES.most_w(THREE_PHASES_OF_75_A_W) if most_w is None else most_w, RULES)
    query = sa.select(t.imported.c.at, t.imported.c.balance_paise, t.imported.c.load_w).where(counted)
    query = query.order_by(t.imported.c.at, t.imported.c.number)
    stored = conn.execute(query, execution_options={"yield_per": CHUNK})
    sums: Counter[str] = Counter()
    last = None
    for points, moves in _closings(books, _with_own((tuple(row) for row in stored), own)):
        if points:
            conn.execute(sa.insert(t.imported_total), [_total(meter_id, one) for one in points])
            last = points[-1]
        if moves:
            rows = [_movement(meter_id, one) for one in moves]
            conn.execute(sa.insert(t.movement), rows)
            for row in rows:
                sums[f"{row['kind']}s"] += 1
                sums[str(row["kind"])] += int(row["amount_paise"])
    return Derived(
        recharges=sums["recharges"],
        recharged_paise=sums[MovementKind.RECHARGE],
        deductions=sums["deductions"],
        deducted_paise=sums[MovementKind.DEDUCTION],
        paise=last.paise if last else 0,
        wh=last.wh if last else 0,
        disbelieved=books.disbelieved,
        uncounted=0 if own is None else _count(conn, meter_id, t.imported.c.at >= own_at),
        own_at=own_at,
    )


def _first_own(conn: sa.Connection, meter_id: int) -> Stored | None:
    mine = t.reading.c.meter_id == meter_id
    query = sa.select(t.reading.c.at, t.reading.c.balance_paise, t.reading.c.load_w).where(mine)
    row = conn.execute(query.order_by(t.reading.c.at).limit(1)).first()
    return None if row is None else (row.at, row.balance_paise, row.load_w)


def _with_own(stored: Iterable[Stored], own: Stored | None) -> Iterator[ImportedRow]:
    """The rows, of several with one time the last; then the first own reading, at which they end."""
    held = None
    for at, balance, load in stored:
        if held is not None and held.at != at:
            yield held
        held = ImportedRow(at, balance, believed_load(load, THREE_PHASES_OF_75_A_W, RULES))
    if held is not None:
        yield held
        if own is not None:
            yield ImportedRow(*own)


def _closings(books: Books, rows: Iterator[ImportedRow]) -> Iterator[tuple[list[Point], list[Moved]]]:
    while chunk := list(islice(rows, CHUNK)):
        found = [books.take(row) for row in chunk]
        yield [point for point, _ in found if point], [move for _, move in found if move]
    if point := books.end():
        yield [point], []


def _compared(stored: Iterator[EarlierRow], file: EarlierFile, told: Tally) -> Tally:
    """Go through the file once more, beside what is stored. Raises DatabaseProblem at the first difference."""
    found, kept = Tally(), next(stored, None)
    for row in file.rows():
        while kept is not None and kept[:2] < row[:2]:
            kept = next(stored, None)
        if kept != row:
            raise DatabaseProblem(
                f"The database does not hold row {row.number} of {file.path} as it is there.",
                "Another file may have been imported for this meter before: configure another meter, and name it with"
                " --meter. Nothing was changed.",
            )
        found.add(kept)
    if found != told:
        raise DatabaseProblem(f"{file.path} changed while it was read.", "Try again. Nothing was changed.")
    return found


def _stored(conn: sa.Connection, meter_id: int, first: int, last: int) -> Iterator[EarlierRow]:
    columns = [t.imported.c[name] for name in EarlierRow._fields]
    mine = sa.and_(t.imported.c.meter_id == meter_id, t.imported.c.at.between(first, last))
    query = sa.select(*columns).where(mine).order_by(t.imported.c.at, t.imported.c.number)
    return (EarlierRow(*row) for row in conn.execute(query, execution_options={"yield_per": CHUNK}))


def _insert(conn: sa.Connection) -> sa.Insert:
    insert = postgresql.insert if conn.dialect.name == "postgresql" else sqlite.insert
    return insert(t.imported).on_conflict_do_nothing()


def _count(conn: sa.Connection, meter_id: int, *more: sa.ColumnElement[bool]) -> int:
    query = sa.select(sa.func.count()).select_from(t.imported).where(t.imported.c.meter_id == meter_id, *more)
    return conn.execute(query).scalar_one()


def _total(meter_id: int, point: Point) -> dict[str, int]:
    return {
        "meter_id": meter_id,
        "at": point.at,
        "balance_paise": point.balance_paise,
        "total_paise": point.paise,
        "total_wh": point.wh,
    }


def _movement(meter_id: int, one: Moved) -> dict[str, int | str]:
    return {
        "meter_id": meter_id,
        "at": one.at,
        "after_at": one.after_at,
        "kind": (MovementKind.RECHARGE if one.paise > 0 else MovementKind.DEDUCTION).value,
        "amount_paise": abs(one.paise),
        "balance_paise": one.balance_paise,
    }


def _why(left_out: dict[str, int]) -> str:
    return f" ({', '.join(f'{count:,} {reason}' for reason, count in left_out.items())})" if left_out else ""
