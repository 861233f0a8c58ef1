"""A scenario saved is the scenario that was on the screen: read back, ranked alike, and never elsewhere."""

from __future__ import annotations

import os
import re
import stat
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest
from hypothesis import HealthCheck, assume, example, given, settings
from hypothesis import strategies as st

import priorizar as pz
from priorizar.elicitation.statements import Ahp, Equal
from priorizar.elicitation.weighing import weigh
from priorizar.files.yaml_source import read_yaml
from priorizar.forms import fill
from priorizar.locale import text
from priorizar.names import CONTROL
from priorizar.reading.load import load_study
from priorizar.reading.scenario_file import file_of, identifier_of, save_scenario, scenario_yaml
from priorizar.study.criteria import Label
from priorizar.study.scenario import (
    ChainComparisons,
    MethodChoice,
    ScenarioFile,
    Selection,
    WhatIf,
    edited,
    points_of,
)
from priorizar.study.suppose import supposed
from refusals import refused

NAMES = ("oferta_exportable", "ranking_nacional", "vocacion_productiva", "tradicion", "severidad_cuellos")
PAIRS = tuple((a, b) for at, a in enumerate(NAMES) for b in NAMES[at + 1 :])
POINTS = points_of(NAMES, [1 / 3, 0.29, 0.1, 0.2, 1 - 1 / 3 - 0.59])
COMPARED = Ahp(procedure="ahp", comparisons=tuple((a, b, 1 / (at + 2)) for at, (a, b) in enumerate(PAIRS)))
SUPPOSED = WhatIf(province="0301", chain="fibra_camelidos", criterion="tradicion", value=2.5)

EDITS = {
    "points": {"weights": POINTS},
    "pairs": {"weights": COMPARED},
    "stated": {"weights": POINTS, "stated_by": "Taller de Abancay, 12 de marzo"},
    "method": {"method": MethodChoice(name="topsis", options={"reference": "observed"})},
    "directions": {"directions": {"severidad_cuellos": "max"}},
    "unknown": {"unknown": "leave_out"},
    "what_if": {"what_if": (SUPPOSED,)},
    "all": {
        "weights": POINTS,
        "method": MethodChoice(name="vikor", options={"v": 0.3}),
        "directions": {"severidad_cuellos": "max"},
        "what_if": (SUPPOSED,),
    },
}


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """A copy of the bundled study that the tests of this module share."""
    from priorizar.reading.bundled import lay_out

    path = tmp_path_factory.mktemp("guardados") / "estudio"
    lay_out(path)
    return path


@pytest.fixture(scope="module")
def own(folder):
    return load_study(folder)


def simple(identifier="mio", **said) -> ScenarioFile:
    return ScenarioFile(id=identifier, name=Label(es="Mío", en="Mine"), **({"extends": "base"} | said))


def content(path) -> dict[str, bytes]:
    return {str(file): file.read_bytes() for file in path.rglob("*") if file.is_file()}


def same_order(one, other) -> bool:
    close = np.allclose(one.score, other.score, rtol=0, atol=1e-9)
    return close and np.array_equal(one.rank, other.rank) and one.variant == other.variant


