"""Agreement of a group, summed up: who stands apart, who is furthest, camps, each hélice."""

import numpy as np
import pytest

from priorizar.elicitation.opinions import consensus_within, opinions
from priorizar.elicitation.weights import People
from priorizar.weighting.agreement import consensus, kendall_w
from refusals import problems_of


def crowd(values, helices=None):
    values = np.asarray(values, dtype=float)
    codes = tuple(f"P{i}" for i in range(len(values)))
    helices = helices or ("publico",) * len(values)
    share = np.full(len(values), 1 / len(values))
    return People(codes, tuple(helices), ("points",) * len(values), values, share, ())


def test_measures_are_those_of_the_numeric_core():
    values = np.random.default_rng(3).dirichlet(np.ones(4), 7)
    found = opinions(crowd(values), tuple("abcd"), 9.0)
    assert found.consensus == consensus(values, 9.0)
    assert found.kendall_w == kendall_w(values)
    np.testing.assert_allclose(found.distances, found.distances.T)
    apart = [np.abs(values[i] - values[j]).sum() / 2 for i in range(7) for j in range(i)]
    assert found.mean_distance == pytest.approx(np.mean(apart))


def test_dissent_is_kept_by_code_and_criterion():
    values = [[0.5, 0.3, 0.2]] * 6 + [[0.1, 0.3, 0.6]]
    found = opinions(crowd(values, ["publico"] * 6 + ["academia"]), tuple("abc"))
    assert [(one.code, one.helice, one.criterion) for one in found.apart] == [
        ("P6", "academia", "a"),
        ("P6", "academia", "c"),
    ]
    assert (found.apart[0].weight, found.apart[0].median) == (0.1, 0.5)
    assert found.furthest(1) == (("P6", pytest.approx(0.4)),)


def test_camps_by_code():
    one, other = [0.7, 0.1, 0.1, 0.1], [0.1, 0.1, 0.1, 0.7]
    found = opinions(crowd([one, other] * 4), tuple("abcd"))
    assert sorted(found.camps) == [("P0", "P2", "P4", "P6"), ("P1", "P3", "P5", "P7")]
    assert opinions(crowd([one] * 8), tuple("abcd")).camps == ()


def test_all_the_same_agree():
    found = opinions(crowd([[0.6, 0.4]] * 3), tuple("ab"))
    assert (found.consensus, found.reading.level, found.mean_distance, found.apart) == (1, "very_high", 0, ())


def test_five_factions_are_no_agreement_and_nobody_stands_apart():
    """24 people give 40 points to one criterion and 15 to the others: the consensus alone calls it 88 %."""
    values = np.repeat(np.full((5, 5), 0.15) + 0.25 * np.eye(5), [5, 5, 5, 5, 4], axis=0)
    found = opinions(crowd(values), tuple("abcde"))
    assert round(found.consensus, 2) == 0.88
    assert found.kendall_w == pytest.approx(0, abs=0.01)
    assert (found.reading.level, found.reading.measure) == ("very_low", "order")
    assert [len(camp) for camp in found.camps] == [5, 5, 5, 5, 4]
    assert found.apart == ()


@pytest.mark.parametrize("seed", range(5))
def test_random_points_are_no_agreement(seed):
    points = np.random.default_rng(seed).multinomial(100, np.full(5, 0.2), 24) / 100
    found = opinions(crowd(points), tuple("abcde"))
    assert found.consensus > 0.95
    assert found.kendall_w < 0.15
    assert found.reading.level == "very_low"
    assert found.camps == ()
    assert len({one.code for one in found.apart}) <= 6


def test_each_helice_by_itself():
    people = crowd([[0.6, 0.4], [0.6, 0.4], [0.1, 0.9]], ["publico", "publico", "ong"])
    assert consensus_within(people) == {"publico": 1.0, "ong": None}


def test_one_person_has_nobody_to_agree_with():
    problems = problems_of(opinions, crowd([[1.0]]), ("a",))
    assert problems[0].key == "weighting.one_person"
