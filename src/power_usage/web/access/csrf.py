"""Only our own pages may change anything: their forms carry what no other site can know."""

import hmac
import secrets
from urllib.parse import urlsplit

from flask import Response, g, request
from markupsafe import Markup

from power_usage.web.access.visitor import COOKIE, visitor
from power_usage.web.language import gettext
from power_usage.web.problems import Refusal

FIELD, VISIT = "csrf", "visit"
FROM_HERE = ("same-origin", "none")


def csrf_field() -> Markup:
    """For every form that changes something."""
    return Markup('<input type="hidden" name="{}" value="{}">').format(FIELD, _expected(_secret()))


def require_own_form() -> None:
    """Refuse a request that changes something and does not come from a form of ours."""
    origin, site = request.headers.get("Origin"), request.headers.get("Sec-Fetch-Site")
    if site is not None:
        elsewhere = site not in FROM_HERE
    else:
        elsewhere = origin is not None and urlsplit(origin).netloc != request.host
    if elsewhere:
        raise Refusal(
            gettext(
                "This was sent from another site, so nothing was changed. If it was your own page, a proxy changes the"
                " address on the way: let it pass on the header Host, or see POWER_USAGE_TRUSTED_PROXIES."
            ),
            status=403,
        )
    secret = _known_secret()
    if secret is None or not hmac.compare_digest(_expected(secret).encode(), request.form.get(FIELD, "").encode()):
        words = gettext("This form is too old, or not ours: nothing was changed. Load its page again.")
        raise Refusal(words, status=403)


def remember(response: Response) -> None:
    """Give whoever saw a form and has no session a cookie that the form belongs to."""
    if visit := g.pop("new_visit", None):
        response.set_cookie(VISIT, visit, httponly=True, samesite="Lax", secure=request.is_secure)


def _secret() -> str:
    known = _known_secret()
    if known is not None:
        return known
    if "new_visit" not in g:
        g.new_visit = secrets.token_urlsafe(32)
    return str(g.new_visit)


def _known_secret() -> str | None:
    if visitor().has_session:
        return request.cookies[COOKIE]
    return request.cookies.get(VISIT) or None


def _expected(secret: str) -> str:
    return hmac.digest(secret.encode("utf-8", "surrogatepass"), b"form", "sha256").hex()
