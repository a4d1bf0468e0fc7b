"""The commands. Exit 0 good, 1 failed, 2 wrong usage or settings; a person never sees a traceback."""

import asyncio
import gc
import json
import signal
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

import click

from power_usage import bootstrap, keeping, settings, telling
from power_usage.diagnosing import diagnose
from power_usage.explained import FAILED, WRONG_USAGE, explained, fail
from power_usage.importing import import_
from power_usage.progress import counted
from power_usage.settings import DatabaseSettings, SettingsProblem, WebSettings

if TYPE_CHECKING:
    from flask import Flask

host_option = click.option("--host", help="Address to listen on; 0.0.0.0 lets the whole home network in.")
port_option = click.option("--port", type=click.IntRange(0, 65535), help="Port to listen on.")
json_option = click.option("--json", "as_json", is_flag=True, help="Answer as JSON.")


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="power-usage-tracker")
def main() -> None:
    """Power Usage Tracker: what your ELNET meter used, when, from which source, and what it cost."""


@main.command()
@host_option
@port_option
@explained
def run(host: str | None, port: int | None) -> None:
    """Collector and dashboard in one. With no meter configured: the demo."""
    bootstrap.configure_logging()
    everything = settings.load()
    if not everything.meters:
        click.echo(
            "No meter is configured: this is the demo, a simulated flat. See .env.example for your own.", err=True
        )
        with bootstrap.watched(), bootstrap.demo(broker=everything.broker) as place:
            _serve(bootstrap.application(place, demo=True, door=everything.web), everything.web, host, port)
        return
    with bootstrap.watched() as alive, bootstrap.collecting(everything, alive) as place:
        found = everything.web
        app = bootstrap.application(place, low_paise=everything.low_paise, set_rates=found.set_rates, door=found)
        _serve(app, everything.web, host, port)


@main.command()
@explained
def collect() -> None:
    """Only poll the meters and store what they say."""
    bootstrap.configure_logging()
    everything = settings.load()
    if not everything.meters:
        raise SettingsProblem(["No meter is configured: see .env.example, or try power-usage demo"])
    engine = bootstrap.open_to_collect(everything.store)

    async def until_told() -> None:
        stop = asyncio.Event()
        for number in (signal.SIGTERM, signal.SIGINT):
            asyncio.get_running_loop().add_signal_handler(number, stop.set)
        await bootstrap.collect_all(engine, everything, stop, alive)

    with bootstrap.watched() as alive:
        asyncio.run(until_told())


@main.command()
@host_option
@port_option
@explained
def web(host: str | None, port: int | None) -> None:
    """Only the dashboard, on a database that a collector fills."""
    bootstrap.configure_logging()
    found = settings.read(WebSettings)
    bootstrap.open_database(found.database).dispose()
    app = bootstrap.application(found.database, low_paise=found.low_paise, set_rates=found.set_rates, door=found)
    _serve(app, found, host, port)


@main.command(short_help="A simulated flat, live, with a month behind.")
@host_option
@port_option
@click.option("--database", help="Keep the demo's readings here; else they go when it ends.")
@explained
def demo(host: str | None, port: int | None, database: str | None) -> None:
    """A simulated flat, with a month behind it and live from now on."""
    bootstrap.configure_logging()
    found = settings.read(WebSettings)
    with bootstrap.demo(database, settings.broker()) as place:
        _serve(bootstrap.application(place, demo=True, door=found), found, host, port)


@main.command(short_help="Settings, ELNET, database: what is wrong?")
@json_option
@explained
def check(as_json: bool) -> None:
    """Settings, ELNET's answers and the database: what is wrong, and what to do."""
    from power_usage.checks import checks

    results = asyncio.run(checks())
    if as_json:
        click.echo(json.dumps([{"subject": r.subject, "ok": r.ok, "words": r.words} for r in results]))
    else:
        for result in results:
            click.echo(f"{'ok   ' if result.ok else 'WRONG'}  {result.subject}: {result.words}")
    if not all(result.ok for result in results):
        sys.exit(WRONG_USAGE if any(not r.ok and r.subject == "Settings" for r in results) else FAILED)


