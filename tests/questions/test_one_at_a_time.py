"""Each uncertain cell at both of its ends, beside ranking again with the cell supposed."""

from __future__ import annotations

import pytest

import priorizar as pz
from priorizar.questions.group_problems import criteria_ids, group_problems
from priorizar.questions.one_at_a_time import one_at_a_time
from priorizar.study.scenario import WhatIf

PROVINCE, CODE = "Chumbivilcas", "0807"


def supposing(study, scenario, chain, criterion, value):
    here = study.scenario(scenario)
    known = WhatIf(province=CODE, chain=chain, criterion=criterion, value=value)
    return here.model_copy(update={"what_if": (*here.what_if, known)})


def test_nothing_uncertain_nothing_to_move(settled):
    assert one_at_a_time(settled) == []


@pytest.mark.parametrize(
    ("scenario", "method"), [("exportador", None), ("necesidad", "vikor"), ("solo_documentado", None)]
)
def test_each_end_is_ranking_again_with_that_cell_supposed(study, scenario, method):
    ranking = pz.rank(study, scenario, method=method)
    matrix, names = ranking.matrix, criteria_ids(ranking)
    rows = {(one.province.ubigeo, one.chain.id): row for row, one in enumerate(matrix.alternatives)}
    (problem,) = group_problems(ranking, groups=[CODE])
    winners = set(problem.rows[ranking.rank[problem.rows] == 1])
    records = one_at_a_time(study, scenario, provinces=[PROVINCE], method=method)
    assert len(records) == len(problem.evidence.cells) > 5
    for record in records:
        row, column = rows[CODE, record["chain"]], names.index(record["criterion"])
        ends, moved = [], False
        for end in (matrix.low[row, column], matrix.high[row, column]):
            supposed = supposing(study, scenario, record["chain"], record["criterion"], float(end))
            again = pz.rank(study, supposed, method=method)
            ends.append((float(again.score[row]), int(again.rank[row])))
            moved |= not winners & set(problem.rows[again.rank[problem.rows] == 1])
        ends.sort()
        assert record["score_worst"] == pytest.approx(ends[0][0], abs=1e-12)
        assert record["score_best"] == pytest.approx(ends[1][0], abs=1e-12)
        assert {record["rank_worst"], record["rank_best"]} == {ends[0][1], ends[1][1]}
        assert record["rank"] == ranking.rank[row]
        assert record["winner_changes"] == moved


def test_widest_first(study):
    records = one_at_a_time(study, by="zone")
    for group in {one["group"] for one in records}:
        swings = [one["score_best"] - one["score_worst"] for one in records if one["group"] == group]
        assert swings == sorted(swings, reverse=True)
        assert min(swings) >= 0
