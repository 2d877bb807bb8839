"""In: the bytes of a file that somebody sent; out: the workbook, or what the file is instead."""

from ict_maturity.intake.cells import Book, UnreadableFileError
from ict_maturity.intake.container import Container
from ict_maturity.intake.ods import read_ods
from ict_maturity.intake.xlsx import read_xlsx

ZIP = b"PK\x03\x04"
PDF = b"%PDF-"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
LOCKED = "EncryptedPackage".encode("utf-16-le")
ODS = b"application/vnd.oasis.opendocument.spreadsheet"


def read_book(content: bytes) -> Book:
    """The cells of an xlsx or an ods file.

    Raises UnreadableFileError, whose id tells what the file is instead, or what is wrong with it.
    """
    if content.startswith(OLE):
        raise UnreadableFileError(
            "workbook-file.password" if LOCKED in content else "workbook-file.xls"
        )
    if content.startswith(PDF):
        raise UnreadableFileError("workbook-file.pdf")
    if not content.startswith(ZIP):
        raise UnreadableFileError("workbook-file.other" if content else "workbook-file.empty")
    container = Container(content)
    if container.read("mimetype").strip() == ODS:
        return read_ods(container)
    if "xl/workbook.xml" in container.names:
        return read_xlsx(container)
    raise UnreadableFileError("workbook-file.archive")
