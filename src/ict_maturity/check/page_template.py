"""In: the text of a hand-written page; out: what of it is a program, which no page may be.

A page prints values and calls the functions that it is given, with texts, numbers and such values.
Nothing else of the template language is read, so that the work grows with the page's length alone.
"""

from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any, NamedTuple

from jinja2 import StrictUndefined, Undefined, nodes
from jinja2.sandbox import ImmutableSandboxedEnvironment

from ict_maturity.problems import short
from ict_maturity.problems.finding import listed

FUNCTIONS = (
    "adoption_example",
    "count",
    "kpi_example",
    "kpi_table",
    "level",
    "months",
    "office_example",
    "pace_example",
    "percent",
    "recommendation_example",
)
VALUES = ("framework",)
LONGEST_WORDS = 200
MOST_VALUES = 100
"""Ours have 37 in a page at most."""
DEEPEST = 20
PRINTED = (str, int, float, Decimal, Fraction, date)
LOOK_UP = (nodes.Getattr, nodes.Getitem)
READ = (
    *LOOK_UP,
    nodes.Call,
    nodes.CallBlock,
    nodes.Const,
    nodes.Keyword,
    nodes.Name,
    nodes.Output,
    nodes.Template,
    nodes.TemplateData,
)
HINT = (
    f"A page may print what {VALUES[0]}.yaml says, such as {{{{ {VALUES[0]}.edition }}}}, and call "
    f"{listed(FUNCTIONS)}. Put {{% raw %}} and {{% endraw %}} around braces that are meant as text."
)


class TemplateFault(NamedTuple):
    """What is not read in a page, and the line where it stands, from 1."""

    line: int
    message: str


class PageEnvironment(ImmutableSandboxedEnvironment):
    """Jinja's sandbox, in which a value's parts are found but nothing of Python is."""

    def __init__(self) -> None:
        super().__init__(autoescape=True, undefined=StrictUndefined, finalize=printed, cache_size=0)
        for given in (self.globals, self.filters, self.tests):
            given.clear()

    def getattr(self, obj: Any, attribute: str) -> Any:
        """The part of this name."""
        return self.getitem(obj, attribute)

    def getitem(self, obj: Any, argument: Any) -> Any:
        """A part of plain data; everything else has no parts."""
        if isinstance(obj, Mapping) and argument in obj:
            return obj[argument]
        if isinstance(obj, tuple) and type(argument) is int and 0 <= argument < len(obj):
            return obj[argument]
        return self.undefined(obj=obj, name=argument)


def printed(value: Any) -> Any:
    """The same value, when a page may print it.

    Raises ValueError for what is neither a text nor a number.
    """
    if isinstance(value, (*PRINTED, Undefined)):
        return value
    raise ValueError("only a text or a number can be printed, and this has parts or is nothing")


def template_fault(text: str) -> TemplateFault | None:
    """The first thing in a page that is not read, None when there is none."""
    try:
        tree = PageEnvironment().parse(text)
    except RecursionError:
        return TemplateFault(1, "Braces or brackets are nested without end.")
    except Exception as error:  # Python, which reads the numbers, has errors of its own.
        line = getattr(error, "lineno", 1)
        return TemplateFault(line, f"This cannot be read: {short(str(error), LONGEST_WORDS)}")
    return next(faults_in(tree), None)


def faults_in(tree: nodes.Node) -> Iterator[TemplateFault]:
    """What a page must not say, in the order of its lines within one depth."""
    values = 0
    waiting = [(tree, 0)]
    while waiting:
        node, depth = waiting.pop()
        message = refusal(node)
        values += isinstance(node, (nodes.Call, nodes.Name))
        if depth > DEEPEST:
            message = f"Values are nested more than {DEEPEST} deep."
        if values > MOST_VALUES:
            message = f"A page prints at most {MOST_VALUES} values."
        if message:
            # Some parts do not know where they stand.
            yield TemplateFault(node.lineno or tree.lineno, message)
        called = node.node if isinstance(node, nodes.Call) else None
        inside = [each for each in node.iter_child_nodes() if each is not called]
        waiting += [(each, depth + 1) for each in reversed(inside)]


def refusal(node: nodes.Node) -> str:
    """Why this one part is not read; nothing when it is."""
    if not isinstance(node, READ):
        return f'A page is not a program: "{type(node).__name__.lower()}" is not read here.'
    if isinstance(node, nodes.Call) and not is_known_call(node):
        return "Only the functions that a page is given can be called, each by its name."
    if isinstance(node, LOOK_UP) and not isinstance(node.node, (nodes.Name, *LOOK_UP)):
        return f"Only {VALUES[0]} has parts that a page could print."
    if isinstance(node, nodes.CallBlock) and (node.args or node.defaults):
        return "A call block takes no arguments of its own."
    if isinstance(node, nodes.Name) and (node.ctx != "load" or node.name not in VALUES):
        return f'There is nothing called "{node.name[:60]}" that a page could print.'
    return ""


def is_known_call(node: nodes.Call) -> bool:
    """Whether it calls one of the functions, with its arguments written out."""
    return (
        isinstance(node.node, nodes.Name)
        and node.node.name in FUNCTIONS
        and node.dyn_args is None
        and node.dyn_kwargs is None
    )
