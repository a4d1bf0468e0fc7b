"""Home Assistant by MQTT: what a real broker keeps of a meter, through restarts, silences and wrong passwords."""

import asyncio
import contextlib
import ipaddress
import json
import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from pydantic import SecretStr

from brokers import Listener, Mosquitto, listening, mosquitto, needs_mosquitto, newcomer
from house import DG, House
from passage import passage
from power_usage.domain.reading import HomeFigures, Silence, SilenceReason
from power_usage.outlets.broker import Broker
from power_usage.outlets.homeassistant import Identity, announcement, status_topic
from power_usage.outlets.mqtt import BrokerProblem, Connection
from power_usage.outlets.publisher import PublishingPace, publishing
from power_usage.outlets.standing import Standing
from power_usage.storage.ledger import Ledger
from processes import command, fake_elnet, tracker, until

pytestmark = needs_mosquitto

BRISK = PublishingPace(look_s=0.05, answer_s=5, first_pause_s=0.1, longest_pause_s=0.2, birth_delay_s=0.0)
LOGIN = ("tracker", "open sesame #1")
CONFIG = "homeassistant/device/power_usage_77/config"


@pytest.fixture
def broker(tmp_path: Path) -> Iterator[Mosquitto]:
    with mosquitto(tmp_path, login=LOGIN) as running:
        yield running


def way_in(broker: Mosquitto, **more: Any) -> Broker:
    return Broker("localhost", broker.port, username=LOGIN[0], password=SecretStr(LOGIN[1]), **more)


def settings_of(broker: Mosquitto, password: str = LOGIN[1]) -> dict[str, str]:
    return {
        "POWER_USAGE_MQTT_URL": broker.url,
        "POWER_USAGE_MQTT_USERNAME": LOGIN[0],
        "POWER_USAGE_MQTT_PASSWORD": password,
    }


class Flat:
    """A house whose readings go into a database: a few minutes of them, and its number, unless it is new."""

    def __init__(self, engine: sa.Engine, name: str = "Home", serial: str = "77", *, new: bool = False) -> None:
        self.engine, self.house, self.ledger = engine, House(), Ledger(engine)
        self.meter = self.ledger.ensure_meter(name, "Asia/Kolkata")
        if not new:
            self.tell_serial(serial)
            self.live(3)

    def live(self, minutes: int, **how: Any) -> None:
        self.ledger.observe(self.meter, self.house.readings(minutes, **how))

    def tell_serial(self, serial: str | None) -> None:
        figures = HomeFigures(self.house.at, serial, 0, 0, 0, 0, 0, 0, 0, 0, 0, relay="ON")
        self.ledger.observe(self.meter, [figures])

    def now(self) -> float:
        return self.house.at + self.house.lag_s


@contextmanager
def published(flat: Flat, broker: Broker, *others: Flat, forget: bool = False) -> Iterator[None]:
    """As the collector does it, beside this thread."""
    loop, stop = asyncio.new_event_loop(), asyncio.Event()
    meters = [flat.meter, *(other.meter for other in others)]
    outlet = publishing(flat.engine, broker, meters, forget=forget, clock=flat.now, pace=BRISK)
    thread = threading.Thread(target=loop.run_until_complete, args=(outlet.run(stop),))
    thread.start()
    try:
        yield
    finally:
        loop.call_soon_threadsafe(stop.set)
        thread.join(20)
        loop.close()


def state(heard: dict[str, str], key: str) -> str | None:
    return heard.get(f"power-usage/77/{key}")


def kwh(listener: Listener, source: str) -> list[float]:
    return [float(value) for value in listener.values(f"/{source}_energy") if value]


def test_whoever_comes_later_learns_all_of_it_from_the_broker(engine: sa.Engine, broker: Mosquitto) -> None:
    flat = Flat(engine)
    with listening(broker) as listener, published(flat, way_in(broker)):
        until(lambda: state(listener.kept, "status") == "online")
        late = newcomer(broker)
        assert set(listener.qos.values()) == {1}
        assert late == {topic: payload for topic, payload in listener.kept.items() if topic != "probe"}
    config = json.loads(late[CONFIG])
    for told in config["components"].values():
        assert told["state_topic"] in late
        for place in told.get("availability", config["availability"]):
            assert late[place["topic"]] == "online"
    registers = flat.house.reading()
    assert float(late["power-usage/77/eb_energy"]) == registers.eb_wh / 1000
    assert float(late["power-usage/77/dg_energy"]) == registers.dg_wh / 1000
    assert float(late["power-usage/77/balance"]) == registers.balance_paise / 100
    assert state(late, "load") == "600"
    assert state(newcomer(broker), "status") == "offline"  # said by the tracker itself, as it went


