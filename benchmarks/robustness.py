"""How fast the doubt about a ranking is counted, beside its peers: ``python benchmarks/robustness.py``.

Parts: ``peers`` (needs pymcdm; scikit-criteria and numba if they are installed), ``memory``, ``study``,
``live``, ``country``; all of them by default. Medians of alternating rounds; what was computed from fewer
draws is marked.
"""

from __future__ import annotations

import os
import platform
import subprocess
import sys
import time
import warnings
from collections.abc import Callable
from functools import partial
from importlib.metadata import PackageNotFoundError, version
from statistics import median

import numpy as np

import priorizar as pz
from priorizar.methods.topsis import topsis
from priorizar.ranking.grouping import group_rows
from priorizar.ranking.ranking import matrix_of
from priorizar.uncertainty.acceptability import Acceptability
from priorizar.uncertainty.evidence import Evidence
from priorizar.uncertainty.regions import Simplex
from priorizar.uncertainty.simulation import Simulation, simulate

ROUNDS = 5
WORKERS = 2
ALTERNATIVES, CRITERIA, DRAWS = 50, 5, 1_000_000
TOLERANCE = 1e-9


def score(matrix: np.ndarray, weights: np.ndarray) -> np.ndarray:
    return topsis(matrix, weights, np.ones(matrix.shape[-1]))


def certain(matrix: np.ndarray) -> Simulation:
    return Simulation(score, Evidence(matrix, matrix, matrix), Simplex(matrix.shape[1]), seed=1)


def problem() -> np.ndarray:
    return np.random.default_rng(0).random((ALTERNATIVES, CRITERIA))


