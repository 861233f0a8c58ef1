"""Pairwise comparisons: from judgements to priorities, and how well the judgements fit together.

A judgement matrix holds in row i, column j how many times i matters as much as j; what was not
compared is NaN. Every function takes ``(..., n, n)`` and broadcasts over the leading axes.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from priorizar.arrays import Floats, in_short, numbers, one_of, whole
from priorizar.errors import PriorizarError, Problem, refusal
from priorizar.weighting.names import unknown_names
from priorizar.weighting.ratios import ROUNDED, connected, judgements, ratio_problems

Comparisons = Mapping[tuple[str, str], float] | Iterable[tuple[str, str, float]]
RandomIndex = Literal["saaty_1980", "saaty_2005", "donegan_dodd", "alonso_lamata"]
Prioritization = Literal["eigenvector", "geometric_mean", "column_mean"]

ACCEPTABLE_RATIO = 0.10

# Mean consistency index of random matrices, for n = 1, 2, 3 ...
RANDOM_INDEX: dict[str, tuple[float, ...]] = {
    # Saaty (1980), The Analytic Hierarchy Process, p. 21
    "saaty_1980": (0, 0, 0.58, 0.90, 1.12, 1.24, 1.32, 1.41, 1.45, 1.49, 1.51, 1.48, 1.56, 1.57, 1.59),
    # Saaty (2005), Theory and Applications of the Analytic Network Process, p. 31
    "saaty_2005": (0, 0, 0.52, 0.89, 1.11, 1.25, 1.35, 1.40, 1.45, 1.49, 1.52, 1.54, 1.56, 1.58, 1.59),
    # Donegan & Dodd (1991), Mathematical and Computer Modelling 15(10), 135-137, as public code that cites it
    # prints them; reprints elsewhere have 0.4887 and 0.8045 for n = 3 and 4.
    "donegan_dodd": (
        *(0, 0, 0.4914, 0.8286, 1.0591, 1.1797, 1.2519, 1.3171, 1.3733, 1.4055),
        *(1.4213, 1.4497, 1.4643, 1.4822, 1.4969, 1.5078, 1.5153, 1.5262, 1.5313, 1.5371),
    ),
}


def reciprocal_matrix(items: Sequence[str], comparisons: Comparisons) -> Floats:
    """Lay comparisons out as a judgement matrix.

    Parameters
    ----------
    items
        The n things compared, in the order of the rows.
    comparisons
        ``(a, b, ratio)``: a matters ratio times as much as b, any positive real up to
        :data:`~priorizar.weighting.ratios.LARGEST_RATIO` and down to its inverse. Not every pair need be
        there, as long as the comparisons connect all items.

    Returns
    -------
    array (n, n)
        Reciprocal, ones on the diagonal, NaN where nothing was said.

    Raises
    ------
    PriorizarError
        With every unknown name, ratio that is not a positive number or beyond the largest, thing compared
        with itself and pair given twice with ratios that differ, each at the path of its comparison: its
        position, or the pair; or if the comparisons leave two sides unconnected, naming both.
    """
    triples = _triples(comparisons)
    named = [((key, side), name) for key, (a, b, _) in triples for side, name in enumerate((a, b))]
    problems = unknown_names(named, items)
    position = {item: i for i, item in enumerate(items)}
    matrix = np.full((len(items), len(items)), np.nan)
    np.fill_diagonal(matrix, 1.0)
    for key, (a, b, ratio) in triples:
        wrong = [one.within(key, 2) for one in ratio_problems(a, b, ratio)]
        problems += wrong
        if wrong:
            continue
        if a == b:
            problems.append(Problem("weighting.compared_with_itself", {"a": a}, path=(key,)))
        elif a in position and b in position:
            i, j = position[a], position[b]
            said = matrix[i, j]
            if np.isnan(said):
                matrix[i, j], matrix[j, i] = ratio, 1 / ratio
            elif abs(np.log(said / ratio)) > ROUNDED:
                values = {"a": a, "b": b, "first": said, "second": ratio}
                problems.append(Problem("weighting.contradictory", values, path=(key,)))
    if problems:
        raise PriorizarError(problems)
    _check_connected(matrix, items)
    return matrix


def _triples(comparisons: Comparisons) -> list[tuple[Hashable, tuple[str, str, float]]]:
    """Return comparisons one by one, each with its position or pair, or refuse what is none."""
    try:
        if isinstance(comparisons, Mapping):
            said: list[tuple[Hashable, tuple[str, str, float]]] = [
                ((a, b), (a, b, ratio)) for (a, b), ratio in comparisons.items()
            ]
        else:
            said = [(position, (a, b, ratio)) for position, (a, b, ratio) in enumerate(comparisons)]
        right = all(isinstance(ratio, int | float | np.number) for _, (*_, ratio) in said)
    except (TypeError, ValueError):
        right = False
    if not right:
        raise refusal("weighting.not_comparisons", given=in_short(comparisons))
    return said


def _check_connected(matrix: Floats, items: Sequence[str]) -> None:
    """Refuse matrices (..., n, n) of which one has comparisons in parts that nothing compares."""
    reached = connected(~np.isnan(matrix)).reshape(-1, len(items))
    apart = reached[~reached.all(axis=-1)]
    if len(apart):
        side, other = (
            tuple(item for item, inside in zip(items, part, strict=True) if inside)
            for part in (apart[0], ~apart[0])
        )
        raise refusal("weighting.not_connected", side=side, other=other)


def eigenvector(matrix: Floats) -> Floats:
    """Principal right eigenvector (Saaty 1980), for incomplete matrices by Harker (1987).

    A missing judgement counts as the ratio of the resulting priorities: 0 in its place and one
    more on the diagonal.

    Returns
    -------
    array (..., n)
        Positive, summing to 1.

    Raises
    ------
    PriorizarError
        What is no judgement matrix (:func:`~priorizar.weighting.ratios.judgements`) or leaves items
        unconnected; so every function of a matrix here.
    """
    return principal(_whole(matrix))


def principal(matrix: Floats) -> Floats:
    """Principal eigenvector of matrices already checked, also with a ratio on trial that nobody said."""
    values, vectors = np.linalg.eig(_harker(matrix))
    largest = values.real.argmax(axis=-1)[..., None, None]
    return _shares(np.abs(np.take_along_axis(vectors, largest, axis=-1)[..., 0].real))


def geometric_mean(matrix: Floats) -> Floats:
    """Geometric mean of each row (Crawford & Williams 1985).

    For incomplete matrices the logarithmic least squares that it solves (Bozóki, Fülöp & Rónyai
    2010): the Laplacian of the graph of comparisons against the row sums of logarithms.

    Returns
    -------
    array (..., n)
        Positive, summing to 1.
    """
    solution = _log_priorities(_whole(matrix))
    return _shares(np.exp(solution - solution.max(axis=-1, keepdims=True)))


def column_mean(matrix: Floats) -> Floats:
    """Mean of the columns, each made to sum to 1 (additive normalization; Saaty 1980, p. 19).

    Returns
    -------
    array (..., n)
        Positive, summing to 1.

    Raises
    ------
    PriorizarError
        If the matrix is incomplete.
    """
    said = judgements(matrix)
    if np.isnan(said).any():
        raise refusal("weighting.column_mean_incomplete")
    return _shares((said / said.sum(axis=-2, keepdims=True)).mean(axis=-1))


PRIORITIZATIONS: dict[str, Callable[[Floats], Floats]] = {
    "eigenvector": eigenvector,
    "geometric_mean": geometric_mean,
    "column_mean": column_mean,
}


def lambda_max(matrix: Floats) -> Floats:
    """Principal eigenvalue ``(...)`` of matrices ``(..., n, n)``; of Harker's matrix if incomplete.

    It belongs to the matrix, whatever the priorities are taken by; CI and CR go by it.
    """
    return np.asarray(np.linalg.eigvals(_harker(_whole(matrix))).real.max(axis=-1))


def lambda_mean(matrix: Floats, priorities: Floats) -> Floats:
    """Mean over i of ``(A w)_i / w_i`` (Saaty 1980, p. 21): λmax as estimated from priorities ``(..., n)``.

    With the eigenvector it is λmax itself, with other priorities next to it. Of Harker's matrix if
    incomplete.

    Raises
    ------
    PriorizarError
        Also if a priority is not above 0.
    """
    said = _whole(matrix)
    w = numbers("priorities", priorities, (-1, said.shape[-1]), least=np.finfo(float).tiny, most=1)
    return np.asarray(((_harker(said) @ w[..., None])[..., 0] / w).mean(axis=-1))


def consistency_index(matrix: Floats) -> Floats:
    """Saaty's ``CI = (λmax − n) / (n − 1)``, shape ``(...)``; 0 for n below 3."""
    matrix = _whole(matrix)
    n = matrix.shape[-1]
    if n < 3:
        return np.zeros(matrix.shape[:-2])
    return np.asarray(np.maximum((lambda_max(matrix) - n) / (n - 1), 0.0))