def test_home_assistants_start_is_answered_with_everything(engine: sa.Engine, broker: Mosquitto) -> None:
    flat = Flat(engine)
    with listening(broker) as listener, published(flat, way_in(broker, discovery_prefix="ha")):
        until(lambda: state(listener.kept, "status") == "online")
        for topic in ("homeassistant/status", "ha/status"):
            everything = set(listener.kept) - {"homeassistant/status", "ha/status"}
            listener.heard.clear()
            listener.say(topic, "offline")  # it goes: nobody cares
            listener.say(topic, "online")
            until(lambda wanted=everything: {place for place, _ in listener.heard} >= wanted)  # type: ignore[misc]


def test_only_what_changed_is_said_again(engine: sa.Engine, broker: Mosquitto) -> None:
    flat = Flat(engine)
    with listening(broker) as listener, published(flat, way_in(broker)):
        until(lambda: state(listener.kept, "status") == "online")
        listener.heard.clear()
        flat.live(1)
        until(lambda: listener.values("/last_reading"))
        until(lambda: listener.values("/eb_energy"))
    said = {topic for topic, _ in listener.heard}
    assert CONFIG not in said
    assert "power-usage/77/load" not in said


def test_energy_neither_falls_nor_shows_zero_whatever_happens(engine: sa.Engine, broker: Mosquitto) -> None:
    flat = Flat(engine)
    with listening(broker) as listener:
        with published(flat, way_in(broker)):
            until(lambda: state(listener.kept, "status") == "online")
            low = flat.house.reading(at=flat.house.at + 60, eb_wh=0, dg_wh=0, balance_paise=0)
            flat.ledger.observe(flat.meter, [low])  # a false zero
            flat.live(5, load_w=3000, source=DG)
            until(lambda: kwh(listener, "dg")[-1] > kwh(listener, "dg")[0])
        with published(flat, way_in(broker)):  # a restart
            until(lambda: state(listener.kept, "status") == "online")
            silence = Silence(int(flat.now()), SilenceReason.TIMEOUT)
            flat.ledger.observe(flat.meter, [silence])
            # Another meter takes its place, and begins near nothing.
            before = kwh(listener, "dg")[-1]
            flat.house.registers = dict.fromkeys(flat.house.registers, 5 * 3_600_000)
            flat.tell_serial("88")
            flat.live(10, load_w=3000)
            until(lambda: kwh(listener, "dg")[-1] > before)
            until(lambda: json.loads(listener.kept[CONFIG])["device"]["serial_number"] == "88")
    for source in ("eb", "dg"):
        found = kwh(listener, source)
        assert found == sorted(found)
        assert found[0] > 400
    assert [topic for topic in listener.kept if topic.startswith("homeassistant/")] == [CONFIG]  # still the same device


def test_an_unanswered_server_makes_the_present_unavailable_and_says_why(engine: sa.Engine, broker: Mosquitto) -> None:
    flat = Flat(engine)
    with listening(broker) as listener, published(flat, way_in(broker)):
        until(lambda: state(listener.kept, "live") == "online")
        assert state(listener.kept, "problem") == "OFF"
        for _ in range(12):
            flat.house.live(30)
            flat.ledger.observe(flat.meter, [Silence(flat.house.at, SilenceReason.UNREACHABLE)])
        until(lambda: state(listener.kept, "live") == "offline")
        until(lambda: state(listener.kept, "freshness") == "offline")
        until(lambda: state(listener.kept, "problem") == "ON")
        until(lambda: "server_unreachable" in (state(listener.kept, "problem/attributes") or ""))
        assert state(listener.kept, "status") == "online"
        assert state(listener.kept, "balance") != "None"
        flat.live(1)
        until(lambda: state(listener.kept, "live") == "online")
        until(lambda: state(listener.kept, "problem") == "OFF")


