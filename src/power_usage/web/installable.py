"""What makes the pages installable as an app, and keeps the last of them for when the tracker is out of reach."""

from flask import Blueprint, Response, jsonify, url_for
from flask import send_from_directory as send

from power_usage.web.assets import DIST
from power_usage.web.language import gettext, language

installable = Blueprint("installable", __name__)
ICONS = (
    ("icon-192.png", "192x192", "any"),
    ("icon-512.png", "512x512", "any"),
    ("icon-maskable.png", "512x512", "maskable"),
)


@installable.get("/manifest.webmanifest")
def manifest() -> Response:
    """The web app manifest, in the reader's language."""
    answer = jsonify(
        id="/",
        name=gettext("Power usage"),
        short_name=gettext("Power"),
        description=gettext("Electricity use, balance and generator time of a prepaid meter"),
        lang=language(),
        start_url="/",
        scope="/",
        display="standalone",
        background_color="#f4f6f9",
        theme_color="#f4f6f9",
        icons=[
            {
                "src": url_for("page.static", filename=f"icons/{name}"),
                "sizes": sizes,
                "type": "image/png",
                "purpose": use,
            }
            for name, sizes, use in ICONS
        ],
        shortcuts=[
            {"name": gettext(text), "url": url_for(endpoint)}
            for text, endpoint in (
                ("Explore", "explore.explorer"),
                ("Money", "months.money"),
                ("Generator", "months.generator"),
            )
        ],
    )
    answer.mimetype = "application/manifest+json"
    answer.vary.update(("Accept-Language", "Cookie"))
    return answer


@installable.get("/worker.js")
def worker() -> Response:
    """The service worker. Its address is fixed and at the root, since that is what it may serve."""
    answer = send(DIST, "worker.js", mimetype="text/javascript")
    answer.cache_control.no_cache = True
    return answer
