"""Mutants of Python code: operators of Cosmic Ray, and a few of our own in the same form.

Left out is what no test of behaviour can notice or what fails on import: annotations, imports, decorators, docstrings,
assertions, `strict=` of zip.
"""

import ast
import copy
from collections.abc import Iterable, Iterator
from itertools import accumulate
from typing import Any

import parso
from cosmic_ray.ast import get_ast
from cosmic_ray.operators import binary_operator_replacement as binary
from cosmic_ray.operators import comparison_operator_replacement as comparison
from cosmic_ray.operators import unary_operator_replacement as unary
from cosmic_ray.operators.boolean_replacer import (
    ReplaceAndWithOr,
    ReplaceFalseWithTrue,
    ReplaceOrWithAnd,
    ReplaceTrueWithFalse,
)
from cosmic_ray.operators.break_continue import ReplaceBreakWithContinue, ReplaceContinueWithBreak
from cosmic_ray.operators.exception_replacer import ExceptionReplacer
from cosmic_ray.operators.number_replacer import NumberReplacer
from cosmic_ray.operators.operator import Example, Operator
from cosmic_ray.operators.zero_iteration_for_loop import ZeroIterationForLoop

from bench.mutants.mutant import Edit, Kind
from bench.mutants.patterns import PLACEHOLDER, alternatives

# of all pairs those that a slip of a programmer makes: the bound, the direction, the contrary
COMPARISONS = [
    "Lt_LtE",
    "Lt_GtE",
    "LtE_Lt",
    "LtE_Gt",
    "Gt_GtE",
    "Gt_LtE",
    "GtE_Gt",
    "GtE_Lt",
    "Eq_NotEq",
    "NotEq_Eq",
    "Is_IsNot",
    "IsNot_Is",
]
ARITHMETIC = [
    "Add_Sub",
    "Sub_Add",
    "Mul_Div",
    "Div_Mul",
    "FloorDiv_Mul",
    "Mod_FloorDiv",
    "Pow_Mul",
    "BitOr_BitAnd",
    "BitAnd_BitOr",
]
UNARY = ["USub_UAdd", "Delete_Invert"]
SKIPPED = frozenset({"import_name", "import_from", "decorator", "decorators", "assert_stmt", "tfpdef"})
SKIPPED_KEYWORDS = frozenset({"strict"})
MIN_ITEMS = 2


class Negate(Operator):
    """The contrary of a whole condition: if, elif, while, the conditional expression, the filter of a comprehension."""

    def mutation_positions(self, node: Any) -> Iterator[tuple[Any, Any]]:
        for at in self._conditions(node):
            yield node.children[at].start_pos, node.children[at].end_pos

    def mutate(self, node: Any, index: int) -> Any:
        at = self._conditions(node)[index]
        node.children[at] = parso.parse(f" not ({node.children[at].get_code().strip()})")
        return node

    @staticmethod
    def _conditions(node: Any) -> list[int]:
        if node.type in ("if_stmt", "while_stmt"):
            words = [getattr(child, "value", "") for child in node.children]
            places = [at + 1 for at, word in enumerate(words) if word in ("if", "elif", "while")]
        elif node.type == "comp_if":
            places = [1]
        else:
            places = [2] if node.type in ("test", "ternary") and len(node.children) == 5 else []
        return [at for at in places if node.children[at].type != "not_test"]  # there the `not` is deleted

    @classmethod
    def examples(cls) -> tuple[Example, ...]:
        return (
            Example("if a or b: pass", "if not (a or b): pass"),
            Example("[x for x in y if x]", "[x for x in y if not (x)]"),
        )


class Membership(Operator):
    """`in` for `not in`, and the other way round."""

    def mutation_positions(self, node: Any) -> Iterator[tuple[Any, Any]]:
        for child in self._operators(node):
            yield child.start_pos, child.end_pos

    def mutate(self, node: Any, index: int) -> Any:
        child = self._operators(node)[index]
        words = " in" if child.type == "comp_op" else " not in"
        node.children[node.children.index(child)] = parso.parse(words)
        return node

    @staticmethod
    def _operators(node: Any) -> list[Any]:
        if node.type != "comparison":
            return []
        return [child for child in node.children[1::2] if child.get_code().split() in (["in"], ["not", "in"])]

    @classmethod
    def examples(cls) -> tuple[Example, ...]:
        return (Example("a in b", "a not in b"), Example("a not in b", "a in b"))