@main.command()
@click.argument("files", nargs=-1, required=True, type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--meter", help="Name of the meter to fill; the configured one if left out.")
@json_option
@explained
def replay(files: tuple[Path, ...], meter: str | None, as_json: bool) -> None:
    """Take recordings through the same steps as live polling. A second time changes nothing."""
    from dataclasses import asdict

    from power_usage.collector.replay import replay as take
    from power_usage.storage.ledger import Ledger

    found = settings.read(DatabaseSettings)
    name = settings.meter_meant(meter)
    ledger = Ledger(bootstrap.open_database(found.database))
    meter_id = ledger.ensure_meter(name, found.timezone)
    with counted("answers") as progress:
        counts = take(ledger, meter_id, files, progress)
    if as_json:
        click.echo(json.dumps(asdict(counts)))
    else:
        click.echo(
            f"{counts.lines:,} lines: {counts.accepted:,} readings, {counts.repeated:,} repeated, {counts.refused:,}"
            f" refused, {counts.silent:,} without answer; {counts.passed_over:,} were known before"
        )
        click.echo(
            f"{counts.recharges} recharges, {counts.deductions} deductions, {counts.sessions} generator sessions"
        )
    if counts.cut:
        fail(f"{counts.cut} Everything before it was taken.")


@main.command(short_help="Derive everything again from the readings.")
@json_option
@explained
def rederive(as_json: bool) -> None:
    """Derive everything again from the stored readings, and say what changed."""
    from power_usage.readmodels.meters import meters
    from power_usage.storage.rebuild import rederive as again

    engine = bootstrap.open_database(settings.read(DatabaseSettings).database)
    with engine.connect() as conn:
        known = meters(conn)
    answer = {}
    for meter in known:
        with counted("answers") as progress:
            report = again(engine, meter.id, progress)
        answer[meter.name] = {"answers": report.answers, "changed": report.changed}
        if not as_json:
            words = ", ".join(f"{count:,} in {table}" for table, count in report.changed.items())
            click.echo(
                f"{meter.name}: {report.answers:,} answers; {f'changed: {words}' if words else 'nothing changed'}"
            )
    if as_json:
        click.echo(json.dumps(answer))
    elif not known:
        click.echo("There is no meter yet: nothing to derive.")


@main.command(short_help="Check a statement that was handed on.")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@json_option
@explained
def verify(file: Path, as_json: bool) -> None:
    """Check a statement (JSON or CSV) that was handed on: does every figure stand as it was sealed?"""
    from power_usage.domain.chain import NoStatement, faults, parsed

    seal, days = None, 0
    try:
        document = parsed(file.read_text(encoding="utf-8"))
        found, seal, days = faults(document), document.get("seal"), len(document["days"])
    except (NoStatement, UnicodeDecodeError) as problem:
        found = [str(problem) if isinstance(problem, NoStatement) else "It is no text."]
    if as_json:
        click.echo(json.dumps({"holds": not found, "days": days, "seal": seal, "faults": found}))
    elif not found:
        click.echo(f"It holds: {days} days, and every figure is as it was sealed.\nSeal {seal}: compare it with yours.")
    if found and not as_json:
        click.echo(f"{file} does not hold:", err=True)
        for sentence in found:
            click.echo(f"  {sentence}", err=True)
    if found:
        sys.exit(FAILED)


@main.command()
@explained
def migrate() -> None:
    """Bring the database's schema up to date."""
    found = settings.read(DatabaseSettings)
    bootstrap.open_database(found.database).dispose()
    click.echo("The database is up to date.")


@main.group(short_help="Tokens for programs, and guests' links.")
def token() -> None:
    """Tokens for programs, and guests' links: both may read, and nothing else."""


@token.command("add")
@click.argument("name")
@click.option("--guest", is_flag=True, help="A link for a person, instead of a token for a program.")
@explained
def token_add(name: str, guest: bool) -> None:
    """Make one, called NAME. It is shown this once."""
    from power_usage.storage.access import TokenKind, add_token

    engine = bootstrap.open_database(settings.read(DatabaseSettings).database)
    with engine.begin() as conn:
        secret = add_token(conn, TokenKind.GUEST if guest else TokenKind.API, int(time.time()), name=name)
    click.echo(f"/guest/{secret}" if guest else secret)
    click.echo("Put this behind the pages' address." if guest else "Send it as 'Authorization: Bearer ...'.", err=True)


@token.command("list")
@json_option
@explained
def token_list(as_json: bool) -> None:
    """Those that are good, without their secrets."""
    from power_usage.storage.access import TokenKind, tokens

    engine = bootstrap.open_database(settings.read(DatabaseSettings).database)
    with engine.connect() as conn:
        found = tokens(conn, int(time.time()), TokenKind.API, TokenKind.GUEST)
    if as_json:
        click.echo(json.dumps([{"id": one.id, "kind": one.kind, "name": one.name} for one in found]))
        return
    for one in found:
        click.echo(f"{one.id:5}  {one.kind:5}  {one.name}")
    if not found:
        click.echo("There is none.")


@token.command("revoke")
@click.argument("number", type=int)
@explained
def token_revoke(number: int) -> None:
    """End the one of that NUMBER in the list."""
    from power_usage.storage.access import revoke

    engine = bootstrap.open_database(settings.read(DatabaseSettings).database)
    with engine.begin() as conn:
        if not revoke(conn, number):
            fail(f"There is no token {number}: see 'power-usage token list'.")
    click.echo("It is good no more.")


@main.command(short_help="Set the password of the pages.")
@click.option("--remove", is_flag=True, help="Ask for none: only this machine is then let in.")
@explained
def password(remove: bool) -> None:
    """Set the password of the pages, or another one when it is forgotten."""
    from power_usage.storage import access
    from power_usage.web.access.passwords import LONGEST, SHORTEST, scrypt_of

    found = settings.read(WebSettings)
    if found.page_password is not None:
        raise SettingsProblem(["POWER_USAGE_PASSWORD is set: change it there, or take it away"])
    engine = bootstrap.open_database(found.database)
    wanted = None if remove else click.prompt("New password", hide_input=True, confirmation_prompt=True)
    if wanted is not None and not SHORTEST <= len(wanted) <= LONGEST:
        fail(f"A password has {SHORTEST} to {LONGEST} characters. Nothing was changed.")
    scrypt = scrypt_of(wanted) if wanted is not None else None
    with engine.begin() as conn:
        if scrypt is None:
            access.remove_password(conn)
        else:
            access.set_password(conn, scrypt)
    click.echo("There is no password now." if remove else "The password is set; everybody must log in again.")


for command in (*keeping.COMMANDS, import_, diagnose, telling.homeassistant):
    main.add_command(command)


def _serve(app: "Flask", found: WebSettings, host: str | None, port: int | None) -> None:
    host, port = host or found.host, found.port if port is None else port
    # What is loaded by now stays: a collection need not look through it again while somebody waits for a page.
    gc.collect()
    gc.freeze()
    try:
        bootstrap.serve(app, host, port)
    except OSError as error:
        fail(f"Cannot listen on {host}:{port}: {error.strerror or error}. Choose another with --port.")
    except ValueError:
        fail(f"Cannot listen on {host}: it is no address of this machine. 127.0.0.1 and 0.0.0.0 always are.")
