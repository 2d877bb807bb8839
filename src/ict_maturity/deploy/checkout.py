"""In: a content root and its edition; out: the commit it stands for, or why it stands for none."""

from collections.abc import Collection
from pathlib import Path

from ict_maturity.data.versions import EDITION
from ict_maturity.deploy.branch import DeployError
from ict_maturity.load.editions import LOCK, file_of
from ict_maturity.problems.finding import some_of
from ict_maturity.repository.git import answer, git
from ict_maturity.said import word

MOST_NAMED = 3
"""How many files are told by name."""


def commit_of(root: Path) -> str:
    """The commit that the root shows without any change."""
    commit = answer(root, "rev-parse", "--verify", "--quiet", "HEAD^{commit}")
    if not commit:
        raise DeployError(word("deploy.no_commit", folder=str(root)))
    changed = git(root, "status", "--porcelain", "--", ".").splitlines()
    if changed:
        files = some_of((line[3:] for line in changed), MOST_NAMED)
        raise DeployError(word("deploy.changed", files=files))
    return commit


def refuse_uncut(edition: str, cut: Collection[str]) -> None:
    """Where editions are cut, all are: nobody could answer, or look up, one that is not frozen."""
    if cut and edition not in cut:
        raise DeployError(word("deploy.uncut", edition=edition, file=file_of(edition, LOCK)))


def refuse_without_tag(root: Path, edition: str) -> None:
    """An edition is the content of the tag that has its number."""
    tags = git(root, "tag", "--points-at", "HEAD").split()
    here = [tag for tag in tags if EDITION.fullmatch(tag)]
    if edition in here:
        return
    commit = answer(root, "rev-parse", "--verify", "--quiet", f"refs/tags/{edition}^{{commit}}")
    if commit:
        raise DeployError(word("deploy.tag_elsewhere", edition=edition, commit=commit[:12]))
    if here:
        raise DeployError(word("deploy.other_tag", tag=here[0], edition=edition))
    raise DeployError(word("deploy.no_tag", edition=edition))
