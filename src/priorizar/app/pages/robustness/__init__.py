"""The page of robustness: one module a question."""
