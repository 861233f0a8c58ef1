"""Doubt counted on plain arrays: weights that could differ, cells that are intervals."""