class TestWhatIsSaved:
    @pytest.mark.long
    @pytest.mark.parametrize("base", ["base", "identidad", "ahp", "necesidad", "taller_ilustrativo"])
    @pytest.mark.parametrize("edit", EDITS)
    def test_ranks_as_what_was_on_the_screen(self, own, folder, base, edit):
        live = edited(own.scenario(base), **EDITS[edit])
        name = f"{base}_{edit}"
        save_scenario(own, file_of(own, live, identifier=name, name="Guardado"))
        read = load_study(folder)
        saved = read.scenario(name)
        assert same_order(pz.rank(read, saved), pz.rank(own, live))
        assert saved.stated_by == live.stated_by
        (folder / "scenarios" / f"{name}.yaml").unlink()

    def test_says_only_how_it_departs(self, own):
        base = own.scenario("identidad")
        written = file_of(own, edited(base, unknown="leave_out"), identifier="mio", name="Mío", note="x")
        said = written.model_dump(exclude_unset=True)
        assert said == {
            "id": "mio",
            "name": {"es": "Mío", "en": "Mío"},
            "note": "x",
            "extends": "identidad",
            "unknown": "leave_out",
        }

    @pytest.mark.parametrize("gone", ["supposition", "direction", "comparisons"])
    def test_extends_nothing_when_it_takes_something_back(self, small, gone):
        study = small.load()
        compared = ChainComparisons(under={"demanda": (("papa", "lana", 3.0),)})
        said = WhatIf(province="Alta", chain="papa", criterion="frenos", value=1)
        parent = simple(
            "padre",
            extends=None,
            criteria="tres",
            weights=Equal(procedure="equal"),
            what_if=(said,),
            directions={"frenos": "max"},
            chain_comparisons=compared,
            include=Selection(departments=("Norte",)),
        )
        save_scenario(study, parent)
        study = small.load()
        base = study.scenario("padre")
        change = {
            "supposition": {"what_if": ()},
            "direction": {"directions": {}},
            "comparisons": {"chain_comparisons": None},
        }[gone]
        live = base.model_copy(update=change)
        written = file_of(study, live, identifier="hijo", name="Hijo")
        assert written.extends is None
        save_scenario(study, written)
        read = small.load()
        assert same_order(pz.rank(read, "hijo"), pz.rank(study, live))
        assert read.scenario("hijo").lineage == ("hijo",)

    def test_a_supposition_replaced_holds_alone(self, small):
        save_scenario(
            small.load(),
            simple("padre", what_if=(WhatIf(province="Alta", chain="papa", criterion="frenos", value=1),)),
        )
        study = small.load()
        base = study.scenario("padre")
        live = supposed(study, base, "Alta", "papa", "frenos", 4)
        save_scenario(study, file_of(study, live, identifier="hijo", name="Hijo"))
        read = small.load()
        assert [one.value for one in read.scenario("hijo").what_if] == [4]
        assert same_order(pz.rank(read, "hijo"), pz.rank(study, live))

    def test_a_selection_lifted_stays_lifted(self, small):
        save_scenario(small.load(), simple("padre", include=Selection(provinces=("0101",))))
        study = small.load()
        base = study.scenario("padre")
        live = base.model_copy(update={"include": Selection()})
        written = file_of(study, live, identifier="hijo", name="Hijo")
        assert written.extends == "padre"
        save_scenario(study, written)
        assert len(pz.rank(small.load(), "hijo").score) == 6

    def test_extends_what_the_other_extends_when_that_is_enough(self, small):
        said = WhatIf(province="Alta", chain="papa", criterion="frenos", value=1)
        save_scenario(small.load(), simple("padre", what_if=(said,), unknown="leave_out"))
        study = small.load()
        live = edited(study.scenario("padre"), what_if=())
        written = file_of(study, live, identifier="hijo", name="Hijo")
        assert (written.extends, written.unknown, written.weights) == ("base", "leave_out", None)
        save_scenario(study, written)
        assert same_order(pz.rank(small.load(), "hijo"), pz.rank(study, live))

    def test_every_scenario_of_the_study_can_be_saved_whole(self, own, folder):
        for name, scenario in own.scenarios.items():
            written = file_of(
                own, scenario.model_copy(update={"lineage": ()}), identifier="copia", name="Copia"
            )
            assert written.extends is None
            save_scenario(own, written, replace=True)
            read = load_study(folder)
            assert same_order(pz.rank(read, "copia"), pz.rank(own, name))
        (folder / "scenarios" / "copia.yaml").unlink()


