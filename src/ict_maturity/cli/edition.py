"""In: an edition's number; out: `edition cut`, which freezes the framework as it is now."""

from pathlib import Path

import click

from ict_maturity.cli.check import sound_content
from ict_maturity.cli.commands import Impossible, Suggesting, printable, tell, with_root
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
    help="The edition is adopted: every text is confirmed and no draft counts.",
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
    tell("Writing the edition")
    notes = file_of(edition, NOTES)
    outputs = edition_outputs(content, digests_of(root, files_of(content)))
    kept = [output.path for output in outputs if output.path == notes and notes in begun]
    made = [output for output in outputs if output.path not in kept]
    write_new(root, made, begun)
    for output in made:
        click.echo(f"Wrote {output.path}.")
    for path in kept:
        click.echo(f"Kept {path} as it was.")
    click.echo(
        "Read the notes; their words may be changed, the other files may not. Then:\n"
        f"  git add framework.yaml {FOLDER}\n"
        f'  git commit --message "Edition {edition}"\n'
        f"  git tag {edition}"
    )


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
        raise Impossible(str(error)) from error
    return () if known else there


def refuse_what_cannot_be_cut(content: Content, edition: str, adopted: bool) -> None:
    """End with 2 when framework.yaml says something else, or the edition is there already."""
    framework = content.framework
    if framework.edition != edition:
        raise Impossible(
            f"framework.yaml says that this is edition {framework.edition}. "
            f'Write edition: "{printable(edition)}" there, with its date, when that is to be cut.'
        )
    if ("edition", edition) in content.files:
        raise Impossible(
            f"Edition {edition} was cut already and is kept as it is: {file_of(edition, LOCK)}. "
            "What is to change goes into the next edition."
        )
    wanted = "adopted" if adopted else "proposal"
    if framework.edition_status != wanted:
        other = "without --adopted" if adopted else "with --adopted"
        raise Impossible(
            f"framework.yaml says that the edition is: {framework.edition_status}. "
            f"Write edition_status: {wanted} there, or cut it {other}."
        )
    newest = content.newest_edition
    if newest and edition_order(newest.id) > edition_order(edition):
        raise Impossible(f"Edition {newest.id} was cut already; give this one a later number.")
    if newest and newest.date >= framework.edition_date:
        raise Impossible(
            f"Edition {newest.id} is of {newest.date}, and this one is of "
            f"{framework.edition_date}. Write a later edition_date in framework.yaml."
        )
