"""How far weights may move: exact answers beside brute force, on the provinces of the study."""

from __future__ import annotations

import numpy as np
import pytest

import priorizar as pz
from priorizar.methods.ranks import ranks
from priorizar.questions.group_problems import criteria_ids, group_problems
from priorizar.questions.weight_stability import weight_stability
from priorizar.uncertainty.stability import moved

STEPS = 2000
MARGIN = 100


def stretch(problem, weights, column, first):
    """Last step below the weight, and first above it, at which what is to be kept is not; None without.

    Towards the ends, where one criterion alone decides, TOPSIS scores differ by squares and tie by tolerance.
    """
    grid = np.linspace(0, 1, STEPS + 1)[MARGIN:-MARGIN]
    kept = kept_of(problem, weights, first)
    same = (kept_of(problem, moved(weights, column, grid), first) == kept).all(axis=1)
    here = weights[column]
    below, above = np.flatnonzero(~same & (grid < here)), np.flatnonzero(~same & (grid > here))
    return grid[below[-1]] if below.size else None, grid[above[0]] if above.size else None


def agrees(record, below, above):
    """Each end lies within the step in which the grid saw the change; nothing came before it."""
    if below is None:
        assert record["low"] <= MARGIN / STEPS
    else:
        assert -1e-9 <= record["low"] - below <= 1 / STEPS + 1e-9
    if above is None:
        assert record["high"] >= 1 - MARGIN / STEPS
    else:
        assert -1e-9 <= above - record["high"] <= 1 / STEPS + 1e-9


def kept_of(problem, weights, first):
    place = ranks(problem.score(problem.evidence.stated, weights))
    return place if first is None else place <= first


class TestStability:
    @pytest.mark.parametrize("scenario", ["base", "exportador"])
    @pytest.mark.parametrize("method", ["additive", "topsis"])
    @pytest.mark.parametrize("first", [1, 3, None])
    def test_against_a_dense_grid_in_every_province(self, study, scenario, method, first):
        ranking = pz.rank(study, scenario, method=method)
        records = weight_stability(study, scenario, first=first, method=method)
        names, weights = criteria_ids(ranking), ranking.weights.values
        split = {one.label: one for one in group_problems(ranking)}
        assert len(records) == len(split) * len(names)
        for record in records:
            column = names.index(record["criterion"])
            assert record["exact"]
            assert record["weight"] == pytest.approx(weights[column])
            assert record["low"] <= record["weight"] + 1e-12
            assert record["weight"] <= record["high"] + 1e-12
            below, above = stretch(split[record["group"]], weights, column, first)
            agrees(record, below, above)

    @pytest.mark.parametrize("method", ["additive", "topsis"])
    def test_who_comes_in_beyond_an_end_is_the_one_named(self, study, method):
        ranking = pz.rank(study, "exportador", method=method)
        names, weights = criteria_ids(ranking), ranking.weights.values
        split = {one.label: one for one in group_problems(ranking)}
        seen = 0
        for record in weight_stability(study, "exportador", method=method):
            problem, column = split[record["group"]], names.index(record["criterion"])
            for who, end, way in ((record["below"], "low", -1), (record["above"], "high", 1)):
                beyond = record[end] + way * 1e-7
                if who is None:
                    assert record[end] in (0.0, 1.0)
                elif 0 <= beyond <= 1:
                    place = ranks(problem.score(problem.evidence.stated, moved(weights, column, beyond)))
                    winners = {ranking.matrix.alternatives[row].chain.id for row in problem.rows[place == 1]}
                    assert who in winners
                    seen += 1
        assert seen > 20

    def test_other_methods_are_searched_and_say_so(self, study):
        asked = {"method": "vikor", "provinces": ["Chumbivilcas"]}
        ranking = pz.rank(study, "exportador", method="vikor")
        (problem,) = group_problems(ranking, groups=["0807"])
        for record in weight_stability(study, "exportador", **asked):
            assert not record["exact"]
            assert record["resolution"] == pytest.approx(1 / 2000)
            column = criteria_ids(ranking).index(record["criterion"])
            agrees(record, *stretch(problem, ranking.weights.values, column, 1))

    def test_left_out_what_is_unknown_it_is_searched_too(self, study):
        records = weight_stability(study, "solo_documentado", provinces=["Anta"])
        assert len(records) == 5
        ranking = pz.rank(study, "solo_documentado")
        (problem,) = group_problems(ranking, groups=["0803"])
        for record in records:
            assert not record["exact"]
            column = criteria_ids(ranking).index(record["criterion"])
            agrees(record, *stretch(problem, ranking.weights.values, column, 1))

    def test_one_alternative_has_nobody_to_lose_to(self, small):
        small.replace("data/alternatives.csv", "Costa,lana,group\n", "")
        for record in weight_stability(small.load(), provinces=["Costa"]):
            assert (record["low"], record["high"], record["below"], record["above"]) == (0, 1, None, None)
