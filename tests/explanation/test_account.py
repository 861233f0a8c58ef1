"""`explain`: what it gives, and what it refuses."""

from __future__ import annotations

import json
import re

import numpy as np
import pytest

import priorizar as pz
from priorizar.explanation.wording import Wording, plain


def refused(call, *arguments, **options):
    with pytest.raises(pz.PriorizarError) as caught:
        call(*arguments, **options)
    return [problem.key for problem in caught.value.problems], str(caught.value)


@pytest.fixture(scope="module")
def tourism(study):
    return pz.explain(study, "base", "Anta", "turismo", "cafe")


class TestSentences:
    """Tourism in Anta: second, behind the Andean grains, which have tradition on record and it has not."""

    def test_why(self, tourism):
        gap = tourism.against[0].difference
        assert tourism.sentences["why"][:2] == [
            f"En Anta, turismo ocupa el 2.º de 8 puestos, con un puntaje de {tourism.score:.3f}.",
            f"Está {-gap:.3f} por debajo de granos andinos (1.º, {tourism.score - gap:.3f}): "
            f"le resta tradición (−{-gap:.3f}; sin evidencia).",
        ]
        assert tourism.sentences["why"][2].startswith("Está 0.078 por encima de café (3.º, ")
        assert "por encima del promedio de la provincia" in tourism.sentences["why"][3]

    def test_evidence(self, tourism):
        exports, ranking, *_, obstacles = tourism.sentences["evidence"]
        assert exports.startswith(
            "Oferta exportable: 3 (Demanda actual), de 2 a 4; reportado para todos los lugares. "
            "estudio, sección 3.3: «artesanía textil"
        )
        assert ranking.startswith("Ranking nacional: 1 (puesto), de 1 a 2; reportado para el departamento. ")
        assert obstacles.endswith(
            "sin evidencia; cuenta como 2 (En varias etapas), la mitad de lo que puede valer."
        )

    def test_doubt(self, tourism):
        assert tourism.sentences["doubt"][0] == (
            "Tradición: sin evidencia; si fuera 4 (Denominación de origen o declaración de patrimonio que "
            "nombra a la provincia), subiría al 1.º; si fuera 0 (Ajena al lugar), bajaría al 4.º."
        )
        assert tourism.sentences["doubt"][-1].endswith("quedaría en el 7.º; en el mejor, en el 1.º.")

    def test_change(self, tourism):
        first, short, bottleneck = tourism.sentences["change"]
        assert first == (
            "Para llegar al 1.º, donde está granos andinos, bastaría uno de estos cambios: tradición, hoy "
            "sin evidencia, si fuera 3 (Nativa, ancestral); severidad de los cuellos de botella, hoy sin "
            "evidencia, si fuera 1 (Uno aislado)."
        )
        assert short.endswith("oferta exportable y vocación productiva.")
        assert (
            "severidad de los cuellos de botella, hoy sin evidencia: con 0 (Ninguno) llegaría al 1.º"
            in bottleneck
        )

    def test_weights(self, tourism):
        (sentence,) = tourism.sentences["weights"]
        assert "habría que mover 20 de cada 100 puntos" in sentence
        assert "tradición 20 → 0" in sentence

    def test_profile_and_screen(self, tourism):
        assert (
            "no se sabe de tradición y severidad de los cuellos de botella" in tourism.sentences["profile"][0]
        )
        assert tourism.sentences["screen"] == [
            "Filtro del estudio, en que basta una regla: sí. Conforma la oferta exportable: sí; "
            "Tiene gran vocación productiva: sí, con duda; Es una actividad tradicional: no se sabe."
        ]

    def test_in_english(self, study):
        found = pz.explain(study, "base", "Anta", "tourism", language="en").sentences
        assert found["why"][0].startswith("In Anta, tourism ranks 2nd of 8, with a score of 0.67")
        assert (
            "below Andean grains (1st, 0.722): what hurts is tradition (−0.049; no evidence)."
            in found["why"][1]
        )
        assert found["doubt"][0].startswith("Tradition: no evidence; at 4 (Denomination of origin")
        assert "it would rise to 1st; at 0 (Foreign to the place) it would fall to 4th." in found["doubt"][0]
        assert "without evidence today, if it were 3 (Native, ancestral)" in found["change"][0]
        assert "Is a traditional activity: not known." in found["screen"][0]

    def test_the_problems_that_the_sources_name_of_the_chain(self, study):
        change = pz.explain(study, "base", "Cusco", "carpinteria").sentences["change"]
        assert change[-1].startswith("Problemas que la fuente le señala: ")
        assert "mano de obra" in change[-1]
        assert change[-1].endswith("(estudio, cuadro 11).")

    def test_who_is_first_and_who_shares_a_place(self, study):
        assert pz.explain(study, "base", "Anta", "granos andinos").sentences["change"] == [
            "Ya está en el primer puesto."
        ]
        assert (
            pz.explain(study, "base", "Anta", "cafe").sentences["why"][1] == "Comparte ese puesto con cacao."
        )

    def test_whatever_is_left_out_does_not_count(self, study):
        found = pz.explain(study, "solo_documentado", "Calca", "granos_andinos").sentences
        assert (
            "Severidad de los cuellos de botella: sin evidencia; no cuenta en el puntaje."
            in found["evidence"]
        )
        assert any("hasta dos valores iguales" in sentence for sentence in found["why"])

    def test_a_supposition_is_named_as_one(self, study):
        base = study.scenario("base").model_dump()
        what_if = [
            {
                "province": "Anta",
                "chain": "turismo",
                "criterion": "tradicion",
                "value": 3,
                "source": "un taller",
            }
        ]
        scenario = type(study.scenario("base")).model_validate({**base, "what_if": what_if})
        found = pz.explain(study, scenario, "Anta", "turismo").sentences["evidence"]
        said = "Tradición: 3 (Nativa, ancestral); supuesto por el escenario, juzgado para la provincia."
        assert f"{said} un taller." in found

    def test_a_direction_turned_round_is_named_where_it_would_surprise(self, study):
        change = pz.explain(study, "necesidad", "Cusco", "carpinteria").sentences["change"]
        assert "severidad de los cuellos de botella, de 3 a 3.5" in change[0]
        assert "pues en este escenario más es mejor" in change[0]
        assert not any(
            "este escenario" in line
            for line in pz.explain(study, "base", "Cusco", "joyeria").sentences["change"]
        )

    def test_a_score_that_shows_as_zero_has_no_sign(self):
        assert [plain(number) for number in (-1e-9, 0.0, -0.1234, 0.5)] == [
            "0.000",
            "0.000",
            "−0.123",
            "0.500",
        ]

    def test_a_method_that_does_not_come_apart_says_so(self, made):
        study = made([[1.0, 4.0], [3.0, 2.0]], [1, 1], method="vikor")
        found = pz.explain(study, "base", "Alta", "k0").sentences["why"]
        assert found[-1].startswith("El puntaje de VIKOR no se descompone por criterio")

    def test_a_method_without_answer_for_what_is_supposed_says_so(self, made):
        study = made([[1.0, 4.0], [3.0, 2.0]], [1, 1], method="wpm", directions=["max", "min"])
        found = pz.explain(study, "base", "Alta", "k0")
        assert found.goals is None
        assert found.at_best is None
        assert found.sentences["change"][0].startswith(
            "El método producto ponderado (WPM) no tiene respuesta"
        )
        json.dumps(found.record(), allow_nan=False)

    def test_a_chain_by_itself(self, made):
        found = pz.explain(made([[1.0, np.nan]], [1, 1]), "base", "Alta", "k0")
        assert found.sentences["why"] == [
            "En Alta, cadena 0 es la única cadena que se ordena: no hay con cuál compararla."
        ]
        assert found.sentences["change"] == []
        assert found.against == ()

    @pytest.mark.long
    @pytest.mark.parametrize("language", ["es", "en"])
    @pytest.mark.parametrize("scenario", ["base", "exportador", "necesidad", "solo_documentado"])
    def test_every_sentence_is_whole(self, study, scenario, language):
        ranking = pz.rank(study, scenario)
        for row in range(3, len(ranking.score), 40):
            found = pz.Explanation(study, ranking, row, language=language)
            for sentence in (line for lines in found.sentences.values() for line in lines):
                assert sentence[0] == sentence[0].upper()
                assert sentence.endswith(".")
                assert not re.search(r"[{}]|\bnan\b|\.\.$| [,.;]|  ", sentence), sentence
            json.dumps(found.record(), allow_nan=False)


