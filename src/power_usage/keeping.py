"""The commands that keep the data, give it back and give it away."""

import json
import time
from pathlib import Path

import click

from power_usage import settings
from power_usage.explained import explained, fail
from power_usage.settings import StoreSettings

json_option = click.option("--json", "as_json", is_flag=True, help="Answer as JSON.")
NOT_A_FILE = (
    "The database is on a PostgreSQL server, whose own tools make and restore backups: pg_dump --format=custom"
    " --file=power_usage.dump, and pg_restore --clean --dbname=..., with the address in POWER_USAGE_DATABASE."
)


def _file(found: StoreSettings) -> Path:
    """The SQLite file of the settings; another database ends the command."""
    return found.file or fail(NOT_A_FILE)


@click.command()
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


COMMANDS = (backup, restore)
