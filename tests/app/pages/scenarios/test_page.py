"""The page Escenarios."""

from __future__ import annotations

import pytest
import yaml

import priorizar as pz
from on_screen import html_of
from priorizar.reading.bundled import bundled_folder
from priorizar.study.suppose import supposed

ABANCAY = "0301"
"""Where the scenarios do not agree."""
SCENARIOS = sorted(path.stem for path in (bundled_folder() / "scenarios").glob("*.yaml"))


def fine(page):
    assert not page.exception
    assert not page.error
    return page


def told(page) -> str:
    return "\n".join(one.value for one in page.markdown).replace("\\", "")


def part(page, name):
    return fine(page.radio("scenarios_part").set_value(name).run())


@pytest.mark.parametrize("language", ["es", "en"])
@pytest.mark.parametrize("name", ["compare", "copies", "what_if"])
def test_every_part_opens_in_both_languages(open_page, language, name):
    page = part(open_page("scenarios", provincia=ABANCAY, idioma=language), name)
    assert page.header


@pytest.mark.parametrize("scenario", SCENARIOS)
def test_it_opens_on_every_scenario_and_begins_with_it(open_page, scenario):
    page = fine(open_page("scenarios", provincia=ABANCAY, escenario=scenario))
    assert page.selectbox("compared_first").value == scenario
    assert len(page.multiselect("compared_choice").value) > 1


def test_it_opens_on_another_study(open_page, small):
    """With one scenario alone there is nothing to compare, which is said; what is supposed may be kept."""
    page = fine(open_page("scenarios", study=small.path))
    assert "por lo menos dos" in page.info[0].value
    part(page, "what_if")
    fine(page.button("suppose_best").click().run())
    fine(page.button("keep_supposed").click().run())
    part(page, "compare")
    assert page.multiselect("compared_choice").value == ["base", "copia-1"]


