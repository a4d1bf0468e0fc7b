"""Usage as the columns of the API: integers become the decimal units that people know."""

from typing import Any

from power_usage.readmodels.comparison import Comparison, Sums
from power_usage.readmodels.history import Figures, Usage


def columns(found: Usage) -> dict[str, Any]:
    """Columns of one length and their totals; null where nothing is known. kWh, rupees, kW.

    What an earlier tracker's rows say of the stretch stands in columns of its own, which are there only then.
    """
    eb, dg = found.total("eb_wh"), found.total("dg_wh")
    body: dict[str, Any] = {
        "at": found.at,
        "eb_kwh": _thousandths(found.eb_wh),
        "dg_kwh": _thousandths(found.dg_wh),
        "eb_cost": _rupees(found.eb_paise),
        "dg_cost": _rupees(found.dg_paise),
        "mean_kw": _thousandths(found.mean_w),
        "max_kw": _thousandths(found.max_w),
        "recovered_kwh": _thousandths(found.recovered_wh),
        "coverage": [
            round(seen / length, 4) if seen else 0.0
            for seen, length in zip(found.observed_s, found.seconds, strict=True)
        ],
        "totals": {
            "eb_kwh": eb / 1000,
            "dg_kwh": dg / 1000,
            "eb_cost": found.total("eb_paise") / 100,
            "dg_cost": found.total("dg_paise") / 100,
            "max_kw": max((kw for kw in _thousandths(found.max_w) if kw is not None), default=None),
            "recovered_kwh": found.total("recovered_wh") / 1000,
            "coverage": round(found.total("observed_s") / sum(found.seconds), 4),
        },
    }
    if found.imported_wh:
        body["imported_kwh"] = _thousandths(found.imported_wh)
        body["imported_cost"] = _rupees(found.imported_paise)
        body["totals"]["imported_kwh"] = found.total("imported_wh") / 1000
        body["totals"]["imported_cost"] = found.total("imported_paise") / 100
    return body


def past_columns(found: Comparison) -> dict[str, Any]:
    """What each bucket is compared with, and the sums of what can be compared. kWh, rupees, kW."""
    past = found.past
    return {
        "with": found.against,
        "days": found.days,
        "rests_on": found.rests_on,
        "eb_kwh": [None if one is None else one.eb_wh / 1000 for one in past],
        "dg_kwh": [None if one is None else one.dg_wh / 1000 for one in past],
        "eb_cost": [None if one is None else one.eb_paise / 100 for one in past],
        "dg_cost": [None if one is None else one.dg_paise / 100 for one in past],
        "mean_kw": [None if one is None else one.wh * 3600 // one.seconds / 1000 for one in past],
        "dg_hours": [None if one is None else round(one.dg_s / 3600, 4) for one in past],
        "totals": {"shown": _sums(found.shown), "then": _sums(found.then)},
    }


def _sums(sums: Sums) -> dict[str, float]:
    return {
        "eb_kwh": sums.eb_wh / 1000,
        "dg_kwh": sums.dg_wh / 1000,
        "eb_cost": sums.eb_paise / 100,
        "dg_cost": sums.dg_paise / 100,
    }


def _rupees(column: Figures) -> list[float | None]:
    return [None if paise is None else paise / 100 for paise in column]


def _thousandths(column: Figures) -> list[float | None]:
    return [None if figure is None else figure / 1000 for figure in column]
