"""Where a visitor is sent back to: only to a place of ours."""


def own_place(asked: str | None) -> str:
    """The path if it is one on this site, else the start page."""
    place = asked or "/"
    own = place.startswith("/") and not place.startswith(("//", "/\\")) and place.isprintable()
    return place if own else "/"
