"""Where people are told: the texts, and the ways by which they go out."""
