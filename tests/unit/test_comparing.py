"""What a stretch of time is compared with."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from house import IST
from power_usage.domain.calendar import Group, buckets, day_start, local_day, next_month
from power_usage.domain.comparing import Against, windows

BERLIN = ZoneInfo("Europe/Berlin")


def at(text: str, tz: ZoneInfo = IST) -> int:
    return int(datetime.fromisoformat(text).replace(tzinfo=tz).timestamp())


def past(start: str, end: str, group: Group, against: Against, *, days: int = 1, tz: ZoneInfo = IST) -> list[list[str]]:
    """The windows, as the local clock shows them."""
    found = windows(buckets(at(start, tz), at(end, tz), group, tz), against, days, tz)
    return [[" to ".join(f"{datetime.fromtimestamp(edge, tz):%d %b %H:%M}" for edge in w) for w in of] for of in found]


@pytest.mark.parametrize(
    ("against", "first", "last"),
    [
        (Against.BEFORE, "02 Mar 00:00 to 03 Mar 00:00", "04 Mar 00:00 to 05 Mar 00:00"),
        (Against.WEEK, "26 Feb 00:00 to 27 Feb 00:00", "28 Feb 00:00 to 01 Mar 00:00"),
        (Against.MONTH, "05 Feb 00:00 to 06 Feb 00:00", "07 Feb 00:00 to 08 Feb 00:00"),
        (Against.YEAR, "05 Mar 00:00 to 06 Mar 00:00", "07 Mar 00:00 to 08 Mar 00:00"),
    ],
)
def test_three_days_are_compared_with_three_days(against: Against, first: str, last: str) -> None:
    found = past("2026-03-05", "2026-03-08", "day", against)
    assert len(found) == 3
    assert (found[0], found[-1]) == ([first], [last])


def test_the_year_before_is_the_year_before() -> None:
    found = windows(buckets(at("2026-03-05"), at("2026-03-06"), "day", IST), Against.YEAR, 1, IST)
    assert found == [[(at("2025-03-05"), at("2025-03-06"))]]


def test_an_hour_and_a_half_is_compared_with_the_hour_and_a_half_before_it() -> None:
    assert past("2026-03-05T10:30", "2026-03-05T12:00", 45, Against.BEFORE) == [
        ["05 Mar 09:00 to 05 Mar 09:45"],
        ["05 Mar 09:45 to 05 Mar 10:30"],
    ]


def test_a_usual_day_is_the_same_time_of_each_of_the_days_before() -> None:
    (found,) = past("2026-03-05T10:00", "2026-03-05T10:30", 30, Against.AVERAGE, days=3)
    assert found == ["04 Mar 10:00 to 04 Mar 10:30", "03 Mar 10:00 to 03 Mar 10:30", "02 Mar 10:00 to 02 Mar 10:30"]


def test_no_day_of_a_stretch_is_part_of_what_it_is_compared_with() -> None:
    found = past("2026-03-05", "2026-03-07", "day", Against.AVERAGE, days=2)
    assert found[0] == found[1] == ["04 Mar 00:00 to 05 Mar 00:00", "03 Mar 00:00 to 04 Mar 00:00"]


def test_the_31st_has_no_day_in_a_month_of_30_and_the_29th_of_february_none_in_another_year() -> None:
    assert past("2026-05-30", "2026-06-01", "day", Against.MONTH) == [["30 Apr 00:00 to 01 May 00:00"], []]
    assert past("2028-02-29", "2028-03-01", "day", Against.YEAR) == [[]]


def test_months_are_compared_with_whole_months() -> None:
    assert past("2026-02-01", "2026-04-01", "month", Against.BEFORE) == [
        ["01 Dec 00:00 to 01 Jan 00:00"],
        ["01 Jan 00:00 to 01 Feb 00:00"],
    ]
    assert past("2026-03-01", "2026-04-01", "month", Against.MONTH) == [["01 Feb 00:00 to 01 Mar 00:00"]]
    assert past("2026-03-01", "2026-04-01", "month", Against.YEAR) == [["01 Mar 00:00 to 01 Apr 00:00"]]


def test_a_day_of_23_hours_is_compared_with_the_whole_day_before_it() -> None:
    (day,) = windows(
        buckets(at("2026-03-29", BERLIN), at("2026-03-30", BERLIN), "day", BERLIN), Against.BEFORE, 1, BERLIN
    )
    assert day == [(at("2026-03-28", BERLIN), at("2026-03-29", BERLIN))]
    assert day[0][1] - day[0][0] == 24 * 3600


def test_the_evening_after_the_clocks_changed_is_compared_with_the_same_evening_of_the_clock() -> None:
    assert past("2026-03-29T20:00", "2026-03-29T21:00", 60, Against.WEEK, tz=BERLIN) == [
        ["22 Mar 20:00 to 22 Mar 21:00"]
    ]


def test_a_month_and_a_year_on_are_counted_in_the_calendar() -> None:
    assert next_month(date(2026, 1, 31), -1) == date(2025, 12, 1)
    assert next_month(date(2026, 12, 5)) == date(2027, 1, 1)
    assert local_day(day_start(date(2026, 3, 2), IST), IST) == date(2026, 3, 2)
