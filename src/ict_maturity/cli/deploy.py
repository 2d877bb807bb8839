"""In: a content root in git; out: `deploy`, which publishes its site as an edition on a branch."""

from pathlib import Path

import click

from ict_maturity.cli.check import sound_content
from ict_maturity.cli.commands import (
    Impossible,
    misused,
    refuse_without_settings,
    say,
    tell,
    with_root,
)
from ict_maturity.deploy import AnchorError, Deployed, DeployError, deploy, manifest_before_tag
from ict_maturity.repository.anchor import anchor_line
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
@click.option(
    "--tag-message",
    is_flag=True,
    help="Publish nothing: print the message for the tag of the edition, with the digest of the "
    "manifest that its site will have.",
)
def deploy_command(root: Path, is_next: bool, branch: str, remote: str, tag_message: bool) -> None:
    """Publish the site of this commit as one version beside the others.

    The version is the edition that framework.yaml names, and the commit must have its tag. The
    site becomes a folder of the branch, and the newest edition is also the folder latest. An
    edition that is published never changes: other bytes for it are refused, and so is a site whose
    manifest has another digest than the message of the tag names. What withdrawals.yaml names is
    taken out of published editions, and nothing else of them. When anything goes wrong, the
    branch stays as it was.
    """
    refuse_without_settings(root)
    if tag_message and is_next:
        raise misused(word("command.deploy.next_has_no_tag"))
    content = sound_content(root)
    tell(word("command.stage.drawing"))
    try:
        ended = (
            manifest_before_tag(root, content)
            if tag_message
            else deploy(root, content, branch, remote, is_next)
        )
    except (AnchorError, DeployError, GitError) as error:
        nothing = word("command.deploy.nothing")
        raise Impossible(listed([nothing, error.said], "sentences")) from error
    if isinstance(ended, Result):
        say(ended.words, err=True)
        raise click.exceptions.Exit(ended.code)
    if isinstance(ended, str):
        edition = content.framework.edition
        say(word("command.deploy.tag_message", edition=edition, line=anchor_line(ended)))
        return
    say(sentence(ended, branch, remote))
    for each in ended.replaced:
        line = anchor_line(each.manifest)
        say(word("command.deploy.replaced", edition=each.edition, tag=each.tag, line=line))
    if not is_next:
        say(anchor_line(ended.manifest))


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
