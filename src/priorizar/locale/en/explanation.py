"""Texts on why each chain stands where it stands."""

MESSAGES = {
    "screen_threshold": "the rule of “screen” on {criterion} has both “at_least” and “at_most”, or neither · a rule has a single threshold · keep one of the two",
    "screen_outside": "the threshold {threshold:g} of “screen” is outside the scale of {criterion}, from {low:g} to {high:g} · every chain would meet it, or none · correct the threshold",
}
