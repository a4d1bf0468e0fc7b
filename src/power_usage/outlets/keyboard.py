"""The buttons under what the bot says: the commands that people would else type."""

from telegram import InlineKeyboardButton, InlineKeyboardMarkup


def _rows(*rows: tuple[tuple[str, str], ...]) -> InlineKeyboardMarkup:
    return InlineKeyboardMarkup(
        [[InlineKeyboardButton(text, callback_data=command) for text, command in row] for row in rows]
    )


ANSWERED = _rows(
    (("Status", "status"), ("Today", "today"), ("Month", "month")),
    (("Graph", "graph"), ("Generator", "dg"), ("Recharges", "recharges")),
)
"""Under an answer."""
TOLD = _rows((("Status", "status"), ("Graph", "graph"), ("Mute 2 h", "mute 2h")))
"""Under an alert."""
