"""Usage as the columns of the API: integers become the decimal units that people know."""

from typing import NotRequired

from typing_extensions import TypedDict

from power_usage.domain.comparing import Against
from power_usage.readmodels.comparison import Comparison, Sums
from power_usage.readmodels.history import Figures, Usage
from power_usage.web.api.shapes import KW, Count, Epoch, Hours, KWh, Rupees, Share


class UsageTotals(TypedDict):
    """The sums over what is known."""

    eb_kwh: KWh
    dg_kwh: KWh
    eb_cost: Rupees
    dg_cost: Rupees
    max_kw: KW | None
    """The highest load of all groups."""
    recovered_kwh: KWh
    coverage: Share
    imported_kwh: NotRequired[KWh]
    imported_cost: NotRequired[Rupees]


class UsageColumns(TypedDict):
    """Columns of one length, a place for each group of time; null where nothing is known."""

    at: list[Epoch]
    """When each group begins."""
    eb_kwh: list[KWh | None]
    dg_kwh: list[KWh | None]
    eb_cost: list[Rupees | None]
    dg_cost: list[Rupees | None]
    mean_kw: list[KW | None]
    """Null too where the group was not observed: what was used is then known in sum only."""
    max_kw: list[KW | None]
    recovered_kwh: list[KWh | None]
    """The part of the energy that was found after a gap, and is spread over it."""
    coverage: list[Share]
    """How much of the group was observed."""
    imported_kwh: NotRequired[list[KWh | None]]
    """Estimated from an earlier tracker's rows, of no known source; there only where the stretch has any."""
    imported_cost: NotRequired[list[Rupees | None]]
    totals: UsageTotals


class PastSums(TypedDict):
    """Usage by source."""

    eb_kwh: KWh
    dg_kwh: KWh
    eb_cost: Rupees
    dg_cost: Rupees


class ComparedSums(TypedDict):
    """The sums of the groups that can be compared."""

    shown: PastSums
    then: PastSums


With = TypedDict("With", {"with": Against})


class PastColumns(With):
    """What each group of time is compared with; null where there is nothing."""

    days: int
    rests_on: list[Count]
    """Of how many days that is the average."""
    eb_kwh: list[KWh | None]
    dg_kwh: list[KWh | None]
    eb_cost: list[Rupees | None]
    dg_cost: list[Rupees | None]
    mean_kw: list[KW | None]
    dg_hours: list[Hours | None]
    totals: ComparedSums


def columns(found: Usage) -> UsageColumns:
    """Columns of one length and their totals; null where nothing is known. kWh, rupees, kW."""
    eb, dg = found.total("eb_wh"), found.total("dg_wh")
    highest = _thousandths(found.max_w)
    body: UsageColumns = {
        "at": found.at,
        "eb_kwh": _thousandths(found.eb_wh),
        "dg_kwh": _thousandths(found.dg_wh),
        "eb_cost": _rupees(found.eb_paise),
        "dg_cost": _rupees(found.dg_paise),
        "mean_kw": _thousandths(found.mean_w),
        "max_kw": highest,
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
            "max_kw": max((kw for kw in highest if kw is not None), default=None),
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


def past_columns(found: Comparison) -> PastColumns:
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


def _sums(sums: Sums) -> PastSums:
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
