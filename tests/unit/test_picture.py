"""The picture that /graph answers with."""

import io

from PIL import Image

from house import IST, NOON
from power_usage.outlets.picture import GENERATOR, GRID, HEIGHT, UNKNOWN, WIDTH, Chart, picture
from power_usage.readmodels.history import Usage


def colours(eb_wh: list[int | None], dg_wh: list[int | None]) -> dict[str, int]:
    """How many pixels of each colour the picture of those half hours has below its heading."""
    length = len(eb_wh)
    known: list[int | None] = [0 if wh is None else wh for wh in eb_wh]
    nothing: list[int | None] = [0] * length
    at = [NOON + 1800 * number for number in range(length)]
    used = Usage(at, [1800] * length, eb_wh, dg_wh, known, nothing, *[nothing] * 6)
    image = Image.open(io.BytesIO(picture(Chart("Last hours", used, IST))))
    assert image.size == (WIDTH, HEIGHT)
    found = image.crop((0, 130, WIDTH, HEIGHT)).getcolors(1_000_000)
    assert found is not None
    return {"#" + bytes(colour).hex(): count for count, colour in found if isinstance(colour, tuple)}


def test_bars_are_as_high_as_what_was_used_by_source() -> None:
    seen = colours([400, 400, 400, 400], [0, 0, 200, 200])
    assert abs(seen[GRID] / seen[GENERATOR] - 4) < 0.1
    assert UNKNOWN not in seen


def test_what_is_not_known_is_grey_and_no_bar() -> None:
    seen = colours([400, None, None, 400], [0, None, None, 0])
    assert seen[UNKNOWN] > seen[GRID] / 2
    assert GENERATOR not in seen


def test_nothing_used_is_drawn_too() -> None:
    assert GRID not in colours([0, 0], [0, 0])
