"""A problem: the path to what is wrong, the place it becomes, and the sentence."""

from __future__ import annotations

import subprocess
import sys

import pytest

import priorizar as pz
from priorizar.errors import (
    Column,
    Keys,
    Problem,
    Spot,
    describe,
    gathering,
    language,
    naming,
    placed,
    refusal,
    within,
)


class Sheet:
    """Something that was read: a cell for each column, headed in Spanish."""

    def locate(self, path):
        return Spot("a.xlsx", None, "hoja!B4") if path[:1] == ("value",) else Spot("a.xlsx")

    def head(self, column):
        return {"value": "Valor", "low": "Mínimo"}.get(column, column)


def problems(call) -> tuple[Problem, ...]:
    with pytest.raises(pz.PriorizarError) as caught:
        call()
    return caught.value.problems


class TestThePath:
    def test_grows_from_the_inside_out(self):
        def ask():
            with within("weights"), within("groups", "mercado"):
                raise refusal("weighting.all_zero", "values", items=("a",))

        (found,) = problems(ask)
        assert found.path == ("weights", "groups", "mercado", "values")
        assert found.place == ""

    def test_becomes_a_place_once(self):
        found = Problem("study.no_value", path=("value",)).at(Sheet())
        assert found.place == "a.xlsx[hoja!B4]"
        assert found.at(Sheet()) == found
        assert Problem("study.no_value", path=("low",)).at(Sheet()).place == "a.xlsx"

    def test_leads_to_each_of_several_problems_that_are_kept(self):
        kept = []
        for position, name in enumerate(("a", "b", "c")):
            with gathering(kept, "values", position):
                if name != "b":
                    raise refusal("weighting.all_zero", items=(name,))
        assert [(one.path, one.values["items"]) for one in kept] == [
            (("values", 0), ("a",)),
            (("values", 2), ("c",)),
        ]

    def test_stays_a_path_where_nothing_was_read(self):
        def ask():
            with placed(None, "weights"):
                raise refusal("weighting.all_zero", items=("a",))

        (found,) = problems(ask)
        assert (found.path, found.file) == (("weights",), None)

    def test_a_person_is_a_place_where_there_is_no_other(self):
        found = Problem("weighting.all_zero", {"items": ("a",)}, person="P7")
        assert found.place == "P7"
        assert describe(found).startswith("P7: ")
        assert found.at(Sheet()).place == "a.xlsx"


class TestTheSentence:
    def test_says_columns_as_the_sheet_heads_them(self):
        values = {"column": Column("value"), "expected": (Column("low"), Column("value"))}
        found = Problem("study.missing_column", values).at(Sheet())
        assert "«Valor» · se esperan: Mínimo, Valor" in describe(found)
        assert "«value» · se esperan: low, value" in describe(Problem("study.missing_column", values))

    def test_says_lists_one_after_another_and_paths_with_dots(self):
        assert "a, b" in describe(Problem("weighting.missing_names", {"missing": ("a", "b")}))
        values = {"key": "x", "where": Keys(("include", 0))}
        assert "en include.0 ·" in describe(Problem("study.missing_key", values))
        assert "en el archivo ·" in describe(Problem("study.missing_key", {"key": "x", "where": Keys()}))

    def test_says_other_names_for_ids(self):
        found = Problem("weighting.not_connected", {"side": ("a", "b"), "other": ("c",)})
        said = describe(naming(found, {"a": "Demanda", "c": "a, b"}))
        assert "[Demanda, b] con [a, b]" in said


class TestTheLanguageOfExceptions:
    def test_is_english_until_it_is_set(self):
        code = (
            "import priorizar as pz\n"
            "try: pz.load_study('no/such')\n"
            "except pz.PriorizarError as error: print(error)\n"
            "pz.language('es')\n"
            "try: pz.load_study('no/such')\n"
            "except pz.PriorizarError as error: print(error)\n"
        )
        ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)  # noqa: S603
        english, spanish = ran.stdout.splitlines()
        assert english.startswith("there is no folder no/such")
        assert spanish.startswith("no existe la carpeta no/such")

    def test_is_one_there_are_texts_in(self):
        assert language() == "es"
        (found,) = problems(lambda: language("fr"))
        assert found.key == "cli.unknown_language"
        assert language() == "es"


def test_one_and_many_are_said_differently():
    one, two = (Problem("study.same_again", {"count": n, "lines": (3, 4)[:n]}) for n in (1, 2))
    assert describe(one).startswith("lo mismo en 1 línea más")
    assert describe(two).startswith("lo mismo en 2 líneas más")
    assert describe(two, "en").startswith("the same on 2 more lines")
