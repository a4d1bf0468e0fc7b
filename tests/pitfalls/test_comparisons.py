"""What the earlier tracker got wrong about comparisons. The numbers are those of its list."""

import pytest
import sqlalchemy as sa

from household import DAY, Household
from power_usage.domain.calendar import buckets, zone
from power_usage.domain.comparing import Against
from power_usage.readmodels.comparison import comparison


@pytest.mark.parametrize("group", [7, 50, 90, 100, 1000])
def test_18_a_group_that_does_not_divide_a_day_is_compared_with_all_days(
    engine: sa.Engine, reader: sa.Engine, group: int
) -> None:
    home = Household.since(2026, 3, 1)
    home.live_until(home.at(2026, 3, 9))
    meter = home.store(engine)
    start, end = home.at(2026, 3, 8), home.at(2026, 3, 9)
    asked = buckets(start, end, group, zone(meter.timezone))
    with reader.connect() as conn:
        found = comparison(conn, meter, asked, Against.AVERAGE, 7)
        before = comparison(conn, meter, asked, Against.BEFORE)
    assert before.then.paise == home.paise(start - DAY, end - DAY)
    assert before.shown.paise == home.paise(start, end)
    assert set(found.rests_on) == {7}
    assert found.fewest == 7
    assert found.shown.wh == home.wh(start, end)
    usual = sum(home.wh(start - n * DAY, end - n * DAY) for n in range(1, 8)) / 7
    assert abs(found.then.wh - usual) <= len(found.past) / 2


def test_18_days_without_data_are_left_out_and_the_number_of_days_is_said(engine: sa.Engine, reader: sa.Engine) -> None:
    home = Household.since(2026, 3, 1)
    home.live_until(home.at(2026, 3, 4))
    home.unseen(24, 6000)  # the whole of 4 March
    home.live_until(home.at(2026, 3, 9))
    meter = home.store(engine)
    start, end = home.at(2026, 3, 8), home.at(2026, 3, 9)
    asked = buckets(start, end, "day", zone(meter.timezone))
    with reader.connect() as conn:
        found = comparison(conn, meter, asked, Against.AVERAGE, 7)
    seen = [n for n in range(1, 8) if n != 4]
    assert (found.rests_on, found.fewest) == ([6], 6)
    usual = sum(home.paise(start - n * DAY, end - n * DAY) for n in seen) / 6
    assert abs(found.then.paise - usual) <= 0.5
    page = home.pages(reader).get("/explore?start=2026-03-08&end=2026-03-08&group=day&compare=average&days=7")
    assert "(6 of 7 days)" in page.get_data(as_text=True)


def test_18_a_day_without_data_later_in_the_day_does_not_thin_what_is_compared_so_far(
    engine: sa.Engine, reader: sa.Engine
) -> None:
    home = Household.since(2026, 3, 1)
    home.live_until(home.at(2026, 3, 4, 18))
    home.unseen(6, 600)
    home.live_until(home.at(2026, 3, 8, 12))
    meter = home.store(engine)
    asked = buckets(home.at(2026, 3, 8), home.at(2026, 3, 9), 60, zone(meter.timezone))
    with reader.connect() as conn:
        found = comparison(conn, meter, asked, Against.AVERAGE, 7)
    assert found.rests_on == [7] * 18 + [6] * 6
    assert found.fewest == 7
    assert len(found.pairs) == 12
