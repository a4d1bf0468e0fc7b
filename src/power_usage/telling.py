"""The command on what Home Assistant is told."""

import json

import click

from power_usage import settings
from power_usage.explained import explained, fail
from power_usage.settings import SettingsProblem


@click.command(short_help="What Home Assistant is told, by MQTT.")
@click.option("--remove", metavar="ID", help="Take this meter's entities out of Home Assistant; 'all' for every meter.")
@click.option("--json", "as_json", is_flag=True, help="Answer as JSON.")
@explained
def homeassistant(remove: str | None, as_json: bool) -> None:
    """The meters that Home Assistant is told of, as the MQTT broker has them."""
    from power_usage.outlets.homeassistant import ROOT, announced, announced_at
    from power_usage.outlets.mqtt import BrokerProblem, Connection, kept

    broker = settings.broker()
    if broker is None:
        raise SettingsProblem(["POWER_USAGE_MQTT_URL is not set: the address of Home Assistant's MQTT broker"])
    try:
        found = announced(kept(broker, announced_at("+", broker.discovery_prefix)))
        gone = [one for one in found if remove in ("all", one.id)]
        if remove not in (None, "all") and not gone:
            fail(f"The broker at {broker.shown} holds no meter {remove}: see 'power-usage homeassistant'.")
        for one in gone:
            topics = [announced_at(one.id, broker.discovery_prefix), *kept(broker, f"{ROOT}/{one.id}/#")]
            with Connection(broker) as connection:
                if not connection.say_last((topic, "") for topic in topics):
                    fail(f"The broker at {broker.shown} did not confirm that {one.id} is removed: try again.")
    except BrokerProblem as problem:
        fail(str(problem))
    if as_json:
        known = [{"id": one.id, "name": one.device_name, "removed": one in gone} for one in found]
        click.echo(json.dumps(known))
        return
    for one in found:
        click.echo(f"{one.id:20}  {one.device_name}{'  (removed)' if one in gone else ''}")
    if not found:
        click.echo(f"The broker at {broker.shown} holds none.")
