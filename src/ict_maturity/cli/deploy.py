"""In: a content root in git; out: `deploy`, which publishes its site as an edition on a branch."""

from pathlib import Path

import click

from ict_maturity.cli.check import sound_content
from ict_maturity.cli.commands import (
    Impossible,
    printable,
    refuse_without_settings,
    tell,
    with_root,
)
from ict_maturity.deploy import Deployed, DeployError, deploy
from ict_maturity.repository.git import GitError
from ict_maturity.website.engine import Result


@click.command("deploy")
@with_root
@click.option(
    "--next",
    "is_next",
    is_flag=True,
    help="Publish what is checked out as the work after the edition, in the folder next.",
)
@click.option(
    "--branch",
    default="gh-pages",
    show_default=True,
    metavar="NAME",
    help="Branch that holds the published versions.",
)
@click.option(
    "--remote",
    default="",
    metavar="NAME",
    help="Fetch the branch from this remote first and push it afterwards. "
    "[default: only the branch here]",
)
def deploy_command(root: Path, is_next: bool, branch: str, remote: str) -> None:
    """Publish the site of this commit as one version beside the others.

    The version is the edition that framework.yaml names, and the commit must have its tag. The
    site becomes a folder of the branch, and the newest edition is also the folder latest. An
    edition that is published never changes: other bytes for it are refused. When anything goes
    wrong, the branch stays as it was.
    """
    refuse_without_settings(root)
    content = sound_content(root)
    tell("Checking, scoring and drawing the pages")
    try:
        ended = deploy(root, content, branch, remote, is_next)
    except (DeployError, GitError) as error:
        raise Impossible(f"Nothing was published. {error}") from error
    if isinstance(ended, Result):
        click.echo(printable(ended.words), err=True)
        raise click.exceptions.Exit(ended.code)
    click.echo(sentence(ended, branch, remote))


def sentence(ended: Deployed, branch: str, remote: str) -> str:
    """What was done."""
    place = f"{branch} of {remote}" if remote else f"the branch {branch}"
    latest = f" The latest edition is {ended.latest}." if ended.latest else ""
    if ended.commit == ended.before:
        return f"{ended.version} is on {place} already, with the same bytes.{latest}"
    return f"{ended.version} is on {place} now, by commit {ended.commit[:12]}.{latest}"
