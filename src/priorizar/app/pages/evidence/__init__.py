"""The page of the evidence behind each cell."""
