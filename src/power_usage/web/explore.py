"""The Explore page: any stretch of time, divided, measured and compared as the address says."""

import csv
import io
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise

import orjson
import sqlalchemy as sa
from flask import Response as FlaskResponse
from flask import make_response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from power_usage.domain.comparing import Against
from power_usage.domain.reading import Source
from power_usage.readmodels import history, movements, sessions
from power_usage.readmodels.comparison import Comparison, comparison
from power_usage.web import view as v
from power_usage.web import wording
from power_usage.web.api.blueprint import DATABASE_AWAY, SECURITY, UNKNOWN_CALLER, WRONG_PARAMETER, Given, Routes
from power_usage.web.api.columns import columns, past_columns
from power_usage.web.drawing import Drawing, drawing
from power_usage.web.language import gettext
from power_usage.web.problems import Refusal
from power_usage.web.reasons import reasons
from power_usage.web.served import served
from power_usage.web.shell import Shell, shell
from power_usage.words import RUPEE_SIGN

explore = Routes("explore", __name__, template_folder="templates", abp_security=SECURITY, abp_tags=[{"name": "Files"}])
MOST_MARKS = 300


@dataclass(frozen=True, slots=True)
class Row:
    """What the chart shows of one group of time; None where nothing is known. Paise, Wh, W, seconds."""

    at: int
    until: int
    eb_wh: int | None
    dg_wh: int | None
    eb_paise: int | None
    dg_paise: int | None
    mean_w: int | None
    max_w: int | None
    dg_s: int | None
    eb_s: int | None
    recovered_wh: int | None
    observed_s: int | None
    past_wh: int | None
    past_paise: int | None
    rests_on: int
    imported_wh: int | None = None
    imported_paise: int | None = None


@dataclass(frozen=True, slots=True)
class Shown:
    """A view with its figures, and the times on the generator within it."""

    view: v.View
    usage: history.Usage
    past: Comparison | None
    bands: list[sessions.SessionView]

    @property
    def is_known(self) -> bool:
        """Whether anything is known of the stretch."""
        return any(figure is not None for figure in (*self.usage.eb_wh, *self.usage.imported_wh))

    @property
    def rows(self) -> list[Row]:
        """In order of time."""
        u = self.usage
        rows = []
        for n, (at, until) in enumerate(pairwise([*u.at, u.at[-1] + u.seconds[-1]])):
            dg_s, elapsed = u.dg_s[n], u.elapsed_s[n]
            past = self.past.past[n] if self.past else None
            rows.append(
                Row(
                    at=at,
                    until=until,
                    **{name: getattr(u, name)[n] for name in SAME},
                    **{name: getattr(u, name)[n] for name in IMPORTED if u.imported_wh},
                    eb_s=None if dg_s is None or elapsed is None else elapsed - dg_s,
                    past_wh=past.wh if past else None,
                    past_paise=past.paise if past else None,
                    rests_on=self.past.rests_on[n] if self.past else 0,
                )
            )
        return rows


SAME = ("eb_wh", "dg_wh", "eb_paise", "dg_paise", "mean_w", "max_w", "dg_s", "recovered_wh", "observed_s")
IMPORTED = ("imported_wh", "imported_paise")
ORDER: dict[str, Callable[[Row], int | None]] = {
    "at": lambda row: row.at,
    "eb": lambda row: row.eb_wh,
    "dg": lambda row: row.dg_wh,
    "eb_cost": lambda row: row.eb_paise,
    "dg_cost": lambda row: row.dg_paise,
    "kw": lambda row: row.mean_w,
    "peak": lambda row: row.max_w,
    "time": lambda row: row.dg_s,
    "past": lambda row: row.past_paise,
    "imported": lambda row: row.imported_paise,
}


