"""Where the built script and styles are: Vite's manifest, read once."""

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path

DIST = Path(__file__).parent / "static" / "dist"


@dataclass(frozen=True, slots=True)
class Assets:
    """Paths below static/; both are empty where the front end was not built, and the page then works without."""

    script: str = ""
    styles: tuple[str, ...] = ()


@cache
def assets() -> Assets:
    """Of the dashboard."""
    manifest = DIST / ".vite" / "manifest.json"
    if not manifest.exists():
        return Assets()
    entry = json.loads(manifest.read_text(encoding="utf-8"))["src/main.ts"]
    return Assets(f"dist/{entry['file']}", tuple(f"dist/{name}" for name in entry.get("css", ())))
