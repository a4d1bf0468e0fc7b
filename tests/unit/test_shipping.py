"""What the tracker is shipped in knows its settings, and its libraries in the versions that are tested."""

import re
from pathlib import Path
from typing import Any

import yaml

ROOT = Path(__file__).parents[2]
OWN = {"POWER_USAGE_DATABASE", "POWER_USAGE_HOST", "POWER_USAGE_PORT"}
"""A container has its own."""
OF_COMPOSE = {"POWER_USAGE_PUBLISH", "POSTGRES_PASSWORD"}


def settings() -> set[str]:
    """All that .env.example has."""
    return set(re.findall(r"^#?([A-Z_]+)=", (ROOT / ".env.example").read_text(), re.MULTILINE))


def compose(name: str) -> dict[str, Any]:
    found: dict[str, Any] = yaml.safe_load((ROOT / name).read_text())["services"]
    return found


def pinned(name: str) -> dict[str, str]:
    return dict(re.findall(r"^([a-z0-9.-]+)==(\S+)", (ROOT / name).read_text(), re.MULTILINE))


def test_a_container_takes_every_setting_there_is() -> None:
    environment = set(compose("docker-compose.yml")["tracker"]["environment"])
    assert environment == settings() - OWN - OF_COMPOSE
    assert all(name in (ROOT / "docker-compose.yml").read_text() + (ROOT / "docker-compose.postgres.yml").read_text()
               for name in OF_COMPOSE)  # fmt: skip


def test_a_container_can_do_little_and_keeps_its_data() -> None:
    tracker = compose("docker-compose.yml")["tracker"]
    assert tracker["read_only"]
    assert tracker["cap_drop"] == ["ALL"]
    assert tracker["restart"] == "unless-stopped"
    assert tracker["volumes"] == ["data:/data"]
    assert tracker["ports"] == ["${POWER_USAGE_PUBLISH:-127.0.0.1:5000}:5000"]  # this machine alone, unless told
    assert "ports" not in compose("docker-compose.postgres.yml")["database"]


def test_a_container_has_the_libraries_that_are_tested() -> None:
    tested = pinned("requirements-dev.lock")
    shipped = pinned("requirements-container.lock")
    assert shipped.items() <= tested.items()
    assert pinned("requirements.lock").items() <= shipped.items()
