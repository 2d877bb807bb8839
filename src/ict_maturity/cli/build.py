"""In: a content root; out: `build`, which makes its website."""

from pathlib import Path

import click

from ict_maturity.cli.commands import misused, refuse_without_settings, say, tell, with_root
from ict_maturity.rounds.private import private_folder, refuse_published
from ict_maturity.said import word
from ict_maturity.website.engine import Drawing, build_site

ENGINES = ("mkdocs", "properdocs")
EVERYBODY = "public"
AUDIENCES = (EVERYBODY, "members")
"""Who may look; a test compares them with the model, which takes half a second to be read."""


@click.command("build")
@with_root
@click.option(
    "--out",
    type=click.Path(path_type=Path),
    metavar="DIR",
    help="Folder for the website; it must be new, empty or made by this command. "
    "[default: site in the root]",
)
@click.option(
    "--engine",
    type=click.Choice(ENGINES),
    default="mkdocs",
    show_default=True,
    help="Site engine that draws the pages.",
)
@click.option(
    "--strict/--no-strict",
    default=True,
    show_default=True,
    help="Whether a warning of the site engine stops the build.",
)
@click.option(
    "--offline",
    is_flag=True,
    help="Make a website that is read from a disk, without a server.",
)
@click.option(
    "--audience",
    type=click.Choice(AUDIENCES),
    default="public",
    show_default=True,
    help="Who will see it: everybody, or the members of the Task Force.",
)
@click.option(
    "--private",
    type=click.Path(path_type=Path),
    metavar="DIR",
    help="Private folder with the reports for members; a site for everybody opens none.",
)
def build_command(
    root: Path,
    out: Path | None,
    engine: str,
    strict: bool,
    offline: bool,
    audience: str,
    private: Path | None,
) -> None:
    """Check all content and make the website.

    The last good website stays as it is when anything goes wrong. For members it also shows, by
    name, the reports that are for them; it is written into the private folder, or to a DIR outside
    of the root and of every repository.
    """
    # The engine's plugin reads, checks and tells all problems; doing it here doubled the time.
    refuse_without_settings(root)
    members = opened(root, audience, private)
    folder = out or (members / "site" if members else root / "site")
    if members:
        refuse_published(folder, root)
    tell(word("command.stage.drawing"))
    drawing = Drawing(engine, strict, offline=offline, members=members)
    result = build_site(root, folder, drawing)
    if result.words:
        say(result.words, err=True)
    if result.code:
        raise click.exceptions.Exit(result.code)
    if members:
        say(word("command.build.members", folder=str(folder)))
    else:
        say(word("command.build.offline" if offline else "command.build.done", folder=str(folder)))


def opened(root: Path, audience: str, private: Path | None) -> Path | None:
    """The private folder of a site for members; None for everybody, for whom it stays closed."""
    if audience == EVERYBODY:
        if private:
            raise misused(word("command.build.private"))
        return None
    if private is None:
        raise misused(word("command.build.no_private"))
    return private_folder(private, root).path
