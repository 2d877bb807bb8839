"""In: two revisions, folders or editions; out: `impact`, which says what lies between them."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NoReturn

import click

from ict_maturity.check import check, check_change
from ict_maturity.cli.commands import (
    PROBLEMS,
    Impossible,
    printable,
    say,
    speaker,
    spoken,
    tell,
    with_root,
)
from ict_maturity.cli.problems import count_words, say_count, written
from ict_maturity.compare import Side, impact
from ict_maturity.data.versions import EDITION
from ict_maturity.export.impact import impact_data
from ict_maturity.export.text_files import json_text
from ict_maturity.load import Loaded, load
from ict_maturity.problems import Problem, errors, sorted_once
from ict_maturity.render.impact import impact_report
from ict_maturity.repository.git import GitError
from ict_maturity.repository.revision import (
    RevisionError,
    commit_of,
    parting,
    taken_since,
    write_revision,
)
from ict_maturity.said import listed, word

TOLD_IN_THE_REPORT = frozenset(
    {
        "changed-twice-a-year",
        "class-does-not-fit",
        "class-missing",
        "edition-frozen",
        "id-gone",
        "new-id-needed",
        "notice-too-short",
        "retired-id-used",
    }
)
"""Problems of a change; with any other one the content cannot be compared."""


@dataclass(frozen=True)
class Opened:
    """One side with what was read of it; an edition has no files and so no problems of its own."""

    side: Side
    loaded: Loaded | None
    commit: str | None
    taken: tuple[Problem, ...] = ()


@click.command("impact")
@click.argument("base")
@click.argument("head", required=False)
@with_root
@click.option(
    "--format",
    "form",
    type=click.Choice(("markdown", "json")),
    default="markdown",
    show_default=True,
    help="markdown for people and for comments in a pull request, json for programs.",
)
@click.option(
    "--what-if",
    "tried",
    is_flag=True,
    help="Only try: report also what may not change any more, or does not fit yet, and end with 0.",
)
def impact_command(root: Path, base: str, head: str | None, form: str, tried: bool) -> None:
    """Say what a change does, from BASE to HEAD.

    Each of the two is a git revision, a folder with a framework.yaml, or an edition that was cut,
    such as 2026.1. Without HEAD, BASE is compared with the files as they are now.

    Ends with 1 when a change is not declared in the change log as what it is. With --what-if
    nothing has to be declared: change a cut point, and see who would move, and why.
    """
    try:
        with opened(root, base, head) as (before, after):
            problems = problems_of(before, after, tried)
            report(before, after, form, problems)
    except (GitError, RevisionError) as error:
        raise Impossible(error.said) from error
    if problems and not tried:
        raise click.exceptions.Exit(PROBLEMS)


@contextmanager
def opened(root: Path, base: str, head: str | None) -> Iterator[tuple[Opened, Opened]]:
    """Both sides, read; what comes out of git lies in a folder that is removed again."""
    with TemporaryDirectory(prefix="ict-maturity-") as folder:
        after = open_side(root, head, Path(folder) / "head")
        yield open_base(root, base, after, Path(folder) / "base"), after


def open_side(root: Path, name: str | None, folder: Path) -> Opened:
    """A folder, an edition or a revision; without a name, the content root as it is now."""
    if name is None:
        return open_folder(speaker().say(word("command.impact.now")), root)
    if name and (Path(name) / "framework.yaml").is_file():
        return open_folder(name, Path(name))
    if EDITION.fullmatch(name) and (root / "editions" / f"{name}.lock.json").is_file():
        return open_edition(root, name)
    commit = commit_of(root, name)
    return open_revision(root, f"{name} ({commit[:12]})", commit, folder)


def open_base(root: Path, name: str, after: Opened, folder: Path) -> Opened:
    """The side before; where history parted, what the other line added is no part of the change."""
    base = open_side(root, name, folder)
    head = after.commit or (commit_of(root, "HEAD") if base.commit else None)
    common = parting(root, base.commit, head) if base.commit and head else None
    if not (common and base.commit and after.loaded and after.loaded.content):
        return base
    label = speaker().say(word("command.impact.parting", commit=common[:12], base=name))
    parted = open_revision(root, label, common, folder.with_name("parting"))
    return Opened(
        parted.side,
        parted.loaded,
        common,
        taken_since(root, name, common, base.commit, after.loaded.content.files),
    )


def open_folder(label: str, folder: Path) -> Opened:
    """The content below a folder."""
    tell(word("command.stage.reading_side", side=label))
    loaded = load(folder)
    if loaded.content is None:
        fail(loaded.problems, folder, label)
    return Opened(Side(label, loaded.content), loaded, None)


def open_revision(root: Path, label: str, commit: str, folder: Path) -> Opened:
    """The content of a commit."""
    write_revision(root, commit, folder)
    found = open_folder(label, folder)
    return Opened(found.side, found.loaded, commit)


def open_edition(root: Path, name: str) -> Opened:
    """An edition that was cut, with today's offices."""
    content = open_folder(speaker().say(word("command.impact.now")), root).side.content
    if name not in content.editions:
        raise Impossible(word("command.impact.unreadable", edition=name))
    label = speaker().say(word("command.impact.edition", edition=name))
    return Opened(Side(label, content.under(content.editions[name])), None, None)


def report(before: Opened, after: Opened, form: str, problems: Sequence[Problem]) -> None:
    """Print the report, with what keeps the change from being taken."""
    unread = before.loaded.problems if before.loaded else ()
    if unread:
        left_out = word("command.impact.not_compared", side=before.side.label)
        say(listed([count_words(unread), left_out], "sentences"), err=True)
    tell(word("command.stage.scoring_both"))
    found = impact(before.side, after.side)
    if form == "json":
        click.echo(json_text(impact_data(found, problems)), nl=False)
    else:
        click.echo(printable(impact_report(found, problems)), nl=False)
    if problems:
        say_count(problems)


def problems_of(before: Opened, after: Opened, tried: bool) -> tuple[Problem, ...]:
    """What is wrong with the change; content that has other problems ends the command.

    Where it is only `tried`, it ends with files that cannot be read and so cannot be compared.
    """
    if after.loaded is None or after.loaded.content is None:
        return ()
    content, places = after.loaded.content, after.loaded.places
    tell(word("command.stage.checking"))
    unread = errors(after.loaded.problems)
    found = (*unread, *errors(check(content, places)))
    others = unread if tried else [p for p in found if p.code not in TOLD_IN_THE_REPORT]
    if others:
        fail(others, Path(), after.side.label)
    change = check_change(before.side.content, content, places)
    return sorted_once((*found, *change, *before.taken))


def fail(problems: Sequence[Problem], root: Path, label: str) -> NoReturn:
    """End with 1: what cannot be read or is wrong in itself cannot be compared."""
    click.echo(written(problems, "text", root))
    where = word("command.impact.where", side=label)
    click.echo(f"\n{spoken(listed([count_words(problems), where], 'sentences'))}", err=True)
    raise click.exceptions.Exit(PROBLEMS)
