"""A square cell for each place, near where it is."""

from __future__ import annotations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from priorizar.report.charts.tiles import tile_grid

degrees = st.floats(-20, 20, allow_nan=False).map(lambda number: round(number, 4))
places = st.lists(st.tuples(degrees, degrees), min_size=1, max_size=30).map(np.array)


def where(at, cells):
    """A place in the unit of the cells."""
    span = np.ptp(at)
    return np.full(len(at), (cells - 1) / 2) if span == 0 else (at - at.min()) / span * (cells - 1)


@settings(deadline=None)
@given(places)
def test_no_two_places_share_a_cell(points):
    column, row = tile_grid(points[:, 0], points[:, 1])
    assert len(set(zip(column.tolist(), row.tolist(), strict=True))) == len(points)
    assert column.min() >= 0
    assert row.min() >= 0


@settings(deadline=None)
@given(places)
def test_the_same_places_have_the_same_cells(points):
    once, again = (tile_grid(points[:, 0], points[:, 1]) for _ in range(2))
    assert np.array_equal(once, again)


def provinces(study):
    there = study.provinces.values()
    return np.array([one.longitude for one in there]), np.array([one.latitude for one in there])


def test_no_free_cell_and_no_exchange_would_bring_a_province_nearer(study):
    x, y = provinces(study)
    column, row = tile_grid(x, y)
    columns, rows = 5, 8
    assert (column.max() + 1, row.max() + 1) == (columns, rows)
    east, south = where(x, columns), where(-y, rows)
    away = (column - east) ** 2 + (row - south) ** 2
    taken = set(zip(column.tolist(), row.tolist(), strict=True))
    free = [(a, b) for a in range(columns) for b in range(rows) if (a, b) not in taken]
    assert free
    for a, b in free:
        assert ((a - east) ** 2 + (b - south) ** 2 >= away - 1e-9).all()
    changed = (column[None] - east[:, None]) ** 2 + (row[None] - south[:, None]) ** 2
    assert (changed + changed.T >= away[:, None] + away[None] - 1e-9).all()


def test_what_lies_north_and_west_stands_above_and_to_the_left():
    column, row = tile_grid(np.array([0.0, 1.0, 0.0, 1.0]), np.array([1.0, 1.0, 0.0, 0.0]))
    assert column[0] == column[2] < column[1] == column[3]
    assert row[0] == row[1] < row[2] == row[3]


def test_no_places_need_no_cells():
    assert [len(one) for one in tile_grid(np.empty(0), np.empty(0))] == [0, 0]
