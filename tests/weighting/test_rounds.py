import numpy as np
import pytest

from priorizar.weighting.agreement import consensus
from priorizar.weighting.rounds import compare_rounds
from refusals import problems_of

BEFORE = {"P1": np.array([0.8, 0.2]), "P2": np.array([0.2, 0.8]), "P3": np.array([0.5, 0.5])}
AFTER = {"P2": np.array([0.4, 0.6]), "P1": np.array([0.6, 0.4]), "P4": np.array([1.0, 0.0])}


def test_what_moved_who_moved_and_whether_agreement_grew():
    found = compare_rounds(BEFORE, AFTER)
    assert (found.people, found.left, found.joined) == (("P1", "P2"), ("P3",), ("P4",))
    np.testing.assert_allclose(found.shift, [[-0.2, 0.2], [0.2, -0.2]])
    np.testing.assert_allclose(found.mean_shift, 0, atol=1e-15)
    np.testing.assert_allclose(found.moved, 0.2)
    assert found.before.mean_distance == pytest.approx(0.6)
    assert found.after.mean_distance == pytest.approx(0.2)
    assert found.before.consensus == consensus(np.array([BEFORE["P1"], BEFORE["P2"]]))
    assert found.agreement_grew
    assert not compare_rounds(AFTER, BEFORE).agreement_grew


def test_nothing_moved():
    found = compare_rounds(BEFORE, BEFORE)
    assert found.moved.tolist() == [0, 0, 0]
    assert not found.agreement_grew


def test_rounds_of_different_people_are_refused():
    problems = problems_of(compare_rounds, {"P1": BEFORE["P1"]}, AFTER)
    assert problems[0].key == "weighting.rounds_apart"
