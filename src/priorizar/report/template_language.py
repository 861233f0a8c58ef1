"""What a template of a document may say: fields, conditions and loops, and nothing that reaches further.

Three fences, each enough by itself. The language: of Jinja only the parts listed here, so no calls, no
imports, no methods. The objects: texts, numbers, lists and dicts, and of a loop its counters; whatever else
an expression comes to is refused, for all that is looked up passes here. The amount: rounds of loops,
characters written, figures of a number. What remains, a library's own labour on a strange document, is
bounded by the process that :mod:`priorizar.files.confined` gives it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from jinja2 import StrictUndefined, Template, Undefined, nodes
from jinja2.runtime import LoopContext
from jinja2.sandbox import ImmutableSandboxedEnvironment

from priorizar.errors import refusal

MOST_ROUNDS = 1_000_000
"""Of all loops of a document together."""

MOST_WRITTEN = 20_000_000
"""Characters of all its parts together."""

MOST_AMOUNT = 10**15
"""Of a number that is reckoned with."""

MOST_BETWEEN = 20
"""Characters that ``join`` puts between two texts."""

SCALARS = (str, int, float, bool, type(None))
PLAIN = (*SCALARS, list, dict)
"""Types of all that a template can reach; besides, the counters of a loop, which are among them."""

LOOP = frozenset(
    ("index", "index0", "revindex", "revindex0", "first", "last", "length", "previtem", "nextitem")
)
TESTS = ("defined", "undefined", "none", "string", "number", "mapping", "odd", "even", "eq", "ne", "in")

_SAID = (
    nodes.Template, nodes.Output, nodes.TemplateData, nodes.For, nodes.If, nodes.Assign,
    nodes.Name, nodes.Const, nodes.List, nodes.Tuple, nodes.Getattr, nodes.Getitem, nodes.Slice,
    nodes.Filter, nodes.Test, nodes.CondExpr, nodes.Compare, nodes.Operand, nodes.And, nodes.Or, nodes.Not,
    nodes.Neg, nodes.Pos, nodes.Add, nodes.Sub, nodes.Mul, nodes.Div,
)  # fmt: skip


class Language(ImmutableSandboxedEnvironment):
    """The environment in which the parts of one document are filled in, with what it has used up so far.

    Parameters
    ----------
    finish
        Takes what each part comes to, and gives it as it goes into the document.
    bounded
        Whether loops and what is written have a bound; the program's own templates need none.
    """

    intercepted_binops = frozenset("+-*/")
    intercepted_unops = frozenset("+-")

    def __init__(self, finish: Callable[[str], str] = str, *, bounded: bool = True) -> None:
        # Nothing is reckoned while a template is read: what it takes would be counted nowhere.
        super().__init__(autoescape=True, undefined=StrictUndefined, finalize=_printed, optimized=False)
        self.finish = finish
        self.bounded = bounded
        self.rounds = self.written = 0
        self.globals.clear()
        self.filters = {**_FILTERS, _COUNTED: self._count}
        self.tests = {name: self.tests[name] for name in TESTS}
        self.template_class = _Bounded

    def compile(self, source: Any, *rest: Any, **named: Any) -> Any:
        """Read a template, refuse what it may not say, and have its loops counted."""
        if isinstance(source, str):
            source = self.parse(source)
        _refuse_else(source)
        for loop in list(source.find_all(nodes.For)):
            loop.iter = nodes.Filter(loop.iter, _COUNTED, [], [], None, None)
        return super().compile(source, *rest, **named)

    def getattr(self, obj: Any, attribute: str) -> Any:
        """Look up a name: a key of a dict or a counter of a loop, never an attribute of an object."""
        if isinstance(obj, LoopContext) and attribute in LOOP:
            return getattr(obj, attribute)
        return self.getitem(obj, attribute)

    def getitem(self, obj: Any, argument: Any) -> Any:
        """Look up a key of a dict or a place of a list or a text."""
        if isinstance(obj, Undefined):
            str(obj)  # says which field there is none of
        try:
            if type(obj) is dict and isinstance(argument, str):
                return obj[argument]
            if isinstance(obj, list | str) and type(argument) is int:
                return obj[argument]
        except (KeyError, IndexError):
            return self.undefined(obj=obj, name=argument)
        raise _refused(f"{type(obj).__name__}.{argument}"[:60])

    def call_binop(self, context: Any, operator: str, left: Any, right: Any) -> Any:
        """Reckon with two numbers, neither of them large."""
        return super().call_binop(context, operator, _amount(left), _amount(right))

    def call_unop(self, context: Any, operator: str, arg: Any) -> Any:
        """Turn a number's sign."""
        return super().call_unop(context, operator, _amount(arg))

    def call(self, *_given: Any, **_named: Any) -> Any:
        """Refuse: a template calls nothing."""
        raise _refused("()")

    def _count(self, listed: Any) -> Any:
        """Count the rounds of a loop before it begins."""
        self.rounds += len(_of(listed, list, dict))
        if self.bounded and self.rounds > MOST_ROUNDS:
            raise refusal("report.template_rounds", limit=f"{MOST_ROUNDS:,}")
        return listed


