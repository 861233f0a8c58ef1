"""From a study and a scenario to ranks."""

from __future__ import annotations

import itertools
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import priorizar as pz
from priorizar.study.criteria import CriteriaSet, Label
from priorizar.study.model import Alternative, Chain, Evidence, Place, Province, Study
from priorizar.study.scenario import Scenario
from refusals import refused


def by_pair(ranking, column="score") -> dict[tuple[str, str], float]:
    return {(one["province"], one["chain"]): one[column] for one in ranking.rows()}


class TestASmallStudyWorkedOutByHand:
    """Weighted sum of three criteria that weigh the same; see the fixture ``small``."""

    def test_scores(self, small):
        # papa in Norte: demand 3/4, fifth place worth 0.5, obstacles unknown 0.5.
        # lana in Alta: demand 1/4, place unknown 0.5, obstacles 1 of 4, of which fewer is better.
        score = by_pair(pz.rank(small.load()))
        assert score["Alta", "papa"] == pytest.approx((0.75 + 0.5 + 0.5) / 3)
        assert score["Alta", "lana"] == pytest.approx((0.25 + 0.5 + 0.75) / 3)
        assert score["Costa", "lana"] == pytest.approx((0.25 + 0.5 + 0.5) / 3)

    def test_each_province_is_ranked_by_itself(self, small):
        ranking = pz.rank(small.load())
        assert ranking.groups.labels == ("0101", "0102", "0201")
        assert [one["rank"] for one in ranking.rows()] == [1, 2] * 3

    def test_contributions_say_what_each_criterion_brought(self, small):
        papa = pz.rank(small.load()).rows()[0]
        assert papa["contributions"] == pytest.approx({"demanda": 0.25, "puesto": 0.5 / 3, "frenos": 0.5 / 3})

    def test_coverage_and_what_is_unknown(self, small):
        rows = {(one["province"], one["chain"]): one for one in pz.rank(small.load()).rows()}
        assert rows["Alta", "papa"]["coverage"] == pytest.approx(2 / 3)
        assert rows["Alta", "papa"]["unknown"] == ["frenos"]
        assert rows["Costa", "papa"]["unknown"] == ["puesto", "frenos"]

    def test_equal_scores_share_the_best_rank_and_are_marked(self, small):
        small.append("data/evidence.csv", ",,Costa,lana,demanda,3,,,reported,informe,igual")
        costa = [one for one in pz.rank(small.load()).rows() if one["province"] == "Costa"]
        assert [(one["rank"], one["tied"]) for one in costa] == [(1, True), (1, True)]
        assert [one["chain"] for one in costa] == ["lana", "papa"]  # then by name

    def test_wider_groups(self, small):
        study = small.load()
        assert pz.rank(study, by="department").groups.labels == ("Norte", "Sur")
        assert pz.rank(study, by="zone").groups.labels == ("I", "II")
        pooled = pz.rank(study, by="all")
        assert pooled.groups.labels == ("all",)
        assert sorted(pooled.rank.tolist()) == [1, 1, 1, 4, 5, 5]

    def test_a_row_scored_by_itself_scores_the_same_in_any_group(self, small):
        study = small.load()
        assert by_pair(pz.rank(study, by="all")) == by_pair(pz.rank(study))

    def test_a_sixth_criterion_needs_only_yaml_and_data(self, copied):
        copied.replace("criteria/priorizacion.yaml", "\nscreen:\n", f"\n{SIXTH}\nscreen:\n")
        copied.append(
            "data/evidence.csv", "Apurímac,,Abancay,palta,riego,800,,,measured,estudio,ochocientas hectáreas"
        )
        for name in ("exportador", "identidad", "viabilidad"):
            copied.append(f"scenarios/{name}.yaml", "    riego: 0")
        copied.append("scenarios/ahp.yaml", "    - [riego, tradicion, 1]")
        copied.write("scenarios/riego.yaml", IRRIGATION)
        study = copied.load()
        assert pz.rank(study, "base").weights.by_criterion["riego"] == pytest.approx(1 / 6)
        contributions = {
            (one["province"], one["chain"]): one["contributions"]["riego"]
            for one in pz.rank(study, "riego").rows()
        }
        assert contributions["Abancay", "palta"] == pytest.approx(0.8)
        assert contributions["Andahuaylas", "palta"] == pytest.approx(0.5)


SIXTH = """
  - id: riego
    name: {es: Riego, en: Irrigation}
    direction: max
    scale: {type: numeric, unit: {es: hectáreas, en: hectares}, low: 0, high: 1000}
"""

