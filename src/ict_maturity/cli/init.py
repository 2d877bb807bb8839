"""In: a folder; out: `init`, which begins a site there with an example to change."""

from collections.abc import Iterator
from importlib.metadata import PackageNotFoundError, requires, version
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

import click
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from ict_maturity.cli.commands import Impossible, say
from ict_maturity.data.outputs import Output
from ict_maturity.said import listed, word
from ict_maturity.website.stage import write_new

PACKAGE = "ict-maturity"
WRITTEN = (".yaml", ".yml", ".md")
"""What people write ends so; all else in a folder was made from it."""


@click.command("init")
@click.argument(
    "folder", metavar="DIR", type=click.Path(file_okay=False, path_type=Path), default="."
)
def init_command(folder: Path) -> None:
    """Begin a site of your own in DIR, which may be new.

    DIR gets all that a site needs: an invented framework with Recommendations, KPIs and offices
    that report, pages, the settings of the site, a list of the packages it is built with and what
    git leaves out. Change one after the other into your own. Nothing is overwritten: when one of
    the files is there already, none is written.
    """
    outputs = tuple(beginning())
    there = [output.path for output in outputs if (folder / output.path).exists()]
    if there:
        files_there = listed(there, "commas")
        raise Impossible(word("command.init.exists", folder=str(folder), files=files_there))
    write_new(folder, outputs)
    say(word("command.init.done", number=len(outputs), folder=str(folder)))


def beginning() -> Iterator[Output]:
    """All files of a site that begins."""
    package = files("ict_maturity")
    yield from written_below(package / "example", "")
    yield Output(".gitignore", (package / "skeletons/gitignore").read_bytes())
    lines = (f"{name}=={version(name)}\n" for name in sorted(needed(PACKAGE)))
    head = (package / "skeletons/requirements.txt").read_text("utf-8")
    yield Output.of_text("requirements.txt", head + "".join(lines))


def written_below(folder: Traversable, path: str) -> Iterator[Output]:
    """What people wrote in a folder and in those below it; no site that was built there."""
    for place in sorted(folder.iterdir(), key=lambda place: place.name):
        if place.is_dir() and not place.name.startswith("."):
            yield from written_below(place, f"{path}{place.name}/")
        elif place.name.endswith(WRITTEN):
            yield Output(f"{path}{place.name}", place.read_bytes())


def needed(package: str) -> frozenset[str]:
    """The names of a package and of all that it needs on this machine."""
    found: set[str] = set()
    waiting = [package]
    while waiting:
        name = canonicalize_name(waiting.pop())
        if name in found:
            continue
        try:
            needs = [Requirement(text) for text in requires(name) or ()]
        except PackageNotFoundError:
            continue
        found.add(name)
        waiting += [
            need.name
            for need in needs
            if need.marker is None or need.marker.evaluate({"extra": ""})
        ]
    return frozenset(found)
