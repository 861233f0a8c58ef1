"""What of a ranking survives what we do not know: weights that could differ, cells that are intervals."""