IRRIGATION = """
id: riego
name: {es: Riego, en: Irrigation}
extends: base
method: additive
weights:
  procedure: points
  values:
    riego: 100
    oferta_exportable: 0
    ranking_nacional: 0
    vocacion_productiva: 0
    tradicion: 0
    severidad_cuellos: 0
"""


class TestScenarios:
    def test_weights_decide(self, small):
        small.write(
            "scenarios/frenos.yaml",
            """
            id: frenos
            name: {es: Frenos, en: Obstacles}
            extends: base
            weights: {procedure: points, values: {demanda: 0, puesto: 0, frenos: 100}}
            """,
        )
        rows = pz.rank(small.load(), "frenos").rows()
        assert (rows[0]["province"], rows[0]["chain"], rows[0]["score"]) == ("Alta", "lana", 0.75)

    def test_include_and_exclude(self, small):
        def pairs(**keys):
            written = "".join(f"{key}: {value}\n" for key, value in keys.items())
            small.write(
                "scenarios/parte.yaml", f"id: parte\nname: {{es: a, en: b}}\nextends: base\n{written}"
            )
            return set(by_pair(pz.rank(small.load(), "parte")))

        assert pairs(include="{provinces: [0101]}") == {("Alta", "papa"), ("Alta", "lana")}
        assert pairs(include="{departments: [Norte], chains: [Lana fina]}") == {
            ("Alta", "lana"),
            ("Baja", "lana"),
        }
        assert pairs(exclude="{zones: [I]}") == {("Baja", "papa"), ("Baja", "lana")}
        assert pairs(include="{departments: [norte]}", exclude="{provinces: [baja], chains: [potato]}") == {
            ("Alta", "lana")
        }

    def test_leaving_nothing_is_refused(self, small):
        study = small.load()
        nothing = study.scenario("base").model_copy(
            update={"exclude": study.scenario("base").exclude.model_copy(update={"chains": ("papa", "lana")})}
        )
        assert refused(pz.rank, study, nothing) == ["ranking.nothing_left"]

    def test_a_direction_turned_round(self, study):
        against, in_favour = pz.rank(study, "viabilidad"), pz.rank(study, "necesidad")
        assert against.weights.by_criterion == in_favour.weights.by_criterion
        worse = by_pair(against)["Paruro", "carpinteria"]
        assert by_pair(in_favour)["Paruro", "carpinteria"] > worse

    def test_a_supposition_holds_in_its_scenario_only(self, small):
        small.write(
            "scenarios/taller.yaml",
            """
            id: taller
            name: {es: Taller, en: Workshop}
            extends: base
            what_if:
              - {province: Alta, chain: papa, criterion: frenos, value: 4, basis: judged, source: taller}
            """,
        )
        study = small.load()
        assert by_pair(pz.rank(study, "taller"))["Alta", "papa"] == pytest.approx((0.75 + 0.5 + 0) / 3)
        assert by_pair(pz.rank(study, "base"))["Alta", "papa"] == pytest.approx((0.75 + 0.5 + 0.5) / 3)
        (cell,) = (
            one
            for one in pz.cells(study, study.scenario("taller"))
            if (one["province"], one["chain"], one["criterion"]) == ("Alta", "papa", "frenos")
        )
        assert cell["what_if"]
        assert cell["basis"] == "judged"


