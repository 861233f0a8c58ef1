"""Tables to be taken away."""

from __future__ import annotations

import csv
import io
import json

import openpyxl
import pytest

from priorizar import PriorizarError, compare, rank, robustness
from priorizar.questions.experiment import Experiment
from priorizar.report.answers import Inquiry
from priorizar.report.exports import TABLES, Request, table
from priorizar.report.verify import verify

ANTA = "0803"


def rows_of(raw: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(raw.decode())))


def asked(study, name, provinces=(), **how):
    """A table of the scenario base."""
    inquiry = Inquiry(experiment=how.pop("experiment", Experiment()), provinces=provinces)
    return table(study, study.scenario("base"), Request(what=name, inquiry=inquiry, **how))


def saved(tmp_path, study, name, form):
    found = asked(study, name)
    file = tmp_path / f"{name}.{form}"
    found.save(form, file)
    return file


@pytest.mark.long
@pytest.mark.parametrize("language", ["es", "en"])
@pytest.mark.parametrize("name", TABLES)
def test_every_table_is_written_in_every_form_with_its_manifest(study, name, language):
    found = asked(study, name, [ANTA], language=language)
    assert found.rows
    assert found.manifest["scenario"]["id"] == "base"
    assert found.manifest["illustrative_weights"] is True
    for form in found.forms:
        raw = found.written(form)
        if form == "json":
            content = json.loads(raw)
            # Rankings side by side have a manifest each.
            assert content.get("manifests", []) == list(found.manifests)
            assert content.get("manifest", found.manifest) == found.manifest
            assert ("manifest" in content) == (name != "comparison")
        if form == "csv":
            assert len(rows_of(raw)) == len(found.rows)
        if form == "xlsx":
            book = openpyxl.load_workbook(io.BytesIO(raw), read_only=True)
            assert len(book.sheetnames) == 2 + len(found.more)
            assert book.worksheets[0].max_row == len(found.rows) + 1


def test_the_rows_are_those_of_the_answers(study):
    base = study.scenario("base")
    assert asked(study, "ranking").rows == rank(study, base).rows()
    assert asked(study, "ranking", ["Anta"]).rows == rank(study, base).rows(group=ANTA)
    others = compare(study, [base, *(one for one in study.scenarios if one != "base")])
    assert asked(study, "comparison").rows == others.rows()
    drawn = robustness(study, base, provinces=[ANTA])
    assert asked(study, "acceptability", [ANTA]).rows == drawn.acceptability()
    assert asked(study, "ledger").rows[0]["says"] == study.ledger[0].says.es


def test_what_nobody_knows_is_blank_in_the_matrix(study):
    base = study.scenario("base")
    matrix = rank(study, base).matrix
    rows = rows_of(asked(study, "matrix").written("csv"))
    blank = sum(row[one.id] == "" for row in rows for one in matrix.criteria)
    assert blank == (~matrix.known).sum() > 0


@pytest.mark.parametrize("form", ["csv", "xlsx", "json", "geojson", "parquet"])
def test_a_ranking_that_was_taken_away_can_be_made_again(study, tmp_path, form):
    found = verify(study, saved(tmp_path, study, "ranking", form))
    assert not found.differences
    assert found.compared["alternatives"] == len(rank(study, "base").score)


@pytest.mark.parametrize("form", ["csv", "xlsx", "json"])
def test_a_comparison_that_was_taken_away_can_be_made_again(study, tmp_path, form):
    found = verify(study, saved(tmp_path, study, "comparison", form))
    assert not found.differences
    assert found.compared["alternatives"] == len(study.scenarios) * len(rank(study, "base").score)


def test_text_that_a_spreadsheet_would_run_is_harmless(copied, study):
    copied.replace("data/contradictions.csv", study.ledger[0].says.es, "=1+1")
    changed = copied.load()
    found = asked(changed, "ledger")
    assert found.rows[0]["says"] == "=1+1"
    assert rows_of(found.written("csv"))[0]["says"] == "'=1+1"
    book = openpyxl.load_workbook(io.BytesIO(found.written("xlsx")))
    cell = book.worksheets[0]["C2"]
    assert (cell.data_type, cell.value) == ("s", "'=1+1")


def test_a_province_nobody_knows_is_refused(study):
    with pytest.raises(PriorizarError):
        asked(study, "ranking", ["Atlántida"])


def test_only_some_chains_and_the_first_places_are_taken_away(study):
    whole = asked(study, "ranking", [ANTA]).rows
    assert asked(study, "ranking", [ANTA], top=2).rows == [one for one in whole if one["rank"] <= 2]
    chain = whole[-1]
    assert asked(study, "ranking", [ANTA], chains=[chain["chain_name"]]).rows == [chain]


def test_how_it_was_asked_for_can_be_read_from_the_manifest(study):
    experiment = Experiment(weights="within:0.1", vary="weights", shape="triangular", draws=40, seed=3)
    made = asked(study, "acceptability", ["Anta"], experiment=experiment, language="en", title="Places")
    again = Request.of(json.loads(json.dumps(made.manifest["output"])), None)
    assert (again.what, again.language, again.title) == ("acceptability", "en", "Places")
    assert (again.inquiry.experiment, list(again.inquiry.provinces)) == (experiment, [ANTA])
    assert table(study, study.scenario("base"), again).rows == made.rows
