"""Texts about asking ELNET: no answers, none of use, no way in; and about the tracker itself."""

from html import escape

from power_usage.domain.outages import OutageKind
from power_usage.elnet.errors import REFUSALS, SENTENCES
from power_usage.outlets.messages.facts import Facts

_CAUSES = {
    OutageKind.SERVER.value: "The ELNET server was away",
    OutageKind.NO_READING.value: "ELNET answered, but with no reading,",
    OutageKind.OLD.value: "ELNET answered with old data",
}


def no_data(f: Facts) -> list[str]:
    since, reason = f.when(f.number("since")), f.word("reason")
    match f.word("outage"):
        case OutageKind.SERVER:
            head, why = "<b>The ELNET server</b> is away", SENTENCES.get(reason, "")
        case OutageKind.NO_READING:
            head, why = "<b>ELNET answers, but with no reading</b>", SENTENCES.get(reason, "")
        case _:
            head, why = "<b>ELNET answers with old data</b>", REFUSALS.get(reason, "It repeats its last reading.")
    return [f"{head}: no new reading since {since}", why, "Nothing is lost: it is added when data comes"]


def data_back(f: Facts) -> list[str]:
    lines = ["<b>Readings again</b>; what was used meanwhile has been added"]
    if cause := _CAUSES.get(f.word("outage")):
        lines.append(f"{cause} from {f.when(f.number('since'))} to {f.when()}")
    return lines


def tracker_off(f: Facts) -> list[str]:
    return [
        f"<b>The tracker was off</b> from {f.when(f.number('start'))} to {f.when(f.number('end'))}",
        "Its own computer was without power or it was stopped: no fault of ELNET's",
        "What was used meanwhile is added from the meter's registers",
    ]


def token(f: Facts) -> list[str]:
    return [
        "<b>ELNET refuses the token</b>",
        "Capture a new one from the vendor's app, put it into POWER_USAGE_BEARER_TOKEN",
        "With a login, nothing need be done: the tracker gets a new one after a pause",
    ]


def login(f: Facts) -> list[str]:
    return [
        "<b>ELNET refuses the login</b>",
        "Correct ELNET_USERNAME and ELNET_PASSWORD, or ELNET_AES_KEY and ELNET_AES_IV, and start again",
        "It is not tried again for a day: too many wrong tries may lock the account",
    ]


def password(f: Facts) -> list[str]:
    days = f.alert.facts.get("days")
    if not isinstance(days, int):
        return [
            "<b>The ELNET password has expired</b>",
            "Change it in the vendor's app, then put it into ELNET_PASSWORD",
        ]
    when = "today" if days == 0 else f"in {days} day{'' if days == 1 else 's'}"
    return [
        f"<b>The ELNET password</b> expires {when}",
        "Change it in the vendor's app, then put it into ELNET_PASSWORD",
    ]


def backup_old(f: Facts) -> list[str]:
    good = f.alert.facts.get("good_at")
    last = f"the last good one is of {f.when(good)}" if isinstance(good, int) else "none was good so far"
    return [
        f"<b>No backup for three days:</b> {last}",
        escape(f.word("words") or "The tracker did not run at night.", quote=False),
        "'power-usage backup' tries it now",
    ]


def damaged(f: Facts) -> list[str]:
    return ["❗ <b>The database was damaged</b>", escape(f.word("words"), quote=False)]
