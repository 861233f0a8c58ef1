"""What a statement leaves open, procedure by procedure: the region that its weights are drawn from."""

from __future__ import annotations

import json

import numpy as np
import pytest

import priorizar as pz
from priorizar.cli import run
from priorizar.elicitation.weighing import read_statement
from priorizar.questions.experiment import Experiment
from priorizar.questions.feasible_weights import feasible_weights
from priorizar.questions.stated_weights import anybody_stated, stated_weights
from priorizar.report.answers import feasible_weights_in_words
from priorizar.study.scenario import edited
from priorizar.uncertainty.judged import USUAL_DEVIATION, usual_concentration
from priorizar.uncertainty.regions import Simplex

NAMES = ("oferta_exportable", "ranking_nacional", "vocacion_productiva", "tradicion", "severidad_cuellos")
DRAWS = 20_000
SHARES = (40, 30, 15, 10, 5)


def stated(study, written, by: str | None = "Una mesa"):
    return edited(study.scenario("base"), weights=read_statement(written), stated_by=by)


def ranked(study, written):
    return pz.rank(study, stated(study, written))


def drawn(ranking, count=DRAWS):
    """(n, count)"""
    return stated_weights(ranking.weights).draw(np.random.default_rng(5), count)


def numbers(procedure: str, *values: float):
    return {"procedure": procedure, "values": dict(zip(NAMES, values, strict=True))}


def compared(ratio):
    """Comparisons of every pair: ``ratio(i, j)``."""
    pairs = [(i, j) for i in range(5) for j in range(i + 1, 5)]
    return {"procedure": "ahp", "comparisons": [[NAMES[i], NAMES[j], ratio(i, j)] for i, j in pairs]}


class TestNumbers:
    """Points, ratings, swing and SMART: around what was stated, as far as people usually err."""

    @pytest.mark.parametrize(
        "written", [numbers(name, *SHARES) for name in ("points", "direct")], ids=lambda one: one["procedure"]
    )
    def test_vary_around_the_shares_stated_with_the_documented_spread(self, study, written):
        ranking = ranked(study, written)
        centre = ranking.weights.values
        np.testing.assert_allclose(centre, np.array(SHARES) / 100)
        weights = drawn(ranking)
        # Of a Dirichlet of concentration c: mean w, variance w (1 - w) / (c + 1).
        np.testing.assert_allclose(weights.mean(axis=1), centre, atol=0.002)
        spread = centre * (1 - centre) / (usual_concentration(5) + 1)
        np.testing.assert_allclose(weights.var(axis=1), spread, rtol=0.06)
        np.testing.assert_allclose(weights.sum(axis=0), 1)

    @pytest.mark.parametrize("items", [2, 3, 5, 9])
    def test_an_average_weight_moves_as_a_uniform_error_of_a_quarter_does(self, items):
        share = 1 / items
        variance = share * (1 - share) / (usual_concentration(items) + 1)
        assert variance == pytest.approx((USUAL_DEVIATION * share) ** 2 / 3)

    @pytest.mark.parametrize("procedure", ["swing", "smart"])
    def test_ratings_of_swings_vary_too(self, study, procedure):
        ranking = ranked(study, numbers(procedure, 100, 80, 60, 40, 20))
        weights = drawn(ranking)
        centre = ranking.weights.values
        np.testing.assert_allclose(centre, np.array([100, 80, 60, 40, 20]) / 300)
        np.testing.assert_allclose(weights.mean(axis=1), centre, atol=0.002)
        spread = centre * (1 - centre) / (usual_concentration(5) + 1)
        np.testing.assert_allclose(weights.var(axis=1), spread, rtol=0.06)

    def test_what_has_no_weight_stays_without(self, study):
        weights = drawn(ranked(study, numbers("points", 50, 0, 30, 20, 0)))
        assert (weights[[1, 4]] == 0).all()
        assert (weights[[0, 2, 3]].std(axis=1) > 0.01).all()

    def test_all_on_one_criterion_leaves_nothing_open(self, study):
        weights = drawn(ranked(study, numbers("points", 0, 0, 100, 0, 0)), 9)
        np.testing.assert_array_equal(weights, np.eye(5)[[2]].T.repeat(9, axis=1))


