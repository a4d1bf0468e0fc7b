"""Waiting that ends when something happens."""

import asyncio


async def set_within(event: asyncio.Event, seconds: float) -> bool:
    """Whether the event was set within that time; it is waited for no longer."""
    try:
        await asyncio.wait_for(event.wait(), max(seconds, 0.0))
    except TimeoutError:
        return False
    return True
