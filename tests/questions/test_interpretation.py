"""From which value on people are told one thing rather than another."""

from __future__ import annotations

import pytest

from priorizar.questions.interpretation import how_alike, how_sure


@pytest.mark.parametrize(
    ("share", "read"),
    [
        (1.0, "sure"),
        (0.95, "sure"),
        (0.94, "fairly"),
        (0.75, "fairly"),
        (0.5, "likely"),
        (0.49, "open"),
        (0.25, "open"),
        (0.24, "hardly"),
        (0.0, "hardly"),
    ],
)
def test_how_sure_a_first_place_is_begins_at_its_limit(share, read):
    assert how_sure(share) == read


@pytest.mark.parametrize(
    ("spearman", "read"),
    [
        (1.0, "same"),
        (1 - 1e-12, "same"),
        (0.99, "close"),
        (0.8, "close"),
        (0.5, "partly"),
        (0.2, "little"),
        (0.0, "none"),
        (-0.2, "none"),
        (-0.21, "opposed"),
        (-1.0, "opposed"),
    ],
)
def test_how_alike_two_orders_are_begins_at_its_limit(spearman, read):
    assert how_alike(spearman) == read