class TestAnOrder:
    ORDER = ("tradicion", "oferta_exportable", "severidad_cuellos", "ranking_nacional", "vocacion_productiva")

    def test_is_kept_by_every_draw_and_nothing_more_is_asked(self, study):
        weights = drawn(ranked(study, {"procedure": "rank_order", "order": self.ORDER}))
        falling = weights[[NAMES.index(one) for one in self.ORDER]]
        assert (np.diff(falling, axis=0) <= 1e-12).all()
        # Uniform over the order, its mean is the rank-order centroid (Barron & Barrett 1996).
        centroid = np.cumsum(1 / np.arange(5, 0, -1))[::-1] / 5
        np.testing.assert_allclose(falling.mean(axis=1), centroid, atol=0.005)

    def test_those_that_share_a_place_are_not_ordered(self, study):
        order = [["tradicion", "oferta_exportable"], *self.ORDER[2:]]
        weights = drawn(ranked(study, {"procedure": "rank_order", "order": order}))
        above, below = weights[[3, 0]], weights[[4, 1, 2]]
        assert (above.min(axis=0) >= below.max(axis=0) - 1e-12).all()
        assert (weights[3] > weights[0]).mean() == pytest.approx(0.5, abs=0.02)

    @pytest.mark.parametrize(
        ("order", "exact"),
        [
            (("demanda", "puesto", "frenos"), 1),
            (("frenos", "demanda", "puesto"), 1 / 13),
        ],
    )
    def test_frequencies_are_those_of_its_own_order(self, settled, order, exact):
        """By hand: papa is ahead of lana by 1, 1/4 and -1 on the three criteria: first if w·(1, 1/4, -1) > 0.

        Any weights are a triangle whose corners weigh one criterion; there the line cuts off, from the corner
        of frenos, 1/2 of one side and 4/5 of the other: papa is first in 1 - 2/5. The weights in an order are
        the triangle of (1, 0, 0), (1/2, 1/2, 0) and (1/3, 1/3, 1/3); with frenos before demanda the advantage
        is -1, 0 and 1/12 there, so that papa is first in what lies beyond 12/13 of one side.
        """
        scenario = edited(
            settled.scenario("base"),
            weights=read_statement({"procedure": "rank_order", "order": order}),
            stated_by="Una mesa",
        )

        def first(**how):
            asked = {"provinces": ["Alta"], "vary": "weights", "draws": DRAWS, "workers": 1}
            found = pz.robustness(settled, scenario, **asked, **how).acceptability()
            return next(one["first"] for one in found if one["chain"] == "papa")

        assert first() == pytest.approx(exact, abs=0.01)
        assert first(weights="any") == pytest.approx(0.6, abs=0.015)
        assert first(weights="fixed") in (0, 1)


class TestComparisons:
    def test_that_contradict_each_other_vary_within_their_own_inconsistency(self, study):
        def spread(contradiction):
            def ratio(i, j):
                return 2.0 ** (j - i) * (contradiction if (i, j) == (0, 4) else 1)

            return drawn(ranked(study, compared(ratio))).std(axis=1).max()

        assert 0.001 < spread(0.7) < spread(0.3) < spread(0.1)

    def test_that_agree_with_each_other_do_not_vary(self, study):
        ranking = ranked(study, compared(lambda i, j: 2.0 ** (j - i)))
        np.testing.assert_allclose(ranking.weights.values, 2.0 ** -np.arange(5) / 1.9375, atol=1e-9)
        weights = drawn(ranking, 500)
        np.testing.assert_allclose(weights, ranking.weights.values[:, None].repeat(500, axis=1), atol=1e-9)

    def test_the_middle_of_the_draws_is_what_was_prioritised(self, study):
        ranking = ranked(study, compared(lambda i, j: 2.0 ** (j - i) * (0.5 if (i, j) == (0, 4) else 1)))
        logarithm = np.log(drawn(ranking))
        between = np.median(logarithm - logarithm[[0]], axis=1)
        said = np.log(ranking.weights.values / ranking.weights.values[0])
        np.testing.assert_allclose(between, said, atol=0.02)

    @staticmethod
    def best_worst(to_worst_of_the_rest):
        best = dict(zip(NAMES, (1, 2, 4, 8, 16), strict=True))
        worst = dict(zip(NAMES, (16, *to_worst_of_the_rest, 1), strict=True))
        said = {"best": NAMES[0], "worst": NAMES[4]}
        # Neither is compared with itself.
        said["best_to_others"] = {name: one for name, one in best.items() if name != NAMES[0]}
        said["others_to_worst"] = {name: one for name, one in worst.items() if name != NAMES[4]}
        return {"procedure": "best_worst", **said}

    def test_best_and_worst_likewise(self, study):
        agreed = drawn(ranked(study, self.best_worst((8, 4, 2))), 500)
        assert agreed.std(axis=1).max() < 1e-6
        assert drawn(ranked(study, self.best_worst((3, 4, 5)))).std(axis=1).max() > 0.005


