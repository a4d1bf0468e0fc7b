"""What the earlier tracker's rows tell, story by story."""

import pytest

from house import DG, EB, NOON, House
from power_usage.domain.imported import Books, ImportedRow, Moved
from power_usage.domain.rules import Rules
from power_usage.domain.tariff import DG_PRIOR, EB_PRIOR
from power_usage.domain.witnesses import Rates
from power_usage.storage.earlier import instant

LATEST = NOON + 86_400


def imported(house: House) -> ImportedRow:
    shown = house.reading()
    return ImportedRow(shown.at, shown.balance_paise, shown.load_w)


def taken(rows: list[ImportedRow]) -> tuple[Books, list[tuple[int, int]]]:
    """Where the books are after them, and what moved when."""
    books = Books(Rates(EB_PRIOR, DG_PRIOR), 5000, Rules())
    moves: list[Moved] = [move for _, move in map(books.take, rows) if move]
    return books, [(one.at, one.paise) for one in moves]


def lived(house: House, minutes: int, load_w: int, source: object = EB) -> list[ImportedRow]:
    rows = []
    for _ in range(minutes):
        house.live(60, load_w, source)  # type: ignore[arg-type]
        rows.append(imported(house))
    return rows


def test_energy_comes_out_by_the_prices_that_the_rows_themselves_tell() -> None:
    house = House()
    first = house.registers.copy()
    rows = [imported(house)]
    for _ in range(20):
        rows += [*lived(house, 170, 900), *lived(house, 20, 1500, DG), *lived(house, 50, 2400)]
    books, moves = taken(rows)
    used = sum(house.registers.values()) - sum(first.values())
    assert moves == []
    assert books.closed is not None
    assert books.closed.wh == pytest.approx(used / 3600, rel=0.01)


@pytest.mark.parametrize("amount", [50_000, 10_000, -4_500, -556_800, 1_234_500])
@pytest.mark.parametrize("source", [EB, DG])
def test_money_that_moved_beside_usage_is_told_apart_from_it(amount: int, source: object) -> None:
    house = House()
    rows = [imported(house), *lived(house, 400, 1200), *lived(house, 5, 3000, source)]
    house.move(amount)
    rows += lived(house, 5, 3000, source)
    moved_at = rows[-5].at
    assert taken(rows)[1] == [(moved_at, amount)]


def test_what_a_gap_used_is_no_deduction_and_what_no_house_uses_is() -> None:
    house = House()
    rows = [imported(house), *lived(house, 300, 1000)]
    house.live(6 * 3600, 1000)
    rows += lived(house, 30, 1000)
    assert taken(rows)[1] == []
    house.live(3 * 3600)
    house.move(-556_800)
    rows += lived(house, 30, 1000)
    ((_, paise),) = taken(rows)[1]
    assert paise == pytest.approx(-556_800, abs=200)


def test_a_balance_of_nothing_for_a_moment_is_no_movement() -> None:
    house = House()
    rows = [imported(house), *lived(house, 20, 800)]
    rows.append(ImportedRow(house.at + 20, 0, 0))
    books, moves = taken([*rows, *lived(house, 20, 800)])
    assert moves == []
    assert books.disbelieved == 1


def test_a_balance_that_stays_at_nothing_is_believed() -> None:
    house = House()
    rows = [imported(house), *lived(house, 20, 800)]
    rows += [ImportedRow(house.at + 60 * n, 0, 0) for n in range(1, 5)]
    books, moves = taken(rows)
    assert [paise for _, paise in moves] == [pytest.approx(-rows[20].balance_paise, abs=100)]
    assert books.disbelieved == 0


@pytest.mark.parametrize(
    "written",
    [
        "2026-03-02 06:30:00", "2026-03-02 06:30:00.000000", "2026-03-02T06:30:00", "2026-03-02T06:30:00Z",
        "2026-03-02T06:30:00+00:00", "2026-03-02 12:00:00+05:30", " 2026-03-02 06:30:00.999999 ", NOON, float(NOON),
        NOON * 1000, str(NOON), f"{NOON}.25",
    ],
)  # fmt: skip
def test_a_time_is_read_however_it_was_written(written: object) -> None:
    assert instant(written, LATEST) == NOON


@pytest.mark.parametrize(
    "written",
    [
        None, "", "yesterday", "02-03-2026 12:00:00", b"2026-03-02", "2026-13-02 00:00:00", 0, -5, "nan", "inf",
        float("inf"), "1999-12-31 23:59:59", "2031-01-01 00:00:00", LATEST + 1, "9" * 400,
    ],
)  # fmt: skip
def test_what_is_no_time_is_none(written: object) -> None:
    assert instant(written, LATEST) is None
