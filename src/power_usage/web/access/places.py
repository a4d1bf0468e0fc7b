"""Where a visitor is sent back to: only to a place of ours."""

import re

PLACE_OF_OURS = re.compile(r"/(?!/)[^\\\x00-\x1f\x7f]*")
"""A path on this server. Browsers read a backslash as a slash and skip tabs and line ends: both would lead away."""


def own_place(asked: str | None) -> str:
    """The path if it is one on this site, else the start page."""
    return asked if asked and PLACE_OF_OURS.fullmatch(asked) else "/"