def seconds(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


# --- beside its peers -------------------------------------------------------------------------------------


def pymcdm_loop(matrix: np.ndarray, draws: int, *, validation: bool) -> None:
    """Rank acceptability only: a user's loop has no winning indices and no central weights."""
    from pymcdm.methods import TOPSIS

    counts = np.zeros((len(matrix), len(matrix)))
    types = np.ones(matrix.shape[1])
    rows = np.arange(len(matrix))
    for weights in np.random.default_rng(1).dirichlet(np.ones(matrix.shape[1]), draws):
        method = TOPSIS()
        ranks = method.rank(method(matrix, weights, types, validation=validation))
        counts[rows, ranks.astype(int) - 1] += 1


def skcriteria_loop(matrix: np.ndarray, draws: int) -> None:
    """Rank acceptability only, by the pipeline of its tutorial."""
    import skcriteria
    from skcriteria.agg.topsis import TOPSIS
    from skcriteria.pipelines import mkpipe
    from skcriteria.preprocessing.invert_objectives import InvertMinimize
    from skcriteria.preprocessing.scalers import SumScaler, VectorScaler

    counts = np.zeros((len(matrix), len(matrix)))
    pipe = mkpipe(InvertMinimize(), VectorScaler(target="matrix"), SumScaler(target="weights"), TOPSIS())
    rows = np.arange(len(matrix))
    for weights in np.random.default_rng(1).dirichlet(np.ones(matrix.shape[1]), draws):
        decision = skcriteria.mkdm(matrix, [max] * matrix.shape[1], weights=weights)
        counts[rows, pipe.evaluate(decision).rank_ - 1] += 1


def numba_reference() -> Callable[[np.ndarray, int], tuple[np.ndarray, np.ndarray, np.ndarray]]:
    """One fused loop for this purpose alone: what a draw needs stays in registers and the first cache."""
    import numba

    numba.set_num_threads(WORKERS)

    @numba.njit(parallel=True, fastmath={"reassoc", "contract"})
    def count(near, far, draws, tolerance):  # type: ignore[no-untyped-def]
        n, m = near.shape
        workers = numba.get_num_threads()
        ranks = np.zeros((workers, m, m), dtype=np.int64)
        wins = np.zeros((workers, m, m), dtype=np.int64)
        central = np.zeros((workers, m, n))
        for worker in numba.prange(workers):
            weights, scores = np.empty(n), np.empty(m)
            to_near, to_far = np.empty(m), np.empty(m)
            ahead = np.empty(m, dtype=np.int64)
            for _ in range(draws // workers):
                total = 0.0
                for j in range(n):
                    weights[j] = np.random.standard_exponential()  # noqa: NPY002  what numba has
                    total += weights[j]
                to_near[:] = 0.0
                to_far[:] = 0.0
                for j in range(n):
                    weights[j] /= total
                    square = weights[j] * weights[j]
                    for i in range(m):
                        to_near[i] += square * near[j, i]
                        to_far[i] += square * far[j, i]
                for i in range(m):
                    root = np.sqrt(to_near[i])
                    scores[i] = root / (root + np.sqrt(to_far[i]))
                    ahead[i] = 0
                for i in range(m):
                    limit = scores[i] - tolerance
                    for k in range(m):
                        one = np.int64(scores[k] < limit)
                        wins[worker, i, k] += one
                        ahead[k] += one
                for i in range(m):
                    ranks[worker, i, ahead[i]] += 1
                    if ahead[i] == 0:
                        for j in range(n):
                            central[worker, i, j] += weights[j]
        return ranks.sum(0), wins.sum(0), central.sum(0)

    def run(matrix: np.ndarray, draws: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        near = np.ascontiguousarray((matrix**2).T)
        far = np.ascontiguousarray(((1 - matrix) ** 2).T)
        return count(near, far, draws, TOLERANCE)

    return run


def installed(package: str) -> str | None:
    try:
        return version(package)
    except PackageNotFoundError:
        return None


def peers() -> None:
    matrix = problem()
    simulation = certain(matrix)
    works: dict[str, tuple[Callable[[int], object], int]] = {
        f"priorizar, {WORKERS} threads": (lambda d: simulate([simulation], d, workers=WORKERS), DRAWS),
        "priorizar, 1 thread": (lambda d: simulate([simulation], d, workers=1), DRAWS),
    }
    if installed("numba"):
        reference = numba_reference()
        compared = reference(matrix, 200_000)
        ours = simulate([simulation], 200_000)[0]
        apart = np.abs(compared[0] / 200_000 - ours.ranks / ours.draws).max()
        assert apart < 0.01, apart
        works[f"numba, fused, {WORKERS} threads"] = (lambda d: reference(matrix, d), DRAWS)
    works["pymcdm, validation off"] = (lambda d: pymcdm_loop(matrix, d, validation=False), 4_000)
    works["pymcdm, as a user writes it"] = (lambda d: pymcdm_loop(matrix, d, validation=True), 2_000)
    if installed("scikit-criteria"):
        works["scikit-criteria, pipeline"] = (lambda d: skcriteria_loop(matrix, d), 200)
    times: dict[str, list[float]] = {name: [] for name in works}
    for work, draws in works.values():
        work(max(draws // 50, 1))
    for _ in range(ROUNDS):
        for name, (work, draws) in works.items():
            times[name].append(seconds(partial(work, draws)) * DRAWS / draws)
    base = times[next(iter(works))]
    print(f"Full SMAA by TOPSIS, {ALTERNATIVES} x {CRITERIA}, {DRAWS:,} weight vectors")
    for name, (_, draws) in works.items():
        ratio = median(other / own for other, own in zip(times[name], base, strict=True))
        note = "" if draws == DRAWS else f"   extrapolated from {draws:,} draws, ranks only"
        print(f"  {name:<30} {median(times[name]):10.3f} s   {ratio:10.2f} times{note}")
    print()


# --- memory -----------------------------------------------------------------------------------------------


def memory() -> None:
    """Peak of a whole process that does nothing else, for more and more draws."""
    print("Peak memory of a process")
    for draws in (1, DRAWS, 4 * DRAWS):
        command = [sys.executable, __file__, "peak", str(draws)]
        peak = subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip()
        print(f"  {draws:>10,} draws {peak:>8} MB")
    print()


def peak(draws: int) -> None:
    simulate([certain(problem())], draws, workers=WORKERS)
    with open("/proc/self/status") as lines:  # unlike getrusage, not the peak of whoever started it
        kilobytes = next(int(line.split()[1]) for line in lines if line.startswith("VmHWM"))
    print(f"{kilobytes / 1024:.0f}")


# --- the bundled study ------------------------------------------------------------------------------------


def provinces() -> list[Simulation]:
    """One simulation a province of the bundled study, cells as the base scenario has them."""
    study = pz.load_study()
    matrix = matrix_of(study, study.scenario("base"))
    groups = group_rows(study, matrix, "province")
    functions = []
    for column, criterion in enumerate(matrix.criteria):
        amounts = criterion.points[0]
        table = np.repeat(amounts[:, None], len(matrix.criteria), axis=1)
        functions.append((amounts, matrix.to_value(table)[:, column]))
    levels = [
        np.array([level.value for level in criterion.scale.levels])
        if criterion.scale.type == "levels"
        else None
        for criterion in matrix.criteria
    ]
    simulations = []
    for members in groups.members:
        rows = members[members >= 0]
        evidence = Evidence(matrix.value[rows], matrix.low[rows], matrix.high[rows], levels, functions)
        simulations.append(Simulation(score, evidence, Simplex(len(matrix.criteria)), seed=1))
    return simulations


def study() -> None:
    simulations = provinces()
    cells = sum(len(one.evidence.cells) for one in simulations)
    rows = sum(one.evidence.dimensions[0] for one in simulations)
    print(f"The bundled study: {len(simulations)} provinces, {rows} alternatives, {cells} uncertain cells,")
    print("evidence and weights drawn jointly, 100,000 draws each")
    for workers in (1, WORKERS):
        work = partial(simulate, simulations, 100_000, workers=workers)
        times = [seconds(work) for _ in range(ROUNDS)]
        print(f"  {workers} threads {median(times):8.3f} s   (least {min(times):.3f})")
    print()


def live() -> None:
    simulations = provinces()
    print("A live answer: 5,000 draws, one province, from simulation to acceptabilities with errors")
    for simulation in (min(simulations, key=_size), max(simulations, key=_size)):

        def answer(simulation: Simulation = simulation) -> object:
            result = Acceptability(simulate([simulation], 5_000, workers=1)[0])
            return result.rank, result.pairwise, result.central_weights, result.error

        answer()
        times = sorted(seconds(answer) for _ in range(60))
        m = _size(simulation)
        print(f"  {m:>2} alternatives {median(times) * 1e3:6.2f} ms   (95 %: {times[56] * 1e3:.2f})")
    print()


def _size(simulation: Simulation) -> int:
    return simulation.evidence.dimensions[0]


# --- a country --------------------------------------------------------------------------------------------


def made_up(count: int, chains: int, criteria: int) -> list[Simulation]:
    """Provinces whose cells are all uncertain, half of them amounts, half levels."""
    rng = np.random.default_rng(0)
    rubric = np.arange(5.0)
    straight = (np.array([0.0, 4.0]), np.array([0.0, 1.0]))
    levels = [rubric if j % 2 else None for j in range(criteria)]
    simulations = []
    for _ in range(count):
        value = rng.integers(0, 5, (chains, criteria)).astype(float)
        low, high = np.maximum(value - 1, 0), np.minimum(value + 1, 4)
        evidence = Evidence(value, low, high, levels, [straight] * criteria)
        simulations.append(Simulation(score, evidence, Simplex(criteria), seed=1))
    return simulations


def country() -> None:
    size = (196, 40, 12, 10_000)
    names = ("provinces", "chains", "criteria", "draws")
    print("A country: provinces x chains x criteria x draws, every cell uncertain")

    def run(count: int, chains: int, criteria: int, draws: int) -> float:
        simulations = made_up(count, chains, criteria)
        simulate(simulations[:1], 1000, workers=WORKERS)
        return median(seconds(lambda: simulate(simulations, draws, workers=WORKERS)) for _ in range(3))

    whole = run(*size)
    print(f"  {' x '.join(f'{part:,}' for part in size):<26} {whole:7.2f} s")
    for axis, name in enumerate(names):
        for share in (2, 4):
            smaller = tuple(part // share if i == axis else part for i, part in enumerate(size))
            taken = run(*smaller)
            shown = " x ".join(f"{part:,}" for part in smaller)
            print(f"  {shown:<26} {taken:7.2f} s   1/{share} of the {name}: {taken / whole:.2f} of the time")
    limit(whole, size)


def limit(whole: float, size: tuple[int, int, int, int]) -> None:
    """What the run moved and computed, against what the machine can, written out."""
    count, chains, criteria, draws = size
    cells = count * chains * criteria * draws
    rows = count * chains * draws
    # Bytes read and written by each pass over the cells: half amounts (8-byte uniform, two passes in place,
    # one copy), half levels of three (4-byte uniform; two comparisons and counts of 1 byte; two passes of 8).
    amounts = 8 + 2 * 16 + 16
    levels = 4 + 2 * (4 + 1 + 3) + 9 + 16
    check = 8 + 8  # least and greatest, to refuse what is off the scale
    distances = (16 + 24 + 24) + (16 + 16 + 24 + 24)  # squares, weighted, added; for the other end also 1 - v
    moved = cells * ((amounts + levels) / 2 + check + distances)
    operations = cells * (2 + 2 + 2 + 3 + 4)
    # A pair: two scores of 4 bytes, a flag written, and read to be added across (3) and taken off (3) and
    # along (1); a score: rounded, two roots, a sum, a quotient, laid out in order and looked at.
    pairs = rows * (chains - 1) // 2
    compared = pairs * 16 + rows * 120
    uniforms = cells / 2
    rate_64, rate_32 = _random_rate(np.float64), _random_rate(np.float32)
    speed = _cache_speed()
    random_time = (uniforms / rate_64 + uniforms / rate_32) / WORKERS
    moving_time = (moved + compared) / (speed * WORKERS)
    least = moving_time + random_time
    print(f"\n  {cells:,} cells drawn and scored, {pairs:,} pairs compared")
    print(f"  moved over cells   {moved / 1e9:8.1f} GB   ({moved / cells:.0f} bytes a cell)")
    print(f"  moved comparing    {compared / 1e9:8.1f} GB   (16 bytes a pair, 120 a score)")
    print(f"  floating point     {operations / 1e9:8.1f} Gflop, {operations / whole / 1e9:.1f} Gflop/s")
    print(f"  one thread adds arrays of a chunk at {speed / 1e9:.1f} GB/s,")
    print(f"  and draws {rate_64 / 1e6:.0f} M doubles/s or {rate_32 / 1e6:.0f} M floats/s")
    print(f"  least time on {WORKERS} threads: moving {moving_time:.2f} s + drawing {random_time:.2f} s")
    print(f"  = {least:.2f} s, {least / whole:.0%} of the {whole:.2f} s taken")
    print()


def _random_rate(kind: type) -> float:
    rng, out = np.random.Generator(np.random.Philox(1)), np.empty(400_000, dtype=kind)
    return out.size / min(seconds(lambda: rng.random(dtype=kind, out=out)) for _ in range(20))


def _cache_speed() -> float:
    a, b, c = (np.ones(400_000) for _ in range(3))
    return 24 * a.size / min(seconds(lambda: np.add(a, b, out=c)) for _ in range(50))


def _processor() -> str:
    try:
        with open("/proc/cpuinfo") as lines:
            return next(line.split(":")[1].strip() for line in lines if line.startswith("model name"))
    except (OSError, StopIteration):
        return platform.processor() or platform.machine()


PARTS = {"peers": peers, "memory": memory, "study": study, "live": live, "country": country}


def main() -> None:
    wanted = sys.argv[1:]
    if wanted[:1] == ["peak"]:
        peak(int(wanted[1]))
        return
    warnings.simplefilter("ignore")
    packages = ("numpy", "pymcdm", "scikit-criteria", "numba")
    print(f"{_processor()}, {os.cpu_count()} processors, load {os.getloadavg()[0]:.1f}")
    print(f"Python {platform.python_version()}, " + ", ".join(f"{p} {installed(p) or '-'}" for p in packages))
    print()
    for name in wanted or PARTS:
        PARTS[name]()


if __name__ == "__main__":
    main()
