from concurrent.futures import ProcessPoolExecutor
from functools import partial
from multiprocessing import get_context

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from priorizar.errors import PriorizarError, describe
from priorizar.locale import LANGUAGES
from priorizar.methods.additive import additive
from priorizar.methods.promethee2 import promethee2
from priorizar.methods.ranks import ranks
from priorizar.methods.topsis import topsis
from priorizar.methods.vikor import vikor
from priorizar.uncertainty.evidence import Evidence
from priorizar.uncertainty.regions import Dirichlet, Simplex
from priorizar.uncertainty.simulation import Simulation, count, in_order, simulate
from priorizar.uncertainty.tally import compare

METHODS = {
    "additive": additive,
    "topsis": topsis,
    "topsis_observed": partial(topsis, reference="observed"),
    "vikor": vikor,
    "promethee2": promethee2,
}


def scored(method, matrix, weights):
    return method(matrix, weights, np.ones(matrix.shape[-1]))


def certain(matrix):
    return Evidence(matrix, matrix, matrix)


def problem(m=5, n=3, seed=0, region=None, method=topsis, uncertain=True):
    rng = np.random.default_rng(seed)
    low, value, high = np.sort(rng.random((3, m, n)), axis=0)
    evidence = Evidence(value, low, high) if uncertain else certain(value)
    return Simulation(partial(scored, method), evidence, region or Simplex(n), seed=seed)


@pytest.mark.long
@given(
    st.integers(1, 300).flatmap(
        lambda size: st.tuples(
            st.integers(1, 9).flatmap(
                lambda m: st.lists(
                    st.lists(st.sampled_from([0.0, 0.1 + 0.2, 0.3, 0.3 + 2e-9, 0.5]), min_size=m, max_size=m),
                    min_size=size,
                    max_size=size,
                )
            )
        )
    )
)
@settings(max_examples=60, deadline=None)
def test_comparing_gives_the_ranks_and_who_is_ahead(rows):
    scores = np.ascontiguousarray(np.array(rows[0]).T)
    wins = np.zeros((len(scores), len(scores)), dtype=np.int64)
    placed = compare(scores, 1e-9, wins)
    np.testing.assert_array_equal(placed.T + 1, ranks(scores.T, 1e-9))
    for i in range(len(scores)):
        for j in range(len(scores)):
            assert wins[i, j] == (scores[i] > scores[j] + 1e-9).sum()


def test_comparing_many_draws_and_many_alternatives():
    rng = np.random.default_rng(2)
    few = rng.integers(0, 3, (3, 5003)).astype(float)
    wins = np.zeros((3, 3), dtype=np.int64)
    compare(few, 1e-9, wins)
    assert wins.tolist() == [[(few[i] > few[j]).sum() for j in range(3)] for i in range(3)]
    many = rng.random((300, 9))
    np.testing.assert_array_equal(compare(many, 1e-9).T + 1, ranks(many.T, 1e-9))


@pytest.mark.parametrize("name", METHODS)
@pytest.mark.parametrize("uncertain", [True, False])
def test_every_draw_is_what_the_method_says_of_it_alone(name, uncertain):
    method = METHODS[name]
    simulation = problem(m=6, n=4, seed=5, method=method, uncertain=uncertain)
    (tally,) = simulate([simulation], 60, workers=1)
    positions, wins, central = np.zeros((6, 6), int), np.zeros((6, 6), int), np.zeros((6, 4))
    for _, weights, matrix in simulation.chunks(0, 1, 60):
        for s in range(60):
            single = matrix[:, :, s].T if uncertain else simulation.evidence.stated
            scores = method(single, weights[:, s], np.ones(4))
            placed = ranks(scores)
            positions[np.arange(6), placed - 1] += 1
            wins += scores[:, None] > scores[None, :] + 1e-9
            central[placed == 1] += weights[:, s]
    np.testing.assert_array_equal(tally.ranks, positions)
    np.testing.assert_array_equal(tally.wins, wins)
    np.testing.assert_allclose(tally.first_weights, central)


def test_constant_columns_one_alternative_equal_rows_zero_weights():
    matrix = np.array([[0.5, 0.2, 0.9], [0.5, 0.2, 0.9], [0.5, 0.1, 0.3]])
    (tally,) = simulate([Simulation(partial(scored, topsis), certain(matrix), Simplex(3))], 500)
    assert tally.ranks.tolist() == [[500, 0, 0], [500, 0, 0], [0, 0, 500]]
    assert tally.wins.tolist() == [[0, 0, 500], [0, 0, 500], [0, 0, 0]]
    (alone,) = simulate([Simulation(partial(scored, topsis), certain(matrix[:1]), Simplex(3))], 500)
    assert alone.ranks.tolist() == [[500]]
    assert alone.wins.tolist() == [[0]]
    only_first = Dirichlet(np.array([1.0, 0.0, 0.0]), 5)
    (equal,) = simulate([Simulation(partial(scored, topsis), certain(matrix), only_first)], 500)
    assert equal.ranks[:, 0].tolist() == [500, 500, 500]
    assert equal.wins.sum() == 0


