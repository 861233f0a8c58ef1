from decimal import Decimal, localcontext
from operator import mul

import numpy as np
import pymcdm.weights
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from priorizar.errors import PriorizarError
from priorizar.weighting.objective import SCHEMES, blend, objective_weights
from refusals import problems_of


def tells_apart(matrix):
    """No column constant, no two in step: what every scheme has an answer to."""
    if np.ptp(matrix, axis=0).min() <= 0.5:
        return False
    return np.abs(np.corrcoef(matrix, rowvar=False) - np.eye(4)).max() < 0.99


matrices = arrays(float, (6, 4), elements=st.floats(1, 100), fill=st.nothing()).filter(tells_apart)
signs = arrays(np.int64, 4, elements=st.sampled_from([-1, 1]))


def keys(scheme, matrix, directions=None):
    matrix = np.array(matrix, dtype=float)
    signs = np.ones(matrix.shape[1], int) if directions is None else directions
    found = problems_of(objective_weights, scheme, matrix, signs)
    return {one.key.removeprefix("weighting."): one.values.get("criteria") for one in found}


@settings(max_examples=30)
@given(matrices, signs, st.permutations(range(4)))
def test_sums_to_one_none_negative_and_reordering_permutes(matrix, directions, order):
    for scheme in SCHEMES.keys() - {"cilos", "idocriw"}:
        w = objective_weights(scheme, matrix, directions)
        assert w.sum() == pytest.approx(1, abs=1e-12)
        assert w.min() >= 0
        again = objective_weights(scheme, matrix[:, order], directions[list(order)])
        np.testing.assert_allclose(again, w[list(order)], atol=1e-8)


def test_idocriw_is_entropy_times_cilos():
    matrix = np.array([[3.0, 100, 10, 7], [2.5, 80, 8, 5], [1.8, 50, 20, 11], [2.2, 70, 12, 9]])
    directions = np.array([-1, 1, -1, 1])
    theirs = pymcdm.weights.idocriw_weights(matrix, directions)
    np.testing.assert_allclose(objective_weights("idocriw", matrix, directions), theirs, rtol=1e-12)
    both = objective_weights("entropy", matrix, directions) * objective_weights("cilos", matrix, directions)
    np.testing.assert_allclose(both / both.sum(), theirs, rtol=1e-12)


def test_cilos_without_a_single_solution_is_refused():
    matrix = [[4, 5, 3, 4], [5, 6, 4, 3], [2, 6, 4, 1], [5, 3, 1, 5], [5, 5, 4, 6], [5, 2, 3, 1]]
    assert "objective_no_answer" in keys("cilos", matrix)
    assert "objective_no_answer" in keys("idocriw", matrix)


@settings(max_examples=30)
@given(matrices, signs)
def test_agrees_with_pymcdm(matrix, directions):
    """pymcdm's CRITIC takes no directions: it gets costs with their sign turned."""
    for scheme in ("entropy", "merec", "variance", "gini", "angle"):
        theirs = getattr(pymcdm.weights, f"{scheme}_weights")(matrix, directions)
        np.testing.assert_allclose(objective_weights(scheme, matrix, directions), theirs, atol=1e-9)
    theirs = pymcdm.weights.critic_weights(matrix * directions)
    np.testing.assert_allclose(objective_weights("critic", matrix, directions), theirs, atol=1e-9)


@settings(max_examples=20)
@given(matrices, signs, arrays(float, 4, elements=st.floats(0.01, 100)))
def test_units_do_not_matter(matrix, directions, factors):
    for scheme in ("entropy", "critic", "merec", "standard_deviation", "variance", "gini"):
        w = objective_weights(scheme, matrix, directions)
        np.testing.assert_allclose(objective_weights(scheme, matrix * factors, directions), w, atol=1e-7)


