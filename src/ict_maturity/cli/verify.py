"""In: a folder with published data files; out: `verify`, which computes them again."""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, fields
from itertools import groupby
from pathlib import Path

import click

from ict_maturity import __version__
from ict_maturity.cli.commands import (
    PROBLEMS,
    Impossible,
    misused,
    printable,
    speaker,
    spoken,
    tell,
)
from ict_maturity.problems.finding import some_of
from ict_maturity.repository.anchor import AnchorError, anchor_of
from ict_maturity.repository.git import GitError
from ict_maturity.repository.revision import RevisionError
from ict_maturity.said import Phrase, Sayable, grouped, listed, word
from ict_maturity.verify import (
    NOTHING,
    Changed,
    Difference,
    NoDataError,
    NotRecomputable,
    Place,
    Report,
    Unreadable,
    Verdict,
    edition_at,
    published_at,
    verify,
)

LONGEST_VALUE = 120
MOST_TOLD = 100
MOST_PATHS = 6
EXITS: Mapping[Verdict, int] = {
    "proven": 0,
    "consistent": 0,
    "differs": PROBLEMS,
    "unreadable": 2,
    "unverified": 3,
}
DIGEST = re.compile(r"[0-9a-f]{64}")


@click.command("verify")
@click.argument("place", metavar="SITE")
@click.option(
    "--against",
    default="",
    metavar="REPO[@TAG]",
    help="Compare with the digest that a tag of this git repository names. "
    "[default tag: the edition of the site]",
)
@click.option(
    "--digest",
    default="",
    metavar="HEX",
    help="Compare with this SHA-256 of data/v1/manifest.json, as release notes name it.",
)
@click.option(
    "--format",
    "form",
    type=click.Choice(("text", "json")),
    default="text",
    show_default=True,
    help="text for people, json for programs.",
)
def verify_command(place: str, against: str, digest: str, form: str) -> None:
    """Make all that is published again from its data, and compare.

    SITE is the folder of a built site, of one edition of it, or its folder data/v1; for a site on
    the network, a copy of that folder. Every file is compared with data/v1/manifest.json, every
    result is computed again, and every generated page is made again; the engine is the one that
    made the site. Without --against or --digest, a site that somebody changed as a whole looks
    right: it is consistent with itself and not proven to be what was published.

    Ends with 0 when all is equal, 1 when something differs, 2 when something cannot be read, 3 when
    nothing differs but something could not be verified.
    """
    if against and digest:
        raise misused(word("command.verify.two_anchors"))
    try:
        published = published_at(place)
        anchor = anchor_from(against, published) if against else given_digest(digest)
    except (NoDataError, AnchorError, RevisionError, GitError) as error:
        raise Impossible(error.said) from error
    tell(word("command.stage.verifying"))
    report = verify(published, anchor)
    if form == "json":
        click.echo(json.dumps(report_data(report), indent=2))
    else:
        click.echo(printable("\n".join(report_lines(report))))
    if code := EXITS[report.verdict]:
        raise click.exceptions.Exit(code)


def given_digest(digest: str) -> str:
    """The digest that was typed, in small letters; ends with 2 for something else."""
    small = digest.strip().lower()
    if digest and not DIGEST.fullmatch(small):
        raise misused(word("command.verify.no_digest"))
    return small


def anchor_from(against: str, place: Place) -> str:
    """The digest that a tag of a repository names; the tag of the site's edition when none is said.

    Raises what `anchor_of` raises.
    """
    folder, at, tag = against, "", ""
    if "@" in against and not Path(against).is_dir():
        folder, at, tag = against.rpartition("@")
    if not Path(folder).is_dir() or (at and not tag):
        raise misused(word("command.verify.no_repository", place=against))
    return anchor_of(Path(folder), tag or edition_at(place))


def report_lines(report: Report) -> Iterator[str]:
    """The report for reading: what was verified, what was not, what differs."""
    if report.edition:
        yield from head_lines(report)
    if report.manifest:
        yield spoken(word("command.verify.manifest", digest=report.manifest))
    yield ""
    yield from verified_lines(report)
    if report.elsewhere:
        yield spoken(word("command.verify.elsewhere", files=files_said(report.elsewhere)))
    if report.edition:
        yield from not_recomputable_lines(report.not_recomputable)
        if report.unknown_files:
            yield f"\n{spoken(word('command.verify.unknown'))}"
            yield f"  {some(report.unknown_files)}"
    changed = [changed_line(each) for each in report.changed]
    yield from told(word("command.verify.changed_files"), changed)
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


def verified_lines(report: Report) -> Iterator[str]:
    """A line for each kind of thing."""
    width = max((len(each.kind) for each in report.verified), default=0)
    for each in report.verified:
        differs = word("command.verify.number", number=each.differences)
        result = differs if each.differences else word("command.verify.equal")
        yield f"{spoken(grouped(each.count)):>8}  {each.kind:<{width}}  {spoken(result)}"


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


def changed_line(each: Changed) -> str:
    """One file that is not as the manifest lists it, and how."""
    return spoken(word(f"command.verify.file.{each.how}", file=each.file))


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
    """The whole report in a few sentences."""
    return listed(verdict_sentences(report), "sentences")


def verdict_sentences(report: Report) -> Iterator[Sayable]:
    """What was found, whether it is proven to be what was published, and what could not be seen."""
    if report.anchor and report.anchor != report.manifest:
        yield word("command.verify.other_manifest", anchor=report.anchor)
    if report.changed:
        yield word("command.verify.not_as_listed", files=files_said(len(report.changed)))
    if report.differences:
        yield word(
            "command.verify.differs",
            differences=word("command.verify.number", number=len(report.differences)),
            files=files_said(len({each.file for each in report.differences})),
        )
    if report.unreadable:
        yield word("command.verify.incomplete")
    if report.verdict in ("differs", "unreadable"):
        return
    yield word("command.verify.all_equal")
    yield word("command.verify.proven" if report.anchor else "command.verify.consistent")
    for kind, number in report.unverified.items():
        yield word(f"command.verify.unverified.{kind}", number=number)


def files_said(number: int) -> Sayable:
    """So many files."""
    return word("command.count.files", number=number)


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
        "verdict": report.verdict,
        "anchor": report.anchor,
        "manifest": report.manifest,
        "elsewhere": report.elsewhere,
        "changed": [asdict(each) for each in report.changed],
        "unverified": report.unverified,
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