class TestWhichWayIsBetter:
    """A criterion of which less is better is not something to be strong in."""

    VALUES = ((4.0, 0.0), (2.0, 2.0), (0.0, 4.0))

    def said(self, study, chain, language):
        return pz.explain(study, "base", "Alta", chain, language=language).sentences

    def test_less_of_it_speaks_for_a_chain_and_more_against(self, made):
        study = made(self.VALUES, [1, 1], directions=["max", "min"])
        best, worst = (self.said(study, chain, "es")["profile"][0] for chain in ("k0", "k2"))
        assert (
            "es fuerte en criterio 0 (1.º de 3); le favorece un valor menor en criterio 1 (1.º de 3)." in best
        )
        assert (
            "es débil en criterio 0 (3.º de 3); le perjudica un valor mayor en criterio 1 (3.º de 3)."
            in worst
        )
        best, worst = (self.said(study, chain, "en")["profile"][0] for chain in ("k0", "k2"))
        assert (
            "it is strong in criterion 0 (1st of 3); a lower value on criterion 1 (1st of 3) speaks for it"
            in best
        )
        assert "a higher value on criterion 1 (3rd of 3) speaks against it" in worst

    def test_what_it_brings_to_a_difference_says_which_way_it_counts(self, made):
        study = made(self.VALUES, [1, 1], directions=["max", "min"])
        (line,) = (one for one in self.said(study, "k2", "es")["why"] if "cadena 0" in one)
        assert re.search(r"le restan criterio 0 \(−0\.500\) y criterio 1 \(−0\.500; menos es mejor\)", line)
        assert any(
            "criterion 1 (+0.250; less is better" in one for one in self.said(study, "k0", "en")["why"]
        )

    def test_a_scenario_that_turns_it_round_says_the_opposite(self, made):
        study = made(self.VALUES, [1, 1], directions=["min", "max"])
        turned = study.scenario("base").model_copy(update={"directions": {"c0": "max", "c1": "min"}})
        found = pz.explain(study, turned, "Alta", "k0").sentences
        assert "le favorece un valor menor en criterio 1 (1.º de 3)" in found["profile"][0]
        assert "le favorece un valor mayor en criterio 0 (1.º de 3)" in found["profile"][0]
        assert any("criterio 0 (+0.250; más es mejor)" in line for line in found["why"])
        assert "fuerte" not in found["profile"][0]

    @pytest.mark.parametrize("scenario", ["base", "necesidad", "solo_documentado"])
    def test_nobody_is_strong_or_weak_in_a_criterion_named_for_what_is_bad(self, study, scenario):
        for name in study.provinces:
            for line in str(pz.explain_province(study, scenario, name)).splitlines():
                for clause in re.findall(r"es (?:fuerte|débil) en [^;]*", line):
                    assert "severidad" not in clause
                    assert "ranking" not in clause


