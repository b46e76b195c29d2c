"""Coming into office and leaving it: hand-over, ends, training."""
