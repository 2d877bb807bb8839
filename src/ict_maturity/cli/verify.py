"""In: a folder with published data files; out: `verify`, which computes them again."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import asdict, fields
from itertools import groupby

import click

from ict_maturity import __version__
from ict_maturity.cli.commands import PROBLEMS, Impossible, printable, speaker, spoken, tell
from ict_maturity.cli.problems import counted
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
        raise Impossible(spoken(error.said)) from error
    tell("Computing all results again")
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
            yield "\nNot verified, because this version does not publish it:"
            yield f"  {some(report.unknown_files)}"
    yield from told("Differences", [difference_line(each) for each in report.differences])
    yield from told("Cannot be read", [unreadable_line(each) for each in report.unreadable])
    yield f"\n{verdict(report)}"


def head_lines(report: Report) -> Iterator[str]:
    """What was published, and by which engine."""
    status = f"Edition {report.edition} ({report.edition_status})"
    yield f"{status}, computed by ict-maturity {report.engine_version or 'of no known version'}"
    yield f"Framework digest {report.framework_digest}"
    if report.engine_version != __version__:
        yield (
            f"This is ict-maturity {__version__}. A difference may come from that: "
            f"verify with version {report.engine_version} too."
        )
    yield ""


def verified_lines(report: Report) -> Iterator[str]:
    """A line for each kind of thing."""
    for each in report.verified:
        differs = counted(each.differences, "difference") if each.differences else "equal"
        yield f"{each.count:>8,}  {each.kind:<21}{differs}"


def not_recomputable_lines(figures: tuple[NotRecomputable, ...]) -> Iterator[str]:
    """What public data do not suffice for, with the reason once a file."""
    if figures:
        yield "\nCannot be recomputed from public data:"
    for (file, reason), group in groupby(figures, key=lambda each: (each.file, each.reason)):
        yield f"  {file}  {some(tuple(each.path for each in group))}"
        yield f"    {spoken(reason)}"


def some(names: tuple[str, ...]) -> str:
    """The first names, and how many more there are."""
    more = f" and {len(names) - MOST_PATHS} more" if len(names) > MOST_PATHS else ""
    return ", ".join(names[:MOST_PATHS]) + more


def told(heading: str, lines: Sequence[str]) -> Iterator[str]:
    """What is wrong below its heading, up to where a reader would stop reading."""
    if lines:
        yield f"\n{heading}:"
        yield from lines[:MOST_TOLD]
    if len(lines) > MOST_TOLD:
        yield f"  and {len(lines) - MOST_TOLD:,} more; --format json tells all of them"


def difference_line(each: Difference) -> str:
    """One difference: where, what was published, what comes out."""
    place = f"{each.file}  {each.path}".rstrip()
    return f"  {place}\n    published {shown(each.published)}, recomputed {shown(each.recomputed)}"


def unreadable_line(each: Unreadable) -> str:
    """One file that cannot be read: why, and what to do."""
    return f"  {each.file}\n    {spoken(each.message)}\n    {spoken(each.hint)}"


def shown(value: object) -> str:
    """A value as JSON on one line, cut off where it gets long."""
    if value is NOTHING:
        return "nothing"
    try:
        text = json.dumps(value, ensure_ascii=False)
    except RecursionError:
        return "something nested too deep to be shown"
    return text if len(text) <= LONGEST_VALUE else f"{text[:LONGEST_VALUE]}…"


def verdict(report: Report) -> str:
    """The whole report in one line."""
    if report.differences:
        files = len({each.file for each in report.differences})
        number = counted(len(report.differences), "difference")
        return f"{number} in {counted(files, 'file')}: the files are not what was computed."
    if report.unreadable:
        return "Not everything could be verified."
    return "Equal: every figure that public data suffice for comes out as it was published."


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
                "published": shown(each.published),
                "recomputed": shown(each.recomputed),
            }
            for each in report.differences
        ],
        "not_recomputable": [in_words(each) for each in report.not_recomputable],
        "unreadable": [in_words(each) for each in report.unreadable],
        "unknown_files": list(report.unknown_files),
    }