class TestOnlyWhatIsDocumented:
    """``unknown: leave_out``: the weight of what is unknown goes to what is known."""

    LEAVE_OUT = "id: solo\nname: {es: a, en: b}\nextends: base\nunknown: leave_out\n"

    def test_each_row_by_what_is_known_of_it(self, small):
        small.write("scenarios/solo.yaml", self.LEAVE_OUT)
        score = by_pair(pz.rank(small.load(), "solo"))
        assert score["Alta", "papa"] == pytest.approx((0.75 + 0.5) / 2)
        assert score["Alta", "lana"] == pytest.approx((0.25 + 0.75) / 2)
        assert score["Costa", "lana"] == pytest.approx(0.25)

    def test_contributions_still_add_up(self, small):
        small.write("scenarios/solo.yaml", self.LEAVE_OUT)
        for one in pz.rank(small.load(), "solo").rows():
            assert sum(one["contributions"].values()) == pytest.approx(one["score"])
            assert all(one["contributions"][name] == 0 for name in one["unknown"])

    def test_what_nothing_is_known_of_is_not_ranked_but_named(self, small):
        small.write(
            "scenarios/solo.yaml",
            self.LEAVE_OUT + "weights: {procedure: points, values: {demanda: 0, puesto: 100, frenos: 0}}\n",
        )
        ranking = pz.rank(small.load(), "solo")
        assert set(by_pair(ranking)) == {("Alta", "papa"), ("Baja", "papa")}
        assert [(one.province.name, one.chain.id) for one in ranking.unranked] == [
            ("Alta", "lana"),
            ("Baja", "lana"),
            ("Costa", "papa"),
            ("Costa", "lana"),
        ]
        assert ranking.groups.labels == ("0101", "0102")

    def test_with_nothing_known_of_anything_it_is_refused(self, small):
        small.write("data/evidence.csv", small.text("data/evidence.csv").splitlines()[0] + "\n")
        small.write("scenarios/solo.yaml", self.LEAVE_OUT)
        assert refused(pz.rank, small.load(), "solo") == ["ranking.nothing_known"]

    @pytest.mark.parametrize("method", [{"name": "topsis", "reference": "observed"}, "vikor", "promethee2"])
    def test_methods_that_compare_rows_cannot_give_each_its_own_weights(self, study, method):
        assert refused(pz.rank, study, "solo_documentado", method=method) == [
            "ranking.leave_out_needs_rowwise"
        ]

    def test_with_everything_known_it_changes_nothing(self, small):
        small.append(
            "data/evidence.csv",
            ",,,papa,frenos,2,,,judged,informe,a",
            ",,,lana,frenos,3,,,judged,informe,b",
            ",,,papa,puesto,20,,,judged,informe,c",
            ",,,lana,puesto,2,,,judged,informe,d",
        )
        small.write("scenarios/solo.yaml", self.LEAVE_OUT)
        study = small.load()
        assert by_pair(pz.rank(study, "solo")) == pytest.approx(by_pair(pz.rank(study, "base")))


class TestMethods:
    def test_every_ranking_names_its_variant(self, study):
        assert pz.rank(study).variant == "topsis (reference=scale)"
        observed = pz.rank(study, method={"name": "topsis", "reference": "observed", "normalization": "sum"})
        assert observed.variant == "topsis (reference=observed, normalization=sum)"
        assert pz.rank(study, method="additive").variant == "additive"

    @pytest.mark.parametrize("method", ["topsis", "additive", "promethee2"])
    def test_contributions_add_up_to_the_score(self, study, method):
        ranking = pz.rank(study, "exportador", method=method)
        np.testing.assert_allclose(ranking.contributions.sum(axis=1), ranking.score, atol=1e-12)

    def test_vikor_does_not_come_apart(self, study):
        ranking = pz.rank(study, method="vikor")
        assert ranking.contributions is None
        assert ranking.rows()[0]["contributions"] is None
        assert ranking.to_frame()["contribution_tradicion"].isna().all()

    def test_a_method_that_compares_rows_does_so_within_its_group(self, study):
        whole = by_pair(pz.rank(study, method="promethee2"))
        alone = study.scenario("base").model_copy(
            update={"include": study.scenario("base").include.model_copy(update={"provinces": ("0301",)})}
        )
        part = by_pair(pz.rank(study, alone, method="promethee2"))
        assert part == pytest.approx({pair: score for pair, score in whole.items() if pair[0] == "Abancay"})

    def test_unknown_names_are_refused(self, study):
        assert refused(pz.rank, study, "bse") == ["study.no_scenario"]
        assert refused(pz.rank, study, method="topsys") == ["methods.unknown_method"]
        assert refused(pz.rank, study, by="distrito") == ["ranking.unknown_grouping"]
        assert refused(pz.rank, study, method={"name": "topsis", "metric": 2}) == ["methods.unknown_option"]


COLUMNS = (
    *("department", "zone", "province", "ubigeo", "chain", "chain_name", "score", "rank", "tied", "coverage"),
    *("unknown", "level", "extractive", "contributions"),
)