class ReturnNothing(Operator):
    """`return None` for another value."""

    def mutation_positions(self, node: Any) -> Iterator[tuple[Any, Any]]:
        if node.type == "return_stmt" and node.children[1].get_code().strip() != "None":
            yield node.children[1].start_pos, node.children[1].end_pos

    def mutate(self, node: Any, index: int) -> Any:
        node.children[1] = parso.parse(" None")
        return node

    @classmethod
    def examples(cls) -> tuple[Example, ...]:
        return (Example("def f(): return 1", "def f(): return None"),)


class DropItem(Operator):
    """A set, list or tuple of strings without one of them."""

    def mutation_positions(self, node: Any) -> Iterator[tuple[Any, Any]]:
        for item in self._items(node):
            yield item.start_pos, item.end_pos

    def mutate(self, node: Any, index: int) -> Any:
        item = self._items(node)[index]
        at = node.children.index(item)
        last = at + 1 == len(node.children)
        dropped = (at - 1, at + 1) if last else (at, at + 2)
        del node.children[slice(*dropped)]
        return node

    @staticmethod
    def _items(node: Any) -> list[Any]:
        if node.type not in ("testlist_comp", "dictorsetmaker", "testlist"):
            return []
        items = node.children[::2]
        commas = all(getattr(child, "value", "") == "," for child in node.children[1::2])
        return items if commas and len(items) >= MIN_ITEMS and all(item.type == "string" for item in items) else []

    @classmethod
    def examples(cls) -> tuple[Example, ...]:
        return (Example('{"a", "b"}', '{ "b"}'),)


class DropAlternative(Operator):
    """A pattern in a string without one of its alternatives."""

    def mutation_positions(self, node: Any) -> Iterator[tuple[Any, Any]]:
        spans = self._spans(node)
        code = node.get_code(include_prefix=False) if spans else ""
        for pieces in spans:
            yield _position(node, code[: pieces[0][0]]), _position(node, code[: pieces[-1][1]])

    def mutate(self, node: Any, index: int) -> Any:
        pieces = self._spans(node)[index]
        code = node.get_code(include_prefix=False)
        for start, end in reversed(pieces):
            code = code[:start] + code[end:]
        return parso.parse(code)

    @staticmethod
    def _spans(node: Any) -> list[list[tuple[int, int]]]:
        """For each alternative the spans of source that go, counted from the start of the node's code."""
        if node.type not in ("string", "strings", "fstring") or (node.parent and node.parent.type == "strings"):
            return []
        units = list(_units(node))
        pattern = "".join(value for value, _, _ in units)
        if "|" not in pattern:
            return []
        return [[(start, end) for _, start, end in units[left:right]] for left, right in alternatives(pattern)]

    @classmethod
    def examples(cls) -> tuple[Example, ...]:
        return (Example('r"a|(?:b|c)"', 'r"(?:b|c)"', occurrence=2),)  # the innermost group comes first


def _position(node: Any, before: str) -> tuple[int, int]:
    """Line and column behind so much of a node's code."""
    line, column = node.start_pos
    newlines = before.count("\n")
    return line + newlines, len(before) - before.rfind("\n") - 1 if newlines else column + len(before)


def _units(node: Any) -> Iterator[tuple[str, int, int]]:
    """Characters that a string literal stands for, each with its span of the node's code without its prefix.

    Neighbouring literals are one text. An expression within an f-string is one `PLACEHOLDER`.
    """
    if node.type in ("strings", "fstring"):
        at = -len(node.get_first_leaf().prefix)
        raw = node.type == "fstring" and "r" in node.children[0].value.lower()
        for child in node.children:
            size = len(child.get_code())
            inner = at + len(child.get_first_leaf().prefix)
            if child.type in ("string", "fstring"):
                yield from ((value, inner + start, inner + end) for value, start, end in _units(child))
            elif child.type == "fstring_string":
                yield from _characters(child.value, inner, raw=raw, braces=True)
            elif child.type == "fstring_expr":
                yield PLACEHOLDER, inner, at + size
            at += size
    else:
        code = node.value
        quote = 3 if code.endswith(('"""', "'''")) and len(code) > 5 else 1
        opening = code.index(code[-1]) + quote
        yield from _characters(code[opening:-quote], opening, raw="r" in code[:opening].lower())


