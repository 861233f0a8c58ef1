"""Rank a study by a scenario: scores, ranks and ties, per province or any wider group."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any, Literal, cast

import numpy as np
from numpy.typing import NDArray
from pydantic import ValidationError

from priorizar.arrays import in_short
from priorizar.elicitation.weighing import weigh
from priorizar.elicitation.weights import Weights
from priorizar.errors import refusal, within
from priorizar.locale import text
from priorizar.methods.method import Method
from priorizar.methods.promethee2 import Preferences
from priorizar.methods.ranks import ranks, tied
from priorizar.methods.registry import find_method
from priorizar.methods.wording import method_title
from priorizar.names import spanish_order
from priorizar.ranking.grouping import By, Groups, group_rows
from priorizar.ranking.matrix import DecisionMatrix, decision_matrix
from priorizar.ranking.naming import AlternativeId, AlternativeNames, Row, id_of, named
from priorizar.study.model import Alternative, Extractive, Study, checked_study
from priorizar.study.pairwise import Compared, compared_chains, compared_levels
from priorizar.study.places import Gazetteer
from priorizar.study.scenario import MethodChoice, Scenario, written_method
from priorizar.study.statement import suppositions

if TYPE_CHECKING:
    import pandas as pd

Floats = NDArray[np.float64]


class RankRecord(AlternativeId):
    """The place of an alternative, by id.

    ``rank`` is from 1, and ties share the best; ``coverage`` is the share of the criteria on which something
    is stated, and ``unknown`` lists the others; ``contributions`` by criterion add up to the score, None for
    methods whose scores are not additively decomposable.
    """

    score: float
    rank: int
    tied: bool
    coverage: float
    unknown: list[str]
    level: Literal["province", "group"]
    extractive: Extractive
    contributions: dict[str, float] | None


class RankRow(AlternativeNames, RankRecord):
    """The place of an alternative, with its names."""


@dataclass(frozen=True, eq=False)
class Ranking:
    """The alternatives of a study in order.

    Parameters
    ----------
    scenario
        As resolved.
    by
        What was ranked among itself.
    method
        With its variant.
    weights
        As stated and normalized.
    matrix
        What was ranked: the m alternatives included, in the order of the study.
    groups
        Which rows were ranked among themselves.
    score
        (m,) higher is better.
    rank
        (m,) from 1; ties share the best rank.
    unranked
        Alternatives of which nothing that has weight is known (``unknown: leave_out`` only).
    """

    scenario: Scenario
    by: By
    method: Method
    weights: Weights
    matrix: DecisionMatrix
    groups: Groups
    score: Floats
    rank: NDArray[np.int64]
    unranked: tuple[Alternative, ...] = ()

    def __repr__(self) -> str:
        count, groups = len(self.score), len(self.groups.labels)
        of = f"{count} alternatives in {groups} groups"
        return f"<Ranking {self.scenario.id!r} by {self.by}: {of}, {self.variant}>"

    @cached_property
    def tied(self) -> NDArray[np.bool_]:
        """(m,) whether another alternative of the group has the same score."""
        return tied(self.groups.padded(self.score))[self.groups.of_row, self.groups.slot]

    @property
    def variant(self) -> str:
        """The method and its variant, as files and records identify it."""
        return self.method.variant

    @cached_property
    def contributions(self) -> Floats | None:
        """(m, n) what each criterion brings to the score; they add up to it.

        None for methods whose score is not additively decomposable.
        """
        how = self.method
        if how.contributions is None:
            return None
        leave_out = self.scenario.unknown == "leave_out"
        return _by_group(
            how.contributions, self.matrix, self.weights.values, how, self.groups, leave_out=leave_out
        )

    @cached_property
    def order(self) -> NDArray[np.int64]:
        """(m,) rows by group, then rank, then name as Spanish sorts."""
        names = [spanish_order(one.chain.name.es) for one in self.matrix.alternatives]
        keys = sorted(
            range(len(names)), key=lambda row: (self.groups.of_row[row], self.rank[row], names[row])
        )
        return np.array(keys, dtype=np.int64)

    def records(self, group: str | None = None) -> list[RankRecord]:
        """Return one record an alternative, by id, in order: of all groups or of one of ``groups.labels``."""
        return [self._record(int(row)) for row in self._rows_of(group)]

    def rows(self, language: str = "es", group: str | None = None) -> list[RankRow]:
        """Return :meth:`records` with names: the columns of every table and file."""
        return cast("list[RankRow]", named(self.records(group), self.matrix.alternatives, language))

    def _rows_of(self, group: str | None) -> NDArray[np.int64]:
        if group is None:
            return self.order
        inside = self.groups.of_row[self.order] == self.groups.labels.index(group)
        return np.asarray(self.order[inside])

    def _record(self, row: int) -> RankRecord:
        alternative = self.matrix.alternatives[row]
        parts = self.contributions
        names = [criterion.id for criterion in self.matrix.criteria]
        known = self.matrix.known[row]
        return {
            **id_of(alternative),
            "score": float(self.score[row]),
            "rank": int(self.rank[row]),
            "tied": bool(self.tied[row]),
            "coverage": float(self.matrix.coverage[row]),
            "unknown": [name for name, there in zip(names, known, strict=True) if not there],
            "level": alternative.level,
            "extractive": alternative.chain.extractive,
            "contributions": None if parts is None else dict(zip(names, parts[row].tolist(), strict=True)),
        }

    def to_frame(self, language: str = "es") -> pd.DataFrame:
        """Return the ranking as a table: one row an alternative, one column a contribution."""
        import pandas as pd

        names = [criterion.id for criterion in self.matrix.criteria]
        records = []
        for row in self.rows(language):
            record: Row = {**row}
            parts = record.pop("contributions") or dict.fromkeys(names, np.nan)
            record["unknown"] = ";".join(record["unknown"])
            records.append(record | {f"contribution_{name}": part for name, part in parts.items()})
        return pd.DataFrame.from_records(records)

    def _repr_html_(self) -> str:
        from priorizar.html import html_table

        columns = ("province", "rank", "chain", "score", "evidence")
        criteria = len(self.matrix.criteria)
        rows = [
            (
                record["province"],
                f"{record['rank']}{'=' if record['tied'] else ''}",
                record["chain_name"],
                f"{record['score']:.3f}",
                f"{criteria - len(record['unknown'])}/{criteria}",
            )
            for record in self.rows("es")
        ]
        title = f"{self.scenario.name['es']} · {method_title(self.method, 'es')}"
        if self.scenario.illustrative:
            title += f" · {text('cli.illustrative', 'es')}"
        return html_table([text(f"cli.col_{one}", "es") for one in columns], rows, caption=title)


def rank(
    study: Study,
    scenario: str | Scenario = "base",
    *,
    by: By = "province",
    method: str | Mapping[str, Any] | None = None,
) -> Ranking:
    """Rank the alternatives of a study.

    Parameters
    ----------
    study
        From :func:`priorizar.load_study`.
    scenario
        Name of one of the study's scenarios, or a scenario.
    by
        Which alternatives are ranked among themselves: those of a ``province``, a ``zone``, a
        ``department``, or ``all``.
    method
        Method other than the scenario's: a name, or a mapping with ``name`` and the variant.

    Returns
    -------
    Ranking

    Raises
    ------
    PriorizarError
        Unknown scenario or method, invalid weights, nothing left to rank, or a method that has no right
        answer for these data.

    Examples
    --------
    >>> import priorizar as pz
    >>> study = pz.load_study()
    >>> pz.rank(study, "base").to_frame().query("province == 'Chumbivilcas'")  # doctest: +SKIP
    """
    chosen = checked_study(study).scenario(scenario)
    how = _method(chosen, method)
    matrix = matrix_of(study, chosen)
    weights = weights_of(study, chosen)
    unranked: tuple[Alternative, ...] = ()
    key = (chosen.data_key, by, "")
    leave_out = chosen.unknown == "leave_out"
    if leave_out:
        matrix, unranked = _with_known_weight(matrix, weights.values)
        key = (chosen.data_key, by, chosen.weights_key)
    groups = study.keep("groups", key, lambda: group_rows(study, matrix, by))
    score = _by_group(how.score, matrix, weights.values, how, groups, leave_out=leave_out)
    rank_of = ranks(groups.padded(score))[groups.of_row, groups.slot]
    return Ranking(chosen, by, how, weights, matrix, groups, score, rank_of, unranked)


def matrix_of(study: Study, scenario: Scenario) -> DecisionMatrix:
    """Return the decision matrix of a scenario: the alternatives it includes, with what it supposes."""

    def build() -> DecisionMatrix:
        criteria = study.criteria_sets[scenario.criteria].leaf_criteria
        gazetteer = Gazetteer(study.provinces, study.chains)
        supposed = suppositions(scenario, {one.id: one for one in criteria}, gazetteer)
        included = [one for one in study.alternatives if _included(one, scenario)]
        if not included:
            raise refusal("ranking.nothing_left", "include", scenario=scenario.id)
        compared = compared_chains(scenario, criteria, dict.fromkeys(one.chain.id for one in included))
        criteria = tuple(compared[one.id].scale if one.id in compared else one for one in criteria)
        supposed += [one for found in compared.values() for one in found.evidence]
        directions = {name: way for name, way in scenario.directions.items() if name not in compared}
        return decision_matrix(included, criteria, (*supposed, *study.evidence), directions)

    return study.keep("matrix", scenario.data_key, build)


def compared_in(study: Study, scenario: Scenario) -> tuple[Compared, ...]:
    """Return what a scenario compares in pairs under its criteria: chains, and the levels of rubrics."""
    criteria = study.criteria_sets[scenario.criteria].leaf_criteria
    chains = dict.fromkeys(one.chain.id for one in matrix_of(study, scenario).alternatives)
    by_chain = compared_chains(scenario, criteria, chains)
    by_level = compared_levels(one for one in criteria if one.id not in by_chain)
    return (*by_chain.values(), *by_level.values())


def weights_of(study: Study, scenario: Scenario) -> Weights:
    """Return the weights of a scenario, as stated and normalized."""

    def build() -> Weights:
        matrix = matrix_of(study, scenario)
        with within("weights"):
            return weigh(scenario.weights, study.criteria_sets[scenario.criteria], matrix)

    return study.keep("weights", (scenario.weights_key, scenario.data_key), build)


def _included(alternative: Alternative, scenario: Scenario) -> bool:
    province = alternative.province
    facts = {
        "departments": province.department,
        "zones": province.zone,
        "provinces": province.ubigeo,
        "chains": alternative.chain.id,
    }
    wanted = all(fact in (getattr(scenario.include, kind) or (fact,)) for kind, fact in facts.items())
    return wanted and not any(fact in getattr(scenario.exclude, kind) for kind, fact in facts.items())


def _method(scenario: Scenario, method: str | Mapping[str, Any] | None) -> Method:
    if method is None:
        return find_method(scenario.method.name, scenario.method.options)
    try:
        choice = MethodChoice.model_validate(written_method(method))
    except ValidationError:
        raise refusal("ranking.not_a_method", given=in_short(method)) from None
    return find_method(choice.name, choice.options)


def inputs_of(matrix: DecisionMatrix, how: Method) -> tuple[Floats, NDArray[np.int64], dict[str, Any]]:
    """Return values, directions and options as a method takes them: scaled, or raw with what reads them."""
    if how.takes == "scaled":
        return matrix.scaled, np.ones_like(matrix.directions), {}
    extra: dict[str, Any] = {}
    if "bounds" in how.uses:
        extra["bounds"] = matrix.bounds
    if "preferences" in how.uses:
        extra["preferences"] = Preferences.of(one.thresholds for one in matrix.criteria)
    return matrix.value, matrix.directions, extra


def _known_weights(matrix: DecisionMatrix, weights: Floats) -> Floats:
    """Return the weights (m, n), with 0 for each row's unknown cells."""
    return np.where(matrix.known, weights, 0.0)


