"""Which MQTT broker is spoken to, and as whom. Apart from the connection, so that settings need no MQTT library."""

from dataclasses import dataclass
from pathlib import Path

from pydantic import SecretStr

DISCOVERY_PREFIX = "homeassistant"


@dataclass(frozen=True, slots=True)
class Broker:
    """Where it is. `ca_file`: who vouches for its certificate, None: whom the system trusts.

    `discovery_prefix`: the topic below which Home Assistant looks for new entities.
    """

    host: str
    port: int
    tls: bool = False
    ca_file: Path | None = None
    username: str | None = None
    password: SecretStr | None = None
    discovery_prefix: str = DISCOVERY_PREFIX

    @property
    def shown(self) -> str:
        """For people: without user and password."""
        return f"{f'[{self.host}]' if ':' in self.host else self.host}:{self.port}"
