"""Strengths, weaknesses, and chains that are alike."""

from __future__ import annotations

import numpy as np
import pytest

from priorizar import rank
from priorizar.explanation.profiles import chain_profile, group_profiles, same_chain, similar_chains

VALUES = np.array([[4.0, 1.0, np.nan], [2.0, 3.0, 1.0], [1.0, 3.0, 2.0], [0.0, np.nan, 4.0]])


def test_a_chain_against_the_middle_of_those_of_which_it_is_known(trials):
    found = chain_profile(trials(0, VALUES, [2, 1, 1]).ranking, 0)
    (strength,), (weakness,) = found.strengths, found.weaknesses
    assert (strength.column, strength.value, strength.median, strength.place, strength.count) == (
        0,
        1,
        0.375,
        1,
        4,
    )
    assert strength.weighted == pytest.approx(0.5 * 0.625)
    assert (weakness.column, weakness.value, weakness.median, weakness.place, weakness.count) == (
        1,
        0.25,
        0.75,
        3,
        3,
    )
    assert found.unknown == (2,)


def test_the_middle_is_neither_and_no_weight_is_no_trait(trials):
    found = chain_profile(trials(0, VALUES, [1, 1, 0]).ranking, 1)
    assert [one.column for one in found.strengths] == [0]
    assert (found.weaknesses, found.unknown) == ((), ())


def test_the_largest_come_first(trials):
    values = np.array([[4.0, 4.0, 0.0, 0.0], [2.0, 2.0, 2.0, 2.0], [2.0, 2.0, 2.0, 2.0]])
    found = chain_profile(trials(0, values, [1, 2, 1, 3]).ranking, 0)
    assert [one.column for one in found.strengths] == [1, 0]
    assert [one.column for one in found.weaknesses] == [3, 2]


def test_a_province_by_the_mean_of_what_is_known_of_its_chains(study):
    ranking = rank(study, "base")
    profiles = group_profiles(ranking)
    assert len(profiles) == 28
    column = [criterion.id for criterion in ranking.matrix.criteria].index("tradicion")
    known = ranking.matrix.known[:, column]
    means = {
        group: ranking.matrix.scaled[known & (ranking.groups.of_row == group), column].mean()
        for group in range(28)
        if (known & (ranking.groups.of_row == group)).any()
    }
    for group, profile in enumerate(profiles):
        traits = {one.column: one for one in (*profile.strengths, *profile.weaknesses)}
        if group not in means:
            assert column in profile.unknown
        elif column in traits:
            assert traits[column].value == pytest.approx(means[group])
            assert traits[column].median == pytest.approx(np.median(list(means.values())))
            assert traits[column].place == 1 + sum(mean > means[group] + 1e-9 for mean in means.values())
        else:
            assert means[group] == pytest.approx(np.median(list(means.values())))


def test_alike_is_near_in_weighted_values(trials):
    similar = similar_chains(trials(1, VALUES, [2, 1, 1]).ranking, 1)
    assert [one.row for one in similar] == [2, 0, 3]
    distances = [(4 * 0.25**2 + 0.25**2) / 6, (4 * 0.5**2 + 0.5**2) / 5, (4 * 0.5**2 + 0.75**2) / 5]
    assert [one.distance for one in similar] == pytest.approx(np.sqrt(distances))
    assert [one.shared for one in similar] == pytest.approx([1, 0.75, 0.75])


def test_two_unknowns_are_not_alike(trials):
    assert similar_chains(trials(0, np.array([[1.0, np.nan], [1.0, np.nan]]), [1, 2]).ranking, 0) == ()
    opposite = similar_chains(trials(0, np.array([[0.0], [4.0]]), [1]).ranking, 0)
    assert opposite[0].distance == 1


def test_the_same_chain_everywhere_the_best_rank_first(study):
    ranking = rank(study, "base")
    row = next(i for i, one in enumerate(ranking.matrix.alternatives) if one.chain.id == "cacao")
    rows = same_chain(ranking, row)
    assert row in rows
    assert {ranking.matrix.alternatives[at].chain.id for at in rows} == {"cacao"}
    assert len(rows) == sum(one.chain.id == "cacao" for one in study.alternatives)
    assert [ranking.rank[at] for at in rows] == sorted(ranking.rank[at] for at in rows)
