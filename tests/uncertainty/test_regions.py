import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats
from scipy.spatial import ConvexHull

import priorizar.uncertainty.polytope
from priorizar.errors import describe
from priorizar.locale import LANGUAGES
from priorizar.uncertainty.order import Order
from priorizar.uncertainty.polytope import Polytope
from priorizar.uncertainty.regions import (
    Dirichlet,
    People,
    Simplex,
    interval_rows,
    region,
)
from priorizar.uncertainty.streams import EVIDENCE, WEIGHTS, stream
from refusals import problems_of

SIZE = 40_000


def draw(of, size=SIZE, chunk=0):
    weights = of.draw(stream(11, WEIGHTS, chunk), size)
    assert weights.shape == (of.criteria, size)
    assert weights.flags.c_contiguous
    assert (weights >= 0).all()
    np.testing.assert_allclose(weights.sum(axis=0), 1, atol=1e-12)
    upper, bound = of.constraints
    assert (upper @ weights <= bound[:, None] + 1e-9).all()
    return weights


def assert_mean(weights, expected):
    """Each mean within 4.5 standard errors of what theory says."""
    error = weights.std(axis=1, ddof=1) / np.sqrt(weights.shape[1])
    assert (np.abs(weights.mean(axis=1) - expected) <= 4.5 * error + 1e-12).all()


def test_a_stream_depends_on_seed_purpose_and_chunk_only():
    same = stream(7, WEIGHTS, 3).random(5)
    np.testing.assert_array_equal(same, stream(7, WEIGHTS, 3).random(5))
    others = [stream(8, WEIGHTS, 3), stream(7, EVIDENCE, 3), stream(7, WEIGHTS, 4)]
    for other in others:
        assert not np.isin(same, other.random(1000)).any()


@pytest.mark.parametrize("n", [2, 3, 5])
def test_simplex_is_uniform(n):
    weights = draw(Simplex(n))
    # A coordinate of the uniform simplex is Beta(1, n - 1); normalised U(0, 1) fails this badly.
    assert stats.kstest(weights[0], stats.beta(1, n - 1).cdf).pvalue > 1e-4
    wrong = np.random.default_rng(1).random((n, SIZE))
    assert stats.kstest((wrong / wrong.sum(axis=0))[0], stats.beta(1, n - 1).cdf).pvalue < 1e-10
    # Moments (Dirichlet with all ones): variance (n - 1) / (n^2 (n + 1)), covariance -1 / (n^2 (n + 1)).
    covariance = np.cov(weights)
    expected = (np.eye(n) * n - 1) / (n * n * (n + 1))
    np.testing.assert_allclose(covariance, expected, atol=5 / np.sqrt(SIZE) * expected.max())


def test_simplex_fills_equal_triangles_equally():
    # Nine congruent triangles of the three-criteria simplex: cut each side in three.
    weights = draw(Simplex(3))
    cells = np.floor(3 * weights[:2]).astype(int)
    upside_down = (3 * weights[:2]).sum(axis=0) - cells.sum(axis=0) > 1
    counts = np.unique(cells[0] * 10 + cells[1] * 100 + upside_down, return_counts=True)[1]
    assert len(counts) == 9
    assert stats.chisquare(counts).pvalue > 1e-4


def test_one_criterion_weighs_one():
    assert (draw(Simplex(1), 10) == 1).all()
    assert (draw(region(1, low=[0.2]), 10) == 1).all()


@pytest.mark.parametrize("concentration", [0.3, 2.0, 50.0])
def test_dirichlet_moments_and_zero_stays_zero(concentration):
    centre = np.array([0.5, 0.3, 0.2, 0.0])
    weights = draw(Dirichlet(centre, concentration))
    assert_mean(weights, centre)
    variance = centre * (1 - centre) / (concentration + 1)
    np.testing.assert_allclose(weights.var(axis=1), variance, rtol=0.05, atol=1e-12)
    assert (weights[3] == 0).all()


def test_dirichlet_survives_shapes_that_underflow():
    weights = draw(Dirichlet(np.array([0.5, 0.5]), 1e-4))
    assert_mean(weights, [0.5, 0.5])


@pytest.mark.parametrize("n", [2, 4, 6])
def test_full_order_is_centred_on_rank_order_centroid(n):
    # Barron (1992): the centroid of w1 >= ... >= wn is w_k = (1/k + ... + 1/n) / n.
    centroid = [sum(1 / j for j in range(k, n + 1)) / n for k in range(1, n + 1)]
    weights = draw(Order(n, tuple((i, i + 1) for i in range(n - 1))))
    assert_mean(weights, centroid)
    # Uniform: the smallest of n exponential spacings, n w_n, is Beta(1, n - 1).
    assert stats.kstest(n * weights[-1], stats.beta(1, n - 1).cdf).pvalue > 1e-4