class TestTheFile:
    def test_reads_as_people_write_it(self):
        written = simple(
            "taller",
            author="Rosa Ñahui",
            date="2026-03-12",
            note="Primera línea\nsegunda: «sí»",
            weights=Ahp(procedure="ahp", comparisons=(("a", "b", 3.0), ("a", "c", 1 / 3))),
            method=MethodChoice(name="topsis", options={"reference": "observed"}),
            include=Selection(provinces=("0301", "Anta")),
        )
        assert scenario_yaml(written) == (
            "# yaml-language-server: $schema=../schemas/scenario.schema.json\n"
            "#\n"
            "# Lo guardó Rosa Ñahui, 2026-03-12.\n"
            "# El nombre es el que alguien escribió al guardar: nadie comprobó quién era.\n"
            "\n"
            "id: taller\n"
            "name:\n"
            "  es: Mío\n"
            "  en: Mine\n"
            "author: Rosa Ñahui\n"
            "date: '2026-03-12'\n"
            "note: |-\n"
            "  Primera línea\n"
            "  segunda: «sí»\n"
            "extends: base\n"
            "weights:\n"
            "  procedure: ahp\n"
            "  comparisons:\n"
            "    - [a, b, 3]\n"
            "    - [c, a, 3]\n"
            "method:\n"
            "  name: topsis\n"
            "  reference: observed\n"
            "include:\n"
            "  provinces: ['0301', Anta]\n"
        )

    def test_says_who_and_when_as_far_as_it_is_known(self):
        said = [
            scenario_yaml(simple(**known), "en").split("\n\n")[0].splitlines()[1:]
            for known in ({}, {"author": "Ana"}, {"date": "2026-03-12"})
        ]
        assert said == [
            [],
            ["#", "# Saved by Ana.", f"# {text('versions.unverified', 'en')}"],
            ["#", "# Saved: 2026-03-12."],
        ]

    @given(st.lists(st.floats(0, 1e6), min_size=5, max_size=5).filter(lambda parts: max(parts) > 1e-6))
    @settings(max_examples=50, deadline=None)
    def test_weights_come_back_equal(self, study, parts):
        said = points_of(NAMES, np.array(parts) / sum(parts))
        read = fill(ScenarioFile, read_yaml("x", scenario_yaml(simple(weights=said)).encode()).data)
        tree = study.criteria_sets["priorizacion"]
        assert read.weights is not None
        np.testing.assert_allclose(
            weigh(read.weights, tree).values, weigh(said, tree).values, rtol=0, atol=1e-9
        )

    @given(st.lists(st.floats(1 / 9, 9), min_size=10, max_size=10))
    @settings(max_examples=50, deadline=None)
    def test_comparisons_come_back_equal(self, study, ratios):
        rows = tuple((a, b, ratio) for (a, b), ratio in zip(PAIRS, ratios, strict=True))
        said = Ahp(procedure="ahp", comparisons=rows)
        read = fill(ScenarioFile, read_yaml("x", scenario_yaml(simple(weights=said)).encode()).data)
        tree = study.criteria_sets["priorizacion"]
        assert read.weights is not None
        np.testing.assert_allclose(
            weigh(read.weights, tree).values, weigh(said, tree).values, rtol=0, atol=1e-9
        )

    @given(st.text(min_size=1, max_size=60))
    @example("sí: no\n# y\n\n  no: sí")
    @example("x\u2028id: otro\x85id: otro")
    @example("0301")
    @example("yes")
    @example("- [a]\n&a *a !!python/object:os.system")
    @settings(max_examples=100, deadline=None)
    def test_any_text_comes_back_or_is_refused(self, said):
        written = simple(author=said, note=said)
        raw = scenario_yaml(written).encode()
        if CONTROL.search(said):
            assert refused(read_yaml, "x", raw) == ["study.control_character"]
        else:
            read = fill(ScenarioFile, read_yaml("x", raw).data)
            assert (read.author, read.note, read.id) == (said, said, "mio")


class TestIdentifiers:
    @pytest.mark.parametrize(
        ("name", "identifier"),
        [
            ("Taller de Chumbivilcas", "taller_de_chumbivilcas"),
            ("  Ñandú & Cía.  ", "nandu_cia"),
            ("2026: el primero", "escenario_2026_el_primero"),
            ("¿?", "escenario"),
            ("../../etc/passwd", "etc_passwd"),
        ],
    )
    def test_are_made_of_names(self, name, identifier):
        assert identifier_of(name) == identifier

    @given(st.text(max_size=200))
    def test_made_of_any_name_are_identifiers(self, name):
        assert re.fullmatch(r"[a-z][a-z0-9_]{0,63}", identifier_of(name))

    @given(st.one_of(st.text(max_size=80), st.sampled_from(["../x", "a/b", "a\n", "a.b", "C:x", "", "Á"])))
    @settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
    def test_that_are_none_are_refused_and_nothing_is_written_anywhere(self, own, folder, identifier):
        assume(not re.fullmatch(r"[a-z][a-z0-9_]{0,63}", identifier))
        before = content(folder.parent)
        forged = simple().model_copy(update={"id": identifier})
        assert refused(save_scenario, own, forged, replace=True) == ["study.scenario_identifier"]
        base = own.scenario("base")
        assert refused(file_of, own, base, identifier=identifier, name="x") == ["study.scenario_identifier"]
        assert content(folder.parent) == before

    def test_the_refusal_offers_one(self, own):
        with pytest.raises(pz.PriorizarError) as caught:
            file_of(own, own.scenario("base"), identifier="Mi Taller", name="Mi Táller")
        assert "mi_taller" in str(caught.value)