def exact(scheme, matrix, directions):
    """The textbook formula in sixty digits."""
    with localcontext(prec=60):
        columns = [[Decimal(float(x)) for x in column] for column in matrix.T]
        m, n = matrix.shape
        found = {"entropy": exact_entropy, "gini": exact_gini, "angle": exact_angle}.get(scheme)
        if found is not None:
            raw = [found(column) for column in columns]
        elif scheme == "merec":
            raw = exact_merec(columns, directions)
        else:
            scaled = [
                [(x - min(c) if d > 0 else max(c) - x) / (max(c) - min(c)) for x in c]
                for c, d in zip(columns, directions, strict=True)
            ]
            centred = [[x - sum(c) / m for x in c] for c in scaled]
            squares = [sum(x * x for x in c) for c in centred]
            if scheme == "variance":
                raw = squares
            elif scheme == "standard_deviation":
                raw = [x.sqrt() for x in squares]
            elif scheme == "critic":
                raw = [
                    squares[j].sqrt()
                    * sum(
                        1 - sum(map(mul, centred[j], centred[k])) / (squares[j] * squares[k]).sqrt()
                        for k in range(n)
                    )
                    for j in range(n)
                ]
            else:
                tops = [sum(x * x for x in c) / m for c in scaled]
                raw = [
                    abs((top / (square / (m - 1))).sqrt().ln())
                    for top, square in zip(tops, squares, strict=True)
                ]
        return np.array([float(x / sum(raw)) for x in raw])


def exact_entropy(column):
    shares = [x / sum(column) for x in column]
    return 1 + sum(p * p.ln() for p in shares if p) / Decimal(len(column)).ln()


def exact_gini(column):
    return sum(abs(x - y) for x in column for y in column) / sum(column)


def exact_angle(column):
    # arc tangent of the deviation over the mean, brought near 0 by halving, then by its series
    mean = sum(column) / len(column)
    t = (sum((x - mean) ** 2 for x in column) / len(column)).sqrt() / mean
    for _ in range(20):
        t /= 1 + (1 + t * t).sqrt()
    return sum((-1) ** k * t ** (2 * k + 1) / (2 * k + 1) for k in range(8))


def exact_merec(columns, directions):
    n = len(columns)
    logs = [
        [abs(((min(c) / x) if d > 0 else (x / max(c))).ln()) / n for x in c]
        for c, d in zip(columns, directions, strict=True)
    ]
    whole = [sum(row) for row in zip(*logs, strict=True)]
    return [
        sum((1 + a).ln() - (1 + a - x).ln() for a, x in zip(whole, column, strict=True)) for column in logs
    ]


@pytest.mark.parametrize("scheme", sorted(SCHEMES.keys() - {"cilos", "idocriw"}))
@pytest.mark.parametrize("spread", [1e-2, 1e-5, 1e-8, 1e-11])
@pytest.mark.parametrize("size", [1.0, 2.0**1000, 2.0**-1000])
def test_columns_that_differ_in_their_last_digits_and_of_any_size(scheme, spread, size):
    rng = np.random.default_rng(7)
    matrix = np.array([1e3, 5e3, 0.3]) * (1 + spread * rng.random((6, 3)))
    directions = np.array([1, -1, 1])
    truth = exact(scheme, matrix, directions)
    np.testing.assert_allclose(objective_weights(scheme, size * matrix, directions), truth, rtol=1e-9)


@pytest.mark.parametrize("scheme", sorted(SCHEMES.keys() - {"cilos", "idocriw"}))
def test_columns_from_next_to_nothing_to_next_to_everything(scheme):
    matrix = np.array([[1e-300, 1e300, 3], [1.0, 1e-300, 4], [1e300, 1e299, 8], [1e299, 1.0, 1]])
    directions = np.array([1, -1, 1])
    truth = exact(scheme, matrix, directions)
    np.testing.assert_allclose(objective_weights(scheme, matrix, directions), truth, rtol=1e-9)


def test_entropy_where_shares_differ_by_a_hundred_millionth():
    e = 1e-8
    matrix = np.array([1e3, 5e3]) * (1 + e * np.array([[1, 1], [2, 3], [5, 2]]))
    directions = np.array([1, 1])
    np.testing.assert_allclose(objective_weights("entropy", matrix, directions), [0.8125, 0.1875], rtol=1e-6)
    # The best on the first lacks e on the second; the best on the second lacks 3 e on the first.
    cilos = objective_weights("cilos", matrix, directions)
    np.testing.assert_allclose(cilos, [1 / 4, 3 / 4], rtol=1e-6)
    both = np.array([0.8125 / 4, 0.1875 * 3 / 4])
    np.testing.assert_allclose(objective_weights("idocriw", matrix, directions), both / both.sum(), rtol=1e-6)


