"""Why a chain stands where it stands, what would change that, and what it is strong and weak in."""
