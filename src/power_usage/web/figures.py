"""The figures of /metrics. Their names and units are part of the interface: docs/metrics.md.

Every question is one of those that do not grow with the age of the database: the newest reading, a row of counts, what
waits to be sent.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from importlib.metadata import version

import sqlalchemy as sa
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily
from prometheus_client.metrics_core import Metric
from prometheus_client.registry import Collector

from power_usage.readmodels.deliveries import outlets
from power_usage.readmodels.health import database_bytes
from power_usage.readmodels.meters import MeterView, meters
from power_usage.readmodels.now import REFUSED, Freshness, Status, status
from power_usage.readmodels.polls import counts, last_poll
from power_usage.readmodels.totals import known, totals_at

JOULES_PER_WH = 3600
"""Prometheus' unit of energy."""
ANSWERED = ("accepted", "repeated")


@dataclass(frozen=True, slots=True)
class _Metered:
    """What is known of one meter now; `totals` as in readmodels.totals.COLUMNS, None before the first reading."""

    meter: MeterView
    status: Status
    polled_at: int | None
    counts: dict[str, int]
    totals: list[int] | None


class Figures(Collector):
    """All of them at one instant, UTC epoch seconds."""

    def __init__(self, conn: sa.Connection, now: int) -> None:
        self._conn, self._now = conn, now

    def collect(self) -> Iterator[Metric]:
        """Each figure, of every meter."""
        found = [self._metered(meter) for meter in meters(self._conn)]
        yield from self._present(found)
        yield from _since_the_start(found)
        yield _polls(found)
        yield from self._messages()
        if (size := database_bytes(self._conn)) is not None:
            yield GaugeMetricFamily("power_usage_database_bytes", "Size of the database", size)
        info = GaugeMetricFamily("power_usage_info", "The tracker's version, as a label", labels=["version"])
        info.add_metric([version("power-usage-tracker")], 1)
        yield info

    def _metered(self, meter: MeterView) -> _Metered:
        last = known(self._conn, meter.id)
        return _Metered(
            meter,
            status(self._conn, meter.id, self._now),
            last_poll(self._conn, meter.id),
            counts(self._conn, meter.id),
            [column[0] for column in totals_at(self._conn, meter.id, [last.last])] if last else None,
        )

    def _present(self, found: list[_Metered]) -> Iterator[Metric]:
        for name, text, figure in (
            ("balance_rupees", "Prepaid balance", lambda m: _part(m.status.balance_paise, 100)),
            ("load_watts", "Present load", lambda m: m.status.load_w),
            ("on_generator", "1 while the generator feeds the house", _on_generator),
            ("fresh", "1 while the figures are of this moment", lambda m: m.status.freshness is Freshness.FRESH),
            ("reading_age_seconds", "Age of the newest reading by the meter's clock", self._age),
            ("last_reading_timestamp_seconds", "The newest reading by the meter's clock", lambda m: m.status.read_at),
            ("last_poll_timestamp_seconds", "When the collector last asked", lambda m: m.polled_at),
        ):
            family = GaugeMetricFamily(f"power_usage_{name}", text, labels=["meter"])
            for one in found:
                value = figure(one)
                if value is not None:
                    family.add_metric([one.meter.name], float(value))
            yield family
        register = GaugeMetricFamily(
            "power_usage_register_joules", "The meter's own register, 3600000 for a kWh", labels=["meter", "source"]
        )
        for one in found:
            for source, value in (("eb", one.status.eb_register_wh), ("dg", one.status.dg_register_wh)):
                if value is not None:
                    register.add_metric([one.meter.name, source], value * JOULES_PER_WH)
        yield register

    def _age(self, one: _Metered) -> int | None:
        return None if one.status.read_at is None else self._now - one.status.read_at

    def _messages(self) -> Iterator[Metric]:
        waiting = GaugeMetricFamily("power_usage_messages_waiting", "Messages to be sent", labels=["outlet"])
        failing = GaugeMetricFamily(
            "power_usage_messages_failing", "Those of them that could not be sent so far", labels=["outlet"]
        )
        sent = GaugeMetricFamily(
            "power_usage_last_message_timestamp_seconds", "When the last one was sent", labels=["outlet"]
        )
        for outlet in outlets(self._conn):
            waiting.add_metric([outlet.name], outlet.waiting)
            failing.add_metric([outlet.name], outlet.failing)
            if outlet.sent_at is not None:
                sent.add_metric([outlet.name], outlet.sent_at)
        yield from (waiting, failing, sent)


def _since_the_start(found: list[_Metered]) -> Iterator[Metric]:
    """Running totals: a meter that was exchanged does not make them fall."""
    energy = CounterMetricFamily(
        "power_usage_energy_joules", "Used since the first reading, 3600000 for a kWh", labels=["meter", "source"]
    )
    cost = CounterMetricFamily("power_usage_cost_rupees", "What that cost", labels=["meter", "source"])
    for one in found:
        if one.totals is not None:
            eb_wh, dg_wh, eb_paise, dg_paise, *_ = one.totals
            for source, wh, paise in (("eb", eb_wh, eb_paise), ("dg", dg_wh, dg_paise)):
                energy.add_metric([one.meter.name, source], wh * JOULES_PER_WH)
                cost.add_metric([one.meter.name, source], paise / 100)
    yield from (energy, cost)


def _polls(found: list[_Metered]) -> Metric:
    family = CounterMetricFamily(
        "power_usage_polls", "Questions to ELNET, by what came of them", labels=["meter", "outcome", "reason"]
    )
    for one in found:
        # Those without a reason are always there, so that a rate has something to begin with.
        for outcome, count in ({**dict.fromkeys(ANSWERED, 0), **one.counts}).items():
            if outcome in ANSWERED:
                family.add_metric([one.meter.name, outcome, ""], count)
            elif outcome.startswith(REFUSED):
                family.add_metric([one.meter.name, "refused", outcome.removeprefix(REFUSED)], count)
            else:
                family.add_metric([one.meter.name, "silent", outcome], count)
    return family


def _on_generator(one: _Metered) -> bool | None:
    return None if one.status.source is None else one.status.source == "dg"


def _part(number: int | None, whole: int) -> float | None:
    return None if number is None else number / whole
