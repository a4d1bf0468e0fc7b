"""Everything that can go wrong with ELNET, on one page. `retry` says whether asking again soon can help."""

from power_usage.words import said


class ElnetError(Exception):
    """ELNET gave no usable answer. `reason` is its name elsewhere; the text is a sentence for a person."""

    reason = "not_elnet"
    retry = False
    sentence = said("ELNET gave no usable answer.")

    heard = True
    """Whether the server may have heard what was asked."""

    def __init__(self, detail: str = "") -> None:
        super().__init__(f"{self.sentence} {detail}".strip())


class Unreachable(ElnetError):
    """No connection, or it broke."""

    reason = "unreachable"
    retry = True
    sentence = said("The ELNET server cannot be reached.")


class TimedOut(ElnetError):
    """No answer in time."""

    reason = "timeout"
    retry = True
    sentence = said("The ELNET server did not answer in time.")


class TokenRefused(ElnetError):
    """The bearer token is not accepted (any more)."""

    reason = "token_refused"
    sentence = said(
        "ELNET refuses the token: capture a new one from the vendor's app and put it into POWER_USAGE_BEARER_TOKEN."
        " With a login, the tracker itself gets a new one after a pause."
    )


class LoginRefused(ElnetError):
    """ELNET does not take the user name or password (or cannot read what the AES key and IV made of them)."""

    reason = "login_refused"
    sentence = said(
        "ELNET refuses the login: correct ELNET_USERNAME, ELNET_PASSWORD, ELNET_AES_KEY or ELNET_AES_IV. It is not"
        " tried again until they change, or a day has passed: too many wrong tries may lock the account."
    )


class NoData(ElnetError):
    """A proper answer that says there is no data."""

    reason = "no_data"
    retry = True
    sentence = said("The ELNET server says that it has no data for this meter.")


class NotElnet(ElnetError):
    """An error page, an empty body, a body cut off, or something without the fields of an answer."""

    reason = "not_elnet"
    retry = True
    sentence = said("What came back is not an ELNET answer.")


SENTENCES = {
    kind.reason: kind.sentence for kind in (Unreachable, TimedOut, TokenRefused, LoginRefused, NoData, NotElnet)
}
"""What each reason means, for a person."""
REFUSALS = {
    "all_zero": said("ELNET answers with nothing but zeros."),
    "clock_ahead": said(
        "ELNET's readings seem to come from the future: the clock of this computer is probably slow. Set it right."
    ),
    "clock_behind": said("ELNET's readings are older than a week."),
    "older_than_last": said("ELNET answers with readings older than the last one."),
    "same_time_other_figures": said("ELNET changes its figures without a new time."),
    "register_fell": said("ELNET's registers fell, as they cannot. If the meter was replaced, that is believed soon."),
    "register_jumped": said("ELNET's registers leapt farther than the supply can give."),
    "load_spike": said("ELNET shows a load that the supply cannot give: the load is left out, the registers count."),
    "balance_zero": said("ELNET shows a balance of 0.00 for a moment: the balance is left out, the registers count."),
}
"""Why an answer is not believed, by the verdict."""
