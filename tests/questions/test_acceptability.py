"""How much of a ranking survives: the draws of a study, replayed, counted again, and told."""

from __future__ import annotations

import importlib.util
import pkgutil
import tracemalloc
from itertools import permutations

import numpy as np
import pytest

import priorizar as pz
from priorizar.methods.ranks import ranks
from priorizar.methods.registry import find_method
from priorizar.questions.experiment import Experiment
from priorizar.questions.feasible_weights import feasible_weights
from priorizar.questions.group_problems import group_problems
from priorizar.ranking.ranking import inputs_of
from refusals import refused

METHODS = (
    "topsis",
    "additive",
    {"name": "topsis", "reference": "observed"},
    "vikor",
    "promethee2",
    "spotis",
    "mabac",
)
NAMES = ["topsis", "additive", "topsis-observed", "vikor", "promethee2", "spotis", "mabac"]
PROVINCE = "Chumbivilcas"


def by_row(answer, column):
    """Values (m,) of a column, in the order of the ranking's matrix."""
    of = {(one["ubigeo"], one["chain"]): one[column] for one in answer.acceptability()}
    alternatives = answer.ranking.matrix.alternatives
    return np.array([of[one.province.ubigeo, one.chain.id] for one in alternatives])


class TestNothingVaries:
    """Then the draws are one ranking, and it is that of the engine."""

    @pytest.mark.parametrize("method", METHODS, ids=NAMES)
    @pytest.mark.parametrize("scenario", ["exportador", "necesidad"])
    def test_weights_held(self, study, scenario, method):
        answer = pz.robustness(
            study, scenario, method=method, region="fixed", vary="weights", draws=3, workers=1
        )
        ranking = pz.rank(study, scenario, method=method)
        np.testing.assert_array_equal(by_row(answer, "expected_rank"), ranking.rank)
        np.testing.assert_array_equal(by_row(answer, "first"), ranking.rank == 1)
        for problem, found in zip(answer.problems, answer.groups, strict=True):
            assert set(np.unique(found.rank)) <= {0.0, 1.0}
            score = ranking.score[problem.rows]
            np.testing.assert_array_equal(found.pairwise, score[:, None] > score[None, :] + 1e-9)

    def test_each_chain_judged_by_what_is_known_of_it(self, study):
        asked = {"region": "fixed", "vary": "weights", "draws": 3}
        answer = pz.robustness(study, "solo_documentado", **asked)
        ranking = pz.rank(study, "solo_documentado")
        np.testing.assert_array_equal(by_row(answer, "expected_rank"), ranking.rank)

    @pytest.mark.parametrize("method", ["additive", "topsis", "promethee2"])
    def test_evidence_all_certain(self, settled, method):
        answer = pz.robustness(settled, vary="evidence", method=method, draws=50)
        ranking = pz.rank(settled, method=method)
        np.testing.assert_array_equal(by_row(answer, "expected_rank"), ranking.rank)
        assert by_row(answer, "entropy").max() == 0
        costa = [one for one in answer.acceptability() if one["province"] == "Costa"]
        assert [one["ranks"] for one in costa] == [[1.0, 0.0]] * 2  # both are the same: both are first
        ties = [one for one in answer.pairwise() if one["province"] == "Costa"]
        assert [one["ahead"] for one in ties] == [0.0, 0.0]