class TestComparing:
    def test_the_table_gives_ranks_and_shifts_against_the_first(self, open_page, study):
        page = fine(open_page("scenarios", provincia=ABANCAY, comparar="identidad,exportador"))
        shown = html_of(page)
        rows = pz.compare(study, ["identidad", "exportador"]).rows()
        there = [one for one in rows if one["ubigeo"] == ABANCAY]
        assert any(one["shift_exportador"] for one in there)
        for one in there:
            shift = one["shift_exportador"]
            arrow = "=" if not shift else f"▲ {shift}" if shift > 0 else f"▼ {-shift}"
            assert (
                f'<th scope="row">{one["chain_name"]}</th><td class="n">{one["rank_identidad"]}</td>'
                f'<td class="n">{one["rank_exportador"]} ({arrow})</td>'
            ) in shown

    def test_it_tells_what_moves_each_chain(self, open_page, study):
        page = fine(open_page("scenarios", provincia=ABANCAY, comparar="identidad,exportador"))
        comparison = pz.compare(study, ["identidad", "exportador"])
        headings = {one.id: one.heading("es") for one in comparison.rankings[0].matrix.criteria}
        moved = [one for one in comparison.rows() if one["ubigeo"] == ABANCAY and one["shift_exportador"]]
        for one in moved:
            shift, driver = one["shift_exportador"], headings[one["driver_exportador"]]
            places = "un puesto" if abs(shift) == 1 else f"{abs(shift)} puestos"
            way = "sube" if shift > 0 else "baja"
            assert f"{one['chain_name']} {way} {places}: lo que más la mueve es {driver}" in told(page)

    def test_another_reference_turns_the_shifts_round(self, open_page):
        page = open_page("scenarios", provincia=ABANCAY, comparar="base,identidad,exportador")
        fine(page.selectbox("compared_first").set_value("exportador").run())
        assert page.multiselect("compared_choice").value == ["exportador", "base", "identidad"]
        assert page.query_params["comparar"] == "exportador,base,identidad"
        assert "frente a «Exportador»" in " ".join(one.value for one in page.caption)

    def test_agreement_is_that_of_the_comparison(self, open_page, study):
        page = fine(open_page("scenarios", provincia=ABANCAY, comparar="base,exportador"))
        (found,) = [
            one for one in pz.compare(study, ["base", "exportador"]).agreement() if one["group"] == ABANCAY
        ]
        for measure in ("spearman", "kendall_tau_b", "ws"):
            assert f"{found[measure]:.2f}</td>" in html_of(page)

    def test_it_counts_the_provinces_whose_leader_changes(self, open_page, study):
        page = fine(open_page("scenarios", provincia=ABANCAY, comparar="base,exportador"))
        before, after = pz.compare(study, ["base", "exportador"]).rankings
        leading = [
            {(one["ubigeo"], one["chain"]) for one in ranking.rows() if one["rank"] == 1}
            for ranking in (before, after)
        ]
        changed = {ubigeo for ubigeo, _ in leading[0] ^ leading[1]}
        assert f"en {len(changed)} de 28 provincias" in told(page)

    def test_fewer_than_two_is_explained(self, open_page):
        page = open_page("scenarios", provincia=ABANCAY, comparar="base")
        assert "por lo menos dos" in fine(page).info[0].value

    def test_names_in_the_address_that_are_no_scenario_are_passed_over(self, open_page):
        page = open_page("scenarios", provincia=ABANCAY, comparar="base,<b>,copia-1,exportador")
        assert fine(page).multiselect("compared_choice").value == ["base", "exportador"]

    def test_weights_as_moved_are_one_more_scenario_named_as_such(self, open_page, study):
        page = open_page(
            "scenarios",
            provincia=ABANCAY,
            pesos="puntos:100,0,0,0,0",
            comparar="base,pesos-movidos",
        )
        assert "con los pesos movidos" in html_of(fine(page))
        assert page.query_params["comparar"] == "base,pesos-movidos"
        nobody = open_page("scenarios", provincia=ABANCAY, comparar="base,pesos-movidos")
        assert nobody.multiselect("compared_choice").value == ["base"]

    def test_a_scenario_without_an_answer_is_told_and_the_others_compared(self, open_page):
        # What is left out needs a method that ranks row by row.
        page = open_page(
            "scenarios",
            provincia=ABANCAY,
            escenario="solo_documentado",
            metodo="vikor",
            comparar="base,pesos-movidos,exportador",
        )
        assert not page.exception
        assert page.error
        assert "Exportador" in html_of(page)

    def test_a_projector_shows_less(self, open_page):
        whole = open_page("scenarios", provincia=ABANCAY, comparar="base,exportador")
        afar = fine(open_page("scenarios", provincia=ABANCAY, comparar="base,exportador", proyector="si"))
        assert len(afar.header) < len(whole.header)


