"""The provinces on a map, by their shapes, or a cell each."""

from __future__ import annotations

import math
import re
from dataclasses import replace

import pytest

from priorizar import rank
from priorizar.report.charts import territory_map, territory_tiles
from refusals import refused

TITLE = "Cadena que va primera"


@pytest.fixture(scope="module")
def leaders(study):
    ranking = rank(study, "base")
    return {one["ubigeo"]: one["chain_name"] for one in reversed(ranking.rows())}


@pytest.fixture(scope="module")
def shares(study):
    return {ubigeo: i / 27 for i, ubigeo in enumerate(study.provinces)} | {"0801": None}


@pytest.fixture(scope="module")
def many(study):
    return {ubigeo: f"cadena {i % 10}" for i, ubigeo in enumerate(study.provinces)}


def square(province, half=0.1, *, clockwise=True):
    x, y = province.longitude, province.latitude
    ring = [
        [x - half, y - half],
        [x - half, y + half],
        [x + half, y + half],
        [x + half, y - half],
        [x - half, y - half],
    ]
    return {"type": "Polygon", "coordinates": [ring if clockwise else ring[::-1]]}


def collection(study, **choices):
    features = [
        {"type": "Feature", "properties": {"UBIGEO": int(one.ubigeo)}, "geometry": square(one, **choices)}
        for one in study.provinces.values()
    ]
    return {"type": "FeatureCollection", "features": features}


def selected(spec):
    return [
        (one["name"], one["select"]["fields"]) for layer in spec["layer"] for one in layer.get("params", [])
    ]


@pytest.mark.parametrize("chart", [territory_map, territory_tiles])
class TestEither:
    def test_says_what_each_province_has(self, chart, study, leaders, drawn):
        spec = chart(study, leaders, title=TITLE)
        for ubigeo, province in study.provinces.items():
            assert f"{province.name} {leaders[ubigeo]}" in spec["description"]
        assert TITLE in spec["description"]
        letters = drawn(spec)
        assert all(f">{one.name}<" in letters for one in study.provinces.values())

    def test_shows_shares_as_percentages_and_what_is_missing_as_missing(self, chart, study, shares, drawn):
        spec = chart(study, shares, title="Duda")
        assert "Andahuaylas 4\u00a0%" in spec["description"]
        assert "Urubamba 100\u00a0%" in spec["description"]
        assert "Cusco sin dato" in spec["description"]
        assert ">Cusco<" in drawn(spec)
        assert "#BBBBBB" in drawn(spec)
        assert "Cusco no data" in chart(study, shares, title="Doubt", language="en")["description"]

    def test_can_be_asked_which_province_was_chosen(self, chart, study, leaders):
        spec = chart(study, leaders, title=TITLE)
        assert selected(spec) == [("province", ["ubigeo"])]
        assert {one["ubigeo"] for one in spec["data"]["values"]} == set(study.provinces)

    def test_can_show_more_names_than_there_are_colours(self, chart, study, many, drawn):
        assert "cadena 9" in drawn(chart(study, many, title=TITLE))


def test_a_degree_east_is_as_long_as_it_is_there(study, leaders):
    points = {one["ubigeo"]: one for one in territory_map(study, leaders, title=TITLE)["data"]["values"]}
    cusco, islay = study.provinces["0801"], study.provinces["0407"]
    latitudes = [one.latitude for one in study.provinces.values()]
    ratio = math.cos(math.radians((min(latitudes) + max(latitudes)) / 2))
    apart = points["0801"]["x"] - points["0407"]["x"]
    assert apart == pytest.approx((cusco.longitude - islay.longitude) * ratio)
    assert points["0801"]["y"] == cusco.latitude


def test_names_without_a_colour_of_their_own_have_a_form_of_their_own(study, many):
    encoding = territory_map(study, many, title=TITLE)["layer"][0]["encoding"]
    domain, colours = (encoding["color"]["scale"][key] for key in ("domain", "range"))
    looks = list(zip(colours, encoding["shape"]["scale"]["range"], strict=True))
    assert domain == encoding["shape"]["scale"]["domain"]
    assert len(set(looks)) == len(domain)


def test_one_legend_says_both_colour_and_form(study, many, drawn):
    assert drawn(territory_map(study, many, title=TITLE)).count(f">{TITLE}<") == 1


def test_each_tile_has_a_cell_of_its_own(study, leaders):
    tiles = territory_tiles(study, leaders, title=TITLE)["data"]["values"]
    assert len({(one["column"], one["row"]) for one in tiles}) == len(study.provinces)


