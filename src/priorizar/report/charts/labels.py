"""Where names of points on a map go, so that they do not cover one another."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

GAP = 9.0
LETTER = 6.4
LINE = 13.0


@dataclass(frozen=True)
class Side:
    """On which side of its point a name stands.

    Parameters
    ----------
    align, baseline
        As Vega says it.
    dx, dy
        From the point, in pixels, to the right and down.
    """

    align: str
    baseline: str
    dx: float
    dy: float

    def box(self, x: float, y: float, width: float) -> tuple[float, float, float, float]:
        """Return left, top, right and bottom of a name."""
        left = x + self.dx - {"left": 0.0, "center": width / 2, "right": width}[self.align]
        top = y + self.dy - {"top": 0.0, "middle": LINE / 2, "bottom": LINE}[self.baseline]
        return left, top, left + width, top + LINE


SIDES = (
    Side("left", "middle", GAP, 0),
    Side("right", "middle", -GAP, 0),
    Side("center", "bottom", 0, -GAP),
    Side("center", "top", 0, GAP),
    Side("left", "bottom", GAP - 3, -GAP + 5),
    Side("left", "top", GAP - 3, GAP - 5),
    Side("right", "bottom", -GAP + 3, -GAP + 5),
    Side("right", "top", -GAP + 3, GAP - 5),
)
"""The best first."""


def place_names(points: Sequence[tuple[float, float]], names: Sequence[str]) -> list[Side]:
    """Choose a side for each name, one after another, where it covers least of the others and of the points.

    Parameters
    ----------
    points
        In pixels, to the right and down.
    names
        One a point.
    """
    taken = [(x - GAP + 2, y - GAP + 2, x + GAP - 2, y + GAP - 2) for x, y in points]
    chosen: dict[int, Side] = {}
    # Where points are close there is least to choose from: they come first.
    for i in sorted(range(len(points)), key=lambda i: (-_near(points, i), i)):
        x, y = points[i]
        width = LETTER * len(names[i])
        others = [box for at, box in enumerate(taken) if at != i]
        chosen[i] = min(SIDES, key=lambda side: sum(_shared(side.box(x, y, width), box) for box in others))
        taken.append(chosen[i].box(x, y, width))
    return [chosen[i] for i in range(len(points))]


def _near(points: Sequence[tuple[float, float]], i: int) -> int:
    x, y = points[i]
    return sum(abs(x - a) < 80 and abs(y - b) < 30 for a, b in points)


def _shared(one: tuple[float, float, float, float], other: tuple[float, float, float, float]) -> float:
    """Area that two boxes share."""
    width = min(one[2], other[2]) - max(one[0], other[0])
    height = min(one[3], other[3]) - max(one[1], other[1])
    return max(width, 0.0) * max(height, 0.0)