class TestTables:
    def test_rows_have_their_columns_in_order(self, study):
        assert all(tuple(one) == COLUMNS for one in pz.rank(study).rows())

    def test_rows_go_by_province_rank_and_spanish_name(self, study):
        rows = pz.rank(study).rows()
        assert [one["ubigeo"] for one in rows] == [
            ubigeo
            for ubigeo in study.provinces
            for one in study.alternatives
            if one.province.ubigeo == ubigeo
        ]
        for first, second in itertools.pairwise(rows):
            assert first["ubigeo"] != second["ubigeo"] or first["rank"] <= second["rank"]

    def test_rows_speak_both_languages(self, study):
        ranking = pz.rank(study)
        spanish, english = ranking.rows("es"), ranking.rows("en")
        names = {
            one["chain"]: (one["chain_name"], two["chain_name"])
            for one, two in zip(spanish, english, strict=True)
        }
        assert names["palta"] == ("palta", "avocado")

    def test_frame_has_a_column_a_contribution(self, study):
        frame = pz.rank(study).to_frame()
        assert len(frame) == 233
        parts = frame.filter(like="contribution_")
        assert list(parts) == [
            f"contribution_{one.id}" for one in study.criteria_sets["priorizacion"].leaf_criteria
        ]
        np.testing.assert_allclose(parts.sum(axis=1), frame["score"])

    def test_a_notebook_shows_a_table_that_runs_nothing(self, small):
        small.replace("data/chains.csv", "papa,papa,", "papa,<script>alert(1)</script>,")
        small.replace("data/territory.csv", "Alta", "A<b>lta")
        small.replace("data/alternatives.csv", "Alta", "A<b>lta")
        small.replace("data/alternatives.csv", "Alta", "A<b>lta")
        small.replace("data/evidence.csv", "Alta", "A<b>lta")
        html = pz.rank(small.load())._repr_html_()
        assert html.startswith("<table")
        assert html.count("<tr>") == 1 + 6
        assert "<script>" not in html
        assert "A&lt;b&gt;lta" in html
        assert "suma ponderada" in html

    def test_the_same_inputs_give_the_same_rows(self, study):
        assert pz.rank(pz.load_study()).rows() == pz.rank(study).rows()


# Random studies ------------------------------------------------------------------------------------

PLACES = (
    Province("0101", "Alta", "Norte", "I"),
    Province("0102", "Baja", "Norte", "II"),
    Province("0201", "Costa", "Sur", "I"),
)
CHAINS = tuple(Chain(name, Label(es=name, en=name)) for name in ("ajo", "cuy", "lana", "papa"))
CRITERIA = CriteriaSet.model_validate(
    {
        "id": "dos",
        "name": {"es": "x", "en": "x"},
        "criteria": [
            {
                "id": name,
                "name": {"es": "x", "en": "x"},
                "direction": direction,
                "scale": {"type": "numeric", "unit": {"es": "x", "en": "x"}, "low": 0, "high": 10},
            }
            for name, direction in (("a", "max"), ("b", "min"), ("c", "max"))
        ],
    }
)


@st.composite
def studies(draw) -> tuple[Study, Scenario]:
    pairs = draw(
        st.lists(
            st.tuples(st.sampled_from(PLACES), st.sampled_from(CHAINS)), min_size=1, max_size=12, unique=True
        )
    )
    alternatives = tuple(Alternative(province, chain, "group") for province, chain in pairs)
    value = st.integers(0, 10).map(float)
    evidence = draw(
        st.lists(
            st.builds(
                lambda place, chain, criterion, ends: Evidence(
                    place, chain, criterion, sum(ends) / 2, min(ends), max(ends), "reported", "informe", "…"
                ),
                st.sampled_from([Place(), Place("Norte"), Place(None, "I"), Place("Norte", "I", "0101")]),
                st.sampled_from([chain.id for chain in CHAINS]),
                st.sampled_from(["a", "b", "c"]),
                st.tuples(value, value),
            ),
            max_size=20,
        )
    )
    weights = draw(st.tuples(*[st.integers(0, 5)] * 3).filter(any))
    scenario = Scenario.model_validate(
        {
            "id": "azar",
            "name": {"es": "x", "en": "x"},
            "criteria": "dos",
            "weights": {"procedure": "points", "values": dict(zip("abc", map(float, weights), strict=True))},
            "method": {"name": draw(st.sampled_from(["topsis", "additive"]))},
        }
    )
    return study_of(alternatives, tuple(evidence)), scenario


def study_of(alternatives, evidence) -> Study:
    return Study(
        folder=Path(),
        criteria_sets={"dos": CRITERIA},
        provinces={one.ubigeo: one for one in PLACES},
        chains={one.id: one for one in CHAINS},
        alternatives=alternatives,
        evidence=evidence,
        sources={},
        scenarios={},
    )


def ranks_by_pair(ranking) -> dict[tuple[str, str], int]:
    pairs = [(one.province.ubigeo, one.chain.id) for one in ranking.matrix.alternatives]
    return dict(zip(pairs, ranking.rank.tolist(), strict=True))


@given(studies(), st.randoms(use_true_random=False), st.sampled_from(["province", "zone", "all"]))
@settings(max_examples=60, deadline=None)
def test_the_order_of_rows_and_statements_changes_nothing(case, random, by):
    study, scenario = case
    alternatives, evidence = list(study.alternatives), list(study.evidence)
    random.shuffle(alternatives)
    random.shuffle(evidence)
    shuffled = study_of(tuple(alternatives), tuple(evidence))
    assert ranks_by_pair(pz.rank(shuffled, scenario, by=by)) == ranks_by_pair(pz.rank(study, scenario, by=by))