@pytest.mark.long
@pytest.mark.parametrize("uncertain", [True, False])
def test_the_numbers_do_not_depend_on_the_workers(uncertain):
    simulations = [problem(m, 4, seed=m, uncertain=uncertain) for m in (3, 12)]
    draws = 170_000
    reference = simulate(simulations, draws, workers=1)
    with ProcessPoolExecutor(2, mp_context=get_context("spawn")) as pool:
        others = [
            simulate(simulations, draws, workers=2),
            simulate(simulations, draws, workers=4),
            simulate(simulations, draws, executor=pool),
        ]
    for other in others:
        for one, two in zip(reference, other, strict=True):
            assert one.draws == two.draws == draws
            np.testing.assert_array_equal(one.ranks, two.ranks)
            np.testing.assert_array_equal(one.wins, two.wins)
            np.testing.assert_array_equal(one.first_weights, two.first_weights)


def test_draws_go_on_where_they_stopped():
    simulation = problem()
    whole = 3 * simulation.chunk
    (together,) = simulate([simulation], whole)
    before = simulate([simulation], simulation.chunk)
    (after,) = simulate([simulation], whole, onto=before)
    assert before[0].draws == simulation.chunk
    assert after.draws == whole
    np.testing.assert_array_equal(together.ranks, after.ranks)
    np.testing.assert_array_equal(together.wins, after.wins)
    (same,) = simulate([simulation], simulation.chunk, onto=before)
    np.testing.assert_array_equal(same.ranks, before[0].ranks)


def test_another_seed_gives_other_numbers():
    one, two = (count(problem(seed=seed, uncertain=False), 0, 1, 1000) for seed in (1, 2))
    assert (one.ranks != two.ranks).any()


def test_progress_and_stopping_midway():
    seen = []
    simulation = problem()
    simulate([simulation], 100_000, workers=2, progress=lambda done, total: seen.append((done, total)))
    assert seen[-1] == (100_000, 100_000)
    assert [done for done, _ in seen] == sorted(done for done, _ in seen)
    begun = []
    answers = in_order([(begun.append, i) for i in range(1000)], workers=2)
    next(answers)
    answers.close()
    assert len(begun) < 100


def hostile(matrix, weights):
    scores = topsis(matrix, weights, np.ones(matrix.shape[-1]))
    return np.where(scores > 0.9, np.nan, scores)


@pytest.mark.parametrize(
    ("call", "key"),
    [
        (lambda: simulate([Simulation(hostile, certain(np.eye(3)), Simplex(3))], 10_000), "score_not_finite"),
        (lambda: simulate([problem()], 0), "no_draws"),
        (lambda: Simulation(topsis, certain(np.eye(3)), Simplex(4)), "criteria_differ"),
        (lambda: Simulation(topsis, certain(np.eye(3)), Simplex(3), seed=-1), "seed_negative"),
    ],
)
def test_refusals(call, key):
    with pytest.raises(PriorizarError) as caught:
        call()
    assert [problem.key for problem in caught.value.problems] == [f"robustness.{key}"]
    assert all(describe(caught.value.problems[0], language).count(" · ") == 2 for language in LANGUAGES)


def test_part_of_a_chunk_cannot_be_gone_on_from():
    simulation = problem()
    part = simulate([simulation], simulation.chunk + 1)
    with pytest.raises(PriorizarError) as caught:
        simulate([simulation], 3 * simulation.chunk, onto=part)
    assert [one.key for one in caught.value.problems] == ["robustness.onto_part_of_a_chunk"]
    (all_there,) = simulate([simulation], simulation.chunk + 1, onto=part)
    assert all_there.draws == simulation.chunk + 1


def test_draws_and_seeds_are_whole_numbers_however_written():
    (tally,) = simulate([problem()], 1e3)
    assert tally.draws == 1000
    assert Simulation(topsis, certain(np.eye(3)), Simplex(3), seed=np.int64(7)).seed == 7
    for draws in (1000.5, None, "1000", True, np.nan, np.inf):
        with pytest.raises(PriorizarError):
            simulate([problem()], draws)
    for seed in (None, 1.5, "1", -1, np.nan):
        with pytest.raises(PriorizarError) as caught:
            Simulation(topsis, certain(np.eye(3)), Simplex(3), seed=seed)
        assert caught.value.problems[0].key == "robustness.seed_negative"
