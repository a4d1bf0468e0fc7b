"""What the page's script says: it has no words of its own, and finds the reader's in the page."""

from power_usage.web.language import gettext


def script_words() -> dict[str, str]:
    """Each text by its English; {braces} are for the script to fill in."""
    return {
        "last hour": gettext("last hour"),
        "last {n} hours": gettext("last {n} hours"),
        "last {n} days": gettext("last {n} days"),
        "a minute each": gettext("a minute each"),
        "{n} minutes each": gettext("{n} minutes each"),
        "an hour each": gettext("an hour each"),
        "{n} hours each": gettext("{n} hours each"),
        "a day each": gettext("a day each"),
        "Grid (EB)": gettext("Grid (EB)"),
        "Generator (DG)": gettext("Generator (DG)"),
        "Together": gettext("Together"),
        "Before this tracker": gettext("Before this tracker"),
        "Before this tracker, estimated": gettext("Before this tracker, estimated"),
        "Mean": gettext("Mean"),
        "Highest": gettext("Highest"),
        "Load": gettext("Load"),
        "at most {kw}": gettext("at most {kw}"),
        "Observed": gettext("Observed"),
        "Found afterwards": gettext("Found afterwards"),
        "Compared with": gettext("Compared with"),
        "{n} of {all} days": gettext("{n} of {all} days"),
        "hours": gettext("hours"),
        "Nothing is known of this time": gettext("Nothing is known of this time"),
        "Since {when} {kwh} kWh for {cost}": gettext("Since {when} {kwh} kWh for {cost}"),
        "of it {kwh} kWh for {cost} from the generator": gettext("of it {kwh} kWh for {cost} from the generator"),
        "The tracker cannot be reached; the graph is as it was.": gettext(
            "The tracker cannot be reached; the graph is as it was."
        ),
        "No connection to the tracker: this is how things stood {when}. Is it still running?": gettext(
            "No connection to the tracker: this is how things stood {when}. Is it still running?"
        ),
        "graph": gettext("graph"),
    }
