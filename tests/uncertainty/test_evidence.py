import numpy as np
import pytest
from scipy import stats

from priorizar.errors import describe
from priorizar.locale import LANGUAGES
from priorizar.uncertainty.evidence import Evidence
from priorizar.uncertainty.streams import EVIDENCE, stream
from refusals import problems_of

SIZE = 60_000
RUBRIC = np.arange(5.0)


def draw(evidence, size=SIZE):
    filled = evidence.blank(size)
    assert filled.shape == (evidence.dimensions[1], evidence.dimensions[0], size)
    evidence.draw(stream(3, EVIDENCE, 0), filled)
    least, greatest = evidence.ends
    assert (filled >= least.T[:, :, None] - 1e-12).all()
    assert (filled <= greatest.T[:, :, None] + 1e-12).all()
    return filled


def shares(drawn):
    values, counts = np.unique(np.round(drawn, 9), return_counts=True)
    return dict(zip(values.tolist(), (counts / drawn.size).tolist(), strict=True))


def test_certain_cells_stay_and_amounts_are_uniform():
    value, low, high = [[1.0, 5.0], [2.0, 7.0]], [[0.0, 5.0], [2.0, 6.0]], [[4.0, 5.0], [2.0, 9.0]]
    evidence = Evidence(value, low, high)
    assert evidence.cells == ((0, 0), (1, 1))
    assert evidence.uncertain.tolist() == [[True, False], [False, True]]
    drawn = draw(evidence)
    assert (drawn[1, 0] == 5).all()
    assert (drawn[0, 1] == 2).all()
    assert stats.kstest(drawn[0, 0], stats.uniform(0, 4).cdf).pvalue > 1e-4
    assert stats.kstest(drawn[1, 1], stats.uniform(6, 3).cdf).pvalue > 1e-4
    assert abs(np.corrcoef(drawn[0, 0], drawn[1, 1])[0, 1]) < 0.02


@pytest.mark.parametrize("mode", [1.0, 2.0, 4.0])
def test_triangular_amounts(mode):
    drawn = draw(Evidence([[mode]], [[1.0]], [[4.0]], shape="triangular"))
    assert stats.kstest(drawn[0, 0], stats.triang((mode - 1) / 3, 1, 3).cdf).pvalue > 1e-4


def test_levels_within_an_interval_are_equally_likely():
    # 0-4 unknown; 1-3; 2.5-3.5 leaves 3 alone; certain; 1.2-3.9 leaves 2 and 3.
    low = np.array([[0.0], [1.0], [2.5], [2.0], [1.2]])
    high = np.array([[4.0], [3.0], [3.5], [2.0], [3.9]])
    evidence = Evidence((low + high) / 2, low, high, levels=[RUBRIC])
    assert evidence.cells == ((0, 0), (1, 0), (4, 0))
    drawn = draw(evidence)[0]
    assert shares(drawn[0]) == pytest.approx(dict.fromkeys(RUBRIC, 0.2), abs=0.01)
    assert shares(drawn[1]) == pytest.approx(dict.fromkeys([1.0, 2.0, 3.0], 1 / 3), abs=0.01)
    assert shares(drawn[4]) == pytest.approx({2.0: 0.5, 3.0: 0.5}, abs=0.01)
    assert (drawn[2] == 3).all()
    assert (drawn[3] == 2).all()
    assert evidence.ends[0].ravel().tolist() == [0, 1, 3, 2, 2]
    assert evidence.ends[1].ravel().tolist() == [4, 3, 3, 2, 3]


def test_an_interval_between_two_levels_is_doubt_between_them():
    drawn = draw(Evidence([[2.5]], [[2.3]], [[2.8]], levels=[RUBRIC]))[0, 0]
    assert shares(drawn) == pytest.approx({2.0: 0.4, 3.0: 0.6}, abs=0.01)
    # 2.1 to 2.4 is nearest to 2 throughout: no doubt is left, what was stated stays.
    near = Evidence([[2.2]], [[2.1]], [[2.4]], levels=[RUBRIC])
    assert near.cells == ()
    assert (draw(near, 5) == 2.2).all()