class TestSaving:
    def test_never_over_another_unasked(self, small):
        study = small.load()
        before = content(small.path)
        assert refused(save_scenario, study, simple("base", extends=None)) != []
        assert content(small.path) == before
        save_scenario(study, simple())
        assert refused(save_scenario, study, simple(unknown="leave_out")) == ["study.scenario_exists"]
        assert small.load().scenario("mio").unknown == "midpoint"
        save_scenario(study, simple(unknown="leave_out"), replace=True)
        assert small.load().scenario("mio").unknown == "leave_out"

    def test_takes_the_place_of_a_file_with_the_other_suffix(self, small):
        small.write("scenarios/mio.yml", "id: mio\nname: {es: a, en: b}\nextends: base\n")
        study = small.load()
        assert refused(save_scenario, study, simple()) == ["study.scenario_exists"]
        assert save_scenario(study, simple(), replace=True).name == "mio.yml"
        assert small.load().scenario("mio").name.es == "Mío"

    @pytest.mark.parametrize(
        ("said", "found"),
        [
            ({"extends": "bsae"}, ["study.unknown_parent"]),
            ({"extends": None}, ["study.missing_inherited", "study.missing_inherited"]),
            ({"directions": {"freno": "max"}}, ["study.unknown_criterion"]),
            ({"weights": points_of(["demanda"], [1.0])}, ["weighting.missing_names"]),
            ({"method": MethodChoice(name="topsi")}, ["methods.unknown_method"]),
            ({"author": "a\x07"}, ["study.control_character"]),
            ({"note": "x" * 1_100_000}, ["study.too_large"]),
            (
                {"what_if": (WhatIf(chain="papas", criterion="x", value=1),), "directions": {"y": "max"}},
                ["study.unknown_criterion", "study.unknown_chain", "study.unknown_criterion"],
            ),
        ],
    )
    def test_what_could_not_be_read_back_is_not_written(self, small, said, found):
        study = small.load()
        before = content(small.path)
        assert refused(save_scenario, study, simple(**said)) == found
        assert content(small.path) == before

    def test_a_circle_is_not_written(self, small):
        save_scenario(small.load(), simple("hijo"))
        study = small.load()
        assert refused(save_scenario, study, simple("base", extends="hijo"), replace=True) == [
            "study.extends_cycle"
        ]
        assert refused(save_scenario, study, simple("hijo", extends="hijo"), replace=True) == [
            "study.extends_cycle"
        ]

    def test_a_folder_that_cannot_be_written_is_a_sentence(self, small):
        study = small.load()
        folder = small.path / "scenarios"
        for file in folder.iterdir():
            file.unlink()
        folder.rmdir()
        assert refused(save_scenario, study, simple()) == ["study.cannot_write"]

    def test_a_folder_that_leads_elsewhere_is_not_written_into(self, small, tmp_path):
        study = small.load()
        (small.path / "scenarios").rename(tmp_path / "afuera")
        (small.path / "scenarios").symlink_to(tmp_path / "afuera")
        assert refused(save_scenario, study, simple()) == ["study.outside_folder"]
        assert [file.name for file in (tmp_path / "afuera").iterdir()] == ["base.yaml"]

    def test_a_link_in_its_place_is_replaced_not_followed(self, small, tmp_path):
        study = small.load()
        (tmp_path / "ajeno").write_text("ajeno")
        os.symlink(tmp_path / "ajeno", small.path / "scenarios" / "mio.yaml")
        assert refused(save_scenario, study, simple()) == ["study.scenario_exists"]
        save_scenario(study, simple(), replace=True)
        assert (tmp_path / "ajeno").read_text() == "ajeno"
        assert small.load().scenario("mio").name.es == "Mío"

    def test_of_many_who_save_the_same_name_one_does(self, small):
        study = small.load()

        def save(number):
            try:
                return save_scenario(study, simple(note=str(number))) and number
            except pz.PriorizarError as error:
                return error.problems[0].key

        with ThreadPoolExecutor(8) as threads:
            done = list(threads.map(save, range(24)))
        (winner,) = [one for one in done if isinstance(one, int)]
        assert small.load().scenario("mio").note == str(winner)
        assert done.count("study.scenario_exists") == 23

    def test_the_file_has_the_permissions_of_any_other(self, small):
        path = save_scenario(small.load(), simple())
        (small.path / "otro").touch()
        assert stat.S_IMODE(path.stat().st_mode) == stat.S_IMODE((small.path / "otro").stat().st_mode)


class TestEditing:
    def test_other_weights_are_nobodys_statement(self, study):
        stated = study.scenario("base").model_copy(update={"stated_by": "Taller"})
        assert edited(stated, unknown="leave_out").stated_by == "Taller"
        assert edited(stated, weights=stated.weights).stated_by == "Taller"
        assert edited(stated, weights=POINTS).stated_by is None
        assert edited(stated, weights=POINTS, stated_by="Otra").stated_by == "Otra"

    def test_shares_everything_else(self, study):
        base = study.scenario("base")
        live = edited(base, weights=POINTS)
        assert pz.rank(study, live).matrix is pz.rank(study, base).matrix
        assert pz.rank(study, live).weights.by_criterion["ranking_nacional"] == pytest.approx(0.29)

    def test_what_does_not_hold_is_a_sentence_when_it_is_ranked(self, study):
        live = edited(study.scenario("base"), weights=points_of(["nada"], [1.0]))
        assert "weighting.unknown_name" in refused(pz.rank, study, live)
