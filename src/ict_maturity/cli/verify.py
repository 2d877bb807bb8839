"""In: a folder with published data files; out: `verify`, which computes them again."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import asdict, fields
from itertools import groupby

import click

from ict_maturity import __version__
from ict_maturity.cli.commands import PROBLEMS, Impossible, printable, speaker, spoken, tell
from ict_maturity.problems.finding import some_of
from ict_maturity.said import Phrase, Sayable, grouped, word
from ict_maturity.verify import (
    NOTHING,
    Difference,
    NoDataError,
    NotRecomputable,
    Report,
    Unreadable,
    data_folder,
    verify,
)

LONGEST_VALUE = 120
MOST_TOLD = 100
MOST_PATHS = 6
UNREADABLE = 2


@click.command("verify")
@click.argument("place", metavar="SITE")
@click.option(
    "--format",
    "form",
    type=click.Choice(("text", "json")),
    default="text",
    show_default=True,
    help="text for people, json for programs.",
)
def verify_command(place: str, form: str) -> None:
    """Compute all published results again and compare.

    SITE is the folder of a built site, of one edition of it, or its folder data/v1; for a site on
    the network, a copy of that folder. Nothing but the data files is read, and the engine that
    computes them is the one that computed the site.

    Ends with 0 when all is equal, 1 when something differs, 2 when something cannot be read.
    """
    try:
        folder = data_folder(place)
    except NoDataError as error:
        raise Impossible(error.said) from error
    tell(word("command.stage.verifying"))
    report = verify(folder)
    if form == "json":
        click.echo(json.dumps(report_data(report), indent=2))
    else:
        click.echo(printable("\n".join(report_lines(report))))
    if report.differences:
        raise click.exceptions.Exit(PROBLEMS)
    if report.unreadable:
        raise click.exceptions.Exit(UNREADABLE)


def report_lines(report: Report) -> Iterator[str]:
    """The report for reading: what was verified, what was not, what differs."""
    if report.edition:
        yield from head_lines(report)
        yield from verified_lines(report)
        yield from not_recomputable_lines(report.not_recomputable)
        if report.unknown_files:
            yield f"\n{spoken(word('command.verify.unknown'))}"
            yield f"  {some(report.unknown_files)}"
    differences = [difference_line(each) for each in report.differences]
    yield from told(word("command.verify.differences"), differences)
    unreadable = [unreadable_line(each) for each in report.unreadable]
    yield from told(word("command.verify.unreadable"), unreadable)
    yield f"\n{spoken(verdict(report))}"


def head_lines(report: Report) -> Iterator[str]:
    """What was published, and by which engine."""
    computed_by = report.engine_version
    head = {"edition": report.edition, "status": report.edition_status}
    unknown = word("command.verify.no_version")
    yield spoken(word("command.verify.head", version=computed_by or unknown, **head))
    yield spoken(word("command.verify.digest", digest=report.framework_digest))
    if computed_by != __version__:
        yield spoken(word("command.verify.other", version=__version__, computed_by=computed_by))
    yield ""


def verified_lines(report: Report) -> Iterator[str]:
    """A line for each kind of thing."""
    for each in report.verified:
        differs = word("command.verify.number", number=each.differences)
        result = differs if each.differences else word("command.verify.equal")
        yield f"{spoken(grouped(each.count)):>8}  {each.kind:<21}{spoken(result)}"


def not_recomputable_lines(figures: tuple[NotRecomputable, ...]) -> Iterator[str]:
    """What public data do not suffice for, with the reason once a file."""
    if figures:
        yield f"\n{spoken(word('command.verify.not_recomputable'))}"
    for (file, reason), group in groupby(figures, key=lambda each: (each.file, each.reason)):
        yield f"  {file}  {some(tuple(each.path for each in group))}"
        yield f"    {spoken(reason)}"


def some(names: tuple[str, ...]) -> str:
    """The first names, and how many more there are."""
    return spoken(some_of(names, MOST_PATHS))


def told(heading: Phrase, lines: Sequence[str]) -> Iterator[str]:
    """What is wrong below its heading, up to where a reader would stop reading."""
    if lines:
        yield f"\n{spoken(heading)}"
        yield from lines[:MOST_TOLD]
    if len(lines) > MOST_TOLD:
        rest = grouped(len(lines) - MOST_TOLD)
        yield f"  {spoken(word('command.verify.more', number=rest))}"


def difference_line(each: Difference) -> str:
    """One difference: where, what was published, what comes out."""
    place = f"{each.file}  {each.path}".rstrip()
    values = {"published": shown(each.published), "recomputed": shown(each.recomputed)}
    return f"  {place}\n    {spoken(word('command.verify.difference', **values))}"


def unreadable_line(each: Unreadable) -> str:
    """One file that cannot be read: why, and what to do."""
    return f"  {each.file}\n    {spoken(each.message)}\n    {spoken(each.hint)}"


def shown(value: object) -> Sayable:
    """A value as JSON on one line, cut off where it gets long."""
    if value is NOTHING:
        return word("command.verify.nothing")
    try:
        text = json.dumps(value, ensure_ascii=False)
    except RecursionError:
        return word("command.verify.too_deep")
    return text if len(text) <= LONGEST_VALUE else f"{text[:LONGEST_VALUE]}…"


def verdict(report: Report) -> Sayable:
    """The whole report in one line."""
    if report.differences:
        files = len({each.file for each in report.differences})
        return word(
            "command.verify.differs",
            differences=word("command.verify.number", number=len(report.differences)),
            files=word("command.count.files", number=files),
        )
    if report.unreadable:
        return word("command.verify.incomplete")
    return word("command.verify.all_equal")


def in_words(each: NotRecomputable | Unreadable) -> dict[str, str]:
    """Its fields by name."""
    return {field.name: speaker().say(getattr(each, field.name)) for field in fields(each)}


def report_data(report: Report) -> dict[str, object]:
    """The report as plain data; the values of differences are JSON texts, cut off when long."""
    return {
        "edition": report.edition,
        "edition_status": report.edition_status,
        "engine_version": report.engine_version,
        "this_engine_version": __version__,
        "framework_digest": report.framework_digest,
        "verified": [asdict(each) for each in report.verified],
        "differences": [
            {
                "kind": each.kind,
                "file": each.file,
                "path": each.path,
                "published": speaker().say(shown(each.published)),
                "recomputed": speaker().say(shown(each.recomputed)),
            }
            for each in report.differences
        ],
        "not_recomputable": [in_words(each) for each in report.not_recomputable],
        "unreadable": [in_words(each) for each in report.unreadable],
        "unknown_files": list(report.unknown_files),
    }