def _with_known_weight(
    matrix: DecisionMatrix, weights: Floats
) -> tuple[DecisionMatrix, tuple[Alternative, ...]]:
    """Split off the rows without a known, weighted cell."""
    some: NDArray[np.bool_] = np.asarray(_known_weights(matrix, weights).any(axis=1))
    if not some.any():
        raise refusal("ranking.nothing_known", "unknown")
    others = tuple(one for one, there in zip(matrix.alternatives, some, strict=True) if not there)
    return (matrix if not others else matrix.take(np.flatnonzero(some))), others


def _by_group(
    calculate: Callable[..., Floats],
    matrix: DecisionMatrix,
    weights: Floats,
    how: Method,
    groups: Groups,
    *,
    leave_out: bool,
) -> Floats:
    """Compute scores (m,), or contributions (m, n), of each row among the rows of its group."""
    values, directions, extra = inputs_of(matrix, how)
    if leave_out:
        if not how.rowwise:
            raise refusal("ranking.leave_out_needs_rowwise", "method", method=how.variant)
        # Each row is a problem of its own, with the weights of what is known of it.
        known = _known_weights(matrix, weights)
        shares = known / known.sum(axis=1, keepdims=True)
        return calculate(values[:, None, :], shares, directions, **extra)[:, 0]
    if how.rowwise:
        return calculate(values, weights, directions, **extra)
    parts = [calculate(values[rows], weights, directions, **extra) for rows in groups.same_size]
    result = np.empty((len(values), *parts[0].shape[2:]))
    for rows, part in zip(groups.same_size, parts, strict=True):
        result[rows] = part
    return result
