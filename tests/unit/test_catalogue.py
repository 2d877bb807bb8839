"""The catalogues: each text is used, each use has a text, and both name the same values.

Uses are read from the syntax trees of templates and modules. An id that is put together there has a
star in place of what varies, and `FAMILIES` says what that may be.
"""

import ast
import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from itertools import chain
from pathlib import Path, PurePosixPath
from typing import NamedTuple, get_args

import pytest
from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po
from jinja2 import Environment, nodes

import ict_maturity
from ict_maturity.aggregate.results import Effect, SignalCode
from ict_maturity.check.handwritten import BOUNDS_OF_PAGE
from ict_maturity.compare.offices import WhatOfOffice, WhatOfReport
from ict_maturity.compare.report import Cause, What
from ict_maturity.export import FOLDER, SCHEMA, export
from ict_maturity.export.documents import DOCUMENTS, MANIFEST
from ict_maturity.export.fields import Field, Record
from ict_maturity.export.schemas import ADDED_FIELDS
from ict_maturity.export.tables import TABLES
from ict_maturity.facts.answer import FACTS, Before, CheckAnswer, Improvement, WholeAnswer
from ict_maturity.forms.asked import Takes
from ict_maturity.forms.layout import (
    COLUMNS,
    EVIDENCE,
    EXCHANGE,
    KINDS,
    STILL_TRUE,
    WITNESSES,
)
from ict_maturity.forms.layout import TABLES as TABLES_OF_BOOK
from ict_maturity.forms.letter import PARAGRAPHS
from ict_maturity.model import WITHIN, ChangeClass, ContentStatus, Lifecycle, Was, Wording
from ict_maturity.model.change import Relation
from ict_maturity.model.edition import EditionStatus
from ict_maturity.model.recommendation import Strength
from ict_maturity.problems.codes import MEANINGS
from ict_maturity.render.example_of_results import CHANGES, PARTS
from ict_maturity.render.office_steps import STANDS
from ict_maturity.rounds.state import Mark, Stage, Waiting
from ict_maturity.rules import TYPES
from ict_maturity.rules.measured import Measured
from ict_maturity.rules.reading import Held
from ict_maturity.rules.reasons import ReasonCode
from ict_maturity.rules.rule import Direction
from ict_maturity.said import Style
from ict_maturity.score.next_steps import GRADE_FOR
from ict_maturity.score.scorecard import Pace, Standing
from ict_maturity.texts.results import ALSO
from ict_maturity.texts.words import CLDR_STYLES, PLACE
from ict_maturity.verify.report import How, Unverified
from tests.unit.made_up import minimal_content, site_of

PACKAGE = Path(ict_maturity.__file__).parent
LANGUAGES = sorted(path.name for path in (PACKAGE / "locale").iterdir())
SPEAKERS = ("word", "words", "self")
WORDING = ("wrong", "finding", "not_found", "fault_at", "refuse", "refused", "report", "problem")
"""Functions that make a problem of an id and values, and add no values of their own."""


class Use(NamedTuple):
    """A place where a text is asked for, and the values that it gives, None when not known.

    One use of several `ids` serves them all, so each of them may leave values out.
    """

    place: str
    ids: tuple[str, ...]
    given: frozenset[str] | None


@cache
def catalogue(language: str) -> Mapping[str, tuple[str, ...]]:
    """The ids of a language with all forms of their texts."""
    texts: dict[str, tuple[str, ...]] = {}
    for file in sorted((PACKAGE / "locale" / language / "LC_MESSAGES").glob("*.po")):
        with file.open("rb") as opened:
            read: Catalog = read_po(opened)
        for message in read:
            id = message.id[0] if message.pluralizable else message.id
            assert id not in texts, f"{id} stands twice in the catalogue of {language}"
            forms = message.string if message.pluralizable else (message.string,)
            if id:
                texts[str(id)] = tuple(str(form) for form in forms or ())
            if message.pluralizable:
                assert len(texts[str(id)]) == read.num_plurals, f"{id} lacks plural forms"
    return texts


def names_in(forms: Iterable[str]) -> frozenset[str]:
    return frozenset(name for form in forms for name in PLACE.findall(form))


def ids_in_python(node: ast.expr) -> Iterator[str]:
    """The ids that an expression can be."""
    match node:
        case ast.Constant(value=str(text)):
            yield text
        case ast.JoinedStr(values=parts):
            yield "".join(str(p.value) if isinstance(p, ast.Constant) else "*" for p in parts)
        case ast.IfExp(body=yes, orelse=no):
            yield from (*ids_in_python(yes), *ids_in_python(no))


