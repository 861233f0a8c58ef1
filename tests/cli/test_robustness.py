"""``priorizar robustness``: eleven questions, four forms, two languages, and a run that is stopped."""

from __future__ import annotations

import csv
import io
import json
import sys

import openpyxl
import pytest

import priorizar as pz
from priorizar.questions import acceptability
from priorizar.report import answers

QUESTIONS = (
    "acceptability",
    "pairwise",
    "central_weights",
    "stability",
    "unknowns",
    "criteria",
    "tornado",
    "sobol",
    "methods",
    "reversals",
    "contenders",
)
DRAWN = QUESTIONS[:3]
# Four chains: quick.
HERE = ("-p", "Caylloma", "--draws", "2000", "-s", "exportador")


def rows_of(ran):
    return json.loads(ran.out)["rows"]


class TestEveryQuestion:
    @pytest.mark.parametrize("language", ["es", "en"])
    @pytest.mark.parametrize("question", QUESTIONS)
    def test_as_a_table_in_both_languages(self, priorizar, question, language):
        ran = priorizar("robustness", question, *HERE, "--lang", language)
        assert ran.code == 0
        assert ran.err == ""
        assert ("Exportador" if language == "es" else "Export-led") in ran.out
        assert ("Pesos ilustrativos" if language == "es" else "Illustrative weights") in ran.out
        if question != "methods":
            assert "Caylloma · Arequipa" in ran.out
        assert "{" not in ran.out
        assert "cli." not in ran.out
        if question in DRAWN:
            assert "2,000" in ran.out
            assert "±" in ran.out

    @pytest.mark.long
    @pytest.mark.parametrize("question", QUESTIONS)
    def test_as_json_csv_and_a_workbook_that_say_the_same(self, priorizar, tmp_path, question):
        told = json.loads(priorizar("robustness", question, *HERE, "-f", "json").out)
        records, facts = told["rows"], told["manifest"]["robustness"]
        assert records
        assert facts["question"] == question
        assert facts["provinces"] == ["0405"]  # by its code, however it was written
        assert (facts["seed"], facts["vary"], told["manifest"]["seed"]) == (0, "both", 0)
        assert told["manifest"]["scenario"]["id"] == "exportador"
        if question in DRAWN:
            assert facts["draws"] == 2000
            assert 0 < facts["largest_error"] < 0.05

        written = priorizar("robustness", question, *HERE, "-f", "csv").out
        lines = list(csv.DictReader(io.StringIO(written)))
        assert len(lines) == len(records)

        file = tmp_path / "answer.xlsx"
        assert priorizar("robustness", question, *HERE, "-o", file).out == ""
        book = openpyxl.load_workbook(file)
        sheet = book.worksheets[0]
        assert sheet.title == "Robustez"
        assert sheet.max_row == len(records) + 1
        head = [cell.value for cell in sheet[1]]
        assert head == list(lines[0])
        for line, row in zip(lines, sheet.iter_rows(min_row=2, values_only=True), strict=True):
            for name, cell in zip(head, row, strict=True):
                same = "" if cell is None else cell
                if isinstance(same, int | float) and not isinstance(same, bool):
                    assert float(line[name]) == pytest.approx(same)
                else:
                    assert line[name] == str(same)

    def test_a_table_in_a_file_is_the_table(self, priorizar, tmp_path):
        file = tmp_path / "answer.txt"
        shown = priorizar("robustness", *HERE).out
        assert priorizar("robustness", *HERE, "-o", file).out == ""
        assert file.read_text(encoding="utf-8") == shown

    def test_numbers_are_those_of_the_library(self, priorizar, study):
        asked = {
            "provinces": ["Caylloma"],
            "draws": 2000,
            "seed": 3,
            "region": "order",
            "shape": "triangular",
        }
        answer = pz.robustness(study, "exportador", also=["vikor"], **asked)
        more = ("--seed", 3, "--region", "order", "--shape", "triangular", "--also", "vikor", "-f", "json")
        for question in DRAWN:
            assert rows_of(priorizar("robustness", question, *HERE, *more)) == getattr(answer, question)()

    def test_what_it_was_made_from_makes_it_again(self, priorizar):
        more = ("--also", "additive", "--vary", "weights", "--region", "within:0.2", "-f", "json")
        facts = json.loads(priorizar("robustness", *HERE, *more).out)["manifest"]["robustness"]
        assert facts["also"] == [{"name": "additive", "options": {}}]
        assert (facts["vary"], facts["region"], facts["shape"]) == ("weights", "within:0.2", "uniform")
        assert facts["draws"] == 4000

    @pytest.mark.long
    @pytest.mark.parametrize("question", ["acceptability", "unknowns", "sobol", "methods"])
    def test_same_bytes_but_for_the_time(self, priorizar, question):
        one, other = (priorizar("robustness", question, *HERE, "-f", "json").out for _ in range(2))
        assert [line for line in one.splitlines() if '"time"' not in line] == [
            line for line in other.splitlines() if '"time"' not in line
        ]
        assert len(one) == len(other)