def test_old_data_is_said_to_be_stale(engine: sa.Engine, broker: Mosquitto) -> None:
    flat = Flat(engine)
    with listening(broker) as listener, published(flat, way_in(broker)):
        until(lambda: state(listener.kept, "live") == "online")
        last = flat.house.reading()
        flat.house.live(600)
        flat.ledger.observe(flat.meter, [replace(last, received_at=flat.house.at)])
        until(lambda: state(listener.kept, "freshness") == "stale")
        until(lambda: "old_data" in (state(listener.kept, "problem/attributes") or ""))


def test_a_load_that_is_not_believed_becomes_unknown(engine: sa.Engine, broker: Mosquitto) -> None:
    flat = Flat(engine)
    with listening(broker) as listener, published(flat, way_in(broker)):
        until(lambda: state(listener.kept, "load") == "600")
        flat.house.live(60)
        flat.ledger.observe(flat.meter, [flat.house.reading(load_w=999_990)])
        until(lambda: state(listener.kept, "load") == "None")


def test_nothing_is_said_of_a_meter_before_its_first_reading_and_number(engine: sa.Engine, broker: Mosquitto) -> None:
    flat = Flat(engine, new=True)
    with listening(broker) as listener, published(flat, way_in(broker)):
        flat.tell_serial(None)
        flat.live(10)
        listener.say("probe", "1")
        until(lambda: listener.values("probe"))
        assert set(listener.kept) == {"probe"}
        flat.live(10)  # a quarter of an hour: it has no number, and goes by its name
        until(lambda: "homeassistant/device/power_usage_name_home/config" in listener.kept)


def test_everything_is_there_again_after_the_broker_was_away(
    engine: sa.Engine, broker: Mosquitto, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("INFO", "power_usage")
    flat = Flat(engine)
    with published(flat, way_in(broker)):
        until(lambda: state(newcomer(broker), "status") == "online")
        broker.stop()
        until(lambda: "ended the connection" in caplog.text)
        flat.live(2)
        broker.start()  # it has forgotten everything
        until(lambda: "told again" in caplog.text)
        until(lambda: state(newcomer(broker), "status") == "online")
        late = newcomer(broker)
    assert CONFIG in late
    assert float(late["power-usage/77/eb_energy"]) == flat.house.reading().eb_wh / 1000
    ours = [record.message for record in caplog.records if record.name.startswith("power_usage.outlets")]
    assert len(ours) == 3, ours  # connected, lost, back


def test_a_broker_that_learns_late_of_a_lost_connection_does_not_call_the_new_one_gone(
    engine: sa.Engine, broker: Mosquitto
) -> None:
    flat = Flat(engine)
    with passage(broker.port) as way, listening(broker) as listener:
        with published(flat, replace(way_in(broker), port=way.port)):
            until(lambda: state(listener.kept, "status") == "online")
            way.lose_clients()
            until(lambda: listener.values("/status") == ["online", "offline", "online"])  # the new one takes its place
        until(lambda: listener.values("/status") == ["online", "offline", "online", "offline"])


def test_the_last_will_of_an_earlier_tracker_is_contradicted(engine: sa.Engine, broker: Mosquitto) -> None:
    flat = Flat(engine)
    with passage(broker.port) as way, listening(broker) as listener:
        Connection(replace(way_in(broker), port=way.port), will="power-usage/77/status").open()
        with published(flat, way_in(broker)):
            until(lambda: state(listener.kept, "status") == "online")
            way.lose_servers()
            until(lambda: listener.values("/status") == ["online", "offline", "online"])


def test_a_device_of_before_the_serial_number_was_known_is_said_with_its_remedy(
    engine: sa.Engine, broker: Mosquitto, caplog: pytest.LogCaptureFixture
) -> None:
    flat = Flat(engine)
    by_name = Identity("name_home", "Home", None, "1.2.3")
    with Connection(way_in(broker)) as connection:
        assert connection.say_last(announcement(by_name, "homeassistant", status_topic(by_name)).items())
    with published(flat, way_in(broker)):
        until(lambda: "'power-usage homeassistant --remove name_home'" in caplog.text)
    assert CONFIG in newcomer(broker)


def test_a_clock_that_was_ahead_at_the_start_and_is_corrected_holds_nothing_up(engine: sa.Engine) -> None:
    flat = Flat(engine)
    standing = Standing(engine, [flat.meter], began=int(flat.now()) + 3600)
    assert standing.look(int(flat.now()) + 3600) == []  # the first answer is waited for
    ((_, figures),) = standing.look(int(flat.now()))
    assert figures.load_w == 600


def test_several_meters_are_devices_of_one_connection(engine: sa.Engine, broker: Mosquitto) -> None:
    home, shop = Flat(engine), Flat(engine, "Shop", "78")
    with listening(broker) as listener, published(home, way_in(broker), shop):
        until(lambda: state(listener.kept, "status") == "online")
    for serial, name in (("77", "Home meter"), ("78", "Shop meter")):
        config = json.loads(listener.kept[f"homeassistant/device/power_usage_{serial}/config"])
        assert config["device"]["name"] == name
        assert config["availability"] == [{"topic": "power-usage/77/status"}]
        assert listener.kept[f"power-usage/{serial}/live"] == "online"


def test_the_demo_leaves_nothing_behind(engine: sa.Engine, broker: Mosquitto) -> None:
    flat = Flat(engine)
    with listening(broker) as listener:
        with published(flat, way_in(broker), forget=True):
            until(lambda: state(listener.kept, "status") == "online")
        until(lambda: not listener.kept)


# --- TLS


def certificate(folder: Path, name: str) -> tuple[Path, Path]:
    """A self-signed one for localhost, and its key."""
    key = ec.generate_private_key(ec.SECP256R1())
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "localhost")])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(
            x509.SubjectAlternativeName([x509.DNSName("localhost"), x509.IPAddress(ipaddress.ip_address("127.0.0.1"))]),
            critical=False,
        )
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    pem, secret = folder / f"{name}.pem", folder / f"{name}.key"
    pem.write_bytes(made.public_bytes(serialization.Encoding.PEM))
    plain = serialization.NoEncryption()
    secret.write_bytes(key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, plain))
    return pem, secret