def uses_in_python(file: Path) -> Iterator[Use]:
    for call in ast.walk(ast.parse(file.read_text())):
        if not isinstance(call, ast.Call) or not isinstance(call.func, ast.Name):
            continue
        if call.func.id not in SPEAKERS or not call.args:
            continue
        place = f"{file.relative_to(PACKAGE)}:{call.lineno}"
        names = [keyword.arg for keyword in call.keywords]
        given = None if None in names else frozenset(filter(None, names))
        ids = tuple(ids_in_python(call.args[0]))
        if call.func.id != "self":
            assert ids, f"{place}: write the id, or its parts, where the words are asked for"
        yield Use(place, ids, given)


class Wrong(NamedTuple):
    """A place where a problem is worded: the id, the values that are given, and no other hint."""

    place: str
    id: str
    given: frozenset[str] | None
    own_hint: bool


def problems_in_python(file: Path) -> Iterator[Wrong]:
    """The ids of problems that are given to some function, or stand in a table."""
    for node in ast.walk(ast.parse(file.read_text())):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name | ast.Attribute):
            name = node.func.id if isinstance(node.func, ast.Name) else node.func.attr
            names = [keyword.arg for keyword in node.keywords]
            is_whole = name in WORDING and None not in names
            for index, argument in enumerate(node.args):
                own_hint = index == len(node.args) - 1 and name != "refused"
                for id in filter(is_of_problem, ids_in_python(argument)):
                    given = frozenset(filter(None, names)) if is_whole else None
                    yield Wrong(f"{file.name}:{node.lineno}", id, given, own_hint)
        elif isinstance(node, ast.Constant) and is_of_problem(str(node.value), r"\.[a-z0-9_]+"):
            yield Wrong(f"{file.name}:{node.lineno}", str(node.value), None, False)


def is_of_problem(text: str, name: str = r"(\.[a-z0-9_*]+)?") -> bool:
    """Whether a text is a code with the name of one of its texts; a code alone may be data."""
    code, point, rest = text.partition(".")
    return code in MEANINGS and bool(re.fullmatch(name, point + rest))


@cache
def problems() -> tuple[Wrong, ...]:
    return tuple(each for file in PACKAGE.rglob("*.py") for each in problems_in_python(file))


def uses_of_problems() -> Iterator[Use]:
    """What is said of each problem, and its hint, which may be another one."""
    for each in problems():
        yield Use(each.place, (f"problem.{each.id}",), None)
        hint = f"problem.{each.id}.hint"
        if each.own_hint or hint in catalogue("en"):
            yield Use(each.place, (hint,), None)


def values_of(name: str, loops: Iterable[nodes.For]) -> Iterator[str]:
    """The texts that a name takes in the loops of a template that run over texts."""
    for loop in loops:
        targets = loop.target.find_all(nodes.Name) if loop.target else ()
        names = [loop.target.name] if isinstance(loop.target, nodes.Name) else []
        names = names or [each.name for each in targets]
        if name not in names or not isinstance(loop.iter, nodes.Tuple):
            continue
        for item in loop.iter.items:
            parts = item.items if isinstance(item, nodes.Tuple) else [item]
            part = parts[names.index(name)]
            if isinstance(part, nodes.Const):
                yield str(part.value)


def ids_in_template(node: nodes.Node, loops: list[nodes.For]) -> Iterator[str]:
    match node:
        case nodes.Const(value=value):
            yield str(value)
        case nodes.Concat(nodes=parts):
            ids = [""]
            for part in parts:
                texts = [*ids_in_template(part, loops)] or ["*"]
                ids = [id + text for id in ids for text in texts]
            yield from ids
        case nodes.Name(name=name):
            yield from values_of(name, loops)
        case nodes.CondExpr(expr1=yes, expr2=no) if no:
            yield from (*ids_in_template(yes, loops), *ids_in_template(no, loops))


def uses_in_template(file: Path) -> Iterator[Use]:
    tree = Environment(autoescape=True).parse(file.read_text())
    loops = [*tree.find_all(nodes.For)]
    for call in tree.find_all(nodes.Call):
        if not isinstance(call.node, nodes.Name) or call.node.name != "word":
            continue
        place = f"{file.relative_to(PACKAGE)}:{call.lineno}"
        ids = tuple(ids_in_template(call.args[0], loops))
        assert ids, f"{place}: write the id, or its parts, where the words are asked for"
        given = frozenset(keyword.key for keyword in call.kwargs)
        yield Use(place, ids, given)


ID_IN_SCRIPT = re.compile(r"""["`]((?:answer|assess|figure|list|number|reason)\.[^"`]*)["`]""")


def uses_in_script(file: Path) -> Iterator[Use]:
    """Every text of a script that begins as the ids do which scripts ask for."""
    for id in ID_IN_SCRIPT.findall(file.read_text()):
        yield Use(file.name, (re.sub(r"\$\{[^}]*\}", "*", id),), None)