def random_index(n: int, table: RandomIndex = "saaty_1980") -> float:
    """Mean consistency index of random n × n matrices.

    ``alonso_lamata`` is the line fitted by Alonso & Lamata (2006), mean ``λmax = 2.7699 n − 4.3513``,
    the one AHP-OS uses; it goes on where the tables end.

    Raises
    ------
    PriorizarError
        If the table does not reach n, or is none.
    """
    n = whole("n", n, 1)
    one_of("table", table, (*RANDOM_INDEX, "alonso_lamata"))
    if n < 3:
        return 0.0
    if table == "alonso_lamata":
        return (2.7699 * n - 4.3513 - n) / (n - 1)
    if n > len(RANDOM_INDEX[table]):
        raise refusal("weighting.random_index_ends", n=n, table=table, last=len(RANDOM_INDEX[table]))
    return RANDOM_INDEX[table][n - 1]


def consistency_ratio(matrix: Floats, table: RandomIndex = "saaty_1980") -> Floats:
    """Saaty's ``CR = CI / RI``, shape ``(...)``.

    With k pairs missing, the random index shrinks by ``1 − 2k / ((n − 1)(n − 2))`` (Ágoston & Csató
    2022): fewer answers leave less room to contradict oneself. Where no comparison can be
    checked against another the ratio is 0.
    """
    matrix = _whole(matrix)
    n = matrix.shape[-1]
    if n < 3:
        return np.zeros(matrix.shape[:-2])
    expected = random_index(n, table) * 2 * redundancy(matrix) / ((n - 1) * (n - 2))
    checkable = expected > 0
    return np.where(checkable, consistency_index(matrix) / np.where(checkable, expected, 1.0), 0.0)