class TestPeopleDataAndBlends:
    def test_a_group_is_its_people(self, study):
        ranking = pz.rank(study, "taller_ilustrativo")
        people = {tuple(one) for one in ranking.weights.group.values.round(12).tolist()}
        weights = drawn(ranking, 2_000)
        assert {tuple(one) for one in weights.T.round(12).tolist()} == people
        share = ranking.weights.group.share
        np.testing.assert_allclose(
            drawn(ranking).mean(axis=1), share @ ranking.weights.group.values, atol=0.006
        )

    def test_data_give_what_they_give(self, study):
        ranking = ranked(study, {"procedure": "objective", "scheme": "standard_deviation"})
        np.testing.assert_allclose(drawn(ranking, 9), ranking.weights.values[:, None].repeat(9, axis=1))

    def test_a_blend_varies_in_what_people_say_of_it(self, study):
        said = numbers("points", *SHARES)
        whole = drawn(ranked(study, said))
        blend = {"procedure": "blend", "subjective": said, "objective": "standard_deviation", "share": 0.25}
        ranking = ranked(study, blend)
        weights = drawn(ranking)
        np.testing.assert_allclose(weights.std(axis=1), 0.25 * whole.std(axis=1), rtol=0.05)
        np.testing.assert_allclose(weights.mean(axis=1), ranking.weights.values, atol=0.001)

    def test_statements_of_a_region_are_kept(self, study):
        statements = [
            {"criterion": "tradicion", "percent": [20, 40]},
            {"criterion": "oferta_exportable", "at_least": "ranking_nacional", "times": 2},
        ]
        weights = drawn(ranked(study, {"procedure": "region", "statements": statements}))
        assert (weights[3] >= 0.2 - 1e-9).all()
        assert (weights[3] <= 0.4 + 1e-9).all()
        assert (weights[0] >= 2 * weights[1] - 1e-9).all()
        assert (weights[3].min(), weights[3].max()) == pytest.approx((0.2, 0.4), abs=0.01)


class TestATree:
    def test_each_node_is_drawn_as_it_was_said(self, study):
        order = {"procedure": "rank_order", "order": ["tradicion", "vocacion_productiva"]}
        shares = {"procedure": "points", "values": {"mercado": 50, "territorio": 30, "viabilidad": 20}}
        ranking = ranked(study, shares | {"groups": {"territorio": order}})
        weights = drawn(ranking)
        territory = weights[2] + weights[3]
        assert (weights[3] >= weights[2] - 1e-12).all()
        # In order, the share of the first of two is uniform from 1/2 to 1.
        part = weights[3] / territory
        assert (part.mean(), part.var()) == (pytest.approx(0.75, abs=0.005), pytest.approx(1 / 48, rel=0.05))
        assert territory.mean() == pytest.approx(0.3, abs=0.003)
        upper, bound = stated_weights(ranking.weights).constraints
        assert (upper @ weights <= bound[:, None] + 1e-9).all()


