"""A sealed statement: whatever is changed is found, and what is not changed holds."""

import re
from typing import Any

import pytest

from power_usage.domain.chain import COLUMNS, NoStatement, as_csv, as_json, faults, parsed, sealed

HEAD: dict[str, Any] = {
    "meter": "Home, second floor",
    "month": "2026-03",
    "opening": 1000.0,
    "paid_in": 500.0,
    "taken_off": 246.0,
    "eb_kwh": 14.56,
    "eb_cost": 121.29,
    "dg_kwh": 0.4,
    "dg_cost": 8.8,
    "residual": -0.05,
    "closing": 1123.86,
    "movements": [{"at": "2026-03-02T17:00:00+05:30", "amount": 246.0}],
}
DAYS: list[dict[str, Any]] = [
    dict(zip(COLUMNS, row, strict=True))
    for row in (
        ("2026-03-01", 1000.0, 500.0, 0.0, 7.28, 8.33, 60.64, 0.4, 22.0, 8.8, 0.04, 0.33, 1430.6, "matches"),
        ("2026-03-02", 1430.6, 0.0, 246.0, 7.28, 8.33, 60.65, 0.0, None, 0.0, -0.09, 0.33, 1123.86, "matches"),
    )
]
WRITERS = {"json": as_json, "csv": as_csv}


@pytest.fixture(params=WRITERS)
def text(request: pytest.FixtureRequest) -> str:
    return WRITERS[request.param](sealed(HEAD, DAYS))


@pytest.mark.parametrize("comma", [",", ";"])
def test_no_text_of_elnets_begins_a_cell_of_its_own_in_a_spreadsheet(comma: str) -> None:
    number = f"1{comma}=HYPERLINK(1){comma}@SUM(1)"
    text = as_csv(sealed({**HEAD, "serial": number}, DAYS))
    cells = [cell for line in text.splitlines() for cell in line.split(comma)]
    assert not [cell for cell in cells if cell.startswith(("=", "@", "+"))]
    assert parsed(text)["serial"] == number
    assert holds(text)


def holds(text: str) -> bool:
    try:
        return faults(parsed(text)) == []
    except NoStatement:
        return False


def test_a_statement_as_it_was_made_holds(text: str) -> None:
    assert faults(parsed(text)) == []


def test_both_kinds_of_file_have_the_same_seal() -> None:
    document = sealed(HEAD, DAYS)
    assert parsed(as_json(document))["seal"] == parsed(as_csv(document))["seal"] == document["seal"]


def test_a_changed_digit_anywhere_is_found(text: str) -> None:
    digits = [match.start() for match in re.finditer("[0-9]", text)]
    assert len(digits) > 250
    for place in digits:
        other = str((int(text[place]) + 1) % 10)
        assert not holds(text[:place] + other + text[place + 1 :]), text[max(0, place - 30) : place + 10]


def test_a_changed_letter_of_a_hash_is_found(text: str) -> None:
    for match in re.finditer("[a-f0-9]{64}", text):
        changed = match.group().translate(str.maketrans("abcdef", "bcdefa"))
        assert not holds(text.replace(match.group(), changed, 1))


def test_a_day_left_out_put_in_twice_or_moved_is_found() -> None:
    header, first, second, *rest = as_csv(sealed(HEAD, DAYS)).splitlines(keepends=True)
    for days in ([second], [first], [], [first, first, second], [second, first]):
        assert not holds("".join([header, *days, *rest]))


def test_sums_that_were_sealed_wrongly_do_not_add_up() -> None:
    found = faults(sealed({**HEAD, "eb_kwh": 14.57}, DAYS))
    assert found == ["The days' eb_kwh do not add up to the month's."]
    days = [DAYS[0], {**DAYS[1], "closing": 1123.87}]
    assert any("2026-03-02 does not add up" in sentence for sentence in faults(sealed(HEAD, days)))


@pytest.mark.parametrize(
    "text", ["", "{}", "[]", "hello", "{", "day,opening\n# {}", "\x00", '{"format": 1, "format": 2}']
)
def test_what_is_no_statement_is_said_to_be_none(text: str) -> None:
    with pytest.raises(NoStatement):
        parsed(text)


@pytest.mark.parametrize("text", ['{"a":' * 100_000, as_json(sealed(HEAD, DAYS)).replace("second floor", "\\ud800")])
def test_what_cannot_be_read_is_no_statement_and_no_fault_of_the_program(text: str) -> None:
    with pytest.raises(NoStatement, match="cannot be read"):
        parsed(text)
