"""The command that takes over the readings of the earlier tracker."""

import json
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

import click

from power_usage import bootstrap, settings
from power_usage.explained import WRONG_USAGE, explained, fail
from power_usage.progress import counted
from power_usage.settings import StoreSettings
from power_usage.words import kwh, rupees

if TYPE_CHECKING:
    import sqlalchemy as sa

    from power_usage.storage.imported import Derived, Imported, Tally

LABELS = ("rows", "first", "last", "balance rose", "balance fell")


@click.command("import")
@click.argument("file", metavar="FILE.db", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--meter", help="Name of the meter to fill; the configured one if left out.")
@click.option("--json", "as_json", is_flag=True, help="Answer as JSON.")
@explained
def import_(file: Path, meter: str | None, as_json: bool) -> None:
    """Take over the readings of the earlier tracker. A second time changes nothing.

    FILE.db is only read. Where it lies at the place of the tracker's own database, it is kept beside it under another
    name.
    """
    from power_usage.domain.calendar import zone
    from power_usage.readmodels.meters import meters
    from power_usage.storage.earlier import opened_earlier
    from power_usage.storage.imported import import_rows
    from power_usage.storage.ledger import meter_called

    found = settings.read(StoreSettings)
    name, now = settings.meter_meant(meter), int(time.time())
    late: int | None = 0
    # It is opened before a database is made, and stays so until that has its place: meanwhile nobody writes into it,
    # unless it has a write-ahead log.
    with opened_earlier(file, now) as earlier:
        greatest = earlier.greatest()
        with (
            _database(found, file, now) as (engine, aside),
            counted("rows") as progress,
            engine.begin() as conn,
        ):
            if meter is not None:
                _refuse_stranger(name, [*settings.meter_names(), *(known.name for known in meters(conn))])
            done = import_rows(conn, meter_called(conn, name, found.timezone), earlier, progress)
        if aside:
            late = earlier.came_since(greatest, aside)
    if as_json:
        click.echo(json.dumps({**_fields(done, name, aside), "came_meanwhile": late}))
    else:
        for line in _said(done, name, zone(found.timezone)):
            click.echo(line)
    if late != 0:
        count = "An unknown number of" if late is None else f"{late:,}"
        fail(
            f"{count} rows came meanwhile, which only {aside} has: stop the earlier tracker, and import that file"
            " again."
        )
    if aside and not as_json:
        click.echo(f"The earlier tracker's file is kept as {aside}. Start the tracker: its database is {found.file}.")


def _refuse_stranger(name: str, known: list[str]) -> None:
    """A name that was mistyped must not become a meter."""
    if name not in known:
        there = ", ".join(dict.fromkeys(known))
        fail(f"There is no meter {name}: there are {there}. Configure it first. Nothing was changed.", WRONG_USAGE)


@contextmanager
def _database(found: StoreSettings, file: Path, now: int) -> "Iterator[tuple[sa.Engine, Path | None]]":
    """The tracker's database; in the place of `file` a new one, once all went well. And what `file` is called then."""
    from power_usage.storage.aside import in_place_of
    from power_usage.storage.earlier import ASIDE

    if found.file is None or not found.file.exists() or not found.file.samefile(file):
        engine = bootstrap.open_database(found.database)
        try:
            yield engine, None
        finally:
            engine.dispose()
        return
    with in_place_of(found.file, ASIDE, now) as (part, aside):
        engine = bootstrap.open_database(str(part))
        try:
            yield engine, aside
        finally:
            engine.dispose()


def _said(done: "Imported", name: str, tz: ZoneInfo) -> Iterator[str]:
    yield f"{'':<16}{'in the file':>22}{'in the database':>22}"
    for label, before, after in zip(LABELS, _words(done.file, tz), _words(done.database, tz), strict=True):
        yield f"{label:<16}{before:>22}{after:>22}"
    yield f"{done.added:,} rows are new in {name}; {done.file.rows - done.added:,} were there already."
    for reason, count in done.left_out.items():
        yield f"{count:,} more rows of the file are {reason}: they were left out."
    of = done.derived
    yield f"Paid in: {rupees(of.recharged_paise)}; recharges: {of.recharges:,}."
    yield f"Taken off: {rupees(of.deducted_paise)}; deductions: {of.deductions:,}."
    yield f"Used: {rupees(of.paise)}, which is about {kwh(of.wh)} kWh by estimate."
    if of.disbelieved:
        yield f"{of.disbelieved:,} balances of 0.00 came out of nothing and went again: they count for nothing."
    if of.uncounted:
        yield (
            f"{of.uncounted:,} rows are not counted: since {_time(of.own_at, tz)} the tracker has readings of its own,"
            " which are exact."
        )


def _words(tally: "Tally", tz: ZoneInfo) -> tuple[str, ...]:
    times = (_time(tally.first, tz), _time(tally.last, tz))
    return f"{tally.rows:,}", *times, rupees(tally.risen_paise), rupees(tally.fallen_paise)


def _time(at: int | None, tz: ZoneInfo) -> str:
    return "" if at is None else f"{datetime.fromtimestamp(at, tz):%Y-%m-%d %H:%M:%S}"


def _fields(done: "Imported", name: str, aside: Path | None) -> dict[str, Any]:
    of: Derived = done.derived
    return {
        "meter": name,
        "file": _tally(done.file),
        "database": _tally(done.database),
        "added": done.added,
        "left_out": done.left_out,
        "not_counted": of.uncounted,
        "disbelieved": of.disbelieved,
        "recharges": of.recharges,
        "recharged": of.recharged_paise / 100,
        "deductions": of.deductions,
        "deducted": of.deducted_paise / 100,
        "cost": of.paise / 100,
        "kwh": of.wh / 1000,
        "aside": None if aside is None else str(aside),
    }


def _tally(tally: "Tally") -> dict[str, Any]:
    first, last = (
        None if at is None else datetime.fromtimestamp(at, UTC).isoformat() for at in (tally.first, tally.last)
    )
    sums = {"balance_rose": tally.risen_paise / 100, "balance_fell": tally.fallen_paise / 100}
    return {"rows": tally.rows, "first": first, "last": last, **sums}
