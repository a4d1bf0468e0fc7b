"""Every message, as it arrives. docs/messages.md shows them all, and is written from here."""

import os
from datetime import date, datetime
from pathlib import Path

import pytest

from house import IST
from power_usage.domain.alerts import Alert, AlertKind
from power_usage.domain.forecast import Recharge
from power_usage.outlets.messages import Background, Day, Lasts, caught_up, text


def at(local: str) -> int:
    return int(datetime.fromisoformat(local).replace(tzinfo=IST).timestamp())


NOW = at("2026-03-02T14:40")
USUAL = Day(7_600, 400, 6_331, 880)
LASTS = Lasts(date(2026, 3, 9), False, Recharge(680_000, 650_000, date(2026, 3, 8), date(2026, 4, 1)))
KNOWN = Background("Home", several=False, tz=IST, now=NOW, balance_paise=123_456, usual=USUAL, lasts=LASTS)
DAY = Background(
    "Home",
    several=False,
    tz=IST,
    now=at("2026-03-02T23:59"),
    balance_paise=12_345_678,
    usual=USUAL,
    day=Day(8_201, 204, 6_831, 449),
    month=Day(16_500, 700, 13_745, 1_540),
    lasts=Lasts(None, False, None),
)
SAMPLES: dict[str, tuple[Alert, Background]] = {
    "Generator on": (
        Alert(AlertKind.DG_ON, at("2026-03-02T14:05"), {"since": 0, "load_w": 580, "balance_paise": 123_456}),
        KNOWN,
    ),
    "Back on the grid": (
        Alert(
            AlertKind.EB_BACK,
            at("2026-03-02T14:32"),
            {"start": at("2026-03-02T14:05"), "end": at("2026-03-02T14:32"), "wh": 450, "paise": 990, "eb_paise": 375},
        ),
        KNOWN,
    ),
    "Recharge": (
        Alert(AlertKind.RECHARGE, at("2026-03-02T14:38"), {"amount_paise": 650_000, "balance_paise": 773_456}),
        KNOWN,
    ),
    "Deduction": (
        Alert(AlertKind.DEDUCTION, at("2026-03-02T01:10"), {"amount_paise": 556_800, "balance_paise": 216_656}),
        KNOWN,
    ),
    "Deduction, as each month": (
        Alert(
            AlertKind.DEDUCTION,
            at("2026-03-02T01:10"),
            {"amount_paise": 556_800, "balance_paise": 216_656, "before_paise": 556_800},
        ),
        KNOWN,
    ),
    "New deduction": (
        Alert(AlertKind.NEW_DEDUCTION, at("2026-03-02T01:10"), {"amount_paise": 45_000, "balance_paise": 216_656}),
        KNOWN,
    ),
    "Changed deduction": (
        Alert(
            AlertKind.CHANGED_DEDUCTION,
            at("2026-03-02T01:10"),
            {"amount_paise": 590_000, "balance_paise": 216_656, "before_paise": 556_800},
        ),
        KNOWN,
    ),
    "Correction": (
        Alert(
            AlertKind.CORRECTION,
            at("2026-03-02T11:20"),
            {"amount_paise": 24_600, "balance_paise": 216_656, "sign": 1, "undoes": at("2026-03-01T01:10")},
        ),
        KNOWN,
    ),
    "Low balance": (
        Alert(AlertKind.LOW, at("2026-03-02T14:38"), {"balance_paise": 49_912, "low_paise": 50_000}),
        KNOWN,
    ),
    "Very low balance": (
        Alert(AlertKind.VERY_LOW, at("2026-03-02T14:38"), {"balance_paise": 12_450, "low_paise": 50_000}),
        KNOWN,
    ),
    "Near the limit": (
        Alert(AlertKind.NEAR_LIMIT, at("2026-03-02T14:38"), {"load_w": 5_430, "limit_w": 6_000, "source": "dg"}),
        KNOWN,
    ),
    "Generator would trip": (
        Alert(
            AlertKind.WOULD_TRIP,
            at("2026-03-02T14:38"),
            {"load_w": 4_210, "limit_w": 3_000, "since": at("2026-03-02T14:27")},
        ),
        KNOWN,
    ),
    "The server is away": (
        Alert(
            AlertKind.NO_DATA,
            at("2026-03-02T14:38"),
            {"since": at("2026-03-02T14:07"), "reason": "unreachable", "outage": "server_unreachable"},
        ),
        KNOWN,
    ),
    "The server gives no reading": (
        Alert(
            AlertKind.NO_DATA,
            at("2026-03-02T14:38"),
            {"since": at("2026-03-02T14:07"), "reason": "not_elnet", "outage": "no_reading"},
        ),
        KNOWN,
    ),
    "The server's data is old": (
        Alert(
            AlertKind.NO_DATA,
            at("2026-03-02T14:38"),
            {"since": at("2026-03-02T14:07"), "reason": None, "outage": "old_data"},
        ),
        KNOWN,
    ),
    "Data again": (
        Alert(
            AlertKind.DATA_BACK,
            at("2026-03-02T14:38"),
            {"since": at("2026-03-02T14:07"), "outage": "server_unreachable"},
        ),
        KNOWN,
    ),
    "The tracker was off": (
        Alert(
            AlertKind.TRACKER_OFF,
            at("2026-03-02T14:38"),
            {"start": at("2026-03-02T14:05"), "end": at("2026-03-02T14:38")},
        ),
        KNOWN,
    ),
    "The relay is off": (
        Alert(AlertKind.RELAY_OFF, at("2026-03-02T14:38"), {"since": at("2026-03-02T14:38"), "balance_paise": -1_250}),
        KNOWN,
    ),
    "The relay is on again": (
        Alert(AlertKind.RELAY_ON, at("2026-03-02T14:39"), {"since": at("2026-03-02T14:05"), "balance_paise": 49_000}),
        KNOWN,
    ),
    "Token refused": (Alert(AlertKind.TOKEN, at("2026-03-02T14:38"), {}), KNOWN),
    "Login refused": (Alert(AlertKind.LOGIN, at("2026-03-02T14:38"), {}), KNOWN),
    "The password expires": (Alert(AlertKind.PASSWORD, at("2026-03-02T14:38"), {"days": 9}), KNOWN),
    "The password has expired": (Alert(AlertKind.PASSWORD, at("2026-03-02T14:38"), {"days": None}), KNOWN),
    "Paid, but not credited": (
        Alert(
            AlertKind.NOT_CREDITED,
            at("2026-03-02T14:38"),
            {"amount_paise": 200_000, "paid_at": at("2026-03-02T14:05"), "waited_s": 1_980, "balance_paise": 49_912},
        ),
        KNOWN,
    ),
    "A unit's price changed": (
        Alert(
            AlertKind.RATE,
            at("2026-03-02T14:38"),
            {
                "source": "eb",
                "since": at("2026-02-28T09:10"),
                "before_paise_per_mwh": 833_000,
                "paise_per_mwh": 858_000,
            },
        ),
        KNOWN,
    ),
    "Daily summary": (Alert(AlertKind.SUMMARY, at("2026-03-02T23:59"), {"day": "2026-03-02"}), DAY),
}
PAGE = Path(__file__).parents[2] / "docs" / "messages.md"


