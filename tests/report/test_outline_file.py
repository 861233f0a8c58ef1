"""Outlines of provinces that somebody sends: what is refused, and what is kept of them."""

from __future__ import annotations

import json
import math

import pytest

from priorizar.report.charts import territory_map
from priorizar.report.outline_file import AROUND, MOST_BYTES, read_outlines
from refusals import problems_of

ABANCAY, CUSCO = "0301", "0801"


def ring(province, half=0.1, *, turned=False, sides=4):
    x, y = province.longitude, province.latitude
    turns = [2 * math.pi * side / sides for side in range(sides + 1)]
    places = [[x + half * math.cos(one), y + half * math.sin(one)] for one in turns]
    return [[b, a] for a, b in places] if turned else places


def polygon(province, **choices):
    return {"type": "Polygon", "coordinates": [ring(province, **choices)]}


def feature(geometry, **properties):
    return {"type": "Feature", "geometry": geometry, "properties": properties}


def written(*features):
    return json.dumps({"type": "FeatureCollection", "features": features}).encode()


def whole(study, **choices):
    return written(*(feature(polygon(one, **choices), UBIGEO=one.ubigeo) for one in study.provinces.values()))


def problems(study, raw):
    found = problems_of(read_outlines, study, raw, "mapa.geojson")
    assert {one.file for one in found} == {"mapa.geojson"}
    return [(one.key.removeprefix("outlines."), one.values) for one in found]


def keys(study, raw):
    return [key for key, _ in problems(study, raw)]


def kept(outlines):
    return {
        one["properties"]["ubigeo"]: one["geometry"]["coordinates"]
        for one in json.loads(outlines.written)["features"]
    }


class TestAFileWithAllProvinces:
    def test_gives_the_outline_of_each_and_a_map_can_be_drawn_of_it(self, study):
        found = read_outlines(study, whole(study), "mapa.geojson")
        assert set(kept(found)) == set(study.provinces)
        assert found.elsewhere == found.missing == ()
        shapes = json.loads(found.written)
        spec = territory_map(study, {ABANCAY: "anís"}, title="Primera", shapes=shapes)
        assert len(spec["layer"][0]["data"]["values"]) == 28

    def test_keeps_nothing_of_the_file_but_outlines_on_a_grid(self, study):
        province = study.provinces[ABANCAY]
        one = feature(polygon(province, sides=2000), UBIGEO=ABANCAY, secreto="no") | {"id": "privado"}
        found = read_outlines(study, written(one), "a")
        assert "secreto" not in found.written
        assert "privado" not in found.written
        ((places,),) = kept(found)[ABANCAY]
        assert len(places) < 200
        assert places[0] == places[-1]
        for x, y in places:
            assert math.hypot(x - province.longitude, y - province.latitude) == pytest.approx(0.1, abs=0.004)

    def test_lists_codes_of_elsewhere_and_provinces_that_are_not_there(self, study):
        one = feature(polygon(study.provinces[ABANCAY]), UBIGEO=ABANCAY)
        found = read_outlines(study, written(one, feature(None, UBIGEO="1501"), feature(None)), "a")
        assert found.elsewhere == ("1501",)
        assert "Cusco" in found.missing
        assert len(found.missing) == 27


class TestCodes:
    @pytest.mark.parametrize("code", ["0301", 301, " 0301 "])
    def test_may_have_lost_their_zero_and_stand_in_any_property(self, study, code):
        one = feature(polygon(study.provinces[ABANCAY]), NOMBPROV="ABANCAY", IDPROV=code)
        assert set(kept(read_outlines(study, written(one), "a"))) == {ABANCAY}

    def test_a_property_called_ubigeo_comes_before_numbers_that_look_like_codes(self, study):
        places = [ABANCAY, CUSCO]
        features = [
            feature(polygon(study.provinces[one]), OBJECTID=number, Ubigeo_Prov=one)
            for one, number in zip(places, (801, 302), strict=True)
        ]
        assert set(kept(read_outlines(study, written(*features), "a"))) == set(places)

    def test_districts_of_a_province_become_one_outline(self, study):
        here = study.provinces[ABANCAY]
        features = [feature(polygon(here, half=half), PROV=ABANCAY) for half in (0.1, 0.2)]
        assert len(kept(read_outlines(study, written(*features), "a"))[ABANCAY]) == 2


class TestTheBoxAroundACapital:
    @pytest.mark.parametrize(
        "way", [(1, 0), (-1, 0), (0, 1), (0, -1)], ids=["east", "west", "north", "south"]
    )
    @pytest.mark.parametrize("beyond", [-0.02, 0.02])
    def test_may_be_left_by_a_fifth_of_a_degree_to_every_side(self, study, way, beyond):
        here = study.provinces[ABANCAY]
        half = 0.1
        reach = half + AROUND + beyond
        west, south = here.longitude + way[0] * reach - half, here.latitude + way[1] * reach - half
        corners = [[west, south], [west + 0.2, south], [west + 0.2, south + 0.2], [west, south + 0.2]]
        one = feature({"type": "Polygon", "coordinates": [[*corners, corners[0]]]}, UBIGEO=ABANCAY)
        if beyond < 0:
            assert set(kept(read_outlines(study, written(one), "mapa.geojson"))) == {ABANCAY}
        else:
            assert keys(study, written(one)) == ["far_from_capital"]


