"""In: a content root in git; out: its site as one folder of a branch, beside the other editions."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from ict_maturity.data.outputs import MANIFEST_FILE
from ict_maturity.data.versions import (
    EDITION,
    LATEST,
    LIST,
    NEXT,
    Version,
    latest_of,
    read_versions,
    versions_json,
    with_version,
)
from ict_maturity.deploy.branch import (
    Branch,
    DeployError,
    commit,
    differing,
    entries_of,
    entry_within,
    file_entry,
    find_branch,
    folder_entry,
    move,
    read_file,
)
from ict_maturity.deploy.latest import latest_entry
from ict_maturity.deploy.withdraw import LIST as WITHDRAWN
from ict_maturity.deploy.withdraw import (
    Record,
    Replaced,
    all_replaced,
    moved,
    records_of,
    records_text,
)
from ict_maturity.load.editions import LOCK, file_of
from ict_maturity.model import Content, Framework
from ict_maturity.problems import RefusedError
from ict_maturity.problems.finding import some_of
from ict_maturity.render.front import front_page
from ict_maturity.repository.anchor import AnchorError, anchor_named
from ict_maturity.repository.git import GitError, answer, git
from ict_maturity.said import word
from ict_maturity.texts.words import Words, site_words
from ict_maturity.website.engine import Drawing, Result, draw
from ict_maturity.website.workspace import refuse_place, working_beside

__all__ = ["AnchorError", "DeployError", "Deployed", "deploy", "manifest_before_tag"]

OUT = ".build/deploy"
NOT_FOUND = "404.html"
MOST_NAMED = 3
"""How many files are told by name."""


@dataclass(frozen=True)
class Made:
    """A finished site that git knows: its version, its manifest's digest, its tree, its commit."""

    version: str
    manifest: str
    entry: str
    source: str


@dataclass(frozen=True)
class Deployed:
    """How a deployment ended: the version, where `latest` leads, and the branch's commits.

    `manifest` is the digest of the site's manifest, by which anybody can prove what was published;
    `replaced` are the editions from which something was taken out that is withdrawn.
    """

    version: str
    manifest: str
    latest: str
    before: str
    commit: str
    replaced: tuple[Replaced, ...] = ()


def deploy(
    root: Path, content: Content, branch: str, remote: str = "", is_next: bool = False
) -> Deployed | Result:
    """Build the site of the commit that `root` shows, and put it on the branch.

    `remote` is where the branch is fetched from and pushed to. A Result is a build that failed.
    Raises DeployError or GitError with what forbids it; the branch is then as it was.
    """
    source = commit_of(root)
    framework = content.framework
    version = NEXT if is_next else framework.edition
    if not is_next:
        refuse_uncut(version, content.editions)
        refuse_without_tag(root, version)
    target = find_branch(root, branch, remote)
    editions = [each.version for each in versions_of(target) if each.version != NEXT]
    refuse_place(root / OUT, root)
    with working_beside(root.resolve() / OUT) as shop:
        result = draw(root, shop, Drawing(version=version))
        if result.code:
            return result
        manifest = manifest_digest(shop.site)
        if not is_next:
            refuse_other_manifest(root, version, manifest)
        made = Made(version, manifest, folder_entry(root, shop.site), source)
    replaced = all_replaced(root, content, target, editions)
    if isinstance(replaced, Result):
        return replaced
    return put(framework, made, find_branch(root, branch, remote), replaced)


def manifest_before_tag(root: Path, content: Content) -> str | Result:
    """The digest that the tag of this commit's edition has to name; nothing is published.

    The tag comes before the deployment, and two builds of one commit are equal byte for byte. So
    the site is made here as it will be deployed. Raises what `deploy` raises.
    """
    commit_of(root)
    edition = content.framework.edition
    refuse_uncut(edition, content.editions)
    refuse_place(root / OUT, root)
    with working_beside(root.resolve() / OUT) as shop:
        result = draw(root, shop, Drawing(version=edition))
        return result if result.code else manifest_digest(shop.site)


