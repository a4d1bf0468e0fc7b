"""Figures as people read them."""

from datetime import datetime

import pytest

from house import IST
from power_usage import words


@pytest.mark.parametrize(
    ("paise", "text"),
    [
        (0, "₹0.00"),
        (5, "₹0.05"),
        (123_456, "₹1,234.56"),
        (12_345_678, "₹1,23,456.78"),
        (1_234_567_800, "₹1,23,45,678.00"),
        (-550, "−₹5.50"),
        (None, "–"),
    ],
)
def test_rupees_are_grouped_as_in_india(paise: int | None, text: str) -> None:
    assert words.rupees(paise) == text


@pytest.mark.parametrize(
    ("seconds", "text"),
    [
        (0, "0 s"),
        (59, "59 s"),
        (60, "1 min"),
        (3_599, "59 min"),
        (3_600, "1 h"),
        (11_520, "3 h 12 min"),
        (86_400, "1 d"),
        (90_000, "1 d 1 h"),
        (90_059, "1 d 1 h"),
    ],
)
def test_16_lengths_of_time_have_days(seconds: int, text: str) -> None:
    assert words.lasting(seconds) == text


@pytest.mark.parametrize(
    ("then", "text"),
    [
        ("2026-03-02T14:05", "14:05"),
        ("2026-03-01T21:10", "yesterday 21:10"),
        ("2026-02-27T08:00", "27 Feb 08:00"),
        ("2025-12-03T08:00", "3 Dec 2025 08:00"),
    ],
)
def test_times_are_told_as_people_tell_them(then: str, text: str) -> None:
    def at(local: str) -> int:
        return int(datetime.fromisoformat(local).replace(tzinfo=IST).timestamp())

    assert words.when(at(then), at("2026-03-02T15:00"), IST) == text


def test_a_sum_is_the_sum_of_what_stands_beside_it() -> None:
    eb, dg = 182_104, 1_364
    shown = float(words.kwh(eb)) + float(words.kwh(dg))
    assert float(words.kwh_together(eb, dg)) == pytest.approx(shown)
