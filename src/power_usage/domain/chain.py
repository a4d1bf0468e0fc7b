"""A statement that can be handed on: each day's line is hashed with the hash before it, the last one seals the file.

The first line's hash is preceded by that of the statement's head: meter, month, sums, rates, movements and findings.
So no figure can be changed, no day left out and none put in without another seal. Whoever changes a figure and seals
anew gets another seal than the one that was printed or told: compare it. All of it is arithmetic; no key is needed.
"""

import csv
import io
import json
import re
from collections.abc import Iterable
from decimal import Decimal, InvalidOperation
from hashlib import sha256
from itertools import pairwise
from typing import Any

FORMAT = "power-usage-statement/1"
COLUMNS = (
    "day", "opening", "paid_in", "taken_off", "eb_kwh", "eb_rate", "eb_cost", "dg_kwh", "dg_rate", "dg_cost",
    "residual", "bound", "closing", "verdict",
)  # fmt: skip
SUMMED = ("paid_in", "taken_off", "eb_kwh", "eb_cost", "dg_kwh", "dg_cost", "residual")
Document = dict[str, Any]


class NoStatement(ValueError):
    """The text is no statement of this tracker; says why."""


def sealed(head: Document, days: Iterable[Document]) -> Document:
    """The document of a head and its days (values by COLUMNS), with every hash."""
    plain = _as_written(json.dumps({"format": FORMAT, **head, "days": list(days)}))
    hashes = _hashes(plain)
    lines = [{**day, "hash": value} for day, value in zip(plain["days"], hashes[1:], strict=True)]
    return {**plain, "days": lines, "seal": hashes[-1]}


def as_json(document: Document) -> str:
    """The file, readable for people and machines."""
    return json.dumps(document, ensure_ascii=False, indent=1, default=float) + "\n"


def as_csv(document: Document) -> str:
    """The same for a spreadsheet: a row for each day. The last line, behind a #, is the head."""
    text = io.StringIO()
    rows = csv.writer(text, lineterminator="\n")
    rows.writerow((*COLUMNS, "hash"))
    rows.writerows([_written(day[name]) for name in (*COLUMNS, "hash")] for day in document["days"])
    head = {key: value for key, value in document.items() if key != "days"}
    return text.getvalue() + "# " + _in_one_cell(json.dumps(head, ensure_ascii=False, default=float)) + "\n"


def _in_one_cell(head: str) -> str:
    """The same JSON with no comma or semicolon inside a text: a spreadsheet would begin a cell behind it, and take a
    meter's number like `1,=A1` for a formula."""
    return _TEXT.sub(lambda text: text[0].replace(",", "\\u002c").replace(";", "\\u003b"), head)


_TEXT = re.compile(r'"(?:[^"\\]|\\.)*"')


def parsed(text: str) -> Document:
    """The document of a file of either kind. Raises NoStatement."""
    try:
        document = _as_written(text) if text.lstrip().startswith("{") else _of_csv(text)
        json.dumps(document, ensure_ascii=False, default=str).encode()  # what is no text cannot be hashed
    except (ValueError, csv.Error, RecursionError) as error:
        raise NoStatement(f"It cannot be read: {error}") from error
    if not isinstance(document, dict) or document.get("format") != FORMAT:
        raise NoStatement(f"It is no statement of the form {FORMAT}.")
    days = document.get("days")
    if not isinstance(days, list) or not all(isinstance(day, dict) for day in days):
        raise NoStatement("It has no days.")
    return document


def faults(document: Document) -> list[str]:
    """Everything that does not hold, in sentences; none for a statement as it was made."""
    found = [
        f"Its {number}. day has other columns than a statement has."
        for number, day in enumerate(document["days"], 1)
        if set(day) != {*COLUMNS, "hash"}
    ]
    if found:
        return found
    hashes = _hashes(document)
    for day, value in zip(document["days"], hashes[1:], strict=True):
        if day["hash"] != value:
            found.append(
                f"The line of {_written(day['day'])} or something before it was changed: its hash does not hold."
            )
            break
    if document.get("seal") != hashes[-1]:
        found.append("The seal does not hold.")
    try:
        found += _sums(document)
    except (InvalidOperation, KeyError, TypeError):
        found.append("A figure is missing, or it is no number.")
    return found


def _hashes(document: Document) -> list[str]:
    """That of the head, then that of each day with the one before it."""
    head = {key: value for key, value in document.items() if key not in ("days", "seal")}
    text = json.dumps(head, sort_keys=True, ensure_ascii=False, separators=(",", ":"), default=str)
    found = [sha256(text.encode()).hexdigest()]
    for day in document["days"]:
        line = ",".join(_written(day[name]) for name in COLUMNS)
        found.append(sha256(f"{found[-1]}\n{line}".encode()).hexdigest())
    return found


def _sums(document: Document) -> Iterable[str]:
    days = document["days"]
    for day in days:
        left = _number(day["opening"]) + _number(day["paid_in"]) - _number(day["taken_off"]) + _number(day["residual"])
        if left - _number(day["eb_cost"]) - _number(day["dg_cost"]) != _number(day["closing"]):
            yield f"The line of {day['day']} does not add up."
    for early, late in pairwise(days):
        if _number(early["closing"]) != _number(late["opening"]):
            yield f"{late['day']} does not begin with the balance with which {early['day']} ended."
    for name in SUMMED:
        if sum(_number(day[name]) for day in days) != _number(document[name]):
            yield f"The days' {name} do not add up to the month's."
    ends = (days[0]["opening"], days[-1]["closing"]) if days else (document["opening"], document["closing"])
    if (_number(ends[0]), _number(ends[1])) != (_number(document["opening"]), _number(document["closing"])):
        yield "The month does not begin and end with the balances of its days."


def _as_written(text: str) -> Any:
    """Numbers as Decimals, so that they keep every digit; a name that stands twice would hide one of its values."""
    return json.loads(text, parse_float=Decimal, object_pairs_hook=_once)


def _once(pairs: list[tuple[str, Any]]) -> Document:
    found = dict(pairs)
    if len(found) < len(pairs):
        raise ValueError("a name stands twice in it.")
    return found


def _of_csv(text: str) -> Document:
    *table, last = text.rstrip("\n").split("\n")
    if not last.startswith("# ") or not table:
        raise ValueError("its last line, which begins with # and holds the sums and the seal, is missing.")
    names, *rows = csv.reader(table)
    head = _as_written(last[2:])
    if not isinstance(head, dict) or "days" in head or any(len(row) != len(names) for row in rows):
        raise ValueError("its lines are not those of a statement.")
    days = [{name: _value(name, field) for name, field in zip(names, row, strict=True)} for row in rows]
    return {**head, "days": days}


def _value(name: str, field: str) -> Decimal | str | None:
    if name in ("day", "verdict", "hash"):
        return field
    try:
        return Decimal(field) if field else None
    except InvalidOperation:
        return field


def _written(value: object) -> str:
    return "" if value is None else str(value)


def _number(value: object) -> Decimal:
    if not isinstance(value, Decimal | int):
        raise TypeError("no number")
    return Decimal(value)
