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

from ict_maturity.problems import Wrong, short, wrong
from ict_maturity.said import Sayable, listed, word

FUNCTIONS = (
    "adoption_example",
    "change_example",
    "count",
    "fact",
    "fact_source",
    "kpi_example",
    "kpi_table",
    "level",
    "months",
    "office_example",
    "pace_example",
    "percent",
    "recommendation_example",
    "round_example",
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
HINT = word(
    "problem.template-not-allowed.hint",
    file=f"{VALUES[0]}.yaml",
    example=f"{{{{ {VALUES[0]}.edition }}}}",
    functions=listed(FUNCTIONS, "commas"),
    raw="{% raw %}",
    endraw="{% endraw %}",
)


class TemplateFault(NamedTuple):
    """What is not read in a page, and the line where it stands, from 1."""

    line: int
    what: Wrong


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
        return TemplateFault(1, refused("template-not-allowed.braces"))
    except Exception as error:  # Python, which reads the numbers, has errors of its own.
        line = getattr(error, "lineno", 1)
        reason = short(str(error), LONGEST_WORDS)
        return TemplateFault(line, refused("template-not-allowed.grammar", reason=reason))
    return next(faults_in(tree), None)


def faults_in(tree: nodes.Node) -> Iterator[TemplateFault]:
    """What a page must not say, in the order of its lines within one depth."""
    values = 0
    waiting = [(tree, 0)]
    while waiting:
        node, depth = waiting.pop()
        what = refusal(node)
        values += isinstance(node, (nodes.Call, nodes.Name))
        if depth > DEEPEST:
            what = refused("template-not-allowed.nested", most=DEEPEST)
        if values > MOST_VALUES:
            what = refused("template-not-allowed.values", most=MOST_VALUES)
        if what:
            # Some parts do not know where they stand.
            yield TemplateFault(node.lineno or tree.lineno, what)
        called = node.node if isinstance(node, nodes.Call) else None
        inside = [each for each in node.iter_child_nodes() if each is not called]
        waiting += [(each, depth + 1) for each in reversed(inside)]


def refused(id: str, /, **values: Sayable) -> Wrong:
    """Why something is not read; what to do is the same for all."""
    return wrong(id, HINT, **values)


def refusal(node: nodes.Node) -> Wrong | None:
    """Why this one part is not read; None when it is."""
    if not isinstance(node, READ):
        return refused("template-not-allowed.part", part=type(node).__name__.lower())
    if isinstance(node, nodes.Call) and not is_known_call(node):
        return refused("template-not-allowed.call")
    if isinstance(node, LOOK_UP) and not isinstance(node.node, (nodes.Name, *LOOK_UP)):
        return refused("template-not-allowed.look_up", name=VALUES[0])
    if isinstance(node, nodes.CallBlock) and (node.args or node.defaults):
        return refused("template-not-allowed.block")
    if isinstance(node, nodes.Name) and (node.ctx != "load" or node.name not in VALUES):
        return refused("template-not-allowed.name", name=node.name[:60])
    return None


def is_known_call(node: nodes.Call) -> bool:
    """Whether it calls one of the functions, with its arguments written out."""
    return (
        isinstance(node.node, nodes.Name)
        and node.node.name in FUNCTIONS
        and node.dyn_args is None
        and node.dyn_kwargs is None
    )
