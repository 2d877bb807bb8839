"""In: names and bytes; out: one archive of them, the same bytes for the same files."""

from collections.abc import Iterable
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

UNIX = 3
READABLE = 0o644 << 16
"""Not the rights and the system of the machine of the build, so that two builds are equal."""


def zipped(files: Iterable[tuple[str, bytes]]) -> bytes:
    """The files in their order.

    The day of every file is the first that an archive can say. Files are compressed one by one,
    so what is held besides them is the archive alone.
    """
    held = BytesIO()
    with ZipFile(held, "w") as opened:
        for name, content in files:
            about = ZipInfo(name)
            about.compress_type = ZIP_DEFLATED
            about.create_system = UNIX
            about.external_attr = READABLE
            opened.writestr(about, content)
    return held.getvalue()
