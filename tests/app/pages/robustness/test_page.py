"""The page Robustez: what it says is what the public API says."""

import pytest

import priorizar as pz
from priorizar.elicitation.statements import Points
from priorizar.locale import text
from priorizar.questions.experiment import Experiment
from priorizar.questions.minimal_weight_change import minimal_weight_change
from priorizar.questions.potentially_optimal import potentially_optimal
from priorizar.questions.value_of_information import value_of_information
from priorizar.questions.weight_stability import weight_stability

SCENARIOS = sorted(pz.load_study().scenarios)
PARTS = ("places", "weights", "methods", "unknowns", "duel", "contenders")
ANTA = "0803"


@pytest.fixture(scope="module")
def study():
    return pz.load_study()


def said(page) -> str:
    """Return all that stands on a page."""
    kinds = (page.markdown, page.caption, page.info, page.warning, page.header)
    tables = [one.proto.body for one in page.get("html")]
    return "\n".join([*(one.value for kind in kinds for one in kind), *tables])


def look_at(page, part):
    return page.radio(key="robustness_part").set_value(part).run()


def button(page, name):
    return page.button(key=f"robustness_ask_{name}")


def fine(page) -> bool:
    return not page.exception and not page.error


@pytest.mark.parametrize("part", PARTS)
@pytest.mark.parametrize("language", ["es", "en"])
def test_every_part_opens_in_both_languages(open_page, part, language):
    page = look_at(open_page("robustness", provincia=ANTA, idioma=language), part)
    assert fine(page)
    heads = {"duel": "duel", "unknowns": "find_out", "weights": "stability"}
    assert text(f"robustness_page.{heads.get(part, part)}", language) in said(page)


@pytest.mark.parametrize("scenario", SCENARIOS)
def test_it_opens_on_every_scenario(open_page, scenario):
    page = open_page("robustness", escenario=scenario)
    assert fine(page)
    assert "de cada 100 órdenes posibles" in said(page)


class TestTheHeadline:
    def test_says_how_often_the_first_is_first_and_its_error(self, open_page, study):
        leader = pz.robustness(study, "base", provinces=[ANTA]).acceptability()[0]
        page = open_page("robustness", provincia=ANTA)
        times, error = f"{100 * leader['first']:.0f}", f"{100 * leader['error']:.1f}"
        assert f"{leader['chain_name'].capitalize()} es primera en {times} de cada 100" in said(page)
        assert f"(±{error})" in said(page)

    def test_says_how_many_were_drawn_from_which_seed(self, open_page):
        assert "Se sortearon 10,000 órdenes (semilla 0" in said(open_page("robustness", provincia=ANTA))

    def test_stands_on_the_weights_as_moved(self, open_page, study):
        moved = "puntos:0,0,0,100,0"
        page = open_page("robustness", provincia=ANTA, pesos=moved)
        page.selectbox(key="robustness_vary").set_value("evidence").run()
        names = [one.id for one in study.criteria_sets[study.scenarios["base"].criteria].leaf_criteria]
        weights = Points(procedure="points", values=dict(zip(names, (0, 0, 0, 100, 0), strict=True)))
        scenario = study.scenarios["base"].model_copy(update={"weights": weights})
        leader = pz.robustness(study, scenario, provinces=[ANTA], vary="evidence").acceptability()[0]
        assert f"es primera en {100 * leader['first']:.0f} de cada 100" in said(page)
        assert "Con los pesos movidos por usted" in said(page)


