"""Who leads, who gains and who loses, over all provinces."""

from __future__ import annotations

import pytest

import priorizar as pz
from priorizar.questions.shifts import changes_of_leader, gains, leaders


def test_the_leader_changes_where_another_chain_comes_first_or_shares_the_place(beside_base):
    """In Alta papa gives way to lana; in Baja lana comes to share the first place with papa."""
    names = {one.province.ubigeo: one.province.name for one in beside_base.rankings[0].matrix.alternatives}
    found = {names[one["group"]]: one for one in leaders(beside_base)}
    assert (found["Alta"]["before"], found["Alta"]["after"]) == (["papa"], ["lana"])
    assert found["Baja"]["before"] == ["papa"]
    assert sorted(found["Baja"]["after"]) == ["lana", "papa"]
    assert all(found[name]["changed"] for name in ("Alta", "Baja"))


def test_changes_are_counted_by_scenario(beside_base):
    (counted,) = changes_of_leader(beside_base)
    changed = [one["group"] for one in leaders(beside_base) if one["changed"]]
    assert counted == {"scenario": "frenos", "changed": len(changed), "groups": len(leaders(beside_base))}


def test_a_scenario_against_its_double_changes_nothing(study):
    same = pz.compare(study, ["base", study.scenarios["base"].model_copy(update={"id": "otro"})])
    assert changes_of_leader(same) == [{"scenario": "otro", "changed": 0, "groups": 28}]
    assert {(one["rises"], one["falls"], one["mean"]) for one in gains(same)} == {(0, 0, 0.0)}


def test_gains_add_up_the_shifts_of_each_chain(study):
    comparison = pz.compare(study, ["identidad", "exportador", "base"])
    found = gains(comparison)
    for one in found:
        shifts = [
            row[f"shift_{one['scenario']}"] for row in comparison.rows() if row["chain"] == one["chain"]
        ]
        assert one["alternatives"] == len(shifts)
        assert one["rises"] == len([shift for shift in shifts if shift > 0])
        assert one["falls"] == len([shift for shift in shifts if shift < 0])
        assert one["mean"] == pytest.approx(sum(shifts) / len(shifts))
    export_led = [one["mean"] for one in found if one["scenario"] == "exportador"]
    assert export_led == sorted(export_led, reverse=True)


def test_wider_groups_have_leaders_too(study):
    zones = leaders(pz.compare(study, ["base", "exportador"], by="zone"))
    assert [one["group"] for one in zones] == sorted({one.zone for one in study.provinces.values()})
