"""What moved between two rankings: ranks and scores before and after."""

from __future__ import annotations

import priorizar as pz
from priorizar.questions.moves import moves
from priorizar.study.scenario import Selection


def test_nothing_moves_between_the_same_ranking_twice(study):
    assert moves(pz.rank(study), pz.rank(study)) == []


def test_every_change_of_rank_and_score_is_told_largest_first(study):
    before, after = pz.rank(study, "base"), pz.rank(study, "identidad")
    places = [
        {(row["ubigeo"], row["chain"]): (row["rank"], row["score"]) for row in ranking.rows()}
        for ranking in (before, after)
    ]
    told = moves(before, after)
    assert {(one["ubigeo"], one["chain"]) for one in told} == {
        key for key in places[0] if places[0][key] != places[1][key]
    }
    for one in told:
        key = one["ubigeo"], one["chain"]
        assert (one["rank_before"], one["score_before"]) == places[0][key]
        assert (one["rank_after"], one["score_after"]) == places[1][key]
    shifts = [abs(one["rank_before"] - one["rank_after"]) for one in told]
    assert shifts == sorted(shifts, reverse=True)
    assert shifts[0] > 0


def test_what_only_one_ranks_has_no_place_in_the_other(study):
    base = study.scenario("base")
    without = base.model_copy(update={"exclude": Selection(chains=("cuyes",))})
    ways = ((base, without, "after"), (without, base, "before"))
    for first, second, missing in ways:
        told = [
            one for one in moves(pz.rank(study, first), pz.rank(study, second)) if one["chain"] == "cuyes"
        ]
        assert told
        assert all(one[f"rank_{missing}"] is None and one[f"score_{missing}"] is None for one in told)
