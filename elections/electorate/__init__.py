"""The roll: who may vote and why, objections, and the freeze."""