class TestWhatIsDrawn:
    def test_can_be_the_weights_alone(self, open_page, study):
        page = open_page("robustness", provincia=ANTA)
        page.selectbox(key="robustness_vary").set_value("weights").run()
        leader = pz.robustness(study, "base", provinces=[ANTA], vary="weights").acceptability()[0]
        assert f"{100 * leader['first']:.0f} de cada 100" in said(page)
        assert "dejando variar solo los pesos" in said(page)

    def test_can_keep_near_the_weights_of_now(self, open_page, study):
        page = open_page("robustness", provincia=ANTA)
        page.selectbox(key="robustness_region").set_value("within:0.05").run()
        leader = pz.robustness(study, "base", provinces=[ANTA], region="within:0.05").acceptability()[0]
        assert f"{100 * leader['first']:.0f} de cada 100" in said(page)
        assert "cada uno a 5 puntos o menos" in said(page)

    def test_has_no_weights_to_choose_where_they_do_not_vary(self, open_page):
        page = open_page("robustness", provincia=ANTA)
        page.selectbox(key="robustness_vary").set_value("evidence").run()
        assert page.selectbox(key="robustness_region").disabled
        assert text("robustness.weights_fixed") in said(page)

    def test_offers_the_people_of_a_group_only_where_there_are_some(self, open_page):
        alone = open_page("robustness", escenario="base")
        group = open_page("robustness", escenario="taller_ilustrativo")
        people = text("robustness.weights_people")
        assert people not in alone.selectbox(key="robustness_region").options
        assert people in group.selectbox(key="robustness_region").options

    def test_a_region_that_another_scenario_lacks_is_let_go(self, open_page):
        page = open_page("robustness", escenario="taller_ilustrativo")
        page.selectbox(key="robustness_region").set_value("people").run()
        assert text("robustness.weights_people") in said(page)
        page.selectbox(key="escenario").set_value("base").run()
        assert fine(page)
        assert page.selectbox(key="robustness_region").value == "any_illustrative"
        assert text("robustness.weights_any_illustrative") in said(page)

    def test_says_what_is_in_force_where_nobody_stated_weights(self, open_page):
        page = open_page("robustness", provincia=ANTA)
        assert page.selectbox(key="robustness_region").value == "any_illustrative"
        assert text("robustness.weights_any_illustrative") in said(page)

    def test_many_are_drawn_on_a_button_and_few_shown_until_then(self, open_page, study):
        page = open_page("robustness", provincia=ANTA)
        page.select_slider(key="robustness_draws").set_value(50_000).run()
        assert "Se sortearon 10,000 órdenes" in said(page)
        button(page, "many_draws").click().run()
        many = pz.robustness(study, "base", provinces=[ANTA], draws=50_000)
        assert fine(page)
        assert "Se sortearon 50,000 órdenes" in said(page)
        assert f"a lo más ±{100 * many.error:.1f}" in said(page)

    def test_are_kept_when_another_part_is_looked_at(self, open_page):
        page = open_page("robustness", provincia=ANTA)
        page.select_slider(key="robustness_draws").set_value(50_000).run()
        button(page, "many_draws").click().run()
        assert "Se sortearon 50,000 órdenes" in said(look_at(page, "weights"))

    def test_are_let_go_when_the_province_changes(self, open_page):
        page = open_page("robustness", provincia=ANTA)
        page.select_slider(key="robustness_draws").set_value(50_000).run()
        button(page, "many_draws").click().run()
        page.selectbox(key="provincia").set_value("0401").run()
        assert "Se sortearon 10,000 órdenes" in said(page)


class TestASlowMethod:
    def test_waits_for_a_button(self, open_page):
        page = open_page("robustness", provincia=ANTA, metodo="mabac")
        assert fine(page)
        assert "MABAC ordena de uno en uno" in said(page)
        assert "de cada 100" not in said(page)

    def test_draws_with_the_weights_as_moved(self, open_page, study):
        page = open_page("robustness", provincia=ANTA, metodo="mabac", pesos="puntos:0,0,0,100,0")
        page.selectbox(key="robustness_vary").set_value("evidence").run()
        page.select_slider(key="robustness_few_draws").set_value(200).run()
        button(page, "many_draws").click().run()
        names = [one.id for one in study.criteria_sets[study.scenarios["base"].criteria].leaf_criteria]
        weights = Points(procedure="points", values=dict(zip(names, (0, 0, 0, 100, 0), strict=True)))
        scenario = study.scenarios["base"].model_copy(update={"weights": weights})
        options = {"provinces": [ANTA], "vary": "evidence", "draws": 200, "method": "mabac"}
        leader = pz.robustness(study, scenario, **options).acceptability()[0]
        assert fine(page)
        assert f"es primera en {100 * leader['first']:.0f} de cada 100" in said(page)

    def test_that_refuses_the_data_says_why(self, open_page):
        page = open_page("robustness", provincia=ANTA, metodo="codas")
        button(page, "many_draws").click().run()
        assert not page.exception
        assert "codas divide" in page.error[0].value
        assert "Se detuvo" not in said(page.run())


def test_what_was_stopped_is_said_once(open_page):
    page = open_page("robustness", provincia=ANTA, metodo="mabac")
    page.session_state["robustness_begun"] = ("many_draws", "Se detuvo al 40 % del sorteo.")
    assert "Se detuvo al 40 %" in said(page.run())
    assert "Se detuvo" not in said(page.run())


