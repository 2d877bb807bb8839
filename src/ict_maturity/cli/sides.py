"""In: the name of a revision, folder or edition; out: a Side that can be compared, read."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NoReturn

import click

from ict_maturity.check import check_change
from ict_maturity.cli.commands import PROBLEMS, Impossible, speaker, spoken, tell
from ict_maturity.cli.problems import count_words, written
from ict_maturity.compare import Side
from ict_maturity.data.versions import EDITION
from ict_maturity.load import Loaded, load
from ict_maturity.problems import Problem
from ict_maturity.repository.revision import commit_of, parting, taken_since, write_revision
from ict_maturity.said import listed, word


@dataclass(frozen=True)
class Opened:
    """One side with what was read of it; an edition has no files and so no problems of its own."""

    side: Side
    loaded: Loaded | None
    commit: str | None
    taken: tuple[Problem, ...] = ()


@contextmanager
def opened(root: Path, base: str, head: str | None) -> Iterator[tuple[Opened, Opened]]:
    """Both sides, read; what comes out of git lies in a folder that is removed again."""
    with TemporaryDirectory(prefix="ict-maturity-") as folder:
        after = open_side(root, head, Path(folder) / "head")
        yield open_base(root, base, after, Path(folder) / "base"), after


def open_side(root: Path, name: str | None, folder: Path) -> Opened:
    """A folder, an edition or a revision; without a name, the content root as it is now."""
    if name is None:
        return open_folder(speaker().say(word("command.impact.now")), root)
    if name and (Path(name) / "framework.yaml").is_file():
        return open_folder(name, Path(name))
    if EDITION.fullmatch(name) and (root / "editions" / f"{name}.lock.json").is_file():
        return open_edition(root, name)
    commit = commit_of(root, name)
    return open_revision(root, f"{name} ({commit[:12]})", commit, folder)


def open_base(root: Path, name: str, after: Opened, folder: Path) -> Opened:
    """The side before; where history parted, what the other line added is no part of the change."""
    base = open_side(root, name, folder)
    head = after.commit or (commit_of(root, "HEAD") if base.commit else None)
    common = parting(root, base.commit, head) if base.commit and head else None
    if not (common and base.commit and after.loaded and after.loaded.content):
        return base
    label = speaker().say(word("command.impact.parting", commit=common[:12], base=name))
    parted = open_revision(root, label, common, folder.with_name("parting"))
    return Opened(
        parted.side,
        parted.loaded,
        common,
        taken_since(root, name, common, base.commit, after.loaded.content.files),
    )


def open_folder(label: str, folder: Path) -> Opened:
    """The content below a folder."""
    tell(word("command.stage.reading_side", side=label))
    loaded = load(folder)
    if loaded.content is None:
        fail(loaded.problems, folder, label)
    return Opened(Side(label, loaded.content), loaded, None)


def open_revision(root: Path, label: str, commit: str, folder: Path) -> Opened:
    """The content of a commit."""
    write_revision(root, commit, folder)
    found = open_folder(label, folder)
    return Opened(found.side, found.loaded, commit)


def open_edition(root: Path, name: str) -> Opened:
    """An edition that was cut, with today's offices."""
    content = open_folder(speaker().say(word("command.impact.now")), root).side.content
    if name not in content.editions:
        raise Impossible(word("command.impact.unreadable", edition=name))
    label = speaker().say(word("command.impact.edition", edition=name))
    return Opened(Side(label, content.under(content.editions[name])), None, None)


def change_problems(before: Opened, after: Opened) -> tuple[Problem, ...]:
    """What keeps the change from one side to the other from being taken."""
    if after.loaded is None or after.loaded.content is None:
        return ()
    found = check_change(before.side.content, after.loaded.content, after.loaded.places)
    return (*found, *before.taken)


def fail(problems: Sequence[Problem], root: Path, label: str) -> NoReturn:
    """End with 1: what cannot be read or is wrong in itself cannot be compared."""
    click.echo(written(problems, "text", root))
    where = word("command.impact.where", side=label)
    click.echo(f"\n{spoken(listed([count_words(problems), where], 'sentences'))}", err=True)
    raise click.exceptions.Exit(PROBLEMS)