@pytest.mark.parametrize("scheme", list(SCHEMES))
def test_sums_beyond_any_float(scheme):
    matrix = np.array([[1.0, 3, 7], [2, 5, 1], [1.5, 1, 4], [3, 2, 6]])
    directions = np.array([1, 1, -1])
    w = objective_weights(scheme, matrix, directions)
    np.testing.assert_allclose(objective_weights(scheme, 2.0**1021 * matrix, directions), w, rtol=1e-12)


def test_merec_keshavarz_ghorabaee_2021():
    """Keshavarz-Ghorabaee et al. (2021), Symmetry 13: 525, section 3.1: five alternatives, four criteria."""
    matrix = np.array(
        [
            [450, 8000, 54, 145],
            [10, 9100, 2, 160],
            [100, 8200, 31, 153],
            [220, 9300, 1, 162],
            [5, 8400, 23, 158],
        ]
    )
    w = objective_weights("merec", matrix.astype(float), np.array([1, 1, -1, -1]))
    np.testing.assert_allclose(w, [0.5752, 0.0141, 0.4016, 0.0091], atol=6e-5)


def test_entropy_of_two_by_two_by_hand():
    """(1/4, 3/4) has entropy 0.8113 bits and (1/2, 1/2) would have one; (0, 1) has none."""
    w = objective_weights("entropy", np.array([[1.0, 0.0], [3.0, 5.0]]), np.array([1, 1]))
    np.testing.assert_allclose(w, np.array([1 - 0.8112781245, 1]) / (2 - 0.8112781245), rtol=1e-9)


def test_critic_by_hand():
    """Columns 1 and 2 run against each other, 3 is independent of both: conflicts 3, 3, 2; equal spread."""
    matrix = np.array([[0.0, 1, 0], [0, 1, 1], [1, 0, 0], [1, 0, 1]])
    w = objective_weights("critic", matrix, np.array([1, 1, 1]))
    np.testing.assert_allclose(w, [3 / 8, 3 / 8, 2 / 8])
    # With the second one turned round the first two say the same, and only the third is in conflict.
    np.testing.assert_allclose(
        objective_weights("critic", matrix, np.array([1, -1, 1])), [1 / 4, 1 / 4, 1 / 2]
    )


def test_one_criterion_takes_all():
    for scheme in ("entropy", "critic", "standard_deviation", "gini"):
        assert objective_weights(scheme, np.array([[1.0], [2.0], [4.0]]), np.array([1])).tolist() == [1]


class TestRefuses:
    @pytest.mark.parametrize("scheme", list(SCHEMES))
    def test_constant_columns_holes_and_single_rows(self, scheme):
        assert keys(scheme, [[1, 2, 3], [2, 2, 4]]) == {"objective_constant": ("2",)}
        assert keys(scheme, [[1, np.nan, 3], [2, 2, np.inf]]) == {"objective_not_finite": ("2", "3")}
        assert "objective_rows" in keys(scheme, [[1, 2, 3]])

    def test_what_the_formula_cannot_take(self):
        assert keys("entropy", [[1, -1], [2, 3]]) == {"objective_negative": ("2",)}
        assert keys("merec", [[1, 0], [2, 3]]) == {"objective_not_positive": ("2",)}
        assert keys("cilos", [[1, 0], [2, 3]]) == {"objective_not_positive": ("2",)}

    def test_criteria_that_say_the_same(self):
        assert "all_correlated" in keys("critic", [[1, 2], [2, 4], [4, 8]])

    def test_names_the_criteria_if_given(self):
        with pytest.raises(PriorizarError) as caught:
            objective_weights("critic", np.array([[1.0, 2], [1, 3]]), np.array([1, 1]), ["oferta", "ranking"])
        assert caught.value.problems[0].values["criteria"] == ("oferta",)


def test_blend():
    said, found = np.array([0.7, 0.3]), np.array([0.1, 0.9])
    np.testing.assert_allclose(blend(said, found, 0.75), [0.55, 0.45])
    with pytest.raises(PriorizarError):
        blend(said, found, 1.2)
