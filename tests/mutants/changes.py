"""In: a module as a syntax tree; out: every small change of it that some test should notice.

Words are left alone, and so is what nothing is decided by; `left_alone` says what that is.
"""

import ast
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple

OPPOSITE: Mapping[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Lt: ast.LtE,
    ast.LtE: ast.Lt,
    ast.Gt: ast.GtE,
    ast.GtE: ast.Gt,
    ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq,
    ast.In: ast.NotIn,
    ast.NotIn: ast.In,
    ast.Is: ast.IsNot,
    ast.IsNot: ast.Is,
}
"""Of two numbers the one beside the border, of all else the contrary."""
CONTRARY = (ast.Eq, ast.NotEq, ast.In, ast.NotIn, ast.Is, ast.IsNot)
RECKONED: Mapping[type[ast.operator], type[ast.operator]] = {
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.Mult: ast.Div,
    ast.Div: ast.Mult,
    ast.FloorDiv: ast.Mult,
    ast.Mod: ast.Mult,
    ast.BitOr: ast.BitAnd,
    ast.BitAnd: ast.BitOr,
}
CALLED: Mapping[str, str] = {"min": "max", "max": "min", "any": "all", "all": "any"}
PROMISES = frozenset({"frozen", "strict"})
"""Arguments that only say what holds anyway."""
NOTHING = ast.YieldFrom(ast.Tuple([], ast.Load()))
Display = ast.Tuple | ast.List | ast.Set | ast.Dict
Function = ast.FunctionDef | ast.AsyncFunctionDef


class Place(NamedTuple):
    """Where a node hangs in the tree, and the node in whose text a change of it can be read.

    `statement` is the innermost one around it, `function` the function or class.
    """

    parent: ast.AST
    field: str
    at: int | None
    within: ast.AST
    statement: ast.stmt
    function: ast.stmt | None
    name: str

    def put(self, node: ast.AST) -> None:
        """Hang another node there."""
        if self.at is None:
            setattr(self.parent, self.field, node)
        else:
            getattr(self.parent, self.field)[self.at] = node


@dataclass(frozen=True)
class Change:
    """One change: where it stands, and the code before and after, as far as it tells it.

    `lines` are those of its statement.
    """

    line: int
    lines: range
    function: str
    before: str
    after: str


def changes(tree: ast.Module) -> Iterator[Change]:
    """Every change, in the order of the code; while one is given, the tree is the changed one."""
    for place, node in nodes(tree):
        was = ast.dump(node)
        for other in variants(node, place):
            if ast.dump(other) == was:
                continue
            within = place.within if place.within is not node else other
            before = text_of(place.within)
            place.put(other)
            ast.fix_missing_locations(ast.copy_location(other, node))
            lines = lines_of(place)
            # Some nodes, such as arguments, have no line of their own.
            line = getattr(node, "lineno", lines.start)
            yield Change(line, lines, place.name, before, text_of(within))
            place.put(node)


def text_of(node: ast.AST) -> str:
    """The code of a node, of a statement with others in it the first line."""
    return ast.unparse(node).partition("\n")[0]


def lines_of(place: Place) -> range:
    """The lines of the statement around, without those of the statements in it."""
    statement = place.statement
    body: list[ast.stmt] = getattr(statement, "body", [])
    end = body[0].lineno if body else (statement.end_lineno or statement.lineno) + 1
    return range(statement.lineno, max(end, statement.lineno + 1))


def nodes(parent: ast.AST, around: Place | None = None) -> Iterator[tuple[Place, ast.AST]]:
    """Every node that can be changed, with its place."""
    in_function = around is not None and isinstance(around.function, Function)
    for field, value in ast.iter_fields(parent):
        has_index = isinstance(value, list)
        for index, node in enumerate(value if has_index else [value]):
            if not isinstance(node, ast.AST) or left_alone(node, parent, field, in_function):
                continue
            at = index if has_index else None
            if around is None:
                assert isinstance(node, ast.stmt), "A module is made of statements."
                place = Place(parent, field, at, node, node, None, "")
            else:
                place = around._replace(parent=parent, field=field, at=at)
            if isinstance(node, ast.stmt):
                place = place._replace(statement=node)
            if tells_enough(node):
                place = place._replace(within=node)
            if field in ("annotation", "returns"):
                yield from bounds_in(node, place)
                continue
            yield place, node
            if isinstance(node, Function | ast.ClassDef):
                name = f"{place.name}.{node.name}".lstrip(".")
                place = place._replace(function=node, name=name)
            yield from nodes(node, place)


def bounds_in(annotation: ast.AST, place: Place) -> Iterator[tuple[Place, ast.AST]]:
    """What can be changed in an annotation: bounds, such as in `Field(min_length=1)`."""
    for node in ast.walk(annotation):
        if isinstance(node, ast.Call):
            yield from nodes(node, place._replace(within=node))


def tells_enough(node: ast.AST) -> bool:
    """Whether a change can be read in the node's own text."""
    return isinstance(node, ast.stmt | ast.comprehension) or (
        isinstance(node, ast.expr) and not isinstance(node, ast.Constant | ast.Name)
    )


