"""The page of scenarios side by side."""
