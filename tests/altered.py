"""A recording as it would have been if the meter, or whoever charges, had done wrong: each alteration on its own."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any, TypeGuard

import sqlalchemy as sa

from house import IST
from power_usage.collector.translate import home_figures, observation, reading
from power_usage.demo.flat import Flat
from power_usage.demo.server import FakeElnet
from power_usage.domain.calendar import day_start, local_day
from power_usage.domain.reading import HomeFigures, Observation, Reading
from power_usage.domain.tariffs import NOTHING_SET, SetRates
from power_usage.elnet.recording import read_recording
from power_usage.elnet.wire import parse_home, parse_live
from power_usage.readmodels.audit import Audit, audit
from power_usage.readmodels.meters import meters
from power_usage.storage.engine import database_url, open_engine
from power_usage.storage.ledger import Ledger
from power_usage.storage.migrate import migrate
from recorded import BEGAN, recorded

BATCH = 5_000
LONG_AFTER = 2_000_000_000
Alteration = Callable[[Iterable[Observation]], Iterator[Observation]]


@cache
def flat(days: int, seed: int = 7) -> tuple[Observation, ...]:
    """So many days of the simulated flat."""
    seen = (observation(line) for line in recorded(days, seed=seed).lines)
    return tuple(one for one in seen if one is not None)


@cache
def household(place: Path) -> tuple[Observation, ...]:
    """A recording."""
    seen = (observation(line) for line in read_recording(place))
    return tuple(one for one in seen if one is not None)


def told(place: Path, observations: Iterable[Observation]) -> sa.Engine:
    """A database that was told all that."""
    engine = open_engine(database_url(str(place)))
    migrate(engine)
    ledger = Ledger(engine)
    meter = ledger.ensure_meter("Home", "Asia/Kolkata")
    every = list(observations)
    for start in range(0, len(every), BATCH):
        ledger.observe(meter, every[start : start + BATCH])
    return engine


def audited(engine: sa.Engine, first: date, last: date, setting: SetRates = NOTHING_SET) -> Audit:
    """The audit of those days, long afterwards."""
    with engine.connect() as conn:
        return audit(conn, meters(conn)[0], first, last, LONG_AFTER, setting=setting)


def charged_more(day: date, paise: int) -> Alteration:
    """So much more taken off over the use of that local day, as if a unit had cost more."""
    start, end = day_start(day, IST), day_start(day + timedelta(days=1), IST)

    def alteration(seen: Iterable[Observation]) -> Iterator[Observation]:
        every = list(seen)
        used = [_wh(one) for one in every if _shown(one, start) and one.at < end]
        for one in every:
            if _shown(one, start):
                share = min(1.0, (_wh(one) - used[0]) / (used[-1] - used[0]))
                yield replace(one, balance_paise=one.balance_paise - round(paise * share))
            else:
                yield one

    return alteration


def taken_off(at: int, paise: int) -> Alteration:
    """So much taken off at once."""

    def alteration(seen: Iterable[Observation]) -> Iterator[Observation]:
        for one in seen:
            yield replace(one, balance_paise=one.balance_paise - paise) if _shown(one, at) else one

    return alteration


def dearer(at: int, percent: float, paise_per_kwh: int = 833) -> Alteration:
    """Each unit of the grid from then on costs so much more, in ELNET's own figures too."""
    extra = paise_per_kwh * percent / 100 / 1000

    def alteration(seen: Iterable[Observation]) -> Iterator[Observation]:
        turned: int | None = None
        before: HomeFigures | None = None
        for one in seen:
            if _shown(one, at):
                turned = one.eb_wh if turned is None else turned
                yield replace(one, balance_paise=one.balance_paise - round((one.eb_wh - turned) * extra))
            elif isinstance(one, HomeFigures):
                before = one if one.received_at < at else before
                yield _dearer_figures(one, before, extra) if one.received_at >= at and before else one
            else:
                yield one

    return alteration


def _dearer_figures(one: HomeFigures, before: HomeFigures, extra: float) -> HomeFigures:
    month = one.month_eb_wh - before.month_eb_wh
    today = min(one.day_eb_wh, month)
    return replace(
        one,
        month_eb_paise=one.month_eb_paise + round(month * extra),
        day_eb_paise=one.day_eb_paise + round(today * extra),
    )


def slipped(at: int, wh: int) -> Alteration:
    """The grid's register gains energy that nobody used or paid, and ELNET's own figures with it."""
    end = day_start(local_day(at, IST) + timedelta(days=1), IST)

    def alteration(seen: Iterable[Observation]) -> Iterator[Observation]:
        for one in seen:
            if _shown(one, at):
                yield replace(one, eb_wh=one.eb_wh + wh)
            elif isinstance(one, HomeFigures) and one.received_at >= at and one.month_eb_wh:
                today = wh if one.received_at < end else 0
                yield replace(one, day_eb_wh=one.day_eb_wh + today, month_eb_wh=one.month_eb_wh + wh)
            else:
                yield one

    return alteration


def _shown(one: Observation, at: int) -> TypeGuard[Reading]:
    """A reading of the meter from then on, and not one of the server's false zeros."""
    return isinstance(one, Reading) and one.at >= at and one.eb_wh > 0


def _wh(one: Reading) -> int:
    return one.eb_wh + one.dg_wh


def thin(days: int, *, every_s: int = 240, seed: int = 7) -> Iterator[Observation]:
    """The flat read only every few minutes, so that a year of it is soon told; ELNET's figures once an hour."""
    flat_ = Flat(seed=seed, at=BEGAN)
    elnet = FakeElnet(flat_, token="demo", input_type="demo", every_s=every_s)
    for at in range(BEGAN, BEGAN + days * 86_400, every_s):
        elnet.snapshot_until(at)
        yield reading(parse_live(_said(elnet.live())), at + 5)
        if at % 3600 < every_s:
            yield home_figures(parse_home(_said(elnet.home())), at + 6)


def _said(data: dict[str, Any]) -> dict[str, Any]:
    exact = {name: Decimal(str(value)) if isinstance(value, float) else value for name, value in data.items()}
    return {"Status": "Success", "Data": exact}