@explore.route("/explore")
def explorer() -> str | Response:
    """The page: figures, table and the way on; the chart is the script's."""
    with served().engine.connect() as conn:
        around = shell(conn)
        if around is None:
            return redirect(url_for("page.dashboard"))
        shown = _shown(conn, around)
    view = shown.view
    longest = max(shown.usage.seconds)
    return render_template(
        "explore.html",
        **around.context(),
        view=view,
        shown=shown,
        known=shown.is_known,
        rows=_sorted(shown.rows, view.sort),
        drawing=_drawn(shown, around),
        unit=_units()[view.measure],
        reasons=reasons(shown.past, longest, view.tz) if shown.past else None,
        presets=_presets(),
        measures=_measures(),
        againsts=_againsts(),
        usual_days=v.USUAL_DAYS,
        group_name=_group_name,
        title=_title(view.covered),
        label=lambda at: _label(view, at),
        now=around.at,
        Against=Against,
    )


@explore.route("/explore/figures")
def figures() -> Response:
    """The same figures for the chart: columns as in the API, with bands and marks."""
    with served().engine.connect() as conn:
        around = _known(conn)
        shown = _shown(conn, around)
        start, end = shown.view.buckets.edges[0], shown.view.buckets.edges[-1]
        marks = movements.movements(conn, around.meter.id, start=start, end=end, limit=MOST_MARKS)
    view = shown.view
    body = {
        "usage": columns(shown.usage),
        "hours": {"eb": [_hours(row.eb_s) for row in shown.rows], "dg": [_hours(row.dg_s) for row in shown.rows]},
        "until": end,
        "past": past_columns(shown.past) if shown.past else None,
        "sessions": [{"start": one.start_at, "end": one.end_at} for one in shown.bands],
        "movements": [{"at": one.at, "kind": one.kind, "amount": one.amount_paise / 100} for one in marks],
        "measure": view.measure,
        "split": view.split,
    }
    answer = FlaskResponse(orjson.dumps(body), mimetype="application/json")
    answer.cache_control.no_cache = True
    answer.add_etag()
    return answer.make_conditional(request)


@explore.read(
    "/explore.csv",
    "The table of the page Explore, for a spreadsheet",
    answers={
        200: Given("A row for each group of time.", {"text/csv": str}, ("Content-Disposition",)),
        401: UNKNOWN_CALLER,
        422: WRONG_PARAMETER,
        503: DATABASE_AWAY,
    },
    openapi_extensions={"parameters": v.PARAMETERS},
)
def spreadsheet() -> Response:
    """The table for a spreadsheet: kWh, rupees, kW, seconds; times with their offset.

    What cannot be read of the address counts as not said, as it does on the page.
    """
    with served().engine.connect() as conn:
        around = _known(conn)
        shown = _shown(conn, around)
    written = io.StringIO()
    csv.writer(written).writerows(_lines(shown))
    answer = make_response(written.getvalue())
    answer.mimetype = "text/csv"
    of = shown.view.covered
    answer.headers["Content-Disposition"] = (
        f'attachment; filename="usage-{of.first}-{of.last}.csv"'  # dates only: nothing to escape
    )
    return answer


def _lines(shown: Shown) -> Iterator[list[object]]:
    yield [
        *("from", "until", "eb_kwh", "dg_kwh", "eb_rupees", "dg_rupees", "mean_kw", "peak_kw", "eb_seconds"),
        *("dg_seconds", "recovered_kwh", "observed_seconds", "compared_kwh", "compared_rupees", "compared_with_days"),
        *("imported_kwh", "imported_rupees"),
    ]
    tz = shown.view.tz
    for row in _sorted(shown.rows, shown.view.sort):
        times = [datetime.fromtimestamp(at, tz).isoformat() for at in (row.at, row.until)]
        yield [
            *times, _milli(row.eb_wh), _milli(row.dg_wh), _cents(row.eb_paise), _cents(row.dg_paise),
            _milli(row.mean_w), _milli(row.max_w), row.eb_s, row.dg_s, _milli(row.recovered_wh), row.observed_s,
            _milli(row.past_wh), _cents(row.past_paise), row.rests_on if shown.past else None,
            _milli(row.imported_wh), _cents(row.imported_paise),
        ]  # fmt: skip