class TestCopies:
    @pytest.fixture
    def page(self, open_page):
        page = part(open_page("scenarios", provincia=ABANCAY, comparar="base,exportador"), "copies")
        assert page.info
        page.selectbox("copy_of").set_value("base")
        page.text_input("copy_name").set_value("Taller de Abancay")
        return fine(page.button("make_copy").click().run())

    def test_a_copy_joins_the_comparison_but_not_the_address(self, page):
        part(page, "compare")
        assert page.multiselect("compared_choice").value == ["base", "exportador", "copia-1"]
        assert page.query_params["comparar"] == "base,exportador"
        assert "Taller de Abancay" in html_of(page)

    def test_its_weights_are_moved_by_points(self, page, study):
        base = study.scenarios["base"]
        names = [one.id for one in study.criteria_sets[base.criteria].leaf_criteria]
        for name in names:
            page.number_input(f"points_copia-1_{name}").set_value(80.0 if name == names[0] else 5.0)
        fine(page.run())
        held = page.session_state["copies"]["copia-1"]
        assert held.weights.values == {name: 80.0 if name == names[0] else 5.0 for name in names}
        assert study.scenarios["base"].weights != held.weights
        after = {one["chain_name"]: one for one in pz.rank(study, held).rows() if one["ubigeo"] == ABANCAY}
        assert all(f"{one['score']:.3f}</td>" in html_of(page) for one in after.values())

    def test_no_points_at_all_keeps_the_weights(self, page, study):
        before = page.session_state["copies"]["copia-1"].weights
        for one in study.criteria_sets["priorizacion"].leaf_criteria:
            page.number_input(f"points_copia-1_{one.id}").set_value(0.0)
        fine(page.run())
        assert page.session_state["copies"]["copia-1"].weights == before
        assert "sin ninguno no hay pesos" in page.toast[0].value

    def test_its_method_is_changed(self, page, study):
        fine(page.selectbox("method_copia-1").set_value("vikor").run())
        held = page.session_state["copies"]["copia-1"]
        assert pz.rank(study, held).method.name == "vikor"

    def test_it_is_renamed_and_a_name_of_nothing_changes_nothing(self, page):
        fine(page.text_input("name_copia-1").set_value("  Mesa   <b>técnica</b> ").run())
        assert page.session_state["copies"]["copia-1"].name.es == "Mesa <b>técnica</b>"
        assert "<b>técnica" not in html_of(page)
        fine(page.text_input("name_copia-1").set_value("   ").run())
        assert page.session_state["copies"]["copia-1"].name.es == "Mesa <b>técnica</b>"

    def test_several_are_kept_and_one_is_thrown_away(self, page):
        fine(page.button("make_copy").click().run())
        assert page.selectbox("copy_choice").value == "copia-2"
        fine(page.button("forget_copy").click().run())
        assert list(page.session_state["copies"]) == ["copia-1"]

    def test_there_is_a_bound(self, page):
        for _ in range(13):
            page.button("make_copy").click().run()
        assert len(fine(page).session_state["copies"]) == 12
        assert "Ya hay 12 copias" in page.toast[0].value


def test_a_copy_is_saved_in_the_study_and_never_over_another_unasked(open_page, copied):
    page = part(open_page("scenarios", study=copied.path, provincia=ABANCAY), "copies")
    page.text_input("copy_name").set_value("Taller de Abancay")
    page.button("make_copy").click().run()
    page.number_input("points_copia-1_tradicion").set_value(90.0).run()
    page.text_input("author_copia-1").set_value("Mesa técnica").run()
    fine(page.button("save_copy").click().run())
    file = copied.path / "scenarios" / "taller_de_abancay.yaml"
    said = yaml.safe_load(file.read_text(encoding="utf-8"))
    assert said["author"] == "Mesa técnica"
    assert (said["extends"], said["weights"]["values"]["tradicion"]) == ("base", 90)
    saved = pz.rank(copied.load(), "taller_de_abancay")
    assert saved.score.tolist() == pytest.approx(
        pz.rank(copied.load(), page.session_state["copies"]["copia-1"]).score.tolist()
    )
    page.button("save_copy").click().run()
    assert "taller_de_abancay" in page.error[0].value.replace("\\", "")
    page.checkbox("replace_scenario").check().run()
    fine(page.button("save_copy").click().run())


def test_a_copy_is_only_downloaded_where_its_study_is_that_of_the_program(open_page, copied, monkeypatch):
    monkeypatch.setattr("priorizar.app.studies.PACKAGE", copied.path.parent)
    page = part(open_page("scenarios", study=copied.path, provincia=ABANCAY), "copies")
    page.button("make_copy").click().run()
    assert "no se cambia" in fine(page).info[0].value
    assert page.get("download_button")
    assert "save_copy" not in [one.key for one in page.button]


