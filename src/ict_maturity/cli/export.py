"""In: a content root; out: `export`, which writes the data files, and `stage`, the pages too."""

from pathlib import Path

import click

from ict_maturity.build import build
from ict_maturity.cli.commands import say, tell, with_root
from ict_maturity.cli.problems import stop_at
from ict_maturity.said import word
from ict_maturity.website.stage import FOLDER, stage, write
from ict_maturity.website.workspace import refuse_place

DATA = "data/v1/"


@click.command("export")
@with_root
@click.option(
    "--out",
    type=click.Path(path_type=Path),
    metavar="DIR",
    help="Folder for the files; it must be new, empty or made by this command. "
    "[default: export in the root]",
)
def export_command(root: Path, out: Path | None) -> None:
    """Write the data files without the pages.

    They are the JSON, CSV and schema files of the website, for other programs."""
    built = build(root, tell)
    stop_at(built.problems, root)
    folder = out or root / "export"
    files = [output for output in built.outputs if output.path.startswith(DATA)]
    refuse_place(folder, root)
    write(folder, files)
    count = word("command.count.files", number=len(files))
    say(word("command.export.done", files=count, folder=str(folder)))


@click.command("stage")
@with_root
@click.option(
    "--out",
    type=click.Path(path_type=Path),
    metavar="DIR",
    help=f"Folder for the files; it must be new, empty or made by this command. "
    f"[default: {FOLDER} in the root]",
)
def stage_command(root: Path, out: Path | None) -> None:
    """Write what the site engine reads, without drawing.

    For looking at what is made of the content before it is drawn, and for other site engines.
    """
    built = build(root, tell)
    stop_at(built.problems, root)
    folder = out or root / FOLDER
    stop_at(stage(root, built.outputs, folder), root)
    say(word("command.stage.done", folder=str(folder)))
