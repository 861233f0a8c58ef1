"""The page of the order: weights that are moved while it changes."""
