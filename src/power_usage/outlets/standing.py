"""How the meters of one collector stand, from the read models, for whoever is told of every change."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from importlib.metadata import version

import sqlalchemy as sa

from power_usage.domain.calendar import day_start, local_day, zone
from power_usage.outlets.homeassistant import Figures, Identity, meter_id
from power_usage.readmodels.counted import Counted, counted, first_serial
from power_usage.readmodels.meters import MeterView, meters
from power_usage.readmodels.now import Freshness, Status, status, today
from power_usage.readmodels.outlook import balance_outlook
from power_usage.readmodels.polls import last_poll

FIRST_ANSWER_S = 30
"""So long the first answer after a start is waited for: until then everything looks old, and nothing is wrong."""
SERIAL_S = 900
"""So long a new meter's serial number is waited for: HomeData, which tells it, is asked every ten minutes."""
LOOK_AGAIN_S = 10
"""Figures grow old without a poll."""


@dataclass(frozen=True, slots=True)
class _Seen:
    """How a meter stood at `at`, after the poll at `polled_at`. UTC epoch seconds."""

    at: int
    polled_at: int | None
    found: tuple[Identity, Figures] | None


class Standing:
    """Those meters, since `began` (UTC epoch seconds). A clock that was ahead and is set back holds nothing up."""

    def __init__(self, engine: sa.Engine, meter_ids: Sequence[int], began: int) -> None:
        self._engine, self._meter_ids, self._began = engine, meter_ids, began
        self._seen: dict[int, _Seen] = {}
        self._ids: dict[int, str] = {}
        self._left: dict[int, tuple[int, int | None]] = {}

    def look(self, now: int) -> list[tuple[Identity, Figures]]:
        """Those of which there is something to say, in the order of the settings."""
        with self._engine.connect() as conn:
            known = {one.id: one for one in meters(conn)}
            found = [self._looked(conn, known[number], now) for number in self._meter_ids if number in known]
        return [one for one in found if one is not None]

    def _looked(self, conn: sa.Connection, meter: MeterView, now: int) -> tuple[Identity, Figures] | None:
        polled_at, seen = last_poll(conn, meter.id), self._seen.get(meter.id)
        if seen is not None and seen.polled_at == polled_at and 0 <= now - seen.at < LOOK_AGAIN_S:
            return seen.found
        found = self._found(conn, meter, now)
        if found and seen and seen.found:
            found = found[0], _risen(seen.found[1], found[1])
        self._seen[meter.id] = _Seen(now, polled_at, found)
        return found

    def _found(self, conn: sa.Connection, meter: MeterView, now: int) -> tuple[Identity, Figures] | None:
        stands, sums = status(conn, meter.id, now), counted(conn, meter.id)
        if stands.read_at is None or sums is None:
            return None
        if (stands.received_at or 0) < self._began and 0 <= now - self._began < FIRST_ANSWER_S:
            return None
        identity = self._identity(conn, meter, now - sums.since_at)
        return None if identity is None else (identity, self._figures(conn, meter, stands, sums, now))

    def _identity(self, conn: sa.Connection, meter: MeterView, known_s: int) -> Identity | None:
        if meter.id not in self._ids:
            serial = first_serial(conn, meter.id)
            if serial is None and known_s < SERIAL_S:
                return None
            self._ids[meter.id] = meter_id(serial, meter.name)
        ours = version("power-usage-tracker")
        return Identity(self._ids[meter.id], meter.name, meter.serial, ours, demo=meter.demo)

    def _figures(self, conn: sa.Connection, meter: MeterView, stands: Status, sums: Counted, now: int) -> Figures:
        assert stands.read_at is not None  # noqa: S101 - there was a reading
        tz = zone(meter.timezone)
        used = today(conn, meter.id, now)
        return Figures(
            load_w=stands.load_w,
            source=stands.source,
            balance_paise=stands.balance_paise,
            eb_wh=sums.eb_wh,
            dg_wh=sums.dg_wh,
            eb_paise=sums.eb_paise,
            dg_paise=sums.dg_paise,
            since_at=sums.since_at,
            today_paise=None if used is None else used.eb_paise + used.dg_paise,
            day_at=day_start(local_day(now, tz), tz),
            left_s=self._left_s(conn, meter, stands, now),
            freshness=stands.freshness,
            read_at=stands.read_at,
            reasons=_reasons(stands),
        )

    def _left_s(self, conn: sa.Connection, meter: MeterView, stands: Status, now: int) -> int | None:
        """Seconds until the balance is likely used up. Reckoned once a reading: it looks at all the days before."""
        assert stands.read_at is not None  # noqa: S101 - there was a reading
        read_at, empty_at = self._left.get(meter.id, (0, None))
        if read_at != stands.read_at:
            found = balance_outlook(conn, meter, stands.balance_paise, now)
            likely = found.empty.likely if found else None
            empty_at = likely.at if likely else None
            self._left[meter.id] = stands.read_at, empty_at
        return None if empty_at is None else max(0, empty_at - now)


def _risen(before: Figures, after: Figures) -> Figures:
    """Energy never falls: what was derived anew and came out lower is told when it has been passed."""
    return replace(after, eb_wh=max(before.eb_wh, after.eb_wh), dg_wh=max(before.dg_wh, after.dg_wh))


def _reasons(stands: Status) -> tuple[str, ...]:
    """What is wrong, in the words of domain/outages.py; the freshness itself where nothing more is known."""
    running = tuple(outage.kind.value for outage in stands.outages.running)
    if running or stands.freshness is Freshness.FRESH:
        return running
    return (stands.freshness.value,)
