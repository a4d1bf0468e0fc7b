"""Other ways to forecast the same, measured beside ours. The last needs a library and is left out without it."""

import random
from datetime import date
from math import exp, log

from power_usage.domain.habits import Course, Series, course, habit

PATHS, BLOCK, LOOK_AHEAD, HALF_LIFE = 300, 4, 45, 20
MOST_DAYS = 180


def ours(costs: Series, today: date) -> Course | None:
    """The tracker's own, without deductions."""
    expected = habit(costs, today)
    return None if expected is None else course(expected, 1.0)


def blocks(costs: Series, _today: date) -> Course | None:
    """Paths made of the household's own stretches of four days, drawn the likelier the newer they are."""
    drawn = random.Random(1)
    weights = [0.5 ** ((len(costs) - 1 - n) / HALF_LIFE) for n in range(len(costs))]
    paths = []
    for _ in range(PATHS):
        path: list[float] = []
        while len(path) < LOOK_AHEAD:
            (start,) = drawn.choices(range(len(costs)), weights)
            path += [float(paise) for _, paise in costs[start : start + BLOCK]]
        paths.append(path[:LOOK_AHEAD])
    return _course(paths)


def smoothing(costs: Series, _today: date) -> Course | None:
    """Exponential smoothing of logarithms with weekdays (statsmodels' ETSModel), 300 simulated paths."""
    try:
        import numpy as np  # noqa: PLC0415
        from statsmodels.tsa.exponential_smoothing.ets import ETSModel  # noqa: PLC0415
    except ImportError:
        return None
    logs = np.array([log(max(paise, 1)) for _, paise in costs[-MOST_DAYS:]])
    weekly = {"seasonal": "add", "seasonal_periods": 7} if len(logs) >= 21 else {}
    fitted = ETSModel(logs, error="add", **weekly).fit(disp=0, maxiter=60)
    made = fitted.simulate(LOOK_AHEAD, anchor="end", repetitions=PATHS, rng=1)
    return _course([[exp(min(value, 20.0)) for value in path] for path in np.asarray(made).T])


def _course(paths: list[list[float]]) -> Course:
    sums = []
    for path in paths:
        total, running = 0.0, []
        for value in path:
            total += value
            running.append(total)
        sums.append(running)
    columns = [sorted(column) for column in zip(*sums, strict=True)]

    def quantile(share: float) -> tuple[float, ...]:
        return tuple(column[round(share * (len(column) - 1))] for column in columns)

    return Course(1.0, quantile(0.5), quantile(0.1), quantile(0.9))


RIVALS = {"ours": ours, "blocks": blocks, "smoothing": smoothing}
