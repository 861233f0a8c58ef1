"""From what was said to one weight a criterion: plain data or a form, weighed on a value tree."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from priorizar.arrays import in_short
from priorizar.elicitation.statements import Statement, WeightStatement
from priorizar.elicitation.walk import Observations, Walk
from priorizar.elicitation.weights import Node, Weights, tree_of
from priorizar.errors import refusal
from priorizar.forms import Form, fill


def read_statement(written: Mapping[str, Any]) -> Statement:
    """Read a judgement given as plain data, as YAML would hold it.

    Raises
    ------
    PriorizarError
        With everything that is not as it should be.
    """
    return fill(_Written, {"weights": dict(written)}).weights


class _Written(Form):
    weights: WeightStatement


def weigh(
    statement: Statement | Mapping[str, Any], tree: Node | Sequence[str], matrix: Observations | None = None
) -> Weights:
    """Turn what was said into one weight a criterion.

    Parameters
    ----------
    statement
        A judgement on the root of the tree, or plain data that holds one, as in YAML.
    tree
        The value tree: a criteria set of a study, say; or the names of criteria that are in no groups.
    matrix
        What objective weights are taken from; its columns are the leaves of the tree, in order.

    Raises
    ------
    PriorizarError
        With every problem of every node.

    Examples
    --------
    >>> import priorizar as pz
    >>> tree = pz.load_study().criteria_sets["priorizacion"]
    >>> pz.weigh({"procedure": "points", "values": {"mercado": 60, "territorio": 30, "viabilidad": 10}}, tree)
    ... # doctest: +SKIP
    """
    if not isinstance(statement, Statement | Mapping):
        raise refusal("weighting.not_a_statement", given=in_short(statement))
    said = statement if isinstance(statement, Statement) else read_statement(statement)
    if matrix is not None and not hasattr(matrix, "known"):
        raise refusal("weighting.not_a_matrix", given=in_short(matrix))
    return Walk(tree_of(tree), matrix).run(said)
