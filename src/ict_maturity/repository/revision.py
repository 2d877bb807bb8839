"""In: a git revision; out: the content files it holds, written into a folder of their own."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from ict_maturity.problems import Problem, RefusedError, wrong
from ict_maturity.repository.git import GitError, answer, git, git_bytes
from ict_maturity.said import Said, word

CONTENT = frozenset(
    {
        "cycles",
        "editions",
        "facts.yaml",
        "framework.yaml",
        "glossary.yaml",
        "kpis",
        "offices",
        "recommendations",
        "services.yaml",
        "withdrawals.yaml",
    }
)
"""The entries of a content root that hold content."""
LINK = "120000"
FILE = frozenset({"100644", "100755", LINK})
WITH_ID = re.compile(r"(?:kpis|recommendations)/([KR][0-9]{2,3})-[^/]+\.yaml")
LIKE_AN_EDITION = re.compile(r"v?[0-9]{4}\.[0-9]{1,2}")


class RevisionError(RefusedError):
    """A revision that cannot be had; the words say why and names the next step."""


@dataclass(frozen=True)
class Entry:
    """One file of a revision: the kind of file, and git's name for its content."""

    mode: str
    content: str


def commit_of(root: Path, revision: str) -> str:
    """The full id of the commit that a revision means in the repository around `root`."""
    if not (root / ".git").exists() and not answer(root, "rev-parse", "--show-toplevel"):
        raise RevisionError(word("git.no_repository", revision=revision, folder=str(root)))
    plain = revision and not revision.startswith("-") and revision.isprintable()
    wanted = f"{revision}^{{commit}}"
    found = answer(root, "rev-parse", "--verify", "--quiet", "--end-of-options", wanted)
    if plain and found:
        return found
    step = next_step(root, revision)
    raise RevisionError(word("git.no_revision", revision=revision, step=step))


def next_step(root: Path, revision: str) -> Said:
    """What to try when a revision is not there."""
    if is_shallow(root):
        return word("git.step.shallow")
    if LIKE_AN_EDITION.fullmatch(revision) and not answer(root, "tag", "--list"):
        return word("git.step.no_tags")
    return word("git.step.look")


def is_shallow(root: Path) -> bool:
    """Whether the clone lacks a part of the history."""
    return answer(root, "rev-parse", "--is-shallow-repository") == "true"


def parting(root: Path, base: str, head: str) -> str | None:
    """The commit where two lines of history parted; None when one continues the other."""
    common = answer(root, "merge-base", base, head)
    if not common and is_shallow(root):
        raise RevisionError(word("git.no_common_history", step=next_step(root, base)))
    return None if common in ("", base, head) else common


def entries_of(root: Path, commit: str) -> Mapping[str, Entry]:
    """The content files of a commit by their path below the content root."""
    below = git(root, "rev-parse", "--show-prefix")
    try:
        listed = git(root, "ls-tree", "-r", "-z", "--full-tree", f"{commit}:{below}")
    except GitError:
        listed = ""
    entries = {}
    for line in listed.split("\0"):
        about, _, path = line.partition("\t")
        if path and is_content(path):
            mode, _, content = about.split()
            if mode in FILE:
                entries[path] = Entry(mode, content)
    if "framework.yaml" not in entries:
        file = f"{below}framework.yaml"
        raise RevisionError(word("git.no_framework", revision=commit[:12], file=file))
    return entries


def is_content(path: str) -> bool:
    """Whether a path lies in the content and leads nowhere else."""
    parts = PurePosixPath(path).parts
    return parts[0] in CONTENT and not {"..", ".git"} & set(parts)


def contents_of(root: Path, entries: Iterable[Entry]) -> Mapping[str, bytes]:
    """The bytes of each entry, by git's name for them; one call for all."""
    wanted = list(dict.fromkeys(entry.content for entry in entries))
    raw = git_bytes(root, "cat-file", "--batch", given="".join(f"{n}\n" for n in wanted).encode())
    found = {}
    place = 0
    for name in wanted:
        head_end = raw.index(b"\n", place)
        size = int(raw[place:head_end].split()[-1])
        found[name] = raw[head_end + 1 : head_end + 1 + size]
        place = head_end + 1 + size + 1
    return found


def write_revision(root: Path, commit: str, folder: Path) -> None:
    """Write the content files of a commit into the empty folder `folder`.

    Git's export filters are not used: content that a filter hides would go unseen.
    """
    entries = entries_of(root, commit)
    contents = contents_of(root, entries.values())
    for path, entry in entries.items():
        place = folder / path
        place.parent.mkdir(parents=True, exist_ok=True)
        if entry.mode == LINK:
            # Links are refused when the content is read; here they are not followed either.
            place.symlink_to(contents[entry.content].decode(errors="surrogateescape"))
        else:
            place.write_bytes(contents[entry.content])


def write_tree(root: Path, commit: str, folder: Path) -> None:
    """Write all files of a commit below the content root into the new folder `folder`.

    Links are left out: neither the engine nor we would follow them.
    """
    below = git(root, "rev-parse", "--show-prefix")
    listed = git(root, "ls-tree", "-r", "-z", "--full-tree", f"{commit}^{{commit}}:{below}")
    entries = {}
    for line in listed.split("\0"):
        about, _, path = line.partition("\t")
        if path and not {"..", ".git"} & set(PurePosixPath(path).parts):
            mode, _, content = about.split()
            if mode in FILE - {LINK}:
                entries[path] = Entry(mode, content)
    contents = contents_of(root, entries.values())
    for path, entry in entries.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(contents[entry.content])


def taken_since(
    root: Path, base: str, common: str, tip: str, files: Mapping[tuple[str, str], str]
) -> tuple[Problem, ...]:
    """The ids of `files` that the other line of history gave to files of its own.

    Each of two pull requests can be right by itself, and both use the next free id.
    """
    known, theirs = entries_of(root, common), entries_of(root, tip)
    added = {id_of(path): path for path in theirs if path not in known and id_of(path)}
    before = {id_of(path) for path in known}
    return tuple(
        wrong("duplicate-id.revision", id=id, base=base, file=added[id]).at(file)
        for (kind, id), file in files.items()
        if kind in ("kpi", "recommendation")
        and id in added
        and id not in before
        and added[id] != file
    )


def id_of(path: str) -> str:
    """The id at the beginning of a KPI's or Recommendation's file name, or nothing."""
    match = WITH_ID.fullmatch(path)
    return match[1] if match else ""