class TestWhoStatedNothing:
    def test_everything_equal_is_no_statement(self, study):
        ranking = ranked(study, {"procedure": "equal"})
        assert not anybody_stated(ranking.weights)
        assert feasible_weights(ranking) == feasible_weights(ranking, "stated") == Simplex(5)
        assert Experiment().weights_name(ranking) == "any_equal"

    def test_a_group_of_the_tree_that_is_weighed_is_one(self, study):
        inside = {"procedure": "points", "values": {"tradicion": 75, "vocacion_productiva": 25}}
        ranking = ranked(study, {"procedure": "equal", "groups": {"territorio": inside}})
        assert anybody_stated(ranking.weights)
        assert Experiment().weights_name(ranking) == "stated"

    def test_made_up_weights_are_none_either(self, study):
        ranking = pz.rank(study, stated(study, numbers("points", *SHARES), by=None))
        assert Experiment().weights_name(ranking) == "any_illustrative"
        assert feasible_weights(ranking) == Simplex(5)
        assert feasible_weights(ranking, "stated") != Simplex(5)


STATED = """
id: mesa
name: {es: Mesa, en: Table}
extends: base
stated_by: Una mesa
weights:
  procedure: points
  values:
    oferta_exportable: 10
    ranking_nacional: 10
    vocacion_productiva: 30
    tradicion: 30
    severidad_cuellos: 20
"""


class TestWhoAsks:
    @pytest.fixture
    def file(self, tmp_path):
        file = tmp_path / "mesa.yaml"
        file.write_text(STATED, encoding="utf-8")
        return file

    @pytest.fixture
    def asked(self, file, tmp_path):
        def ask(*more: str):
            out = tmp_path / "a.json"
            here = [
                "-s",
                str(file),
                "-p",
                "La Convención",
                "--draws",
                "2000",
                "--vary",
                "weights",
                "-o",
                str(out),
            ]
            assert run(["robustness", *here, *more]) == 0
            told = json.loads(out.read_text(encoding="utf-8"))
            rows = {one["chain"]: one["first"] for one in told["rows"]}
            return told["manifest"]["robustness"]["region"], rows

        return ask

    def test_what_is_stated_any_weights_and_those_that_stand_give_other_frequencies(self, asked):
        name, own = asked()
        assert name == "stated"
        assert asked("--weights", "stated") == ("stated", own)
        assert asked("--weights", "any")[1] != own
        fixed = asked("--weights", "fixed")[1]
        assert set(fixed.values()) <= {0, 0.5, 1}
        assert fixed != own
        assert asked("--region", "any") == asked("--weights", "any")

    @pytest.mark.parametrize("language", ["es", "en"])
    @pytest.mark.parametrize(("scenario", "name"), [("file", "stated"), ("base", "any_illustrative")])
    def test_every_output_says_which_weights_were_drawn(
        self, study, file, capsysbinary, tmp_path, language, scenario, name
    ):
        import docx
        import openpyxl

        chosen = str(file) if scenario == "file" else scenario
        said = feasible_weights_in_words(name, language)
        here = ["-s", chosen, "-p", "Caylloma", "--draws", "50", "--lang", language]
        assert run(["robustness", *here]) == 0
        shown = " ".join(capsysbinary.readouterr().out.decode().split())
        assert said in shown
        assert run(["report", *here, "-o", str(tmp_path / "a.docx")]) == 0
        assert any(said in one.text for one in docx.Document(str(tmp_path / "a.docx")).paragraphs)
        assert run(["report", *here, "-o", str(tmp_path / "a.xlsx")]) == 0
        with pytest.warns(UserWarning, match="extension is not supported"):
            book = openpyxl.load_workbook(tmp_path / "a.xlsx")
        assert any(said in cell for sheet in book.worksheets for cell in text_of(sheet))

    def test_a_report_may_be_asked_for_other_weights(self, file, tmp_path):
        from priorizar.report.reading import manifest_in

        here = ["-s", str(file), "-p", "Caylloma", "--draws", "50"]
        out = tmp_path / "a.docx"
        assert run(["report", *here, "--weights", "any", "--vary", "weights", "-o", str(out)]) == 0
        told = manifest_in(out)["robustness"]
        assert (told["weights"], told["vary"]) == ("any", "weights")


def text_of(sheet) -> list[str]:
    return [str(cell) for row in sheet.iter_rows(values_only=True) for cell in row if cell is not None]
