"""What a browser must forget when somebody logs out, or is not let in any more."""

from werkzeug.wrappers import Response

from power_usage.web.access.visitor import COOKIE

KEPT = '"cache", "storage"'
"""The pages that the service worker keeps for times without connection, and the worker itself."""


def forget(response: Response) -> Response:
    """Take the key from the browser, and the pages that it kept with it."""
    response.delete_cookie(COOKIE)
    response.headers["Clear-Site-Data"] = KEPT
    return response
