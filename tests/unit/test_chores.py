"""When backups are made, which are kept, and when their age is a worry."""

from datetime import datetime

import pytest

from house import IST
from power_usage.domain.chores import backup_due, backup_is_old, is_night
from power_usage.storage.rotation import Keep, kept

DAY_S = 86_400


def at(local: str) -> int:
    return int(datetime.fromisoformat(local).replace(tzinfo=IST).timestamp())


@pytest.mark.parametrize(
    ("now", "good", "tried", "due"),
    [
        ("2026-03-02T15:00", None, None, True),
        ("2026-03-02T15:00", "2026-03-02T03:04", "2026-03-02T03:04", False),
        ("2026-03-03T02:59", "2026-03-02T03:04", "2026-03-02T03:04", False),
        ("2026-03-03T03:00", "2026-03-02T03:04", "2026-03-02T03:04", True),
        ("2026-03-03T19:00", "2026-03-02T03:04", "2026-03-02T03:04", True),  # it did not run at night
        ("2026-03-03T03:30", "2026-03-02T03:04", "2026-03-03T03:00", False),  # it failed half an hour ago
        ("2026-03-03T04:00", "2026-03-02T03:04", "2026-03-03T03:00", True),
        ("2026-03-03T04:00", "2027-03-02T03:04", "2027-03-02T03:04", True),  # made while the clock was wrong
    ],
)
def test_a_backup_is_due_once_a_night_or_as_soon_as_possible(
    now: str, good: str | None, tried: str | None, due: bool
) -> None:
    assert backup_due(at(now), at(good) if good else None, at(tried) if tried else None, IST) is due


def test_a_backup_of_more_than_three_days_is_a_worry() -> None:
    made = at("2026-03-02T03:00")
    assert not backup_is_old(made + 3 * DAY_S, made)
    assert backup_is_old(made + 3 * DAY_S + 1, made)


def test_night_is_local() -> None:
    assert [hour for hour in range(24) if is_night(at(f"2026-03-02T{hour:02}:30"), IST)] == [3, 4]


def test_of_a_year_of_daily_backups_the_last_of_days_weeks_and_months_are_kept() -> None:
    year = [at("2025-03-02T03:00") + day * DAY_S for day in range(366)]
    left = kept(year, Keep(7, 4, 12), IST)
    days = sorted((year[-1] - one) // DAY_S for one in left)
    assert days[:7] == [0, 1, 2, 3, 4, 5, 6]
    assert len(left) <= 7 + 4 + 12
    assert max(days) > 300
    assert kept(left, Keep(7, 4, 12), IST) == left


def test_kept_day_by_day_the_old_ones_stay_as_old_as_wanted() -> None:
    left: set[int] = set()
    for day in range(500):
        left = kept({*left, at("2025-03-02T03:00") + day * DAY_S}, Keep(7, 4, 12), IST)
    ages = sorted((max(left) - one) // DAY_S for one in left)
    assert 300 < ages[-1] <= 366
    assert len([age for age in ages if age <= 31]) >= 7 + 3


def test_the_newest_is_kept_whatever_is_wanted() -> None:
    assert kept([1, 2, 3], Keep(0, 0, 0), IST) == {3}