class TestWording:
    @pytest.fixture
    def words(self, made):
        study = made([[1.0, 2.0]], [1, 1])
        return [Wording(pz.rank(study), language) for language in ("es", "en")]

    def test_ordinals(self, words):
        spanish, english = words
        assert [spanish.place(rank) for rank in (1, 12)] == ["1.º", "12.º"]
        named = [english.place(rank) for rank in (1, 2, 3, 4, 11, 12, 13, 21, 102, 111)]
        assert named == ["1st", "2nd", "3rd", "4th", "11th", "12th", "13th", "21st", "102nd", "111th"]

    def test_lists(self, words):
        spanish, english = words
        assert [spanish.listing(names) for names in ([], ["a"], ["a", "b"])] == ["", "a", "a y b"]
        assert spanish.listing(["a", "b", "identidad"]) == "a, b e identidad"
        assert spanish.listing(["a", "hierro"]) == "a y hierro"
        assert english.listing(["a", "b", "identity"]) == "a, b and identity"

    def test_amounts(self, words, made):
        spanish, english = words
        assert spanish.amount(0, 3.0) == "3 (nivel 3)"
        assert spanish.amount(0, 2.5) == "2.5 (entre «nivel 2» y «nivel 3»)"
        assert english.amount(0, 2.5) == "2.5 (between “level 2” and “level 3”)"
        numeric = Wording(pz.rank(made([[1.0]], [1], scale="numeric")), "en")
        assert numeric.amount(0, 1 / 3) == "0.333333 (position)"


