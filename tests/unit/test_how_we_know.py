"""The worked figures of docs/how-we-know.md are those that the program computes of the simulated flat."""

import os
import re
from datetime import date
from itertools import pairwise
from pathlib import Path

import pytest

from altered import audited, flat, told
from power_usage import words
from power_usage.domain.marks import grid_runs
from power_usage.domain.spans import Point, allowed
from power_usage.readmodels.audit import Audit

PAGE = Path(__file__).parents[2] / "docs" / "how-we-know.md"
FIRST, SHOWN, LAST = date(2026, 3, 2), date(2026, 3, 5), date(2026, 3, 10)


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> Audit:
    """Nine days of the flat, with the deduction of the tenth."""
    return audited(told(tmp_path_factory.mktemp("how") / "flat.db", flat(9)), FIRST, LAST)


def account(found: Audit) -> str:
    """A day with a generator session."""
    one = next(day.check for day in found.days if day.day == SHOWN)
    price = one.prices[-1]
    assert price.eb is not None
    assert price.dg is not None
    expected = one.opening_paise + one.paid_paise - one.taken_paise - one.eb_paise - one.dg_paise
    rows = [
        (f"balance on {SHOWN:%-d %B} at 00:00", one.opening_paise),
        ("paid in", one.paid_paise),
        ("taken off", -one.taken_paise),
        (f"grid: {words.kwh(one.eb_wh)} units × ₹{price.eb.paise_per_mwh / 100_000:.4f}", -one.eb_paise),
        (f"generator: {words.kwh(one.dg_wh)} units × ₹{price.dg.paise_per_mwh / 100_000:.4f}", -one.dg_paise),
        ("so the balance should be", expected),
        ("the balance at the day's end", one.closing_paise),
        ("not explained", one.residual_paise),
        ("rounding explains up to", one.bound_paise),
    ]
    return "\n".join(["```", *(f"{name:<42}{words.rupees(paise):>12}" for name, paise in rows), "```"])


def price(found: Audit) -> str:
    """The longest run of that day on the grid: by its two ends, by all of its pairs; then by all days."""
    day = next(day for day in found.rates.days if day.day == SHOWN)
    run = max(grid_runs(day.marks), key=lambda run: run[-1].eb_wh - run[0].eb_wh)
    wh, paise = run[-1].eb_wh - run[0].eb_wh, run[-1].bill_paise - run[0].bill_paise
    points = [Point(mark.eb_wh, mark.bill_paise) for mark in run]
    ends, pairs = allowed([points[0], points[-1]]), allowed(points)
    rate = found.rates.eb.measured[-1].rate
    lines = [
        f"{words.kwh(wh)} units for {words.rupees(paise)}",
        f"by the two ends:   ₹{ends.low / 100_000:.4f} to ₹{ends.high / 100_000:.4f}",
        f"by all its pairs:  ₹{pairs.low / 100_000:.4f} to ₹{pairs.high / 100_000:.4f}",
        f"by all nine days:  ₹{rate.paise_per_mwh / 100_000:.4f}, give or take {rate.uncertainty / 1000:.2f} paise",
    ]
    return "\n".join(["```", *lines, "```"])


def test_the_worked_figures_are_those_of_the_program(found: Audit) -> None:
    text = PAGE.read_text(encoding="utf-8")
    for name, block in (("account", account(found)), ("price", price(found))):
        shown = f"<!-- {name} -->\n{block}\n<!-- end -->"
        if os.environ.get("WRITE_FIGURES"):
            before, _, rest = text.partition(f"<!-- {name} -->")
            text = before + shown + rest.partition("<!-- end -->")[2]
            PAGE.write_text(text, encoding="utf-8")
        assert shown in text


def test_a_resident_who_does_the_sum_by_hand_gets_the_same(found: Audit) -> None:
    lines = dict(re.findall(r"^(\S.*?) {2,}(\S+)$", account(found), flags=re.MULTILINE))
    opening, paid, taken, grid, generator, expected, closing, left, bound = (
        float(text.replace("₹", "").replace(",", "").replace("\N{MINUS SIGN}", "-")) for text in lines.values()
    )
    assert expected == pytest.approx(opening + paid + taken + grid + generator)
    assert left == pytest.approx(closing - expected, abs=1e-6)
    assert abs(left) <= bound
    units = [float(figure) for figure in re.findall(r"([\d.]+) units × ₹([\d.]+)", account(found))[0]]
    assert -grid == pytest.approx(units[0] * units[1], abs=0.006)


def test_the_days_follow_each_other(found: Audit) -> None:
    for early, late in pairwise(found.days):
        assert early.check.closing_paise == late.check.opening_paise
