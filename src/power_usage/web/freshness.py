"""How far the figures are of this moment, in a sentence; and if they are not, whose fault that is."""

from zoneinfo import ZoneInfo

from power_usage.domain.outages import OutageKind
from power_usage.elnet.errors import REFUSALS, SENTENCES
from power_usage.readmodels.now import Freshness, Status
from power_usage.readmodels.outages import OutageView
from power_usage.web import wording
from power_usage.web.language import gettext
from power_usage.web.served import served
from power_usage.words import said


def freshness_words(status: Status, at: int, tz: ZoneInfo) -> str:
    """How old the figures are. The tracker, the server, its data and the relay are never taken for each other."""
    age = _age(status, at, tz)
    if relay := status.outages.relay:
        since = wording.when(relay.start_at, at, tz)
        cut = gettext("The supply is cut off: the meter's relay is off since %(time)s.", time=since)
        return f"{cut} {age[:1].upper()}{age[1:]}"
    before = status.outages.before
    if before is None or status.freshness is not Freshness.FRESH or served().demo:
        return age
    trouble = status.outages.tracker or status.outages.data  # what is wrong now is enough
    return age if trouble else f"{age}. {_was(before, at, tz)}"


def _age(status: Status, at: int, tz: ZoneInfo) -> str:
    if status.read_at is None:
        first = said("The first comes within a minute of the collector's start.")
        none = gettext("No reading yet.")
        return f"{none} {_why(status) or gettext(REFUSALS.get(status.refused or '', first))}"
    if served().demo and status.freshness is not Freshness.FRESH:
        return gettext("The demo is making up its past month: a few seconds.")
    if off := status.outages.tracker:
        since = wording.when(off.start_at, at, tz)
        return gettext(
            "The tracker is off since %(time)s: nobody reads the meter. Start it again; what was used is added then.",
            time=since,
        )
    if status.freshness is Freshness.FRESH:
        updated = gettext("updated %(time)s ago", time=wording.lasting(max(0, at - status.read_at)))
        return f"{updated}. {why}" if (why := _why(status)) else updated
    since = wording.when(status.read_at, at, tz)
    if status.freshness is Freshness.STALE:
        nothing = said("ELNET answers, but with nothing new.")
        why = gettext(REFUSALS.get(status.refused or "", nothing))
        later = gettext("What was used since will be added later.")
        stale = gettext("Stale since %(time)s.", time=since)
        return f"{stale} {why} {later}"
    why = _why(status) or gettext("Nothing was heard from ELNET.")
    offline = gettext("Offline since %(time)s.", time=since)
    return f"{offline} {why}"


def _why(status: Status) -> str:
    """What is wrong with the server's answers; one poll in vain is not worth a word while figures are fresh."""
    if status.freshness is Freshness.FRESH and status.outages.data is None:
        return ""
    return gettext(SENTENCES.get(status.silence or "", ""))


def _was(outage: OutageView, at: int, tz: ZoneInfo) -> str:
    times = {"first": wording.when(outage.start_at, at, tz), "last": wording.when(outage.end_at or at, at, tz)}
    match outage.kind:
        case OutageKind.TRACKER:
            return gettext("The tracker was off from %(first)s to %(last)s.", **times)
        case OutageKind.SERVER:
            return gettext("The ELNET server was away from %(first)s to %(last)s.", **times)
        case OutageKind.NO_READING:
            return gettext("ELNET gave no reading from %(first)s to %(last)s.", **times)
        case OutageKind.OLD:
            return gettext("ELNET gave only old data from %(first)s to %(last)s.", **times)
        case OutageKind.RELAY:
            return gettext("The supply was cut off by the meter's relay from %(first)s to %(last)s.", **times)