@given(studies(), st.data(), st.sampled_from(["province", "zone", "all"]))
@settings(max_examples=60, deadline=None)
def test_dropping_an_alternative_never_reorders_the_others(case, data, by):
    study, scenario = case
    whole = pz.rank(study, scenario, by=by)
    if len(study.alternatives) == 1:
        return
    dropped = data.draw(st.sampled_from(study.alternatives))
    fewer = replace(study, alternatives=tuple(one for one in study.alternatives if one != dropped))
    part = pz.rank(fewer, scenario, by=by)
    before = dict(zip(whole.matrix.alternatives, whole.score.tolist(), strict=True))
    after = dict(zip(part.matrix.alternatives, part.score.tolist(), strict=True))
    assert after == pytest.approx({one: score for one, score in before.items() if one != dropped})


@given(studies())
@settings(max_examples=60, deadline=None)
def test_ranks_start_at_one_and_skip_after_ties(case):
    study, scenario = case
    ranking = pz.rank(study, scenario)
    for group in range(len(ranking.groups.labels)):
        inside = ranking.groups.of_row == group
        score, rank = ranking.score[inside], ranking.rank[inside]
        assert rank.tolist() == [1 + int((score > one + 1e-9).sum()) for one in score]
        assert ((score >= 0) & (score <= 1)).all()


class TestWhatAStudyKeeps:
    """A study keeps what was derived from it; each must depend on all that it was derived from."""

    def asked(self, small, name, **said):
        written = "".join(f"{key}: {value}\n" for key, value in said.items())
        small.write(
            f"scenarios/{name}.yaml",
            f"id: {name}\nname: {{es: {name}, en: {name}}}\nextends: base\n{written}",
        )

    def assert_alone_or_together(self, small, *names, of=lambda ranking: ranking.score):
        together = small.load()
        for name in (*names, *names):
            alone = pz.rank(small.load(), name)
            kept = pz.rank(together, name)
            np.testing.assert_array_equal(of(kept), of(alone))
            assert kept.groups.labels == alone.groups.labels
            assert kept.rows() == alone.rows()

    def test_groups_depend_on_the_weights_where_the_unknown_is_left_out(self, small):
        only = "{{procedure: points, values: {{demanda: {}, puesto: {}, frenos: {}}}}}"
        self.asked(small, "todos", unknown="leave_out", weights=only.format(1, 1, 1))
        self.asked(small, "puestos", unknown="leave_out", weights=only.format(0, 1, 0))
        self.asked(small, "trabas", unknown="leave_out", weights=only.format(0, 0, 1))
        self.assert_alone_or_together(small, "todos", "puestos", "trabas")

    def test_groups_depend_on_what_is_ranked_among_itself(self, small):
        together = small.load()
        for by in ("province", "zone", "all", "province"):
            assert pz.rank(together, by=by).rows() == pz.rank(small.load(), by=by).rows()

    def test_groups_depend_on_what_is_included(self, small):
        self.asked(small, "norte", include="{departments: [Norte]}")
        self.asked(small, "papas", include="{chains: [papa]}")
        self.assert_alone_or_together(small, "base", "norte", "papas")

    def test_weights_from_data_depend_on_the_data(self, small):
        small.append("data/evidence.csv", ",,Costa,papa,puesto,1,,,reported,informe,primero")
        drawn = "{procedure: objective, scheme: standard_deviation}"
        self.asked(small, "datos", weights=drawn)
        supposed = "[{province: Costa, chain: lana, criterion: demanda, value: 4}]"
        self.asked(small, "supuestos", weights=drawn, what_if=supposed)
        self.asked(small, "al_reves", weights=drawn, directions="{puesto: max}")
        names = ("datos", "supuestos", "al_reves")
        self.assert_alone_or_together(small, *names, of=lambda ranking: ranking.weights.values)
        found = [pz.rank(small.load(), name).weights.values for name in ("datos", "supuestos")]
        assert not np.allclose(*found)

    def test_a_matrix_depends_on_the_criteria_and_on_what_is_supposed(self, small):
        self.asked(small, "al_reves", directions="{puesto: max}")
        self.asked(small, "supuestos", what_if="[{chain: papa, criterion: frenos, value: 1}]")
        self.assert_alone_or_together(small, "base", "al_reves", "supuestos")
