"""Page to come."""

from priorizar.app.chosen import Chosen


def show(chosen: Chosen) -> None:
    """Show the page."""
