"""Draws the app's icons from icon.svg: `make icons`. Needs a Chromium."""

import shutil
from pathlib import Path

from playwright.sync_api import sync_playwright

ICONS = Path(__file__).parent.parent / "src" / "power_usage" / "web" / "static" / "icons"
SIZES = {"icon-180": 180, "icon-192": 192, "icon-512": 512, "icon-maskable": 512}


def main() -> None:
    """Each size; the maskable one, which is cut to any shape, and Apple's fill their square."""
    drawing = (ICONS / "icon.svg").read_text(encoding="utf-8")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        for name, size in SIZES.items():
            page = browser.new_page(viewport={"width": size, "height": size})
            whole = drawing.replace('rx="112" ', "") if name in ("icon-180", "icon-maskable") else drawing
            page.set_content(f"<style>body{{margin:0}}svg{{display:block}}</style>{whole}")
            page.screenshot(path=ICONS / f"{name}.png", omit_background=True)
            page.close()
        browser.close()


if __name__ == "__main__":
    main()