class TestWeights:
    def test_the_bands_are_those_of_the_question(self, open_page, study):
        page = look_at(open_page("robustness", provincia=ANTA), "weights")
        page.radio(key="robustness_stays").set_value("whole").run()
        for one in weight_stability(study, "base", first=None, provinces=[ANTA]):
            assert f"{100 * one['high']:.1f}\u00a0%" in said(page)
            for chain in (one["below"], one["above"]):
                assert chain is None or study.chains[chain].name.es in said(page)
        assert fine(page)

    def test_what_must_stay_matters(self, open_page):
        page = look_at(open_page("robustness", provincia="0401"), "weights")
        first = said(page)
        assert said(page.radio(key="robustness_stays").set_value("whole").run()) != first

    def test_central_weights_have_their_confidence(self, open_page, study):
        page = look_at(open_page("robustness", provincia=ANTA), "weights")
        one = pz.robustness(study, "base", provinces=[ANTA]).central_weights()[0]
        assert f"{100 * one['confidence']:.0f}\u00a0%</td>" in said(page)


class TestWhatToFindOut:
    def test_names_the_cell_that_matters_most(self, open_page, study):
        one = value_of_information(study, "base", Experiment(draws=20_000), provinces=[ANTA])[0]
        chain = study.chains[one["chain"]].name.es
        page = look_at(open_page("robustness", provincia=ANTA), "unknowns")
        assert f"de {chain}: saberlo quitaría {one['gain']:.2f}" in said(page)
        assert "página Evidencia" in said(page)

    @pytest.mark.parametrize("name", ["criteria", "sobol"])
    def test_the_slow_questions_wait_for_a_button(self, open_page, name):
        page = look_at(open_page("robustness", provincia="0405"), "unknowns")
        caption = {"criteria": "Duda que quitaría conocer un criterio", "sobol": "Por sí solo"}[name]
        assert caption not in said(page)
        button(page, name).click().run()
        assert fine(page)
        assert caption in said(page)


class TestTwoAtATime:
    def test_says_how_often_one_is_ahead_and_what_levels_them(self, open_page, study):
        page = look_at(open_page("robustness", provincia=ANTA), "duel")
        one = pz.robustness(study, "base", provinces=[ANTA]).pairwise()[0]
        assert f"en el {100 * one['ahead']:.1f}\u00a0% (±{100 * one['error']:.1f})" in said(page)
        then = minimal_weight_change(study, "base", ANTA, one["versus"], one["chain"])["weights"]
        assert all(f"{100 * weight:.1f}\u00a0%" in said(page) for weight in then.values())

    def test_the_same_twice_is_a_sentence(self, open_page):
        page = look_at(open_page("robustness", provincia=ANTA), "duel")
        page.selectbox(key="robustness_other").set_value(page.selectbox(key="robustness_one").value).run()
        assert "Elija dos cadenas distintas" in said(page)

    def test_chains_of_another_province_are_let_go(self, open_page):
        page = look_at(open_page("robustness", provincia=ANTA), "duel")
        page.selectbox(key="provincia").set_value("0405").run()
        assert fine(page)


class TestWhoCanBeFirst:
    def test_names_them(self, open_page, study):
        page = open_page("robustness", provincia="0401")
        page.selectbox(key="robustness_vary").set_value("weights").run()
        page.selectbox(key="robustness_region").set_value("within:0.05").run()
        look_at(page, "contenders")
        narrow = Experiment(weights="within:0.05", vary="weights")
        found = potentially_optimal(study, "base", narrow, provinces=["0401"])
        never = [study.chains[one["chain"]].name.es for one in found if not one["can_be_first"]]
        assert never
        assert ", ".join(never) in said(page)

    def test_where_it_has_no_meaning_a_sentence_says_so(self, open_page):
        page = look_at(open_page("robustness", escenario="solo_documentado"), "contenders")
        assert not page.exception
        assert "leave" in page.error[0].value


def test_a_projector_shows_fewer_things(open_page):
    desk = open_page("robustness", provincia=ANTA)
    wall = open_page("robustness", provincia=ANTA, proyector="si")
    assert fine(wall)
    assert len(said(wall)) < len(said(desk))


def test_a_session_keeps_little(open_page):
    page = open_page("robustness", provincia="0401")
    for part in PARTS:
        look_at(page, part)
    kept = page.session_state["robustness_kept"]
    records = {name: answer for name, (_, answer) in kept.items() if name != "draws"}
    assert len(repr(records)) < 200_000
    assert kept["draws"][1].groups[0].tally.ranks.nbytes < 10_000