def _known(conn: sa.Connection) -> Shell:
    around = shell(conn)
    if around is None:
        raise Refusal(gettext("there is no such meter"), "meter")
    return around


def _shown(conn: sa.Connection, around: Shell) -> Shown:
    view = v.asked_view(request.args, around.at, around.tz, around.asked_meter)
    buckets = view.buckets
    used = history.usage(conn, around.meter.id, buckets)
    past = None
    if view.against is not None:
        past = comparison(conn, around.meter, buckets, view.against, view.days)
    start, end = buckets.edges[0], buckets.edges[-1]
    bands = sessions.sessions(conn, around.meter.id, source=Source.DG, start=start, end=end, limit=MOST_MARKS)
    return Shown(view, used, past, bands)


def _sorted(rows: list[Row], sort: str) -> list[Row]:
    of = ORDER[sort.removeprefix("-")]
    known = [row for row in rows if row.eb_wh is not None or row.imported_paise is not None]
    # What is not known of a row comes last, whichever way it is sorted.
    return sorted(
        known,
        key=lambda row: (of(row) is None, (of(row) or 0) * (-1 if sort.startswith("-") else 1), -row.at),
    )


def _hours(seconds: int | None) -> float | None:
    return None if seconds is None else round(seconds / 3600, 4)


def _milli(number: int | None) -> str:
    return "" if number is None else f"{number / 1000:.3f}"


def _cents(paise: int | None) -> str:
    return "" if paise is None else f"{paise / 100:.2f}"


def _presets() -> dict[str, str]:
    names = (
        *(gettext("Today"), gettext("Yesterday"), gettext("7 days"), gettext("30 days"), gettext("This month")),
        *(gettext("Last month"), gettext("This year"), gettext("Last year")),
    )
    return dict(zip(v.PRESETS, names, strict=True))


def _measures() -> dict[str, str]:
    names = gettext("Energy (kWh)"), gettext("Rupees"), gettext("Mean load (kW)"), gettext("Peak load (kW)")
    return dict(zip(v.MEASURES, (*names, gettext("Hours on each source")), strict=True))


def _units() -> dict[str, str]:
    return dict(zip(v.MEASURES, ("kWh", RUPEE_SIGN, "kW", "kW", gettext("hours")), strict=True))


def _drawn(shown: Shown, around: Shell) -> Drawing:
    view = shown.view
    return drawing(
        shown.usage,
        view.measure,
        view.tz,
        split=view.split,
        past=shown.past,
        bands=shown.bands,
        now=around.at,
    )


def _againsts() -> dict[str, str]:
    return {
        "": gettext("nothing"),
        Against.BEFORE.value: gettext("the time before"),
        Against.WEEK.value: gettext("the week before"),
        Against.MONTH.value: gettext("the month before"),
        Against.YEAR.value: gettext("the year before"),
        Against.AVERAGE.value: gettext("a usual day"),
    }


def _group_name(group: object) -> str:
    if group == "day":
        return gettext("a day")
    return gettext("a month") if group == "month" else wording.minutes(int(str(group)))


def _title(view: v.View) -> str:
    """What stretch is shown, in words."""
    start = datetime.fromtimestamp(view.stretch.start, view.tz)
    last = datetime.fromtimestamp(view.stretch.end - 1, view.tz)
    if not view.whole_days:
        end = datetime.fromtimestamp(view.stretch.end, view.tz)
        same = start.date() == end.date()
        until = f"{end:%H:%M}" if same else f"{wording.day_and_year(end.date())}, {end:%H:%M}"
        return f"{wording.day_and_year(start.date())}, {start:%H:%M} \N{EN DASH} {until}"
    if start.date() == last.date():
        return wording.day_and_year(start.date())
    return f"{wording.day(start.date())} \N{EN DASH} {wording.day_and_year(last.date())}"


def _label(view: v.View, at: int) -> str:
    then = datetime.fromtimestamp(at, view.tz)
    if view.group == "month":
        return wording.month(then.date())
    return wording.day_and_year(then.date()) if view.group == "day" else wording.on_day(at, view.tz)
