"""In: a content root and its edition; out: the commit it stands for, or why it stands for none."""

from collections.abc import Collection
from pathlib import Path

from ict_maturity.data.versions import EDITION
from ict_maturity.deploy.branch import DeployError
from ict_maturity.load.editions import LOCK, file_of
from ict_maturity.repository.git import answer, git


def commit_of(root: Path) -> str:
    """The commit that the root shows without any change."""
    commit = answer(root, "rev-parse", "--verify", "--quiet", "HEAD^{commit}")
    if not commit:
        raise DeployError(
            f"{root} is not in a git repository with a commit. A version is made from a commit, "
            "so that everybody can make it again."
        )
    changed = git(root, "status", "--porcelain", "--", ".").splitlines()
    if changed:
        raise DeployError(
            f"Changed since the last commit: {named([line[3:] for line in changed])}. "
            "Commit the change, or put it away with git stash --include-untracked. "
            "What a build makes (.build, site, .site.*) belongs into .gitignore."
        )
    return commit


def refuse_uncut(edition: str, cut: Collection[str]) -> None:
    """Where editions are cut, all are: nobody could answer, or look up, one that is not frozen."""
    if cut and edition not in cut:
        raise DeployError(
            f"Edition {edition} was never cut: there is no {file_of(edition, LOCK)}. "
            f"To cut it: ict-maturity edition cut {edition}, commit, and set the tag on that "
            "commit. When it is not yet an edition: --next"
        )


def refuse_without_tag(root: Path, edition: str) -> None:
    """An edition is the content of the tag that has its number."""
    tags = git(root, "tag", "--points-at", "HEAD").split()
    here = [tag for tag in tags if EDITION.fullmatch(tag)]
    if edition in here:
        return
    commit = answer(root, "rev-parse", "--verify", "--quiet", f"refs/tags/{edition}^{{commit}}")
    if commit:
        raise DeployError(
            f"The tag {edition} stands on another commit, {commit[:12]}. "
            f"To publish the edition: git checkout {edition}. To publish what is here: --next"
        )
    if here:
        raise DeployError(
            f"This commit has the tag {here[0]}, but framework.yaml says edition {edition}. "
            "Tag the commit whose framework.yaml says the tag's number."
        )
    raise DeployError(
        f"No tag {edition} is here, and an edition is the content of its tag. "
        f"When this is the edition: git tag {edition}. When it is not yet: --next"
    )


def named(paths: list[str], most: int = 3) -> str:
    """Some of the paths by name, the others by their number."""
    more = len(paths) - most
    return ", ".join(paths[:most]) + (f" and {more} more" if more > 0 else "")
