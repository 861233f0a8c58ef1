"""`priorizar explain`."""

from __future__ import annotations

import json

import pytest

import priorizar as pz
from priorizar.cli import run


@pytest.fixture
def explain(capsysbinary):
    def call(*arguments):
        code = run(["explain", *map(str, arguments)])
        shown = capsysbinary.readouterr()
        return code, shown.out.decode(), shown.err.decode()

    return call


def test_a_chain(explain):
    code, out, err = explain("-p", "Anta", "-c", "turismo", "--versus", "cafe")
    assert (code, err) == (0, "")
    assert "turismo · Anta · Cusco · zona III" in out
    assert "frente a granos andinos (1.º)" in out
    assert "Qué la haría subir" in out
    (total,) = (line for line in out.splitlines() if line.startswith("Diferencia"))
    assert total.split() == ["Diferencia", "−0.049", "+0.078", "+0.118"]
    assert all(line == line.rstrip() for line in out.splitlines() if line.startswith("  "))


def test_in_english(explain):
    code, out, _ = explain("-p", "Anta", "-c", "tourism", "--lang", "en")
    assert code == 0
    assert "What would lift it" in out
    assert "against Andean grains (1)" in out


def test_a_province(explain):
    code, out, _ = explain("-p", "Anta")
    assert code == 0
    assert "Sus cadenas" in out
    assert "8.º artesanía: " in out


def test_json(explain, study):
    code, out, _ = explain("-p", "Anta", "-c", "turismo", "-f", "json")
    found = json.loads(out)
    manifest = found.pop("manifest")
    assert code == 0
    assert found == pz.explain(study, "base", "Anta", "turismo").record()
    assert manifest["scenario"]["id"] == "base"
    province = json.loads(explain("-p", "Anta", "-f", "json")[1])
    assert province["ubigeo"] == "0803"


def test_to_a_file(explain, tmp_path):
    for form, name in (("table", "por_que.txt"), ("json", "por_que.json")):
        assert explain("-p", "Anta", "-c", "turismo", "-f", form, "-o", tmp_path / name) == (0, "", "")
    assert "En Anta, turismo ocupa" in (tmp_path / "por_que.txt").read_text(encoding="utf-8")
    assert json.loads((tmp_path / "por_que.json").read_text(encoding="utf-8"))["chain"] == "turismo"


def test_a_method_that_does_not_come_apart(explain, copied):
    copied.replace("scenarios/base.yaml", "method: topsis", "method: vikor")
    code, out, _ = explain("-p", "Anta", "-c", "turismo", "--study", copied.path)
    assert code == 0
    (line,) = (line for line in out.splitlines() if line.startswith("Exportación"))
    assert line.split()[3:] == ["–", "–"]


def test_names_full_of_markup_come_out_as_text(explain, copied):
    copied.replace("data/chains.csv", "turismo,turismo,", "turismo,[red]tur[/]ismo[link=x],")
    copied.replace("criteria/priorizacion.yaml", "es: Tradición,", "es: '[bold]Tradición[/bold]',")
    for arguments in (("-c", "turismo"), ("-c", "cafe", "--versus", "turismo"), ()):
        code, out, _ = explain("-p", "Anta", *arguments, "--study", copied.path)
        assert code == 0
        assert "[red]tur[/]ismo[link=x]" in out.replace("\n", "")
        assert "[bold]" in out


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (("-p", "Anta", "-c", "turrismo"), 1, "turismo"),
        (("-p", "Anta", "-c", "uva"), 1, "allí están: "),
        (("-p", "Anta", "--versus", "cafe"), 1, "--chain"),
        (
            (
                "-p",
                "Antta",
            ),
            1,
            "Anta",
        ),
        ((), 2, "--province"),
        (("-p", "Anta", "-f", "xml"), 2, "json"),
    ],
)
def test_refusals(explain, arguments, code, said):
    found, out, err = explain(*arguments)
    assert (found, out) == (code, "")
    assert said in err
