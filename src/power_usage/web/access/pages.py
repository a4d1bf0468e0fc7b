"""The pages of the door: logging in and out, the first password, guests' links."""

import logging

import sqlalchemy as sa
from flask import Blueprint, Response, make_response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from power_usage.storage import access as kept
from power_usage.storage.access import Token, TokenKind
from power_usage.web.access.leaving import forget
from power_usage.web.access.passwords import LONGEST, SHORTEST, is_password, scrypt_of
from power_usage.web.access.places import own_place
from power_usage.web.access.visitor import COOKIE, Role, access, visitor
from power_usage.web.assets import assets
from power_usage.web.language import gettext
from power_usage.web.problems import Refusal
from power_usage.web.served import served

log = logging.getLogger(__name__)

doors = Blueprint("access", __name__, template_folder="../templates")

SESSION_S = 30 * 86_400
CODE_S = 900
MOST_NAME = 60


@doors.get("/robots.txt")
def robots() -> Response:
    """Nothing here is for search engines."""
    return Response("User-agent: *\nDisallow: /\n", mimetype="text/plain")


@doors.get("/login")
def ask() -> AnyResponse:
    """The form for the password, or for the first one."""
    back = own_place(request.args.get("back"))
    if visitor().password is None and not visitor().local:
        _tell_code()
    if visitor().role is Role.OWNER:
        return redirect(back)
    return _login_page(back)


@doors.post("/login")
def enter() -> AnyResponse:
    """Log in, or set the first password; slowed when it goes wrong."""
    back = own_place(request.form.get("back"))
    address = request.remote_addr or ""
    if wait := access().attempts.take(address, served().clock()):
        answer = _login_page(back, gettext("Too many tries. Try again in %(seconds)s seconds.", seconds=wait), 429)
        answer.headers["Retry-After"] = str(wait)
        return answer
    known = visitor().password
    typed = request.form.get("password", "")
    if known is None:
        return _first(typed, back, address)
    if not is_password(known.scrypt, typed):
        log.warning("A wrong password came from %s", address)
        return _login_page(back, gettext("That is not the password."), 401)
    access().attempts.succeeded(address)
    with access().writer.begin() as conn:
        return _logged_in(conn, back)


@doors.post("/logout")
def leave() -> AnyResponse:
    """End this session, or every session."""
    token = visitor().token
    with access().writer.begin() as conn:
        if "everywhere" in request.form:
            kept.end_sessions(conn)
        elif token is not None:
            kept.revoke(conn, token.id)
    return forget(redirect(url_for("access.ask"), 303))


@doors.get("/guest/<secret>")
def guest(secret: str) -> AnyResponse:
    """A guest's link: the browser remembers it, and may read."""
    answer: AnyResponse = redirect(url_for("page.dashboard"), 303)
    if visitor().has_session:
        return answer
    with served().engine.connect() as conn:
        token = kept.find_token(conn, secret, served().clock())
    if token is None or token.kind is not TokenKind.GUEST:
        words = gettext("This link is not good, or not any more. Ask whoever gave it for another.")
        raise Refusal(words, status=404)
    _give_key(answer, secret)
    return answer


@doors.get("/access")
def overview() -> str:
    """Who may see the pages."""
    return _overview()


@doors.post("/access/guests")
def invite() -> AnyResponse:
    """Make a guest's link, which is shown this once."""
    name = request.form.get("name", "").strip()
    if not name or len(name) > MOST_NAME or not name.isprintable():
        words = gettext("a name of 1 to %(most)s characters, for whom the link is", most=MOST_NAME)
        raise Refusal(words, "name")
    with access().writer.begin() as conn:
        secret = kept.add_token(conn, TokenKind.GUEST, served().clock(), name=name)
    answer = make_response(_overview(link=url_for("access.guest", secret=secret, _external=True)))
    answer.cache_control.no_store = True
    return answer


@doors.post("/access/revoke")
def revoke() -> AnyResponse:
    """End a guest's link or a program's token."""
    number = request.form.get("id", "")
    with access().writer.begin() as conn:
        if number.isascii() and number.isdecimal() and len(number) < 10:
            kept.revoke(conn, int(number))
    return redirect(url_for("access.overview"), 303)