class TestOptions:
    @pytest.mark.parametrize(
        ("by", "title"),
        [("zone", "Zona III"), ("department", "Cusco"), ("all", "Todas las provincias juntas")],
    )
    def test_wider_groups_say_each_ones_province(self, priorizar, by, title):
        out = priorizar("robustness", "--by", by, "--draws", 200, "-p", "Anta").out
        assert f"\n{title}" in out
        assert "Provincia" in out
        assert max(len(line.rstrip()) for line in out.splitlines()) <= 132
        others = {"zone": "Paucartambo", "department": "Canchis", "all": "Abancay"}
        assert others[by] in out

    def test_a_province_by_name_or_code(self, priorizar):
        asked = ("--draws", 50, "-f", "json")
        by_name = rows_of(priorizar("robustness", *asked, "-p", "la convencion"))
        assert by_name == rows_of(priorizar("robustness", *asked, "-p", "0809"))
        assert {one["province"] for one in by_name} == {"La Convención"}

    def test_the_whole_order(self, priorizar):
        winner, order = (
            rows_of(priorizar("robustness", "stability", *HERE, "--first", first, "-f", "json"))
            for first in (1, 0)
        )
        for one, other in zip(winner, order, strict=True):
            assert other["low"] >= one["low"]
            assert other["high"] <= one["high"]
        assert winner != order

    @pytest.mark.long
    @pytest.mark.parametrize(
        "question", ["acceptability", "stability", "unknowns", "criteria", "tornado", "sobol", "reversals"]
    )
    def test_another_method_is_heard_by_all_that_have_one(self, priorizar, question):
        asked = ("robustness", question, *HERE, "-p", "Espinar", "-f", "json")
        other = json.loads(priorizar(*asked, "-m", "topsis:reference=observed").out)
        assert other["manifest"]["method"]["options"]["reference"] == "observed"
        assert other["rows"] != rows_of(priorizar(*asked))

    @pytest.mark.parametrize(
        ("asked", "said"),
        [
            ((), "(weights: any, because those of the scenario are illustrative"),
            (("--weights", "any"), "(weights: any, all equally likely)"),
            (("--weights", "stated"), "(weights: those that what is stated in the scenario leaves open)"),
            (("--weights", "fixed"), "(weights: those of the scenario, unmoved)"),
            (("--weights", "order"), "(weights: those that keep the scenario’s order of importance)"),
            (("--region", "order"), "(weights: those that keep the scenario’s order of importance)"),
            (("--weights", "within:0.1"), "(weights: each within 10 points of its own in the scenario)"),
            (("--weights", "dirichlet:50"), "(weights: around those of the scenario, likelier the nearer"),
            (("--vary", "evidence"), "(weights: those of the scenario, unmoved)"),
            (
                ("-s", "taller_ilustrativo", "--weights", "people"),
                "(weights: those of the people of the group)",
            ),
        ],
    )
    def test_says_where_the_weights_come_from(self, priorizar, asked, said):
        assert said in " ".join(priorizar("robustness", *HERE, *asked, "--lang", "en").out.split())

    def test_precision_is_reached(self, priorizar):
        told = json.loads(priorizar("robustness", *HERE, "--precision", "0.01", "-f", "json").out)
        assert told["manifest"]["robustness"]["largest_error"] <= 0.01
        assert all(one["error"] <= 0.01 for one in told["rows"])

    @pytest.mark.long
    def test_methods_tell_how_far_they_agree_and_which_have_no_answer(self, priorizar, tmp_path):
        told = json.loads(
            priorizar("robustness", "methods", *HERE, "-s", "solo_documentado", "-f", "json").out
        )
        assert {"spearman", "kendall_tau_b", "ws", "jaccard"} <= told["agreement"][0].keys()
        assert any("vikor" in one["problem"] for one in told["refused"])
        assert "vikor" in priorizar("robustness", "methods", *HERE, "-s", "solo_documentado").out
        file = tmp_path / "methods.xlsx"
        priorizar("robustness", "methods", *HERE, "-s", "solo_documentado", "-o", file)
        sheets = openpyxl.load_workbook(file).sheetnames
        assert sheets == ["Robustez", "Acuerdo", "Rechazados", "Manifiesto"]

    def test_reads_a_scenario_from_a_file(self, priorizar, tmp_path):
        file = tmp_path / "mio.yaml"
        file.write_text(
            "id: mio\nname: {es: Mío, en: Mine}\nextends: base\nmethod: additive\n", encoding="utf-8"
        )
        ran = priorizar("robustness", *HERE, "-s", file)
        assert ran.code == 0
        assert "Mío · suma ponderada" in ran.out


