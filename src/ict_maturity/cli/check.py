"""In: a content root; out: `check`, which says everything that is wrong with it."""

from collections.abc import Callable, Iterable
from functools import cache
from pathlib import Path

import click

from ict_maturity.aggregate import Site, publish
from ict_maturity.check import check
from ict_maturity.check.claim import page_claims
from ict_maturity.check.handwritten import check_handwritten
from ict_maturity.check.services import check_help_pages
from ict_maturity.cli.commands import PROBLEMS, Impossible, say, tell, with_root
from ict_maturity.cli.problems import FORMATS, say_count, stop_at, written
from ict_maturity.cli.sides import change_problems, opened
from ict_maturity.load import load
from ict_maturity.load.handwritten import handwritten
from ict_maturity.load.settings import markdown_extensions, setting_problems
from ict_maturity.model import Content
from ict_maturity.problems import Problem, errors, sorted_once
from ict_maturity.render.drawn_page import drawing_faults
from ict_maturity.repository.git import GitError
from ict_maturity.repository.revision import RevisionError
from ict_maturity.said import Sayable, listed, word
from ict_maturity.score import score_all


def problems_of(
    root: Path, release: bool = False, begun: str = ""
) -> tuple[Content | None, tuple[Problem, ...]]:
    """Read and check all content, hand-written pages and the settings of the site engine.

    `begun` is an edition that is being cut, whose files are not read.
    Raises OSError when something cannot be read.
    """
    tell(word("command.stage.reading"))
    loaded = load(root, begun)
    pages, found = handwritten(root)
    found = (*loaded.problems, *found, *check_handwritten(pages), *setting_problems(root))
    if loaded.content is not None:
        tell(word("command.stage.checking"))
        found += check(loaded.content, loaded.places, release)
        found += tuple(page_claims(pages, loaded.content.facts))
        paths = {page.path for page in pages}
        found += tuple(check_help_pages(loaded.content, loaded.places, paths))
    faulty = {problem.file for problem in found}
    sound = [page for page in pages if page.source not in faulty]
    found += tuple(drawing_faults(sound, site_of(loaded.content, found), markdown_extensions(root)))
    return loaded.content, sorted_once(found)


def site_of(content: Content | None, found: Iterable[Problem]) -> Callable[[], Site | None]:
    """What pages may print, computed when it is first asked for; nothing when there are errors."""

    @cache
    def site() -> Site | None:
        return publish(content, score_all(content)) if content and not errors(found) else None

    return site


def sound_content(root: Path, release: bool = False, begun: str = "") -> Content:
    """All content; with problems the command ends with 1, having said what they are.

    `begun` is an edition that is being cut, whose files are not read.
    Raises OSError when something cannot be read.
    """
    content, problems = problems_of(root, release, begun)
    stop_at(problems, root)
    if content is None:  # Never without a problem, which the types cannot say.
        raise click.exceptions.Exit(PROBLEMS)
    return content


@click.command("check")
@with_root
@click.option(
    "--format",
    "form",
    type=click.Choice(FORMATS),
    default="text",
    show_default=True,
    help="text for people, json for programs, github for remarks in a pull request.",
)
@click.option(
    "--release",
    is_flag=True,
    help="Also refuse text that is not confirmed, and drafts that count.",
)
@click.option(
    "--since",
    "base",
    metavar="REVISION",
    help="Also refuse what may not change from a git revision on, such as a submitted report.",
)
def check_command(root: Path, form: str, release: bool, base: str | None) -> None:
    """Read all content and say what is wrong, where, and what to do.

    Every problem has a code; docs/reference/problems.md explains each of them. Warnings are told
    too, and stop nothing.
    """
    content, problems = problems_of(root, release)
    if content and base is not None:
        problems = sorted_once((*problems, *problems_since(root, base)))
    if problems or form == "json":
        click.echo(written(problems, form, root))
    if problems:
        say_count(problems)
    if errors(problems):
        raise click.exceptions.Exit(PROBLEMS)
    if content and form == "text" and not problems:
        say(word("command.check.fine", things=inventory(content)))


def problems_since(root: Path, base: str) -> tuple[Problem, ...]:
    """What is wrong with the change from a revision to the files as they are now."""
    try:
        with opened(root, base, None) as (before, after):
            return change_problems(before, after)
    except (GitError, RevisionError) as error:
        raise Impossible(error.said) from error


def inventory(content: Content) -> Sayable:
    """What was read, in numbers."""
    return listed(
        (
            word("command.count.recommendations", number=len(content.recommendations)),
            word("command.count.kpis", number=len(content.kpis)),
            word("command.count.offices", number=len(content.offices)),
            word("command.count.assessments", number=len(content.assessments)),
        ),
        "commas",
    )
