"""A ranking on the map."""

from __future__ import annotations

import json

import pytest

import priorizar as pz
from priorizar.report.geojson import to_geojson
from refusals import problems_of

SQUARE = {"type": "Polygon", "coordinates": [[[0, 0], [1, 0], [1, 1], [0, 1], [0, 0]]]}


@pytest.fixture(scope="module")
def records(study):
    return pz.rank(study).rows()


def outlines(tmp_path, features):
    file = tmp_path / "provincias.geojson"
    file.write_text(json.dumps({"type": "FeatureCollection", "features": features}), encoding="utf-8")
    return file


def feature(geometry=SQUARE, **properties):
    return {"type": "Feature", "geometry": geometry, "properties": properties}


def refused(*arguments) -> str:
    return problems_of(to_geojson, *arguments)[0].key


def test_every_alternative_stands_at_the_capital_of_its_province(study, records):
    found = json.loads(to_geojson(study, records, {"seed": 1}))
    assert found["type"] == "FeatureCollection"
    assert found["manifest"] == {"seed": 1}
    assert len(found["features"]) == len(records)
    for one, record in zip(found["features"], records, strict=True):
        province = study.provinces[record["ubigeo"]]
        assert one["geometry"] == {"type": "Point", "coordinates": [province.longitude, province.latitude]}
        assert one["properties"]["score"] == record["score"]
        assert one["properties"]["unknown"] == ";".join(record["unknown"])


@pytest.mark.parametrize("code", ["0301", 301])
def test_outlines_are_joined_by_any_property_that_holds_the_code(study, records, tmp_path, code):
    abancay = [record for record in records if record["ubigeo"] == "0301"]
    file = outlines(tmp_path, [feature(NOMBPROV="ABANCAY", IDPROV=code), feature(IDPROV="9999")])
    found = json.loads(to_geojson(study, abancay, {}, file))
    assert [one["geometry"] for one in found["features"]] == [SQUARE] * len(abancay)


def test_a_province_without_outline_is_not_left_out_in_silence(study, records, tmp_path):
    assert refused(study, records, {}, outlines(tmp_path, [feature(IDPROV="0301")])) == "export.no_outline"


def test_a_province_without_coordinates_is_not_left_out_in_silence(small):
    study = small.load()
    assert refused(study, pz.rank(study).rows(), {}) == "export.no_coordinates"


@pytest.mark.parametrize("content", ["", "[]", "{}", '{"features": [1]}', '{"features": null}', "[" * 50])
def test_what_is_no_geojson_is_refused(study, records, tmp_path, content):
    file = tmp_path / "a.geojson"
    file.write_text(content, encoding="utf-8")
    assert refused(study, records, {}, file) == "export.not_geojson"


def test_outlines_of_elsewhere_are_refused(study, records, tmp_path):
    file = outlines(tmp_path, [feature(IDPROV="9999"), feature(None, IDPROV="0301")])
    assert refused(study, records, {}, file) == "export.no_ubigeo"