class TestSupposing:
    @pytest.fixture
    def page(self, open_page):
        page = part(open_page("scenarios", provincia=ABANCAY, comparar="base,exportador"), "what_if")
        assert "suposición, no evidencia" in page.warning[0].value
        return fine(page.selectbox("suppose_criterion").set_value("severidad_cuellos").run())

    def test_a_bottleneck_resolved_shows_the_order_before_and_after(self, page, study):
        chain = page.selectbox(f"suppose_chain_{ABANCAY}").value
        fine(page.button("suppose_best").click().run())
        resolved = supposed(study, study.scenarios["base"], ABANCAY, chain, "severidad_cuellos", 0.0)
        before, after = pz.rank(study, "base"), pz.rank(study, resolved)
        comparison = pz.Comparison((before, after))
        name = comparison.names[1]
        (moved,) = [one for one in comparison.rows() if (one["ubigeo"], one["chain"]) == (ABANCAY, chain)]
        first = comparison.names[0]
        assert (
            f'{moved["chain_name"]}</th><td class="n">{moved[f"rank_{first}"]}</td>'
            f'<td class="n">{moved[f"rank_{name}"]}</td>'
        ) in html_of(page)
        assert moved[f"score_{name}"] > moved[f"score_{first}"]

    def test_steps_go_on_from_what_is_supposed(self, page):
        """What is unknown stands at 2 of 4; after a step to 1 none is left but the best."""
        page.button("suppose_step").click().run()
        assert page.session_state["suppositions"][0].value == 1.0
        assert not [one for one in page.button if one.key == "suppose_step"]
        fine(page.button("suppose_best").click().run())
        (one,) = page.session_state["suppositions"]
        assert one.value == 0.0
        assert "Ya está en lo mejor" in " ".join(said.value for said in page.caption)

    def test_any_level_may_be_supposed_one_worse_too(self, page):
        chain = page.selectbox(f"suppose_chain_{ABANCAY}").value
        page.selectbox(f"suppose_{ABANCAY}_{chain}_severidad_cuellos").set_value(4.0).run()
        fine(page.button("suppose_value").click().run())
        assert page.session_state["suppositions"][0].value == 4.0
        assert "La bloquean" in told(page)

    def test_a_quantity_is_supposed_by_number(self, page):
        fine(page.selectbox("suppose_criterion").set_value("ranking_nacional").run())
        chain = page.selectbox(f"suppose_chain_{ABANCAY}").value
        page.number_input(f"suppose_{ABANCAY}_{chain}_ranking_nacional").set_value(3.0).run()
        fine(page.button("suppose_value").click().run())
        assert page.session_state["suppositions"][0].value == 3.0

    def test_several_are_supposed_together_and_each_taken_back(self, page):
        page.button("suppose_best").click().run()
        page.selectbox("suppose_criterion").set_value("tradicion").run()
        fine(page.button("suppose_best").click().run())
        assert len(page.session_state["suppositions"]) == 2
        chain = page.selectbox(f"suppose_chain_{ABANCAY}").value
        fine(page.button(f"take_back_{ABANCAY}_{chain}_severidad_cuellos").click().run())
        assert [one.criterion for one in page.session_state["suppositions"]] == ["tradicion"]

    def test_kept_as_a_copy_it_is_compared_and_said_to_suppose(self, page):
        page.button("suppose_best").click().run()
        fine(page.button("keep_supposed").click().run())
        assert not page.session_state["suppositions"]
        part(page, "compare")
        assert page.multiselect("compared_choice").value[-1] == "copia-1"
        assert "no son evidencia" in " ".join(one.value for one in page.caption)
        part(page, "copies")
        fine(page.button("no_more_copia-1_0").click().run())
        assert page.session_state["copies"]["copia-1"].what_if == ()


def test_two_browsers_do_not_share_copies(open_page):
    one = part(open_page("scenarios", provincia=ABANCAY), "copies")
    one.button("make_copy").click().run()
    other = part(open_page("scenarios", provincia=ABANCAY), "copies")
    assert "copia-1" in one.session_state["copies"]
    assert not other.session_state["copies"]
