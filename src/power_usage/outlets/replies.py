"""What a person may ask by message, and the answers: HTML as Telegram reads it."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from html import escape

import sqlalchemy as sa

from power_usage import words
from power_usage.domain.balance import MovementKind
from power_usage.domain.calendar import buckets, day_start, local_day, next_month, zone
from power_usage.domain.outages import OutageKind
from power_usage.domain.reading import Source
from power_usage.outlets.picture import Chart, picture
from power_usage.readmodels import history, movements, now, sessions
from power_usage.readmodels.meters import MeterView, meters

LAST = 5
MOST_MUTED_S = 7 * 86_400
UNITS_S = {"m": 60, "h": 3600, "d": 86_400}
COMMANDS = {
    "status": "source, load, balance",
    "today": "what was used today and what it cost",
    "month": "the same of this month",
    "graph": "a picture of the last 24 hours, or of as many as you say: /graph 72",
    "dg": "the generator's last sessions",
    "recharges": "the last ones, and what was taken off",
    "mute": "no messages for so long: /mute 2h (30m, 2h, 1d; 0 ends it)",
    "help": "this list",
}
HELP = "\n".join(f"/{name} - {what}" for name, what in COMMANDS.items())
HOURS, MOST_HOURS = 24, 720
BARS = 48
"""More of them cannot be told apart on a phone."""
GROUPS = (5, 15, 30, 60, 120, 180, 360, 720, 1440)
NO_READING = "There is no reading yet."
TROUBLE = {
    OutageKind.SERVER: "The ELNET server is away",
    OutageKind.NO_READING: "ELNET answers, but with no reading",
    OutageKind.OLD: "ELNET answers with old data",
}
NAMES = {Source.EB: "Grid (EB)", Source.DG: "Generator (DG)"}


@dataclass(frozen=True, slots=True)
class Reply:
    """The text, or pictures (PNG) instead of it.

    `mute_s`: for how many seconds messages are to be muted (0: no longer; None: as before).
    """

    text: str = ""
    pictures: tuple[bytes, ...] = ()
    mute_s: int | None = None


def reply(conn: sa.Connection, asked: str, at: int) -> Reply:
    """The answer to what a person wrote at `at` (UTC epoch seconds)."""
    command, *rest = asked.strip().split() or [""]
    name = command.removeprefix("/").split("@")[0].lower()
    if name == "mute":
        return _mute(" ".join(rest))
    known = meters(conn)
    if name == "graph":
        return _graph(conn, known, rest, at)
    answer = _ANSWERS.get(name)
    if answer is None:
        return Reply(HELP)
    if not known:
        return Reply(NO_READING)
    parts = []
    for meter in known:
        head = f"<b>{escape(meter.name)}</b>\n" if len(known) > 1 else ""
        parts.append(head + "\n".join(answer(conn, meter, at)))
    return Reply("\n\n".join(parts))


def _mute(length: str) -> Reply:
    found = re.fullmatch(r"(\d{1,5})\s*([mhd]?)\w*", length.strip().lower())
    if found is None:
        return Reply("For how long? /mute 2h")
    seconds = min(int(found[1]) * UNITS_S[found[2] or "h"], MOST_MUTED_S)
    if seconds == 0:
        return Reply("Messages come again.", mute_s=0)
    return Reply(f"No messages for {words.lasting(seconds)}, but urgent ones. /mute 0 ends it.", mute_s=seconds)


def _graph(conn: sa.Connection, known: list[MeterView], rest: list[str], at: int) -> Reply:
    asked = rest[0].lower().removesuffix("h") if rest else str(HOURS)
    if not re.fullmatch(r"[0-9]{1,4}", asked) or not 1 <= int(asked) <= MOST_HOURS:
        return Reply(f"For how many hours, 1 to {MOST_HOURS}? /graph {HOURS}")
    hours = int(asked)
    group = next((minutes for minutes in GROUPS if hours * 60 <= minutes * BARS), GROUPS[-1])
    charts = []
    for meter in known:
        tz = zone(meter.timezone)
        used = history.usage(conn, meter.id, buckets(at - hours * 3600, at, group, tz))
        if any(wh is not None for wh in used.eb_wh):
            head = f"{meter.name}: " if len(known) > 1 else ""
            charts.append(Chart(f"{head}last {hours} hours" if hours > 1 else f"{head}last hour", used, tz))
    if not charts:
        return Reply(NO_READING if not known else f"Nothing is known of the last {hours} hours.")
    return Reply(pictures=tuple(picture(chart) for chart in charts))


def _status(conn: sa.Connection, meter: MeterView, at: int) -> list[str]:
    found = now.status(conn, meter.id, at)
    if found.source is None or found.read_at is None or found.source_since is None:
        return [NO_READING]
    lines = [f"<b>{NAMES[found.source]}</b> for {words.lasting(max(0, at - found.source_since))}"]
    lines.append(f"Load {words.kw(found.load_w)} kW, balance {words.rupees(found.balance_paise)}")
    when = words.when(found.read_at, at, zone(meter.timezone))
    fresh = found.freshness is now.Freshness.FRESH
    lines.append(f"read at {when}" if fresh else f"<b>Old:</b> the last reading is of {when}")
    if found.outages.relay:
        lines.insert(0, "<b>The supply is cut off:</b> the meter's relay is off")
    return [*lines, TROUBLE[found.outages.data.kind]] if found.outages.data else lines


def _used(use: now.Use | None) -> list[str]:
    if use is None:
        return ["Nothing is known of it yet."]
    return [
        f"Grid {words.kwh(use.eb_wh)} kWh, {words.rupees(use.eb_paise)}",
        f"Generator {words.kwh(use.dg_wh)} kWh, {words.rupees(use.dg_paise)}",
        f"Together {words.kwh_together(use.eb_wh, use.dg_wh)} kWh, {words.rupees(use.eb_paise + use.dg_paise)}",
    ]


def _today(conn: sa.Connection, meter: MeterView, at: int) -> list[str]:
    return _used(now.spent(conn, meter.id, at).today)


def _month(conn: sa.Connection, meter: MeterView, at: int) -> list[str]:
    return _used(now.spent(conn, meter.id, at).month)


def _recharges(conn: sa.Connection, meter: MeterView, at: int) -> list[str]:
    found = movements.movements(conn, meter.id, limit=2 * LAST)
    signs = {MovementKind.RECHARGE: 1, MovementKind.DEDUCTION: -1}
    lines = [
        f"{words.when(m.at, at, zone(meter.timezone))}: {words.rupees(signs[m.kind] * m.amount_paise)}" for m in found
    ]
    return lines or ["None seen yet."]


def _dg(conn: sa.Connection, meter: MeterView, at: int) -> list[str]:
    tz = zone(meter.timezone)
    first = local_day(at, tz).replace(day=1)
    month = sessions.sessions_within(conn, meter.id, Source.DG, day_start(first, tz), day_start(next_month(first), tz))
    lines = []
    for one in sessions.sessions(conn, meter.id, source=Source.DG, limit=LAST):
        lasted = words.lasting((one.end_at or at) - one.start_at)
        running = ", running" if one.end_at is None else ""
        lines.append(
            f"{words.when(one.start_at, at, tz)}: {lasted}, {words.kwh(one.wh)} kWh, {words.rupees(one.paise)}{running}"
        )
    times = "1 time" if len(month) == 1 else f"{len(month)} times"
    total = f"This month {times}, {words.rupees(sum(one.paise for one in month))}"
    return [*lines, total] if lines else ["The generator has not run since the first reading."]


_ANSWERS: dict[str, Callable[[sa.Connection, MeterView, int], list[str]]] = {
    "status": _status,
    "today": _today,
    "month": _month,
    "recharges": _recharges,
    "dg": _dg,
}
