"""In: the text of one YAML file; out: plain data with exact numbers, or what is wrong with it."""

import re
from contextlib import suppress
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any, NamedTuple, Protocol

import yaml
from yaml.reader import ReaderError

from ict_maturity.model import Lines
from ict_maturity.problems import Problem, Wrong, short, wrong
from ict_maturity.said import Sayable, grouped

DEEPEST = 30
MOST_VALUES = 10_000
LINES_TO = 3
"""How many containers are open inside a field: the documents, the file and the field itself."""

LONGEST_NUMBER = 40
LONGEST_NUMBER_AS_KEY = 15
STR = "tag:yaml.org,2002:str"
MAP = "tag:yaml.org,2002:map"
SEQ = "tag:yaml.org,2002:seq"
PLAIN_WORDS = {"": None, "~": None, "null": None, "true": True, "false": False}
NO_KEY = object()
NUMBER_BEGINS = frozenset("-+.0123456789")
INT_FORM = re.compile(r"[-+]?[0-9]+\Z")
BLANKS = (" ", "\t")
COMMENT = re.compile(r"[ \t]+#+(?P<space>[ \t\r]|$)?", re.MULTILINE)
ID_LIKE = re.compile(r"[a-z0-9_./:@-]*|[A-Z]{1,3}[A-Z0-9]{0,4}")
"""A word that names something, after which a comment cannot be meant as part of the text."""
FLOAT_FORM = re.compile(r"[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?\Z")


@dataclass(frozen=True)
class Fault:
    """What is wrong at one place of a YAML text; line and column count from 1."""

    line: int
    column: int
    what: Wrong

    def within(self, file: str) -> Problem:
        """The fault as a Problem of a file."""
        return self.what.at(file, self.line, self.column)


class Mark(Protocol):
    """A place as PyYAML's two parsers give it, counted from 0."""

    @property
    def line(self) -> int:
        """Line."""

    @property
    def column(self) -> int:
        """Column."""

    @property
    def index(self) -> int:
        """How many signs stand before it."""


def place_of(mark: Mark | None) -> tuple[int, int]:
    """Line and column from 1 of a place that PyYAML reports, counted from 0 there."""
    return (mark.line + 1, mark.column + 1) if mark else (0, 0)


def index_of(mark: Mark | None) -> int:
    """How many signs of the text stand before a place."""
    return mark.index if mark else 0


def fault_at(mark: Mark | None, id: str, /, **values: Sayable) -> Fault:
    """A fault at a place that PyYAML reports, in the words of `wrong`."""
    return Fault(*place_of(mark), wrong(id, **values))


class Parsed(NamedTuple):
    """A YAML text as data (None when it cannot be read), every fault, and where things stand."""

    data: Any
    faults: list[Fault]
    lines: Lines