class TestReplayed:
    @pytest.mark.parametrize("method", METHODS, ids=NAMES)
    @pytest.mark.parametrize("vary", ["both", "weights", "evidence"])
    def test_each_draw_scored_by_itself_and_counted_by_hand(self, study, method, vary):
        draws = 60
        asked = {"provinces": [PROVINCE], "method": method, "vary": vary, "draws": draws, "seed": 7}
        answer = pz.robustness(study, "exportador", **asked)
        ranking, (problem,), (found,) = answer.ranking, answer.problems, answer.groups
        how = find_method(**_named(method))
        _, directions, extra = inputs_of(ranking.matrix, how)
        m, n = len(problem.rows), len(ranking.matrix.criteria)
        counted, wins, central = np.zeros((m, m), int), np.zeros((m, m), int), np.zeros((m, n))
        for scores, weights, matrix in problem.simulation(answer.region, answer.experiment).chunks(
            0, 1, draws
        ):
            for draw in range(draws):
                cells = matrix[:, :, min(draw, matrix.shape[2] - 1)].T
                alone = how.score(cells, weights[:, draw], directions, **extra)
                np.testing.assert_allclose(scores[:, draw], alone, rtol=0, atol=1e-10)
                place = ranks(alone)
                counted[np.arange(m), place - 1] += 1
                wins += alone[:, None] > alone[None, :] + 1e-9
                central += (place == 1)[:, None] * weights[:, draw]
        np.testing.assert_array_equal(found.tally.ranks, counted)
        np.testing.assert_array_equal(found.tally.wins, wins)
        np.testing.assert_allclose(found.tally.first_weights, central, atol=1e-10)

    @pytest.mark.parametrize("method", ["vikor", "promethee2", "mabac"])
    def test_a_draw_written_as_a_scenario_ranks_the_same(self, study, written, method):
        """From end to end: the weights of a draw as points, its cells as suppositions, and `rank`."""
        ranking = pz.rank(study, method=method)
        (problem,) = group_problems(ranking, groups=["0807"])
        criteria = [one.id for one in ranking.matrix.criteria]
        chains = [ranking.matrix.alternatives[row].chain.id for row in problem.rows]
        for scores, weights, matrix in problem.simulation(
            feasible_weights(ranking), Experiment(seed=3)
        ).chunks(0, 1, 4):
            for draw in range(4):
                points = ", ".join(
                    f"{name}: {value!r}"
                    for name, value in zip(criteria, weights[:, draw].tolist(), strict=True)
                )
                cells = "".join(
                    f"\n  - {{province: '0807', chain: {chain}, criterion: {name}, value: {value!r}}}"
                    for i, chain in enumerate(chains)
                    for name, value in zip(criteria, matrix[:, i, draw].tolist(), strict=True)
                )
                scenario = written(f"weights: {{procedure: points, values: {{{points}}}}}\nwhat_if:{cells}")
                again = pz.rank(study, scenario, method=method)
                np.testing.assert_allclose(scores[:, draw], again.score[problem.rows], atol=1e-9)


def _named(method):
    if isinstance(method, str):
        return {"name": method}
    return {"name": method["name"], "options": {k: v for k, v in method.items() if k != "name"}}


class TestSameSeedSameNumbers:
    @pytest.mark.parametrize("scenario", ["base", "solo_documentado"])
    def test_whatever_the_number_of_workers(self, study, scenario):
        found = [
            pz.robustness(study, scenario, draws=40_000, seed=11, workers=workers, provinces=["Caylloma"])
            for workers in (1, 2, 4)
        ]
        for other in found[1:]:
            same(found[0], other)

    def test_whatever_is_asked_beside_it(self, study):
        alone = pz.robustness(study, draws=3000, provinces=["Anta"])
        among = pz.robustness(study, draws=3000)
        records = [one for one in among.acceptability() if one["province"] == "Anta"]
        assert records == alone.acceptability()

    def test_another_seed_gives_others(self, study):
        one, other = (pz.robustness(study, draws=3000, seed=s, provinces=["Anta"]) for s in (0, 1))
        assert one.groups[0].tally.ranks.tolist() != other.groups[0].tally.ranks.tolist()


def same(one, other):
    for a, b in zip(one.groups, other.groups, strict=True):
        assert a.draws == b.draws
        np.testing.assert_array_equal(a.tally.ranks, b.tally.ranks)
        np.testing.assert_array_equal(a.tally.wins, b.tally.wins)
        np.testing.assert_array_equal(a.tally.first_weights, b.tally.first_weights)