def test_tls_needs_a_certificate_that_is_vouched_for(engine: sa.Engine, tmp_path: Path) -> None:
    ours, other = certificate(tmp_path, "ours"), certificate(tmp_path, "other")
    flat = Flat(engine)
    with mosquitto(tmp_path, login=LOGIN, certificate=ours) as broker, listening(broker) as listener:
        with published(flat, way_in(broker, tls=True, ca_file=ours[0])):
            until(lambda: state(listener.kept, "status") == "online")
        for trusted in (other[0], None):
            with pytest.raises(BrokerProblem, match=r"not trusted.*POWER_USAGE_MQTT_CA_FILE"):
                Connection(way_in(broker, tls=True, ca_file=trusted)).open()
        with pytest.raises(BrokerProblem, match="mqtts://"):  # spoken to without TLS
            Connection(way_in(broker)).open()


def test_a_port_without_tls_is_told_apart(broker: Mosquitto) -> None:
    with pytest.raises(BrokerProblem, match="does not speak TLS"):
        Connection(way_in(broker, tls=True)).open()


# --- The tracker as a process


def checked(folder: Path, broker: Mosquitto, password: str = LOGIN[1]) -> str:
    """What `power-usage check` says of Home Assistant."""
    with fake_elnet() as elnet:
        settings = elnet.environment(str(folder / "home.db"))
        done = command(folder, "check", **settings, **settings_of(broker, password))
    assert password not in done.stdout + done.stderr
    (line,) = (line for line in done.stdout.splitlines() if "Home Assistant" in line)
    return line


@pytest.mark.slow
def test_check_says_in_a_line_how_it_stands_with_the_broker(tmp_path: Path, broker: Mosquitto) -> None:
    assert checked(tmp_path, broker) == f"ok     Home Assistant: the broker at localhost:{broker.port} accepts us"
    refused = checked(tmp_path, broker, "not the word")
    assert refused.startswith("WRONG  Home Assistant:")
    assert "check POWER_USAGE_MQTT_USERNAME and POWER_USAGE_MQTT_PASSWORD" in refused
    broker.stop()
    away = checked(tmp_path, broker)
    assert "cannot be reached (Connection refused): check that it runs" in away


