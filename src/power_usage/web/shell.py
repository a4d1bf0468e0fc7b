"""What every page has around it: the meter it is about, the way to the other pages, words in the reader's language."""

from dataclasses import dataclass
from typing import Any
from zoneinfo import ZoneInfo

import sqlalchemy as sa
from flask import request, url_for

from power_usage.domain.calendar import zone
from power_usage.readmodels.meters import MeterView, meters
from power_usage.web import wording
from power_usage.web.assets import assets
from power_usage.web.served import served


@dataclass(frozen=True, slots=True)
class Shell:
    """One meter's page at one instant (UTC epoch seconds, our clock)."""

    meter: MeterView
    others: list[MeterView]
    at: int

    @property
    def tz(self) -> ZoneInfo:
        """The meter's."""
        return zone(self.meter.timezone)

    @property
    def asked_meter(self) -> str:
        """How an address names the meter; not at all while there is only one."""
        return self.meter.name if self.others else ""

    def link(self, endpoint: str, **asked: str | None) -> str:
        """The address of another page about the same meter."""
        values: dict[str, Any] = {**asked, "meter": self.asked_meter or None}
        return url_for(endpoint, **values)

    def context(self) -> dict[str, Any]:
        """What the templates are written from."""
        return {
            "assets": assets(),
            "demo": self.meter.demo or served().demo,
            "meter": self.meter,
            "others": self.others,
            "asked_meter": self.asked_meter,
            "link": self.link,
            "tz": self.tz,
            "at": self.at,
            "when": lambda instant: wording.when(instant, self.at, self.tz),
            "on_day": lambda instant: wording.on_day(instant, self.tz),
        }


def shell(conn: sa.Connection) -> Shell | None:
    """Of the meter that is asked for, the first if none is; None where there is no such meter."""
    known = meters(conn)
    name = request.args.get("meter")
    meter = next((meter for meter in known if name in (None, meter.name)), None)
    if meter is None:
        return None
    return Shell(meter, [other for other in known if other != meter], served().clock())
