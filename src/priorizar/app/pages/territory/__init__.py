"""The page of the territory: the leaders on a map."""