def manifest_digest(site: Path) -> str:
    """The SHA-256 of the manifest of a finished site."""
    return sha256((site / MANIFEST_FILE).read_bytes()).hexdigest()


def put(
    framework: Framework, made: Made, target: Branch, replaced: tuple[Replaced, ...] = ()
) -> Deployed:
    """Move the branch to a commit that has the site; anew when somebody else moved it first.

    A tag and the main branch are often pushed together, and then two deployments run at once.
    """
    versions = versions_of(target)
    if elsewhere := some_of(moved(replaced, target)):
        raise DeployError(word("deploy.withdrawn.moved", editions=elsewhere))
    records = (*records_of(target), *(each.record for each in replaced))
    if not is_replaced(records, made):
        refuse_other_bytes(target, made)
    words = site_words(framework)
    versions = with_version(versions, Version(made.version, title_of(made.version, words)))
    folders = {made.version: made.entry} if not is_replaced(records, made) else {}
    folders = {
        **entries_of(target),
        **folders,
        **{each.edition: each.entry for each in replaced},
    }
    if records:
        folders[WITHDRAWN] = file_entry(target.folder, records_text(records).encode())
    entries = {**folders, **around(framework, versions, folders, target.folder)}
    new = commit(target, entries, f"Deploy {made.version} from {made.source}")
    try:
        move(target, new)
    except GitError:
        now = find_branch(target.folder, target.name, target.remote)
        if (now.here, now.there) == (target.here, target.there):
            raise
        return put(framework, made, now, replaced)
    return Deployed(made.version, made.manifest, latest_of(versions), target.tip, new, replaced)


def versions_of(target: Branch) -> tuple[Version, ...]:
    """The versions that the branch holds; a branch of something else is left alone."""
    entries = entries_of(target)
    if entries and LIST not in entries:
        raise DeployError(word("deploy.other_branch", branch=target.name, file=LIST))
    if not entries:
        return ()
    try:
        versions = read_versions(read_file(target, LIST))
        missing = [each.version for each in versions if each.version not in entries]
        if missing:
            raise RefusedError(word("versions.no_folder", file=LIST, version=missing[0]))
    except RefusedError as error:
        broken = word("deploy.broken_list", branch=target.name, reason=error.said)
        raise DeployError(broken) from error
    return versions


def refuse_other_bytes(target: Branch, made: Made) -> None:
    """What was published as an edition is kept as it is, for everybody who cited it."""
    published = entries_of(target).get(made.version, made.entry)
    if made.version == NEXT or published == made.entry:
        return
    files = some_of(differing(target.folder, published, made.entry), MOST_NAMED)
    values = {"edition": made.version, "branch": target.name}
    raise DeployError(word("deploy.other_bytes", files=files, **values))


def is_replaced(records: Collection[Record], made: Made) -> bool:
    """Whether the site is an edition as it was before something was taken out of it."""
    return any(
        (each["edition"], each["manifest_before"]) == (made.version, made.manifest)
        for each in records
    )


def around(
    framework: Framework, versions: tuple[Version, ...], folders: Mapping[str, str], folder: Path
) -> Mapping[str, str]:
    """What stands beside the folders: the newest edition once more, the list, the front pages."""
    latest = latest_of(versions)
    main = folders[latest or NEXT]
    return {
        **({LATEST: latest_entry(folder, main)} if latest else {}),
        LIST: file_entry(folder, versions_json(versions).encode()),
        "index.html": file_entry(folder, front_page(framework, versions).encode()),
        # A server shows it for each address that leads nowhere.
        NOT_FOUND: entry_within(folder, main, NOT_FOUND),
        # GitHub would leave out what begins with an underscore.
        ".nojekyll": file_entry(folder, b""),
    }


def title_of(version: str, words: Words) -> str:
    """What the version is called in the chooser."""
    return words("version.next") if version == NEXT else version


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


def refuse_other_manifest(root: Path, edition: str, manifest: str) -> None:
    """What a tag says of the site is what is published under it."""
    named = anchor_named(root, edition)
    if named and named != manifest:
        values = {"edition": edition, "named": named, "manifest": manifest}
        raise DeployError(word("deploy.other_manifest", **values))


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
