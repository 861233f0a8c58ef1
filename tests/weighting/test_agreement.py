import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from scipy.stats import entropy, friedmanchisquare

from priorizar.errors import PriorizarError
from priorizar.weighting.agreement import (
    clusters,
    consensus,
    consensus_level,
    distances,
    kendall_w,
    order_level,
    reading,
    spread,
)
from refusals import problems_of

opinions = arrays(float, st.tuples(st.integers(3, 8), st.integers(2, 6)), elements=st.floats(0.01, 1)).map(
    lambda x: x / x.sum(axis=1, keepdims=True)
)


class TestConsensus:
    def test_extreme_opposites_have_none(self):
        """As many people as criteria, each putting another one nine times above the rest (Goepel 2013)."""
        n = 4
        opposed = (np.ones((n, n)) + 8 * np.eye(n)) / (n + 8)
        assert consensus(opposed) == pytest.approx(0, abs=1e-12)
        assert consensus(np.eye(n), None) == pytest.approx(0, abs=1e-12)

    def test_without_the_correction_the_scale_looks_like_agreement(self):
        opposed = np.array([[0.9, 0.1], [0.1, 0.9]])
        assert consensus(opposed) == pytest.approx(0, abs=1e-12)
        beta = np.log(2) - entropy([0.9, 0.1])
        assert consensus(opposed, None) == pytest.approx((np.exp(-beta) - 1 / 2) / (1 - 1 / 2))

    @given(opinions, st.randoms())
    def test_is_between_none_and_all_and_order_does_not_matter(self, priorities, random):
        value = consensus(priorities)
        assert 0 <= value <= 1
        assert consensus(priorities[::-1, ::-1]) == pytest.approx(value)
        assert consensus(np.repeat(priorities[:1], 3, axis=0)) == pytest.approx(1)
        assert consensus(np.repeat(priorities, 2, axis=0)) == pytest.approx(value)

    def test_words(self):
        words = [consensus_level(value) for value in (0, 0.49, 0.5, 0.625, 0.75, 0.875, 1)]
        assert words == ["very_low", "very_low", "low", "moderate", "high", "very_high", "very_high"]

    def test_one_criterion_leaves_nothing_to_differ_on(self):
        assert consensus(np.ones((3, 1))) == 1

    def test_one_person_is_refused(self):
        for measure in (consensus, kendall_w, spread):
            problems = problems_of(measure, np.array([[0.5, 0.5]]))
            assert problems[0].key == "weighting.one_person"


class TestKendall:
    def test_siegel_1956(self):
        """Siegel (1956), Nonparametric Statistics, p. 230: three executives rank six applicants, W = .16."""
        ranks = np.array([[1, 6, 3, 2, 5, 4], [1, 5, 6, 4, 2, 3], [6, 3, 2, 5, 4, 1]])
        assert kendall_w(-ranks.astype(float)) == pytest.approx(12 * 25.5 / (9 * 210))
        assert round(kendall_w(-ranks.astype(float)), 2) == 0.16

    @given(arrays(np.int64, (4, 5), elements=st.integers(1, 4)))
    def test_is_friedman_by_another_name_ties_included(self, scores):
        if (np.ptp(scores, axis=1) == 0).all():
            assert kendall_w(scores.astype(float)) == 1
            return
        chi2 = friedmanchisquare(*scores.T).statistic
        assert kendall_w(scores.astype(float)) == pytest.approx(chi2 / (4 * (5 - 1)), abs=1e-12)

    def test_two_opposite_orders_have_none(self):
        assert kendall_w(np.array([[0.5, 0.3, 0.2], [0.2, 0.3, 0.5]])) == 0


class TestReading:
    def test_words_for_the_order(self):
        """Schmidt (1997): 0.3 weak, 0.5 moderate, 0.7 strong, 0.9 unusually strong."""
        words = [order_level(w) for w in (0, 0.29, 0.3, 0.5, 0.7, 0.9, 1)]
        assert words == ["very_low", "very_low", "low", "moderate", "high", "very_high", "very_high"]

    @pytest.mark.parametrize(
        ("measures", "level", "measure"),
        [
            ((0.88, 0.0, 0.21), "very_low", "order"),
            ((0.98, 0.95, 0.40), "low", "distance"),
            ((0.55, 0.95, 0.10), "low", "consensus"),
            ((1.0, 1.0, 0.0), "very_high", "consensus"),
        ],
    )
    def test_is_the_weakest_of_what_the_measures_say(self, measures, level, measure):
        found = reading(*measures)
        assert (found.level, found.measure) == (level, measure)


@given(opinions)
def test_distance_is_the_weight_to_move(priorities):
    apart = distances(priorities)
    np.testing.assert_allclose(np.diag(apart), 0)
    np.testing.assert_allclose(apart, apart.T)
    more = np.maximum(priorities[0] - priorities[1], 0).sum()
    assert apart[0, 1] == pytest.approx(more)
    assert apart[0, 2] <= apart[0, 1] + apart[1, 2] + 1e-12


