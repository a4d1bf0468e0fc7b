"""ELNET's words: what is an answer, what is none, and which error it stands for."""

import json
from decimal import Decimal
from typing import Any

import pytest

from power_usage.collector.translate import observation
from power_usage.domain.reading import HomeFigures, Reading, Silence, SilenceReason, Source
from power_usage.elnet.recording import RecordedLine

LIVE = (
    '{"Status":"Success","Message":"Data Available","Data":{"Supply":0,"PresentLoad":0.58,"Balance":1787.42,'
    '"EB":48808.72,"DG":477.24,"SanctionEB":52.0,"SanctionDG":10.0,"UpdatedOn":"25-07-2025 15:56:59","Solar":0.0}}'
)


def body(text: str = LIVE, **data: Any) -> Any:
    found = json.loads(text, parse_float=Decimal)
    found["Data"].update(data)
    return found


def said(what: object, status: int = 200, error: str | None = None) -> object:
    return observation(RecordedLine(1_753_439_250, "GetLiveUpdates", status, what, error))


def test_a_live_answer_becomes_integers_and_utc() -> None:
    assert said(body()) == Reading(
        at=1_753_439_219,  # 15:56:59 in India is 10:26:59 UTC
        received_at=1_753_439_250,
        eb_wh=48_808_720,
        dg_wh=477_240,
        balance_paise=178_742,
        load_w=580,
        supply=Source.EB,
        sanctioned_eb_w=52_000,
        sanctioned_dg_w=10_000,
    )


@pytest.mark.parametrize(
    ("supply", "source"), [(0, Source.EB), (1, Source.DG), (2, Source.DG), (None, None), ("x", None)]
)
def test_the_flag_is_eb_dg_or_says_nothing(supply: object, source: Source | None) -> None:
    reading = said(body(Supply=supply))
    assert isinstance(reading, Reading)
    assert reading.supply is source


@pytest.mark.parametrize(
    ("what", "status", "reason"),
    [
        ("<html>Service Unavailable</html>", 200, "not_elnet"),
        ("", 200, "not_elnet"),
        ('{"Status":"Suc', 200, "not_elnet"),
        (body(EB="48808.72"), 200, "not_elnet"),
        (body(EB=True), 200, "not_elnet"),
        (body(EB=Decimal("1e30")), 200, "not_elnet"),
        (body(UpdatedOn="yesterday"), 200, "not_elnet"),
        (body(UpdatedOn=None), 200, "not_elnet"),
        ([], 200, "not_elnet"),
        (None, 200, "not_elnet"),
        (body(), 500, "not_elnet"),
        ({"Status": "Failure", "Message": "No Data Available", "Data": None}, 200, "no_data"),
        ({"Status": "Success", "Data": None}, 200, "no_data"),
        ({"Message": "Authorization has been denied for this request."}, 401, "token_refused"),
        ({"Message": "Authorization has been denied for this request."}, 200, "token_refused"),
    ],
)
def test_whatever_is_no_reading_is_a_silence_with_its_reason(what: object, status: int, reason: str) -> None:
    assert said(what, status) == Silence(1_753_439_250, SilenceReason(reason))


@pytest.mark.parametrize(("error", "reason"), [("timeout", "timeout"), ("connection refused", "unreachable")])
def test_a_poll_without_an_answer_is_a_silence(error: str, reason: str) -> None:
    assert said(None, 0, error) == Silence(1_753_439_250, SilenceReason(reason))


def test_home_figures_tell_energy_from_rupees() -> None:
    data = {
        "kWhRecToday": Decimal("10.96"), "kWhDelToday": Decimal("0.06"), "kWhRecMonth": Decimal("418.65"),
        "kWhDelMonth": Decimal("28.91"), "MeterBal": Decimal("1787.5"), "RelStatus": "ON",
        "CurrentDay_EB": Decimal("91.3"), "CurrentDay_DG": Decimal("1.38"),
        "CurrentMonth_EB": Decimal("3487.34"), "CurrentMonth_DG": Decimal("636.05"), "Meter_SN": "1124094",
    }  # fmt: skip
    found = observation(RecordedLine(0, "HomeData", 200, {"Status": "Success", "Data": data}, None))
    assert isinstance(found, HomeFigures)
    assert (found.month_eb_wh, found.month_eb_paise) == (418_650, 348_734)
    assert (found.month_dg_wh, found.month_dg_paise) == (28_910, 63_605)
    assert found.serial == "1124094"
