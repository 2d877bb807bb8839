"""In: the versions of a deployed site; out: its list of them, as the tool `mike` would write it.

A site of many editions is one folder a version, a copy of the latest edition, and versions.json,
which the theme's version chooser reads. docs/development/publish.md says why it is not `mike`.
"""

import json
import re
from collections.abc import Iterable
from dataclasses import asdict, dataclass, replace

from ict_maturity.model import edition_order
from ict_maturity.problems import RefusedError
from ict_maturity.said import word

LATEST = "latest"
"""The folder that always holds the newest edition."""

NEXT = "next"
"""The folder of the main branch, which is not an edition."""

LIST = "versions.json"
"""The list of versions, beside their folders."""

EDITION = re.compile(r"[0-9]{4}\.[0-9]{1,2}")
"""The name of an edition."""


@dataclass(frozen=True)
class Version:
    """One folder of a deployed site; the fields are those of versions.json."""

    version: str
    title: str
    aliases: tuple[str, ...] = ()


def read_versions(text: str) -> tuple[Version, ...]:
    """The versions of a list. Raises RefusedError when it is not one."""
    try:
        entries = [Version(**entry) for entry in json.loads(text)]
        versions = tuple(replace(each, aliases=tuple(each.aliases)) for each in entries)
        unknown = [name for each in versions if not is_version(name := each.version)]
    except (TypeError, ValueError) as error:
        raise RefusedError(word("versions.not_a_list", file=LIST, reason=str(error))) from error
    if unknown:
        raise RefusedError(word("versions.unknown", file=LIST, name=repr(unknown[0]), next=NEXT))
    return versions


def is_version(name: str) -> bool:
    """Whether a folder of this name may be one of the versions."""
    return name == NEXT or bool(EDITION.fullmatch(name))


def with_version(versions: Iterable[Version], added: Version) -> tuple[Version, ...]:
    """The list with one more version: `next` first, then the editions, the newest first.

    The newest edition is the latest, also when an older one is added after it.
    """
    by_name = {each.version: each for each in (*versions, added)}
    editions = sorted((name for name in by_name if name != NEXT), key=edition_order, reverse=True)
    names = [*([NEXT] if NEXT in by_name else []), *editions]
    newest = editions[:1]
    return tuple(
        replace(by_name[name], aliases=(LATEST,) if [name] == newest else ()) for name in names
    )


def latest_of(versions: Iterable[Version]) -> str:
    """The edition that is the latest, or nothing while there is none."""
    return next((each.version for each in versions if LATEST in each.aliases), "")


def versions_json(versions: Iterable[Version]) -> str:
    """The list as its file."""
    return json.dumps([asdict(each) for each in versions], indent=2, ensure_ascii=False) + "\n"