def test_spread_and_who_stands_apart():
    rng = np.random.default_rng(2)
    priorities = rng.dirichlet([40, 30, 30], 12)
    priorities[7] = [0.05, 0.6, 0.35]
    found = spread(priorities)
    assert np.flatnonzero(found.apart[:, 0]).tolist() == [7]
    assert np.flatnonzero(found.apart[:, 1]).tolist() == [7]
    assert not found.apart[:, 2].any()
    np.testing.assert_allclose(found.median, np.median(priorities, axis=0))
    assert (found.low <= found.quartile_low).all()
    assert (found.quartile_high <= found.high).all()


def test_nobody_stands_apart_for_a_trifle():
    priorities = np.array([[0.5, 0.5]] * 9 + [[0.54, 0.46]])
    assert not spread(priorities).apart.any()


def five_factions():
    """24 people, 40 points on one criterion and 15 on each other one."""
    return np.repeat(np.full((5, 5), 0.15) + 0.25 * np.eye(5), [5, 5, 5, 5, 4], axis=0)


def test_whoever_has_a_camp_does_not_stand_apart():
    assert len(clusters(five_factions())) == 5
    assert not spread(five_factions()).apart.any()


@given(
    arrays(float, st.tuples(st.integers(2, 24), st.integers(2, 6)), elements=st.sampled_from([1.0, 2, 40]))
)
def test_few_stand_apart(said):
    flagged = spread(said / said.sum(axis=1, keepdims=True)).apart.any(axis=1).sum()
    assert flagged <= max(1, len(said) // 4)


def test_where_more_than_a_quarter_would_stand_apart_nobody_does():
    most, other = [0.4, 0.3, 0.3], [0.1, 0.6, 0.3]
    assert spread(np.array([most] * 3 + [other])).apart.any(axis=1).tolist() == [False, False, False, True]
    scattered = [[0.2, 0.5, 0.3], [0.7, 0.1, 0.2]]
    assert not spread(np.array([most] * 3 + scattered)).apart.any()


class TestClusters:
    def test_a_trifle_is_no_faction(self):
        near = np.array([[0.5, 0.3, 0.2]] * 6 + [[0.54, 0.28, 0.18]] * 6)
        assert clusters(near) == ()
        far = np.array([[0.5, 0.3, 0.2]] * 6 + [[0.56, 0.26, 0.18]] * 6)
        assert clusters(far) == (tuple(range(6)), tuple(range(6, 12)))

    def test_finds_two_camps(self):
        rng = np.random.default_rng(3)
        camps = [rng.dirichlet([60, 20, 10, 10], 7), rng.dirichlet([10, 10, 20, 60], 5)]
        assert clusters(np.concatenate(camps)) == (tuple(range(7)), tuple(range(7, 12)))

    def test_finds_three(self):
        rng = np.random.default_rng(4)
        people = np.concatenate([rng.dirichlet(60 * (np.eye(4)[k] + 0.1), 4) for k in (0, 1, 2)])
        assert clusters(people) == ((0, 1, 2, 3), (4, 5, 6, 7), (8, 9, 10, 11))

    @pytest.mark.parametrize("n", [2, 3, 4, 6])
    def test_one_cloud_is_no_camps(self, n):
        rng = np.random.default_rng(n)
        found = [
            bool(clusters(rng.dirichlet(np.full(n, a), p)))
            for a in (1, 5)
            for p in (12, 24)
            for _ in range(50)
        ]
        assert np.mean(found) <= 0.01

    def test_one_who_stands_apart_is_no_camp(self):
        rng = np.random.default_rng(5)
        assert (
            clusters(np.concatenate([rng.dirichlet([30, 30, 30, 30], 8), [[0.97, 0.01, 0.01, 0.01]]])) == ()
        )

    def test_too_few_people_or_all_the_same(self):
        assert clusters(np.array([[0.9, 0.1]] * 2 + [[0.1, 0.9]] * 3)) == ()
        assert clusters(np.full((8, 4), 0.25)) == ()
        assert clusters(np.ones((8, 1))) == ()

    def test_two_exact_opinions(self):
        assert clusters(np.array([[0.9, 0.1]] * 3 + [[0.1, 0.9]] * 3)) == ((0, 1, 2), (3, 4, 5))


class TestNarrowScales:
    def test_on_a_scale_of_one_only_the_same_is_agreement(self):
        same = np.array([[0.2, 0.8]] * 3)
        assert consensus(same, 1.0) == 1
        assert consensus(np.array([[0.2, 0.8], [0.3, 0.7]]), 1.0) == 0
        assert consensus(same, 1.0 + 1e-9) == consensus(same, 1e300) == 1

    @pytest.mark.parametrize("scale", [0.5, 0.0, -1.0, np.nan, np.inf])
    def test_no_scale_is_refused(self, scale):
        with pytest.raises(PriorizarError) as caught:
            consensus(np.array([[0.2, 0.8]] * 3), scale)
        assert caught.value.problems[0].key.startswith("arrays.")
