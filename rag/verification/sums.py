"""Sums that a model gives for a computed figure: 4元×200=800元. Checked by arithmetic, never taken on trust."""

import ast
import operator
import re
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from ingest.quantities.figures import Figure, any_unit, figures
from ingest.text.fold import fold_same_length

LONGEST = 80  # characters
ALLOWED = re.compile(
    rf"(?:[\d.,+\-*/()=%\s元万亿人个名户月年天日次周张学期生每百分点岁套所家床座处项间辆件册吨亩里公米平方小时]|{any_unit()})+"
)
OPERATORS: dict[type[ast.operator], Callable[[Decimal, Decimal], Decimal]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
}
SIGNS = str.maketrans({"×": "*", "x": "*", "÷": "/", "－": "-", "−": "-", "＋": "+", "＝": "=", "，": ","})
SPLIT, MOST = re.compile("[;；\n]"), 4
SHARES = {"%": 100, "个百分点": 100}
ROUNDED = Decimal("0.01")  # a quotient may be given to this


@dataclass(frozen=True, slots=True)
class Sum:
    """What was computed from what."""

    operands: tuple[Figure, ...]
    result: Figure


def read_sums(text: str) -> tuple[Sum, ...]:
    """Sums that are told one behind the other, each of which must hold; none where one does not."""
    parts = [part for part in SPLIT.split(text) if part.strip()][: MOST + 1]
    found = tuple(filter(None, map(read_sum, parts)))
    return found if len(found) == len(parts) <= MOST else ()


def read_sum(text: str) -> Sum | None:
    """The sum, if it is one and holds; its result may be written twice (=0.35万张=3500张)."""
    plain = fold_same_length(text).translate(SIGNS)
    if len(plain) > LONGEST or not ALLOWED.fullmatch(plain) or "=" not in plain:
        return None
    left, *rights = plain.split("=")
    operands, given = figures(left), [figures(right) for right in rights]
    results = [figure for found in given for figure in found]
    if len(operands) < 2 or any(len(found) != 1 for found in given) or not all(map(results[-1].same, results)):
        return None
    for figure in reversed(operands):
        left = f"{left[: figure.start]}{_plain(figure):f}{left[figure.end :]}"
    try:
        value = _value(ast.parse(re.sub(r"[^\d.+\-*/()]", "", left), mode="eval").body)
    except (SyntaxError, ValueError, InvalidOperation, ZeroDivisionError, RecursionError):
        return None
    return (
        Sum(operands, results[-1])
        if abs(value - _plain(results[-1])) < ROUNDED / SHARES.get(results[-1].unit, 1)
        else None
    )


def _plain(figure: Figure) -> Decimal:
    """The value as a plain number: 0.5 of 50%."""
    return figure.value / SHARES.get(figure.unit, 1)


def _value(node: ast.expr) -> Decimal:
    if isinstance(node, ast.BinOp) and type(node.op) in OPERATORS:
        return OPERATORS[type(node.op)](_value(node.left), _value(node.right))
    if isinstance(node, ast.Constant) and isinstance(node.value, int | float):
        return Decimal(str(node.value))
    raise ValueError(f"no arithmetic: {ast.dump(node)}")