@cache
def uses() -> tuple[Use, ...]:
    templates = (*PACKAGE.glob("templates/*"), *PACKAGE.glob("theme/**/*.html"))
    scripts = (*PACKAGE.glob("assets/assess/*.js"), *PACKAGE.glob("assets/engine/*.js"))
    return (
        *(use for file in sorted(PACKAGE.rglob("*.py")) for use in uses_in_python(file)),
        *(use for file in sorted(templates) for use in uses_in_template(file)),
        *(use for file in sorted(scripts) for use in uses_in_script(file)),
        *uses_of_problems(),
    )


def columns() -> Iterator[str]:
    """The values of all files that have no words of their own."""
    tables = [table.columns(minimal_content()) for table in TABLES]
    documents = (*DOCUMENTS, MANIFEST)
    every = [*tables, ADDED_FIELDS.values(), *(document.fields for document in documents)]
    return meanings_of(chain.from_iterable(every))


def meanings_of(fields: Iterable[Field]) -> Iterator[str]:
    """How the ids of the fields' words end, and of those of the objects in them."""
    for field in fields:
        if not field.said:
            yield field.meaning or field.name
        if isinstance(field.shape, Record):
            yield from meanings_of(field.shape.fields)


def data_files() -> Iterator[PurePosixPath]:
    """The files below data/v1/."""
    for file in export(site_of(minimal_content())):
        yield PurePosixPath(file.path).relative_to(FOLDER)


@cache
def families() -> Mapping[str, Iterable[str]]:
    """For each id with a star, what may stand in its place."""
    kinds = [each.name() for each in TYPES]
    measured = [each for each in TYPES if issubclass(each, Measured)]
    facts = [field.name for field in FACTS if field.kind in ("number", "day")]
    answers = (*get_args(CheckAnswer), *get_args(WholeAnswer))
    statuses, unconfirmed = get_args(ContentStatus), ("partial", "placeholder")
    return {
        "answer.*": {*answers, *facts},
        "answer.before.*": {*Before.model_fields},
        "assess.answer.*": get_args(CheckAnswer),
        "assess.evidence.*": ("title", "date", "holder", "url", "read_on"),
        "assess.whole.*": {"no", *get_args(WholeAnswer)} - {"not_assessed"},
        "answer.*.*": {
            *(f"before.{name}" for name in Before.model_fields),
            *(f"change.{name}" for name in Improvement.model_fields),
        },
        "book.*.*": {
            *(f"evidence.{field}" for field in EVIDENCE),
            *(f"exchange.{field}" for field in EXCHANGE),
        },
        "book.audience.*": WITHIN["public"],
        "book.column.*": COLUMNS,
        "book.how.*": "12345",
        "book.intro.*": ("profile", "further", *TABLES_OF_BOOK),
        "book.kind.*": KINDS,
        "book.letter.*": PARAGRAPHS,
        "book.sheet.*": TABLES_OF_BOOK,
        "book.still.*": STILL_TRUE,
        "book.takes.*": {"choice", *get_args(Takes)} - {"tick", "text"},
        "book.witness.*": WITNESSES,
        "change_class.*": get_args(ChangeClass),
        "column.*": {*columns()},
        "command.round.mark.*": get_args(Mark),
        "command.round.stage.*": get_args(Stage),
        "command.round.waiting.*": get_args(Waiting),
        "command.upgrade.looks_back.*": ("met", "not_met"),
        "command.verify.file.*": get_args(How),
        "command.verify.unverified.*": get_args(Unverified),
        "data.file.*": {
            file.name
            for file in data_files()
            if len(file.parts) == 1 and not file.name.endswith(SCHEMA)
        },
        "data.folder.*": {*map(str, (file.parent for file in data_files())), "editions"}
        - {".", "offices"},
        "edition_status.*": get_args(EditionStatus),
        "edition_status.within.*": get_args(EditionStatus),
        "example.*": {*PARTS, "grade", "points", "backs", "evidenced"},
        "example.change.*": CHANGES,
        "example.evidence.*": ("title", "facts", "grade", "age"),
        "guidance.asked.none.*": statuses,
        "health.effect.*": get_args(Effect),
        "impact.again.*": get_args(What),
        "impact.cause.*": get_args(Cause),
        "impact.edition_status.*": get_args(EditionStatus),
        "impact.levels.*": ("before", "after"),
        "impact.office.*": get_args(WhatOfOffice),
        "impact.report.*": get_args(WhatOfReport),
        "impact.standing.*": get_args(Standing),
        "lifecycle.*": get_args(Lifecycle),
        "list.*": set(get_args(Style)) - set(CLDR_STYLES),
        "now.*": STANDS,
        "office.corrections.*": {*Was.model_fields} - {"answers"},
        "office.pace.*": get_args(Pace),
        "office.kpi.*": get_args(Held),
        "office.standing.*": ("not_applicable", "upcoming", "retired", "by_choice"),
        "office.verdict.*": ("highest", "standing"),
        "problem.markdown-not-allowed.*": [name for _, _, name in BOUNDS_OF_PAGE],
        "problem.not-a-mapping.*": ("list", "value"),
        "problem.not-a-mapping.*.hint": ("list", "value"),
        "problem.notice-too-short.*": ("announced_for", "announced_on"),
        "problem.notice-too-short.*.hint": ("announced_for", "announced_on"),
        "problem.thresholds-not-rising.*": get_args(Direction),
        "problem.thresholds-not-rising.*.hint": get_args(Direction),
        "reason.*": ReasonCode,
        "reason.also.*": ALSO,
        "reason.direction.*": get_args(Direction),
        "reason.wanted.*": GRADE_FOR[3:],
        "recommendation.no_actions.*": statuses,
        "relation.*": get_args(Relation),
        "rule.cut_point.*": get_args(Direction),
        "rule.explained.*": {each.name() for each in measured},
        "rule.line.*.*": {
            f"{each.name()}.{direction}"
            for each in measured
            for direction in (
                get_args(Direction) if "direction" in each.model_fields else ["lower"]
            )
        },
        "rule.type.*": kinds,
        "signal.*": SignalCode,
        "signal.name.*": SignalCode,
        "strength.*": get_args(Strength),
        "content_status.*": statuses,
        "content_status.*.banner": statuses,
        "content_status.short.*": unconfirmed,
        "content_status.within.*": unconfirmed,
        "wording.*": get_args(Wording),
        "wording.*.note": get_args(Wording),
    }


