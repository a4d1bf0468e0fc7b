"""A meter's application, with a door of its own settings."""

from dataclasses import replace
from pathlib import Path

import pytest
import sqlalchemy as sa
from flask import Flask

from clock import Clock
from doors import NOW, Opened
from house import House
from power_usage.bootstrap import application, open_database
from power_usage.settings import WebSettings
from power_usage.storage.ledger import Ledger


@pytest.fixture
def clock() -> Clock:
    return Clock(NOW)


@pytest.fixture
def database(tmp_path: Path) -> str:
    place = str(tmp_path / "home.db")
    ledger = Ledger(open_database(place))
    ledger.observe(ledger.ensure_meter("Home", "Asia/Kolkata"), House().readings(20))
    return place


@pytest.fixture
def opened(database: str, clock: Clock) -> Opened:
    """The application, with the settings of the door that are given."""

    def app(*, demo: bool = False, **settings: str) -> Flask:
        found = application(database, demo=demo, door=WebSettings.model_validate(settings))
        found.extensions["power_usage"] = replace(found.extensions["power_usage"], clock=clock)
        return found

    return app


@pytest.fixture
def engine(database: str) -> sa.Engine:
    return open_database(database)
