"""What is done for the database each day: a backup, fewer old readings, and what people are told of it."""

import logging
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import sqlalchemy as sa

from power_usage.domain.alerts import Alert, AlertKind
from power_usage.domain.calendar import day_start, local_day
from power_usage.domain.chores import backup_due, backup_is_old, is_night
from power_usage.storage.backup import back_up, newest_in_words, rotate
from power_usage.storage.copying import Damaged, Stop
from power_usage.storage.engine import DatabaseProblem
from power_usage.storage.outbox import Telling, tell
from power_usage.storage.rotation import Keep
from power_usage.storage.thinning import newest_at, thin_a_day
from power_usage.storage.upkeep import BACKUP, DAMAGE, Upkeep, forget_upkeep, read_upkeep, write_upkeep

log = logging.getLogger(__name__)

PAUSE_S = 0.2
"""Between two days, so that a poll that comes meanwhile has its turn at once."""
MOST_DAYS_A_NIGHT = 120
"""And so that the first night after years is not all writing."""


@dataclass(frozen=True, slots=True)
class DailyBackup:
    """Makes one a day into the folder, and keeps as many as wanted. `tz` says when a day ends."""

    engine: sa.Engine
    database: Path
    folder: Path
    keep: Keep
    tz: ZoneInfo

    def __call__(self, now: int, stop: Stop) -> None:
        """Make it if it is due. A failure is remembered in words, and tried again later."""
        known = self._known(now)
        if not backup_due(now, known.good_at, known.tried_at, self.tz):
            return
        words = None
        try:
            made = back_up(self.database, self.folder, now, stop)
            rotate(self.database, self.folder, self.keep, self.tz)
            log.info("Backup %s is good: %s readings", made.backup.file.name, f"{made.contents.readings:,}")
        except (DatabaseProblem, OSError) as problem:
            words = str(problem)
            if isinstance(problem, Damaged):
                self._damaged(problem.what, known, now)
            if words != known.words:
                log.warning("The daily backup failed; it is tried again within the hour. %s", words)
        good = now if words is None else known.good_at
        told = None if words is None else known.told_at
        self._remember(replace(known, tried_at=now, good_at=good, words=words, told_at=told))

    def _damaged(self, what: str, known: Upkeep, now: int) -> None:
        """People hear it at once, and not when the last good backup is old; but once."""
        with self.engine.connect() as conn:
            before = read_upkeep(conn, DAMAGE)
        if before is not None and before.since_at > (known.good_at or 0):
            return
        words = (
            f"{what} Start the tracker again: it then keeps the file aside and goes on into a new one."
            f" {newest_in_words(self.database, self.folder, now)}"
        )
        self._remember(Upkeep(DAMAGE, since_at=now, words=words))

    def _known(self, now: int) -> Upkeep:
        with self.engine.connect() as conn:
            known = read_upkeep(conn, BACKUP)
        if known is None:
            known = Upkeep(BACKUP, since_at=now)
            self._remember(known)
        return known

    def _remember(self, work: Upkeep) -> None:
        with self.engine.begin() as conn:
            write_upkeep(conn, work)


def no_backup(engine: sa.Engine) -> Callable[[int, Stop], None]:
    """Where no backup is wanted, nobody is to worry about its age."""

    def forget(_: int, __: Stop) -> None:
        with engine.begin() as conn:
            forget_upkeep(conn, BACKUP)

    return forget


@dataclass(frozen=True, slots=True)
class Thinning:
    """Thins what is older than so many days, at night, a day of one meter at a time."""

    engine: sa.Engine
    meters: Mapping[int, ZoneInfo]
    days: int

    def __call__(self, now: int, stop: Stop) -> None:
        """Go on as long as it is night and there is something to thin."""
        for meter_id, tz in self.meters.items():
            newest = newest_at(self.engine, meter_id)
            if newest is None or not is_night(now, tz):
                continue
            # Old beside the newest reading: a clock of ours that is years ahead must not make all of them old.
            before = day_start(local_day(min(now, newest), tz) - timedelta(days=self.days), tz)
            done, gone = 0, 0
            while done < MOST_DAYS_A_NIGHT and not stop() and (day := thin_a_day(self.engine, meter_id, before)):
                done, gone = done + 1, gone + day.gone
                time.sleep(PAUSE_S)
            if gone:
                log.info("%s old readings were thinned; no sum has changed", f"{gone:,}")


@dataclass(frozen=True, slots=True)
class Worries:
    """Tells people once of an old backup, and of a database that was found damaged."""

    engine: sa.Engine
    meter_id: int
    telling: Telling | None

    def __call__(self, now: int, _: Stop) -> None:
        """Look whether there is anything to tell."""
        with self.engine.begin() as conn:
            backup, damage = read_upkeep(conn, BACKUP), read_upkeep(conn, DAMAGE)
            if backup and backup.told_at is None and backup_is_old(now, backup.good_or_since):
                facts = {"good_at": backup.good_at, "words": backup.words}
                self._tell(conn, backup, Alert(AlertKind.BACKUP_OLD, now, facts), now)
            if damage and damage.told_at is None:
                self._tell(conn, damage, Alert(AlertKind.DAMAGED, damage.since_at, {"words": damage.words}), now)

    def _tell(self, conn: sa.Connection, work: Upkeep, alert: Alert, now: int) -> None:
        log.warning("%s", _in_words(alert))
        if self.telling:
            tell(conn, self.meter_id, [alert], self.telling)
        write_upkeep(conn, replace(work, told_at=now))


def _in_words(alert: Alert) -> str:
    if alert.kind is AlertKind.DAMAGED:
        return str(alert.facts["words"])
    return f"There is no good backup of the last three days. {alert.facts['words'] or ''}".strip()