class DataBuilder:
    """Turns the events of `text` into data, without recursion, gathering every fault.

    `containers` are the lists and mappings that are open, `keys` the key that waits for its value
    in each of them. `lines` notes the line of each field and of what lies directly below it:
    asking the parser again would take longer than reading the file. `stopped` says that the rest
    need not be read.
    """

    def __init__(self, text: str) -> None:
        self.text = text
        self.faults: list[Fault] = []
        self.documents: list[Any] = []
        self.containers: list[Any] = [self.documents]
        self.keys: list[Any] = [NO_KEY]
        self.lines: dict[tuple[str | int, ...], int] = {}
        self.field: str | int = ""
        self.values = 0
        self.stopped = False

    def take(self, event: yaml.Event) -> None:
        """Take the next event."""
        if isinstance(event, yaml.ScalarEvent):
            self.add(self.scalar_of(event), event)
        elif isinstance(event, yaml.CollectionStartEvent):
            self.open(event)
        elif isinstance(event, yaml.CollectionEndEvent):
            self.containers.pop()
            self.keys.pop()
        elif isinstance(event, yaml.AliasEvent):
            self.refuse_alias(event, "*")
            self.add(None, event)

    def open(self, event: yaml.CollectionStartEvent) -> None:
        """Begin a list or a mapping."""
        if event.anchor:
            self.refuse_alias(event, "&")
        if event.tag:
            self.refuse_tag(event, MAP if isinstance(event, yaml.MappingStartEvent) else SEQ)
        container: Any = {} if isinstance(event, yaml.MappingStartEvent) else []
        self.add(container, event)
        self.containers.append(container)
        self.keys.append(NO_KEY)
        if len(self.containers) > DEEPEST + 1:
            self.refuse_depth(event)

    def add(self, value: Any, event: yaml.Event) -> None:
        """Put a value where it belongs: into the open list, or as key or value of the mapping."""
        self.values += 1
        if self.values > MOST_VALUES:
            self.refuse_number(event)
        container = self.containers[-1]
        if type(container) is list:
            if container is self.documents and self.documents:
                self.refuse(event, "not-yaml.second")
                self.stopped = True
            if len(self.containers) == LINES_TO:
                self.note_line(len(container), event)
            container.append(value)
            return
        key = self.keys[-1]
        if key is not NO_KEY:
            container[key] = value
            self.keys[-1] = NO_KEY
            return
        if type(value) is not str:
            value = self.key_of(value, event)
        if value in container:
            self.refuse(event, "duplicate-key.yaml", name=short(str(value)))
        self.keys[-1] = value
        if len(self.containers) <= LINES_TO:
            self.note_line(value, event)

    def key_of(self, value: Any, event: yaml.Event) -> Any:
        """A number as it may be the key of a mapping; nothing else but text may."""
        if isinstance(event, yaml.ScalarEvent) and len(event.value) > LONGEST_NUMBER_AS_KEY:
            # Long numbers can be chosen so that a mapping has to compare each with all others.
            return event.value
        if isinstance(value, (int, Decimal)):
            return value
        self.refuse(event, "not-yaml.name")
        return str(value)

    def note_line(self, key: Any, event: yaml.Event) -> None:
        """Note where a field, or an entry of a field, begins."""
        if len(self.containers) < LINES_TO:
            self.field = key
        path = (key,) if len(self.containers) < LINES_TO else (self.field, key)
        self.lines[path] = place_of(event.start_mark)[0]

    def scalar_of(self, event: yaml.ScalarEvent) -> Any:
        """Text, number, truth value or nothing, by the rules of YAML 1.2."""
        if event.anchor:
            self.refuse_alias(event, "&")
        if event.tag:
            self.refuse_tag(event, STR)
        text: str = event.value
        value: Any = text
        if event.implicit[0]:
            value = PLAIN_WORDS.get(text, text)
            if text[:1] in NUMBER_BEGINS:
                value = self.number_of(text, event)
        if not event.style and (not text or type(value) is str):
            self.refuse_cut(text, event)
        return value

    def number_of(self, text: str, event: yaml.ScalarEvent) -> int | Decimal | str:
        """A number exactly as written, or the text itself when it is none."""
        is_int = INT_FORM.match(text)
        if not is_int and not FLOAT_FORM.match(text):
            return text
        if len(text) <= LONGEST_NUMBER:
            with suppress(InvalidOperation):
                return int(text) if is_int else Decimal(text)
        self.refuse(event, "number-out-of-range.long")
        return 0

    def result(self) -> Parsed:
        """The data of the one document, None when there are faults."""
        data = self.documents[0] if self.documents and not self.faults else None
        return Parsed(data, self.faults, self.lines)

    def refuse_alias(self, event: yaml.NodeEvent, sign: str) -> None:
        """Anchors and aliases hide what a file says from a reader."""
        self.refuse(event, "alias-not-allowed", alias=f"{sign}{short(str(event.anchor))}")

    def refuse_tag(self, event: yaml.ScalarEvent | yaml.CollectionStartEvent, plain: str) -> None:
        """A tag asks for another type, and in some programs' files for a function to be called."""
        if event.tag != plain:
            self.refuse(event, "not-yaml.tag", tag=short(str(event.tag)))

    def refuse(self, event: yaml.Event, id: str, /, **values: Sayable) -> None:
        """Note a fault at an event."""
        self.faults.append(fault_at(event.start_mark, id, **values))

    def refuse_cut(self, text: str, event: yaml.ScalarEvent) -> None:
        """What seems to be part of a text may be a comment, and would be lost in silence."""
        end = index_of(event.end_mark)
        if self.text[end : end + 1] not in BLANKS:
            return
        start = index_of(event.start_mark)
        comment = COMMENT.match(self.text, end)
        if not comment or (comment["space"] is not None and ID_LIKE.fullmatch(text)):
            return
        whole = short(self.text[start:end] + self.text[end:].partition("\n")[0])
        self.refuse(event, "text-cut-off", text=short(text), whole=in_quotes(whole))

    def refuse_number(self, event: yaml.Event) -> None:
        """Stop here, because no content says so much in one file."""
        self.refuse(event, "file-too-large.values", most=grouped(MOST_VALUES))
        self.stopped = True

    def refuse_depth(self, event: yaml.Event) -> None:
        """Stop here, because no content is nested like this."""
        self.refuse(event, "nested-too-deep.yaml", most=DEEPEST)
        self.stopped = True


def in_quotes(text: str) -> str:
    """The text as YAML has it in quotes."""
    return f"'{text.replace(chr(39), 2 * chr(39))}'" if '"' in text or "\\" in text else f'"{text}"'


def parse_yaml(text: str) -> Parsed:
    """Turn YAML text into data; numbers with a point become Decimal, dates stay text."""
    try:
        builder = DataBuilder(text)
        for event in iter(yaml.CSafeLoader(text).get_event, None):
            builder.take(event)
            if builder.stopped:
                break
        return builder.result()
    except yaml.MarkedYAMLError as error:
        words = " ".join(part for part in (error.context, error.problem) if part)
        fault = fault_at(
            error.problem_mark or error.context_mark,
            "not-yaml.grammar",
            reason=words,
        )
    except ReaderError as error:
        before = text.encode()[: error.position]
        reason = wrong("not-yaml.sign", sign=f"U+{error.character:04X}")
        fault = Fault(before.count(b"\n") + 1, 1, reason)
    return Parsed(None, [fault], {})
