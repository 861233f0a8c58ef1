"""What a scenario's ``weights`` may say: one person's judgement, what the data say, or a whole group's.

The procedures of one person are in :mod:`priorizar.weighting.procedures`; here is what stands on them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Annotated, Any, Literal, Self

import numpy as np
from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    Field,
    SerializerFunctionWrapHandler,
    model_serializer,
    model_validator,
)
from typing_extensions import override

from priorizar.arrays import in_short
from priorizar.elicitation.joint import joint_comparisons
from priorizar.elicitation.notes import objective_notes, people_notes
from priorizar.elicitation.walk import Observations, Path, Place, Walk
from priorizar.elicitation.weights import Judgement, Node, People, Weights, tree_of
from priorizar.errors import PriorizarError, Problem, refusal
from priorizar.weighting import objective
from priorizar.weighting.aggregation import TRIM, Aggregation, Middle, aggregate_priorities, person_weights
from priorizar.weighting.helices import read_helice
from priorizar.weighting.procedures import (
    Ahp,
    BestWorst,
    Direct,
    Equal,
    Number,
    Points,
    RankOrder,
    Region,
    Smart,
    Statement,
    Swing,
)

__all__ = ["Group", "Member", "Statement", "WeightStatement", "Weights", "names_in", "weigh"]


class Objective(Statement):
    """Weights taken from how the alternatives differ."""

    procedure: Literal["objective"]
    scheme: objective.Scheme

    @override
    def judge(self, place: Place) -> Judgement:
        values, directions, known = place.columns()
        found = objective.objective_weights(self.scheme, values, directions, place.items)
        return Judgement(found, {"scheme": self.scheme}, notes=objective_notes(known))


class Blend(Statement):
    """Part what people say, part what the data say."""

    procedure: Literal["blend"]
    subjective: WeightStatement
    objective: objective.Scheme
    share: Annotated[Number, Field(ge=0, le=1)]

    @property
    @override
    def illustrative(self) -> bool:
        return self.subjective.illustrative

    @override
    def judge(self, place: Place) -> Judgement:
        said = place.weigh(self.subjective)
        found = Objective(procedure="objective", scheme=self.objective).judge(place)
        values = objective.blend(said, found.values, self.share)
        steps = {"subjective": said, "objective": found.values}
        return Judgement(values, {"share": self.share, "scheme": self.objective}, steps, found.notes)


PersonStatement = Annotated[
    Equal | Points | Direct | Swing | Smart | RankOrder | BestWorst | Ahp | Region,
    Field(discriminator="procedure"),
]

MOST_PEOPLE = 2_000
"""Answers in a group: every two people are held against each other."""

JOINT: dict[str, Middle] = {"aij": "mean", "aij_median": "median", "aij_trimmed": "trimmed"}
"""Ways to put judgements together, by what is taken of each."""


HeliceName = Annotated[str, AfterValidator(read_helice), Field(min_length=1, max_length=100)]


class Member(BaseModel):
    """One person of a group, and what they said in one round."""

    model_config = ConfigDict(extra="forbid", frozen=True, defer_build=True)

    code: str = Field(min_length=1, max_length=100)
    helice: HeliceName
    weights: PersonStatement
    institution: str = Field(default="", max_length=300)
    round: int = Field(default=1, ge=1, le=1000)
    illustrative: bool = False


class Group(Statement):
    """Many people's judgements, from a file with a row a person or written out.

    ``file`` is a path inside the study folder; reading it fills in ``people``, and ``sha256`` then says
    of which content. One that is written must be the file's.
    """

    procedure: Literal["group"]
    file: str | None = Field(default=None, min_length=1, max_length=300)
    people: tuple[Member, ...] | None = Field(default=None, max_length=MOST_PEOPLE)
    aggregation: Literal[
        "arithmetic", "geometric", "median", "trimmed", "aij", "aij_median", "aij_trimmed"
    ] = "arithmetic"
    each: Literal["helice", "person"] = "helice"
    shares: dict[HeliceName, Number] | None = None
    trim: Annotated[Number, Field(ge=0, lt=0.5)] = TRIM
    round: int | None = Field(default=None, ge=1)
    sha256: str | None = None

    @model_validator(mode="after")
    def _has_people(self) -> Self:
        if self.file is None and self.people is None:
            raise refusal("weighting.group_of_nobody")
        seen: set[tuple[str, int]] = set()
        for member in self.people or ():
            if (member.code, member.round) in seen:
                raise refusal("weighting.person_twice", code=member.code, round=member.round)
            seen.add((member.code, member.round))
        return self

    @model_serializer(mode="wrap")
    def _name_the_file_only(self, dump: SerializerFunctionWrapHandler) -> dict[str, Any]:
        """Leave who was read out of what is written: the file and its digest say it all."""
        said: dict[str, Any] = dump(self)
        if self.file is not None:
            said.pop("people", None)
        return said

    @property
    @override
    def illustrative(self) -> bool:
        return any(member.illustrative for member in self.people or ())

    def counted(self) -> tuple[Member, ...]:
        """Give who counts: those of the round asked for, or each person's last."""
        people = self.people or ()
        if self.round is not None:
            return tuple(member for member in people if member.round == self.round)
        last: dict[str, Member] = {}
        for member in people:  # in the order in which each first appears
            if member.code not in last or member.round > last[member.code].round:
                last[member.code] = member
        return tuple(last.values())

    def gather(self, members: Sequence[Member], node: Node) -> People:
        """Weigh what each said on a node.

        Raises
        ------
        PriorizarError
            With every problem of every person, who stands in the place of the file; or if there is nobody.
        """
        problems: list[Problem] = []
        found: list[Weights] = []
        for member in members:
            try:
                found.append(weigh(member.weights, node))
            except PriorizarError as error:
                problems += [Problem(one.key, one.values, one.file or member.code) for one in error.problems]
        if problems:
            raise PriorizarError(problems)
        helices = tuple(member.helice for member in members)
        share = person_weights(helices, self.each, self.shares)
        return People(
            codes=tuple(member.code for member in members),
            helices=helices,
            procedures=tuple(member.weights.procedure for member in members),
            values=np.array([one.values for one in found]),
            share=share,
            weights=tuple(found),
            illustrative=any(member.illustrative for member in members),
        )

    @override
    def judge(self, place: Place) -> Judgement:
        if self.people is None or place.node is None:
            raise refusal("weighting.group_unread", file=self.file)
        members = self.counted()
        people = self.gather(members, place.node)
        if self.aggregation in JOINT:
            joint = joint_comparisons(members, people.share, place.node, JOINT[self.aggregation], self.trim)
            values = place.weigh(joint)
        else:
            how: Aggregation = self.aggregation  # type: ignore[assignment]  # the others are joint
            values = aggregate_priorities(people.values, people.share, how, self.trim, place.items)
        return Judgement(values, {"people": people}, notes=people_notes(people))