@doors.post("/access/password")
def change_password() -> AnyResponse:
    """Set the password, or another one. Everybody must log in again; whoever did this is."""
    known = visitor().password
    if known is not None and known.from_setting:
        words = gettext("The password is that of POWER_USAGE_PASSWORD: change it there, and start again.")
        raise Refusal(words, status=409)
    if known is not None:
        address = request.remote_addr or ""
        if wait := access().attempts.take(address, served().clock()):
            words = gettext("Too many tries. Try again in %(seconds)s seconds.", seconds=wait)
            raise Refusal(words, status=429, wait_s=wait)
        if not is_password(known.scrypt, request.form.get("password", "")):
            raise Refusal(gettext("That is not the present password. Nothing was changed."), status=403)
        access().attempts.succeeded(address)
    wanted = request.form.get("new", "")
    if not SHORTEST <= len(wanted) <= LONGEST:
        raise Refusal(gettext("%(least)s to %(most)s characters", least=SHORTEST, most=LONGEST), "new")
    return _set_password(wanted, url_for("access.overview"))


def _first(typed: str, back: str, address: str) -> AnyResponse:
    """The first password, set from elsewhere: only whoever reads the tracker's own words may do it."""
    now = served().clock()
    with served().engine.connect() as conn:
        good = kept.is_code(conn, request.form.get("code", ""), now)
    if not (good or visitor().local):
        log.warning("A wrong code for the first password came from %s", address)
        _tell_code()
        return _login_page(back, gettext("That is not the code, or not any more."), 401)
    access().attempts.succeeded(address)
    if not SHORTEST <= len(typed) <= LONGEST:
        return _login_page(back, gettext("The password needs %(count)s characters or more.", count=SHORTEST), 422)
    log.info("The password for the pages was set from %s", address)
    return _set_password(typed, back)


def _set_password(wanted: str, back: str) -> AnyResponse:
    scrypt = scrypt_of(wanted)
    with access().writer.begin() as conn:
        kept.set_password(conn, scrypt)
        return _logged_in(conn, back)


def _logged_in(conn: sa.Connection, back: str) -> AnyResponse:
    """A session with a key that nobody knew before, so that none can be planted."""
    before = visitor().token
    if before is not None and before.kind is TokenKind.SESSION:
        kept.revoke(conn, before.id)
    secret = kept.add_token(conn, TokenKind.SESSION, served().clock(), seconds=SESSION_S)
    answer: AnyResponse = redirect(back, 303)
    _give_key(answer, secret)
    return answer


def _give_key(answer: AnyResponse, secret: str) -> None:
    answer.set_cookie(
        COOKIE, secret, max_age=SESSION_S, httponly=True, samesite="Lax", secure=request.is_secure, path="/"
    )


def _tell_code() -> None:
    """In the tracker's own words, which only its owner reads. One code is good for a while, whoever asks."""
    now = served().clock()
    with served().engine.connect() as conn:
        if kept.code_made(conn, now):
            return
    with access().writer.begin() as conn:
        if kept.password_now(conn) is None and not kept.code_made(conn, now):
            code = kept.add_code(conn, now, CODE_S)
            log.warning(
                "Somebody at %s opened the pages, and there is no password yet. If that is you, set one with this"
                " code, within %s minutes: %s",
                request.remote_addr,
                CODE_S // 60,
                code,
            )


def _login_page(back: str, wrong: str = "", status: int = 200) -> Response:
    answer = make_response(
        render_template(
            "login.html", assets=assets(), back=back, wrong=wrong, first=visitor().password is None, shortest=SHORTEST
        ),
        status,
    )
    answer.cache_control.no_store = True
    return answer


def _overview(link: str = "") -> str:
    with served().engine.connect() as conn:
        known: list[Token] = kept.tokens(conn, served().clock(), TokenKind.GUEST, TokenKind.API)
    return render_template("access.html", assets=assets(), known=known, link=link, me=visitor(), shortest=SHORTEST)
