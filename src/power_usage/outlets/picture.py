"""Usage by source as a picture, for where no page can be shown. Pure: figures in, PNG out."""

import io
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from PIL import Image, ImageDraw, ImageFont

from power_usage import words
from power_usage.readmodels.history import Usage

WIDTH, HEIGHT = 1200, 720
LEFT, RIGHT, TOP, BOTTOM = 96, 32, 168, 72
PAPER, INK, QUIET, LINE, UNKNOWN = "#ffffff", "#1f2937", "#6b7280", "#e5e7eb", "#f3f4f6"
GRID, GENERATOR = "#2563eb", "#b45309"
STEPS = (1, 2, 5)
MOST_LINES = 5
DAY_S = 86_400


@dataclass(frozen=True, slots=True)
class Chart:
    """What a picture shows: the usage, its heading, the meter's zone."""

    title: str
    usage: Usage
    tz: ZoneInfo


def picture(chart: Chart) -> bytes:
    """A PNG: bars of EB below DG, one a group; grey where nothing is known."""
    image = Image.new("RGB", (WIDTH, HEIGHT), PAPER)
    draw = ImageDraw.Draw(image)
    _heading(draw, chart)
    draw.text((LEFT, TOP - 20), f"kWh each {words.lasting(chart.usage.seconds[0])}", QUIET, _font(20), anchor="lm")
    step, top = _scale(chart.usage)
    _lines(draw, step, top)
    _bars(draw, chart.usage, top)
    _times(draw, chart)
    written = io.BytesIO()
    image.save(written, "PNG", optimize=True)
    return written.getvalue()


def _font(size: int) -> ImageFont.FreeTypeFont | ImageFont.ImageFont:
    return ImageFont.load_default(size)


def _money(paise: int) -> str:
    return words.rupees(paise).replace(words.RUPEE_SIGN, "Rs ")  # the font that Pillow brings has no such sign


def _heading(draw: ImageDraw.ImageDraw, chart: Chart) -> None:
    draw.text((LEFT, 24), chart.title, INK, _font(32))
    used, x = chart.usage, float(LEFT)
    for name, colour, source in (("Grid", GRID, "eb"), ("Generator", GENERATOR, "dg")):
        line = f"{name} {words.kwh(used.total(f'{source}_wh'))} kWh, {_money(used.total(f'{source}_paise'))}"
        draw.rectangle((x, 82, x + 20, 102), colour)
        draw.text((x + 30, 80), line, INK, _font(22))
        x += 70 + draw.textlength(line, _font(22))


def _scale(used: Usage) -> tuple[int, int]:
    """Wh between two lines, and Wh at the top: the highest bar fits under a whole line."""
    highest = max((_wh(used, place) for place in range(len(used.at))), default=0)
    size = 10
    while True:
        for factor in STEPS:
            step = size * factor
            if highest <= step * MOST_LINES:
                return step, max(step, -(-highest // step) * step)
        size *= 10


def _wh(used: Usage, place: int) -> int:
    return (used.eb_wh[place] or 0) + (used.dg_wh[place] or 0)


def _y(wh: int, top: int) -> float:
    return HEIGHT - BOTTOM - wh * (HEIGHT - TOP - BOTTOM) / top


def _lines(draw: ImageDraw.ImageDraw, step: int, top: int) -> None:
    for wh in range(0, top + 1, step):
        y = _y(wh, top)
        draw.line((LEFT, y, WIDTH - RIGHT, y), LINE, 2)
        draw.text((LEFT - 12, y), f"{wh / 1000:g}", QUIET, _font(20), anchor="rm")


def _bars(draw: ImageDraw.ImageDraw, used: Usage, top: int) -> None:
    for place, at in enumerate(used.at):
        x, end = _x(used, at), _x(used, at + used.seconds[place])
        gap = min(4.0, (end - x) / 4)
        if used.eb_wh[place] is None:
            draw.rectangle((x, TOP, end, HEIGHT - BOTTOM), UNKNOWN)
            continue
        low, high = used.eb_wh[place] or 0, _wh(used, place)
        for start, stop, colour in ((0, low, GRID), (low, high, GENERATOR)):
            if stop > start:
                draw.rectangle((x + gap / 2, _y(stop, top), end - gap / 2, _y(start, top)), colour)


def _x(used: Usage, at: int) -> float:
    start, end = used.at[0], used.at[-1] + used.seconds[-1]
    return LEFT + (at - start) * (WIDTH - LEFT - RIGHT) / (end - start)


def _times(draw: ImageDraw.ImageDraw, chart: Chart) -> None:
    """Five times under the axis; days where the picture spans several."""
    used = chart.usage
    start, end = used.at[0], used.at[-1] + used.seconds[-1]
    form = "%H:%M" if end - start <= DAY_S else "%a %H:%M" if end - start <= 4 * DAY_S else "%d %b"
    for number in range(5):
        place = min(number * len(used.at) // 4, len(used.at) - 1)
        at = used.at[place] if number < 4 else end
        anchor = "lt" if number == 0 else "rt" if number == 4 else "mt"
        text = datetime.fromtimestamp(at, chart.tz).strftime(form)
        draw.text((_x(used, at), HEIGHT - BOTTOM + 16), text, QUIET, _font(20), anchor=anchor)
