"""In: an edition's number; out: `edition cut`, which freezes the framework as it is now."""

from pathlib import Path

import click

from ict_maturity.cli.check import sound_content
from ict_maturity.cli.commands import Impossible, Suggesting, say, tell, with_root
from ict_maturity.edition import edition_outputs, files_of
from ict_maturity.load.editions import (
    CONTENT,
    CROSSWALK,
    FOLDER,
    LOCK,
    NOTES,
    digests_of,
    file_of,
)
from ict_maturity.model import Content, edition_order
from ict_maturity.repository.git import GitError, answer
from ict_maturity.said import word
from ict_maturity.website.stage import write_new


@click.group("edition", cls=Suggesting)
def edition_command() -> None:
    """Freeze the framework as an edition.

    What is answered under an edition is scored under it for ever.
    """


@edition_command.command("cut")
@click.argument("edition")
@click.option(
    "--adopted",
    is_flag=True,
    help="The edition is adopted: all content is confirmed and no draft counts.",
)
@with_root
def cut_command(edition: str, adopted: bool, root: Path) -> None:
    """Write the lock, the frozen content, the release notes and the crosswalk of EDITION.

    Everything is checked first, and nothing is written when anything is wrong. An edition that
    exists is never overwritten; one whose cut was stopped halfway is cut anew, and notes that are
    there are kept. The edition, its status and its date stand in framework.yaml; they are changed
    by you and not by this command.
    """
    begun = begun_files(root, edition)
    content = sound_content(root, release=adopted, begun=edition if begun else "")
    refuse_what_cannot_be_cut(content, edition, adopted)
    tell(word("command.stage.edition"))
    notes = file_of(edition, NOTES)
    outputs = edition_outputs(content, digests_of(root, files_of(content)))
    kept = [output.path for output in outputs if output.path == notes and notes in begun]
    made = [output for output in outputs if output.path not in kept]
    write_new(root, made, begun)
    for output in made:
        say(word("command.edition.wrote", file=output.path))
    for path in kept:
        say(word("command.edition.kept", file=path))
    say(word("command.edition.then", folder=FOLDER, edition=edition))


def begun_files(root: Path, edition: str) -> tuple[str, ...]:
    """What a cut left that was stopped before its lock; nothing when git knows the edition."""
    files = [file_of(edition, part) for part in (CONTENT, NOTES, CROSSWALK)]
    there = tuple(file for file in files if (root / file).is_file())
    if not there or (root / file_of(edition, LOCK)).exists():
        return ()
    every = (*files, file_of(edition, LOCK))
    try:
        known = (
            answer(root, "tag", "--list", "--", edition)
            or answer(root, "ls-files", "--", *every)
            or answer(root, "log", "--all", "--max-count=1", "--format=%H", "--", *every)
        )
    except GitError as error:
        raise Impossible(error.said) from error
    return () if known else there


def refuse_what_cannot_be_cut(content: Content, edition: str, adopted: bool) -> None:
    """End with 2 when framework.yaml says something else, or the edition is there already."""
    framework = content.framework
    if framework.edition != edition:
        values = {"current": framework.edition, "edition": edition}
        raise Impossible(word("command.edition.other", **values))
    if ("edition", edition) in content.files:
        lock = file_of(edition, LOCK)
        raise Impossible(word("command.edition.cut", edition=edition, file=lock))
    wanted = "adopted" if adopted else "proposal"
    if framework.edition_status != wanted:
        raise Impossible(
            word(
                "command.edition.not_adopted" if adopted else "command.edition.adopted",
                status=framework.edition_status,
                wanted=wanted,
            )
        )
    newest = content.newest_edition
    if newest and edition_order(newest.id) > edition_order(edition):
        raise Impossible(word("command.edition.later_number", edition=newest.id))
    if newest and newest.date >= framework.edition_date:
        dates = {"date": newest.date, "own_date": framework.edition_date}
        raise Impossible(word("command.edition.later_date", edition=newest.id, **dates))
