"""Takes the README's screenshots of the demo: `make screenshots`. Needs a Chromium."""

import shutil
import subprocess
import sys
import time
from pathlib import Path
from urllib.request import urlopen

from playwright.sync_api import sync_playwright

SIZES = {"phone": (390, 844), "desktop": (1280, 800)}
PORT = 5093
URL = f"http://127.0.0.1:{PORT}/"


def wait_for_history() -> None:
    """Until the demo's month is there."""
    for _ in range(240):
        try:
            with urlopen(URL + "api/v1/status", timeout=2) as answer:
                if b'"fresh"' in answer.read():
                    return
        except OSError:
            pass
        time.sleep(0.5)
    raise SystemExit("the demo did not begin to answer")


def main(folder: Path) -> None:
    """Photograph the start page in every size and theme."""
    folder.mkdir(parents=True, exist_ok=True)
    command = [sys.executable, "-m", "power_usage", "demo", "--port", str(PORT)]
    demo = subprocess.Popen(command, stderr=subprocess.DEVNULL)
    try:
        wait_for_history()
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
            for name, (width, height) in SIZES.items():
                for theme in ("light", "dark"):
                    page = browser.new_page(viewport={"width": width, "height": height}, device_scale_factor=2)
                    page.on("console", lambda message: print(message.type, message.text))
                    page.emulate_media(color_scheme=theme)
                    page.goto(URL)
                    page.wait_for_selector("#graph[data-buckets]")
                    page.wait_for_timeout(600)
                    page.screenshot(path=folder / f"{name}-{theme}.png", full_page=name == "phone")
                    page.close()
            browser.close()
    finally:
        demo.terminate()
        demo.wait(20)


if __name__ == "__main__":
    main(Path(sys.argv[1] if len(sys.argv) > 1 else "docs/screenshots"))
