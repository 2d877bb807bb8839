"""In: a content root; out: `kit`, which writes the page on which an office assesses itself."""

from pathlib import Path

import click

from ict_maturity.cli.check import sound_content
from ict_maturity.cli.commands import Impossible, say, with_root
from ict_maturity.render.assess import kit
from ict_maturity.said import word
from ict_maturity.texts.words import site_words
from ict_maturity.website.workspace import write_if_changed


@click.command("kit")
@click.argument("out", type=click.Path(dir_okay=False, path_type=Path))
@with_root
def kit_command(out: Path, root: Path) -> None:
    """Write the self-assessment as one file, for a disk or a USB stick.

    OUT is an HTML file with all questions, the rules and the words: it works without the site and
    forbids itself every connection. An OUT that exists is not overwritten.
    """
    if out.exists():
        raise Impossible(word("command.new.exists", file=str(out)))
    content = sound_content(root)
    write_if_changed(out, kit(content, site_words(content.framework)).encode())
    say(word("command.kit.done", file=str(out)))
