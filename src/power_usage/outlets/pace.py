"""How often an outlet looks, and how long it waits."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Pace:
    """Seconds: between two looks into the outbox, until an answer, between two tries at first and at most."""

    look_s: float = 2.0
    answer_s: float = 15.0
    first_pause_s: float = 2.0
    longest_pause_s: float = 300.0
    listen_s: int = 20
    """How long Telegram may hold a question for news open."""
