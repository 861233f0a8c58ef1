"""Letters that can be read on colours."""

from __future__ import annotations

import pytest

from priorizar.report.charts.colour import NOTHING, OKABE_ITO, ink_along, ink_on

LUMINANCE = {"black": 0.0, "white": 1.0}


def luminance(colour):
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [one / 12.92 if one <= 0.04045 else ((one + 0.055) / 1.055) ** 2.4 for one in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one, other):
    low, high = sorted((one, other))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("colour", [*OKABE_ITO, NOTHING, "#000000", "#FFFFFF"])
def test_letters_stand_out_from_what_they_are_on(colour):
    """By WCAG 2, at least 4.5 to 1."""
    assert contrast(luminance(colour), LUMINANCE[ink_on(colour)]) >= 4.5


@pytest.mark.parametrize("scheme", ["viridis", "cividis"])
def test_letters_stand_out_all_along_a_scheme(scheme):
    from matplotlib import colormaps
    from matplotlib.colors import to_hex

    for step in range(101):
        colour = to_hex(colormaps[scheme](step / 100))
        assert contrast(luminance(colour), LUMINANCE[ink_along(step / 100)]) >= 4.3, step
