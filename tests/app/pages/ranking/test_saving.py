"""Saving the weights as moved as a scenario of the study."""

from __future__ import annotations

import os
from datetime import date

import numpy as np
import pytest

from priorizar import load_study, rank
from priorizar.study.scenario import MethodChoice, edited, points_of

MOVED = "puntos:60,10,10,10,10"
SHARES = [0.6, 0.1, 0.1, 0.1, 0.1]


def moved(study):
    criteria = [one.id for one in study.criteria_sets[study.scenario("base").criteria].leaf_criteria]
    return edited(study.scenario("base"), weights=points_of(criteria, SHARES))


def fill(page, name: str, **more: str):
    page.text_input(key="saving_name").input(name)
    for key, value in more.items():
        kind = page.text_area if key == "note" else page.text_input
        kind(key=f"saving_{key}").input(value)
    return press(page, "Guardar")


def press(page, label: str):
    next(one for one in page.button if one.label == label).click().run()
    assert not page.exception
    return page


def same_order(one, other) -> None:
    assert [a.chain.id for a in one.matrix.alternatives] == [a.chain.id for a in other.matrix.alternatives]
    np.testing.assert_array_equal(one.rank, other.rank)
    np.testing.assert_allclose(one.score, other.score, atol=1e-9)


class TestSaving:
    def test_writes_a_scenario_that_ranks_the_same_and_chooses_it(self, open_page, copied):
        page = open_page("ranking", study=copied.path, provincia="0803", pesos=MOVED)
        fill(page, "Taller de Anta", author="Rosa Huamán", note="Acordado: exportación pesa más.")
        study = load_study(copied.path)
        saved = study.scenario("taller_de_anta")
        same_order(rank(study, saved), rank(study, moved(study)))
        assert (saved.author, saved.date) == ("Rosa Huamán", date.today().isoformat())
        assert saved.note == "Acordado: exportación pesa más."
        assert saved.name.es == "Taller de Anta"
        assert saved.illustrative
        assert page.selectbox(key="escenario").value == "taller_de_anta"
        said = page.success[0].value.replace("\\", "")
        assert "scenarios/taller_de_anta.yaml" in said
        assert str(copied.path) not in said
        assert not page.error

    def test_is_told_once(self, open_page, copied):
        page = open_page("ranking", study=copied.path, pesos=MOVED)
        fill(page, "Uno")
        assert page.success
        page.run()
        assert not page.success

    def test_takes_the_method_as_picked(self, open_page, copied):
        page = open_page("ranking", study=copied.path, metodo="vikor", pesos=MOVED)
        fill(page, "Con VIKOR")
        study = load_study(copied.path)
        same_order(
            rank(study, "con_vikor"), rank(study, edited(moved(study), method=MethodChoice(name="vikor")))
        )
        assert page.selectbox(key="metodo").value == ""
        assert not page.error

    def test_weights_that_somebody_states_are_no_longer_illustrative(self, open_page, copied):
        page = open_page("ranking", study=copied.path, pesos=MOVED)
        fill(page, "Acta", stated_by="Mesa técnica de Anta")
        saved = load_study(copied.path).scenario("acta")
        assert saved.stated_by == "Mesa técnica de Anta"
        assert not saved.illustrative

    def test_asks_for_a_name(self, open_page, copied):
        before = sorted(os.listdir(copied.path / "scenarios"))
        page = fill(open_page("ranking", study=copied.path), "   ")
        assert page.error[0].value.startswith("Falta el nombre")
        assert sorted(os.listdir(copied.path / "scenarios")) == before


class TestANameInUse:
    def test_replaces_nothing_until_it_is_confirmed(self, open_page, copied):
        before = copied.text("scenarios/exportador.yaml")
        page = open_page("ranking", study=copied.path, pesos=MOVED)
        fill(page, "Exportador")
        assert copied.text("scenarios/exportador.yaml") == before
        assert "Ya hay un escenario" in page.warning[0].value
        assert page.selectbox(key="escenario").value == "base"
        press(page, "Reemplazar")
        study = load_study(copied.path)
        same_order(rank(study, "exportador"), rank(study, moved(study)))
        assert page.selectbox(key="escenario").value == "exportador"

    def test_a_scenario_is_saved_over_itself(self, open_page, copied):
        page = open_page("ranking", study=copied.path, escenario="exportador", pesos=MOVED)
        fill(page, "Exportador")
        press(page, "Reemplazar")
        assert not page.error
        study = load_study(copied.path)
        assert "exportador" not in study.scenario("exportador").lineage[:-1]
        np.testing.assert_allclose(rank(study, "exportador").weights.values, SHARES)

    def test_names_those_that_start_from_it(self, open_page, copied):
        page = open_page("ranking", study=copied.path, escenario="exportador", pesos=MOVED)
        fill(page, "Base")
        followers = load_study(copied.path).scenarios.values()
        names = [one.name.es for one in followers if "base" in one.lineage[:-1]]
        assert names
        assert all(name in page.warning[1].value.replace("\\", "") for name in names)


