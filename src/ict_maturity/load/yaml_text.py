"""In: the text of one YAML file; out: plain data with exact numbers, or what is wrong with it."""

import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any, Protocol

import yaml

DEEPEST = 30
LONGEST_NUMBER = 40
FLOW_OPENERS_WITHOUT_SCAN = 60
SUSPICIOUS = re.compile(r"[&*]|(?:[-?][ \t]+){8}|^[ ]{60}", re.MULTILINE)
NULL = re.compile(r"^(?:~|null|)$")
BOOL = re.compile(r"^(?:true|false)$")
INT = re.compile(r"^[-+]?[0-9]+$")
FLOAT = re.compile(r"^[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?$")


@dataclass(frozen=True)
class Fault:
    """What is wrong at one place of a YAML text; line and column count from 1."""

    line: int
    column: int
    code: str
    message: str
    hint: str


class Mark(Protocol):
    """A place as PyYAML's two parsers give it, counted from 0."""

    @property
    def line(self) -> int:
        """Line."""

    @property
    def column(self) -> int:
        """Column."""


def fault_at(mark: Mark | None, code: str, message: str, hint: str) -> Fault:
    """A fault at a place that PyYAML reports (counted from 0 there)."""
    line, column = (mark.line + 1, mark.column + 1) if mark else (0, 0)
    return Fault(line, column, code, message, hint)


class ExactLoader(yaml.CSafeLoader):
    """PyYAML's C loader with YAML 1.2 scalars, exact numbers and no duplicate keys."""

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self.faults: list[Fault] = []

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:
        """Build a mapping, noting each key that stands twice."""
        mapping: dict[Any, Any] = {}
        for key_node, value_node in node.value:
            key = self.construct_object(key_node, deep=True)
            if not isinstance(key, (str, int, Decimal, bool)):
                self.faults.append(
                    fault_at(
                        key_node.start_mark,
                        "not-yaml",
                        "A field name must be a text or a number.",
                        "Write the field's name, a colon and its value.",
                    )
                )
                continue
            if key in mapping:
                self.faults.append(
                    fault_at(
                        key_node.start_mark,
                        "duplicate-key",
                        f'"{key}" stands twice in the same place.',
                        "Keep one of the two and delete the other.",
                    )
                )
            mapping[key] = self.construct_object(value_node, deep=True)
        return mapping

    def construct_number(self, node: yaml.ScalarNode) -> int | Decimal:
        """Read a number exactly; one that is absurdly long is a fault."""
        text = node.value
        if len(text) <= LONGEST_NUMBER:
            with suppress(InvalidOperation):
                return int(text) if INT.match(text) else Decimal(text)
        self.faults.append(
            fault_at(
                node.start_mark,
                "number-out-of-range",
                "This number is too long or too large to be read.",
                "Check the figure; put a text that looks like a number in quotes.",
            )
        )
        return 0

    def construct_bool(self, node: yaml.ScalarNode) -> bool:
        """Only `true` and `false` are read as truth values."""
        return bool(node.value == "true")


# Begin without YAML 1.1's readings of yes, no, dates and base-60 numbers.
ExactLoader.yaml_implicit_resolvers = {}
for _tag, _pattern, _first in (
    ("null", NULL, ["~", "n", ""]),
    ("bool", BOOL, list("tf")),
    ("int", INT, list("-+0123456789")),
    ("float", FLOAT, list("-+.0123456789")),
):
    ExactLoader.add_implicit_resolver(f"tag:yaml.org,2002:{_tag}", _pattern, _first)
ExactLoader.add_constructor("tag:yaml.org,2002:map", ExactLoader.construct_mapping)
ExactLoader.add_constructor("tag:yaml.org,2002:int", ExactLoader.construct_number)
ExactLoader.add_constructor("tag:yaml.org,2002:float", ExactLoader.construct_number)
ExactLoader.add_constructor("tag:yaml.org,2002:bool", ExactLoader.construct_bool)


def structure_faults(text: str) -> Iterator[Fault]:
    """Find aliases and hostile nesting without building anything (the C composer recurses)."""
    flow_openers = text.count("[") + text.count("{")
    if flow_openers < FLOW_OPENERS_WITHOUT_SCAN and not SUSPICIOUS.search(text):
        return
    depth = 0
    for event in yaml.parse(text, yaml.CSafeLoader):
        if isinstance(event, (yaml.AliasEvent, yaml.NodeEvent)) and event.anchor:
            sign = "*" if isinstance(event, yaml.AliasEvent) else "&"
            yield fault_at(
                event.start_mark,
                "alias-not-allowed",
                f'"{sign}{event.anchor}" is a YAML anchor or alias.',
                "Write the text out where it is needed; put quotes around a text that begins so.",
            )
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1
        if depth > DEEPEST:
            yield fault_at(
                event.start_mark,
                "nested-too-deep",
                f"Lists and mappings are nested more than {DEEPEST} deep.",
                "No field needs this; compare with another file of the same folder.",
            )
            return


def parse_yaml(text: str) -> tuple[Any, list[Fault]]:
    """Turn YAML text into data; numbers with a point become Decimal, dates stay text.

    Returns the data (None when it cannot be read) and every fault found.
    """
    try:
        faults = list(structure_faults(text))
        if faults:
            return None, faults
        loader = ExactLoader(text)
        try:
            data = loader.get_single_data()
        finally:
            loader.dispose()
        return (None if loader.faults else data), loader.faults
    except yaml.MarkedYAMLError as error:
        words = " ".join(part for part in (error.context, error.problem) if part)
        return None, [
            fault_at(
                error.problem_mark or error.context_mark,
                "not-yaml",
                f"This is not YAML that can be read: {words}.",
                "Look at this line and the one above: indentation, a missing colon or quote, "
                "or a text with a colon in it that needs quotes.",
            )
        ]
    except yaml.YAMLError as error:
        return None, [
            Fault(
                0,
                0,
                "not-yaml",
                f"This is not YAML that can be read: {' '.join(str(error).split())}.",
                "Save the file as plain text in UTF-8 without control characters.",
            )
        ]
