"""In: two revisions, folders or editions; out: `impact`, which says what lies between them."""

from collections.abc import Container, Iterator, Sequence
from pathlib import Path

import click

from ict_maturity.check import check
from ict_maturity.cli.commands import PROBLEMS, Impossible, printable, say, tell, with_root
from ict_maturity.cli.problems import count_words, say_count
from ict_maturity.cli.sides import Opened, change_problems, fail, opened
from ict_maturity.compare import impact
from ict_maturity.export.impact import impact_data
from ict_maturity.export.text_files import json_text
from ict_maturity.model import Content
from ict_maturity.problems import Problem, errors, sorted_once, wrong
from ict_maturity.render.impact import impact_report
from ict_maturity.repository.git import GitError
from ict_maturity.repository.revision import RevisionError
from ict_maturity.said import listed, word

TOLD_IN_THE_REPORT = frozenset(
    {
        "changed-twice-a-year",
        "class-does-not-fit",
        "class-missing",
        "edition-frozen",
        "id-gone",
        "name-not-kept",
        "new-id-needed",
        "notice-too-short",
        "office-gone",
        "report-gone",
        "report-rewritten",
        "retired-id-used",
    }
)
"""Problems of a change; with any other one the content cannot be compared."""


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
    told = sorted_once((*found, *change_problems(before, after)))
    return tuple(unnamed(told, before.side.content, content))


def unnamed(problems: Sequence[Problem], before: Content, after: Content) -> Iterator[Problem]:
    """The problems, in which no office is named that is not shown by name; the report is public.

    How many such problems there are is not told either.
    """
    hidden = hidden_files(before) | hidden_files(after)
    yield from (each for each in problems if not is_among(hidden, each.file))
    if any(is_among(hidden, each.file) for each in problems):
        yield wrong("report-rewritten.unnamed").at("offices/")


def is_among(hidden: Container[str], file: str) -> bool:
    """Whether a file, or the folder that it lies in, is not shown by name."""
    return file in hidden or file.rpartition("/")[0] in hidden


def hidden_files(content: Content) -> frozenset[str]:
    """The folders of offices that are not shown by name, and the reports that are not."""
    folders = (
        content.source_of("office", code).rpartition("/")[0]
        for code in content.offices.keys() - content.named
    )
    reports = (
        content.source_of("assessment", "/".join(key))
        for key, report in content.assessments.items()
        if report.audience != "public"
    )
    return frozenset((*folders, *reports))