def test_partial_order_agrees_with_rejection_and_with_the_polytope():
    pairs = ((0, 1), (0, 2), (3, 2))
    weights = draw(Order(4, pairs))
    free = Simplex(4).draw(stream(5, WEIGHTS, 0), 300_000)
    kept = free[:, np.all([free[a] >= free[b] for a, b in pairs], axis=0)]
    cut = draw(Polytope(*Order(4, pairs).constraints))
    for i in range(4):
        assert stats.ks_2samp(weights[i], kept[i]).pvalue > 1e-4
        assert stats.ks_2samp(cut[i], kept[i]).pvalue > 1e-4
    assert stats.ks_2samp(weights[1] * weights[3], kept[1] * kept[3]).pvalue > 1e-4


def test_linear_region_is_uniform():
    limits = region(
        4,
        at_least=[(0, 1)],
        low=[0.1, 0.0, 0.05, 0.0],
        high=[0.5, 0.5, 0.5, 0.5],
        ratios={(2, 3): (0.5, 3.0)},
    )
    weights = draw(limits)
    upper, bound = limits.constraints
    free = Simplex(4).draw(stream(5, WEIGHTS, 0), 400_000)
    kept = free[:, (upper @ free <= bound[:, None]).all(axis=0)]
    assert kept.shape[1] > 10_000
    for i in range(4):
        assert stats.ks_2samp(weights[i], kept[i]).pvalue > 1e-4


@given(st.integers(3, 6), st.integers(0, 10_000))
@settings(max_examples=25, deadline=None)
def test_the_cut_fills_the_polytope_exactly(n, seed):
    rng = np.random.default_rng(seed)
    rows = rng.normal(size=(rng.integers(1, 5), n))
    inside = rng.dirichlet(np.ones(n))
    polytope = Polytope(rows, rows @ inside + rng.uniform(0.01, 0.2, len(rows)))
    cells, share = polytope.simplices
    corners = polytope.corners[:, :-1]  # the last weight follows from the others
    sides = corners[cells[:, 1:]] - corners[cells[:, :1]]
    volumes = np.abs(np.linalg.det(sides)) / np.prod(np.arange(1, n))
    assert volumes.sum() == pytest.approx(ConvexHull(corners).volume, rel=1e-6)
    np.testing.assert_allclose(volumes / volumes.sum(), share, atol=1e-9)
    draw(polytope, 500)


def test_fixed_weights_take_dimensions_away():
    weights = draw(region(4, low=[0.2, 0, 0, 0], high=[0.2, 1, 1, 1]))
    np.testing.assert_allclose(weights[0], 0.2)
    assert_mean(weights[1:], np.full(3, 0.8 / 3))
    fixed = Polytope(*interval_rows(np.append(0.3, np.zeros(11)), np.append(0.3, np.full(11, 0.2))))
    assert not fixed.has_few_corners
    np.testing.assert_allclose(draw(fixed, 20)[0], 0.3)
    single = draw(region(3, low=[0.2, 0.3, 0.0], high=[0.2, 0.3, 1.0]), 5)
    np.testing.assert_allclose(single.T, np.tile([0.2, 0.3, 0.5], (5, 1)))
    segment = draw(region(3, ratios={(0, 1): (2.0, 2.0)}))
    np.testing.assert_allclose(segment[0], 2 * segment[1])
    assert stats.kstest(segment[2], "uniform").pvalue > 1e-4


def test_many_criteria_are_thrown_away_outside():
    n = 9
    polytope = Polytope(*interval_rows(np.full(n, 0.02), np.full(n, 0.4)))
    assert not polytope.has_few_corners
    drawn = draw(polytope, 20_000)
    free = Simplex(n).draw(stream(5, WEIGHTS, 0), 400_000)
    kept = free[:, ((free >= 0.02) & (free <= 0.4)).all(axis=0)]
    assert kept.shape[1] > 5000
    for i in range(n):
        assert stats.ks_2samp(drawn[i], kept[i]).pvalue > 1e-4


def test_a_polytope_of_too_many_simplices_is_not_cut(monkeypatch):
    rows = interval_rows(np.full(5, 0.05), np.full(5, 0.4))
    cut = draw(Polytope(*rows), 10_000)
    monkeypatch.setattr(priorizar.uncertainty.polytope, "MOST_SIMPLICES", 10)
    uncut = Polytope(*rows)
    assert uncut.simplices is None
    thrown = draw(uncut, 10_000)
    for i in range(5):
        assert stats.ks_2samp(cut[i], thrown[i]).pvalue > 1e-4


