"""Events become rows: what a run of steps leaves to be written, gathered so that one transaction writes it."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import sqlalchemy as sa

from power_usage.domain import events as ev
from power_usage.domain.meter import State
from power_usage.domain.reading import Reading, Source
from power_usage.storage import tables as t
from power_usage.storage.upsert import Insert, upsert

Row = dict[str, Any]
SLOT_S = 900
DAY_S = 86_400
FLAG = {Source.EB: 0, Source.DG: 1, None: None}
SUPPLY = {number: source for source, number in FLAG.items()}


@dataclass(slots=True)
class Pending:
    """Rows of one meter waiting for their transaction. `day_of` gives the start of the local day of an instant."""

    meter_id: int
    day_of: Callable[[int], int]
    readings: dict[int, Row] = field(default_factory=dict)
    revisions: dict[int, Row] = field(default_factory=dict)
    refused: dict[int, Row] = field(default_factory=dict)
    believed: set[int] = field(default_factory=set)
    started: dict[int, Row] = field(default_factory=dict)
    ended: dict[int, Row] = field(default_factory=dict)
    settled: dict[int, Row] = field(default_factory=dict)
    movements: list[Row] = field(default_factory=list)
    rates: list[Row] = field(default_factory=list)
    homes: list[Row] = field(default_factory=list)
    peaks: dict[tuple[int, int], int] = field(default_factory=dict)
    serial: str | None = None

    def add(self, event: ev.Event, before: State) -> None:
        """Take up one event of the step that left `before`."""
        match event:
            case ev.Accepted(reading, totals):
                self._accept(reading, totals, before)
            case ev.Revised(at, totals):
                changed = _totals(totals)
                if at in self.readings:
                    self.readings[at].update(changed)
                else:
                    self.revisions[at] = {"key_meter": self.meter_id, "key_at": at, **changed}
            case ev.Refused(reading, reason):
                self.refused[reading.received_at] = {
                    **_raw(self.meter_id, reading),
                    "reason": reason.value,
                }
            case ev.Believed(reading):
                if self.refused.pop(reading.received_at, None) is None:
                    self.believed.add(reading.received_at)
            case ev.SessionStarted() | ev.SessionEnded() | ev.SessionSettled():
                self._session(event)
            case ev.BalanceMoved() | ev.RateMeasured():
                self._money(event)
            case ev.FiguresReceived(figures):
                self.serial = figures.serial or self.serial
                columns = (column.name for column in t.home.columns if column.name != "meter_id")
                self.homes.append({"meter_id": self.meter_id, **{name: getattr(figures, name) for name in columns}})
            case _:
                pass

    def write(self, conn: sa.Connection) -> None:
        """Write everything gathered; the caller's transaction decides."""
        if self.believed:
            conn.execute(
                sa.delete(t.refused).where(
                    t.refused.c.meter_id == self.meter_id, t.refused.c.received_at.in_(self.believed)
                )
            )
        if self.readings:
            conn.execute(sa.insert(t.reading), list(self.readings.values()))
        if self.revisions:
            conn.execute(_REVISE, list(self.revisions.values()))
        upsert(conn, t.refused, list(self.refused.values()))
        if self.started:
            conn.execute(sa.insert(t.session), list(self.started.values()))
        if self.ended:
            conn.execute(_END, list(self.ended.values()))
        if self.settled:
            conn.execute(_SETTLE, list(self.settled.values()))
        if self.movements:
            conn.execute(sa.insert(t.movement), self.movements)
        upsert(conn, t.rate, list(self.rates))
        upsert(conn, t.home, list(self.homes))
        upsert(
            conn,
            t.peak,
            [
                {"meter_id": self.meter_id, "span_s": span, "start_at": start, "load_w": load}
                for (span, start), load in self.peaks.items()
            ],
            _higher,
        )
        if self.serial:
            conn.execute(sa.update(t.meter).where(t.meter.c.id == self.meter_id).values(serial=self.serial))

    def _accept(self, reading: Reading, totals: ev.Totals, before: State) -> None:
        row = _raw(self.meter_id, reading)
        # The sanctioned loads hardly ever change: null says "as before" in one byte.
        if reading.sanctioned_eb_w == before.sanctioned_eb_w:
            row["sanctioned_eb_w"] = None
        if reading.sanctioned_dg_w == before.sanctioned_dg_w:
            row["sanctioned_dg_w"] = None
        row.update(_totals(totals))
        self.readings[reading.at] = row
        if reading.load_w is None:
            return
        for slot in ((SLOT_S, reading.at - reading.at % SLOT_S), (DAY_S, self.day_of(reading.at))):
            if reading.load_w > self.peaks.get(slot, -1):
                self.peaks[slot] = reading.load_w

    def _money(self, event: ev.BalanceMoved | ev.RateMeasured) -> None:
        if isinstance(event, ev.BalanceMoved):
            self.movements.append(
                {
                    "meter_id": self.meter_id,
                    "at": event.at,
                    "after_at": event.after_at,
                    "kind": event.kind.value,
                    "amount_paise": event.amount_paise,
                    "balance_paise": event.balance_paise,
                }
            )
            return
        self.rates.append(
            {
                "meter_id": self.meter_id,
                "source": event.source.value,
                "since_at": event.at,
                "paise_per_mwh": event.paise_per_mwh,
                "uncertainty_paise_per_mwh": event.uncertainty,
            }
        )

    def _session(self, event: ev.SessionStarted | ev.SessionEnded | ev.SessionSettled) -> None:
        if isinstance(event, ev.SessionStarted):
            self.started[event.at] = {
                "meter_id": self.meter_id,
                "start_at": event.at,
                "source": event.source.value,
                "start_uncertainty_s": event.uncertainty_s,
                "start_wh": event.total_wh,
                "start_paise": event.total_paise,
                "end_at": None,
                "end_uncertainty_s": None,
                "end_wh": None,
                "end_paise": None,
            }
            return
        known = self.started.get(event.started_at) or self.ended.get(event.started_at)
        key = {"key_meter": self.meter_id, "key_start": event.started_at}
        if isinstance(event, ev.SessionSettled):
            end: Row = {"end_paise": event.total_paise}
            if known is None:
                self.settled[event.started_at] = {**key, **end}
            else:
                known.update(end)
            return
        end = {
            "end_at": event.at,
            "end_uncertainty_s": event.uncertainty_s,
            "end_wh": event.total_wh,
            "end_paise": event.total_paise,
        }
        if known is None:
            self.ended[event.started_at] = {**key, **end}
        else:
            known.update(end)


