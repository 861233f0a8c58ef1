"""What a scenario's ``weights`` may say: one form a procedure, told apart by ``procedure``.

A judgement of one person names either all the criteria below its node of the value tree, and then weighs
them directly, or what lies directly below the node; then ``groups`` holds one judgement for each group
among those (a group left out: its criteria weigh the same). On these stand what the data say, blends of
both, and a whole group's answers.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Annotated, Any, Literal, Self

import numpy as np
from pydantic import (
    AfterValidator,
    Field,
    SerializerFunctionWrapHandler,
    model_serializer,
    model_validator,
)
from typing_extensions import override

from priorizar.elicitation import judgements
from priorizar.elicitation.bounds import RegionStatement
from priorizar.elicitation.joint import joint_comparisons
from priorizar.elicitation.notes import objective_notes, people_notes
from priorizar.elicitation.ratios import Number, Ratio
from priorizar.elicitation.walk import Pair, Place, Walk
from priorizar.elicitation.weights import Judgement, Node, People, Weights
from priorizar.errors import PriorizarError, Problem, refusal, within
from priorizar.forms import Form
from priorizar.weighting import direct, objective, rank_order
from priorizar.weighting.aggregation import (
    TRIM,
    Aggregation,
    Each,
    Middle,
    aggregate_priorities,
    person_weights,
)
from priorizar.weighting.ahp import Prioritization, RandomIndex
from priorizar.weighting.helices import read_helice

MOST = 5_000


class Statement(Form):
    """Base of every judgement."""

    procedure: str

    @property
    def inner(self) -> Mapping[str, Statement] | None:
        """Judgements on the groups directly below, by id; None where it speaks of criteria only."""
        return None

    @property
    def illustrative(self) -> bool:
        """Whether it says of itself that somebody made it up."""
        return False

    @property
    def pairs(self) -> tuple[Pair, ...] | None:
        """Comparisons in pairs; None where it was said in another way."""
        return None

    def names(self) -> Iterator[str]:
        """Every criterion or group this judgement weighs."""
        yield from ()

    def judge(self, place: Place) -> Judgement:
        """Weigh ``place.items``.

        Raises
        ------
        PriorizarError
            With everything that keeps it from doing so, each at its path in the judgement.
        """
        raise NotImplementedError


class TreeStatement(Statement):
    """A judgement that may speak of groups."""

    groups: dict[str, WeightStatement] | None = None

    @property
    @override
    def inner(self) -> Mapping[str, Statement] | None:
        return self.groups


class Equal(TreeStatement):
    """Everything weighs the same: the criteria, or with ``groups`` what lies directly below."""

    procedure: Literal["equal"]

    @override
    def judge(self, place: Place) -> Judgement:
        return judgements.equal(place.items)


class _Numbers(TreeStatement):
    values: dict[str, Number] = Field(max_length=MOST)

    @override
    def names(self) -> Iterator[str]:
        yield from self.values

    @override
    def judge(self, place: Place) -> Judgement:
        return judgements.from_numbers(place.items, self.values)


class Points(_Numbers):
    """A hundred points to share; 0 turns a criterion off."""

    procedure: Literal["points"]

    @override
    def judge(self, place: Place) -> Judgement:
        return super().judge(place).noting(direct.points_notes(self.values))


class Direct(_Numbers):
    """Each criterion rated by itself on any scale that starts at 0."""

    procedure: Literal["direct"]


class Swing(_Numbers):
    """From worst to best on each criterion: the swing most wanted is 100, the others in proportion."""

    procedure: Literal["swing"]

    @override
    def judge(self, place: Place) -> Judgement:
        return super().judge(place).noting(direct.swing_notes(self.values))


class Smart(_Numbers):
    """The least important criterion is 10, the others in proportion."""

    procedure: Literal["smart"]

    @override
    def judge(self, place: Place) -> Judgement:
        return super().judge(place).noting(direct.smart_notes(self.values))


class RankOrder(TreeStatement):
    """From the most to the least important; a list within the list is a tie."""

    procedure: Literal["rank_order"]
    order: tuple[str | tuple[str, ...], ...] = Field(max_length=MOST)
    formula: rank_order.Formula = "roc"

    @override
    def names(self) -> Iterator[str]:
        for entry in self.order:
            yield from (entry,) if isinstance(entry, str) else entry

    @override
    def judge(self, place: Place) -> Judgement:
        return judgements.from_order(place.items, self.order, self.formula)


class BestWorst(TreeStatement):
    """How many times the best matters as much as each, and each as much as the worst."""

    procedure: Literal["best_worst"]
    best: str
    worst: str
    best_to_others: dict[str, Ratio] = Field(max_length=MOST)
    others_to_worst: dict[str, Ratio] = Field(max_length=MOST)

    @override
    def names(self) -> Iterator[str]:
        yield from (self.best, self.worst, *self.best_to_others, *self.others_to_worst)

    @override
    def judge(self, place: Place) -> Judgement:
        return judgements.from_best_worst(
            place.items, self.best, self.worst, self.best_to_others, self.others_to_worst
        )


class Ahp(TreeStatement):
    """Pairwise comparisons: ``[a, b, 3]`` says that a matters three times as much as b."""

    procedure: Literal["ahp"]
    comparisons: tuple[tuple[str, str, Ratio], ...] = Field(max_length=MOST)
    prioritization: Prioritization = "eigenvector"
    random_index: RandomIndex = "saaty_1980"

    @property
    @override
    def pairs(self) -> tuple[Pair, ...]:
        return self.comparisons

    @override
    def names(self) -> Iterator[str]:
        for a, b, _ in self.comparisons:
            yield from (a, b)

    @override
    def judge(self, place: Place) -> Judgement:
        return judgements.from_comparisons(
            place.items, self.comparisons, self.prioritization, self.random_index
        )


class Region(TreeStatement):
    """Statements that leave room; the weights are the centre of all that fit."""

    procedure: Literal["region"]
    statements: tuple[RegionStatement, ...] = Field(max_length=200)

    @override
    def names(self) -> Iterator[str]:
        for one in self.statements:
            yield from one.said.named.values()

    @override
    def judge(self, place: Place) -> Judgement:
        return judgements.from_bounds(place.items, [one.said for one in self.statements])


class Objective(Statement):
    """Weights taken from how the alternatives differ."""

    procedure: Literal["objective"]
    scheme: objective.Scheme

    @override
    def judge(self, place: Place) -> Judgement:
        values, directions, known = place.columns()
        with within("scheme"):
            found = objective.objective_weights(self.scheme, values, directions, place.items)
        return Judgement(found, {"scheme": self.scheme}, notes=objective_notes(known))


class Blend(Statement):
    """Combine what people say with what the data say."""

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
        said = place.weigh(self.subjective, "subjective")
        with within("objective"):
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


class Member(Form):
    """One person of a group, and what they said in one round."""

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
    aggregation: Literal[Aggregation, "aij", "aij_median", "aij_trimmed"] = "arithmetic"
    each: Each = "helice"
    shares: dict[HeliceName, Number] | None = None
    trim: Annotated[Number, Field(ge=0, lt=0.5)] = TRIM
    round: int | None = Field(default=None, ge=1)
    sha256: str | None = None

    @model_validator(mode="after")
    def _has_people(self) -> Self:
        if self.file is None and self.people is None:
            raise refusal("weighting.group_of_nobody")
        seen: set[tuple[str, int]] = set()
        for row, member in enumerate(self.people or ()):
            if (member.code, member.round) in seen:
                values = {"code": member.code, "round": member.round}
                raise refusal("weighting.person_twice", "people", row, "code", **values)
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
        """Return who counts: those of the round asked for, or each person's last."""
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
            With every problem of every person, at its path in the group; or if there is nobody.
        """
        rows = {id(member): row for row, member in enumerate(self.people or ())}
        problems: list[Problem] = []
        found: list[Weights] = []
        for member in members:
            try:
                found.append(Walk(node, None).run(member.weights))
            except PriorizarError as error:
                where = ("people", rows.get(id(member), 0), "weights")
                problems += [replace(one.within(*where), person=member.code) for one in error.problems]
        if problems:
            raise PriorizarError(problems)
        helices = tuple(member.helice for member in members)
        with within("shares"):
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
            middle = JOINT[self.aggregation]
            with within("aggregation"):
                joint = joint_comparisons(members, people.share, place.node, middle, self.trim)
            values = place.weigh(joint)
        else:
            how: Aggregation = self.aggregation  # type: ignore[assignment]  # the others are joint
            with within("aggregation"):
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
