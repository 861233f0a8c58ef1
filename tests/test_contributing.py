"""The method that CONTRIBUTING.md shows is added as it says, and everything can be asked of it."""

from __future__ import annotations

import io
import re
import sys
import warnings
from pathlib import Path
from types import ModuleType

import numpy as np
import openpyxl
import pytest
import yaml

import priorizar as pz
from priorizar.locale import LANGUAGES, messages
from priorizar.methods.method import Entry
from priorizar.methods.registry import METHODS, find_method
from priorizar.questions.methods import methods_side_by_side
from priorizar.questions.weight_stability import weight_stability
from priorizar.report.charts import ranking_bars
from priorizar.report.document import document
from priorizar.report.findings import find
from priorizar.report.workbook import workbook
from priorizar.study.scenario import MethodChoice, edited

TEXT = (Path(__file__).parents[1] / "CONTRIBUTING.md").read_text(encoding="utf-8")
ABOUT = TEXT.partition("**a method.**")[2].partition("**a weighting procedure.**")[0]
MODULE, ENTRY, WORDS = (body for _, body in re.findall(r"^```(\w+)\n(.*?)^```$", ABOUT, re.M | re.S))
NAME, HOME = "maximin", "priorizar.methods.maximin"
PROVINCE = "0803"  # Anta


@pytest.fixture(autouse=True)
def added(monkeypatch):
    """The module, the entry and the words, put where the page says."""
    module = ModuleType(HOME)
    monkeypatch.setitem(sys.modules, HOME, module)
    exec(compile(MODULE, "CONTRIBUTING.md", "exec"), vars(module))  # noqa: S102
    entries = eval(f"{{{ENTRY}}}", {"Entry": Entry, **vars(module)})  # noqa: S307
    for name, entry in entries.items():
        monkeypatch.setitem(METHODS, name, entry)
    words = yaml.safe_load(WORDS)
    for language in LANGUAGES:
        for key, said in words[language].items():
            monkeypatch.setitem(messages("methods", language), key, said)


@pytest.fixture
def scenario(study):
    return edited(study.scenario("base"), method=MethodChoice(name=NAME))


def test_it_ranks(study, scenario):
    ranking = pz.rank(study, scenario)
    counted = ranking.weights.values > 0
    np.testing.assert_array_equal(ranking.score, ranking.matrix.scaled[:, counted].min(axis=1))
    np.testing.assert_array_equal(pz.rank(study, method=NAME).score, ranking.score)
    assert (ranking.variant, ranking.contributions) == ("maximin", None)


def test_it_is_drawn_from_and_held_beside_others(study):
    asked = {"provinces": [PROVINCE], "draws": 200, "workers": 1}
    found = pz.robustness(study, method=NAME, **asked).acceptability()
    assert sum(one["first"] for one in found) >= 1 - 1e-9
    beside = methods_side_by_side(study, methods=["topsis", NAME], provinces=[PROVINCE])
    assert list(beside.rankings) == ["topsis (reference=scale)", NAME]


def test_how_far_a_weight_may_move_is_searched_and_said_so(study):
    found = weight_stability(study, method=NAME, provinces=[PROVINCE])
    assert {one["exact"] for one in found} == {False}
    assert all(one["resolution"] > 0 for one in found)


def test_it_is_explained_but_not_by_criterion(study, scenario):
    found = pz.explain(study, scenario, "Anta", "turismo")
    assert found.sentences["why"][-1].startswith("El puntaje de maximin no se descompone por criterio")
    assert all(one["brings_average"] is None for one in found.record()["criteria"])
    assert found.doubts
    assert not any(one.exact for one in found.weight_changes if one is not None and one.moved > 0)


@pytest.mark.parametrize(
    ("language", "starts"), [("es", "Maximin: el puntaje es el peor"), ("en", "Maximin: the")]
)
def test_a_report_says_what_its_score_means(study, scenario, language, starts):
    made = document(find(study, scenario, provinces=[PROVINCE], draws=50), language)
    assert made.fields["method"]["variant"] == NAME
    assert any(line.startswith(starts) for line in made.fields["method"]["text"])


def test_a_workbook_says_that_its_scores_are_numbers(study, scenario):
    content = workbook(study, scenario, others=[], provinces=[PROVINCE], draws=50)
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", ".*extension is not supported")
        book = openpyxl.load_workbook(io.BytesIO(content))
    said = [str(cell) for row in book.worksheets[0].iter_rows(max_row=7, values_only=True) for cell in row]
    assert any("Con el método maximin los puntajes son números" in cell for cell in said)


def test_its_bars_are_whole_and_go_from_0_to_1(study, scenario):
    spec = ranking_bars(pz.rank(study, scenario), PROVINCE)
    assert "color" not in spec["encoding"]
    assert spec["encoding"]["x"]["scale"] == {"domain": [0, 1]}


def test_the_app_offers_it_and_shows_its_order_at_once(study):
    from priorizar.app.pages.ranking.order_rows import live_order
    from priorizar.app.session.chosen import Chosen, methods

    base = study.scenario("base")
    assert NAME in methods(study, base)
    chosen = Chosen(study, "es", study.provinces[PROVINCE], base, NAME, projector=False)
    assert not chosen.slow
    order = live_order(chosen)
    assert order.draws > 0
    assert order.rows[0]["rank"].startswith("1")


def test_it_is_sent_to_other_processes(study):
    import pickle

    assert pickle.loads(pickle.dumps(find_method(NAME))).name == NAME  # noqa: S301
