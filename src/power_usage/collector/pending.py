"""Observations on their way into the database. When it does not take them they wait here, in order."""

import logging
from collections import deque
from collections.abc import Sequence
from typing import Protocol

from power_usage.domain.events import Event
from power_usage.domain.reading import Observation

log = logging.getLogger(__name__)

MOST = 20_000
"""A week of polls every 30 s. Beyond it the oldest go, and the loss is logged."""

_OUR_FAULT = (ArithmeticError, AssertionError, AttributeError, LookupError, TypeError, ValueError)


class Writer(Protocol):
    """Where observations go: all of one call in one transaction, or none."""

    def observe(self, meter_id: int, observations: Sequence[Observation]) -> list[Event]: ...


class Pending:
    """One meter's observations that are not stored yet. Used from one thread at a time."""

    def __init__(self, meter_id: int, name: str, writer: Writer) -> None:
        self._meter_id, self._name, self._writer = meter_id, name, writer
        self._waiting: deque[Observation] = deque()
        self._stuck = False

    def __len__(self) -> int:
        return len(self._waiting)

    def add(self, observation: Observation) -> None:
        """Store it, after whatever waits."""
        if len(self._waiting) >= MOST:
            self._waiting.popleft()
            log.error("%s: the oldest observation that waited for the database is lost", self._name)
        self._waiting.append(observation)
        self.write()

    def write(self) -> None:
        """Store all that waits; what the database does not take goes on waiting."""
        if not self._waiting:
            return
        try:
            self._writer.observe(self._meter_id, list(self._waiting))
        except _OUR_FAULT:
            self._write_one_by_one()
        except Exception as error:  # noqa: BLE001 - locked, full, gone: whichever, the readings stay
            self._say_stuck(error)
            return
        else:
            self._waiting.clear()
        if self._stuck:
            self._stuck = False
            log.warning("%s: the database takes readings again; nothing was lost", self._name)

    def _write_one_by_one(self) -> None:
        """One observation that the ledger cannot digest must not hold up those after it."""
        while self._waiting:
            observation = self._waiting[0]
            try:
                self._writer.observe(self._meter_id, [observation])
            except _OUR_FAULT:
                log.exception("%s: an observation could not be stored and is left out: %r", self._name, observation)
            except Exception as error:  # noqa: BLE001
                self._say_stuck(error)
                return
            self._waiting.popleft()

    def _say_stuck(self, error: Exception) -> None:
        if not self._stuck:
            log.error("%s: the database takes no readings (%s); they wait in memory", self._name, error)
        self._stuck = True
