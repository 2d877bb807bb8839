"""In: a content root in git; out: `deploy`, which publishes its site as an edition on a branch."""

from pathlib import Path

import click

from ict_maturity.cli.check import sound_content
from ict_maturity.cli.commands import (
    Impossible,
    refuse_without_settings,
    say,
    tell,
    with_root,
)
from ict_maturity.deploy import Deployed, DeployError, deploy
from ict_maturity.repository.git import GitError
from ict_maturity.said import Sayable, listed, word
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
    tell(word("command.stage.drawing"))
    try:
        ended = deploy(root, content, branch, remote, is_next)
    except (DeployError, GitError) as error:
        nothing = word("command.deploy.nothing")
        raise Impossible(listed([nothing, error.said], "sentences")) from error
    if isinstance(ended, Result):
        say(ended.words, err=True)
        raise click.exceptions.Exit(ended.code)
    say(sentence(ended, branch, remote))


def sentence(ended: Deployed, branch: str, remote: str) -> Sayable:
    """What was done."""
    here = word("command.deploy.here", branch=branch)
    place = word("command.deploy.there", branch=branch, remote=remote) if remote else here
    done = (
        word("command.deploy.same", version=ended.version, place=place)
        if ended.commit == ended.before
        else word(
            "command.deploy.done", version=ended.version, place=place, commit=ended.commit[:12]
        )
    )
    latest = [word("command.deploy.latest", edition=ended.latest)] if ended.latest else []
    return listed([done, *latest], "sentences")
