"""In: files below one folder; out: one archive of them, the same bytes for the same files."""

from collections.abc import Iterable
from pathlib import PurePosixPath

from ict_maturity.data.archive import zipped
from ict_maturity.data.outputs import Output


def archive(files: Iterable[Output], folder: str, name: str) -> bytes:
    """The files with their paths below `folder`, in a folder called `name`."""

    def path(file: Output) -> str:
        return (PurePosixPath(name) / PurePosixPath(file.path).relative_to(folder)).as_posix()

    return zipped((path(file), file.content) for file in files)
