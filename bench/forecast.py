"""How good the forecast is: made anew at each midnight of recordings and of made-up households, beside ELNET's rule.

`python -m bench forecast` prints the table of docs/forecast.md; with `rivals` after it, other methods too.
"""

import os
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

from bench.rivals import RIVALS
from power_usage.bootstrap import open_database
from power_usage.collector.replay import ReplayCounts, replay_lines
from power_usage.demo.households import Day, flat_days, moody_days
from power_usage.domain.backtest import HORIZONS, Trial, score, trials
from power_usage.domain.calendar import local_day, zone
from power_usage.domain.deductions import Moved
from power_usage.domain.forecast import When
from power_usage.domain.habits import Course, Series
from power_usage.elnet.recording import read_recording
from power_usage.readmodels.meters import meters
from power_usage.readmodels.past import moves, past_days
from power_usage.readmodels.totals import known
from power_usage.storage.ledger import Ledger

FIRST_DAY = date(2024, 10, 1)
DAYS = 540
FLATS, MOODY = range(1, 7), range(1, 13)
MONTH = 31
Household = tuple[Series, list[Moved]]
Method = Callable[[Series, date], Course | None]


def forecast(*, rivals: bool = False) -> None:
    """The whole table."""
    recorded = recordings()
    homes: dict[str, list[Household]] = {
        "recordings, use alone": [(costs, []) for costs, _ in recorded],
        "recordings": recorded,
        "regular flats, 18 months": [household(flat_days(seed, FIRST_DAY, DAYS)) for seed in FLATS],
        "moody households, 18 months": [household(moody_days(seed, FIRST_DAY, DAYS)) for seed in MOODY],
    }
    homes |= {
        "regular flats, first 31 days": firsts(homes["regular flats, 18 months"]),
        "moody households, first 31 days": firsts(homes["moody households, 18 months"]),
    }
    print(f"{'':<44}{'days':>5}{'trials':>8}{'error':>8}{'ELNET':>8}{'held':>7}{'by date':>9}{'width':>7}")
    for name, many in homes.items():
        made = [
            trial
            for costs, moved in many
            for trial in trials(costs, moved, every=1 if "recordings" in name else 3 if "18" in name else 2)
        ]
        for horizon in HORIZONS:
            line(name, horizon, [one for one in made if one.horizon == horizon and not one.surprised])
        if any(one.surprised for one in made):
            line("  a deduction not seen before", 0, [one for one in made if one.surprised])
    if rivals:
        print("\nWithout deductions, by other methods")
        for name, method in RIVALS.items():
            for group, many in homes.items():
                if group != "recordings":
                    rival(f"{name}: {group}", method, many, every=29 if "18" in group else 5)


def line(name: str, horizon: int, made: Sequence[Trial]) -> None:
    """One row: median errors in days, how often the band held, its median width in days."""
    if made:
        s = score(made)
        figures = (
            f"{s.trials:>8}{s.error:>8.2f}{s.vendor_error:>8.1f}{s.held:>7.0%}{s.held_by_date:>9.0%}{s.width:>7.1f}"
        )
        print(f"{name:<44}{horizon or '':>5}{figures}", flush=True)


def household(days: Sequence[Day]) -> Household:
    """With the deductions of the demo's flat: 5,568 on each 10th, 246 on each 20th, at 01:10."""
    taken = {10: 556_800, 20: 24_600}
    moved = [Moved(d.toordinal() * 86_400, d, 4_200, -taken[d.day]) for d, _, _ in days if d.day in taken]
    return tuple((day, eb + dg) for day, eb, dg in days), moved


def firsts(many: Sequence[Household]) -> list[Household]:
    """Each stretch of 31 days as if the tracker had been set up on its first day."""
    return [
        (costs[start : start + MONTH], [m for m in moved if costs[start][0] <= m.day <= costs[start + MONTH - 1][0]])
        for costs, moved in many
        for start in range(0, len(costs) - MONTH, MONTH)
    ]


def recordings() -> list[Household]:
    """Through the same steps as live polling, as the read models give them."""
    found = []
    place = Path(os.environ.get("POWER_USAGE_RECORDINGS", "../shared/recordings"))
    for path in sorted(place.glob("*.jsonl.gz")):
        with tempfile.TemporaryDirectory(prefix="power-usage-bench-") as folder:
            engine = open_database(str(Path(folder) / "home.db"))
            ledger = Ledger(engine)
            number = ledger.ensure_meter("Home", "Asia/Kolkata")
            replay_lines(ledger, number, read_recording(path), lambda _: None, ReplayCounts())
            with engine.connect() as conn:
                (meter,) = meters(conn)
                there = known(conn, meter.id)
                assert there is not None
                after = local_day(there.last, zone(meter.timezone)) + timedelta(1)
                costs = past_days(conn, meter, after).series("eb_paise", "dg_paise")
                found.append((costs, moves(conn, meter, after)))
            engine.dispose()
    return found


def rival(name: str, method: Method, many: Sequence[Household], every: int) -> None:
    """The same trials, without deductions, by another method."""
    made = [trial for costs, _ in many for trial in _rival_trials(method, costs, every)]
    for horizon in HORIZONS:
        line(name, horizon, [one for one in made if one.horizon == horizon])


def _rival_trials(method: Method, costs: Series, every: int) -> list[Trial]:
    places = {day: place for place, (day, _) in enumerate(costs)}
    found = []
    for one in trials(costs, [], every=every):
        place = places[one.day]
        ahead = method(costs[:place], one.day)
        if ahead is not None:
            needed = float(sum(paise for _, paise in costs[place : place + one.horizon]))
            found.append(replace(one, found=When(*(_gone(s, needed) for s in (ahead.high, ahead.likely, ahead.low)))))
    return found


def _gone(sums: Sequence[float], needed: float) -> float:
    before = 0.0
    for number, after in enumerate(sums):
        if after >= needed:
            return number + (needed - before) / (after - before) if after > before else float(number)
        before = after
    return float(len(sums))
