"""In: how somebody says that files are to be read; out: what reads the forms in them."""

from collections.abc import Callable, Iterator
from functools import wraps
from pathlib import Path
from typing import Any, NamedTuple, get_args

import click
from pydantic import ValidationError

from ict_maturity.cli.commands import misused
from ict_maturity.cli.problems import stop_at
from ict_maturity.forms.mapping import Mapping, Separator
from ict_maturity.intake.book import read_book
from ict_maturity.intake.filled import Filled
from ict_maturity.intake.handed import is_handover, read_handover
from ict_maturity.intake.mapped import forms_of, mapping_findings
from ict_maturity.intake.rows import WorkbookForm
from ict_maturity.intake.table import ENCODINGS, read_table
from ict_maturity.load.faults import problems_of
from ict_maturity.load.one_file import read_data
from ict_maturity.load.places import Places
from ict_maturity.model import Content
from ict_maturity.problems import Problem, wrong
from ict_maturity.problems.finding import problems_of as problems_of_findings
from ict_maturity.said import word


class Piece(NamedTuple):
    """One form in a file, and the bytes to be kept of it."""

    filled: Filled
    held: bytes


Reader = Callable[[bytes, str], Iterator[Piece]]
"""Reads the forms in the bytes of a file with a name; raises UnreadableFileError."""


class Ways(NamedTuple):
    """What somebody said of the files: none of it, when they are our own workbooks."""

    mapping: Path | None = None
    encoding: str | None = None
    separator: str | None = None
    merge: bool = False
    decide: Path | None = None


def with_ways(function: Callable[..., None]) -> Callable[..., None]:
    """Give a command the options that say how files are read, as one value `ways`."""

    @wraps(function)
    def gathered(**options: Any) -> None:
        ways = Ways(**{name: options.pop(name) for name in Ways._fields})
        if ways.decide and not ways.merge:
            raise misused(word("command.round.decide"))
        function(ways=ways, **options)

    made: Callable[..., None] = gathered
    for option in (
        click.option(
            "--decide",
            type=click.Path(dir_okay=False, path_type=Path),
            metavar="YAML",
            help="What counts where the parts differ; written for you to fill in if it is missing.",
        ),
        click.option(
            "--merge",
            is_flag=True,
            help="Join the FILES, which departments of one office sent.",
        ),
        click.option(
            "--separator",
            type=click.Choice(get_args(Separator)),
            help="What stands between the cells of a table, instead of what the mapping says.",
        ),
        click.option(
            "--encoding",
            type=click.Choice(ENCODINGS),
            help="How a table is encoded that does not say it itself and is not UTF-8.",
        ),
        click.option(
            "--map",
            "mapping",
            type=click.Path(exists=True, dir_okay=False, path_type=Path),
            metavar="YAML",
            help="Mapping file: the FILES are tables that another form wrote.",
        ),
    ):
        made = option(made)
    return made


def reader_of(content: Content, ways: Ways) -> Reader:
    """What reads the files; ends the command at a mapping that cannot be used."""
    if ways.mapping is None:
        if ways.encoding or ways.separator:
            raise misused(word("command.round.map"))
        return own_forms
    mapping, problems = read_mapping(content, ways.mapping)
    stop_at(problems, ways.mapping.parent)
    if mapping is None:
        return own_forms
    separator = ways.separator or mapping.separator
    seen = mapping.model_copy(update={"separator": separator})

    def tables(held: bytes, name: str) -> Iterator[Piece]:
        table = read_table(held, name, seen.sheets, separator, ways.encoding)
        for form in forms_of(table, seen):
            yield Piece(form, form.kept())

    return tables


def own_forms(held: bytes, name: str) -> Iterator[Piece]:
    """The one form in a workbook that the software wrote, or in what a form in a browser wrote."""
    form = read_handover(held, name) if is_handover(held) else WorkbookForm(read_book(held), name)
    yield Piece(form, held)


def read_mapping(content: Content, path: Path) -> tuple[Mapping | None, tuple[Problem, ...]]:
    """A mapping file and what is wrong with it; None where it cannot be read."""
    data, _, problems = read_data(path.parent, path.name)
    if problems:
        return None, tuple(problems)
    places = Places(path.parent)
    try:
        mapping = Mapping.model_validate(data)
    except ValidationError as error:
        return None, tuple(problems_of(error, Mapping, path.name, places))
    if mapping.cycle not in content.cycles:
        line, column = places.at(path.name, ("cycle",))
        unknown = wrong("mapping-wrong.cycle", cycle=mapping.cycle).at(path.name, line, column)
        return mapping, (unknown,)
    found = ((path.name, each) for each in mapping_findings(content, mapping))
    return mapping, tuple(problems_of_findings(found, places))