def redundancy(matrix: Floats) -> NDArray[np.int_]:
    """How many comparisons there are ``(...)`` beyond the n − 1 that connect all items."""
    matrix = judgements(matrix)
    n = matrix.shape[-1]
    pairs = (np.count_nonzero(~np.isnan(matrix), axis=(-2, -1)) - n) // 2
    return np.asarray(pairs - (n - 1))


def geometric_consistency_index(matrix: Floats) -> Floats:
    """GCI (Aguarón & Moreno-Jiménez 2003): mean squared log error of the row geometric mean.

    ``Σ_{i<j} log²(a_ij w_j / w_i)`` over the comparisons beyond the n − 1 needed, which for a complete
    matrix is the published ``(n − 1)(n − 2) / 2``. Shape ``(...)``; 0 where nothing can be checked.
    """
    errors = judgement_errors(matrix)
    spare = redundancy(matrix)
    return np.where(spare > 0, np.nansum(errors**2, axis=(-2, -1)) / 2 / np.maximum(spare, 1), 0.0)


def gci_threshold(n: int) -> float:
    """GCI that goes with CR = 0.10 for n items (Aguarón & Moreno-Jiménez 2003)."""
    n = whole("n", n, 1)
    return {3: 0.3147, 4: 0.3526}.get(n, 0.370)


def judgement_errors(matrix: Floats) -> Floats:
    """``log(a_ij w_j / w_i)``, ``(..., n, n)``: how far judgements are from the row geometric mean's w."""
    said = _whole(matrix)
    solution = _log_priorities(said)
    return np.asarray(np.log(said) + solution[..., None, :] - solution[..., :, None])


@dataclass(frozen=True)
class Consistency:
    """How well the judgements of one matrix fit together.

    ``redundancy`` is the number of comparisons beyond those needed to connect all items; with none,
    nothing can be checked and the indices are 0. ``table`` is where ``random_index`` was looked up.
    ``lambda_max`` is the matrix's own eigenvalue, which CI and CR go by; ``lambda_mean`` what priorities that
    are not the eigenvector make of it, or None.
    """

    n: int
    redundancy: int
    lambda_max: float
    ci: float
    table: RandomIndex
    random_index: float
    cr: float
    gci: float
    gci_threshold: float
    lambda_mean: float | None = None

    @property
    def acceptable(self) -> bool:
        """Whether CR is at most 0.10 (Saaty 1980)."""
        return self.cr <= ACCEPTABLE_RATIO


def consistency(
    matrix: Floats, table: RandomIndex = "saaty_1980", priorities: Floats | None = None
) -> Consistency:
    """Measure the consistency of one matrix (n, n), and λmax by priorities (n,) if they are given."""
    matrix = numbers("matrix", _whole(matrix), (None, None), gaps=True)
    n = matrix.shape[-1]
    return Consistency(
        n=n,
        redundancy=int(redundancy(matrix)),
        lambda_max=float(lambda_max(matrix)),
        ci=float(consistency_index(matrix)),
        table=table,
        random_index=random_index(n, table),
        cr=float(consistency_ratio(matrix, table)),
        gci=float(geometric_consistency_index(matrix)),
        gci_threshold=gci_threshold(n),
        lambda_mean=None if priorities is None else float(lambda_mean(matrix, priorities)),
    )


def _whole(matrix: Floats) -> Floats:
    """Return judgement matrices whose comparisons connect all items, or refuse them."""
    said = judgements(matrix)
    _check_connected(said, [str(i + 1) for i in range(said.shape[-1])])
    return said


def _log_priorities(matrix: Floats) -> Floats:
    known = ~np.isnan(matrix)
    logs = np.log(np.where(known, matrix, 1.0)).sum(axis=-1)
    laplacian = known.sum(axis=-1)[..., None] * np.eye(matrix.shape[-1]) - known
    # The ones fix the free constant; they leave the solution that sums to zero untouched.
    return np.asarray(np.linalg.solve(laplacian + 1.0, logs[..., None])[..., 0])


def _harker(matrix: Floats) -> Floats:
    missing = np.isnan(matrix)
    unknown = missing.sum(axis=-1)[..., None] * np.eye(matrix.shape[-1])
    return np.asarray(np.where(missing, 0.0, matrix) + unknown)


def _shares(values: Floats) -> Floats:
    return np.asarray(values / values.sum(axis=-1, keepdims=True))
