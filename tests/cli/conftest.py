"""Running the command line inside the test process."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

import pytest

from priorizar.cli import run


class Ran(NamedTuple):
    """What one command gave back."""

    code: int
    out: str
    err: str


@pytest.fixture
def priorizar(capsysbinary) -> Callable[..., Ran]:
    """Run a command: ``priorizar("rank", "--top", 3)``."""

    def call(*arguments: object) -> Ran:
        code = run([str(argument) for argument in arguments])
        shown = capsysbinary.readouterr()
        return Ran(code, shown.out.decode("utf-8", "surrogateescape"), shown.err.decode("utf-8"))

    return call
