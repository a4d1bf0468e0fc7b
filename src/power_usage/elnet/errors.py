"""Everything that can go wrong with ELNET, on one page. `retry` says whether asking again soon can help."""


class ElnetError(Exception):
    """ELNET gave no usable answer. `reason` is its name elsewhere; the text is a sentence for a person."""

    reason = "not_elnet"
    retry = False
    sentence = "ELNET gave no usable answer."

    heard = True
    """Whether the server may have heard what was asked."""

    def __init__(self, detail: str = "") -> None:
        super().__init__(f"{self.sentence} {detail}".strip())


class Unreachable(ElnetError):
    """No connection, or it broke."""

    reason = "unreachable"
    retry = True
    sentence = "The ELNET server cannot be reached."


class TimedOut(ElnetError):
    """No answer in time."""

    reason = "timeout"
    retry = True
    sentence = "The ELNET server did not answer in time."


class TokenRefused(ElnetError):
    """The bearer token is not accepted (any more)."""

    reason = "token_refused"
    sentence = (
        "ELNET refuses the token: capture a new one from the vendor's app and put it into POWER_USAGE_BEARER_TOKEN."
        " With a login, the tracker itself gets a new one after a pause."
    )


class LoginRefused(ElnetError):
    """ELNET does not take the user name or password (or cannot read what the AES key and IV made of them)."""

    reason = "login_refused"
    sentence = (
        "ELNET refuses the login: correct ELNET_USERNAME, ELNET_PASSWORD, ELNET_AES_KEY or ELNET_AES_IV. It is not"
        " tried again until they change, or a day has passed: too many wrong tries may lock the account."
    )


class NoData(ElnetError):
    """A proper answer that says there is no data."""

    reason = "no_data"
    retry = True
    sentence = "The ELNET server says that it has no data for this meter."


class NotElnet(ElnetError):
    """An error page, an empty body, a body cut off, or something without the fields of an answer."""

    reason = "not_elnet"
    retry = True
    sentence = "What came back is not an ELNET answer."


SENTENCES = {
    kind.reason: kind.sentence for kind in (Unreachable, TimedOut, TokenRefused, LoginRefused, NoData, NotElnet)
}
"""What each reason means, for a person."""
REFUSALS = {
    "all_zero": "ELNET answers with nothing but zeros.",
    "clock_ahead": (
        "ELNET's readings seem to come from the future: the clock of this computer is probably slow. Set it right."
    ),
    "clock_behind": "ELNET's readings are older than a week.",
    "older_than_last": "ELNET answers with readings older than the last one.",
    "same_time_other_figures": "ELNET changes its figures without a new time.",
    "register_fell": "ELNET's registers fell, as they cannot. If the meter was replaced, that is believed soon.",
    "register_jumped": "ELNET's registers leapt farther than the supply can give.",
}
"""Why an answer is not believed, by the verdict."""
