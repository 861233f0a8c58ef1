"""``priorizar weights`` for groups: shown, explained, asked for and read back."""

from __future__ import annotations

import io
import json

import openpyxl
import pytest

import priorizar as pz
from priorizar.reading.bundled import bundled_folder

NOTHING = dict.fromkeys(("demanda", "puesto", "frenos"), 0)
TABLE = bundled_folder() / "people" / "taller_ilustrativo.csv"


class TestShown:
    def test_a_group_with_its_agreement(self, priorizar):
        ran = priorizar("weights", "taller_ilustrativo")
        assert (ran.code, ran.err) == (0, "")
        said = " ".join(ran.out.split())
        assert "inventadas" in said
        assert "ilustrativ" in said
        assert "Personas: 24 (Sector público 6," in said
        assert "Acuerdo bajo, por el orden de importancia: consenso" in said
        assert "Se aparta P15 (Academia) en Tradición" in said
        assert "Sector privado pondría primero:" in said
        assert "Ronda 1 → 2: 10 personas en ambas" in said
        assert "El acuerdo creció" in said

    def test_in_english(self, priorizar):
        out = priorizar("weights", "taller_ilustrativo", "--lang", "en").out
        assert "made up" in out
        assert "Agreement low, by the order of importance" in out
        assert "Each hélice by itself" in out
        assert "Acuerdo" not in out

    def test_factions_first_and_a_helice_of_one_is_that_person(self, priorizar, small):
        sides = {"publico": "demanda", "academia": "frenos", "ong": "frenos"}
        people = [
            {"code": f"P{number}", "helice": helice}
            | {
                "weights": {
                    "procedure": "points",
                    "values": dict.fromkeys(("demanda", "puesto", "frenos"), 0),
                }
            }
            for number, helice in enumerate(("publico",) * 3 + ("academia",) * 3 + ("ong",), 1)
        ]
        for one in people:
            one["weights"]["values"][sides[one["helice"]]] = 100
        written = json.dumps({"procedure": "group", "people": people})
        small.replace("scenarios/base.yaml", "{procedure: equal}", written)
        ran = priorizar("weights", "base", "--study", small.path, "--lang", "en")
        said = " ".join(ran.out.split())
        assert said.index("Camp 1, 4 people: P4, P5, P6, P7") < said.index("Agreement very low")
        assert said.index("Camp 2, 3 people: P1, P2, P3") < said.index("Agreement very low")
        assert "stands apart" not in said
        assert "where there is only one, that person" in said
        assert "ong: P7" in said

    def test_explained_person_by_person(self, priorizar):
        out = priorizar("weights", "taller_ilustrativo", "--explain").out
        assert all(f"\nP{i:02d} " in out for i in range(1, 25))
        assert "P09: Revise «" in out

    def test_the_steps_of_comparisons(self, priorizar):
        out = priorizar("weights", "ahp", "--explain").out
        assert "1. Oferta exportable" in out
        assert "1/3" in out
        assert "Peso en el grupo" in out

    @pytest.mark.parametrize(
        "said",
        [
            "{procedure: rank_order, order: [demanda, [puesto, frenos]]}",
            "{procedure: best_worst, best: demanda, worst: frenos, "
            "best_to_others: {puesto: 2, frenos: 4}, others_to_worst: {puesto: 2}}",
            "{procedure: region, statements: [{criterion: demanda, percent: [40, 60]}]}",
            "{procedure: blend, share: 0.5, objective: standard_deviation, subjective: {procedure: equal}}",
            "{procedure: points, values: {mercado: 1, frenos: 1}, groups: {mercado: {procedure: equal}}}",
        ],
    )
    @pytest.mark.parametrize("language", ["es", "en"])
    def test_the_steps_of_every_procedure(self, priorizar, small, said, language):
        small.append("data/evidence.csv", ",,Baja,papa,frenos,3,3,3,measured,informe,algunos")
        small.append("data/evidence.csv", ",,Costa,lana,puesto,9,9,9,measured,informe,noveno")
        small.replace("scenarios/base.yaml", "{procedure: equal}", said)
        for form in ("table", "json"):
            ran = priorizar(
                "weights", "base", "--explain", "-f", form, "--study", small.path, "--lang", language
            )
            assert (ran.code, ran.err) == (0, "")

    def test_json_has_people_and_agreement(self, priorizar, study):
        record = json.loads(priorizar("weights", "taller_ilustrativo", "-f", "json").out)
        assert record["illustrative"]
        assert record["weights"] == pz.rank(study, "taller_ilustrativo").weights.by_criterion
        assert len(record["people"]) == 24
        assert record["agreement"] == json.loads(
            json.dumps(pz.agreement(study, "taller_ilustrativo").record())
        )

    def test_chains_compared(self, priorizar, small):
        small.write(
            "scenarios/pares.yaml",
            "id: pares\nname: {es: Pares, en: Pairs}\nextends: base\n"
            "chain_comparisons: {under: {frenos: [[papa, lana, 4]]}}\n",
        )
        out = priorizar("weights", "pares", "--explain", "--study", small.path).out
        assert "lana fina" in out
        assert "0.2500" in out
        record = json.loads(priorizar("weights", "pares", "-f", "json", "--study", small.path).out)
        assert record["compared"][0]["values"] == pytest.approx({"papa": 1, "lana": 0.25})

    def test_one_person_has_nobody_to_agree_with(self, priorizar, tmp_path):
        file = tmp_path / "solo.yaml"
        file.write_text(
            "id: solo\nname: {es: Solo, en: Alone}\nextends: base\nweights:\n  procedure: group\n"
            "  people: [{code: P1, helice: ong, weights: {procedure: equal}}]\n",
            encoding="utf-8",
        )
        ran = priorizar("weights", file)
        assert ran.code == 0
        assert "una sola persona" in ran.out

    def test_usage(self, priorizar):
        assert priorizar("weights").code == 2
        assert "template" in priorizar("weights", "--help").out
        assert priorizar("weights", "base", "--explan").code == 2


