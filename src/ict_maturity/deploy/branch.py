"""In: the name of a branch; out: its newest commit, its entries, and one commit more.

Folders are put in as git's own trees: what is not replaced is the same object as before, so that
nothing can change a byte of it. The files of the checkout are never touched.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from ict_maturity.problems import RefusedError
from ict_maturity.repository.git import GitError, answer, git, git_bytes
from ict_maturity.said import word

ORIGIN = "origin"


class DeployError(RefusedError):
    """What forbids the deployment, and what to do about it."""


@dataclass(frozen=True)
class Branch:
    """A branch as it is here and at the remote; nothing where it does not exist.

    `tip` is the newer of the two commits.
    """

    folder: Path
    name: str
    remote: str
    here: str
    there: str
    tip: str


def find_branch(folder: Path, name: str, remote: str) -> Branch:
    """The branch with the newest commit that is known, or fetched when there is a remote."""
    _refuse_odd_names(folder, name, remote)
    _refuse_checked_out(folder, name)
    here = _commit(folder, f"refs/heads/{name}")
    there = _fetched(folder, name, remote) if remote else _commit(folder, _tracking(name))
    tip = _newer(folder, name, here, there)
    if not (tip or remote) and git(folder, "rev-parse", "--is-shallow-repository") == "true":
        raise DeployError(word("deploy.shallow", branch=name, remote=ORIGIN))
    return Branch(folder, name, remote, here, there, tip)


def entries_of(branch: Branch) -> Mapping[str, str]:
    """The files and folders at the top of the branch: git's mode, type and id, by their name."""
    return entries_in(branch.folder, branch.tip) if branch.tip else {}


def entries_in(folder: Path, tree: str) -> Mapping[str, str]:
    """The files and folders at the top of a folder or commit that git knows, by their name."""
    listed = git(folder, "ls-tree", "-z", tree.split()[-1]).split("\0")
    return {name: entry for entry, _, name in (line.partition("\t") for line in listed) if name}


def read_file(branch: Branch, name: str) -> str:
    """A text file at the top of the branch, or nothing."""
    return answer(branch.folder, "show", f"{branch.tip}:{name}") if branch.tip else ""


def file_entry(folder: Path, content: bytes) -> str:
    """A file as an entry that git knows."""
    id = git(folder, "hash-object", "-w", "--stdin", given=content)
    return f"100644 blob {id}"


def folder_entry(folder: Path, site: Path) -> str:
    """All files below `site` as an entry, byte for byte, whatever git is told to alter."""
    paths = sorted(path for path in site.rglob("*") if path.is_file())
    names = "".join(f"{path}\n" for path in paths).encode()
    ids = git(folder, "hash-object", "-w", "--no-filters", "--stdin-paths", given=names).split()
    listed = "".join(
        f"100644 {id}\t{path.relative_to(site).as_posix()}\0"
        for id, path in zip(ids, paths, strict=True)
    )
    with TemporaryDirectory() as temporary:
        index = Path(temporary) / "index"
        git(folder, "update-index", "-z", "--index-info", given=listed.encode(), index=index)
        return f"040000 tree {git(folder, 'write-tree', index=index)}"


def entry_within(folder: Path, tree: str, name: str) -> str:
    """The entry of a file within a folder that git knows."""
    return git(folder, "ls-tree", tree.split()[-1], name).partition("\t")[0]


def text_within(folder: Path, tree: str, name: str) -> str:
    """A text file within a folder that git knows, byte for byte."""
    return git_bytes(folder, "cat-file", "blob", f"{tree.split()[-1]}:{name}").decode()


def with_files(folder: Path, tree: str, files: Mapping[str, str]) -> str:
    """A folder that git knows with other entries for these files in it, at any depth."""
    entries = dict(entries_in(folder, tree))
    below: dict[str, dict[str, str]] = {}
    for path, entry in files.items():
        name, _, rest = path.partition("/")
        if rest:
            below.setdefault(name, {})[rest] = entry
        else:
            entries[name] = entry
    inner = {name: with_files(folder, entries[name], parts) for name, parts in below.items()}
    return f"040000 tree {tree_of(folder, {**entries, **inner})}"


def tree_of(folder: Path, entries: Mapping[str, str]) -> str:
    """The id of a folder that has these entries."""
    listed = "".join(f"{entry}\t{name}\0" for name, entry in entries.items())
    return git(folder, "mktree", "-z", given=listed.encode(errors="surrogateescape"))


def differing(folder: Path, one: str, other: str) -> list[str]:
    """The paths that differ between two folders that git knows."""
    trees = (one.split()[-1], other.split()[-1])
    return git(folder, "diff-tree", "-r", "-z", "--name-only", *trees).strip("\0").split("\0")


def commit(branch: Branch, entries: Mapping[str, str], message: str) -> str:
    """The commit that makes the branch hold these entries; its tip when it does already."""
    folder, tip = branch.folder, branch.tip
    tree = tree_of(folder, entries)
    if tip and git(folder, "rev-parse", f"{tip}^{{tree}}") == tree:
        return tip
    parents = ["-p", tip] if tip else []
    return git(folder, "commit-tree", tree, *parents, "-m", message)


def move(branch: Branch, commit: str) -> None:
    """Move the branch to the commit: first at the remote, so that a refusal leaves both."""
    reference = f"refs/heads/{branch.name}"
    if branch.remote and branch.there != commit:
        git(branch.folder, "push", "--quiet", branch.remote, f"{commit}:{reference}")
    if branch.here != commit:
        # Git refuses when somebody moved the branch in the meantime.
        git(branch.folder, "update-ref", reference, commit, branch.here)


def _refuse_odd_names(folder: Path, name: str, remote: str) -> None:
    # Git would take -x for an option, @{-1} for another branch and refs/heads/y for a new one.
    odd = name in ("", "@", "HEAD") or name.startswith("refs/") or not name.isprintable()
    if odd or answer(folder, "check-ref-format", "--branch", name) != name:
        raise DeployError(word("deploy.no_branch_name", name=name))
    if remote.startswith("-") or "::" in remote or not remote.isprintable():
        raise DeployError(word("deploy.no_remote_name", name=remote, example=ORIGIN))


def _refuse_checked_out(folder: Path, name: str) -> None:
    if f"branch refs/heads/{name}" in git(folder, "worktree", "list", "--porcelain").splitlines():
        raise DeployError(word("deploy.checked_out", branch=name))


def _fetched(folder: Path, name: str, remote: str) -> str:
    listed = git(folder, "ls-remote", "--heads", "--", remote, f"refs/heads/{name}")
    if not listed:
        return ""
    git(folder, "fetch", "--quiet", "--", remote, f"refs/heads/{name}")
    return listed.split()[0]


def _newer(folder: Path, name: str, here: str, there: str) -> str:
    if not (here and there):
        return here or there
    if _follows(folder, there, here):
        return there
    if _follows(folder, here, there):
        return here
    raise DeployError(word("deploy.two_ways", branch=name, commit=there[:12]))


def _follows(folder: Path, later: str, earlier: str) -> bool:
    try:
        git(folder, "merge-base", "--is-ancestor", earlier, later)
    except GitError:
        return False
    return True


def _tracking(name: str) -> str:
    return f"refs/remotes/{ORIGIN}/{name}"


def _commit(folder: Path, reference: str) -> str:
    return answer(folder, "rev-parse", "--verify", "--quiet", f"{reference}^{{commit}}")
