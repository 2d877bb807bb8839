"""In: a content root; out: `serve`, which shows its website and follows every change."""

import subprocess
from pathlib import Path

import click

from ict_maturity.cli.check import sound_content
from ict_maturity.cli.commands import PROBLEMS, refuse_without_settings, with_root
from ict_maturity.website.engine import environment
from ict_maturity.website.leash import leash, leashed


@click.command("serve")
@with_root
@click.option(
    "--address",
    default="127.0.0.1:8000",
    show_default=True,
    metavar="HOST:PORT",
    help="Where this machine answers.",
)
def serve_command(root: Path, address: str) -> None:
    """Show the website here and follow every change.

    The website is drawn anew when a content file is saved. Stop with Ctrl+C.
    """
    sound_content(root)
    refuse_without_settings(root)
    arguments = ["serve", "--config-file", str(root / "mkdocs.yml"), "--dev-addr", address]
    with leash() as held:
        ended = subprocess.run(
            leashed("mkdocs", arguments), stdin=held, check=False, env=environment()
        )
    raise click.exceptions.Exit(PROBLEMS if ended.returncode else 0)