def left_alone(node: ast.AST, parent: ast.AST, field: str, in_function: bool) -> bool:
    """Whether nothing is decided in this part of the tree.

    Nothing is by decorators, such as the size of a cache; by `__all__`, types that have a name and
    blocks for the type checker, which nobody else reads; and by promises of what holds anyway.
    """
    if field == "decorator_list" or (isinstance(parent, ast.keyword) and parent.arg in PROMISES):
        return True
    match node:
        case ast.expr_context():
            return True
        case ast.If():
            return ast.unparse(node.test) == "TYPE_CHECKING"
        case ast.Expr(value=ast.Call(func=ast.Name(id="assert_never"))):
            return True
        case ast.Assign():
            names = [ast.unparse(target) for target in node.targets]
            # What is subscripted or joined outside of functions is a type.
            return names == ["__all__"] or (not in_function and is_type_like(node.value))
    return False


def is_type_like(node: ast.expr) -> bool:
    """Whether an expression has the form of a type: `A[B]` or `A | B`."""
    return isinstance(node, ast.Subscript) or (
        isinstance(node, ast.BinOp) and isinstance(node.op, ast.BitOr)
    )


def variants(node: ast.AST, place: Place) -> Iterator[ast.AST]:
    """What may stand in the place of a node."""
    match node:
        case ast.Compare():
            yield from compared(node)
        case ast.BoolOp():
            other = ast.And() if isinstance(node.op, ast.Or) else ast.Or()
            yield ast.BoolOp(other, node.values)
            yield from (one_less(node, i) for i in range(len(node.values)))
        case ast.UnaryOp(op=ast.Not() | ast.USub()):
            yield node.operand
        case ast.BinOp() if type(node.op) in RECKONED:
            yield ast.BinOp(node.left, RECKONED[type(node.op)](), node.right)
        case ast.Constant(value=bool() as flag):
            yield ast.Constant(not flag)
        case ast.Constant(value=int() as number):
            yield ast.Constant(number + 1)
        case ast.Name(id=name) if place.field == "func" and name in CALLED:
            yield ast.Name(CALLED[name], ast.Load())
        case ast.comprehension():
            if node.ifs:
                yield ast.comprehension(node.target, node.iter, [], node.is_async)
        case ast.stmt():
            yield from other_statements(node, returned(place))
    if place.field == "test" and isinstance(node, ast.expr) and not is_contrary(node):
        yield ast.UnaryOp(ast.Not(), node)
    if is_gone_through(node, place):
        yield from shorter(node)


def compared(node: ast.Compare) -> Iterator[ast.Compare]:
    """The other side of each border."""
    for i, op in enumerate(node.ops):
        ops = [*node.ops[:i], OPPOSITE[type(op)](), *node.ops[i + 1 :]]
        yield ast.Compare(node.left, ops, node.comparators)


def one_less(node: ast.BoolOp, index: int) -> ast.expr:
    """A condition without one of its parts."""
    values = [*node.values[:index], *node.values[index + 1 :]]
    return values[0] if len(values) == 1 else ast.BoolOp(node.op, values)


def returned(place: Place) -> str:
    """The type that the function around says it gives."""
    returns = place.function.returns if isinstance(place.function, Function) else None
    return ast.unparse(returns) if returns else ""


def other_statements(node: ast.stmt, returns: str) -> Iterator[ast.stmt]:
    """A statement left out, or with another result."""
    match node:
        case ast.Expr(value=ast.Constant()):
            return
        case ast.Expr(value=ast.Yield() | ast.YieldFrom()):
            # Without any `yield` a function would be another thing altogether.
            yield ast.Expr(NOTHING)
        case ast.Expr() | ast.AugAssign() | ast.Raise() | ast.Break() | ast.Return(value=None):
            yield ast.Pass()
        case ast.Continue():
            yield ast.Break()
        case ast.Return(value=ast.Constant(value=bool())):
            return
        case ast.Return(value=ast.expr()) if returns == "bool":
            yield from (ast.Return(ast.Constant(flag)) for flag in (True, False))
        case ast.Return(value=ast.expr() as value) if ast.unparse(value) != "None":
            yield ast.Return(ast.Constant(None))


def is_contrary(node: ast.expr) -> bool:
    """Whether the contrary of a condition is among the changes of its parts."""
    if isinstance(node, ast.Compare):
        return len(node.ops) == 1 and isinstance(node.ops[0], CONTRARY)
    return isinstance(node, ast.UnaryOp | ast.Constant)


def is_gone_through(node: ast.AST, place: Place) -> bool:
    """Whether somebody goes through the parts of a display, so that one can be left out unseen."""
    if not isinstance(node, Display) or place.field == "targets":
        return False
    is_constant = not place.name and isinstance(place.parent, ast.Assign | ast.AnnAssign)
    is_member = isinstance(place.parent, ast.Compare) and place.field == "comparators"
    return is_constant or is_member or place.field == "iter" or type(place.parent) is ast.Starred


def shorter(node: ast.AST) -> Iterator[ast.expr]:
    """A display without one of its parts."""
    match node:
        case ast.Dict(keys=keys, values=values):
            for i in range(len(keys)):
                yield ast.Dict([*keys[:i], *keys[i + 1 :]], [*values[:i], *values[i + 1 :]])
        case ast.Tuple(elts=parts) | ast.List(elts=parts) | ast.Set(elts=parts):
            for i in range(len(parts) if not isinstance(node, ast.Set) or parts[1:] else 0):
                rest = [*parts[:i], *parts[i + 1 :]]
                yield ast.Set(rest) if isinstance(node, ast.Set) else type(node)(rest, ast.Load())