class _Bounded(Template):
    """A template that stops when it has written too much."""

    environment: Language

    def render(self, *given: Any, **named: Any) -> str:
        pieces = []
        for piece in self.root_render_func(self.new_context(dict(*given, **named))):
            self.environment.written += len(piece)
            if self.environment.bounded and self.environment.written > MOST_WRITTEN:
                raise refusal("report.template_written", limit=f"{MOST_WRITTEN:,}")
            pieces.append(piece)
        return self.environment.finish("".join(pieces))


def _refused(what: str) -> Exception:
    return refusal("report.template_forbidden", what=what)


def _refuse_else(tree: nodes.Template) -> None:
    """Refuse a template that says more than the language has."""
    waiting: list[nodes.Node] = [tree]
    while waiting:
        node = waiting.pop()
        kind = type(node).__name__
        if not isinstance(node, _SAID) or getattr(node, "recursive", False):
            raise _refused(kind)
        if isinstance(node, nodes.Filter) and (node.dyn_args or node.dyn_kwargs or node.kwargs):
            raise _refused(f"{node.name}(*)")
        if isinstance(node, nodes.List | nodes.Tuple):
            # Of lists within lists of the same a few lines make more than any memory holds.
            inside = nodes.Name if getattr(node, "ctx", "load") == "store" else nodes.Const
            if not all(isinstance(one, inside) for one in node.items):
                raise _refused(kind)
        waiting.extend(node.iter_child_nodes())


def _printed(value: Any) -> Any:
    """Let through what can be printed: a text, a number; the rest a template goes through in a loop."""
    if isinstance(value, (*SCALARS, Undefined)):
        return value
    raise _refused(type(value).__name__)


def _amount(value: Any) -> Any:
    if isinstance(_of(value, int, float), bool) or not abs(value) <= MOST_AMOUNT:
        raise _refused(type(value).__name__)
    return value


def _of(value: Any, *kinds: type) -> Any:
    """Return a value if it is of one of some kinds, or refuse it."""
    if isinstance(value, Undefined):
        str(value)  # says which field there is none of
    if not isinstance(value, kinds):
        raise _refused(type(value).__name__)
    return value


def _text(value: Any) -> str:
    return str(_of(value, *SCALARS))


def _listed(value: Any) -> list[Any]:
    found: list[Any] = _of(value, list)
    return found


def _join(value: Any, between: Any = "") -> str:
    if len(_text(between)) > MOST_BETWEEN:
        raise _refused("join")
    return _text(between).join(map(_text, _listed(value)))


def _length(value: Any) -> int:
    return len(_of(value, str, list, dict))


def _default(value: Any, otherwise: Any = "", also_empty: Any = False) -> Any:
    missing = isinstance(value, Undefined) or (also_empty is True and not value)
    return otherwise if missing else value


def _round(value: Any, digits: Any = 0) -> float:
    if type(digits) is not int or not 0 <= digits <= 12:
        raise _refused("round")
    return round(float(_amount(value)), digits)


_COUNTED = "counted"
_FILTERS: Mapping[str, Callable[..., Any]] = {
    "capitalize": lambda value: _text(value).capitalize(),
    "count": _length,
    "default": _default,
    "first": lambda value: _listed(value)[0],
    "int": lambda value: int(_amount(value)),
    "join": _join,
    "last": lambda value: _listed(value)[-1],
    "length": _length,
    "lower": lambda value: _text(value).lower(),
    "round": _round,
    "sort": lambda value: sorted(_listed(value)),
    "title": lambda value: _text(value).title(),
    "trim": lambda value: _text(value).strip(),
    "upper": lambda value: _text(value).upper(),
}
"""What may follow a field after ``|``: nothing that makes more of it than it is."""
