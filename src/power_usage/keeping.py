"""The commands that keep the data, give it back and give it away."""

import json
import re
import sys
import time
from datetime import date, datetime
from importlib.util import find_spec
from pathlib import Path

import click

from power_usage import settings
from power_usage.domain.calendar import Group
from power_usage.explained import explained, fail
from power_usage.settings import StoreSettings

json_option = click.option("--json", "as_json", is_flag=True, help="Answer as JSON.")
EXAMPLE = "2026-03-01T00:00:00+05:30"
NOT_A_FILE = (
    "The database is on a PostgreSQL server, whose own tools make and restore backups: pg_dump --format=custom"
    " --file=power_usage.dump, and pg_restore --clean --dbname=..., with the address in POWER_USAGE_DATABASE."
)


def _file(found: StoreSettings) -> Path:
    """The SQLite file of the settings; another database ends the command."""
    return found.file or fail(NOT_A_FILE)


@click.command(short_help="A copy of the database, proved.")
@click.argument("folder", required=False, type=click.Path(file_okay=False, path_type=Path))
@click.option("--rotate", is_flag=True, help="Remove older ones, as POWER_USAGE_BACKUP_KEEP says.")
@json_option
@explained
def backup(folder: Path | None, rotate: bool, as_json: bool) -> None:
    """A copy of the database, proved by restoring it, while the tracker goes on. Into FOLDER or the usual one."""
    from power_usage.domain.calendar import zone
    from power_usage.storage import backup as backups

    found = settings.read(StoreSettings)
    database = _file(found)
    folder = folder or found.backup_folder
    if folder is None:
        fail("POWER_USAGE_BACKUP_DIR is empty: name a folder, as in 'power-usage backup FOLDER'.", 2)
    now = int(time.time())
    made = backups.back_up(database, folder, now)
    gone = backups.rotate(database, folder, found.keep, zone(found.timezone)) if rotate else []
    backups.note_good(database, now)
    if as_json:
        answer = {"file": str(made.backup.file), "bytes": made.bytes, "rows": made.contents.rows}
        click.echo(json.dumps({**answer, "removed": [str(file) for file in gone]}))
        return
    click.echo(
        f"{made.backup.file}: {made.bytes / 1e6:,.1f} MB, {made.contents.readings:,} readings; every page was read, and"
        " restoring it was tried"
    )
    if gone:
        click.echo(f"{len(gone)} older backups were removed")


@click.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@json_option
@explained
def restore(file: Path, as_json: bool) -> None:
    """Put a backup in the database's place. What is there now is kept aside. Stop the tracker before."""
    from power_usage.storage.restore import restore as put_back

    done = put_back(file, _file(settings.read(StoreSettings)), int(time.time()))
    if as_json:
        click.echo(json.dumps({"rows": done.contents.rows, "aside": str(done.aside) if done.aside else None}))
        return
    click.echo(f"{file} is restored: {done.contents.readings:,} readings")
    if done.aside:
        click.echo(f"The database that was there is kept as {done.aside}")
    click.echo("Start the tracker again: what was used since the backup is found in the meter's registers")


def _when(_: click.Context, __: click.Parameter, text: str | None) -> int | date | None:
    """A local day, or an instant given with its offset from UTC."""
    if text is None:
        return None
    try:
        if re.fullmatch(r"\d{4}-\d\d-\d\d", text):
            return date.fromisoformat(text)
        at = datetime.fromisoformat(text)
    except ValueError:
        raise click.BadParameter(f"{text} is no day like 2026-03-01 and no time like {EXAMPLE}") from None
    if at.tzinfo is None:
        raise click.BadParameter(f"{text} needs an offset from UTC, like {EXAMPLE}")
    return int(at.timestamp())


def _group(_: click.Context, __: click.Parameter, text: str | None) -> Group | None:
    """Minutes from 1 to 1440, day or month."""
    if text is None:
        return None
    if text == "day":
        return "day"
    if text == "month":
        return "month"
    if not re.fullmatch(r"[0-9]{1,4}", text) or not 1 <= int(text) <= 1440:
        raise click.BadParameter(f"{text} is neither minutes from 1 to 1440, nor day, nor month")
    return int(text)


@click.command(short_help="Readings, usage and more for a spreadsheet.")
@click.argument("what", type=click.Choice(["readings", "usage", "days", "sessions", "movements"]))
@click.option("--format", "form", type=click.Choice(["csv", "json", "parquet"]), help="csv, unless -o says another.")
@click.option("--start", callback=_when, help="A day, or a time like 2026-03-01T00:00:00+05:30; the first if left out.")
@click.option("--end", callback=_when, help="A day, which is included, or a time, which is not; the last if left out.")
@click.option("--group", callback=_group, help="For usage: minutes, day or month; 30 if left out.")
@click.option("--meter", multiple=True, help="Only this meter; may be given again.")
@click.option(
    "-o", "--output", type=click.Path(dir_okay=False, path_type=Path), help="File to write; else it is shown."
)
@explained
def export(
    *,
    what: str,
    form: str | None,
    start: int | date | None,
    end: int | date | None,
    group: Group | None,
    meter: tuple[str, ...],
    output: Path | None,
) -> None:
    """Give away readings, usage, days, sessions or movements, for a spreadsheet or a program. docs/keeping.md has the
    columns.
    """
    from power_usage import bootstrap, exporting
    from power_usage.outputs import refuse_own

    form = form or _form_of(output)
    if group is not None and what != "usage":
        raise click.UsageError("--group is for usage only")
    if form == "parquet" and output is None:
        raise click.UsageError("Parquet is no text: name a file with -o")
    if form == "parquet" and find_spec("pyarrow") is None:
        fail(exporting.NO_PARQUET)
    if output is not None:
        refuse_own(output)
    found = settings.read(StoreSettings)
    if found.file is not None and not found.file.exists():
        fail(f"There is no database {found.file}. Correct POWER_USAGE_DATABASE.")
    bootstrap.open_database(found.database).dispose()
    with bootstrap.one_moment(found.database) as conn:
        names = [known.name for known in exporting.known_meters(conn)]
        if strangers := [name for name in meter if name not in names]:
            raise click.UsageError(f"There is no meter {strangers[0]}: there are {', '.join(names) or 'none yet'}")
        rows = exporting.lines(conn, what, meter, start=start, end=end, group=group or 30)
        head = exporting.columns(what)
        if output is None:
            exporting.WRITERS[form](sys.stdout.buffer, head, rows)
            sys.stdout.flush()
            return
        with exporting.whole_file(output) as file:
            count = exporting.WRITERS[form](file, head, rows)
    click.echo(f"{output}: {count:,} rows", err=True)


def _form_of(output: Path | None) -> str:
    ending = output.suffix.removeprefix(".").lower() if output else ""
    return ending if ending in ("json", "parquet") else "csv"


COMMANDS = (backup, restore, export)
