"""The console as this program uses it."""

from __future__ import annotations

from typing import Any

from rich import console


class Console(console.Console):
    """A console on which a name stays what it is: ``:smile:`` is no picture."""

    def __init__(self, **given: Any) -> None:
        super().__init__(**{"emoji": False, **given})
