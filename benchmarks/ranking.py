"""How fast a ranking is, beside pymcdm in the same run: ``python benchmarks/ranking.py``.

Three questions: what the command costs as a whole process, what ranking the bundled study costs once
it is loaded, and how the cost grows with the number of provinces.
"""

from __future__ import annotations

import platform
import subprocess
import sys
import time
from collections.abc import Callable
from importlib.metadata import version
from pathlib import Path
from statistics import median

import numpy as np

import priorizar as pz
from priorizar.ranking.grouping import group_rows
from priorizar.ranking.ranking import matrix_of
from priorizar.study.criteria import CriteriaSet, Label
from priorizar.study.model import Alternative, Chain, Evidence, Place, Province, Study

ROUNDS = 9


def seconds(work: Callable[[], object], least: float = 0.05) -> float:
    """Time of one call, over as many calls as take ``least`` seconds."""
    calls = 1
    while True:
        start = time.perf_counter()
        for _ in range(calls):
            work()
        taken = time.perf_counter() - start
        if taken >= least:
            return taken / calls
        calls = max(calls * 2, int(calls * 1.2 * least / max(taken, 1e-9)))


def in_turn(
    ours: Callable[[], object], theirs: Callable[[], object], rounds: int = ROUNDS
) -> tuple[float, float, float]:
    """Median seconds of each and the median of the ratios theirs / ours, pair by pair."""
    pairs = [(seconds(ours), seconds(theirs)) for _ in range(rounds)]
    return median(a for a, _ in pairs), median(b for _, b in pairs), median(b / a for a, b in pairs)


def whole_process() -> None:
    """``priorizar rank`` against ``import pymcdm``, alternating."""
    command = [str(Path(sys.executable).with_name("priorizar")), "rank"]
    peer = [sys.executable, "-c", "import pymcdm"]

    def run(arguments: list[str]) -> Callable[[], object]:
        return lambda: subprocess.run(arguments, stdout=subprocess.DEVNULL, check=True)

    run(command)()
    run(peer)()
    ours, theirs, _ = in_turn(run(command), run(peer))
    print(f"priorizar rank, whole process   {ours:8.3f} s")
    print(f"python -c 'import pymcdm'       {theirs:8.3f} s")
    print(f"ratio                           {ours / theirs:8.2f}   (at most 0.50)\n")


def bundled_study() -> None:
    """All 28 provinces from the loaded study, against a loop of pymcdm over the same matrices."""
    from pymcdm.methods import TOPSIS

    study = pz.load_study()
    scenario = study.scenario("base")
    matrix = matrix_of(study, scenario)
    groups = group_rows(study, matrix, "province")
    provinces = [matrix.value[rows[rows >= 0]] for rows in groups.members]
    weights = np.full(len(matrix.criteria), 1 / len(matrix.criteria))
    types = matrix.directions

    def loop(validation: bool) -> Callable[[], object]:
        def run() -> list[object]:
            ranks = []
            for values in provinces:
                topsis = TOPSIS()
                ranks.append(topsis.rank(topsis(values, weights, types, validation=validation)))
            return ranks

        return run

    start = time.perf_counter()
    pz.rank(study, "base")
    print(f"first ranking (evidence laid out)     {(time.perf_counter() - start) * 1e3:8.2f} ms")
    for name, validation in (("pymcdm, as a user writes it", True), ("pymcdm, validation off", False)):
        ours, theirs, ratio = in_turn(lambda: pz.rank(study, "base"), loop(validation))
        print(f"rank(study), 28 provinces             {ours * 1e6:8.1f} µs")
        print(f"{name:<37} {theirs * 1e6:8.1f} µs   {ratio:6.0f} times\n")


def country(provinces: int, chains: int = 50, criteria: int = 20) -> Study:
    """A made-up study of a given size; half of the cells have a statement of their own."""
    rng = np.random.default_rng(0)
    label = Label(es="x", en="x")
    levels = [{"value": level, "name": {"es": "x", "en": "x"}} for level in range(5)]
    leaves = [
        {
            "id": f"c{j}",
            "name": {"es": "x", "en": "x"},
            "direction": "max",
            "scale": {"type": "levels", "levels": levels},
        }
        for j in range(criteria)
    ]
    tree = CriteriaSet.model_validate({"id": "made_up", "name": {"es": "x", "en": "x"}, "criteria": leaves})
    where = {f"{i:04d}": Province(f"{i:04d}", f"P{i}", f"D{i % 25}", f"Z{i % 3}") for i in range(provinces)}
    what = {f"k{j}": Chain(f"k{j}", label) for j in range(chains)}
    pairs = tuple(Alternative(one, chain, "province") for one in where.values() for chain in what.values())
    values = rng.integers(0, 5, (provinces, chains, criteria)).astype(float)
    evidence = tuple(
        Evidence(
            Place(one.department, one.zone, one.ubigeo),
            f"k{j}",
            f"c{k}",
            value,
            value,
            value,
            "measured",
            "s",
            "",
        )
        for i, one in enumerate(where.values())
        for j in range(chains)
        for k in range(0, criteria, 2)
        for value in (float(values[i, j, k]),)
    )
    base = pz.load_study().scenario("base").model_copy(update={"criteria": "made_up"})
    return Study(Path(), {"made_up": tree}, where, what, pairs, evidence, {}, {"base": base})


def growth() -> None:
    """The curve to 2,000 provinces × 50 chains × 20 criteria."""
    print("provinces   evidence laid out       rank     per province")
    for provinces in (20, 200, 2000):
        study = country(provinces)
        start = time.perf_counter()
        pz.rank(study, "base")
        first = time.perf_counter() - start
        again = median(seconds(lambda study=study: pz.rank(study, "base")) for _ in range(3))
        print(f"{provinces:9d}   {first:15.3f} s   {again * 1e3:8.3f} ms   {again / provinces * 1e6:8.2f} µs")


if __name__ == "__main__":
    print(f"{platform.machine()}, Python {platform.python_version()}", end="")
    print("".join(f", {name} {version(name)}" for name in ("priorizar", "numpy", "pymcdm")), end="\n\n")
    whole_process()
    bundled_study()
    growth()