def page() -> str:
    """docs/messages.md as it must be."""
    parts = [
        "# Messages\n\nWhat Telegram says, with figures made up. Written by `make messages`; a test compares it.\n"
    ]
    parts += [f"\n## {name}\n\n```html\n{text(*sample)}\n```\n" for name, sample in SAMPLES.items()]
    late = [alert for name, (alert, _) in SAMPLES.items() if name in ("Generator on", "Back on the grid", "Recharge")]
    parts.append(f"\n## After Telegram was away\n\n```html\n{caught_up(late, KNOWN)}\n```\n")
    return "".join(parts)


def test_every_kind_of_alert_has_its_sample() -> None:
    assert {alert.kind for alert, _ in SAMPLES.values()} == set(AlertKind)


def test_docs_show_the_messages_as_they_are() -> None:
    if os.environ.get("WRITE_MESSAGES"):
        PAGE.write_text(page(), encoding="utf-8")
    assert PAGE.read_text(encoding="utf-8") == page()


@pytest.mark.parametrize("name", SAMPLES)
def test_a_message_is_short(name: str) -> None:
    words = text(*SAMPLES[name])
    assert len(words) < 400
    assert words.count("\n") <= 5


def test_the_meter_is_named_where_there_are_several_and_cannot_break_the_markup() -> None:
    known = Background("A & <B>", several=True, tz=IST, now=NOW)
    assert text(SAMPLES["Data again"][0], known).startswith("<b>A &amp; &lt;B&gt;</b>\n")


def test_13_a_session_speaks_of_kwh_and_of_rupees() -> None:
    words = text(*SAMPLES["Back on the grid"])
    assert "27 min: 0.45 kWh for ₹9.90, 1.00 kW on average" in words
    assert "it would have cost ₹3.75" in words


def test_what_waited_for_the_morning_does_not_say_now() -> None:
    alert, _ = SAMPLES["Generator would trip"]
    morning = Background("Home", several=False, tz=IST, now=at("2026-03-03T06:30"))
    assert text(alert, morning).startswith("<b>The generator would have tripped</b> yesterday 14:38: 4.21 kW")
