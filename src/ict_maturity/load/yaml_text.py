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
STR, INT, FLOAT, BOOL, NULL = (
    f"tag:yaml.org,2002:{name}" for name in ("str", "int", "float", "bool", "null")
)
MAPPING, SEQUENCE = "tag:yaml.org,2002:map", "tag:yaml.org,2002:seq"
PLAIN_WORDS = {"": NULL, "~": NULL, "null": NULL, "true": BOOL, "false": BOOL}
NUMBER_BEGINS = tuple("-+.0123456789")
INT_FORM = re.compile(r"[-+]?[0-9]+\Z")
FLOAT_FORM = re.compile(r"[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?\Z")


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


class Composer(yaml.CSafeLoader):
    """PyYAML's C composer with the scalars of YAML 1.2, without 1.1's yes, no and dates."""

    def resolve(
        self, kind: type[yaml.Node], value: str | None, implicit: tuple[bool, bool] | bool
    ) -> str:
        """The tag of a node that carries none; called by the C code for each of them."""
        if kind is not yaml.ScalarNode:
            return SEQUENCE if kind is yaml.SequenceNode else MAPPING
        if value is None or not isinstance(implicit, tuple) or not implicit[0]:
            return STR
        if value[:1] in NUMBER_BEGINS:
            return INT if INT_FORM.match(value) else FLOAT if FLOAT_FORM.match(value) else STR
        return PLAIN_WORDS.get(value, STR)


def compose(text: str) -> yaml.Node | None:
    """The nodes of a YAML text with their places; None for an empty one. Raises YAMLError."""
    composer = Composer(text)
    try:
        node = composer.get_single_node()
    finally:
        composer.dispose()
    return node if isinstance(node, yaml.Node) else None


class DataBuilder:
    """Turns nodes into data, gathering the faults of all of them."""

    def __init__(self) -> None:
        self.faults: list[Fault] = []

    def data_of(self, node: yaml.Node) -> Any:
        """Text, number, truth value, nothing, list or mapping."""
        tag = node.tag
        if tag == STR:
            return node.value
        if tag == MAPPING:
            return self.mapping_of(node)
        if tag == SEQUENCE:
            return [self.data_of(item) for item in node.value]
        if tag in (INT, FLOAT):
            return self.number_of(node)
        if tag == BOOL:
            return node.value == "true"
        if tag != NULL:
            self.refuse(
                node,
                "not-yaml",
                f'The tag "{tag}" is not read.',
                "Delete the word that begins with an exclamation mark, or put the text in quotes.",
            )
        return None

    def mapping_of(self, node: yaml.Node) -> dict[Any, Any]:
        """A mapping; keys that stand twice or are no names are faults."""
        mapping: dict[Any, Any] = {}
        for key_node, value_node in node.value:
            if not isinstance(key_node, yaml.ScalarNode):
                self.refuse(
                    key_node,
                    "not-yaml",
                    "A field name must be a text or a number.",
                    "Write the field's name, a colon and its value.",
                )
                continue
            key = self.data_of(key_node)
            if key in mapping:
                self.refuse(
                    key_node,
                    "duplicate-key",
                    f'"{key}" stands twice in the same place.',
                    "Keep one of the two and delete the other.",
                )
            mapping[key] = self.data_of(value_node)
        return mapping

    def number_of(self, node: yaml.Node) -> int | Decimal:
        """A number, exactly as written."""
        text = node.value
        if len(text) <= LONGEST_NUMBER:
            with suppress(InvalidOperation):
                return int(text) if node.tag == INT else Decimal(text)
        self.refuse(
            node,
            "number-out-of-range",
            "This number is too long or too large to be read.",
            "Check the figure; put a text that looks like a number in quotes.",
        )
        return 0

    def refuse(self, node: yaml.Node, code: str, message: str, hint: str) -> None:
        """Note a fault at a node."""
        self.faults.append(fault_at(node.start_mark, code, message, hint))


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
        node = compose(text)
        builder = DataBuilder()
        data = builder.data_of(node) if node else None
        return (None if builder.faults else data), builder.faults
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
