"""In: a content root; out: `build`, which makes its website."""

from pathlib import Path

import click

from ict_maturity.cli.commands import refuse_without_settings, say, tell, with_root
from ict_maturity.said import word
from ict_maturity.website.engine import Drawing, build_site

ENGINES = ("mkdocs", "properdocs")


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
def build_command(root: Path, out: Path | None, engine: str, strict: bool, offline: bool) -> None:
    """Check all content and make the website.

    The last good website stays as it is when anything goes wrong.
    """
    # The engine's plugin reads, checks and tells all problems; doing it here doubled the time.
    refuse_without_settings(root)
    folder = out or root / "site"
    tell(word("command.stage.drawing"))
    result = build_site(root, folder, Drawing(engine, strict, offline=offline))
    if result.words:
        say(result.words, err=True)
    if result.code:
        raise click.exceptions.Exit(result.code)
    say(word("command.build.offline" if offline else "command.build.done", folder=str(folder)))
