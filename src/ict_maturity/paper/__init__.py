"""In: what a text to print is made of; out: its bytes, as PDF or DOCX."""

from collections.abc import Mapping
from importlib import import_module

from ict_maturity.paper.document import (
    Bar,
    Bars,
    Block,
    Document,
    Grid,
    Heading,
    Item,
    Paragraph,
    Term,
)
from ict_maturity.problems import RefusedError
from ict_maturity.said import word

__all__ = [
    "WRITERS",
    "Bar",
    "Bars",
    "Block",
    "Document",
    "Grid",
    "Heading",
    "Item",
    "Paragraph",
    "Term",
    "written",
]

WRITERS: Mapping[str, str] = {".pdf": "typst_file", ".docx": "docx_file"}
"""By ending of a file: the module that writes it, which needs what only the extra installs."""


def written(document: Document, ending: str) -> bytes:
    """The document in the form of such an ending, the same bytes for the same document.

    Raises RefusedError where what writes it is not installed, and for a letter that no font has.
    """
    try:
        writer = import_module(f"{__name__}.{WRITERS[ending]}")
    except ModuleNotFoundError as error:
        raise RefusedError(word("paper.missing", package=error.name or "")) from error
    made: bytes = writer.bytes_of(document)
    return made
