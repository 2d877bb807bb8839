"""In: an edition's number; out: `edition cut`, which freezes the framework as it is now."""

from pathlib import Path

import click

from ict_maturity.cli.check import sound_content
from ict_maturity.cli.commands import Impossible, printable, tell, with_root
from ict_maturity.cut import edition_outputs, files_of
from ict_maturity.load.editions import FOLDER, LOCK, digests_of, file_of
from ict_maturity.model import Content, edition_order
from ict_maturity.stage import write_new


@click.group("edition")
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

    Everything is checked first, and nothing is written when anything is wrong. A file that exists
    is never overwritten. The edition, its status and its date stand in framework.yaml; they are
    changed by you and not by this command.
    """
    content = sound_content(root, release=adopted)
    refuse_what_cannot_be_cut(content, edition, adopted)
    tell("Writing the edition")
    outputs = edition_outputs(content, digests_of(root, files_of(content)))
    write_new(root, outputs)
    for output in outputs:
        click.echo(f"Wrote {output.path}.")
    click.echo(
        "Read the notes; their words may be changed, the other files may not. Then:\n"
        f"  git add framework.yaml {FOLDER}\n"
        f'  git commit --message "Edition {edition}"\n'
        f"  git tag {edition}"
    )


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