WeightStatement = Annotated[
    Equal
    | Points
    | Direct
    | Swing
    | Smart
    | RankOrder
    | BestWorst
    | Ahp
    | Region
    | Objective
    | Blend
    | Group,
    Field(discriminator="procedure"),
]
_SPACE = {"WeightStatement": WeightStatement}
for _model in (Equal, Points, Direct, Swing, Smart, RankOrder, BestWorst, Ahp, Region, Blend):
    _model.model_rebuild(force=True, _types_namespace=_SPACE)


def names_in(statement: Statement) -> Iterator[tuple[Path, str]]:
    """Every criterion and group named anywhere in a statement, with its place in what was written."""
    yield from statement.names()
    if isinstance(statement, Blend):
        yield from ((("subjective", *path), name) for path, name in names_in(statement.subjective))
    if isinstance(statement, Group) and statement.file is None:
        for row, member in enumerate(statement.people or ()):
            yield from ((("people", row, "weights", *path), name) for path, name in names_in(member.weights))
    for group, inner in (statement.inner or {}).items():
        yield ("groups", group), group
        yield from ((("groups", group, *path), name) for path, name in names_in(inner))


def read_statement(written: Mapping[str, Any]) -> Statement:
    """Read a judgement given as plain data, as YAML would hold it.

    Raises
    ------
    PriorizarError
        With everything that is not as it should be.
    """
    from priorizar.files.yaml_source import Document, fill

    return fill(_Written, Document("weights", {"weights": dict(written)})).weights


class _Written(BaseModel):
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
