"""One connection to an MQTT broker. The library's thread carries it; when it is lost, another one is opened."""

import socket
import ssl
import threading
import time
import uuid
from collections.abc import Callable, Iterable
from contextlib import suppress
from types import TracebackType
from typing import Any, Self

from paho.mqtt.client import Client, ConnectFlags, DisconnectFlags, MQTTMessage
from paho.mqtt.enums import CallbackAPIVersion
from paho.mqtt.properties import Properties
from paho.mqtt.reasoncodes import ReasonCode

from power_usage.outlets.broker import Broker

KEEP_ALIVE_S = 30
AT_LEAST_ONCE = 1
Heard = Callable[[str, str, bool], None]
"""Called, in the library's thread, with topic, payload, and whether the broker had kept the message."""


class BrokerProblem(Exception):
    """The broker cannot be used; a sentence says why and what to do. `refused`: until a person changes something."""

    def __init__(self, words: str, *, refused: bool = False) -> None:
        super().__init__(words)
        self.refused = refused


def own_id() -> str:
    """A name for whoever connects. The broker ends what was connected by the same one before."""
    return f"power-usage-{uuid.uuid4().hex[:8]}"  # every broker takes up to 23 characters


class Connection:
    """Open from `open` to `close`, or until it is lost. `will`: the topic on which the broker then says "offline".

    With the `own` id of the connection before, that one's will is out before this one is open.
    """

    def __init__(
        self,
        broker: Broker,
        *,
        own: str | None = None,
        will: str | None = None,
        heard: Heard | None = None,
        answer_s: float = 10.0,
    ) -> None:
        self._broker, self._heard, self._answer_s = broker, heard, answer_s
        self._answered, self._ended = threading.Event(), threading.Event()
        self._refusal: ReasonCode | None = None
        client = Client(CallbackAPIVersion.VERSION2, client_id=own or own_id(), reconnect_on_failure=False)
        client.connect_timeout = answer_s
        client.on_connect, client.on_disconnect, client.on_message = self._connected, self._lost, self._message
        if broker.username is not None:
            client.username_pw_set(broker.username, broker.password.get_secret_value() if broker.password else None)
        if will is not None:
            client.will_set(will, "offline", qos=AT_LEAST_ONCE, retain=True)
        self._client = client

    def __enter__(self) -> Self:
        self.open()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    @property
    def lost(self) -> bool:
        """Whether it has ended."""
        return self._ended.is_set()

    def open(self) -> None:
        """Connect, and wait until the broker has accepted us. Raises BrokerProblem."""
        broker = self._broker
        try:
            if broker.tls:
                self._client.tls_set_context(ssl.create_default_context(cafile=broker.ca_file))
            self._client.connect(broker.host, broker.port, KEEP_ALIVE_S)
        except (OSError, ValueError) as error:
            raise BrokerProblem(f"{self._subject} {_why_not(error)}") from error
        self._client.loop_start()
        if not self._answered.wait(self._answer_s):
            self.close()
            raise BrokerProblem(f"{self._subject} does not answer: is it one?")
        if self._refusal is not None or self.lost:
            self.close()
            raise self._refused(self._refusal)

    def publish(self, topics: Iterable[tuple[str, str]]) -> None:
        """Hand these messages to the library, in order. The broker keeps them for whoever asks later."""
        for topic, payload in topics:
            self._client.publish(topic, payload, qos=AT_LEAST_ONCE, retain=True)

    def subscribe(self, *topics: str) -> None:
        """Have `heard` called with the messages of these topics."""
        self._client.subscribe([(topic, AT_LEAST_ONCE) for topic in topics])

    def say_last(self, topics: Iterable[tuple[str, str]], patience_s: float = 3.0) -> bool:
        """Publish, and wait for so long at most until the broker has taken all of it; whether it has."""
        messages = [self._client.publish(topic, payload, AT_LEAST_ONCE, retain=True) for topic, payload in topics]
        with suppress(RuntimeError):  # it was lost on the way: its last will says the same
            end = time.monotonic() + patience_s
            for message in messages:
                message.wait_for_publish(max(0.0, end - time.monotonic()))
            return all(message.is_published() for message in messages)
        return False

    def close(self) -> None:
        """End it in good order: the broker then does not say "offline" by itself."""
        self._client.disconnect()
        self._client.loop_stop()

    @property
    def _subject(self) -> str:
        return f"The MQTT broker at {self._broker.shown}"

    def _refused(self, code: ReasonCode | None) -> BrokerProblem:
        if code is None:
            return BrokerProblem(f"{self._subject} ended the connection: if it speaks TLS there, write mqtts://.")
        if code.getName() in ("Bad user name or password", "Not authorized"):
            return BrokerProblem(
                f"{self._subject} refuses us: check POWER_USAGE_MQTT_USERNAME and POWER_USAGE_MQTT_PASSWORD.",
                refused=True,
            )
        return BrokerProblem(f"{self._subject} refuses us: {code.getName()}.")

    def _connected(
        self, client: Client, userdata: Any, flags: ConnectFlags, code: ReasonCode, properties: Properties | None
    ) -> None:
        if code.is_failure:
            self._refusal = code
        self._answered.set()

    def _lost(
        self, client: Client, userdata: Any, flags: DisconnectFlags, code: ReasonCode, properties: Properties | None
    ) -> None:
        self._ended.set()
        self._answered.set()

    def _message(self, client: Client, userdata: Any, message: MQTTMessage) -> None:
        if self._heard is not None:
            self._heard(message.topic, message.payload.decode(errors="replace"), message.retain)


def check(broker: Broker) -> tuple[bool, str]:
    """Whether the broker answers and accepts us, in words."""
    try:
        with Connection(broker):
            return True, f"the broker at {broker.shown} accepts us"
    except BrokerProblem as problem:
        return False, str(problem)


def kept(broker: Broker, *filters: str, quiet_s: float = 1.0) -> dict[str, str]:
    """What the broker keeps at these topics, by topic. Raises BrokerProblem."""
    found: dict[str, str] = {}
    news = threading.Event()

    def heard(topic: str, payload: str, is_kept: bool) -> None:
        if is_kept:
            found[topic] = payload
            news.set()

    with Connection(broker, heard=heard) as connection:
        connection.subscribe(*filters)
        while news.wait(quiet_s):  # it sends them all at once, and does not say which is the last
            news.clear()
    return found


def _why_not(error: Exception) -> str:
    if isinstance(error, ssl.SSLCertVerificationError):
        return (
            f"shows a certificate that is not trusted ({error.verify_message}): name the file of its CA in"
            " POWER_USAGE_MQTT_CA_FILE, and in POWER_USAGE_MQTT_URL the name that the certificate has."
        )
    if isinstance(error, ssl.SSLError | ConnectionResetError):  # a port without TLS may answer it or not
        return "does not speak TLS at that port: mqtts:// needs the port for TLS, mostly 8883."
    if isinstance(error, socket.gaierror):
        return "cannot be found: check the name in POWER_USAGE_MQTT_URL."
    if isinstance(error, TimeoutError):
        return "does not answer in time: check POWER_USAGE_MQTT_URL, and firewalls on the way."
    why = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
    return f"cannot be reached ({why}): check that it runs, and POWER_USAGE_MQTT_URL."
