"""A way between a client and a server that breaks on one side only: what a router does that restarts."""

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress


class Passage:
    """Whoever connects to `port` is led on to another one."""

    def __init__(self, to_port: int) -> None:
        self._to_port = to_port
        self._door = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._door.getsockname()[1]
        self._clients: list[socket.socket] = []
        self._servers: list[socket.socket] = []
        threading.Thread(target=self._lead, daemon=True).start()

    def lose_clients(self) -> None:
        """They learn that the connection has ended; the server does not."""
        _end(self._clients)

    def lose_servers(self) -> None:
        """The server learns that the connections of before have ended, without a word of farewell."""
        _end(self._servers)

    def close(self) -> None:
        self._door.close()
        self.lose_clients()
        self.lose_servers()

    def _lead(self) -> None:
        with suppress(OSError):
            while True:
                client, _ = self._door.accept()
                server = socket.create_connection(("127.0.0.1", self._to_port))
                self._clients.append(client)
                self._servers.append(server)
                for one, other in ((client, server), (server, client)):
                    threading.Thread(target=_carry, args=(one, other), daemon=True).start()


def _carry(one: socket.socket, other: socket.socket) -> None:
    with suppress(OSError):
        while said := one.recv(65536):
            other.sendall(said)


def _end(sockets: list[socket.socket]) -> None:
    while sockets:
        one = sockets.pop()
        with suppress(OSError):  # it has ended already
            one.shutdown(socket.SHUT_RDWR)
        one.close()


@contextmanager
def passage(to_port: int) -> Iterator[Passage]:
    """One that is open."""
    way = Passage(to_port)
    try:
        yield way
    finally:
        way.close()