def _characters(code: str, offset: int, *, raw: bool, braces: bool = False) -> Iterator[tuple[str, int, int]]:
    at = 0
    while at < len(code):
        size = 1
        value = code[at]
        if braces and code[at : at + 2] in ("{{", "}}"):
            size = 2
        elif not raw and value == "\\":
            size = {"x": 4, "u": 6, "U": 10}.get(code[at + 1], 2)
            value = ast.literal_eval(f'"""{code[at : at + size]}"""')
        if value:
            yield value, offset + at, offset + at + size
        at += size


def _chosen(operators: Iterable[Any], suffixes: list[str]) -> list[Operator]:
    return [operator() for operator in operators if any(operator.__name__.endswith(f"_{name}") for name in suffixes)]


OPERATORS: dict[Kind, list[Operator]] = {
    Kind.NUMBER: [NumberReplacer()],
    Kind.CONDITION: [
        *_chosen(comparison.operators(), COMPARISONS),
        *_chosen(unary.operators(), ["Delete_Not"]),
        ReplaceAndWithOr(),
        ReplaceOrWithAnd(),
        Negate(),
        Membership(),
    ],
    Kind.PATTERN: [DropAlternative(), DropItem()],
    Kind.OTHER: [
        *_chosen(binary.operators(), ARITHMETIC),
        *_chosen(unary.operators(), UNARY),
        ReplaceTrueWithFalse(),
        ReplaceFalseWithTrue(),
        ReplaceBreakWithContinue(),
        ReplaceContinueWithBreak(),
        ExceptionReplacer(),
        ZeroIterationForLoop(),
        ReturnNothing(),
    ],
}


def edits(code: str) -> Iterator[Edit]:
    """Every mutation of a module's code."""
    lines = [0, *accumulate(len(line) for line in parso.split_lines(code, keepends=True))]  # type: ignore[attr-defined]  # parso re-exports it without saying so
    for node in _mutable(get_ast(code)):
        for kind, operators in OPERATORS.items():
            for operator in operators:
                for index, (place, _) in enumerate(operator.mutation_positions(node)):
                    start = lines[node.start_pos[0] - 1] + node.start_pos[1]
                    old = node.get_code(include_prefix=False)
                    new = operator.mutate(_alone(node), index).get_code()
                    new = new.removeprefix(node.get_first_leaf().prefix).lstrip(" ")
                    yield Edit(
                        start=start,
                        end=start + len(old),
                        new=new,
                        place=lines[place[0] - 1] + place[1],
                        operator=type(operator).__name__,
                        kind=kind,
                    )


def _alone(node: Any) -> Any:
    """A copy of a node that knows its parent's kind and nothing above."""
    parent, node.parent = node.parent, None
    try:
        twin = copy.deepcopy(node)
    finally:
        node.parent = parent
    twin.parent = parent
    return twin


def _mutable(node: Any) -> Iterator[Any]:
    if node.type in SKIPPED or _is_docstring(node) or _is_no_arithmetic(node):
        return
    yield node
    children = list(getattr(node, "children", ()))
    if node.type == "annassign":
        children = children[2:]  # the colon and the type
    elif node.type == "param" and len(children) > 2:
        children = children[1:]
    elif node.type in ("funcdef", "lambdef") and "->" in [getattr(child, "value", "") for child in children]:
        arrow = next(at for at, child in enumerate(children) if getattr(child, "value", "") == "->")
        del children[arrow : arrow + 2]
    elif node.type == "argument" and getattr(children[0], "value", "") in SKIPPED_KEYWORDS:
        children = []
    for child in children:
        yield from _mutable(child)


def _is_no_arithmetic(node: Any) -> bool:
    """`*` of a signature, `**` that unpacks into a dict, `/` that joins a path to a name: none of them calculates."""
    if node.type != "operator" or node.value not in ("*", "**", "/"):
        return False
    if node.parent.type in ("parameters", "lambdef", "dictorsetmaker"):
        return True
    return node.value == "/" and any(child.type == "string" for child in node.parent.children)


def _is_docstring(node: Any) -> bool:
    """A string that stands as a statement."""
    return node.type in ("string", "strings") and node.parent is not None and node.parent.type == "simple_stmt"
