"""Computations that an answer shows: 21230件 − 19480件 = 1750件, 143户 ÷ 262户 ≈ 54.6%."""

from __future__ import annotations

import ast
import operator
import re
from collections.abc import Callable
from decimal import Decimal, DivisionByZero, InvalidOperation

from eval.figures import Figure, figures

SIGNS = str.maketrans({"×": "*", "÷": "/", "≈": "=", "＝": "="})
OPERATIONS: dict[type[ast.operator], Callable[[Decimal, Decimal], Decimal]] = {
    ast.Add: operator.add, ast.Sub: operator.sub, ast.Mult: operator.mul, ast.Div: operator.truediv,
}  # fmt: skip
# what a change in percent makes of the year before: (1 + 4.7%)
CHANGED = re.compile(r"\(1\s*([-+])\s*(\d+(?:\.\d+)?)%\)")
# what a figure in a formula is of, in words (1.39万亿斤 of 2023年, a whole in brackets): no part of the sum
ASIDE = re.compile(r"\([^\d()]+\)|(?<!\d)(?:19|20)\d\d年(?=\d)")
SUM = re.compile(r"[(\d][^=:;,。]*[-+*/][^=:;,。]*=")


def proven(line: str) -> set[tuple[Decimal, str]]:
    """Give the results on a normalised line that follow from the figures shown before their equals sign."""
    found = set()
    line = ASIDE.sub("", line.translate(SIGNS))
    for match in SUM.finditer(line):
        result = next((one for one in figures(line) if one.start == match.end()), None)
        if result and follows(match[0][:-1], result):
            found.add(result.value)
            if "*100%=" in match[0]:  # a share written as a ÷ b × 100%: the 100% is no figure of a report
                found.add((Decimal(100), "%"))
    return found


def follows(expression: str, result: Figure) -> bool:
    """Tell whether the result is the expression's value, rounded as it is written; a share may be in %."""
    value = _value(expression)
    if value is None:
        return False
    step = Decimal(1).scaleb(int(result.number.as_tuple().exponent)) / 2
    candidates = (value, value * 100) if result.unit == "%" else (value,)
    return any(abs(one - result.number) <= step for one in candidates)


def _value(expression: str) -> Decimal | None:
    """Compute an expression of figures and counts; None where it is none."""
    numbers: list[Decimal] = []
    expression = CHANGED.sub(lambda match: str(1 + Decimal(match[1] + match[2]) / 100), expression)
    for one in reversed(figures(expression)):
        numbers.append(one.number)
        expression = f"{expression[: one.start]}{one.number:f}{expression[one.end :]}"
    try:
        return _evaluate(ast.parse(expression, mode="eval").body, expression)
    except (SyntaxError, ValueError, DivisionByZero, InvalidOperation):
        return None


def _evaluate(node: ast.expr, source: str) -> Decimal:
    if isinstance(node, ast.BinOp) and type(node.op) in OPERATIONS:
        return OPERATIONS[type(node.op)](_evaluate(node.left, source), _evaluate(node.right, source))
    written = ast.get_source_segment(source, node)
    if isinstance(node, ast.Constant) and written:
        return Decimal(written)
    raise ValueError(source)