def _raw(meter_id: int, reading: Reading) -> Row:
    return {
        "meter_id": meter_id,
        "at": reading.at,
        "received_at": reading.received_at,
        "eb_wh": reading.eb_wh,
        "dg_wh": reading.dg_wh,
        "balance_paise": reading.balance_paise,
        "load_w": reading.load_w,
        "supply": FLAG[reading.supply],
        "sanctioned_eb_w": reading.sanctioned_eb_w,
        "sanctioned_dg_w": reading.sanctioned_dg_w,
    }


def _totals(totals: ev.Totals) -> Row:
    return {
        "total_eb_wh": totals.eb_wh,
        "total_dg_wh": totals.dg_wh,
        "total_eb_paise": totals.eb_paise,
        "total_dg_paise": totals.dg_paise,
        "total_dg_s": totals.dg_s,
        "total_observed_s": totals.observed_s,
        "total_recovered_wh": totals.recovered_wh,
    }


def _higher(insert: Insert, table: sa.Table) -> dict[str, Any]:
    new, old = insert.excluded.load_w, table.c.load_w
    return {"load_w": sa.case((new > old, new), else_=old)}


_REVISE = (
    sa.update(t.reading)
    .where(t.reading.c.meter_id == sa.bindparam("key_meter"), t.reading.c.at == sa.bindparam("key_at"))
    .values({name: sa.bindparam(name) for name in _totals(ev.Totals())})
)
_ONE_SESSION = sa.update(t.session).where(
    t.session.c.meter_id == sa.bindparam("key_meter"), t.session.c.start_at == sa.bindparam("key_start")
)
_END = _ONE_SESSION.values(
    {name: sa.bindparam(name) for name in ("end_at", "end_uncertainty_s", "end_wh", "end_paise")}
)
_SETTLE = _ONE_SESSION.values(end_paise=sa.bindparam("end_paise"))