def test_another_session_sees_what_was_saved(open_page, copied):
    other = open_page("ranking", study=copied.path, escenario="necesidad")
    fill(open_page("ranking", study=copied.path, pesos=MOVED), "De otra persona")
    other.run()
    assert other.selectbox(key="escenario").value == "necesidad"
    assert "De otra persona" in other.selectbox(key="escenario").options


class TestAFolderThatCannotBeWritten:
    @pytest.fixture
    def closed(self, copied, monkeypatch):
        may = os.access
        monkeypatch.setattr("os.access", lambda path, mode, **how: mode != os.W_OK and may(path, mode, **how))
        return copied

    def test_is_said_and_the_file_is_offered(self, open_page, closed):
        before = sorted(os.listdir(closed.path / "scenarios"))
        page = open_page("ranking", study=closed.path, pesos=MOVED)
        assert "no hay permiso" in page.info[0].value
        page.text_input(key="saving_name").input("Taller")
        press(page, "Escribir el archivo")
        assert [one.label for one in page.get("download_button")] == ["Descargar el escenario (YAML)"]
        assert sorted(os.listdir(closed.path / "scenarios")) == before

    def test_the_study_within_the_program_is_one(self, open_page, copied, monkeypatch):
        monkeypatch.setattr("priorizar.app.studies.PACKAGE", copied.path)
        page = open_page("ranking", study=copied.path)
        assert "priorizar init CARPETA" in page.info[0].value


class TestWhatIsReplaced:
    def test_is_listed_and_put_back(self, open_page, copied):
        before = copied.text("scenarios/exportador.yaml")
        page = open_page("ranking", study=copied.path, escenario="exportador", pesos=MOVED)
        fill(page, "Exportador")
        press(page, "Reemplazar")
        assert copied.text("scenarios/exportador.yaml") != before
        page.run()
        assert page.selectbox(key="former_version").options[0].startswith("hasta el")
        assert page.code[-1].value.strip() == before.strip()
        press(page, "Restaurar")
        assert copied.text("scenarios/exportador.yaml") == before
        assert "volvió" in page.toast[0].value
        page.run()
        assert len(page.selectbox(key="former_version").options) == 2

    def test_that_has_no_place_any_more_is_said_and_nothing_changes(self, open_page, copied):
        copied.write(
            "versions/base/20250304T101112Z.yaml", "id: base\nname: {es: B, en: B}\nextends: nadie\n"
        )
        before = copied.text("scenarios/base.yaml")
        page = press(open_page("ranking", study=copied.path), "Restaurar")
        assert "nadie" in page.error[0].value
        assert copied.text("scenarios/base.yaml") == before


class TestOnANetwork:
    @pytest.fixture(autouse=True)
    def opened(self, monkeypatch):
        monkeypatch.setattr("priorizar.app.permissions.is_loopback", lambda address: False)

    def test_nothing_is_saved_and_the_page_says_so(self, open_page, copied):
        copied.write("versions/base/20250304T101112Z.yaml", copied.text("scenarios/base.yaml"))
        before = {file: file.read_bytes() for file in copied.path.rglob("*") if file.is_file()}
        page = open_page("ranking", study=copied.path, pesos=MOVED)
        assert "--allow-saving" in page.info[0].value
        page.text_input(key="saving_name").input("Taller")
        press(page, "Escribir el archivo")
        assert "Restaurar" not in [one.label for one in page.button]
        assert {file: file.read_bytes() for file in copied.path.rglob("*") if file.is_file()} == before

    def test_it_is_where_whoever_started_it_said_so(self, open_page, copied, monkeypatch):
        page = open_page("ranking", study=copied.path, pesos=MOVED)
        monkeypatch.setattr("sys.argv", ["app", "--study", str(copied.path), "--allow-saving"])
        page.run()
        fill(page, "Taller")
        assert (copied.path / "scenarios" / "taller.yaml").is_file()


def test_no_page_says_where_the_study_lies(open_page, copied, monkeypatch):
    def full(*given, **more):
        raise OSError(28, "No space left on device")

    page = open_page("ranking", study=copied.path, pesos=MOVED)
    monkeypatch.setattr("priorizar.files.atomic.tempfile.mkstemp", full)
    fill(page, "Taller")
    said = page.error[0].value.replace("\\", "")
    assert "scenarios/taller.yaml" in said
    assert str(copied.path) not in said