@pytest.mark.long
class TestMonteCarloError:
    def test_it_covers_the_truth_about_as_often_as_it_says(self, study):
        asked = {"provinces": [PROVINCE], "workers": 1}
        truth = pz.robustness(study, draws=1_000_000, seed=999, **asked)
        hits = {"first": [], "expected": [], "ahead": []}
        want = {(one["chain"], one["versus"]): one["ahead"] for one in truth.pairwise()}
        first, expected = (
            {one["chain"]: one[column] for one in truth.acceptability()}
            for column in ("first", "expected_rank")
        )
        for seed in range(200):
            answer = pz.robustness(study, draws=1000, seed=seed, **asked)
            for one in answer.acceptability():
                hits["first"].append(abs(one["first"] - first[one["chain"]]) <= one["error"])
                off = abs(one["expected_rank"] - expected[one["chain"]])
                hits["expected"].append(off <= one["expected_rank_error"])
            hits["ahead"] += [
                abs(one["ahead"] - want[one["chain"], one["versus"]]) <= one["error"]
                for one in answer.pairwise()
            ]
        for name, covered in hits.items():
            assert 0.92 < np.mean(covered) < 0.98, name

    def test_methods_counted_together_draw_apart(self, study):
        """The same method twice is one with twice the draws, and its error is right."""
        asked = {"provinces": [PROVINCE], "workers": 1, "method": "additive"}
        truth = pz.robustness(study, draws=500_000, seed=999, **asked)
        first = {one["chain"]: one["first"] for one in truth.acceptability()}
        covered = []
        for seed in range(200):
            answer = pz.robustness(study, draws=500, seed=seed, also=["additive"], **asked)
            assert answer.draws == 1000
            covered += [
                abs(one["first"] - first[one["chain"]]) <= one["error"] for one in answer.acceptability()
            ]
        assert 0.92 < np.mean(covered) < 0.98

    @pytest.mark.parametrize("precision", [0.02, 0.008])
    def test_drawing_until_it_is_small_enough(self, study, precision):
        answer = pz.robustness(study, precision=precision, provinces=["Anta", "Islay"])
        assert answer.error <= precision
        chunk = answer.problems[0].simulation(answer.region, answer.experiment).chunk
        for found in answer.groups:
            assert found.draws <= 0.9604 / precision**2 + 2 * chunk
        draws = {
            problem.label: found.draws for problem, found in zip(answer.problems, answer.groups, strict=True)
        }
        drawn = pz.robustness(study, draws=draws["0803"], provinces=["Anta"])
        told = [one for one in answer.acceptability() if one["province"] == "Anta"]
        assert drawn.acceptability() == told

    def test_drawing_several_methods_until_it_is_small_enough(self, study):
        together = pz.robustness(study, precision=0.01, also=["vikor", "additive"], provinces=["Anta"])
        assert together.error <= 0.01
        assert together.draws % 3 == 0  # each method weighs the same
        assert together.draws <= 0.9604 / 0.01**2 + 3


class TestSeveralMethods:
    def test_counted_together_they_are_the_mean_of_each(self, study):
        draws = 20_000
        asked = {"draws": draws, "provinces": ["Islay"]}
        together = pz.robustness(study, also=["vikor", "additive"], **asked)
        assert together.draws == 3 * draws
        assert [one.variant for one in together.others] == ["vikor (v=0.5)", "additive"]
        alone = [
            pz.robustness(study, method=one, **asked).groups[0].rank for one in (None, "vikor", "additive")
        ]
        np.testing.assert_allclose(together.groups[0].rank, np.mean(alone, axis=0), atol=0.012)

    def test_the_first_draws_as_it_does_alone(self, study):
        together = pz.robustness(study, also=["additive"], draws=500, provinces=["Anta"])
        alone = pz.robustness(study, draws=500, provinces=["Anta"])
        assert (together.groups[0].tally.ranks >= alone.groups[0].tally.ranks).all()


class TestMemory:
    @pytest.mark.parametrize("workers", [1, 2])
    def test_does_not_grow_with_the_draws(self, study, workers):
        def peak(draws):
            tracemalloc.start()
            try:
                pz.robustness(study, draws=draws, provinces=["Arequipa"], workers=workers)
                return tracemalloc.get_traced_memory()[1]
            finally:
                tracemalloc.stop()

        peak(20_000)  # whatever is kept from the first time on
        assert peak(200_000) < 1.25 * peak(60_000) + 1e6


