"""In: files below one folder; out: one archive of them, the same bytes for the same files."""

from collections.abc import Iterable
from io import BytesIO
from pathlib import PurePosixPath
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from ict_maturity.data.outputs import Output

UNIX = 3
READABLE = 0o644 << 16
"""Not the rights and the system of the machine of the build, so that two builds are equal."""


def archive(files: Iterable[Output], folder: str, name: str) -> bytes:
    """The files with their paths below `folder`, in a folder called `name`.

    The day of every file is the first that an archive can say. Files are compressed one by one,
    so what is held besides them is the archive alone.
    """
    held = BytesIO()
    with ZipFile(held, "w") as opened:
        for file in files:
            path = PurePosixPath(name) / PurePosixPath(file.path).relative_to(folder)
            about = ZipInfo(path.as_posix())
            about.compress_type = ZIP_DEFLATED
            about.create_system = UNIX
            about.external_attr = READABLE
            opened.writestr(about, file.content)
    return held.getvalue()
