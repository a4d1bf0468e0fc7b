"""Real MQTT brokers, and what they keep."""

import getpass
import shutil
import socket
import subprocess
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from paho.mqtt.client import Client, MQTTMessage
from paho.mqtt.enums import CallbackAPIVersion

from processes import free_port, until

MOSQUITTO = shutil.which("mosquitto", path="/usr/sbin:/usr/local/sbin:/usr/bin:/usr/local/bin:/opt/homebrew/sbin")
needs_mosquitto = pytest.mark.skipif(MOSQUITTO is None, reason="there is no mosquitto (Debian: mosquitto)")


@dataclass
class Mosquitto:
    """A broker in a process of its own, which forgets everything when it ends. `login`: whom alone it lets in."""

    folder: Path
    login: tuple[str, str] | None = None
    certificate: tuple[Path, Path] | None = None  # chain and key
    port: int = field(default_factory=free_port)
    _process: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        """Its address, as the setting has it."""
        return f"{'mqtts' if self.certificate else 'mqtt'}://localhost:{self.port}"

    def start(self) -> None:
        lines = [f"listener {self.port} 127.0.0.1", "persistence false", f"user {getpass.getuser()}"]
        lines.append(f"allow_anonymous {'false' if self.login else 'true'}")
        if self.login:
            passwords = self.folder / f"passwords-{self.port}"
            passwords.touch(mode=0o600)
            subprocess.run(["mosquitto_passwd", "-b", str(passwords), *self.login], check=True)
            lines.append(f"password_file {passwords}")
        if self.certificate:
            lines += [f"certfile {self.certificate[0]}", f"keyfile {self.certificate[1]}"]
        settings = self.folder / f"mosquitto-{self.port}.conf"
        settings.write_text("\n".join(lines) + "\n")
        with (self.folder / f"mosquitto-{self.port}.log").open("a") as words:
            self._process = subprocess.Popen([str(MOSQUITTO), "-c", str(settings)], stdout=words, stderr=words)
        until(self._listens)

    def stop(self) -> None:
        """Nobody listens there any more."""
        if self._process is not None:
            self._process.terminate()
            self._process.wait(10)
            self._process = None

    def _listens(self) -> bool:
        with socket.create_connection(("127.0.0.1", self.port), 1):
            return True


@contextmanager
def mosquitto(
    folder: Path, *, login: tuple[str, str] | None = None, certificate: tuple[Path, Path] | None = None
) -> Iterator[Mosquitto]:
    """One that is running."""
    broker = Mosquitto(folder, login, certificate)
    broker.start()
    try:
        yield broker
    finally:
        broker.stop()


class Listener:
    """Hears everything: `kept` is what a newcomer would be told, `heard` all messages in order, repeats included."""

    def __init__(self, broker: Mosquitto) -> None:
        self.kept: dict[str, str] = {}
        self.heard: list[tuple[str, str]] = []
        self.qos: dict[str, int] = {}
        self._subscribed = threading.Event()
        self._client = Client(CallbackAPIVersion.VERSION2)
        if broker.login:
            self._client.username_pw_set(*broker.login)
        if broker.certificate:
            self._client.tls_set(str(broker.certificate[0]))
        self._client.on_message = self._message
        self._client.on_subscribe = lambda *_: self._subscribed.set()
        self._client.connect("localhost", broker.port)
        self._client.subscribe("#", qos=1)
        self._client.loop_start()
        assert self._subscribed.wait(10)

    def say(self, topic: str, payload: str) -> None:
        """As Home Assistant does."""
        self._client.publish(topic, payload, qos=1).wait_for_publish(10)

    def values(self, ending: str) -> list[str]:
        """All that was said at the topics that end so, in order."""
        return [payload for topic, payload in self.heard if topic.endswith(ending)]

    def close(self) -> None:
        self._client.disconnect()
        self._client.loop_stop()

    def _message(self, _client: object, _userdata: object, message: MQTTMessage) -> None:
        text = message.payload.decode()
        self.heard.append((message.topic, text))
        self.qos[message.topic] = message.qos
        if text:
            self.kept[message.topic] = text
        else:
            self.kept.pop(message.topic, None)


@contextmanager
def listening(broker: Mosquitto) -> Iterator[Listener]:
    """From now on."""
    listener = Listener(broker)
    try:
        yield listener
    finally:
        listener.close()


def newcomer(broker: Mosquitto) -> dict[str, str]:
    """What the broker has kept, as somebody learns it who connects now."""
    with listening(broker) as listener:
        listener.say("probe", "comes after all that was kept")
        until(lambda: "probe" in listener.kept)
        return {topic: payload for topic, payload in listener.kept.items() if topic != "probe"}