class TestRecord:
    def test_what_criteria_bring_adds_up_to_each_difference(self, tourism):
        record = tourism.record()
        for held in record["against"]:
            brought = sum(one[f"brings_{held['other']}"] for one in record["criteria"])
            assert brought == pytest.approx(held["difference"], abs=1e-12)
        assert [held["chain"] for held in record["against"]] == ["granos_andinos", "cafe", None]

    def test_it_agrees_with_the_ranking_and_the_evidence(self, study, tourism):
        record = tourism.record()
        row = next(
            one for one in pz.rank(study).rows() if (one["province"], one["chain"]) == ("Anta", "turismo")
        )
        assert {key: record[key] for key in ("rank", "score", "tied")} == {
            key: row[key] for key in ("rank", "score", "tied")
        }
        exports = record["criteria"][0]
        assert (exports["value"], exports["low"], exports["high"], exports["weight"]) == (3, 2, 4, 0.2)
        assert exports["statements"][0]["source"] == "seccion_3_3"

    def test_as_a_table(self, tourism):
        frame = tourism.to_frame()
        assert len(frame) == 5
        assert frame["brings_average"].sum() == pytest.approx(tourism.against[-1].difference)

    def test_as_text(self, tourism):
        assert str(tourism).startswith("En Anta, turismo ocupa")


class TestProvince:
    def test_its_chains_by_rank_each_with_its_screen(self, study):
        found = pz.explain_province(study, "base", "Anta")
        assert found.sentences["province"][0].startswith("Frente a las demás provincias, ")
        first = found.sentences["chains"][0]
        assert first.startswith("1.º granos andinos: es fuerte en oferta exportable")
        assert first.endswith("filtro: sí.")
        assert [one.rank for one in found.chains] == [1, 2, 3, 3, 5, 6, 7, 8]
        json.dumps(found.record(), allow_nan=False)

    def test_in_english(self, study):
        text = str(pz.explain_province(study, "base", "Anta", "en"))
        assert text.startswith("Against the other provinces, it is ")
        assert "screen: not known." in text

    def test_every_province(self, study):
        for name in study.provinces:
            assert len(pz.explain_province(study, "base", name).sentences["province"]) == 1


class TestRefusals:
    def test_names_nobody_knows_all_at_once(self, study):
        keys, said = refused(pz.explain, study, "base", "Antta", "turrismo", "cafée")
        assert keys == ["study.unknown_province", "study.unknown_chain", "study.unknown_chain"]
        assert "Anta" in said
        assert "turismo" in said

    def test_a_scenario_nobody_knows(self, study):
        assert refused(pz.explain, study, "bas", "Anta", "turismo")[0] == ["study.no_scenario"]

    def test_a_chain_that_is_not_ranked_there(self, study):
        keys, said = refused(pz.explain, study, "base", "Anta", "uva")
        assert keys == ["explanation.not_there"]
        assert "granos andinos" in said
        assert refused(pz.explain, study, "base", "Anta", "turismo", "uva")[0] == ["explanation.not_there"]

    def test_a_chain_against_itself(self, study):
        assert refused(pz.explain, study, "base", "Anta", "turismo", "tourism")[0] == [
            "explanation.versus_itself"
        ]

    def test_a_province_that_the_scenario_leaves_out(self, study):
        base = study.scenario("base").model_dump()
        scenario = type(study.scenario("base")).model_validate({**base, "exclude": {"provinces": ["0303"]}})
        name = study.provinces["0303"].name
        chain = next(one.chain.id for one in study.alternatives if one.province.ubigeo == "0303")
        assert refused(pz.explain, study, scenario, name, chain)[0] == ["explanation.no_chains"]
        assert refused(pz.explain_province, study, scenario, name)[0] == ["explanation.no_chains"]

    def test_a_chain_of_which_nothing_that_weighs_is_known(self, made):
        study = made([[1.0, 2.0], [np.nan, np.nan]], [1, 1], unknown="leave_out")
        assert refused(pz.explain, study, "base", "Alta", "k1")[0] == ["explanation.unranked"]

    def test_a_language_without_texts(self, study):
        assert refused(pz.explain, study, "base", "Anta", "turismo", language="qu")[0] == [
            "explanation.language"
        ]
        assert refused(pz.explain_province, study, "base", "Anta", "qu")[0] == ["explanation.language"]