@pytest.mark.long
def test_many_criteria_in_a_narrow_region_are_walked_to():
    # A full order of eleven: next to nothing of a simplex, longer one way than another, and known exactly.
    order = Order(11, tuple((i, i + 1) for i in range(10)))
    polytope = Polytope(*order.constraints)
    assert not polytope.has_few_corners
    walked, exact = draw(polytope, 1000), draw(order)
    for i in range(11):
        assert stats.ks_2samp(walked[i], exact[i]).pvalue > 1e-4


def test_people():
    members = np.array([[0.6, 0.4, 0.0], [0.2, 0.3, 0.5], [0.1, 0.1, 0.8], [0.3, 0.3, 0.4]])
    stated = draw(People(members))
    assert np.unique(stated.T, axis=0).tolist() == np.unique(members, axis=0).tolist()
    assert_mean(stated, members.mean(axis=0))
    means = draw(People(members, of="mean"))
    assert_mean(means, members.mean(axis=0))
    np.testing.assert_allclose(means.var(axis=1), members.var(axis=0) / 4, rtol=0.05)
    scattered = draw(People(members, concentration=10.0))
    assert_mean(scattered, members.mean(axis=0))
    spread = members.var(axis=0) + (members * (1 - members)).mean(axis=0) / 11
    np.testing.assert_allclose(scattered.var(axis=1), spread, rtol=0.05)


@pytest.mark.parametrize(
    ("call", "key"),
    [
        (lambda: region(3, low=[0.5, 0.5, 0.5]), "region_empty"),
        (lambda: region(3, low=[0.6, 0, 0], high=[1, 1, 1], at_least=[(1, 0)]), "region_empty"),
        (lambda: Polytope(np.zeros((1, 3)), np.array([-1.0])), "region_empty"),
        (lambda: Order(3, ((0, 1), (1, 2), (2, 0))), "order_circular"),
        (lambda: Order(3, ((0, 3),)), "order_unknown_criterion"),
        (lambda: Order(30, ((0, 1),)), "order_too_loose"),
        (lambda: Dirichlet(np.array([0.5, 0.6]), 3), "weights_invalid"),
        (lambda: Dirichlet(np.array([1.5, -0.5]), 3), "weights_invalid"),
        (lambda: Dirichlet(np.array([np.nan, 1.0]), 3), "weights_invalid"),
        (lambda: Dirichlet(np.array([[0.5, 0.5]]), 3), "weights_shape"),
        (lambda: Dirichlet(np.array([0.5, 0.5]), 0), "concentration_not_positive"),
        (lambda: People(np.array([0.5, 0.5])), "weights_shape"),
        (lambda: People(np.array([[0.5, 0.5]]), of="median"), "people_spread_unknown"),
        (lambda: People(np.array([[0.5, 0.5]]), concentration=-1.0), "concentration_not_positive"),
    ],
)
def test_refusals(call, key):
    problems = problems_of(call)
    assert [problem.key for problem in problems] == [f"robustness.{key}"]
    for language in LANGUAGES:
        assert describe(problems[0], language).count(" · ") == 2


def test_people_are_drawn_by_how_much_they_count():
    members = np.array([[1.0, 0.0], [0.0, 1.0], [0.5, 0.5]])
    share = np.array([0.75, 0.25, 0.0])
    for of in ("member", "mean"):
        drawn = People(members, of=of, share=share).draw(np.random.default_rng(0), 40_000)
        assert drawn.mean(axis=1) == pytest.approx([0.75, 0.25], abs=0.01)
    assert not (People(members, share=share).draw(np.random.default_rng(0), 1000)[0] == 0.5).any()


@pytest.mark.parametrize("n", [2, 3, 6, 9])
@pytest.mark.parametrize("width", [1e-12, 1e-10, 2e-9, 5e-9, 1e-8, 3e-8, 1e-7, 1e-6, 1e-3])
@pytest.mark.parametrize("which", [1, 2, None])
def test_intervals_of_next_to_no_width_are_drawn_from(n, width, which):
    centre = np.random.default_rng(n).dirichlet(np.full(n, 3.0))
    low, high = np.zeros(n), np.ones(n)
    low[:which], high[:which] = centre[:which] - width / 2, centre[:which] + width / 2
    weights = region(n, low=low, high=high).draw(stream(3, WEIGHTS, 0), 500)
    np.testing.assert_allclose(weights.sum(axis=0), 1, atol=1e-12)
    assert (weights >= low[:, None] - 1e-7).all()
    assert (weights <= high[:, None] + 1e-7).all()
    if width > 1e-6:
        assert np.ptp(weights[0]) > width / 4