def meant(use: Use) -> set[str]:
    """The ids that a use can be about."""
    ids = set[str]()
    for id in use.ids:
        start, star, _ = id.partition("*")
        end = id.rpartition("*")[2]
        ids |= {f"{start}{each}{end}" for each in families()[id]} if star else {id}
    return ids


def test_each_use_has_a_text() -> None:
    english = catalogue("en")
    assert [(use.place, id) for use in uses() for id in meant(use) if id not in english] == []


def test_each_text_is_used() -> None:
    used = set[str]().union(*map(meant, uses()))
    assert sorted(set(catalogue("en")) - used) == []


def test_each_family_is_used() -> None:
    assert set(families()) == {id for use in uses() for id in use.ids if "*" in id}


def test_each_use_gives_the_values_that_the_text_names() -> None:
    wrong = []
    for use in uses():
        for id in meant(use):
            named = names_in(catalogue("en")[id])
            alone = len(meant(use)) == 1
            if use.given is not None and (named != use.given if alone else named - use.given):
                wrong.append((use.place, id, sorted(named), sorted(use.given)))
    assert wrong == []


def test_each_problem_gives_the_values_that_its_texts_name() -> None:
    english = catalogue("en")
    wrong = []
    for each in problems():
        texts = [f"problem.{each.id}", *([f"problem.{each.id}.hint"] if each.own_hint else [])]
        if each.given is not None and "*" not in each.id:
            named = frozenset().union(*(names_in(english[text]) for text in texts))
            if named != each.given:
                wrong.append((each.place, each.id, sorted(named), sorted(each.given)))
    assert wrong == []


PRINTING = {
    *("echo", "say", "confirm", "print", "Abort", "BadParameter", "ClickException", "UsageError"),
    *("Finding", "Problem", "Wrong"),
}
SENTENCE = re.compile(r"[A-Za-z]{2,} [a-z]{2,}")


def sentences_in_python(source: str) -> Iterator[str]:
    """Words that are given in English to what prints them, or to what is printed later."""
    for call in ast.walk(ast.parse(source)):
        if isinstance(call, ast.Call) and isinstance(call.func, ast.Name | ast.Attribute):
            name = call.func.id if isinstance(call.func, ast.Name) else call.func.attr
            given = [text for each in call.args for text in ids_in_python(each)]
            if name in PRINTING:
                yield from filter(SENTENCE.search, given)


def test_nothing_is_printed_that_no_translator_could_find() -> None:
    """Most of it is refused by mypy already: a problem takes no text."""
    assert list(sentences_in_python('click.echo(f"Wrote the {file}.")')) == ["Wrote the *."]
    files = PACKAGE.rglob("*.py")
    assert [each for file in files for each in sentences_in_python(file.read_text())] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_language_names_no_values_but_those_of_english(language: str) -> None:
    english, texts = catalogue("en"), catalogue(language)
    assert set(texts) <= set(english)
    assert {id for id in texts if not all(texts[id])} == set()
    for id, forms in texts.items():
        assert names_in(forms) <= names_in(english[id]), id
        for form in forms:
            assert not re.search(r"[{}]", PLACE.sub("", form)), f"{id} has a stray brace"