class TestGroups:
    @pytest.mark.parametrize(("by", "groups"), [("province", 28), ("zone", 3), ("department", 3), ("all", 1)])
    def test_pooled(self, study, by, groups):
        answer = pz.robustness(study, by=by, draws=600)
        assert len(answer.groups) == groups
        records = answer.acceptability()
        assert len(records) == len(answer.ranking.score) == 233
        for found in answer.groups:
            np.testing.assert_allclose(found.rank.sum(axis=1), 1)
            assert found.rank[:, 0].sum() >= 1 - 1e-12
        assert {(one["ubigeo"], one["chain"]): one["rank"] for one in records} == {
            (one["ubigeo"], one["chain"]): one["rank"] for one in pz.rank(study, by=by).rows()
        }

    def test_only_the_groups_of_some_provinces(self, study):
        for wanted in (["Anta", "0301"], ["ANTA", "abancay"]):
            answer = pz.robustness(study, draws=50, provinces=wanted)
            assert {one["province"] for one in answer.acceptability()} == {"Anta", "Abancay"}
        department = pz.robustness(study, draws=50, by="department", provinces=["Anta"])
        assert {one["department"] for one in department.acceptability()} == {"Cusco"}

    def test_one_alternative_is_always_first(self, small):
        small.replace("data/alternatives.csv", "Costa,lana,group\n", "")
        answer = pz.robustness(small.load(), draws=100, provinces=["Costa"])
        (record,) = answer.acceptability()
        assert (record["ranks"], record["first"], record["first_three"]) == ([1.0], 1.0, 1.0)
        assert (record["rank_low"], record["rank_high"], record["entropy"], record["holistic"]) == (
            1,
            1,
            0.0,
            1.0,
        )
        assert answer.pairwise() == []
        (central,) = answer.central_weights()
        assert sum(central["weights"].values()) == pytest.approx(1)
        assert central["confidence"] == 1

    def test_equal_alternatives_tie_in_every_draw_that_varies_weights_only(self, settled):
        answer = pz.robustness(settled, vary="weights", draws=200, provinces=["Costa"])
        assert [one["ranks"] for one in answer.acceptability()] == [[1.0, 0.0]] * 2


class TestPeople:
    """A scenario whose weights come from a group of people draws from their spread."""

    def test_each_draw_is_somebodys_weights(self, study):
        answer = pz.robustness(study, "taller_ilustrativo", weights="stated", draws=400, provinces=["Anta"])
        people = {tuple(one) for one in answer.ranking.weights.people.round(12).tolist()}
        (problem,) = answer.problems
        for _, weights, _ in problem.simulation(answer.region, answer.experiment).chunks(0, 1, 400):
            assert {tuple(one) for one in weights.T.round(12).tolist()} <= people
        asked = {"draws": 400, "provinces": ["Anta"], "region": "people"}
        same(pz.robustness(study, "taller_ilustrativo", **asked), answer)

    def test_the_votes_of_the_people_are_the_shares_of_first_places(self, study):
        asked = {"draws": 40_000, "vary": "weights", "provinces": ["Abancay"], "method": "additive"}
        answer = pz.robustness(study, "taller_ilustrativo", weights="stated", **asked)
        (problem,) = answer.problems
        scores = answer.ranking.weights.people @ problem.evidence.stated.T
        votes = (ranks(scores) == 1).mean(axis=0)
        np.testing.assert_allclose(answer.groups[0].rank[:, 0], votes, atol=0.012)


class TestCentralWeights:
    def test_none_for_a_chain_that_is_never_first(self, study):
        answer = pz.robustness(study, "exportador", region="fixed", vary="weights", draws=10)
        for one in answer.central_weights():
            assert (one["weights"] is None) == (one["first"] == 0) == (one["confidence"] is None)
        never = [one for one in answer.central_weights() if one["weights"] is None]
        assert never
        there = next(one for one in answer.central_weights() if one["weights"])
        assert there["weights"] == pytest.approx(answer.ranking.weights.by_criterion)

    def test_lead_where_they_say(self, study):
        """The weights that put a chain first are convex for a weighted sum: their mean does too."""
        answer = pz.robustness(study, vary="weights", draws=20_000, provinces=["Arequipa"], method="additive")
        (problem,), (sure,) = answer.problems, answer.confidence
        for i, weights in enumerate(answer.groups[0].central_weights):
            if not np.isnan(weights).any():
                assert weights.sum() == pytest.approx(1)
                first = ranks(problem.score(problem.evidence.stated, weights))[i] == 1
                assert first
                assert sure[i] in (0.0, 1.0)


