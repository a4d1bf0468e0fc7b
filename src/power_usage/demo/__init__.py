"""A simulated flat behind an ELNET server of our own: for the demo, and for tests of the real thing."""
