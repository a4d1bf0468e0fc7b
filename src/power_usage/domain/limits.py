"""The sanctioned loads: how much each source may give before the meter trips."""

NOT_SET_W = 52_000
"""ELNET shows 52 kW where no limit is set."""


def would_trip(load_w: int | None, limit_w: int | None, not_set_w: int = NOT_SET_W) -> bool:
    """Whether that load is beyond a source's limit; never where the load is not known or no limit is set. W."""
    return load_w is not None and limit_w is not None and 0 < limit_w < not_set_w and load_w > limit_w