class TestTables:
    def test_frames_hold_what_the_records_hold(self, study):
        answer = pz.robustness(study, "exportador", draws=300, provinces=["Caylloma"], vary="weights")
        frame = answer.to_frame()
        records = answer.acceptability()
        assert len(frame) == len(records) == 4
        assert frame["first"].tolist() == [one["first"] for one in records]
        assert frame[[f"rank_{i}" for i in range(1, 5)]].to_numpy().tolist() == [
            one["ranks"] for one in records
        ]
        pairs = answer.to_frame("pairwise")
        assert len(pairs) == len(list(permutations(range(4), 2)))
        central = answer.to_frame("central_weights")
        never = central["first"] == 0
        assert never.any()
        assert central.loc[never, "weight_tradicion"].isna().all()
        assert central.loc[~never].filter(like="weight_").sum(axis=1).to_numpy() == pytest.approx(1)

    def test_records_are_in_the_order_of_the_ranking(self, study):
        answer = pz.robustness(study, draws=100)
        told = [(one["ubigeo"], one["chain"], one["rank"], one["score"]) for one in answer.acceptability()]
        assert told == [
            (one["ubigeo"], one["chain"], one["rank"], one["score"]) for one in answer.ranking.rows()
        ]

    def test_languages_differ_in_names_only(self, study):
        answer = pz.robustness(study, draws=50, provinces=["Anta"])
        for es, en in zip(answer.acceptability("es"), answer.acceptability("en"), strict=True):
            assert es | {"chain_name": ""} == en | {"chain_name": ""}
            assert es["chain_name"] != en["chain_name"] or es["chain"] in ("turismo", "cacao")

    def test_pairs_add_up_with_their_ties(self, study):
        answer = pz.robustness(study, draws=500, provinces=["Anta"])
        ahead = {(one["chain"], one["versus"]): one["ahead"] for one in answer.pairwise()}
        ties = np.array([1 - ahead[a, b] - ahead[b, a] for a, b in ahead])
        assert (ties > -1e-12).all()
        assert ties.max() < 0.1

    def test_says_what_it_is(self, study):
        said = repr(pz.robustness(study, draws=50, provinces=["Anta"]))
        assert "50 draws of both" in said

    def test_an_unknown_table_is_refused(self, study):
        answer = pz.robustness(study, draws=5, provinces=["Anta"])
        assert refused(answer.to_frame, "acceptabilities") == ["robustness.no_table"]


class TestRefusals:
    @pytest.mark.parametrize(
        ("asked", "key"),
        [
            ({"vary": "everything"}, "robustness.vary_unknown"),
            ({"region": "somewhere"}, "robustness.region_name"),
            ({"region": "people"}, "robustness.no_people"),
            ({"draws": 0}, "robustness.no_draws"),
            ({"draws": -5}, "robustness.no_draws"),
            ({"precision": 0.0}, "robustness.precision_out_of_range"),
            ({"precision": float("nan")}, "robustness.precision_out_of_range"),
            ({"precision": 0.0, "also": ["vikor"]}, "robustness.precision_out_of_range"),
            ({"precision": 0.7}, "robustness.precision_out_of_range"),
            ({"seed": -1}, "robustness.seed_negative"),
            ({"seed": -1, "also": ["vikor"]}, "robustness.seed_negative"),
            ({"shape": "normal"}, "robustness.evidence_distribution"),
            ({"provinces": ["Atlantis"]}, "study.unknown_province"),
            ({"by": "continent"}, "ranking.unknown_grouping"),
            ({"method": "topsy"}, "methods.unknown_method"),
            ({"also": ["topsy"]}, "methods.unknown_method"),
            ({"scenario": "solo_documentado", "also": ["vikor"]}, "ranking.leave_out_needs_rowwise"),
        ],
    )
    def test_in_words(self, study, asked, key):
        assert refused(pz.robustness, study, **asked) == [key]

    def test_a_method_without_an_answer_in_some_draw(self, study):
        # As stated it has one; with a zero, which the evidence leaves open, it has none.
        assert pz.rank(study, method="codas").score.all()
        assert refused(pz.robustness, study, method="codas", draws=500)[0] == "methods.needs_positive"


class TestTheName:
    def test_stays_a_function_when_all_else_is_imported(self):
        """A package of that name would hide it."""
        for package in ("questions", "uncertainty"):
            home = importlib.import_module(f"priorizar.{package}")
            for module in pkgutil.iter_modules(home.__path__, f"priorizar.{package}."):
                importlib.import_module(module.name)
        assert importlib.util.find_spec("priorizar.robustness") is None
        assert callable(pz.robustness)
        assert pz.robustness.__module__ == "priorizar.questions.acceptability"
        assert "robustness" in dir(pz)
        assert pz.Robustness.__name__ == "Robustness"
