from functools import partial

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from priorizar.methods.additive import additive
from priorizar.methods.ranks import ranks
from priorizar.methods.topsis import topsis
from priorizar.methods.vikor import vikor
from priorizar.uncertainty.reversal import reversals


def scored(method, matrix, weights):
    return method(matrix, weights, np.ones(matrix.shape[-1]))


@given(st.integers(0, 10_000), st.sampled_from([additive, topsis]))
@settings(max_examples=25, deadline=None)
def test_methods_that_score_each_alone_never_reverse(seed, method):
    rng = np.random.default_rng(seed)
    found = reversals(partial(scored, method), rng.random((6, 4)), rng.dirichlet(np.ones(4)))
    assert found.count("drop") == (6, 0, 0)
    assert found.count("copy") == (6, 0, 0)
    assert found.count("add") == (8, 0, 0)
    assert found.worst() is None


@pytest.mark.parametrize("method", [partial(topsis, reference="observed"), vikor])
def test_reversals_are_counted_as_one_by_one(method):
    weights, score = np.array([0.4, 0.3, 0.2, 0.1]), partial(scored, method)
    reversed_at_all = 0
    for seed in range(12):
        matrix = np.random.default_rng(seed).random((7, 4))
        found = reversals(score, matrix, weights)
        assert len(found.cases) == 7 + 7 + 8 + 4
        before = score(matrix, weights)
        for case in found.cases[:7]:
            assert case.kind == "drop"
            rest = np.delete(np.arange(7), case.which)
            after = score(matrix[rest], weights)
            turned = sum(
                (before[rest[a]] - before[rest[b]]) * (after[a] - after[b]) < 0
                for a in range(6)
                for b in range(a + 1, 6)
            )
            assert case.pairs == turned
            assert case.winner_changed == (np.argmax(after) != np.argmax(before[rest]))
            assert case.rank[case.which] == 0
            np.testing.assert_array_equal(case.rank[rest], ranks(after))
        changes = [case for case in found.cases if case.kind != "drop_criterion"]
        reversed_at_all += sum(case.pairs > 0 for case in changes)
        worst = found.worst()
        if worst is not None:
            assert max((case.winner_changed, case.pairs) for case in changes) == (
                worst.winner_changed,
                worst.pairs,
            )
    assert reversed_at_all > 5


def test_a_known_reversal_by_an_added_alternative():
    # Min-max over what is present: a third that stretches the first criterion shrinks a's advantage on it.
    matrix, weights = np.array([[0.6, 0.3], [0.5, 0.5]]), np.array([0.6, 0.4])
    score = partial(scored, partial(topsis, reference="observed", normalization="minmax"))
    assert ranks(score(matrix, weights)).tolist() == [1, 2]
    found = reversals(score, matrix, weights, additions=[[0.0, 0.4]])
    (added,) = [case for case in found.cases if case.kind == "add"]
    assert added.pairs == 1
    assert added.winner_changed
    assert added.rank.tolist() == [2, 1]
    assert found.worst() is added
    assert found.count("add") == (1, 1, 1)


def test_dropping_a_criterion():
    matrix = np.array([[1.0, 0.0, 0.5], [0.0, 1.0, 0.5]])
    found = reversals(partial(scored, additive), matrix, [0.5, 0.3, 0.2])
    dropped = [case for case in found.cases if case.kind == "drop_criterion"]
    assert [case.pairs for case in dropped] == [1, 0, 0]
    assert [case.winner_changed for case in dropped] == [True, False, False]
    assert found.worst() is None
    assert found.worst(["drop_criterion"]).which == 0


def test_one_alternative_one_criterion_all_the_weight():
    alone = reversals(partial(scored, topsis), np.array([[0.5, 0.5]]), [0.5, 0.5])
    assert alone.count("drop") == (0, 0, 0)
    assert alone.count("copy") == (1, 0, 0)
    single = reversals(partial(scored, additive), np.array([[0.5], [0.4]]), [1.0])
    assert single.count("drop_criterion") == (0, 0, 0)
    all_on_one = reversals(partial(scored, additive), np.eye(2), [1.0, 0.0])
    assert [case.which for case in all_on_one.cases if case.kind == "drop_criterion"] == [1]