@pytest.mark.slow
def test_a_tracker_that_is_killed_is_said_to_be_offline_by_the_broker(tmp_path: Path, broker: Mosquitto) -> None:
    with fake_elnet() as elnet, listening(broker) as listener:
        settings = elnet.environment(str(tmp_path / "home.db")) | settings_of(broker)
        for _ in range(2):  # and it comes back with what it had
            with tracker(tmp_path, "collect", **settings) as process:
                until(lambda: listener.kept.get("power-usage/demo/status") == "online")
                until(lambda: listener.kept.get("power-usage/demo/live") == "online")
                process.send_signal(signal.SIGKILL)
                process.wait()
            until(lambda: listener.kept.get("power-usage/demo/status") == "offline")
        assert listener.values("/status") == ["online", "offline"] * 2
        for source in ("eb", "dg"):
            assert kwh(listener, source) == sorted(kwh(listener, source))
            assert kwh(listener, source)[0] > 0


@pytest.mark.slow
def test_of_two_collectors_one_publishes_and_the_other_takes_over(tmp_path: Path, broker: Mosquitto) -> None:
    second = tmp_path / "second"
    second.mkdir()
    with fake_elnet() as elnet, listening(broker) as listener:
        settings = elnet.environment(str(tmp_path / "home.db")) | settings_of(broker)
        with tracker(tmp_path, "collect", **settings) as first:
            until(lambda: listener.kept.get("power-usage/demo/status") == "online")
            with tracker(second, "collect", **settings):
                until(lambda: "Another collector polls" in (second / "stderr.txt").read_text())
                known = len(listener.values("/last_reading"))
                until(lambda: len(listener.values("/last_reading")) > known + 1)
                assert listener.values("/status") == ["online"]
                first.terminate()
                until(lambda: listener.values("/status") == ["online", "offline", "online"])


@pytest.mark.slow
def test_a_wrong_password_is_said_once_and_stops_no_collecting(tmp_path: Path, broker: Mosquitto) -> None:
    database = tmp_path / "home.db"
    with fake_elnet() as elnet:
        settings = elnet.environment(str(database)) | settings_of(broker, "not the word")
        with tracker(tmp_path, "collect", **settings):
            until(lambda: "refuses us" in (tmp_path / "stderr.txt").read_text())
            before = readings(database)
            until(lambda: readings(database) > before + 1)
    words = (tmp_path / "stderr.txt").read_text()
    assert words.count("POWER_USAGE_MQTT_PASSWORD") == 1
    assert "not the word" not in words
    assert "Traceback" not in words


def readings(database: Path) -> int:
    engine = sa.create_engine(f"sqlite:///{database}")
    with contextlib.closing(engine.connect()) as conn:
        count = conn.exec_driver_sql("SELECT count(*) FROM reading").scalar_one()
    engine.dispose()
    return int(count)


@pytest.mark.slow
def test_a_meter_is_taken_out_of_home_assistant_by_a_command(tmp_path: Path, broker: Mosquitto) -> None:
    settings = settings_of(broker)
    assert command(tmp_path, "homeassistant").returncode == 2
    meter = Identity("77", "Home", "77", "1.2.3")
    with Connection(way_in(broker)) as connection:
        topics = {**announcement(meter, "homeassistant", status_topic(meter)), status_topic(meter): "offline"}
        assert connection.say_last([*topics.items(), ("homeassistant/device/lamp/config", "{}")])
    listed = command(tmp_path, "homeassistant", "--json", **settings)
    assert json.loads(listed.stdout) == [{"id": "77", "name": "Home meter", "removed": False}]
    assert command(tmp_path, "homeassistant", "--remove", "78", **settings).returncode == 1
    done = command(tmp_path, "homeassistant", "--remove", "77", **settings)
    assert (done.returncode, done.stdout.split()[-1]) == (0, "(removed)")
    assert newcomer(broker) == {"homeassistant/device/lamp/config": "{}"}