class TestWhatIsRefused:
    def test_a_file_that_is_too_large_before_it_is_read(self, study):
        assert keys(study, b"[" * (MOST_BYTES + 1)) == ["too_large"]

    @pytest.mark.parametrize("raw", [b"", b"PK\x03\x04", b"{", b"[" * 50, b"\xff\xfe\x00", b"hola"])
    def test_what_is_no_json(self, study, raw):
        assert keys(study, raw) == ["not_json"]

    @pytest.mark.parametrize(
        ("raw", "key"),
        [
            (b"[" * 1000, "study.too_deep"),
            (b"[" * 700_000, "study.too_many_nodes"),
            (b"9" * 5000, "study.no_json_number"),
            (b"[NaN]", "study.no_json_number"),
            (b"[1e999]", "study.no_json_number"),
        ],
    )
    def test_what_no_map_needs(self, study, raw, key):
        assert keys(study, raw) == [key]

    @pytest.mark.parametrize(
        "content",
        [[], {}, 5, {"type": "Topology", "features": []}, {"type": "FeatureCollection", "features": 1}],
    )
    def test_what_is_no_collection_of_features(self, study, content):
        assert keys(study, json.dumps(content).encode()) == ["no_collection"]

    def test_more_features_than_there_could_be_provinces(self, study):
        assert keys(study, written(*[feature(None, UBIGEO=ABANCAY)] * 5001)) == ["too_many"]

    @pytest.mark.parametrize("features", [[], [1, None, {"properties": 3}]])
    def test_features_without_properties(self, study, features):
        assert problems(study, written(*features)) == [("no_ubigeo", {"properties": "–"})]

    def test_codes_of_elsewhere_alone_and_what_properties_there_are(self, study):
        one = feature(polygon(study.provinces[ABANCAY]), UBIGEO="9999", nombre="x")
        assert problems(study, written(one)) == [("no_ubigeo", {"properties": "UBIGEO, nombre"})]

    def test_every_outline_that_is_wrong_at_once(self, study):
        codes = list(study.provinces)[:5]
        first = study.provinces[codes[4]]
        wrong = [
            None,
            {"type": "Point", "coordinates": [-72, -13]},
            {"type": "Polygon", "coordinates": [[[-72, "a"]]]},
            {"type": "Polygon", "coordinates": [[[734000, 8492000], [735000, 8492000], [735000, 8493000]]]},
            polygon(first, turned=True),
        ]
        raw = written(*(feature(one, UBIGEO=code) for one, code in zip(wrong, codes, strict=True)))
        found = problems(study, raw)
        assert [key for key, _ in found] == [
            "no_polygon",
            "no_polygon",
            "no_positions",
            "out_of_range",
            "far_from_capital",
        ]
        assert found[0][1] == {"province": study.provinces[codes[0]].name, "code": codes[0]}

    @pytest.mark.parametrize(
        "coordinates",
        [None, 5, [], [[]], [[[]]], [[[1]]], [5], [[5]], [[[True, False]]], {"a": 1}],
    )
    @pytest.mark.parametrize("kind", ["Polygon", "MultiPolygon"])
    def test_coordinates_that_are_none(self, study, kind, coordinates):
        one = feature({"type": kind, "coordinates": coordinates}, UBIGEO=ABANCAY)
        assert keys(study, written(one)) == ["no_positions"]

    def test_a_province_under_the_code_that_reniec_gives_it(self, study):
        """Caylloma is 0405 for INEI and 0402 for RENIEC; INEI's 0402 is Camaná, on the coast."""
        caylloma = next(one for one in study.provinces.values() if one.name == "Caylloma")
        one = feature(polygon(caylloma, half=0.4), UBIGEO="0402")
        assert problems(study, written(one)) == [("far_from_capital", {"province": "Camaná", "code": "0402"})]

    def comb(self, study, step):
        """Teeth of a comb, 31,000 of them, each so many degrees deep."""
        here = study.provinces[ABANCAY]
        teeth = [[here.longitude + (i % 2) * step, here.latitude + i * 1e-5] for i in range(31_000)]
        return written(feature({"type": "Polygon", "coordinates": [teeth]}, UBIGEO=ABANCAY))

    @pytest.mark.long
    def test_more_detail_than_a_page_can_bear(self, study):
        ((key, values),) = problems(study, self.comb(study, 0.04))
        assert key == "too_detailed"
        assert values == {"positions": "31,000", "limit": "30,000"}

    @pytest.mark.long
    def test_not_what_a_coarser_grid_makes_bearable(self, study):
        found = read_outlines(study, self.comb(study, 0.004), "a")
        assert len(found.written) < 20_000

    def test_an_outline_smaller_than_the_grid(self, study):
        raw = written(feature(polygon(study.provinces[ABANCAY], half=0.0001), UBIGEO=ABANCAY))
        assert keys(study, raw) == ["no_positions"]


def test_a_province_without_coordinates_is_where_the_file_says(small):
    one = feature({"type": "Polygon", "coordinates": [[[0, 0], [1, 0], [1, 1], [0, 0]]]}, UBIGEO="0101")
    assert set(kept(read_outlines(small.load(), written(one), "a"))) == {"0101"}
