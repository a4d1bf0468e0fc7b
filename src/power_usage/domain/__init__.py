"""The meaning of a meter's answers: pure functions on plain values, standard library only."""