class TestErrorsAreSentences:
    @pytest.mark.parametrize(
        ("asked", "said"),
        [
            (("--region", "cerca"), "«cerca» no es una región"),
            (("--region", "within:3"), "«within:3» no es una región"),
            (("--region", "people"), "no vienen de un grupo"),
            (("--precision", "0"), "La precisión pedida es 0.0"),
            (("--precision", "2"), "La precisión pedida es 2.0"),
            (("-p", "Atlántida"), "Atlántida"),
            (("-s", "nadie"), "nadie"),
            (("-m", "topsy"), "topsis"),
            (("--also", "topsy"), "topsis"),
            (("unknowns", "--first", "0"), "Se pidieron los 0 primeros"),
            (("sobol", "--region", "fixed", "--vary", "weights"), "nada a lo que ser sensible"),
            (("reversals", "-s", "solo_documentado"), "unknown: leave_out"),
            (("contenders", "-s", "solo_documentado"), "unknown: leave_out"),
            (("-m", "codas"), "codas"),
        ],
    )
    def test_in_the_data(self, priorizar, asked, said):
        ran = priorizar("robustness", *asked)
        assert ran.code == 1
        assert ran.out == ""
        assert said in " ".join(ran.err.split())
        assert "Traceback" not in ran.err

    @pytest.mark.parametrize(
        "asked",
        [
            ("nothing",),
            ("--vary", "nothing"),
            ("--draws", "0"),
            ("--draws", "many"),
            ("--seed", "-1"),
            ("--workers", "0"),
            ("--first", "-1"),
            ("--shape", "normal"),
            ("--regoin", "order"),
        ],
    )
    def test_in_the_usage(self, priorizar, asked):
        ran = priorizar("robustness", *asked)
        assert ran.code == 2
        assert ran.out == ""
        assert "Traceback" not in ran.err


class TestStopped:
    """Ctrl-C on a long run."""

    @pytest.fixture
    def impatient(self, monkeypatch):
        """Press Ctrl-C once some draws are made."""
        whole = acceptability.simulate

        def stopped(*arguments, progress, **options):
            def told(done, total):
                progress(done, total)
                if done >= total / 4:
                    raise KeyboardInterrupt

            return whole(*arguments, progress=told, **options)

        monkeypatch.setattr(acceptability, "simulate", stopped)

    @pytest.mark.parametrize(("language", "said"), [("es", "Interrumpido"), ("en", "Interrupted at")])
    @pytest.mark.parametrize("workers", [1, 2])
    def test_says_how_far_it_came_and_leaves_nothing(
        self, priorizar, impatient, tmp_path, language, said, workers
    ):
        file = tmp_path / "answer.json"
        asked = ("-p", "Anta", "--draws", 1_000_000, "--workers", workers, "--lang", language, "-o", file)
        ran = priorizar("robustness", *asked)
        assert ran.code == 130
        assert ran.out == ""
        assert said in ran.err
        share = int(ran.err.split("%")[0].split()[-1])
        assert 25 <= share < 40
        assert list(tmp_path.iterdir()) == []

    def test_what_was_there_stays(self, priorizar, impatient, tmp_path):
        file = tmp_path / "answer.csv"
        file.write_text("before")
        assert priorizar("robustness", *HERE, "-o", file).code == 130
        assert file.read_text() == "before"

    def test_questions_that_count_no_draws(self, priorizar, monkeypatch):
        def pressed(*_, **__):
            raise KeyboardInterrupt

        monkeypatch.setattr(answers, "value_of_information", pressed)
        ran = priorizar("robustness", "unknowns", *HERE)
        assert ran.code == 130
        assert ran.err == "Interrumpido.\n"

    def test_a_bar_on_a_terminal_only(self, priorizar, monkeypatch):
        assert priorizar("robustness", *HERE).err == ""
        monkeypatch.setattr(type(sys.stderr), "isatty", lambda _: True, raising=False)
        monkeypatch.setenv("TERM", "xterm")
        monkeypatch.setenv("COLUMNS", "100")
        ran = priorizar("robustness", "-p", "Anta", "--draws", 500_000)
        assert ran.code == 0
        assert "Sorteando" in ran.err
        assert "Sorteando" not in ran.out
        _left_clean(ran.err)

    def test_a_terminal_is_left_clean(self, priorizar, impatient, monkeypatch):
        monkeypatch.setattr(type(sys.stderr), "isatty", lambda _: True, raising=False)
        monkeypatch.setenv("TERM", "xterm")
        ran = priorizar("robustness", "-p", "Anta", "--draws", 500_000)
        assert ran.code == 130
        _left_clean(ran.err)
        assert "Interrumpido" in ran.err.rpartition(SHOW_CURSOR)[2]


HIDE_CURSOR, SHOW_CURSOR, CLEAR_LINE = "\x1b[?25l", "\x1b[?25h", "\x1b[2K"


def _left_clean(said):
    """The cursor is there again, and the bar is not."""
    assert said.count(HIDE_CURSOR) == said.count(SHOW_CURSOR) == 1
    assert said.rindex(CLEAR_LINE) > said.rindex("Sorteando")
