"""Reads back what is printed: the words of a PDF or DOCX without the spaces between them."""

from io import BytesIO

import docx
from docx.document import Document
from pypdf import PdfReader


def docx_of(made: bytes) -> Document:
    return docx.Document(BytesIO(made))


def pdf_text(made: bytes) -> str:
    """The letters of all pages; lines may break anywhere, and between parts of a word."""
    pages = PdfReader(BytesIO(made)).pages
    return without_spaces("".join(page.extract_text() for page in pages)).replace("\u2010", "")


def docx_text(made: bytes) -> str:
    document = docx_of(made)
    cells = (cell.text for table in document.tables for row in table.rows for cell in row.cells)
    return without_spaces("".join([*(line.text for line in document.paragraphs), *cells]))


def without_spaces(text: str) -> str:
    return "".join(text.split())
