"""In: who is to be asked in a round; out: invitations.yaml, which says with which token and how.

The file is written by `round open` and may be edited by people; entries are added at its end, so
that what they wrote stays as it is.
"""

import secrets
from collections.abc import Iterable, Mapping
from pathlib import Path

from pydantic import RootModel, ValidationError

from ict_maturity.facts.values import (
    TOKEN_GROUP,
    TOKEN_GROUPS,
    UNMISTAKABLE,
    Language,
    Model,
    OfficeCode,
    Token,
)
from ict_maturity.forms.skeleton import yaml_text
from ict_maturity.load.faults import problems_of
from ict_maturity.load.one_file import read_data
from ict_maturity.load.places import Places
from ict_maturity.load.yaml_text import parse_yaml
from ict_maturity.model import Framework
from ict_maturity.problems import Problem, RefusedError
from ict_maturity.rounds.events import Way
from ict_maturity.rounds.private import write_whole
from ict_maturity.said import word

NAME = "invitations.yaml"


class Asked(Model):
    """One line of the list of those to be invited."""

    office: OfficeCode
    """Its code."""
    language: Language | None = None
    """The language of what it is sent; left out, that of the site."""
    way: Way = "workbook"
    """workbook: it is sent a workbook; git: it writes its own file of the repository."""


class Invitation(Model):
    """The invitation of one office."""

    token: Token
    """Proves that an answer comes from the office."""
    language: Language
    """The language of what it is sent."""
    way: Way
    """workbook: it is sent a workbook; git: it writes its own file of the repository."""


class Invitations(RootModel[dict[OfficeCode, Invitation]]):
    """invitations.yaml: the invitations of one round, by office."""


class EditedError(RefusedError, OSError):
    """Nothing can be added to what people made of the file."""


def new_token() -> str:
    """A token that nobody can guess."""
    signs = [secrets.choice(UNMISTAKABLE) for _ in range(TOKEN_GROUPS * TOKEN_GROUP)]
    return "-".join("".join(group) for group in zip(*[iter(signs)] * TOKEN_GROUP, strict=True))


def invitations_in(folder: Path) -> tuple[Mapping[str, Invitation], tuple[Problem, ...]]:
    """The invitations of a round by office, in the order of the file; empty before the first.

    `folder` is the round's private one. Problems name places in the file.
    """
    if not (folder / NAME).exists():
        return {}, ()
    data, _, problems = read_data(folder, NAME)
    if problems:
        return {}, tuple(problems)
    try:
        return Invitations.model_validate(data).root, ()
    except ValidationError as error:
        return {}, tuple(problems_of(error, Invitations, NAME, Places(folder)))


def invited(asked: Iterable[Asked], framework: Framework) -> dict[str, Invitation]:
    """A new invitation for each office, in the language of the site unless it has its own."""
    own = framework.language
    return {
        each.office: Invitation(token=new_token(), language=each.language or own, way=each.way)
        for each in asked
    }


def add(folder: Path, new: Mapping[str, Invitation], title: str) -> None:
    """Add invitations at the end of the round's file; what is there stays to the byte.

    `title` is the comment of a new file. The caller holds the lock of the folder. Raises
    EditedError when nothing can be added, OSError when the disk refuses; the file is as it was.
    """
    path = folder / NAME
    before = path.read_bytes().decode() if path.exists() else f"# {title}\n"
    entries = {code: each.model_dump() for code, each in new.items()}
    text = before if before.endswith("\n") else f"{before}\n"
    text += yaml_text(entries)
    there = parse_yaml(before).data or {}
    if parse_yaml(text).data != {**there, **parse_yaml(yaml_text(entries)).data}:
        raise EditedError(word("private.edited", file=str(path)))
    write_whole(path, text.encode())