def test_triangular_levels_favour_the_stated_one():
    drawn = draw(Evidence([[3.0]], [[1.0]], [[4.0]], levels=[RUBRIC], shape="triangular"))[0, 0]
    below = stats.triang(2.5 / 4, 0.5, 4).cdf([1.5, 2.5, 3.5])
    expected = dict(zip([1.0, 2.0, 3.0, 4.0], np.diff([0, *below, 1]), strict=True))
    assert shares(drawn) == pytest.approx(expected, abs=0.01)


def test_values_go_through_the_value_function():
    bent = (np.array([1.0, 5.0, 25.0]), np.array([1.0, 0.5, 0.0]))
    straight = (np.array([0.0, 4.0]), np.array([1.0, 0.0]))
    uneven = (np.array([0.0, 1.0, 4.0]), np.array([0.0, 0.7, 1.0]))
    arguments = {
        "value": [[3.0, 1.0, 2.0]],
        "low": [[1.0, 0.0, 0.0]],
        "high": [[25.0, 4.0, 4.0]],
        "levels": [None, None, RUBRIC],
    }
    own = draw(Evidence(**arguments))
    mapped_evidence = Evidence(**arguments, value_functions=[bent, straight, uneven])
    mapped = draw(mapped_evidence)
    for j, function in enumerate([bent, straight, uneven]):
        np.testing.assert_allclose(mapped[j], np.interp(own[j], *function), atol=1e-12)
    np.testing.assert_allclose(mapped_evidence.stated, [[0.75, 0.75, 0.8]])
    np.testing.assert_allclose(mapped_evidence.ends, [[[0, 0, 0]], [[1, 1, 1]]])


def test_quantiles_agree_with_draws():
    evidence = Evidence(
        [[3.0, 1.0], [2.0, 2.0]],
        [[1.0, 1.0], [2.0, 0.0]],
        [[4.0, 4.0], [2.0, 4.0]],
        levels=[None, RUBRIC],
        shape="triangular",
    )
    uniforms = stream(1, EVIDENCE, 1).random((3, SIZE))
    kept = uniforms.copy()
    at = evidence.at(uniforms)
    np.testing.assert_array_equal(uniforms, kept)
    drawn = draw(evidence)
    assert stats.ks_2samp(at[0, 0], drawn[0, 0]).pvalue > 1e-4
    assert shares(at[1, 0]) == pytest.approx(shares(drawn[1, 0]), abs=0.01)
    assert shares(at[1, 1]) == pytest.approx(shares(drawn[1, 1]), abs=0.01)
    order = evidence.at(np.tile(np.linspace(0, 0.999, 50), (3, 1)))
    assert (np.diff(order, axis=2) >= 0).all()


@pytest.mark.parametrize(
    ("arguments", "keys"),
    [
        (([[1.0]], [[0.0]], [[2.0, 3.0]]), ["evidence_shape"]),
        ((np.zeros((0, 2)),) * 3, ["evidence_shape"]),
        (([[np.nan, 1.0]], [[0.0, 2.0]], [[2.0, 3.0]]), ["evidence_not_finite", "evidence_interval"]),
        (([[1.0]], [[0.0]], [[np.inf]]), ["evidence_not_finite"]),
    ],
)
def test_refusals(arguments, keys):
    problems = problems_of(Evidence, *arguments)
    assert [problem.key for problem in problems] == [f"robustness.{key}" for key in keys]
    for problem in problems:
        assert all(describe(problem, language).count(" · ") == 2 for language in LANGUAGES)


def test_an_unknown_distribution_is_refused():
    problems = problems_of(Evidence, [[1.0]], [[0.0]], [[2.0]], shape="normal")
    assert problems[0].key == "robustness.evidence_distribution"
