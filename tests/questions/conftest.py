"""Scenarios written for one test."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from textwrap import dedent, indent

import pytest

import priorizar as pz
from priorizar.study.scenario import Scenario


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", "cluster: starts a dask cluster of processes on this machine")


@pytest.fixture
def written(study: pz.Study, tmp_path: Path) -> Callable[..., Scenario]:
    """Write a scenario of the bundled study: ``written("weights: {procedure: equal}")``, otherwise base."""

    def write(text: str, of: pz.Study = study, extends: str = "base") -> Scenario:
        head = f"id: prueba\nname: {{es: Prueba, en: Trial}}\nextends: {extends}\n"
        file = tmp_path / "prueba.yaml"
        file.write_text(head + indent(dedent(text), ""), encoding="utf-8")
        return pz.read_scenario(of, file)

    return write


@pytest.fixture
def points(written: Callable[..., Scenario]) -> Callable[..., Scenario]:
    """Write a scenario of five weights, in the order of the criteria: ``points(1, 0, 2, 1, 1)``."""
    names = ("oferta_exportable", "ranking_nacional", "vocacion_productiva", "tradicion", "severidad_cuellos")

    def write(*values: float, more: str = "") -> Scenario:
        stated = ", ".join(f"{name}: {value!r}" for name, value in zip(names, values, strict=True))
        return written(f"weights: {{procedure: points, values: {{{stated}}}}}\n{more}")

    return write


@pytest.fixture
def settled(small) -> pz.Study:
    """The small study with everything measured: papa is better than lana on two of three criteria."""
    small.write(
        "data/evidence.csv",
        """
        department,zone,province,chain,criterion,value,low,high,basis,source,quote
        ,,,papa,demanda,4,,,measured,informe,toda
        ,,,lana,demanda,0,,,measured,informe,nada
        ,,,papa,puesto,5,,,measured,informe,quinto
        ,,,lana,puesto,15,,,measured,informe,decimoquinto
        ,,,papa,frenos,4,,,measured,informe,todos
        ,,,lana,frenos,0,,,measured,informe,ninguno
        ,,Costa,lana,demanda,4,,,measured,informe,toda
        ,,Costa,lana,puesto,5,,,measured,informe,quinto
        ,,Costa,lana,frenos,4,,,measured,informe,todos
        """,
    )
    return small.load()
