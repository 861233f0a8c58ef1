"""The study: criteria, territory, chains, evidence, scenarios, and reading them from a folder."""