def test_a_long_name_takes_two_lines_of_its_tile(study, leaders, drawn):
    letters = drawn(territory_tiles(study, leaders, title=TITLE))
    assert ">fibra de<" in letters
    assert ">camélidos<" in letters


def test_letters_are_as_large_as_the_tiles_let_them_be(study, leaders, drawn):
    spec = territory_tiles(study, leaders, title=TITLE)
    sizes = [
        float(re.search(r'font-size="([\d.]+)px"[^>]*>Cusco<', drawn(spec | {"width": width}))[1])
        for width in (260, spec["width"], 2000)
    ]
    assert sizes == [6.5, 13, 16]


def test_what_is_written_on_a_tile_is_black_or_white(study, leaders, shares):
    for values in (leaders, shares):
        tiles = territory_tiles(study, values, title=TITLE)["data"]["values"]
        assert {one["ink"] for one in tiles} == {"black", "white"}


def test_shapes_of_ones_own_are_joined_by_their_code(study, leaders, drawn):
    spec = territory_map(study, leaders, title=TITLE, shapes=collection(study))
    features = spec["layer"][0]["data"]["values"]
    assert {one["ubigeo"] for one in features} == set(study.provinces)
    assert {one["said"] for one in features} == set(leaders.values())
    assert selected(spec) == [("province", ["ubigeo"])]
    assert ">Paucartambo<" in drawn(spec)


def test_it_does_not_matter_which_way_round_a_ring_runs(study, leaders, drawn):
    """On a sphere, a ring the other way round is all the world but the province."""
    sizes = set()
    for clockwise in (True, False):
        shapes = collection(study, clockwise=clockwise)
        letters = drawn(territory_map(study, leaders, title=TITLE, shapes=shapes))
        sizes.add(max(len(path) for path in re.findall(r'd="([^"]*)"', letters)))
        assert letters.count('fill="#0072B2"') > 20
    assert len(sizes) == 1


def test_provinces_without_a_shape_are_named(study, leaders):
    shapes = collection(study)
    shapes["features"] = shapes["features"][1:]
    spec = territory_map(study, leaders, title=TITLE, shapes=shapes)
    assert "Sin lugar en el mapa: Abancay." in spec["description"]


@pytest.mark.parametrize("content", [{}, [], {"features": [1]}, "texto"])
def test_what_is_no_collection_is_refused(study, leaders, content):
    assert refused(territory_map, study, leaders, title=TITLE, shapes=content) == ["export.not_geojson"]


def test_shapes_of_elsewhere_are_refused(study, leaders):
    shapes = collection(study)
    for one in shapes["features"]:
        one["properties"] = {"UBIGEO": "1501"}
    assert refused(territory_map, study, leaders, title=TITLE, shapes=shapes) == ["export.no_ubigeo"]


class TestProvincesWithoutCoordinates:
    @pytest.fixture
    def lost(self, study):
        places = dict(study.provinces)
        places["0803"] = replace(places["0803"], latitude=None, longitude=None)
        return replace(study, provinces=places)

    def test_are_named_beside_the_map(self, lost, leaders):
        spec = territory_map(lost, leaders, title=TITLE)
        assert "Sin lugar en el mapa: Anta." in spec["description"]
        assert "0803" not in {one["ubigeo"] for one in spec["data"]["values"]}

    def test_still_have_a_tile(self, lost, leaders):
        tiles = territory_tiles(lost, leaders, title=TITLE)["data"]["values"]
        assert len({(one["column"], one["row"]) for one in tiles}) == 28

    def test_may_be_all(self, small, drawn):
        study = small.load()
        assert ">Costa<" in drawn(territory_tiles(study, {"0201": "papa"}, title=TITLE))
        assert "Alta, Baja, Costa" in territory_map(study, {}, title=TITLE)["description"]


@pytest.mark.parametrize("chart", [territory_map, territory_tiles])
def test_a_province_may_be_selected_to_begin_with(study, leaders, chart):
    def begins(spec):
        return [one.get("value") for layer in spec["layer"] for one in layer.get("params", [])]

    assert begins(chart(study, leaders, title=TITLE)) == [None]
    assert begins(chart(study, leaders, title=TITLE, province="0803")) == [[{"ubigeo": "0803"}]]
    assert begins(territory_map(study, leaders, title=TITLE, shapes=collection(study), province="0803")) == [
        [{"ubigeo": "0803"}]
    ]
