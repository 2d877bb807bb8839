"""In: a tag; out: the digest that its message says the published site's manifest has.

The message of a tag is out of reach for whoever can only change the site, and can be signed. The
line in it is a trailer, as git calls it, so that git itself can read it too.
"""

import re
from pathlib import Path

from ict_maturity.problems import RefusedError
from ict_maturity.repository.git import answer
from ict_maturity.repository.revision import commit_of
from ict_maturity.said import word

NAME = "Manifest-SHA256"
LINE = re.compile(rf"^{NAME}: ([0-9a-f]{{64}})$", re.MULTILINE)


class AnchorError(RefusedError):
    """A tag that proves nothing; the words say why, and what to do."""


def anchor_line(digest: str) -> str:
    """The line of a tag's message, and of release notes."""
    return f"{NAME}: {digest}"


def anchor_named(root: Path, tag: str) -> str:
    """The digest that the tag's message names; empty where it names none, or has no message.

    Raises AnchorError for two that differ, and GitError when git is missing.
    """
    found = set(LINE.findall(answer(root, "cat-file", "tag", f"refs/tags/{tag}")))
    if len(found) > 1:
        raise AnchorError(word("anchor.several", tag=tag, name=NAME))
    return next(iter(found), "")


def tag_after_withdrawal(edition: str, number: int) -> str:
    """What the tag is called that vouches for an edition after so many times of taking out."""
    return f"{edition}-withdrawn-{number}"


def newest_tag(root: Path, tag: str) -> str:
    """The tag that vouches for an edition now: after withdrawals that is another one."""
    pattern = f"refs/tags/{tag_after_withdrawal(tag, 0)[:-1]}*"
    listed = answer(root, "for-each-ref", "--format=%(refname:strip=2)", pattern).split()
    numbers = [name.rpartition("-")[2] for name in listed]
    newest = max((int(each) for each in numbers if each.isdecimal()), default=0)
    return tag_after_withdrawal(tag, newest) if newest else tag


def anchor_of(root: Path, tag: str) -> str:
    """The same of a tag from which it is wanted, or of the one that follows it by withdrawals.

    Raises RevisionError for a tag that is not there, and AnchorError for one that names no digest.
    """
    commit_of(root, f"refs/tags/{tag}")
    tag = newest_tag(root, tag)
    found = anchor_named(root, tag)
    if not found:
        raise AnchorError(word("anchor.none", tag=tag, name=NAME))
    return found
