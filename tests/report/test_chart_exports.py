"""Charts to be taken away."""

from __future__ import annotations

import io
import json
import struct
import zlib
from xml.etree import ElementTree

import pytest

from priorizar import PriorizarError, rank
from priorizar.report import chart_exports
from priorizar.report.chart_exports import CHARTS, KEY, OF_ALL, headed, spec, written
from priorizar.report.manifest import manifest
from priorizar.study.scenario import Selection
from refusals import refused

ANTA = "0803"


def drawn(study, name, language="es", scenario="base"):
    asked = (study, study.scenario(scenario), ANTA, language)
    return headed(spec(name, *asked), name, *asked)


def chunks(raw: bytes):
    at = 8
    while at < len(raw):
        (size,) = struct.unpack(">I", raw[at : at + 4])
        body = raw[at + 4 : at + 8 + size]
        (said,) = struct.unpack(">I", raw[at + 8 + size : at + 12 + size])
        assert said == zlib.crc32(body)
        yield body[:4], body[4:]
        at += 12 + size


def without_time(made):
    return {key: value for key, value in made.items() if key != "time"}


@pytest.mark.long
@pytest.mark.parametrize("language", ["es", "en"])
@pytest.mark.parametrize("name", CHARTS)
def test_every_chart_is_drawn_under_what_it_shows(study, name, language):
    one = drawn(study, name, language)
    head = [one["title"]["text"], *one["title"]["subtitle"]]
    assert ("Anta" in head[0]) == (name not in chart_exports.OF_ALL)
    assert any("ilustrativos" in line or "illustrative" in line.lower() for line in head)
    svg = written(one, "svg").decode()
    shown = "".join(ElementTree.fromstring(svg).itertext())  # noqa: S314 - our own
    assert all(line in shown for line in head)


def test_a_picture_carries_its_manifest(study):
    one, made = drawn(study, "bars"), manifest(study, rank(study, "base"), seed=0)
    found = dict(chunks(written(one, "png")))
    key, _, rest = found[b"iTXt"].partition(b"\0")
    assert key.decode() == KEY
    assert without_time(json.loads(rest[4:])) == without_time(made)
    tree = ElementTree.fromstring(written(one, "svg"))  # noqa: S314 - our own
    (inside,) = [part.text for part in tree if part.get("id") == KEY]
    assert without_time(json.loads(inside)) == without_time(made)
    assert without_time(json.loads(written(one, "json"))["usermeta"][KEY]) == without_time(made)


def test_a_picture_opens(study):
    image = pytest.importorskip("PIL.Image")
    with image.open(io.BytesIO(written(drawn(study, "bars"), "png"))) as picture:
        picture.load()
        assert json.loads(picture.text[KEY])["scenario"]["id"] == "base"


def test_the_leaders_are_those_with_rank_one(study):
    ranking = rank(study, "base")
    one = drawn(study, "leaders")
    for row in ranking.rows():
        if row["rank"] == 1:
            shown = next(value for value in one["data"]["values"] if value["province"] == row["province"])
            assert row["chain_name"] in shown["said"]


def test_names_are_no_markup(copied):
    copied.replace("scenarios/base.yaml", "es: Base", "es: 'A <b>&\"x'")
    study = copied.load()
    svg = written(drawn(study, "weights"), "svg")
    assert b"<b>" not in svg
    ElementTree.fromstring(svg)  # noqa: S314 - our own


def test_without_what_draws_it_says_how_to_install_it(study, monkeypatch):
    monkeypatch.setattr(chart_exports, "find_spec", lambda name: None)
    with pytest.raises(PriorizarError, match="pip install"):
        written(drawn(study, "bars"), "png")
    assert written(drawn(study, "bars"), "json")


@pytest.mark.parametrize("name", [name for name in CHARTS if name not in OF_ALL])
def test_of_a_province_that_the_scenario_leaves_out_there_is_none(study, name):
    only_cusco = Selection(provinces=("0801",))
    elsewhere = study.scenario("base").model_copy(update={"include": only_cusco})
    assert refused(spec, name, study, elsewhere, "0803") == ["robustness.nothing_there"]
