"""In: a content root and the outputs of a build; out: one folder of real files for a site engine.

A file is written only when it changed, so that a site engine that watches the folder stays calm.
"""

import errno
import json
import os
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from pathlib import Path, PurePosixPath

from ict_maturity.check.handwritten import check_handwritten
from ict_maturity.data.outputs import MANIFEST_FILE, Output
from ict_maturity.data.shell import STAMPS, key_of, shell_pages
from ict_maturity.load.handwritten import handwritten
from ict_maturity.problems import Problem, errors, sorted_once, wrong
from ict_maturity.said import word
from ict_maturity.website.workspace import (
    MARKER,
    alone,
    content_digest,
    let_everybody_read,
    mark,
    refuse_place,
    refuse_strangers,
    sealed,
    write_if_changed,
)

FOLDER = ".build/docs"
LAST = Output(MANIFEST_FILE, b"")
"""What is made when the site engine is done, so that nobody may write it by hand."""
MANIFEST = ".staged.json"


def stage(root: Path, outputs: Iterable[Output], folder: Path | None = None) -> tuple[Problem, ...]:
    """Make `folder` hold the hand-written pages and the outputs, and nothing else.

    Nothing is written when there are errors.
    Raises FileExistsError for a folder with other files in it, OSError for a place where our files
    may not be and for what cannot be written.
    """
    folder = folder or root / FOLDER
    pages, problems = handwritten(root)
    said = (*pages, *outputs)
    everything = (*said, *shells(said))
    twice = written_twice((*everything, LAST))
    problems = sorted_once((*problems, *check_handwritten(pages), *twice))
    if not errors(problems):
        refuse_place(folder, root)
        write(folder, everything)
    return problems


def shells(outputs: Sequence[Output]) -> tuple[Output, ...]:
    """One shell page for each folder that has stamped pages."""
    stamps = (PurePosixPath(output.path) for output in outputs)
    folders = {path.relative_to(STAMPS).parent for path in stamps if path.parts[0] == STAMPS}
    named = sorted(folder.as_posix() for folder in folders)
    return shell_pages(named, key_of(outputs)) if named else ()


def written_twice(outputs: Iterable[Output]) -> Iterator[Problem]:
    """Two files that would end at one address, also on a disk that ignores capital letters."""
    seen: dict[str, Output] = {}
    for output in outputs:
        other = seen.setdefault(_address(output.path).casefold(), output)
        if other is not output:
            by = output.source or word("problem.the_machine")
            twice = wrong("page-made-twice", other=by, page=_address(output.path))
            yield twice.at(other.source or other.path)


def staged_sources(folder: Path) -> Mapping[str, str | None]:
    """The source of each file of a staged folder, by its path in the folder.

    Raises FileNotFoundError when the folder was not staged.
    """
    sources: dict[str, str | None] = json.loads((folder / MANIFEST).read_text("utf-8"))
    return sources


def write(folder: Path, outputs: Iterable[Output]) -> None:
    """Write what changed, remove what is no longer made; each file is whole at every moment.

    Raises FileExistsError for a folder in which anybody else has a file, OSError for what cannot
    be written.
    """
    folder = folder.resolve()
    made = {output.path: output for output in outputs}
    sources = {path: made[path].source for path in sorted(made)}
    manifest = json.dumps(sources, ensure_ascii=False, indent=1) + "\n"
    files = {**{path: made[path].content for path in made}, MANIFEST: manifest.encode()}
    with alone(folder):
        folder.mkdir(exist_ok=True)
        refuse_strangers(folder)
        # Killed from here on, the folder stays ours: a file may be as it was or as it will be.
        written = [(path, content_digest(files[path])) for path in files]
        mark(folder, (*_known(folder), *written))
        _remove_others(folder, {*files, MARKER})
        for path, content in files.items():
            write_if_changed(folder / path, content)
        mark(folder, written)
        let_everybody_read(folder)


def _known(folder: Path) -> Iterator[tuple[str, str]]:
    return ((path, each) for path, digests in sealed(folder).items() for each in digests)


def write_new(root: Path, outputs: Sequence[Output], begun: Collection[str] = ()) -> None:
    """Write files that are all new, or none of them; the last one makes the others count.

    `begun` are paths that may be there, because the writing was stopped before.
    Raises FileExistsError when another one is there, and OSError when one cannot be written.
    """
    made: list[Path] = []
    try:
        for output in outputs:
            path = root / output.path
            if os.path.lexists(path) and output.path not in begun:
                raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), str(path))
            write_if_changed(path, output.content)
            made.append(path)
    except BaseException:
        for path in made:
            path.unlink(missing_ok=True)
        raise


def _address(path: str) -> str:
    """Where a staged file ends in the site: `a/b.md` and `a/b/index.md` are both `a/b/`."""
    place = PurePosixPath(path)
    if place.parts[0] == STAMPS:
        place = place.relative_to(STAMPS).with_suffix(".md")
    if place.suffix != ".md":
        return path
    name = place.parent if place.stem in {"index", "README"} else place.with_suffix("")
    return f"{name.as_posix()}/".removeprefix("./")


def _remove_others(folder: Path, keep: set[str]) -> None:
    """Remove what is not in `keep`, and the folders that are left empty; links are not followed."""
    for place, folders, names in os.walk(folder, topdown=False):
        for name in (*names, *folders):
            path = Path(place, name)
            if path.is_dir() and not path.is_symlink():
                if not any(path.iterdir()):
                    path.rmdir()
            elif path.relative_to(folder).as_posix() not in keep:
                path.unlink()
