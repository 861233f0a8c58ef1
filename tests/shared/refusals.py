"""What is refused, as tests say it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from priorizar.errors import PriorizarError, Problem, describe
from priorizar.locale import LANGUAGES


def problems_of(call: Callable[..., Any], *arguments: Any, **options: Any) -> tuple[Problem, ...]:
    """All that is wrong with a call, which must be refused; each has its sentence in both languages."""
    with pytest.raises(PriorizarError) as caught:
        call(*arguments, **options)
    assert all(describe(one, language) for one in caught.value.problems for language in LANGUAGES)
    return caught.value.problems


def refused(call: Callable[..., Any], *arguments: Any, **options: Any) -> list[str]:
    """The keys of what is wrong with a call."""
    return [one.key for one in problems_of(call, *arguments, **options)]
