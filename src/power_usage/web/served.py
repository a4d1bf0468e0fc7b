"""What every request needs to know of the program it is served by."""

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import cast

import sqlalchemy as sa
from flask import current_app

from power_usage.domain.tariffs import NOTHING_SET, SetRates
from power_usage.web.kept import Kept

KEY = "power_usage"


def now() -> int:
    """Our clock, UTC epoch seconds."""
    return int(time.time())


@dataclass(frozen=True, slots=True)
class Served:
    """The database (read only), and how the pages are served."""

    engine: sa.Engine
    demo: bool = False
    low_balance_paise: int | None = None
    set_rates: SetRates = NOTHING_SET
    clock: Callable[[], int] = now
    kept: Kept = field(default_factory=Kept)


def served() -> Served:
    """Of the application that serves this request."""
    return cast("Served", current_app.extensions[KEY])
