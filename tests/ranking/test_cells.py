"""What each cell rests on, for people to check."""

from __future__ import annotations

import pytest

import priorizar as pz


@pytest.fixture(scope="module")
def found(study):
    return pz.cells(study, study.scenario("base"))


def test_there_is_one_record_a_cell(found):
    assert len(found) == 233 * 5
    assert len({(one["ubigeo"], one["chain"], one["criterion"]) for one in found}) == len(found)


def test_a_known_cell_quotes_its_sources(found, study):
    for one in found:
        assert bool(one["statements"]) == (one["basis"] != "unknown") == (one["level"] is not None)
        assert all(said["source"] in study.sources and said["quote"] for said in one["statements"])
        assert one["low"] <= one["value"] <= one["high"]
        assert not one["what_if"]


def test_an_unknown_cell_spans_the_scale(found):
    unknown = [one for one in found if one["basis"] == "unknown"]
    assert {(one["low"], one["high"]) for one in unknown if one["criterion"] == "tradicion"} == {(0, 4)}
    assert {
        (one["low"], one["value"], one["high"]) for one in unknown if one["criterion"] == "ranking_nacional"
    } == {(1, 5, 25)}


def test_names_are_in_the_language(study):
    english = pz.cells(study, study.scenario("base"), "en")
    assert {one["criterion_name"] for one in english} >= {"Export offer", "Tradition"}


def test_it_can_be_asked_for_again():
    """A module of the package once took the place of the function after its first call."""
    assert callable(pz.cells)
    assert callable(pz.cells)


def test_everything_public_is_what_it_says():
    for name in pz.__all__:
        getattr(pz, name)
    for name in pz.__all__:
        assert callable(getattr(pz, name)), name
