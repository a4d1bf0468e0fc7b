"""Each page and each view of the API: five years of data beside a month of it."""

from collections.abc import Callable
from pathlib import Path

from bench.asking import Asking, serving
from bench.measure import against, in_turns

ROUNDS = 80
MOST = 1.5
PAGES = (
    "/",
    "/live",
    "/explore",
    "/explore?range=yesterday&compare=average",
    "/explore?range=30d&group=60",
    "/explore/figures?range=7d",
    "/explore.csv?range=30d",
    "/money",
    "/generator",
    "/patterns",
    "/health",
    "/api/v1/meters",
    "/api/v1/status",
    "/api/v1/spent",
    "/api/v1/usage?hours=24",
    "/api/v1/usage?hours=720&group=day",
    "/api/v1/days",
    "/api/v1/sessions?limit=50",
    "/api/v1/movements",
    "/api/v1/refused",
    "/api/v1/forecast",
    "/api/v1/deductions",
    "/api/v1/generator",
    "/api/v1/generator?year=2026",
    "/api/v1/audit",
    "/api/v1/rates",
    "/api/v1/outages",
    "/api/v1/ledger",
    "/metrics",
)


def pages(five: Path, month: Path) -> None:
    """What each takes with five years behind it, as a multiple of what it takes with a month. Both answer in turns."""
    with serving(five.parent, five) as (many, *_), serving(month.parent, month) as (few, *_):
        big, small = Asking(many), Asking(few)
        works: dict[str, Callable[[], object]] = {}
        for path in PAGES:
            works[path] = big.work(path)
            works[f"{path} of a month"] = small.work(path)
        times = in_turns(works, ROUNDS)
    for path in PAGES:
        against(f"{path}, five years against a month", times[path], times[f"{path} of a month"], MOST)
