"""What a scenario said before it was replaced is kept, listed and put back; never thrown away unasked."""

from __future__ import annotations

import os

import pytest

import priorizar as pz
from priorizar.reading import scenario_file, scenario_versions
from priorizar.reading.load import load_study
from priorizar.reading.scenario_file import file_of, restore_scenario, save_scenario
from priorizar.reading.scenario_versions import FOLDER, versions_of
from priorizar.study.scenario import ScenarioFile, edited, points_of


def said(study, points, name="Base") -> ScenarioFile:
    """The scenario ``base`` of the small study with other weights."""
    weights = points_of(("demanda", "puesto", "frenos"), points)
    changed = edited(study.scenarios["base"], weights=weights)
    return file_of(study, changed, identifier="base", name=name, author="Rosa")


def replaced(small, *points) -> None:
    for each in points:
        study = small.load()
        save_scenario(study, said(study, each), replace=True)


def order(small) -> list[float]:
    return list(pz.rank(small.load(), "base").score)


def key(call, *arguments, **options) -> str:
    with pytest.raises(pz.PriorizarError) as refused:
        call(*arguments, **options)
    return refused.value.problems[0].key


def test_what_is_replaced_is_kept_as_it_was(small):
    before = small.text("scenarios/base.yaml")
    replaced(small, (0.5, 0.3, 0.2))
    (kept,) = versions_of(small.load(), "base")
    assert kept.file.read_text("utf-8") == before != small.text("scenarios/base.yaml")
    assert kept.file.relative_to(small.path).parts[:2] == (FOLDER, "base")


def test_many_within_a_second_are_all_kept_the_latest_first(small):
    texts = []
    for share in (0.1, 0.2, 0.3, 0.4):
        texts.append(small.text("scenarios/base.yaml"))
        replaced(small, (share, 0.5, 0.5 - share))
    kept = [one.file.read_text("utf-8") for one in versions_of(small.load(), "base")]
    assert kept == texts[::-1]


def test_one_that_says_the_same_is_no_version(small):
    replaced(small, (0.5, 0.3, 0.2), (0.5, 0.3, 0.2))
    assert len(versions_of(small.load(), "base")) == 1


def test_one_put_back_ranks_as_before_and_can_be_undone(small):
    before, first = small.text("scenarios/base.yaml"), order(small)
    replaced(small, (0.8, 0.1, 0.1))
    changed = small.text("scenarios/base.yaml")
    assert order(small) != first
    study = small.load()
    restore_scenario(study, versions_of(study, "base")[0])
    assert small.text("scenarios/base.yaml") == before
    assert order(small) == first
    assert versions_of(study, "base")[0].file.read_text("utf-8") == changed


def test_they_are_no_part_of_the_study(small):
    before = set(small.load().files)
    replaced(small, (0.8, 0.1, 0.1))
    small.write(f"{FOLDER}/base/20200101T000000Z.yaml", "not: [a scenario")
    assert set(small.load().files) == before
    assert small.problems_of_check() == []


def test_what_is_there_beside_them_is_passed_over(small):
    small.write(f"{FOLDER}/base/apuntes.yaml", "a: 1")
    small.write(f"{FOLDER}/base/20200101T000000Z.yaml.txt", "a: 1")
    assert versions_of(small.load(), "base") == ()


def test_with_as_many_as_may_be_nothing_is_replaced_and_nothing_lost(small, monkeypatch):
    monkeypatch.setattr(scenario_versions, "MOST_VERSIONS", 2)
    replaced(small, (0.8, 0.1, 0.1), (0.7, 0.2, 0.1))
    before = {file: file.read_bytes() for file in small.path.rglob("*") if file.is_file()}
    study = small.load()
    assert key(save_scenario, study, said(study, (0.6, 0.3, 0.1)), replace=True) == "versions.many_versions"
    assert {file: file.read_bytes() for file in small.path.rglob("*") if file.is_file()} == before


def test_with_as_many_scenarios_as_may_be_none_is_added_but_one_may_be_replaced(small, monkeypatch):
    monkeypatch.setattr(scenario_file, "MOST_SCENARIOS", 1)
    study = small.load()
    new = file_of(study, study.scenarios["base"], identifier="otro", name="Otro")
    assert key(save_scenario, study, new) == "versions.many_scenarios"
    assert os.listdir(small.path / "scenarios") == ["base.yaml"]
    replaced(small, (0.8, 0.1, 0.1))


def test_one_that_is_gone_or_has_no_place_any_more_is_a_sentence_and_changes_nothing(small):
    replaced(small, (0.8, 0.1, 0.1))
    now = small.text("scenarios/base.yaml")
    study = load_study(small.path)
    (version,) = versions_of(study, "base")
    version.file.write_text("id: base\nname: {es: B, en: B}\nextends: nadie\n", encoding="utf-8")
    assert key(restore_scenario, study, version) == "study.unknown_parent"
    version.file.write_text("id: otro\nname: {es: B, en: B}\nextends: base\n", encoding="utf-8")
    assert key(restore_scenario, study, version) == "study.id_not_file"
    version.file.unlink()
    assert key(restore_scenario, study, version) == "versions.gone"
    assert small.text("scenarios/base.yaml") == now


@pytest.mark.skipif(not hasattr(os, "symlink"), reason="no links here")
def test_a_folder_of_versions_that_leads_elsewhere_is_not_written_into(small, tmp_path):
    (tmp_path / "afuera").mkdir()
    (small.path / FOLDER).symlink_to(tmp_path / "afuera")
    study = small.load()
    assert key(save_scenario, study, said(study, (0.8, 0.1, 0.1)), replace=True) == "study.outside_folder"
    assert os.listdir(tmp_path / "afuera") == []


@pytest.mark.parametrize("scenario", ["../..", "a/b", "", "."])
def test_what_is_no_scenario_has_none(small, scenario):
    assert key(versions_of, small.load(), scenario) == "study.scenario_identifier"