def filled(raw: bytes, code: str, points) -> bytes:
    book = openpyxl.load_workbook(io.BytesIO(raw))
    book["Identificación"]["C4"], book["Identificación"]["C6"] = code, "Academia"
    for row, value in enumerate(points, 5):
        book["Puntos"].cell(row, 3).value = value
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


@pytest.fixture
def sheets(priorizar, tmp_path):
    """Three workbooks filled in; the second has a mistake."""
    assert priorizar("weights", "template", tmp_path / "ficha.xlsx").code == 0
    raw = (tmp_path / "ficha.xlsx").read_bytes()
    for code, points in {
        "P1": (20, 20, 20, 20, 20),
        "P2": (20, "x", 20, 20, 20),
        "P3": (60, 10, 10, 10, 10),
    }.items():
        (tmp_path / f"{code}.xlsx").write_bytes(filled(raw, code, points))
    return [tmp_path / f"P{i}.xlsx" for i in (1, 2, 3)]


class TestImport:
    def test_one_broken_sheet_stops_all_and_nothing_is_written(self, priorizar, sheets, tmp_path):
        output = tmp_path / "taller.csv"
        output.write_text("lo de antes", encoding="utf-8")
        ran = priorizar("weights", "import", *sheets, "-o", output)
        assert ran.code == 1
        assert "P2.xlsx[Puntos!C6]" in ran.err
        assert "--skip-invalid" in ran.err
        assert "hay 1 con problemas" in ran.err
        assert output.read_text(encoding="utf-8") == "lo de antes"

    def test_it_is_left_out_only_if_told_and_said(self, priorizar, sheets, tmp_path):
        output = tmp_path / "taller.csv"
        ran = priorizar("weights", "import", *sheets, "-o", output, "--skip-invalid")
        assert ran.code == 0
        assert "P2.xlsx[Puntos!C6]" in ran.err
        assert "Respuestas leídas: 2. Dejadas fuera: 1." in ran.out
        assert "Acuerdo" in ran.out
        assert [line.split(",")[0] for line in output.read_text(encoding="utf-8").splitlines()] == [
            "code",
            "P1",
            "P3",
        ]

    def test_workbooks_and_tables_together_and_back(self, priorizar, sheets, tmp_path):
        output, again = tmp_path / "todos.csv", tmp_path / "otra_vez.csv"
        assert priorizar("weights", "import", sheets[0], TABLE, "-o", output).code == 0
        ran = priorizar("weights", "import", output, "-o", again)
        assert "Respuestas leídas: 35." in ran.out
        assert again.read_bytes() == output.read_bytes()

    def test_as_a_scenario(self, priorizar, sheets, tmp_path):
        output = tmp_path / "taller_uno.yaml"
        assert priorizar("weights", "import", sheets[0], sheets[2], "-o", output).code == 0
        ran = priorizar("weights", output)
        assert ran.code == 0
        assert "taller_uno" in ran.out
        assert "40.0%" in ran.out

    def test_the_same_file_twice_counts_once_and_the_same_person_does_not(self, priorizar, sheets, tmp_path):
        assert priorizar("weights", "import", sheets[0], sheets[0]).code == 0
        copy = tmp_path / "copia.xlsx"
        copy.write_bytes(sheets[0].read_bytes())
        ran = priorizar("weights", "import", sheets[0], copy)
        assert ran.code == 1
        assert "P1 ya respondió" in ran.err

    @pytest.mark.parametrize("name", ["a.xlsm", "a.docx", "none.csv"])
    def test_files_that_cannot_be_read(self, priorizar, tmp_path, name):
        if name != "none.csv":
            (tmp_path / name).write_bytes(b"x")
        ran = priorizar("weights", "import", tmp_path / name)
        assert ran.code == 1
        assert name in ran.err
        assert priorizar("weights", "import", tmp_path / name, "--skip-invalid").code == 1

    def test_names_of_outputs(self, priorizar, tmp_path):
        assert ".csv" in priorizar("weights", "import", TABLE, "-o", tmp_path / "a.json").err
        assert ".xlsx" in priorizar("weights", "template", tmp_path / "a.csv").err
